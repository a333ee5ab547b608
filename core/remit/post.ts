import {
  type FilingEvent,
  type FilingView,
  type Transition,
  transition,
  transitions,
  unchanged,
  type Verdict,
} from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import type { CivilDate } from '../dates.ts';
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
import { type Cents, cents, subtract, sum, ZERO } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { type ClaimDecision, capReasons, decideClaim, type LineDecision, totalOf } from './adjustments.ts';
import { type LineMatch, linesChargedOtherwise } from './match.ts';
import { adjudicatedEvent, verdictOf } from './verdict.ts';

/** The payment that a claim payment is part of. */
export interface PaymentFacts {
  /** `traceKey` of its header: sub-account of 1015 and 2030. */
  readonly trace: string;
  /** BPR16. */
  readonly date: CivilDate;
}

export interface PostingRequest {
  readonly claim: Claim;
  readonly filing: FilingView;
  /** Which coverage answers: k of 1100[k]. */
  readonly payerSequence: number;
  readonly balances: ClaimBalances;
  readonly payment: ClaimPayment;
  readonly matches: readonly LineMatch[];
  readonly remittance: PaymentFacts;
  /** Business key of the claim payment (design.md D2); entry ids begin with it. */
  readonly cause: string;
}

/** What became of a claim payment, in cents. CLP03 = paid + contractual + patient + held + information. */
export interface PostedTotals {
  readonly paid: Cents;
  readonly contractual: Cents;
  readonly patient: Cents;
  readonly held: Cents;
  readonly information: Cents;
}

export interface ClaimPosting {
  /** `suspended`: the claim takes none of it; the money is in 2030 (J12) and a person decides. */
  readonly disposition: 'posted' | 'suspended';
  readonly entries: readonly JournalEntry[];
  readonly transition: Transition;
  readonly verdict: Verdict;
  readonly denials: readonly DenialItem[];
  /** Reasons of the transition and of the posting, each once. Denials are not among them. */
  readonly work: readonly WorkReason[];
  readonly totals: PostedTotals;
  /** The claim's balances after the entries. */
  readonly balances: ClaimBalances;
}

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
    return suspended(request, { verdict, transition: judged });

  const lines = decision.lines.map((line) => capLine(line, request));
  const entries = lines.flatMap((line) => lineEntries(line, request));
  const balances = applyEntries(request.balances, entries);
  if (payment.paid < 0)
    return suspended(request, { verdict, transition: unfit(filing, 'UNEXPECTED_DOCUMENT') });
  if (isOverpaid(balances, decision, request))
    return suspended(request, { verdict, transition: unfit(filing, 'POSSIBLE_DUPLICATE_PAYMENT') });

  const done = transitions(filing, [adjudicated, ...settledEvents(judged, balances, request)]);
  return {
    disposition: 'posted',
    entries,
    transition: done,
    verdict,
    denials: lines.flatMap(denialItems),
    work: [
      ...new Set([...done.work, ...postingWork(request, decision), ...leftWork(done, balances, request)]),
    ],
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
  if (payerSequence === 1) return line;
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

const positive = (amount: Cents): Cents => cents(Math.max(0, amount));

/** The first coverage after this one; undefined when the patient is next. */
const nextPayer = ({ claim, payerSequence }: PostingRequest): number | undefined =>
  claim.content.coverages
    .map((c) => c.seq)
    .filter((seq) => seq > payerSequence)
    .sort((a, b) => a - b)[0];

function lineEntries(line: LineDecision, request: PostingRequest): readonly JournalEntry[] {
  const { claim, payerSequence, remittance, cause } = request;
  const origin = (type: string): EntryOrigin => ({
    entryId: `${cause}/${type}/${line.lineNo}`,
    cause,
    date: remittance.date,
    claimNo: claim.claimNo,
    lineNo: line.lineNo,
    payerSequence,
  });
  const contractual = { amount: totalOf(line.contractual), reasons: line.contractual };
  const patient = { amount: totalOf(line.patient), reasons: line.patient.map(plain) };
  const next = nextPayer(request);
  return [
    line.paid !== 0 && insurancePaid({ ...origin('J1'), trace: remittance.trace }, line.paid),
    contractual.amount !== 0 && contractuallyAdjusted(origin('J2'), contractual),
    patient.amount !== 0 &&
      (next === undefined
        ? movedToPatient(origin('J3b'), patient)
        : movedToNextPayer(origin('J3a'), { ...patient, nextPayer: next })),
    line.held.length > 0 && denied(origin('J4'), line.held.map(plain)),
    line.information.length > 0 && noted(origin('info'), line.information.map(plain)),
  ].filter((made) => made !== false);
}

const plain = ({ group, carc, amount }: { group: string; carc: string; amount: Cents }) => ({
  group,
  carc,
  amount,
});

/**
 * Whether something would be owed to us less than nothing: a line set of this payer or the next (its line,
 * or the claim where lines offset each other), or the patient's part.
 */
function isOverpaid(after: ClaimBalances, decision: ClaimDecision, request: PostingRequest): boolean {
  if (patientOpen(after) < 0) return true;
  const payers = [request.payerSequence, nextPayer(request)].filter((payer) => payer !== undefined);
  return payers.some((payer) =>
    decision.judgedAsClaim
      ? insuranceOpen(after, payer) < 0
      : decision.lines.some((line) => lineInsuranceOpen(after, line.lineNo, payer) < 0),
  );
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
function denialItems({ lineNo, held, patient }: LineDecision): readonly DenialItem[] {
  const doubtful = patient.filter((r) => carcRule(r.carc).category !== 'patient-responsibility');
  return [...held, ...doubtful].filter((r) => r.amount > 0).map((reason) => ({ lineNo, ...reason }));
}

function postingWork(
  { claim, payment, matches }: PostingRequest,
  decision: ClaimDecision,
): readonly WorkReason[] {
  const found: readonly (WorkReason | false)[] = [
    matches.some((m) => m.lineNo === 0) && 'LINE_UNMATCHED',
    linesChargedOtherwise(claim, matches).length > 0 && 'LINE_CHARGE_MISMATCH',
    decision.unusualGroup && 'ADJUSTMENT_GROUP_UNUSUAL',
    payment.demographicsCorrected && 'DEMOGRAPHIC_CORRECTION',
    payment.correctedPriorityPayer !== undefined && 'OTHER_PAYER_PRIMARY',
  ];
  return found.filter((reason) => reason !== false);
}

/** Nothing is denied and yet something is open: nobody would look at it otherwise. */
const leftWork = (
  done: Transition,
  balances: ClaimBalances,
  { payerSequence }: PostingRequest,
): readonly WorkReason[] =>
  (done.state === 'PAID' || done.state === 'ZERO_PAID') && insuranceOpen(balances, payerSequence) !== 0
    ? ['BALANCE_UNEXPLAINED']
    : [];

const totalsOf = (lines: readonly LineDecision[]): PostedTotals => ({
  paid: sum(lines.map((l) => l.paid)),
  contractual: sum(lines.map((l) => totalOf(l.contractual))),
  patient: sum(lines.map((l) => totalOf(l.patient))),
  held: sum(lines.map((l) => totalOf(l.held))),
  information: sum(lines.map((l) => totalOf(l.information))),
});
