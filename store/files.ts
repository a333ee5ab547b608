import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { epochToIso } from '../core/dates.ts';
import { Defect } from '../core/result.ts';
import { depositStore } from './deposits.ts';
import { interchangeStore } from './interchanges.ts';
import { body, type Item, isConditionFailed, required, text, texts, toItem } from './items.ts';
import { receiptStore } from './receipts.ts';
import { remittanceStore } from './remittances.ts';
import { statementStore } from './statements.ts';
import { type TableAccess, tableAccess } from './table-access.ts';

export type FileKind = 'encounters' | '837' | 'response' | 'remittance' | 'codes' | 'unknown';
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
  /** Code sets that its claims could not be tested against: `cpt`; with a release, in part only: `hcpcs starter`. */
  readonly untested: readonly string[];
}

/** The registry of inbound files, outbound interchanges, remittances and control numbers. */
export type FileStore = ReturnType<typeof fileStore>;

/** @param table the `files` table */
export function fileStore(db: DynamoDBClient, table: string) {
  const access = tableAccess(db, table);
  return {
    ...uploadStore(access),
    ...inboundStore(access),
    ...interchangeStore(access),
    ...remittanceStore(access),
    ...depositStore(access),
    ...receiptStore(access),
    ...statementStore(access),
  };
}

const fileKey = (fileId: string): Item => toItem({ pk: `FILE#${fileId}`, sk: 'FILE' });

const fileOf = (item: Item): InboundFile => ({
  ...body<Omit<InboundFile, 'status' | 'uploads' | 'counts' | 'untested'>>(item),
  status: required(item, 'status') as FileStatus,
  counts: JSON.parse(text(item, 'counts') ?? '{}') as Record<string, number>,
  uploads: texts(item, 'uploads'),
  untested: (item.untested?.SS ?? []).toSorted(),
});

/** Uploads as their events named them. */
const uploadStore = ({ get, putNew }: TableAccess) => ({
  putUpload: (upload: Upload): Promise<boolean> =>
    putNew(toItem({ pk: `UPLOAD#${upload.uploadId}`, sk: 'UPLOAD', body: JSON.stringify(upload) })),

  /** @throws Defect when route-upload never recorded it */
  upload: async (uploadId: string): Promise<Upload> => {
    const item = await get(toItem({ pk: `UPLOAD#${uploadId}`, sk: 'UPLOAD' }));
    if (item === null) throw new Defect('upload is not on record');
    return body<Upload>(item);
  },
});

/** Files by their content. */
function inboundStore({ db, table, get, putNew, listed }: TableAccess) {
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
  /** Adds it once, also when the client repeats the call or another run was faster. */
  const addUpload = async (fileId: string, uploadId: string): Promise<void> => {
    try {
      await db.send(
        new UpdateItemCommand({
          TableName: table,
          Key: fileKey(fileId),
          UpdateExpression: 'SET uploads = list_append(uploads, :list)',
          ConditionExpression: 'NOT contains(uploads, :one)',
          ExpressionAttributeValues: { ':list': { L: [{ S: uploadId }] }, ':one': { S: uploadId } },
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  };
  return {
    file: async (fileId: string): Promise<InboundFile | null> => {
      const item = await get(fileKey(fileId));
      return item === null ? null : fileOf(item);
    },

    /**
     * Registers a file by its content. A known file gets this upload added: the caller resumes it when it is
     * unfinished and reports a duplicate when it is not.
     */
    register: async (
      file: Omit<InboundFile, 'status' | 'counts' | 'uploads' | 'untested' | 'receivedAt'>,
      uploadId: string,
      nowEpochMs: number,
    ): Promise<{ readonly file: InboundFile; readonly known: boolean }> => {
      const receivedAt = epochToIso(nowEpochMs);
      const opened = { status: 'received', counts: {}, uploads: [uploadId], untested: [] } as const;
      const fresh: InboundFile = { ...file, receivedAt, ...opened };
      const { status, counts: _counts, uploads, untested: _untested, ...rest } = fresh;
      const put = await putNew({
        ...fileKey(file.fileId),
        ...toItem({ listKey: 'FILE', receivedAt, status, uploads, body: JSON.stringify(rest) }),
      });
      if (put) return { file: fresh, known: false };
      const known = await get(fileKey(file.fileId));
      if (known === null) throw new Defect('a registered file vanished');
      const found = fileOf(known);
      if (found.uploads.includes(uploadId)) return { file: found, known: true };
      await addUpload(file.fileId, uploadId);
      return { file: { ...found, uploads: [...found.uploads, uploadId] }, known: true };
    },

    setFileStatus: (
      fileId: string,
      status: FileStatus,
      counts: Readonly<Record<string, number>>,
    ): Promise<void> =>
      update(fileId, 'SET #status = :s, counts = :c', {
        ':s': { S: status },
        ':c': { S: JSON.stringify(counts) },
      }),

    closeFile: (fileId: string, status: FileStatus): Promise<void> =>
      update(fileId, 'SET #status = :s', { ':s': { S: status } }),

    /** Names join the ones that are there: batches of a file say the same. */
    addUntested: (fileId: string, names: readonly string[]): Promise<void> =>
      update(fileId, 'ADD untested :u', { ':u': { SS: [...names] } }),

    listFiles: async (): Promise<readonly InboundFile[]> => (await listed('FILE')).map(fileOf),
  };
}
