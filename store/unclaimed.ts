import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { JOURNAL_SHAPE, type UnclaimedMoney } from '../core/claim/journal.ts';
import { type CivilDate, civilDateOf } from '../core/dates.ts';
import type { ClaimNo } from '../core/ids.ts';
import { sha256 } from './artifacts.ts';
import { body, type Item, required, toItem } from './items.ts';
import { bodyIn, eventSk, type JournalTable, largeBody, putNew, readItems, SHARDS } from './journal-table.ts';
import { queried } from './pages.ts';
import { onOpenDays } from './periods.ts';

/**
 * A person's word that a payment in suspense belongs to a claim. It is taken before anything is posted, once for each
 * number: of two who match one payment at once, one wins. What came of it stands in the claim's journal.
 */
export interface Assignment {
  readonly remittanceId: string;
  readonly ordinal: number;
  /** 1, 2, 3 … for each payment. */
  readonly n: number;
  readonly claimNo: ClaimNo;
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A claim payment by its remittance and its ordinal there. */
export interface PaymentPlace {
  readonly remittanceId: string;
  readonly ordinal: number;
}

const partition = (remittanceId: string): string => `R#${remittanceId}`;
const assignmentsOf = (ordinal: number): string => `M#${String(ordinal).padStart(6, '0')}#`;
const assignmentSk = ({ ordinal, n }: Assignment): string =>
  assignmentsOf(ordinal) + String(n).padStart(4, '0');

/** Claim payments that no claim could take, under their remittance, and who assigned them to which claim. */
export function unclaimedStore(journal: JournalTable) {
  return {
    recordUnclaimed: (money: Omit<UnclaimedMoney, 'shape'>) => recordUnclaimed(journal, money),
    unclaimed: (remittanceId: string, ordinal: number) => readUnclaimed(journal, remittanceId, ordinal),
    unclaimedBetween: (remittanceId: string, range: readonly [from: number, to: number]) =>
      unclaimedBetween(journal, remittanceId, range),
    /** Payments that lie in suspense, by the index; one that was matched a moment ago may be among them. */
    inSuspense: () => inSuspense(journal),
    /** The payment waits for its claim (again): lists of suspense show it. */
    enterSuspense: (place: PaymentPlace, day: CivilDate) => listIn(journal, place, day),
    leaveSuspense: (place: PaymentPlace) => listIn(journal, place, null),
    assign: (assignment: Assignment) => assign(journal, assignment),
    assignments: (remittanceId: string, ordinal: number) => readAssignments(journal, remittanceId, ordinal),
  };
}

/** Money of a CLP whose claim is not ours, once per position of its remittance. */
async function recordUnclaimed(
  journal: JournalTable,
  money: Omit<UnclaimedMoney, 'shape'>,
): Promise<'recorded' | 'already'> {
  const entries = await onOpenDays(journal, money.entries);
  const json = JSON.stringify({ ...money, entries, shape: JOURNAL_SHAPE } satisfies UnclaimedMoney);
  const keys = { pk: partition(money.remittanceId), sk: eventSk(money.ordinal) };
  const content = await largeBody(journal, `claims/${keys.pk.replace('#', '-')}/${sha256(json)}.json`, json);
  const isSuspended = money.reason !== undefined && money.held !== undefined;
  const listed = isSuspended ? suspenseKeys(money, civilDateOf(Date.parse(money.at))) : {};
  return (await putNew(journal, toItem({ ...keys, ...content, ...listed }))) ? 'recorded' : 'already';
}

const suspenseKey = (shard: number): string => `SUSPENSE#${shard}`;
const suspenseKeys = ({ ordinal }: PaymentPlace, day: CivilDate) => ({
  stateKey: suspenseKey(ordinal % SHARDS),
  dueAt: day,
});

/** Puts the item of a payment into the index, under the day, or takes it out. What the item says stays as it is. */
async function listIn(
  { db, table }: JournalTable,
  place: PaymentPlace,
  day: CivilDate | null,
): Promise<void> {
  const keys = day === null ? null : suspenseKeys(place, day);
  const change =
    keys === null
      ? { UpdateExpression: 'REMOVE stateKey, dueAt' }
      : {
          UpdateExpression: 'SET stateKey = :k, dueAt = :d',
          ExpressionAttributeValues: { ':k': { S: keys.stateKey }, ':d': { S: keys.dueAt } },
        };
  await db.send(
    new UpdateItemCommand({
      TableName: table,
      Key: toItem({ pk: partition(place.remittanceId), sk: eventSk(place.ordinal) }),
      ConditionExpression: 'attribute_exists(pk)',
      ...change,
    }),
  );
}

async function inSuspense(journal: JournalTable): Promise<readonly UnclaimedMoney[]> {
  const keys: Item[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const items = queried(journal.db, {
      TableName: journal.table,
      IndexName: 'by-state',
      KeyConditionExpression: 'stateKey = :k',
      ExpressionAttributeValues: { ':k': { S: suspenseKey(shard) } },
    });
    for await (const item of items) keys.push(toItem({ pk: required(item, 'pk'), sk: required(item, 'sk') }));
  }
  const found = await readItems(journal, keys);
  return Promise.all(found.map((item) => bodyIn<UnclaimedMoney>(journal, item)));
}

async function readUnclaimed(
  journal: JournalTable,
  remittanceId: string,
  ordinal: number,
): Promise<UnclaimedMoney | null> {
  const Key = toItem({ pk: partition(remittanceId), sk: eventSk(ordinal) });
  const answer = await journal.db.send(
    new GetItemCommand({ TableName: journal.table, Key, ConsistentRead: true }),
  );
  return answer.Item === undefined ? null : bodyIn<UnclaimedMoney>(journal, answer.Item);
}

/** Those of a remittance whose ordinals lie in a range, both ends included. */
async function unclaimedBetween(
  journal: JournalTable,
  remittanceId: string,
  [from, to]: readonly [from: number, to: number],
): Promise<readonly UnclaimedMoney[]> {
  const items = between(journal, remittanceId, [eventSk(from), eventSk(to)]);
  const found: UnclaimedMoney[] = [];
  for await (const item of items) found.push(await bodyIn<UnclaimedMoney>(journal, item));
  return found;
}

/** Takes the number for this assignment, unless another has it. @returns the one that has it now */
async function assign(journal: JournalTable, assignment: Assignment): Promise<Assignment> {
  const { remittanceId, ordinal, n } = assignment;
  const keys = { pk: partition(remittanceId), sk: assignmentSk(assignment) };
  if (await putNew(journal, toItem({ ...keys, body: JSON.stringify(assignment) }))) return assignment;
  const all = await readAssignments(journal, remittanceId, ordinal);
  return all.find((one) => one.n === n) ?? assignment;
}

/** In the order of their numbers. */
async function readAssignments(
  journal: JournalTable,
  remittanceId: string,
  ordinal: number,
): Promise<readonly Assignment[]> {
  const prefix = assignmentsOf(ordinal);
  const items = await Array.fromAsync(between(journal, remittanceId, [prefix, `${prefix}9999`]));
  return items.map((item) => body<Assignment>(item));
}

const between = (
  { db, table }: JournalTable,
  remittanceId: string,
  [from, to]: readonly [from: string, to: string],
): AsyncGenerator<Item> =>
  queried(db, {
    TableName: table,
    KeyConditionExpression: 'pk = :p AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':p': { S: partition(remittanceId) },
      ':from': { S: from },
      ':to': { S: to },
    },
    ConsistentRead: true,
  });
