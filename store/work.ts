import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type WorkItemDraft, type WorkQueue, workQueues } from '../core/claim/types.ts';
import { epochToIso } from '../core/dates.ts';
import { body, type Item, isConditionFailed, toItem } from './items.ts';
import { queried } from './pages.ts';

export type WorkStatus = 'OPEN' | 'TAKEN' | 'RESOLVED';

export interface WorkHistory {
  readonly at: string;
  readonly by: string;
  readonly did: 'opened' | 'took' | 'noted' | 'resolved' | 'reopened' | 'reminded';
  /** What reopened it, or reminded of it: the same cause does so once. */
  readonly cause?: string;
  /** Written by a person: may hold PHI; shown to people only, never logged. */
  readonly note?: string;
}

export interface WorkItem extends WorkItemDraft {
  readonly status: WorkStatus;
  readonly openedAt: string;
  readonly assignee?: string;
  /** ISO instant; after it anyone may take the item again. */
  readonly leaseUntil?: string;
  readonly outcome?: string;
  readonly history: readonly WorkHistory[];
  /** Counts the changes; every change is conditional on it. */
  readonly version: number;
}

export type WorkRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'taken'; readonly by: string; readonly until: string }
  | { readonly kind: 'already-resolved' }
  /** It is open, or was opened again, or reminded of, for the same cause before. */
  | { readonly kind: 'not-resolved' };

/** Who changes an item, and when. */
export interface WorkActor {
  readonly user: string;
  readonly nowEpochMs: number;
}

/** Work items: what automation could not finish and a person must. Opening is idempotent by id. */
export interface WorkStore {
  readonly open: (draft: WorkItemDraft, nowEpochMs: number) => Promise<'opened' | 'existed'>;
  /**
   * Opens an item, or reminds of the one that is there: it is as urgent as the draft says, and open again when it was
   * resolved. Once for a cause.
   */
  readonly remind: (
    draft: WorkItemDraft,
    reminder: { readonly cause: string; readonly nowEpochMs: number },
  ) => Promise<void>;
  readonly get: (id: string) => Promise<WorkItem | null>;
  /** By priority, then due date. `queue` absent: all queues. */
  readonly list: (filter: {
    readonly queue?: WorkQueue;
    readonly status: WorkStatus;
  }) => Promise<readonly WorkItem[]>;
  readonly ofClaim: (claimNo: string) => Promise<readonly WorkItem[]>;
  readonly take: (id: string, actor: WorkActor, leaseMinutes: number) => Promise<WorkItem | WorkRefusal>;
  readonly note: (id: string, actor: WorkActor, note: string) => Promise<WorkItem | WorkRefusal>;
  readonly resolve: (id: string, actor: WorkActor, outcome: string) => Promise<WorkItem | WorkRefusal>;
  /** Opens a resolved item again, once for a cause: what resolved it was undone. */
  readonly reopen: (
    id: string,
    actor: WorkActor,
    why: { readonly cause: string; readonly note: string },
  ) => Promise<WorkItem | WorkRefusal>;
}

const key = (id: string): Item => toItem({ pk: id, sk: 'ITEM' });
const queueKey = (queue: WorkQueue, status: WorkStatus): string => `${queue}#${status}`;
/** Sorts a queue: priority first, then the due date; the id keeps it stable. */
const rank = (item: WorkItemDraft): string => `${item.priority}#${item.dueDate}#${item.id}`;

const itemOf = (item: WorkItem): Item =>
  toItem({
    pk: item.id,
    sk: 'ITEM',
    queueKey: queueKey(item.queue, item.status),
    rank: rank(item),
    claimNo: item.claimNo,
    version: item.version,
    body: JSON.stringify(item),
  });

export const isRefusal = (answer: WorkItem | WorkRefusal): answer is WorkRefusal => 'kind' in answer;

async function queryAll(db: DynamoDBClient, input: QueryCommandInput): Promise<readonly WorkItem[]> {
  const found: WorkItem[] = [];
  for await (const item of queried(db, input)) found.push(body<WorkItem>(item));
  return found;
}

/** @param table the `work` table */
export function workStore(db: DynamoDBClient, table: string): WorkStore {
  const items: WorkTable = { db, table };
  return {
    open: (draft, nowEpochMs) => open(items, draft, nowEpochMs),
    remind: (draft, reminder) => remind(items, draft, reminder),
    get: (id) => get(items, id),
    list: async ({ queue, status }) => {
      const queues = queue === undefined ? workQueues : [queue];
      const found = (await Promise.all(queues.map((q) => ofQueue(items, q, status)))).flat();
      return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    },
    ofClaim: (claimNo) =>
      queryAll(db, {
        TableName: table,
        IndexName: 'by-claim',
        KeyConditionExpression: 'claimNo = :c',
        ExpressionAttributeValues: { ':c': { S: claimNo } },
      }),
    take: (id, actor, leaseMinutes) => change(items, id, (item) => taken(item, actor, leaseMinutes)),
    note: (id, actor, note) =>
      change(items, id, (item) => ({ ...item, history: [...item.history, did(actor, 'noted', note)] })),
    resolve: (id, actor, outcome) => change(items, id, (item) => resolved(item, actor, outcome)),
    reopen: (id, actor, why) => change(items, id, (item) => reopened(item, actor, why)),
  };
}

