import type { HeldPayment, JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { matchCause, unmatchCause } from '../../core/remit/assign.ts';
import { claimWorkId } from '../../functions/post-remittance/posting.ts';
import { suspenseWorkId } from '../../functions/post-remittance/suspend.ts';
import type { Assignment } from '../../store/unclaimed.ts';
import { refused, wrongUse } from '../terminal/answer.ts';
import type { Stores } from './stores.ts';

/** One claim payment: its remittance, and its place among the payments there. */
export interface PaymentRef {
  readonly remittanceId: string;
  readonly ordinal: number;
}

/** A claim payment in suspense, with what matching needs. */
export interface SuspendedPayment extends PaymentRef {
  readonly held: HeldPayment;
  /** Its J12; none where it paid nothing. */
  readonly entries: readonly JournalEntry[];
  readonly fileId: string;
  readonly partner: string;
  /** Work items that ask for its claim. */
  readonly workIds: readonly string[];
}

type Journals = Pick<Stores, 'claims' | 'files'>;

const SEE = 'See them: claimline remit suspense';

/**
 * Reads `REMITTANCE:ORDINAL` as `remit suspense` shows it; so much of the remittance as tells it from the others is
 * enough.
 *
 * @throws Failure when it names none, or several
 */
export async function paymentRef({ files }: Pick<Stores, 'files'>, text: string): Promise<PaymentRef> {
  const m = /^([0-9a-f]{4,32}):(\d{1,6})$/.exec(text.trim().toLowerCase());
  if (m === null) throw wrongUse('A payment is written REMITTANCE:ORDINAL.', SEE);
  const [, prefix = '', ordinal = ''] = m;
  const exact = await files.remittance(prefix);
  const found = exact === null ? await files.listRemittances() : [exact];
  const ids = found.map(({ remittanceId }) => remittanceId).filter((id) => id.startsWith(prefix));
  const [remittanceId] = ids;
  if (remittanceId === undefined) throw refused('There is no remittance of that id.', SEE);
  if (ids.length > 1) throw refused('Several remittances begin so: write more of the id.', SEE);
  return { remittanceId, ordinal: Number(ordinal) };
}

/** @throws Failure when the payment is not, and never was, in suspense */
export async function suspendedPayment(
  { claims, files }: Journals,
  ref: PaymentRef,
): Promise<SuspendedPayment> {
  const { remittanceId, ordinal } = ref;
  const money = await claims.unclaimed(remittanceId, ordinal);
  const remittance = await files.remittance(remittanceId);
  if (money === null || remittance === null) throw refused('No payment of that place is in suspense.', SEE);
  const { partner } = remittance;
  const { fileId, held, entries, found, reason } = money;
  if (found !== undefined) {
    const waiting = waitingIn(await claims.events(found.claimNo), ref);
    if (waiting === null) throw refused(`That payment is posted to claim ${found.claimNo}.`, SEE);
    return { ...ref, fileId, partner, ...waiting };
  }
  if (held === undefined || reason === undefined)
    throw refused('No payment of that place is in suspense.', SEE);
  const workIds = [suspenseWorkId(reason, remittanceId, ordinal)];
  return { ...ref, fileId, partner, held, entries, workIds };
}

/** A payment that the claim of its number could not take. */
function waitingIn(
  journal: readonly JournalEvent[],
  { remittanceId, ordinal }: PaymentRef,
): Pick<SuspendedPayment, 'held' | 'entries' | 'workIds'> | null {
  for (const { facts, claimNo, entries, work, cause } of journal) {
    if ((facts.kind !== 'adjudicated' && facts.kind !== 'reversed') || facts.held === undefined) continue;
    const place = facts.kind === 'adjudicated' ? facts.adjudication : facts;
    if (place.remittanceId !== remittanceId || place.ordinal !== ordinal) continue;
    const workIds = work.map((reason) => claimWorkId({ claimNo }, reason, cause));
    return { held: facts.held, entries: entries.filter(({ type }) => type === 'J12'), workIds };
  }
  return null;
}

/**
 * What became of the last assignment: `begun` and not posted yet, by a process that works or died; `refused` by the
 * claim at the last moment; `posted`; or `undone`.
 */
export type AssignmentState = 'begun' | 'refused' | 'posted' | 'undone';

export interface LastAssignment {
  readonly assignment: Assignment;
  readonly state: AssignmentState;
  /** The event of the match, once there is one. */
  readonly event?: JournalEvent;
  /** The event of its undoing. */
  readonly undoing?: JournalEvent;
}

/** The last assignment of a payment; null when nobody matched it yet. */
export async function lastAssignment(
  { claims }: Pick<Stores, 'claims'>,
  { remittanceId, ordinal }: PaymentRef,
): Promise<LastAssignment | null> {
  const assignment = (await claims.assignments(remittanceId, ordinal)).at(-1);
  if (assignment === undefined) return null;
  const journal = await claims.events(assignment.claimNo);
  const event = journal.find(({ cause }) => cause === matchCause(assignment));
  if (event === undefined) return { assignment, state: 'begun' };
  if (event.facts.kind === 'match-refused') return { assignment, state: 'refused', event };
  const undoing = journal.find(({ cause }) => cause === unmatchCause(assignment));
  return undoing === undefined
    ? { assignment, state: 'posted', event }
    : { assignment, state: 'undone', event, undoing };
}

/**
 * The claim with its content; what a writer that died left behind is made up for.
 *
 * @throws Failure when there is none
 */
export async function claimOf({ claims }: Pick<Stores, 'claims'>, claimNo: ClaimNo) {
  const head = await claims.headNow(claimNo);
  const claim = head === null ? undefined : (await claims.contents([head])).get(claimNo);
  if (head === null || claim === undefined)
    throw refused('There is no claim of that number.', 'See them all: claimline claims list --limit 0');
  return { head, claim };
}
