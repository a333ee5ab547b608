import {
  type FilingEvent,
  type FilingView,
  followedBy,
  type Transition,
  transition,
  unchanged,
} from '../claim/lifecycle.ts';
import type { WorkReason } from '../claim/work.ts';
import { carcRule } from '../denial/carc.ts';
import type { DenialItem } from '../denial/classify.ts';
import {
  applyEntries,
  type ClaimBalances,
  insuranceOpen,
  lineInsuranceOpen,
  patientOpen,
} from '../ledger/balances.ts';
import {
  contractuallyAdjusted,
  denied,
  type EntryOrigin,
  heldInSuspense,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  noted,
} from '../ledger/entries.ts';
import { add, subtract, ZERO } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { type ClaimDecision, capReasons, decideClaim, type LineDecision, totalOf } from './adjustments.ts';
import { comesAgain, credited } from './credit.ts';
import { linesChargedOtherwise } from './match.ts';
import {
  type ClaimPosting,
  originOf,
  type PaymentFacts,
  type PostedTotals,
  type PostingRequest,
  plain,
  positive,
} from './posting.ts';
import { adjudicatedEvent, verdictOf } from './verdict.ts';

/** Rows of the transition table whose money is posted to the claim; every other row's goes to suspense. */
const POSTING_ROWS: readonly number[] = [22, 23, 24, 25, 26, 30, 37];

/**
 * Posts one CLP (other than a reversal) to its claim: J1 to J4 by line, or J12 as a whole.
 *
 * Give balanced claim payments only (`claimDifferences`). It goes to suspense as a whole when the filing has
 * its adjudication already (row 32) or when it would pay more than is open: nothing of ours is then guessed.
 *
 * @see domain.md 5.2, 5.4, 5.6, 5.8
 */
export function postClaimPayment(request: PostingRequest): ClaimPosting {
  const { filing, payment } = request;
  const decision = decideClaim(payment, request.matches);
  const verdict = verdictOf(payment, decision);
  const adjudicated = adjudicatedEvent(payment, decision, verdict);
  const judged = transition(filing, adjudicated);
  if (!judged.steps.some((step) => POSTING_ROWS.includes(step.row)))
    return comesAgain(judged, decision)
      ? credited(request, decision, { verdict, transition: judged })
      : suspended(request, { verdict, transition: judged });

  const next = nextPayer(request);
  const lines = request.payerSequence === 1 ? decision.lines : decision.lines.map((l) => capLine(l, request));
  const entries: JournalEntry[] = [];
  for (const line of lines) addLineEntries(entries, line, next, request);
  const balances = applyEntries(request.balances, entries);
  if (payment.paid < 0)
    return suspended(request, { verdict, transition: unfit(filing, 'UNEXPECTED_DOCUMENT') });
  if (isOverpaid(balances, decision, [request.payerSequence, next]))
    return suspended(request, { verdict, transition: unfit(filing, 'POSSIBLE_DUPLICATE_PAYMENT') });

  const done = followedBy(filing, judged, settledEvents(judged, balances, request));
  return {
    disposition: 'posted',
    entries,
    transition: done,
    verdict,
    denials: denialItems(lines),
    work: each([...done.work, ...postingWork(request, decision), ...leftWork(done, balances, request)]),
    totals: totalsOf(lines),
    balances,
  };
}

/** J12 for a claim payment whose claim is not known; none when it pays nothing (domain.md 5.4). */
export function postUnknownClaim(
  payment: ClaimPayment,
  remittance: PaymentFacts,
  cause: string,
): readonly JournalEntry[] {
  return payment.paid === 0
    ? []
    : [heldInSuspense({ ...remittance, entryId: `${cause}/J12`, cause }, payment.paid)];
}

/** Money that does not fit what is open, for a person. The answer still proves that we sent (rule 6). */
const unfit = (filing: FilingView, reason: WorkReason): Transition => {
  const sent = filing.state === 'BATCHED' ? transition(filing, { kind: 'sent' }) : unchanged(filing, []);
  return { ...sent, work: [...sent.work, reason] };
};

function suspended(
  { claim, payment, remittance, cause, balances, payerSequence }: PostingRequest,
  judged: Pick<ClaimPosting, 'verdict' | 'transition'>,
): ClaimPosting {
  const origin = { ...remittance, cause, entryId: `${cause}/J12`, claimNo: claim.claimNo, payerSequence };
  return {
    disposition: 'suspended',
    entries: payment.paid === 0 ? [] : [heldInSuspense(origin, payment.paid)],
    ...judged,
    denials: [],
    work: judged.transition.work,
    totals: { paid: ZERO, contractual: ZERO, patient: ZERO, held: ZERO, information: ZERO },
    balances,
  };
}

/**
 * A payer after the first may repeat what an earlier one wrote off or left: of its PR and contractual amounts
 * only what is still open posts, the rest is information (domain.md 5.6).
 */
function capLine(line: LineDecision, { payerSequence, balances }: PostingRequest): LineDecision {
  const before =
    line.lineNo === 0
      ? insuranceOpen(balances, payerSequence)
      : lineInsuranceOpen(balances, line.lineNo, payerSequence);
  const swapped = line.contractual.filter((r) => r.amount < 0);
  const left = subtract(subtract(before, totalOf(swapped)), line.paid);
  const patient = capReasons(line.patient, positive(left));
  const afterPatient = subtract(subtract(left, totalOf(patient.within)), totalOf(line.held));
  const contractual = capReasons(
    line.contractual.filter((r) => r.amount > 0),
    positive(afterPatient),
  );
  return {
    ...line,
    patient: patient.within,
    contractual: [...swapped, ...contractual.within],
    information: [...line.information, ...patient.beyond, ...contractual.beyond],
  };
}