interface WorkTable {
  readonly db: DynamoDBClient;
  readonly table: string;
}

async function open({ db, table }: WorkTable, draft: WorkItemDraft, nowEpochMs: number, cause?: string) {
  const at = epochToIso(nowEpochMs);
  const opened: WorkHistory = { at, by: 'claimline', did: 'opened' };
  const history: readonly WorkHistory[] = [cause === undefined ? opened : { ...opened, cause }];
  const item: WorkItem = { ...draft, status: 'OPEN', openedAt: at, history, version: 1 };
  try {
    await db.send(
      new PutItemCommand({
        TableName: table,
        Item: itemOf(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return 'opened';
  } catch (error) {
    if (isConditionFailed(error)) return 'existed';
    throw error;
  }
}

async function remind(
  items: WorkTable,
  draft: WorkItemDraft,
  { cause, nowEpochMs }: { readonly cause: string; readonly nowEpochMs: number },
): Promise<void> {
  if ((await open(items, draft, nowEpochMs, cause)) === 'opened') return;
  const actor = { user: 'claimline', nowEpochMs };
  await change(items, draft.id, (item) => reminded(item, draft, { ...did(actor, 'reminded'), cause }));
}

async function get({ db, table }: WorkTable, id: string): Promise<WorkItem | null> {
  const answer = await db.send(new GetItemCommand({ TableName: table, Key: key(id), ConsistentRead: true }));
  return answer.Item === undefined ? null : body<WorkItem>(answer.Item);
}

const ofQueue = ({ db, table }: WorkTable, queue: WorkQueue, status: WorkStatus) =>
  queryAll(db, {
    TableName: table,
    IndexName: 'by-queue',
    KeyConditionExpression: 'queueKey = :q',
    ExpressionAttributeValues: { ':q': { S: queueKey(queue, status) } },
  });

/** Changes an item on condition that nobody changed it meanwhile; else judges anew. */
async function change(
  items: WorkTable,
  id: string,
  next: (item: WorkItem) => WorkItem | WorkRefusal,
): Promise<WorkItem | WorkRefusal> {
  const item = await get(items, id);
  if (item === null) return { kind: 'not-found' };
  const changed = next(item);
  if (isRefusal(changed)) return changed;
  const stored = { ...changed, version: item.version + 1 };
  try {
    await items.db.send(
      new PutItemCommand({
        TableName: items.table,
        Item: itemOf(stored),
        ConditionExpression: 'version = :v',
        ExpressionAttributeValues: { ':v': { N: String(item.version) } },
      }),
    );
    return stored;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    // A write of ours whose answer was lost fails its own condition when the client repeats it.
    const there = await get(items, id);
    return JSON.stringify(there) === JSON.stringify(stored) ? stored : change(items, id, next);
  }
}

const did = (actor: WorkActor, what: WorkHistory['did'], note?: string): WorkHistory => ({
  at: epochToIso(actor.nowEpochMs),
  by: actor.user,
  did: what,
  ...(note === undefined ? {} : { note }),
});

function taken(item: WorkItem, actor: WorkActor, leaseMinutes: number): WorkItem | WorkRefusal {
  const now = epochToIso(actor.nowEpochMs);
  if (item.status === 'RESOLVED') return { kind: 'already-resolved' };
  if (item.status === 'TAKEN' && item.assignee !== actor.user && (item.leaseUntil ?? '') > now) {
    return { kind: 'taken', by: item.assignee ?? '', until: item.leaseUntil ?? '' };
  }
  return {
    ...item,
    status: 'TAKEN',
    assignee: actor.user,
    leaseUntil: epochToIso(actor.nowEpochMs + leaseMinutes * 60_000),
    history: [...item.history, did(actor, 'took')],
  };
}

const resolved = (item: WorkItem, actor: WorkActor, outcome: string): WorkItem | WorkRefusal =>
  item.status === 'RESOLVED'
    ? { kind: 'already-resolved' }
    : { ...item, status: 'RESOLVED', outcome, history: [...item.history, did(actor, 'resolved', outcome)] };

function reopened(
  item: WorkItem,
  actor: WorkActor,
  { cause, note }: { readonly cause: string; readonly note: string },
): WorkItem | WorkRefusal {
  const isRepeated = item.history.some((one) => one.cause === cause);
  if (item.status !== 'RESOLVED' || isRepeated) return { kind: 'not-resolved' };
  const { outcome: _, assignee: __, leaseUntil: ___, ...rest } = item;
  return {
    ...rest,
    status: 'OPEN',
    history: [...item.history, { ...did(actor, 'reopened', note), cause }],
  };
}

/** Whoever has taken it keeps it. */
function reminded(item: WorkItem, draft: WorkItemDraft, reminder: WorkHistory): WorkItem | WorkRefusal {
  if (item.history.some(({ cause }) => cause === reminder.cause)) return { kind: 'not-resolved' };
  const history = [...item.history, reminder];
  if (item.status === 'TAKEN') return { ...item, ...draft, history };
  const { outcome: _, assignee: __, leaseUntil: ___, ...rest } = item;
  return { ...rest, ...draft, status: 'OPEN', history };
}
