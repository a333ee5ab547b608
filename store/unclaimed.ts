import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { JOURNAL_SHAPE, type UnclaimedMoney } from '../core/claim/journal.ts';
import type { ClaimNo } from '../core/ids.ts';
import { sha256 } from './artifacts.ts';
import { body, type Item, toItem } from './items.ts';
import { bodyIn, eventSk, type JournalTable, largeBody, putNew } from './journal-table.ts';
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
  return (await putNew(journal, toItem({ ...keys, ...content }))) ? 'recorded' : 'already';
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
