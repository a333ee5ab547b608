import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import type { Config } from '../../core/config.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import {
  type MatchRefusal,
  type MatchRequest,
  matchCause,
  matchPayment,
  refusedDraft,
  type UnmatchRefusal,
  unmatchCause,
  unmatchPayment,
} from '../../core/remit/assign.ts';
import { settleCredits } from '../../functions/post-remittance/credits.ts';
import { matchReversals, mayBeReversed } from '../../functions/post-remittance/late-originals.ts';
import { closeRefundItems, usesRefund, workValue } from '../../functions/post-remittance/patient-refund.ts';
import { claimWorkId, openForClaim } from '../../functions/post-remittance/posting.ts';
import { closeSplit } from '../../functions/post-remittance/split-claims.ts';
import {
  type Contracts,
  compareAfterReversal,
  compareWithContract,
} from '../../functions/post-remittance/underpaid.ts';
import { closeEndedDenials, reopenDenials } from '../../functions/work-denials/close-denials.ts';
import { denialItemsOf, openDenials } from '../../functions/work-denials/open-denials.ts';
import { AppendContention } from '../../store/claims.ts';
import type { Assignment } from '../../store/unclaimed.ts';
import type { Stores } from './stores.ts';
import {
  claimOf,
  type LastAssignment,
  lastAssignment,
  type PaymentRef,
  type SuspendedPayment,
  suspendedPayment,
} from './suspended-payment.ts';

/** What matching writes to, and whose word it is. */
export interface Matching extends Pick<Stores, 'claims' | 'files' | 'work'> {
  readonly config: Config;
  /** What payers with a contract should have allowed. */
  readonly contracts: Contracts;
  readonly now: () => number;
  readonly user: string;
}

export type MatchOutcome =
  | { readonly outcome: 'matched' | 'already'; readonly claimNo: ClaimNo; readonly event: JournalEvent }
  | { readonly outcome: 'elsewhere'; readonly claimNo: ClaimNo; readonly user: string; readonly at: string }
  | { readonly outcome: 'refused'; readonly reason: MatchRefusal };

export type UnmatchOutcome =
  | { readonly outcome: 'unmatched' | 'already'; readonly claimNo: ClaimNo; readonly event: JournalEvent }
  | { readonly outcome: 'never' }
  | { readonly outcome: 'refused'; readonly claimNo: ClaimNo; readonly reason: UnmatchRefusal };

/** So often another person may be faster. */
const ATTEMPTS = 8;

/**
 * Posts a payment in suspense to a claim, once however often it is asked: what an earlier try left undone is done.
 *
 * First the assignment is taken, under the remittance: of two people one wins. Then the claim's journal gets state and
 * money in one event, whose cause is the assignment's number. Work items follow.
 */
export async function matchTo(matching: Matching, ref: PaymentRef, claimNo: ClaimNo): Promise<MatchOutcome> {
  const payment = await suspendedPayment(matching, ref);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { claim, head } = await claimOf(matching, claimNo);
    const last = await settledAssignment(matching, payment);
    if (last?.state === 'posted' && last.event !== undefined)
      return standsAt(matching, last, { payment, claimNo });
    const request = requestOf(payment, claim, next(matching, ref, { claimNo, last }));
    const journal = await matching.claims.events(claimNo);
    const judged = matchPayment(head, request, journal.slice(0, head.version));
    if (!judged.ok) return { outcome: 'refused', reason: judged.reason };
    const wanted = request.assignment;
    const won = await matching.claims.assign(wanted);
    if (JSON.stringify(won) !== JSON.stringify(wanted)) continue;
    const event = await postAssignment(matching, payment, won);
    if (event.facts.kind === 'match-refused') return { outcome: 'refused', reason: event.facts.reason };
    return { outcome: 'matched', claimNo, event };
  }
  throw new AppendContention();
}

