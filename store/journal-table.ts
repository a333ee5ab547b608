import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { waitingFiling } from '../core/claim/filings.ts';
import type { Head } from '../core/claim/head.ts';
import type { JournalEvent } from '../core/claim/journal.ts';
import { earliestDue, type Wait, waitsOf } from '../core/claim/timers.ts';
import type { FilingState } from '../core/claim/types.ts';
import type { CivilDate } from '../core/dates.ts';
import type { ClaimNo } from '../core/ids.ts';
import { type Artifacts, sha256, shortHash } from './artifacts.ts';
import { body, type Item, isConditionFailed, required, text, toItem } from './items.ts';
import { queried } from './pages.ts';
import type { ClosedDays } from './periods.ts';

/** The `claims` table, with the archive for events that are too large for an item. */
export interface JournalTable {
  readonly db: DynamoDBClient;
  readonly table: string;
  readonly archive: Artifacts;
  readonly closed: ClosedDays;
}

/** Spreads one state's claims over this many index partitions, so that a large file makes no hot one. */
export const SHARDS = 4;
/** BatchGetItem takes 100 keys. */
const BATCH_KEYS = 100;
/** An event above this rides in an object named by its hash; DynamoDB's item limit is 400 KB. */
const EVENT_BYTES_MAX = 100_000;

/** Sorts behind every day. */
const NEVER = '99991231';

export const eventSk = (version: number): string => `E#${String(version).padStart(6, '0')}`;
export const headKey = (claimNo: string): Item => toItem({ pk: claimNo, sk: 'HEAD' });
export const stateKey = (partner: string, state: FilingState, shard: number): string =>
  `${partner}#${state}#${shard}`;
const shardOf = (claimNo: string): number => (claimNo.codePointAt(claimNo.length - 1) ?? 0) % SHARDS;

const headItem = (head: Head): Item => {
  // Whatever leaves with the next file is found under READY: a replacement or void too, and a filing behind another.
  const waiting = waitingFiling(head);
  const shown = waiting ?? head;
  const state = waiting === null ? head.state : 'READY';
  const waits = waitsOf(head);
  return toItem({
    pk: head.claimNo,
    sk: 'HEAD',
    version: head.version,
    stateKey: stateKey(head.partnerId, state, shardOf(head.claimNo)),
    dueAt: earliestDue(waits) ?? NEVER,
    attempt: shown.attempt,
    filing: shown.filing,
    // What timers are judged by, so that the run of every day reads no claim that is in time.
    wait: JSON.stringify(waits),
    payerControlKey: head.payerClaimControlNo,
    patientKey: head.patientKey,
    firstDay: head.patientKey === undefined ? undefined : head.firstDay,
    serviceKey: head.serviceKey === undefined ? undefined : shortHash(head.serviceKey),
    body: JSON.stringify(head),
  });
};

/**
 * What the claims of a partner in a state wait for, as the index shows it, where a timer may be due by `today`; without
 * a day all of them. Page by page. Eventually consistent: judge what you find by the claim itself.
 */
export async function* readWaits(
  { db, table }: JournalTable,
  {
    partner,
    state,
    today = NEVER,
  }: { readonly partner: string; readonly state: FilingState; readonly today?: CivilDate | typeof NEVER },
): AsyncGenerator<readonly Wait[]> {
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const items = queried(db, {
      TableName: table,
      IndexName: 'by-state',
      KeyConditionExpression: 'stateKey = :k AND dueAt <= :d',
      ExpressionAttributeValues: { ':k': { S: stateKey(partner, state, shard) }, ':d': { S: today } },
    });
    for await (const item of items) yield JSON.parse(required(item, 'wait')) as readonly Wait[];
  }
}

export async function readHead({ db, table }: JournalTable, claimNo: ClaimNo): Promise<Head | null> {
  const answer = await db.send(
    new GetItemCommand({ TableName: table, Key: headKey(claimNo), ConsistentRead: true }),
  );
  return answer.Item === undefined ? null : body<Head>(answer.Item);
}

/** Writes the projection unless a newer one stands there; losing that race is fine. */
export async function writeHead({ db, table }: JournalTable, head: Head): Promise<void> {
  try {
    await db.send(
      new PutItemCommand({
        TableName: table,
        Item: headItem(head),
        ConditionExpression: 'attribute_not_exists(pk) OR version < :v',
        ExpressionAttributeValues: { ':v': { N: String(head.version) } },
      }),
    );
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/** The content of an item, in it or in the object that it names. */
export async function bodyIn<T>({ archive }: JournalTable, item: Item): Promise<T> {
  const objectKey = text(item, 'bodyKey');
  return objectKey === undefined
    ? body<T>(item)
    : (JSON.parse(await archive.readText({ key: objectKey })) as T);
}

export const eventIn = (journal: JournalTable, item: Item): Promise<JournalEvent> =>
  bodyIn<JournalEvent>(journal, item);

/** Events after version `after`, in order. */
export async function readEvents(
  journal: JournalTable,
  claimNo: ClaimNo,
  after = 0,
): Promise<readonly JournalEvent[]> {
  const found: JournalEvent[] = [];
  const items = queried(journal.db, {
    TableName: journal.table,
    KeyConditionExpression: 'pk = :p AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':p': { S: claimNo },
      ':from': { S: eventSk(after + 1) },
      ':to': { S: 'E#999999' },
    },
    ConsistentRead: true,
  });
  for await (const item of items) found.push(await eventIn(journal, item));
  return found;
}

/** Puts the event under its version. @returns false when that version is taken: somebody else was first */
export async function append(journal: JournalTable, event: JournalEvent): Promise<boolean> {
  return putNew(journal, await eventItem(journal, event));
}

async function eventItem(journal: JournalTable, event: JournalEvent): Promise<Item> {
  const json = JSON.stringify(event);
  const keys = { pk: event.claimNo, sk: eventSk(event.version) };
  return toItem({
    ...keys,
    ...(await largeBody(journal, `claims/${event.claimNo}/${sha256(json)}.json`, json)),
  });
}

/** The attribute that an item holds its content in; what is too large for an item lies under `objectKey`. */
export async function largeBody(
  { archive }: JournalTable,
  objectKey: string,
  json: string,
): Promise<{ readonly body: string } | { readonly bodyKey: string }> {
  if (Buffer.byteLength(json) <= EVENT_BYTES_MAX) return { body: json };
  await archive.create(objectKey, json);
  return { bodyKey: objectKey };
}

/** Puts an item that must not be there yet. @returns false when it is */
export async function putNew({ db, table }: JournalTable, item: Item): Promise<boolean> {
  try {
    await db.send(
      new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** The items that are there, in no order. @param keys each once */
export async function readItems(
  { db, table }: JournalTable,
  keys: readonly Item[],
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let i = 0; i < keys.length; i += BATCH_KEYS) {
    let open: Item[] | undefined = keys.slice(i, i + BATCH_KEYS);
    while (open !== undefined && open.length > 0) {
      const answer: BatchGetItemCommandOutput = await db.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: open, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      open = answer.UnprocessedKeys?.[table]?.Keys;
    }
  }
  return found;
}
