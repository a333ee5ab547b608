import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { Defect } from '../core/result.ts';
import { body, type Item, isConditionFailed, required, text, texts, toItem } from './items.ts';

export type FileKind = 'encounters' | '837' | 'response' | 'remittance' | 'unknown';
export type FileStatus = 'received' | 'done' | 'quarantined' | 'held' | 'partial';

/** An uploaded object as the event named it. Its key may hold a partner's file name, so runs carry the id only. */
export interface Upload {
  readonly uploadId: string;
  readonly key: string;
  readonly versionId?: string;
  readonly client?: string;
  readonly partner?: string;
}

/** An inbound document, recognised by the SHA-256 of its bytes. */
export interface InboundFile {
  readonly fileId: string;
  readonly kind: FileKind;
  readonly status: FileStatus;
  readonly client?: string;
  readonly partner?: string;
  readonly key: string;
  readonly versionId?: string;
  readonly bytes: number;
  readonly receivedAt: string;
  /** Counts by name: encounters, unreadable, claims, answers, payments … */
  readonly counts: Readonly<Record<string, number>>;
  /** Every upload of these bytes; more than one means duplicates. */
  readonly uploads: readonly string[];
}

/** A 999's word on one ST of an interchange. */
export interface SetAnswer {
  readonly setControlNo: string;
  /** IK501. */
  readonly code: string;
}

/** An interchange of ours and the journal of its delivery. SENT, TA1 and 999 acceptance stand here, once for all. */
export interface OutboundInterchange {
  readonly partner: string;
  readonly controlNo: number;
  readonly planId: string;
  readonly index: number;
  readonly sets: readonly { readonly controlNo: string; readonly batchId: string; readonly claims: number }[];
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly writtenAt: string;
  readonly deliveredAt?: string;
  /** TA104 of the first TA1. */
  readonly ta1?: string;
  /** ST02 of the sets a 999 accepted. */
  readonly acceptedSets: readonly string[];
}

export type RemittanceStatus = 'read' | 'held' | 'posted';
/** One ST of an 835 by its business key (domain.md 1.5). */
export interface RemittanceRecord {
  readonly remittanceId: string;
  readonly status: RemittanceStatus;
  readonly fileId: string;
  readonly partner: string;
  readonly trace: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  readonly payerName: string;
  /** BPR02 and Σ CLP04, cents. */
  readonly paidCents: number;
  readonly claimsCents: number;
  readonly claims: number;
  readonly batches: number;
  readonly receivedAt: string;
  /** Why it is held, as work-item reasons. */
  readonly heldFor: readonly string[];
}