/** The last assignment, with an interrupted one brought to its end first. */
async function settledAssignment(
  matching: Matching,
  payment: SuspendedPayment,
): Promise<LastAssignment | null> {
  const last = await lastAssignment(matching, payment);
  if (last?.state !== 'begun') return last;
  await postAssignment(matching, payment, last.assignment);
  return lastAssignment(matching, payment);
}

async function standsAt(
  matching: Matching,
  { assignment, event }: LastAssignment,
  { payment, claimNo }: { readonly payment: SuspendedPayment; readonly claimNo: ClaimNo },
): Promise<MatchOutcome> {
  const { user, at } = assignment;
  if (assignment.claimNo !== claimNo || event === undefined)
    return { outcome: 'elsewhere', claimNo: assignment.claimNo, user, at };
  const { claim } = await claimOf(matching, claimNo);
  await followMatch(matching, { payment, claim, event });
  return { outcome: 'already', claimNo, event };
}

function next(
  { user, now }: Matching,
  { remittanceId, ordinal }: PaymentRef,
  { claimNo, last }: { readonly claimNo: ClaimNo; readonly last: LastAssignment | null },
): Assignment {
  const n = (last?.assignment.n ?? 0) + 1;
  return { remittanceId, ordinal, n, claimNo, user, at: epochToIso(now()) };
}

const dayOf = ({ at }: Assignment) => civilDateOf(Date.parse(at));

function requestOf(
  { held, entries, remittanceId, fileId }: SuspendedPayment,
  claim: Claim,
  assignment: Assignment,
): MatchRequest & { readonly assignment: Assignment } {
  return {
    ...{ claim, held, remittanceId, fileId, suspended: entries },
    date: dayOf(assignment),
    match: assignment,
    assignment,
  };
}

/** Records the match on its claim, or that the claim refuses it now, and does what follows. */
async function postAssignment(
  matching: Matching,
  payment: SuspendedPayment,
  assignment: Assignment,
): Promise<JournalEvent> {
  const { claimNo } = assignment;
  const { claim } = await claimOf(matching, claimNo);
  const request = requestOf(payment, claim, assignment);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const journal = await matching.claims.events(claimNo);
    const recorded = await matching.claims.record({
      claimNo,
      cause: matchCause(assignment),
      nowEpochMs: matching.now(),
      decide: (head) => {
        // Another document came after our look at the journal: look again.
        if (head === null || head.version > journal.length) return null;
        const judged = matchPayment(head, request, journal.slice(0, head.version));
        return judged.ok ? judged.draft : refusedDraft(head, assignment, judged.reason);
      },
    });
    if (recorded.outcome === 'refused') continue;
    const { event } = recorded;
    if (event.facts.kind !== 'match-refused') await followMatch(matching, { payment, claim, event });
    return event;
  }
  throw new AppendContention();
}

interface Followed {
  readonly payment: SuspendedPayment;
  readonly claim: Claim;
  readonly event: JournalEvent;
}

/** Everything after the event; a repeat makes up for what is missing and changes nothing else. */
async function followMatch(matching: Matching, { payment, claim, event }: Followed): Promise<void> {
  const { work, user, now } = matching;
  const { partner, fileId, held } = payment;
  const actor = { user, nowEpochMs: now() };
  const { cause } = event;
  await matching.claims.leaveSuspense(payment);
  for (const id of payment.workIds) await work.resolve(id, actor, `Matched with claim ${claim.claimNo}.`);
  for (const reason of event.work)
    await openForClaim(
      { work, now, partner, fileId },
      { claim, reason, cause, value: workValue(event, reason, cents(Math.abs(held.payment.charge))) },
    );
  const { head } = await claimOf(matching, claim.claimNo);
  if (usesRefund(event, head))
    await closeRefundItems(work, { head, actor, outcome: 'It paid what the patient owes now.' });
  if (event.facts.kind === 'adjudicated') {
    await openDenials(matching, event);
    await closeSplit(matching, claim, event);
    await compareWithContract(comparing(matching, payment), await judged(matching, claim, event));
  }
  await closeEndedDenials(matching, event);
  await settle(matching, { payment, claim, event });
}

