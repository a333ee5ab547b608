import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { changesCoverages, withCoveragesFound } from '../core/claim/coverages.ts';
import { applyToHead, type Head } from '../core/claim/head.ts';
import {
  type EventDraft,
  JOURNAL_SHAPE,
  type JournalEvent,
  type UnclaimedMoney,
} from '../core/claim/journal.ts';
import type { Claim } from '../core/claim/types.ts';
import { epochToIso } from '../core/dates.ts';
import { claimNo as asClaimNo, type ClaimNo } from '../core/ids.ts';
import { Defect } from '../core/result.ts';
import type { Candidate } from '../core/submission/plan.ts';
import { type Artifacts, shortHash } from './artifacts.ts';
import { body, number, required, text, toItem } from './items.ts';
import {
  append,
  bodyIn,
  eventIn,
  eventSk,
  headKey,
  type JournalTable,
  readEvents,
  readHead,
  readItems,
  readWaits,
  SHARDS,
  stateKey,
  writeHead,
} from './journal-table.ts';
import { queried, scanned } from './pages.ts';
import { type HistoryRequest, patientHistory } from './patient-history.ts';
import { closedDays, onOpenDays, periodStore } from './periods.ts';
import { unclaimedStore } from './unclaimed.ts';

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

/** Too many writers on one claim at once. The step retries. */
export class AppendContention extends Error {
  override readonly name = 'AppendContention';
}

export type ClaimStore = ReturnType<typeof claimStore>;

/**
 * The claim journal and its projection (design D2, D3): append-only events under each claim's key, one small HEAD
 * item rebuilt from them. One append is one conditional put, so state and money are written together or not at all.
 *
 * @param table the `claims` table
 */
export function claimStore(db: DynamoDBClient, table: string, archive: Artifacts) {
  const journal: JournalTable = { db, table, archive, closed: closedDays({ db, table }) };
  const heads = (claimNos: readonly ClaimNo[]) => readHeads(journal, claimNos);
  const contents = (of: readonly Head[]) => readContents(journal, of);
  return {
    head: (claimNo: ClaimNo) => readHead(journal, claimNo),
    /** As `head`, and one that lags behind its journal is brought to its end. */
    headNow: async (claimNo: ClaimNo) => catchUp(journal, claimNo, await readHead(journal, claimNo)),
    events: (claimNo: ClaimNo, after = 0) => readEvents(journal, claimNo, after),
    record: (request: RecordRequest) => record(journal, request),
    heads,
    headsFound: (claimNos: readonly ClaimNo[]) => findHeads(journal, claimNos),
    contents,
    history: (request: HistoryRequest) => patientHistory(journal, { heads, contents }, request),
    ready: (partner: string) => readReady(journal, partner),
    /** Of each claim, what its filings wait for. */
    waits: (of: Parameters<typeof readWaits>[1]) => readWaits(journal, of),
    ...unclaimedStore(journal),
    ...periodStore(journal),
    /** Eventually consistent: compare what you find with the claim itself. */
    underPayerNumber: (number: string) =>
      claimsUnder(journal, ['by-payer-control-number', 'payerControlKey', number]),
    /** By `serviceKey`. Eventually consistent too. */
    underServices: (key: string) => claimsUnder(journal, ['by-services', 'serviceKey', shortHash(key)]),
    scanHeads: () => scanHeads(journal),
    scanEvents: () => scanEvents(journal),
  };
}

/**
 * Records what a cause makes happen to a claim, exactly once. A cause already recorded gives its event back, so that
 * the caller can repeat the step's other effects.
 */
async function record(journal: JournalTable, request: RecordRequest): Promise<Recorded> {
  const { claimNo, cause, nowEpochMs, decide } = request;
  let current = request.head === undefined ? await readHead(journal, claimNo) : request.head;
  for (let attempt = 0; attempt < APPEND_ATTEMPTS; attempt += 1) {
    if (current?.causes.includes(cause)) {
      return { outcome: 'already', head: current, event: await eventOfCause(journal, claimNo, cause) };
    }
    const draft = decide(current);
    if (draft === null) return { outcome: 'refused', head: current };
    const version: number = (current?.version ?? 0) + 1;
    const at = epochToIso(nowEpochMs);
    const entries = await onOpenDays(journal, draft.entries);
    const event: JournalEvent = { ...draft, entries, shape: JOURNAL_SHAPE, claimNo, version, cause, at };
    if (await append(journal, event)) {
      const next = applyToHead(current, event);
      await writeHead(journal, next);
      return { outcome: 'recorded', head: next, event };
    }
    current = await catchUp(journal, claimNo, current);
  }
  throw new AppendContention();
}

