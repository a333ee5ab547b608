import {
  type FilingEvent,
  type FilingView,
  followedBy,
  type Transition,
  transition,
  unchanged,
} from '../claim/lifecycle.ts';
import type { FilingState } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import {
  applyEntries,
  type ClaimBalances,
  insuranceOpen,
  lineInsuranceOpen,
  patientOpen,
} from '../ledger/balances.ts';
import { heldInSuspense, type JournalEntry } from '../ledger/entries.ts';
import { evened } from '../ledger/even.ts';
import { type Cents, ZERO } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { type ClaimDecision, decideClaim } from './adjustments.ts';
import { nextCoverage } from './coverage.ts';
import { comesAgain, credited } from './credit.ts';
import { withoutDropped } from './dropped-lines.ts';
import { linesChargedOtherwise } from './match.ts';
import { addLineEntries, denialItems, totalsOf } from './posted-lines.ts';
import type { ClaimPosting, PaymentFacts, PostingRequest } from './posting.ts';
import { disagreesWithPriorPayers } from './prior-payers.ts';
import { fittedToFound } from './recall.ts';
import { replacedUndone } from './replaced.ts';
import { leavesLinesOpen, type PartAnswered, partAnswered, verdictOnClaim } from './split-claim.ts';
import { adjudicatedEvent, verdictOf } from './verdict.ts';

/** Rows of the transition table whose money is posted to the claim; every other row's goes to suspense. */
const POSTING_ROWS: readonly number[] = [22, 23, 24, 25, 26, 30, 37, 48, 63, 65];

/**
 * Posts one CLP (other than a reversal) to its claim: J1 to J4 by line, or J12 as a whole; then evens the claim out.
 *
 * Give balanced claim payments only (`claimDifferences`). What is paid above what is open is owed to the payer (J14),
 * and so is all of it where the filing has its adjudication already (row 32) or a payer before this one has not
 * decided. It goes to suspense as a whole where the claim cannot take it: nothing of ours is then guessed.
 *
 * @see domain.md 5.2, 5.4, 5.6, 5.8
 */
export function postClaimPayment(request: PostingRequest): ClaimPosting {
  const { claim, filing, payment, payerSequence } = request;
  const decision = withoutDropped(decideClaim(payment, request.matches), request);
  const verdict = verdictOf(payment, decision);
  const answered = partAnswered(request, claim, filing, verdict);
  const event = crossesOver(request)
    ? ({ kind: 'crossed-over', status: payment.status, verdict } as const)
    : adjudicatedEvent(payment, decision, {
        verdict: verdictOnClaim(verdict, answered, filing),
        furtherPart: answered?.joins === true,
      });
  const judged = transition(filing, event);
  const isPosted = judged.steps.some((step) => POSTING_ROWS.includes(step.row));
  if (isPosted && request.earlierPayers === 'undecided' && paysLines(decision))
    return credited(request, decision, { verdict, transition: unfit(filing, 'EARLIER_PAYER_MISSING') });
  if (!isPosted)
    return comesAgain(judged, decision)
      ? credited(request, decision, { verdict, transition: judged })
      : suspended(request, { verdict, transition: judged });

  const next = nextCoverage(claim, payerSequence);
  const own: JournalEntry[] = [...replacedUndone(request, judged, decision)];
  const open = own.length === 0 ? request.balances : applyEntries(request.balances, own);
  const { lines, recalled, recalledCents, before } = fittedToFound(decision, request, open);
  own.push(...recalled);
  for (const line of lines) addLineEntries(own, line, next, request);
  const posted = applyEntries(request.balances, own);
  if (payment.paid < 0)
    return suspended(request, { verdict, transition: unfit(filing, 'UNEXPECTED_DOCUMENT') });
  if (isBelowZero(posted, decision, { payers: [payerSequence, next], recalledCents }))
    return suspended(request, { verdict, transition: unfit(filing, 'POSSIBLE_DUPLICATE_PAYMENT') });

  const { entries, balances, work } = evenedAfter(posted, own, request);
  const done = followedBy(filing, judged, settledEvents(judged, balances, request));
  const credit: WorkReason[] = lines.some(({ due }) => due !== undefined)
    ? ['POSSIBLE_DUPLICATE_PAYMENT']
    : [];
  const found = [
    ...credit,
    ...postingWork({ ...request, balances: before }, decision),
    ...leftWork(done, balances, request, answered),
  ];
  return {
    disposition: 'posted',
    entries: [...own, ...entries],
    transition: done,
    verdict,
    ...(answered === null ? {} : { answered }),
    denials: denialItems(lines),
    work: each([...done.work, ...found, ...work]),
    totals: totalsOf(lines),
    balances,
  };
}

