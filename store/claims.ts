import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { dueDate } from '../core/claim/expectation.ts';
import { applyToHead, type Head } from '../core/claim/head.ts';
import {
  type EventDraft,
  JOURNAL_SHAPE,
  type JournalEvent,
  type UnclaimedMoney,
} from '../core/claim/journal.ts';
import type { Claim, FilingState } from '../core/claim/types.ts';
import { civilDateOf } from '../core/dates.ts';
import type { ClaimNo } from '../core/ids.ts';
import { Defect } from '../core/result.ts';
import type { Candidate } from '../core/submission/plan.ts';
import { type Artifacts, sha256 } from './artifacts.ts';
import { body, type Item, isConditionFailed, text, toItem } from './items.ts';

/** Spreads one state's claims over this many index partitions, so that a large file makes no hot one. */
const SHARDS = 4;
/** BatchGetItem takes 100 keys. */
const BATCH_KEYS = 100;
/** An event above this rides in an object named by its hash; DynamoDB's item limit is 400 KB. */
const EVENT_BYTES_MAX = 100_000;
/** Appends that lose this often in a row meet a storm, not a race; the step's own retry takes over. */
const APPEND_ATTEMPTS = 8;

export interface RecordRequest {
  readonly claimNo: ClaimNo;
  readonly cause: string;
  readonly nowEpochMs: number;
  /** The head as just read, if it was; saves a read. Null: the claim is not there. */
  readonly head?: Head | null;
  /** Decides on the newest head; null when nothing is to be recorded. May be called again after a lost race. */
  readonly decide: (head: Head | null) => EventDraft | null;
}

export type Recorded =
  | { readonly outcome: 'recorded' | 'already'; readonly head: Head; readonly event: JournalEvent }
  | { readonly outcome: 'refused'; readonly head: Head | null };

export type ClaimStore = ReturnType<typeof claimStore>;

const eventSk = (version: number): string => `E#${String(version).padStart(6, '0')}`;
const headKey = (claimNo: string): Item => toItem({ pk: claimNo, sk: 'HEAD' });
const shardOf = (claimNo: string): number => (claimNo.codePointAt(claimNo.length - 1) ?? 0) % SHARDS;
const stateKey = (partner: string, state: FilingState, shard: number): string =>
  `${partner}#${state}#${shard}`;

const headItem = (head: Head): Item =>
  toItem({
    pk: head.claimNo,
    sk: 'HEAD',
    version: head.version,
    stateKey: stateKey(head.partnerId, head.state, shardOf(head.claimNo)),
    dueAt: dueDate(head.state, civilDateOf(Date.parse(head.since))) ?? '99991231',
    attempt: head.attempt,
    filing: head.filing,
    payerControlKey: head.payerClaimControlNo,
    body: JSON.stringify(head),
  });

/**
 * The claim journal and its projection (design D2, D3): append-only events under each claim's key, one small HEAD
 * item rebuilt from them. One append is one conditional put, so state and money are written together or not at all.
 */