/** The first coverage after this one; undefined when the patient is next. */
function nextPayer({ claim, payerSequence }: PostingRequest): number | undefined {
  let next: number | undefined;
  for (const { seq } of claim.content.coverages)
    if (seq > payerSequence && (next === undefined || seq < next)) next = seq;
  return next;
}

function addLineEntries(
  entries: JournalEntry[],
  line: LineDecision,
  next: number | undefined,
  request: PostingRequest,
): void {
  const { paid, contractual, patient, held, information } = line;
  const origin = (type: string): EntryOrigin => originOf(line, type, request);
  if (paid !== 0) entries.push(insurancePaid({ ...origin('J1'), trace: request.remittance.trace }, paid));
  if (contractual.length > 0) {
    const amount = totalOf(contractual);
    if (amount !== 0) entries.push(contractuallyAdjusted(origin('J2'), { amount, reasons: contractual }));
  }
  if (patient.length > 0) {
    const share = { amount: totalOf(patient), reasons: patient.map(plain) };
    if (share.amount !== 0)
      entries.push(
        next === undefined
          ? movedToPatient(origin('J3b'), share)
          : movedToNextPayer(origin('J3a'), { ...share, nextPayer: next }),
      );
  }
  if (held.length > 0) entries.push(denied(origin('J4'), held.map(plain)));
  if (information.length > 0) entries.push(noted(origin('info'), information.map(plain)));
}

/**
 * Whether something would be owed to us less than nothing: a line set of this payer or the next (its line,
 * or the claim where lines offset each other), or the patient's part.
 */
function isOverpaid(
  after: ClaimBalances,
  { judgedAsClaim, lines }: ClaimDecision,
  payers: readonly (number | undefined)[],
): boolean {
  if (patientOpen(after) < 0) return true;
  for (const payer of payers) {
    if (payer === undefined) continue;
    const below = judgedAsClaim
      ? insuranceOpen(after, payer) < 0
      : lines.some(({ lineNo }) => lineInsuranceOpen(after, lineNo, payer) < 0);
    if (below) return true;
  }
  return false;
}

/**
 * Rows 46 and 49: nothing is left with this payer. A forwarded claim waits for the next payer's 835 instead.
 */
function settledEvents(
  judged: Transition,
  balances: ClaimBalances,
  request: PostingRequest,
): readonly FilingEvent[] {
  if (judged.state === 'FORWARDED' || insuranceOpen(balances, request.payerSequence) !== 0) return [];
  return [{ kind: 'settled', nextCoverage: nextPayer(request) !== undefined }];
}

/**
 * What is held, and what was left to the patient for a reason that is no patient responsibility (domain.md
 * 6.1).
 */
function denialItems(lines: readonly LineDecision[]): readonly DenialItem[] {
  const items: DenialItem[] = [];
  for (const { lineNo, held, patient } of lines) {
    for (const reason of held) if (reason.amount > 0) items.push({ lineNo, ...reason });
    for (const reason of patient)
      if (reason.amount > 0 && carcRule(reason.carc).category !== 'patient-responsibility')
        items.push({ lineNo, ...reason });
  }
  return items;
}

function postingWork({ claim, payment, matches }: PostingRequest, decision: ClaimDecision): WorkReason[] {
  const found: WorkReason[] = [];
  if (matches.some((m) => m.lineNo === 0)) found.push('LINE_UNMATCHED');
  if (linesChargedOtherwise(claim, matches).length > 0) found.push('LINE_CHARGE_MISMATCH');
  if (decision.unusualGroup) found.push('ADJUSTMENT_GROUP_UNUSUAL');
  if (payment.demographicsCorrected) found.push('DEMOGRAPHIC_CORRECTION');
  if (payment.correctedPriorityPayer !== undefined) found.push('OTHER_PAYER_PRIMARY');
  return found;
}

/** Each reason once. */
const each = (reasons: readonly WorkReason[]): readonly WorkReason[] =>
  reasons.length < 2 ? reasons : [...new Set(reasons)];

/** Nothing is denied and yet something is open: nobody would look at it otherwise. */
const leftWork = (
  done: Transition,
  balances: ClaimBalances,
  { payerSequence }: PostingRequest,
): readonly WorkReason[] =>
  (done.state === 'PAID' || done.state === 'ZERO_PAID') && insuranceOpen(balances, payerSequence) !== 0
    ? ['BALANCE_UNEXPLAINED']
    : [];

function totalsOf(lines: readonly LineDecision[]): PostedTotals {
  const totals = { paid: ZERO, contractual: ZERO, patient: ZERO, held: ZERO, information: ZERO };
  for (const line of lines) {
    totals.paid = add(totals.paid, line.paid);
    totals.contractual = add(totals.contractual, totalOf(line.contractual));
    totals.patient = add(totals.patient, totalOf(line.patient));
    totals.held = add(totals.held, totalOf(line.held));
    totals.information = add(totals.information, totalOf(line.information));
  }
  return totals;
}