const UNSENT: readonly FilingState[] = ['DRAFT', 'EDIT_HOLD', 'READY'];

/** Row 48: a later payer answers what we never sent to it. */
const crossesOver = ({ filing, earlierPayers }: PostingRequest): boolean =>
  earlierPayers !== undefined && UNSENT.includes(filing.state);

/** Takes from no line. */
const paysLines = ({ lines }: ClaimDecision): boolean => lines.every(({ paid }) => paid >= 0);

const evenedAfter = (
  posted: ClaimBalances,
  own: readonly JournalEntry[],
  { claim, cause, remittance, journal }: PostingRequest,
) =>
  evened(
    posted,
    { claimNo: claim.claimNo, cause, date: remittance.date },
    journal === undefined ? [] : [...journal.flatMap(({ entries }) => entries), ...own],
  );

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
 * Whether something would be owed to us less than nothing: a line set of this payer or the next (its line,
 * or the claim where lines offset each other), or the patient's part.
 */
function isBelowZero(
  after: ClaimBalances,
  { judgedAsClaim, lines }: ClaimDecision,
  {
    payers,
    recalledCents,
  }: { readonly payers: readonly (number | undefined)[]; readonly recalledCents: Cents },
): boolean {
  // What the patient has paid of what this payer pays now becomes the patient's credit.
  if (patientOpen(after) + recalledCents < 0) return true;
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
  return [
    { kind: 'settled', nextCoverage: nextCoverage(request.claim, request.payerSequence) !== undefined },
  ];
}

function postingWork(request: PostingRequest, decision: ClaimDecision): WorkReason[] {
  const { claim, payment, matches, earlierPayers } = request;
  const found: WorkReason[] = [];
  if (matches.some((m) => m.lineNo === 0)) found.push('LINE_UNMATCHED');
  if (linesChargedOtherwise(claim, matches).length > 0) found.push('LINE_CHARGE_MISMATCH');
  if (decision.unusualGroup) found.push('ADJUSTMENT_GROUP_UNUSUAL');
  if (earlierPayers !== undefined && disagreesWithPriorPayers(decision, request))
    found.push('PRIOR_PAYER_MISMATCH');
  if (payment.demographicsCorrected) found.push('DEMOGRAPHIC_CORRECTION');
  if (payment.correctedPriorityPayer !== undefined) found.push('OTHER_PAYER_PRIMARY');
  return found;
}

/** Each reason once. */
const each = (reasons: readonly WorkReason[]): readonly WorkReason[] =>
  reasons.length < 2 ? reasons : [...new Set(reasons)];

/** Nothing is denied and yet something is open: nobody would look at it otherwise. */
function leftWork(
  done: Transition,
  balances: ClaimBalances,
  { claim, filing, payerSequence }: PostingRequest,
  answered: PartAnswered | null,
): readonly WorkReason[] {
  if (insuranceOpen(balances, payerSequence) === 0) return [];
  if (leavesLinesOpen(answered, claim, filing.adjudication)) return ['CLAIM_SPLIT'];
  return done.state === 'PAID' || done.state === 'ZERO_PAID' ? ['BALANCE_UNEXPLAINED'] : [];
}
