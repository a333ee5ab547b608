import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { WorkItemDraft, WorkQueue } from '../core/claim/types.ts';
import { workQueues } from '../core/claim/types.ts';
import { body, type Item, isConditionFailed, toItem } from './items.ts';

export type WorkStatus = 'OPEN' | 'TAKEN' | 'RESOLVED';

export interface WorkHistory {
  readonly at: string;
  readonly by: string;
  readonly did: 'opened' | 'took' | 'noted' | 'resolved';
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
  | { readonly kind: 'already-resolved' };

/** Who changes an item, and when. */
export interface WorkActor {
  readonly user: string;
  readonly nowEpochMs: number;
}

/** Work items: what automation could not finish and a person must. Opening is idempotent by id. */
export interface WorkStore {
  readonly open: (draft: WorkItemDraft, nowEpochMs: number) => Promise<'opened' | 'existed'>;
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
}

const key = (id: string): Item => toItem({ pk: id, sk: 'ITEM' });
const iso = (epochMs: number): string => new Date(epochMs).toISOString();
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

async function queryAll(
  db: DynamoDBClient,
  input: ConstructorParameters<typeof QueryCommand>[0],
): Promise<readonly WorkItem[]> {
  const found: WorkItem[] = [];
  let start: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({ ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) found.push(body<WorkItem>(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

export function workStore(db: DynamoDBClient, table: string): WorkStore {
  const get = async (id: string): Promise<WorkItem | null> => {
    const answer = await db.send(
      new GetItemCommand({ TableName: table, Key: key(id), ConsistentRead: true }),
    );
    return answer.Item === undefined ? null : body<WorkItem>(answer.Item);
  };
  const change = async (
    id: string,
    next: (item: WorkItem) => WorkItem | WorkRefusal,
  ): Promise<WorkItem | WorkRefusal> => {
    const item = await get(id);
    if (item === null) return { kind: 'not-found' };
    const changed = next(item);
    if (isRefusal(changed)) return changed;
    const stored = { ...changed, version: item.version + 1 };
    try {
      await db.send(
        new PutItemCommand({
          TableName: table,
          Item: itemOf(stored),
          ConditionExpression: 'version = :v',
          ExpressionAttributeValues: { ':v': { N: String(item.version) } },
        }),
      );
      return stored;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      // A write of ours whose answer was lost fails its own condition when the client repeats it.
      const there = await get(id);
      return JSON.stringify(there) === JSON.stringify(stored) ? stored : change(id, next);
    }
  };
  const byQueue = (queue: WorkQueue, status: WorkStatus) =>
    queryAll(db, {
      TableName: table,
      IndexName: 'by-queue',
      KeyConditionExpression: 'queueKey = :q',
      ExpressionAttributeValues: { ':q': { S: queueKey(queue, status) } },
    });

  return {
    open: async (draft, nowEpochMs) => {
      const at = iso(nowEpochMs);
      const item: WorkItem = {
        ...draft,
        status: 'OPEN',
        openedAt: at,
        history: [{ at, by: 'claimline', did: 'opened' }],
        version: 1,
      };
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
    },
    get,
    list: async ({ queue, status }) => {
      const queues = queue === undefined ? workQueues : [queue];
      const found = (await Promise.all(queues.map((q) => byQueue(q, status)))).flat();
      return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    },
    ofClaim: (claimNo) =>
      queryAll(db, {
        TableName: table,
        IndexName: 'by-claim',
        KeyConditionExpression: 'claimNo = :c',
        ExpressionAttributeValues: { ':c': { S: claimNo } },
      }),
    take: (id, actor, leaseMinutes) =>
      change(id, (item) => {
        const at = iso(actor.nowEpochMs);
        if (item.status === 'RESOLVED') return { kind: 'already-resolved' };
        if (item.status === 'TAKEN' && item.assignee !== actor.user && (item.leaseUntil ?? '') > at) {
          return { kind: 'taken', by: item.assignee ?? '', until: item.leaseUntil ?? '' };
        }
        return {
          ...item,
          status: 'TAKEN',
          assignee: actor.user,
          leaseUntil: iso(actor.nowEpochMs + leaseMinutes * 60_000),
          history: [...item.history, { at, by: actor.user, did: 'took' }],
        };
      }),
    note: (id, actor, note) =>
      change(id, (item) => ({
        ...item,
        history: [...item.history, { at: iso(actor.nowEpochMs), by: actor.user, did: 'noted', note }],
      })),
    resolve: (id, actor, outcome) =>
      change(id, (item) => {
        if (item.status === 'RESOLVED') return { kind: 'already-resolved' };
        const history = [
          ...item.history,
          { at: iso(actor.nowEpochMs), by: actor.user, did: 'resolved' as const, note: outcome },
        ];
        return { ...item, status: 'RESOLVED', outcome, history };
      }),
  };
}