/** What one batch of a remittance posted: the proof that is counted without scanning claims. */
export interface PostingProof {
  readonly positions: number;
  /** Debits to 1015, cents. */
  readonly clearingCents: number;
  readonly suspenseCents: number;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
const fileKey = (fileId: string): Item => toItem({ pk: `FILE#${fileId}`, sk: 'FILE' });
const interchangeKey = (partner: string, controlNo: number): Item =>
  toItem({ pk: `INTERCHANGE#${partner}#${controlNo}`, sk: 'INTERCHANGE' });
const remittanceKey = (id: string): Item => toItem({ pk: `REMITTANCE#${id}`, sk: 'REMITTANCE' });

/** The registry of inbound files, outbound interchanges, remittances and control numbers. */
export type FileStore = ReturnType<typeof fileStore>;

export function fileStore(db: DynamoDBClient, table: string) {
  const get = async (key: Item): Promise<Item | null> =>
    (await db.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item ?? null;

  /** Puts once; false when an item stands there already. */
  const putNew = async (item: Item): Promise<boolean> => {
    try {
      await db.send(new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  };

  const listed = async (listKey: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-received',
          KeyConditionExpression: 'listKey = :l',
          ExpressionAttributeValues: { ':l': { S: listKey } },
          ScanIndexForward: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  };

  return {
    ...uploadsAndFiles({ db, table, get, putNew, listed }),
    ...interchanges({ db, table, get, putNew, listed }),
    ...remittances({ db, table, get, putNew, listed }),
  };
}

interface TableAccess {
  readonly db: DynamoDBClient;
  readonly table: string;
  readonly get: (key: Item) => Promise<Item | null>;
  readonly putNew: (item: Item) => Promise<boolean>;
  readonly listed: (listKey: string) => Promise<readonly Item[]>;
}

const fileOf = (item: Item): InboundFile => ({
  ...body<Omit<InboundFile, 'status' | 'uploads' | 'counts'>>(item),
  status: required(item, 'status') as FileStatus,
  counts: JSON.parse(text(item, 'counts') ?? '{}') as Record<string, number>,
  uploads: texts(item, 'uploads'),
});

function uploadsAndFiles({ db, table, get, putNew, listed }: TableAccess) {
  const update = async (fileId: string, expression: string, values: Item): Promise<void> => {
    await db.send(
      new UpdateItemCommand({
        TableName: table,
        Key: fileKey(fileId),
        UpdateExpression: expression,
        ...(expression.includes('#status') ? { ExpressionAttributeNames: { '#status': 'status' } } : {}),
        ExpressionAttributeValues: values,
      }),
    );
  };
  return {
    putUpload: (upload: Upload): Promise<boolean> =>
      putNew(toItem({ pk: `UPLOAD#${upload.uploadId}`, sk: 'UPLOAD', body: JSON.stringify(upload) })),

    /** @throws Defect when route-upload never recorded it */
    upload: async (uploadId: string): Promise<Upload> => {
      const item = await get(toItem({ pk: `UPLOAD#${uploadId}`, sk: 'UPLOAD' }));
      if (item === null) throw new Defect('upload is not on record');
      return body<Upload>(item);
    },

    file: async (fileId: string): Promise<InboundFile | null> => {
      const item = await get(fileKey(fileId));
      return item === null ? null : fileOf(item);
    },

    /**
     * Registers a file by its content. A known file gets this upload added: the caller resumes it when it is
     * unfinished and reports a duplicate when it is not.
     */
    register: async (
      file: Omit<InboundFile, 'status' | 'counts' | 'uploads' | 'receivedAt'>,
      uploadId: string,
      nowEpochMs: number,
    ): Promise<{ readonly file: InboundFile; readonly known: boolean }> => {
      const receivedAt = iso(nowEpochMs);
      const fresh: InboundFile = { ...file, receivedAt, status: 'received', counts: {}, uploads: [uploadId] };
      const { status, counts: _counts, uploads, ...rest } = fresh;
      const put = await putNew({
        ...fileKey(file.fileId),
        ...toItem({ listKey: 'FILE', receivedAt, status, uploads, body: JSON.stringify(rest) }),
      });
      if (put) return { file: fresh, known: false };
      const known = await get(fileKey(file.fileId));
      if (known === null) throw new Defect('a registered file vanished');
      const found = fileOf(known);
      if (found.uploads.includes(uploadId)) return { file: found, known: true };
      await update(file.fileId, 'SET uploads = list_append(uploads, :u)', { ':u': { L: [{ S: uploadId }] } });
      return { file: { ...found, uploads: [...found.uploads, uploadId] }, known: true };
    },

    setFileStatus: (fileId: string, status: FileStatus, counts: Readonly<Record<string, number>>): Promise<void> =>
      update(fileId, 'SET #status = :s, counts = :c', { ':s': { S: status }, ':c': { S: JSON.stringify(counts) } }),

    closeFile: (fileId: string, status: FileStatus): Promise<void> =>
      update(fileId, 'SET #status = :s', { ':s': { S: status } }),

    listFiles: async (): Promise<readonly InboundFile[]> => (await listed('FILE')).map(fileOf),
  };
}

const interchangeOf = (item: Item): OutboundInterchange => {
  const deliveredAt = text(item, 'deliveredAt');
  const ta1 = text(item, 'ta1');
  return {
    ...body<Omit<OutboundInterchange, 'deliveredAt' | 'ta1' | 'acceptedSets'>>(item),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(ta1 === undefined ? {} : { ta1 }),
    acceptedSets: item.acceptedSets?.SS ?? [],
  };
};

function interchanges({ db, table, get, putNew, listed }: TableAccess) {
  const set = async (partner: string, controlNo: number, expression: string, values: Item): Promise<void> => {
    await db.send(
      new UpdateItemCommand({
        TableName: table,
        Key: interchangeKey(partner, controlNo),
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
      }),
    );
  };
  return {
    /**
     * Takes `count` control numbers for a partner. A crash after this burns them: a gap is legal, a repeat is not.
     *
     * @returns the first of the numbers taken
     */
    takeControlNos: async (partner: string, count: number): Promise<number> => {
      const answer = await db.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ pk: `COUNTER#${partner}`, sk: 'ISA13' }),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': { N: String(count) } },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      const last = Number(answer.Attributes?.n?.N);
      if (!Number.isSafeInteger(last)) throw new Defect('control number counter has no value');
      if (last > 999_999_999) throw new Defect('control numbers of this partner are used up');
      return last - count + 1;
    },

    putInterchange: (
      interchange: Omit<OutboundInterchange, 'deliveredAt' | 'ta1' | 'acceptedSets'>,
    ): Promise<boolean> =>
      putNew({
        ...interchangeKey(interchange.partner, interchange.controlNo),
        ...toItem({
          listKey: 'INTERCHANGE',
          receivedAt: interchange.writtenAt,
          body: JSON.stringify(interchange),
        }),
      }),

    interchange: async (partner: string, controlNo: number): Promise<OutboundInterchange | null> => {
      const item = await get(interchangeKey(partner, controlNo));
      return item === null ? null : interchangeOf(item);
    },

    /** SENT for every claim in it, in one write. The first time stands. */
    markDelivered: (partner: string, controlNo: number, nowEpochMs: number): Promise<void> =>
      set(partner, controlNo, 'SET deliveredAt = if_not_exists(deliveredAt, :t)', { ':t': { S: iso(nowEpochMs) } }),

    /** @param code TA104; the first TA1 stands */
    markInterchangeAnswered: (partner: string, controlNo: number, code: string): Promise<void> =>
      set(partner, controlNo, 'SET ta1 = if_not_exists(ta1, :c)', { ':c': { S: code } }),

    /** SYNTAX_OK for every claim of these sets, in one write. @param setControlNos ST02; not empty */
    markSetsAccepted: (partner: string, controlNo: number, setControlNos: readonly string[]): Promise<void> =>
      set(partner, controlNo, 'ADD acceptedSets :s', { ':s': { SS: [...setControlNos] } }),

    listInterchanges: async (): Promise<readonly OutboundInterchange[]> =>
      (await listed('INTERCHANGE')).map(interchangeOf),
  };
}

function remittances({ db, table, get, putNew, listed }: TableAccess) {
  const recordOf = (item: Item): RemittanceRecord => ({
    ...body<RemittanceRecord>(item),
    status: required(item, 'status') as RemittanceStatus,
  });
  return {
    putRemittance: (record: RemittanceRecord): Promise<boolean> =>
      putNew({
        ...remittanceKey(record.remittanceId),
        ...toItem({
          listKey: 'REMITTANCE',
          receivedAt: record.receivedAt,
          status: record.status,
          body: JSON.stringify(record),
        }),
      }),

    remittance: async (id: string): Promise<RemittanceRecord | null> => {
      const item = await get(remittanceKey(id));
      return item === null ? null : recordOf(item);
    },

    /**
     * Claims a payment's trace for one remittance: the same payer and trace number with other content is a
     * conflict, not a payment.
     *
     * @returns the remittance that holds the trace
     */
    claimTrace: async (traceKey: string, remittanceId: string): Promise<string> => {
      const key = toItem({ pk: `TRACE#${traceKey}`, sk: 'TRACE' });
      if (await putNew({ ...key, ...toItem({ remittanceId }) })) return remittanceId;
      const held = await get(key);
      return held === null ? remittanceId : required(held, 'remittanceId');
    },

    putProof: async (remittanceId: string, batch: number, proof: PostingProof): Promise<void> => {
      await db.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({
            pk: `REMITTANCE#${remittanceId}`,
            sk: `PROOF#${String(batch).padStart(6, '0')}`,
            body: JSON.stringify(proof),
          }),
        }),
      );
    },

    /** All proofs of a remittance added up; `batches` counts them. */
    proofs: async (remittanceId: string): Promise<PostingProof & { readonly batches: number }> => {
      let total = { positions: 0, clearingCents: 0, suspenseCents: 0, batches: 0 };
      let start: Item | undefined;
      do {
        const page = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
            ExpressionAttributeValues: { ':p': { S: `REMITTANCE#${remittanceId}` }, ':s': { S: 'PROOF#' } },
            ConsistentRead: true,
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        for (const item of page.Items ?? []) {
          const proof = body<PostingProof>(item);
          total = {
            positions: total.positions + proof.positions,
            clearingCents: total.clearingCents + proof.clearingCents,
            suspenseCents: total.suspenseCents + proof.suspenseCents,
            batches: total.batches + 1,
          };
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return total;
    },

    markRemittancePosted: async (id: string): Promise<void> => {
      await db.send(
        new UpdateItemCommand({
          TableName: table,
          Key: remittanceKey(id),
          UpdateExpression: 'SET #status = :s',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':s': { S: 'posted' } },
        }),
      );
    },

    listRemittances: async (): Promise<readonly RemittanceRecord[]> => (await listed('REMITTANCE')).map(recordOf),
  };
}
