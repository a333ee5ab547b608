import type { JournalEvent } from '../claim/journal.ts';
import { type FilingView, type Transition, transition } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import { civilDate } from '../dates.ts';
import { applyEntries, type ClaimBalances } from '../ledger/balances.ts';
import { heldInSuspense, type JournalEntry, noted, type Reason, reverseEntry } from '../ledger/entries.ts';
import { add, type Cents, cents, negate, ZERO } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import type { PaymentFacts } from './posting.ts';

export interface ReversalRequest {
  readonly claim: Claim;
  readonly filing: FilingView;
  readonly payerSequence: number;
  readonly balances: ClaimBalances;
  /** A CLP with CLP02 = 22: every amount with the opposite sign of the original. */
  readonly payment: ClaimPayment;
  readonly remittance: PaymentFacts;
  readonly cause: string;
  /** The claim's whole journal, in order: what was posted is looked up there. */
  readonly journal: readonly JournalEvent[];
}

export interface Reversal {
  /** `suspended`: nothing was mirrored, the money is in 2030 and a person decides. */
  readonly disposition: 'posted' | 'suspended';
  readonly entries: readonly JournalEntry[];
  readonly transition: Transition;
  readonly work: readonly WorkReason[];
  readonly balances: ClaimBalances;
  /** Cause of the event whose entries are mirrored. */
  readonly reverses?: string;
}

/** A posted adjudication with all its entries. */
type Original = JournalEvent & { readonly facts: { readonly kind: 'adjudicated' } };

/** CLP02 of a reversal of a previous payment. */
export const REVERSAL = '22';

/**
 * Posts a reversal: the mirror of every entry of the adjudication that it takes back (J13), under this payment's own
 * trace. It must have the original's charge, payment and adjustments, each with the opposite sign; the latest
 * adjudication not yet reversed is taken, one with the same CLP07 first. Without one (row 31), or where amounts differ,
 * nothing is mirrored: the money goes to suspense (J12) and a person decides.
 *
 * @see domain.md 5.5, 5.8; 1.4 rows 29, 31, 36, 40, 43, 52
 */
export function reverseClaimPayment(request: ReversalRequest): Reversal {
  const { filing, payment, journal } = request;
  const open = unreversed(journal);
  const original = originalOf(open, payment);
  if (original === undefined) {
    const unknown = transition(filing, { kind: 'reversed', matched: false, corrected: false });
    const mismatch = open.length > 0;
    return suspended(request, unknown, mismatch ? ['REVERSAL_MISMATCH'] : unknown.work);
  }
  const moved = transition(filing, { kind: 'reversed', matched: true, corrected: false });
  // The table has no row for it in this state: what came is for a person.
  if (moved.steps.length === 0) return suspended(request, moved, moved.work);
  const entries = ownEntries(original).flatMap((entry, i) => mirrored(entry, i, request));
  return {
    disposition: 'posted',
    entries,
    transition: moved,
    work: moved.work,
    balances: applyEntries(request.balances, entries),
    reverses: original.cause,
  };
}

function suspended(
  { claim, payment, remittance, cause, balances, payerSequence }: ReversalRequest,
  judged: Transition,
  work: readonly WorkReason[],
): Reversal {
  const origin = { ...remittance, cause, entryId: `${cause}/J12`, claimNo: claim.claimNo, payerSequence };
  const entries = payment.paid === 0 ? [] : [heldInSuspense(origin, payment.paid)];
  return { disposition: 'suspended', entries, transition: { ...judged, work }, work, balances };
}

const isPosted = (event: JournalEvent): event is Original =>
  event.facts.kind === 'adjudicated' && event.facts.disposition === 'posted';

/** What stands of a journal: without the matches that were undone, and without their undoing. */
export function standing(journal: readonly JournalEvent[]): readonly JournalEvent[] {
  const undone = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'unmatched' ? [facts.reverses] : [])),
  );
  if (undone.size === 0) return journal;
  return journal.filter(({ facts, cause }) => facts.kind !== 'unmatched' && !undone.has(cause));
}

/** Posted adjudications that no reversal took back, latest first. */
export function unreversed(whole: readonly JournalEvent[]): readonly Original[] {
  const journal = standing(whole);
  const reversed = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'reversed' ? [facts.reverses] : [])),
  );
  return journal
    .filter(isPosted)
    .filter(({ cause }) => !reversed.has(cause))
    .toReversed();
}

