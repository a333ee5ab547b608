import type { AdjudicationFacts, JournalEvent } from '../claim/journal.ts';
import { type FilingView, type Transition, transition } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import { civilDate } from '../dates.ts';
import { applyEntries, type ClaimBalances } from '../ledger/balances.ts';
import { heldInSuspense, type JournalEntry, type Reason } from '../ledger/entries.ts';
import { evened } from '../ledger/even.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { add, type Cents, cents, ZERO } from '../money.ts';
import { followUpsTakenBack } from '../patient/follow-ups.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { chargesAfter } from './charges-after.ts';
import {
  adjudicationsInForce,
  adjudicationTogether,
  type Original,
  standing,
  unreversed,
} from './in-force.ts';
import { mirrored, mirroredLeft, ownEntries } from './mirrors.ts';
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
  /** What stays in force beside it. */
  readonly leaves?: AdjudicationFacts;
}

/** CLP02 of a reversal of a previous payment. */
export const REVERSAL = '22';

/** Row of a decision that came instead of a void. */
const AFTER_VOID = 65;

/**
 * Posts a reversal: the mirror of every entry of the adjudication that it takes back (J13), under this payment's own
 * trace. It must have the original's charge, payment and adjustments, each with the opposite sign; one with the same
 * CLP07 is taken first, then the latest adjudication in force, then a denial that another decision has replaced, then a
 * payment that came again and waits (J14): its correction may have come before it. Without one (row 31), or where
 * amounts differ, nothing is mirrored: the money goes to suspense (J12) and a person decides.
 *
 * @see domain.md 5.5, 5.8; 1.4 rows 29, 31, 36, 40, 43, 52, 67
 */
export function reverseClaimPayment(request: ReversalRequest): Reversal {
  const { filing, payment, payerSequence, journal } = request;
  const inForce = adjudicationsInForce(journal, payerSequence);
  const open = unreversed(journal).filter((event) => event.filing === payerSequence);
  const history = journal.flatMap((event) => event.entries);
  const replaced = open.filter((event) => !inForce.includes(event) && hasNothingLeft(event, history));
  const waiting = creditsOf(journal, payerSequence).toReversed();
  const original = originalOf([...inForce.toReversed(), ...replaced, ...waiting], payment);
  if (original === undefined) {
    const unknown = transition(filing, { kind: 'reversed', matched: false });
    const mismatch = open.length + waiting.length > 0;
    return suspended(request, unknown, mismatch ? ['REVERSAL_MISMATCH'] : unknown.work);
  }
  const superseded = !inForce.includes(original);
  const afterVoid = inForce.length === 1 && original.steps.some(({ row }) => row === AFTER_VOID);
  const moved = transition(filing, { kind: 'reversed', matched: true, superseded, afterVoid });
  // The table has no row for it in this state: what came is for a person.
  if (moved.steps.length === 0) return suspended(request, moved, moved.work);
  const own = [
    // What we did since was about the decision that stands.
    ...(superseded ? [] : followUpsOf(original, request)),
    ...ownEntries(original).map((entry, i) => mirroredLeft(entry, i, { ...request, history })),
  ];
  const at = { cause: request.cause, date: request.remittance.date };
  const { entries, balances, work } = evened(
    applyEntries(request.balances, own),
    { claimNo: request.claim.claimNo, ...at },
    [...history, ...own],
  );
  const charges = chargesAfter(moved, balances, { ...request, ...at });
  const review: readonly WorkReason[] = isBilledOn(journal, payerSequence) ? ['SECONDARY_REVIEW'] : [];
  const leaves = adjudicationTogether(inForce.filter((event) => event !== original));
  return {
    disposition: 'posted',
    entries: [...own, ...entries, ...charges.entries],
    transition: moved,
    work: [...new Set([...moved.work, ...review, ...work, ...charges.work])],
    balances: applyEntries(balances, charges.entries),
    reverses: original.cause,
    ...(leaves === undefined ? {} : { leaves }),
  };
}