const comparing = (matching: Matching, { partner, fileId }: SuspendedPayment) => ({
  ...matching,
  partner,
  fileId,
});

/** As the comparison with the contract takes an event. */
const judged = async ({ claims }: Matching, claim: Claim, event: JournalEvent) => ({
  ...{ claim, event },
  head: (await claimOf({ claims }, claim.claimNo)).head,
});

/** What came before its original, its reversal or an earlier payer's decision (J12, J14) finds its place now. */
async function settle(matching: Matching, { payment, claim, event }: Followed): Promise<void> {
  const context = comparing(matching, payment);
  const { head } = await claimOf(matching, claim.claimNo);
  const settled = [
    ...(await settleCredits(context, claim, event)),
    ...(mayBeReversed(event, head) ? await matchReversals(context, claim, event) : []),
  ];
  for (const one of settled) await openDenials(matching, one);
  await compareAfterReversal(context, await judged(matching, claim, event));
}

/**
 * Undoes the match of a payment: claim and money stand as before, and both ways stay in the journal. Once for each
 * match; a repeat makes up for what an earlier try left undone.
 */
export async function unmatch(matching: Matching, ref: PaymentRef): Promise<UnmatchOutcome> {
  const payment = await suspendedPayment(matching, ref);
  const last = await settledAssignment(matching, payment);
  if (last?.event === undefined || last.state === 'refused') return { outcome: 'never' };
  const { assignment, event: match } = last;
  const { claimNo } = assignment;
  const { claim } = await claimOf(matching, claimNo);
  // Before it is undone: a list that finds it too early sees that it is still matched.
  await matching.claims.enterSuspense(payment, civilDateOf(matching.now()));
  if (last.undoing !== undefined) {
    await followUnmatch(matching, { payment, claim, match, event: last.undoing });
    return { outcome: 'already', claimNo, event: last.undoing };
  }
  const undone = await recordUnmatch(matching, assignment);
  if (typeof undone === 'string') return { outcome: 'refused', claimNo, reason: undone };
  await followUnmatch(matching, { payment, claim, match, event: undone });
  return { outcome: 'unmatched', claimNo, event: undone };
}

async function recordUnmatch(
  { claims, user, now }: Matching,
  assignment: Assignment,
): Promise<JournalEvent | UnmatchRefusal> {
  const { claimNo, remittanceId, ordinal, n } = assignment;
  const request = { match: { remittanceId, ordinal, n, user }, date: civilDateOf(now()) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const journal = await claims.events(claimNo);
    let reason: UnmatchRefusal | undefined;
    const recorded = await claims.record({
      claimNo,
      cause: unmatchCause(assignment),
      nowEpochMs: now(),
      decide: (head) => {
        reason = undefined;
        if (head === null || head.version > journal.length) return null;
        const judged = unmatchPayment(head, request, journal.slice(0, head.version));
        if (judged.ok) return judged.draft;
        reason = judged.reason;
        return null;
      },
    });
    if (recorded.outcome !== 'refused') return recorded.event;
    if (reason !== undefined) return reason;
  }
  throw new AppendContention();
}

/** Items that the match opened are done with, and the one that asks for the payment's claim opens again. */
async function followUnmatch(
  matching: Matching,
  { payment, claim, match, event }: Followed & { readonly match: JournalEvent },
): Promise<void> {
  const { work, user, now } = matching;
  const actor = { user, nowEpochMs: now() };
  const denials = match.facts.kind === 'adjudicated' ? await denialItemsOf(matching, match) : [];
  const opened = [
    ...match.work.map((reason) => claimWorkId(claim, reason, match.cause)),
    ...denials.map(({ id }) => id),
  ];
  for (const id of opened) await work.resolve(id, actor, 'The match that asked for it was undone.');
  await reopenDenials(matching, event);
  await settle(matching, { payment, claim, event });
  const note = `The match with claim ${claim.claimNo} was undone.`;
  for (const id of payment.workIds) await work.reopen(id, actor, { cause: event.cause, note });
}