function originalOf(open: readonly Original[], payment: ClaimPayment): Original | undefined {
  const fitting = open.filter((event) => isOpposite(event, payment));
  return fitting.find((event) => controlNoOf(event) === payment.payerClaimControlNo) ?? fitting[0];
}

const controlNoOf = ({ facts }: JournalEvent): string | undefined =>
  facts.kind === 'adjudicated' ? facts.adjudication.payerClaimControlNo : undefined;

const mirrorsOf = (cause: string): string => `${cause}/J13/`;

/** What the event itself posted: what it mirrored of another (J14b) or took from suspense is no part of it. */
const ownEntries = ({ cause, entries }: JournalEvent): readonly JournalEntry[] =>
  entries.filter(({ entryId, type }) => type !== 'J12b' && !entryId.startsWith(mirrorsOf(cause)));

/** CLP03, CLP04 and the sum of each adjustment reason are those of the original with the opposite sign. */
function isOpposite(event: JournalEvent, payment: ClaimPayment): boolean {
  const { facts } = event;
  if (facts.kind !== 'adjudicated') return false;
  if (facts.chargeCents !== -payment.charge || facts.adjudication.paidCents !== -payment.paid) return false;
  const sums = reasonSums(ownEntries(event).flatMap(({ reasons = [] }) => reasons));
  const adjustments = [...payment.adjustments, ...payment.services.flatMap((service) => service.adjustments)];
  for (const [reason, amount] of reasonSums(adjustments)) {
    const left = add(sums.get(reason) ?? ZERO, amount);
    if (left !== 0) return false;
    sums.delete(reason);
  }
  return sums.size === 0;
}

/** By group and CARC; reasons that come to 0 are left out. */
function reasonSums(reasons: readonly Reason[]): Map<string, Cents> {
  const sums = new Map<string, Cents>();
  for (const { group, carc, amount } of reasons) {
    const key = `${group}-${carc}`;
    const total = add(sums.get(key) ?? ZERO, amount);
    if (total === 0) sums.delete(key);
    else sums.set(key, total);
  }
  return sums;
}

/** J13 for an entry that moved money; of a memo, its words with the sign turned, so that all adds up to nothing. */
export function mirrored(
  original: JournalEntry,
  i: number,
  { remittance, cause }: Pick<ReversalRequest, 'remittance' | 'cause'>,
): readonly JournalEntry[] {
  const at = { entryId: `${mirrorsOf(cause)}${i + 1}`, cause, date: remittance.date };
  if (original.postings.length > 0) return [reverseEntry(original, { ...at, trace: remittance.trace })];
  const { claimNo, lineNo, payerSequence, reasons = [] } = original;
  const origin = {
    ...at,
    ...(claimNo === undefined ? {} : { claimNo }),
    ...(lineNo === undefined ? {} : { lineNo }),
    ...(payerSequence === undefined ? {} : { payerSequence }),
  };
  return [
    noted(
      origin,
      reasons.map((reason) => ({ ...reason, amount: negate(reason.amount) })),
    ),
  ];
}

/** A payment that came before its reversal (J14), with the event that credited it. */
export interface Credited {
  readonly event: JournalEvent;
  readonly payment: ClaimPayment;
  readonly remittance: PaymentFacts;
}

/** The earliest credited payment that was not posted yet; it is posted once the claim is reversed (J14b). */
export function creditedOf(whole: readonly JournalEvent[]): Credited | undefined {
  const journal = standing(whole);
  const settled = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'adjudicated' ? [facts.settles] : [])),
  );
  for (const event of journal) {
    const { facts, entries, cause } = event;
    if (facts.kind !== 'adjudicated' || facts.credited === undefined || settled.has(cause)) continue;
    const trace = entries.find(({ type }) => type === 'J14')?.trace ?? '';
    return { event, payment: facts.credited, remittance: { trace, date: civilDate(facts.paymentDate) } };
  }
  return undefined;
}

/** J14b: the entries that take a credit back, under the payment it came with; the payment is then posted anew. */
export const creditTakenBack = ({ event, remittance }: Credited, cause: string): readonly JournalEntry[] =>
  event.entries.flatMap((entry, i) => mirrored(entry, i, { remittance, cause }));

/** The payment that a reversal takes back, for asking whether it is this claim's: amounts with their first sign. */
export const takenBack = (payment: ClaimPayment): ClaimPayment => ({
  ...payment,
  charge: cents(-payment.charge),
  paid: cents(-payment.paid),
});