/** What we did ourselves about the decision is taken back before it (domain.md 5.5). */
const followUpsOf = (
  original: Original,
  { journal, payerSequence, cause, remittance: { date } }: ReversalRequest,
): readonly JournalEntry[] =>
  followUpsTakenBack(journal, {
    payerSequence,
    lines: ownEntries(original).map(({ lineNo = 0 }) => lineNo),
    ofPatient: true,
    at: { cause, date },
  });

/** Whether a later payer was sent the claim with what is taken back now, or has answered it. */
const isBilledOn = (journal: readonly JournalEvent[], payerSequence: number): boolean =>
  journal.some(
    ({ filing, facts }) =>
      filing > payerSequence && (facts.kind === 'batched' || facts.kind === 'adjudicated'),
  );

function suspended(
  { claim, payment, remittance, cause, balances, payerSequence }: ReversalRequest,
  judged: Transition,
  work: readonly WorkReason[],
): Reversal {
  const origin = { ...remittance, cause, entryId: `${cause}/J12`, claimNo: claim.claimNo, payerSequence };
  const entries = payment.paid === 0 ? [] : [heldInSuspense(origin, payment.paid)];
  return { disposition: 'suspended', entries, transition: { ...judged, work }, work, balances };
}

function originalOf(open: readonly Original[], payment: ClaimPayment): Original | undefined {
  const fitting = open.filter((event) => isOpposite(event, payment));
  return fitting.find((event) => controlNoOf(event) === payment.payerClaimControlNo) ?? fitting[0];
}

const controlNoOf = ({ facts }: JournalEvent): string | undefined =>
  facts.kind === 'adjudicated' ? facts.adjudication.payerClaimControlNo : undefined;

/** Of a denial that was replaced nothing stands but its words: taking it back takes no money. */
const hasNothingLeft = (event: Original, history: readonly JournalEntry[]): boolean =>
  ownEntries(event).every((entry) => leftOf(entry, history) === 0);

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

/** A payment that came before its reversal (J14), with the event that credited it. */
export interface Credited {
  readonly event: JournalEvent;
  readonly payment: ClaimPayment;
  readonly remittance: PaymentFacts;
}

/**
 * Credited payments of a filing that were neither posted nor taken back yet, the earliest first; each is posted once
 * that filing is reversed, or the payer before it has decided (J14b).
 *
 * @param filing payer sequence
 */
export const waitingPayments = (journal: readonly JournalEvent[], filing: number): readonly Credited[] =>
  creditsOf(journal, filing).flatMap((event) => {
    const { facts, entries } = event;
    if (facts.credited === undefined) return [];
    const trace = entries.find(({ type }) => type === 'J14')?.trace ?? '';
    return [{ event, payment: facts.credited, remittance: { trace, date: civilDate(facts.paymentDate) } }];
  });

/** The first of `waitingPayments`. */
export const creditedOf = (journal: readonly JournalEvent[], filing: number): Credited | undefined =>
  waitingPayments(journal, filing)[0];

/** The events of `waitingPayments`. */
export function creditsOf(whole: readonly JournalEvent[], filing: number): readonly Original[] {
  const journal = standing(whole);
  const gone = new Set(
    journal.flatMap(({ facts }) => {
      if (facts.kind === 'adjudicated') return [facts.settles];
      return facts.kind === 'reversed' ? [facts.reverses] : [];
    }),
  );
  return journal.filter(isCredited).filter((event) => event.filing === filing && !gone.has(event.cause));
}

const isCredited = (event: JournalEvent): event is Original =>
  event.facts.kind === 'adjudicated' && event.facts.credited !== undefined;

/** J14b: the entries that take a credit back, under the payment it came with; the payment is then posted anew. */
export const creditTakenBack = ({ event, remittance }: Credited, cause: string): readonly JournalEntry[] =>
  ownEntries(event).map((entry, i) => mirrored(entry, i, { remittance, cause }));

/** The payment that a reversal takes back, for asking whether it is this claim's: amounts with their first sign. */
export const takenBack = (payment: ClaimPayment): ClaimPayment => ({
  ...payment,
  charge: cents(-payment.charge),
  paid: cents(-payment.paid),
});