/** Brings a head up to its journal's end, and stores it when it had lagged. */
async function catchUp(journal: JournalTable, claimNo: ClaimNo, known: Head | null): Promise<Head | null> {
  const tail = await readEvents(journal, claimNo, known?.version ?? 0);
  if (tail.length === 0) return known;
  const next = tail.reduce<Head | null>(applyToHead, known);
  if (next !== null) await writeHead(journal, next);
  return next;
}

async function eventOfCause(journal: JournalTable, claimNo: ClaimNo, cause: string): Promise<JournalEvent> {
  const event = (await readEvents(journal, claimNo)).find((e) => e.cause === cause);
  if (event === undefined) throw new Defect('a head names a cause its journal lacks');
  return event;
}

async function readHeads(
  journal: JournalTable,
  claimNos: readonly ClaimNo[],
): Promise<ReadonlyMap<ClaimNo, Head>> {
  const items = await readItems(journal, [...new Set(claimNos)].map(headKey));
  return new Map(items.map((item) => body<Head>(item)).map((head) => [head.claimNo, head]));
}

/**
 * As `heads`, and a head that was lost is rebuilt from its journal. Costs a query for each number that is not ours,
 * so it is for documents from outside: money must not go to suspense because a projection is gone.
 */
async function findHeads(
  journal: JournalTable,
  claimNos: readonly ClaimNo[],
): Promise<ReadonlyMap<ClaimNo, Head>> {
  const heads = new Map(await readHeads(journal, claimNos));
  for (const claimNo of new Set(claimNos)) {
    if (heads.has(claimNo)) continue;
    const head = await catchUp(journal, claimNo, null);
    if (head !== null) heads.set(claimNo, head);
  }
  return heads;
}

/** The content in force of each claim, with coverages found later. @throws Defect when a head points to no content */
async function readContents(
  journal: JournalTable,
  heads: readonly Head[],
): Promise<ReadonlyMap<ClaimNo, Claim>> {
  const keys = heads.flatMap(({ claimNo, contentVersion, coveragesVersion }) =>
    [contentVersion, ...(coveragesVersion === undefined ? [] : [coveragesVersion])].map((version) =>
      toItem({ pk: claimNo, sk: eventSk(version) }),
    ),
  );
  const items = await readItems(journal, keys);
  const found = await Promise.all(items.map((item) => eventIn(journal, item)));
  const coverages = new Map(
    found.flatMap(({ claimNo, facts }) => (changesCoverages(facts) ? [[claimNo, facts]] : [])),
  );
  return new Map(
    found.flatMap(({ claimNo, facts }) => {
      if (changesCoverages(facts)) return [];
      if (facts.kind !== 'assembled') throw new Defect('a head points to an event without content');
      return [[claimNo, withCoveragesFound(facts.claim, coverages.get(claimNo))] as const];
    }),
  );
}

/** Claims of a partner that leave with the next file, from the index; one not yet visible there waits for the next. */
async function readReady({ db, table }: JournalTable, partner: string): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const items = queried(db, {
      TableName: table,
      IndexName: 'by-state',
      KeyConditionExpression: 'stateKey = :k',
      ExpressionAttributeValues: { ':k': { S: stateKey(partner, 'READY', shard) } },
    });
    for await (const item of items) {
      found.push({
        claimNo: required(item, 'pk') as ClaimNo,
        filing: number(item, 'filing') ?? 1,
        attempt: number(item, 'attempt') ?? 1,
      });
    }
  }
  return found;
}

/** Claims that an index of the heads has under a key. */
async function claimsUnder(
  { db, table }: JournalTable,
  [index, attribute, key]: readonly [index: string, attribute: string, key: string],
): Promise<readonly ClaimNo[]> {
  const items = queried(db, {
    TableName: table,
    IndexName: index,
    KeyConditionExpression: `${attribute} = :k`,
    ExpressionAttributeValues: { ':k': { S: key } },
  });
  return (await Array.fromAsync(items)).map((item) => asClaimNo(required(item, 'pk')));
}

/** Every head, in no order. For reports by people, not for steps. */
async function* scanHeads({ db, table }: JournalTable): AsyncGenerator<Head> {
  const items = scanned(db, {
    TableName: table,
    FilterExpression: 'sk = :h',
    ExpressionAttributeValues: { ':h': { S: 'HEAD' } },
    ConsistentRead: true,
  });
  for await (const item of items) yield body<Head>(item);
}

/** Every event of every journal, in no order across claims. For the ledger's reports and proofs. */
async function* scanEvents(journal: JournalTable): AsyncGenerator<JournalEvent | UnclaimedMoney> {
  const items = scanned(journal.db, {
    TableName: journal.table,
    FilterExpression: 'begins_with(sk, :e)',
    ExpressionAttributeValues: { ':e': { S: 'E#' } },
    ConsistentRead: true,
  });
  for await (const item of items) {
    const unclaimed = text(item, 'pk')?.startsWith('R#') === true;
    yield unclaimed ? await bodyIn<UnclaimedMoney>(journal, item) : await eventIn(journal, item);
  }
}