export function claimStore(db: DynamoDBClient, table: string, archive: Artifacts) {
  const readEvent = async (item: Item): Promise<JournalEvent> => {
    const objectKey = text(item, 'bodyKey');
    return objectKey === undefined
      ? body<JournalEvent>(item)
      : (JSON.parse(await archive.readText({ key: objectKey })) as JournalEvent);
  };

  const eventItem = async (event: JournalEvent): Promise<Item> => {
    const json = JSON.stringify(event);
    const keys = { pk: event.claimNo, sk: eventSk(event.version) };
    if (Buffer.byteLength(json) <= EVENT_BYTES_MAX) return toItem({ ...keys, body: json });
    const bodyKey = `claims/${event.claimNo}/${sha256(json)}.json`;
    await archive.create(bodyKey, json);
    return toItem({ ...keys, bodyKey });
  };

  const head = async (claimNo: ClaimNo): Promise<Head | null> => {
    const answer = await db.send(
      new GetItemCommand({ TableName: table, Key: headKey(claimNo), ConsistentRead: true }),
    );
    return answer.Item === undefined ? null : body<Head>(answer.Item);
  };

  const events = async (claimNo: ClaimNo, after = 0): Promise<readonly JournalEvent[]> => {
    const found: JournalEvent[] = [];
    let start: Item | undefined;
    do {
      const page = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :p AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':p': { S: claimNo },
            ':from': { S: eventSk(after + 1) },
            ':to': { S: 'E#999999' },
          },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) found.push(await readEvent(item));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  };

  /** Writes the projection unless a newer one stands there; losing that race is fine. */
  const writeHead = async (next: Head): Promise<void> => {
    try {
      await db.send(
        new PutItemCommand({
          TableName: table,
          Item: headItem(next),
          ConditionExpression: 'attribute_not_exists(pk) OR version < :v',
          ExpressionAttributeValues: { ':v': { N: String(next.version) } },
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  };

  const append = async (event: JournalEvent): Promise<boolean> => {
    try {
      await db.send(
        new PutItemCommand({
          TableName: table,
          Item: await eventItem(event),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error)) return false;
      throw error;
    }
  };

  /** Brings a head up to its journal's end, and stores it when it had lagged. */
  const catchUp = async (claimNo: ClaimNo, known: Head | null): Promise<Head | null> => {
    const tail = await events(claimNo, known?.version ?? 0);
    if (tail.length === 0) return known;
    const next = tail.reduce<Head | null>(applyToHead, known);
    if (next !== null) await writeHead(next);
    return next;
  };

  const eventOfCause = async (claimNo: ClaimNo, cause: string): Promise<JournalEvent> => {
    const event = (await events(claimNo)).find((e) => e.cause === cause);
    if (event === undefined) throw new Defect('a head names a cause its journal lacks');
    return event;
  };

  /**
   * Records what a cause makes happen to a claim, exactly once. A cause already recorded gives its event back, so
   * that the caller can repeat the step's other effects.
   */
  const record = async (request: RecordRequest): Promise<Recorded> => {
    const { claimNo, cause, nowEpochMs, decide } = request;
    let current = request.head === undefined ? await head(claimNo) : request.head;
    for (let attempt = 0; attempt < APPEND_ATTEMPTS; attempt += 1) {
      if (current?.causes.includes(cause)) {
        return { outcome: 'already', head: current, event: await eventOfCause(claimNo, cause) };
      }
      const draft = decide(current);
      if (draft === null) return { outcome: 'refused', head: current };
      const version: number = (current?.version ?? 0) + 1;
      const at = new Date(nowEpochMs).toISOString();
      const event: JournalEvent = { ...draft, shape: JOURNAL_SHAPE, claimNo, version, cause, at };
      if (await append(event)) {
        const next = applyToHead(current, event);
        await writeHead(next);
        return { outcome: 'recorded', head: next, event };
      }
      current = await catchUp(claimNo, current);
    }
    throw new AppendContention();
  };

  const batchGet = async (keys: readonly Item[]): Promise<readonly Item[]> => {
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
  };

  return {
    head,
    events,
    record,

    heads: async (claimNos: readonly ClaimNo[]): Promise<ReadonlyMap<ClaimNo, Head>> => {
      const items = await batchGet([...new Set(claimNos)].map(headKey));
      return new Map(items.map((item) => body<Head>(item)).map((h) => [h.claimNo, h]));
    },

    /** The content in force of each claim. @throws Defect when a head points to no content */
    contents: async (heads: readonly Head[]): Promise<ReadonlyMap<ClaimNo, Claim>> => {
      const keys = heads.map((h) => toItem({ pk: h.claimNo, sk: eventSk(h.contentVersion) }));
      const found = await Promise.all((await batchGet(keys)).map(readEvent));
      return new Map(
        found.map((event) => {
          if (event.facts.kind !== 'assembled') throw new Defect('a head points to an event without content');
          return [event.claimNo, event.facts.claim] as const;
        }),
      );
    },

    /** Claims of a partner that are READY, from the index; one not yet visible there waits for the next run. */
    ready: async (partner: string): Promise<readonly Candidate[]> => {
      const shards = Array.from({ length: SHARDS }, (_, shard) =>
        readyInShard(db, table, stateKey(partner, 'READY', shard)),
      );
      return (await Promise.all(shards)).flat();
    },

    /** Money of a CLP whose claim is not ours, once per position. */
    recordUnclaimed: async (money: Omit<UnclaimedMoney, 'shape'>): Promise<'recorded' | 'already'> => {
      const item = toItem({
        pk: `R#${money.remittanceId}`,
        sk: eventSk(money.ordinal),
        body: JSON.stringify({ ...money, shape: JOURNAL_SHAPE }),
      });
      try {
        await db.send(
          new PutItemCommand({
            TableName: table,
            Item: item,
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return 'recorded';
      } catch (error) {
        if (isConditionFailed(error)) return 'already';
        throw error;
      }
    },

    unclaimed: async (remittanceId: string, ordinal: number): Promise<UnclaimedMoney | null> => {
      const Key = toItem({ pk: `R#${remittanceId}`, sk: eventSk(ordinal) });
      const answer = await db.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return answer.Item === undefined ? null : body<UnclaimedMoney>(answer.Item);
    },

    /** Every head, in no order. For reports by people, not for steps. */
    scanHeads: async function* (): AsyncGenerator<Head> {
      for await (const item of scan(db, table, 'sk = :h', { ':h': { S: 'HEAD' } })) yield body<Head>(item);
    },

    /** Every event of every journal, in no order across claims. For the ledger's reports and proofs. */
    scanEvents: async function* (): AsyncGenerator<JournalEvent | UnclaimedMoney> {
      for await (const item of scan(db, table, 'begins_with(sk, :e)', { ':e': { S: 'E#' } })) {
        yield text(item, 'bodyKey') === undefined
          ? body<JournalEvent | UnclaimedMoney>(item)
          : await readEvent(item);
      }
    },
  };
}

/** Too many writers on one claim at once. The step retries. */
export class AppendContention extends Error {
  override readonly name = 'AppendContention';
}

async function readyInShard(db: DynamoDBClient, table: string, key: string): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  let start: Item | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'by-state',
        KeyConditionExpression: 'stateKey = :k',
        ExpressionAttributeValues: { ':k': { S: key } },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) {
      found.push({
        claimNo: (text(item, 'pk') ?? '') as ClaimNo,
        filing: Number(item.filing?.N),
        attempt: Number(item.attempt?.N),
      });
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

async function* scan(db: DynamoDBClient, table: string, filter: string, values: Item): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const page = await db.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: filter,
        ExpressionAttributeValues: values,
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
