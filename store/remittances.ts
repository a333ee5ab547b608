import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { shortHash } from './artifacts.ts';
import { body, type Item, isConditionFailed, required, toItem } from './items.ts';
import { queried } from './pages.ts';
import type { TableAccess } from './table-access.ts';

export type RemittanceStatus = 'read' | 'held' | 'posted';
/** One ST of an 835 by its business key (domain.md 1.5). */
export interface RemittanceRecord {
  readonly remittanceId: string;
  readonly status: RemittanceStatus;
  readonly fileId: string;
  readonly partner: string;
  /** TRN02. */
  readonly trace: string;
  /** Sub-account of 1015 and 2030 that its money goes through (`traceKey`). */
  readonly traceKey: string;
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

/** What one remittance took back (positive) or neutralised (negative) under one reference of a payer. */
export interface RecoupmentRecord {
  /** Sub-account of 2050 (`recoupmentKey`). */
  readonly key: string;
  readonly remittanceId: string;
  readonly payerName: string;
  /** Of the PLB, where it has one: a claim number of the payer. */
  readonly reference?: string;
  /** `WO` recoupment or returned check, `FB` forwarding balance. */
  readonly kind: 'WO' | 'FB';
  readonly trace: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  readonly amountCents: number;
  /** An explanation of ours is taken back by it: the payer took nothing. */
  readonly undoes?: true;
  readonly receivedAt: string;
}

const remittanceKey = (id: string): Item => toItem({ pk: `REMITTANCE#${id}`, sk: 'REMITTANCE' });

const recordOf = (item: Item): RemittanceRecord => ({
  ...body<RemittanceRecord>(item),
  status: required(item, 'status') as RemittanceStatus,
});
const itemOf = (record: RemittanceRecord): Item => ({
  ...remittanceKey(record.remittanceId),
  ...toItem({
    listKey: 'REMITTANCE',
    receivedAt: record.receivedAt,
    status: record.status,
    body: JSON.stringify(record),
  }),
});

/** Remittances by their business key, and the proof of what was posted from each. */
export function remittanceStore({ db, table, get, putNew, listed, listedSince }: TableAccess) {
  return {
    putRemittance: (record: RemittanceRecord): Promise<boolean> => putNew(itemOf(record)),

    replaceHeldRemittance: (record: RemittanceRecord) => replaceHeld({ db, table }, record),

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

    /** Gives the trace of a held remittance, from which nothing was posted, to its corrected copy. */
    passTrace: (traceKey: string, from: string, to: string): Promise<boolean> =>
      putWhere({ db, table }, toItem({ pk: `TRACE#${traceKey}`, sk: 'TRACE', remittanceId: to }), [
        'remittanceId',
        from,
      ]),

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

    proofs: (remittanceId: string) => proofsOf({ db, table }, remittanceId),

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

    /** Once for each remittance and reference: a repeat changes nothing. */
    putRecoupment: (record: RecoupmentRecord): Promise<boolean> =>
      putNew({
        ...recoupmentItemKey(record.key, record.remittanceId),
        ...toItem({
          listKey: 'RECOUPMENT',
          receivedAt: record.receivedAt,
          body: JSON.stringify(record),
        }),
      }),

    /** What remittances did under one reference, in no order. */
    recoupment: async (key: string): Promise<readonly RecoupmentRecord[]> => {
      const items = queried(db, {
        TableName: table,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: recoupmentPartition(key) } },
        ConsistentRead: true,
      });
      return (await Array.fromAsync(items)).map((item) => body<RecoupmentRecord>(item));
    },

    listRecoupments: async (): Promise<readonly RecoupmentRecord[]> =>
      (await listed('RECOUPMENT')).map((item) => body<RecoupmentRecord>(item)),

    listRemittances: async (): Promise<readonly RemittanceRecord[]> =>
      (await listed('REMITTANCE')).map(recordOf),

    /** Those that came at this instant (ISO) or later. */
    remittancesSince: async (from: string): Promise<readonly RemittanceRecord[]> =>
      (await listedSince('REMITTANCE', from)).map(recordOf),
  };
}

/** References may name a patient's claim: they are hashed in keys. */
const recoupmentPartition = (key: string): string => `RECOUPMENT#${shortHash(key)}`;
const recoupmentItemKey = (key: string, remittanceId: string): Item =>
  toItem({ pk: recoupmentPartition(key), sk: remittanceId });

type Table = Pick<TableAccess, 'db' | 'table'>;

/** Nothing of a held remittance was posted, so a better copy of it takes its place. */
const replaceHeld = (access: Table, record: RemittanceRecord): Promise<boolean> =>
  putWhere(access, itemOf(record), ['status', 'held']);

/** Puts the item where the one that stands there has the value in the attribute. @returns whether it had */
async function putWhere(
  { db, table }: Table,
  item: Item,
  [attribute, value]: readonly [string, string],
): Promise<boolean> {
  try {
    await db.send(
      new PutItemCommand({
        TableName: table,
        Item: item,
        ConditionExpression: '#a = :v',
        ExpressionAttributeNames: { '#a': attribute },
        ExpressionAttributeValues: { ':v': { S: value } },
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** All proofs of a remittance added up; `batches` counts them. */
async function proofsOf(
  { db, table }: Table,
  remittanceId: string,
): Promise<PostingProof & { readonly batches: number }> {
  let total = { positions: 0, clearingCents: 0, suspenseCents: 0, batches: 0 };
  const items = queried(db, {
    TableName: table,
    KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
    ExpressionAttributeValues: { ':p': { S: `REMITTANCE#${remittanceId}` }, ':s': { S: 'PROOF#' } },
    ConsistentRead: true,
  });
  for await (const item of items) {
    const proof = body<PostingProof>(item);
    total = {
      positions: total.positions + proof.positions,
      clearingCents: total.clearingCents + proof.clearingCents,
      suspenseCents: total.suspenseCents + proof.suspenseCents,
      batches: total.batches + 1,
    };
  }
  return total;
}
