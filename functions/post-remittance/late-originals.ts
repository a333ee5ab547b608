import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { cents } from '../../core/money.ts';
import {
  type MatchRequest,
  matchCause,
  matchPayment,
  refusedDraft,
  unmatchCause,
} from '../../core/remit/assign.ts';
import { reversalsWaiting, type WaitingReversal } from '../../core/remit/late-original.ts';
import type { Assignment } from '../../store/unclaimed.ts';
import { closeEndedDenials } from '../work-denials/close-denials.ts';
import { settleCredits } from './credits.ts';
import type { PostingBatch } from './handler.ts';
import { recordByJournal } from './journalled.ts';
import { workValue } from './patient-refund.ts';
import { claimWorkId, openForClaim } from './posting.ts';
import { compareAfterReversal } from './underpaid.ts';

type Context = Pick<PostingBatch, 'claims' | 'work' | 'now' | 'partner' | 'fileId' | 'contracts'>;

/** Who matches: a reversal that finds its original needs no person. */
const USER = 'claimline';

/** A decision that was posted, or that waits, may be what a reversal took back before it came. */
export const mayBeReversed = ({ facts, cause }: JournalEvent, { causes }: Pick<Head, 'causes'>): boolean =>
  facts.kind === 'adjudicated' &&
  facts.disposition !== 'suspended' &&
  causes.some((other) => other !== cause && other.startsWith('remit/'));

/**
 * A payment came whose reversal had come before it, and lies in suspense (row 31): it is matched now, the way a person
 * would (J12b), and what waited for it is posted.
 *
 * The assignment is taken under the remittance first: a person who matches the reversal at the same moment, with this
 * claim or another, cannot make it post twice. A match that a person has undone stays undone.
 *
 * @param event the payment's; a repeat finds the same reversal
 * @returns the events that post what waited
 */
export async function matchReversals(
  context: Context,
  claim: Claim,
  event: JournalEvent,
): Promise<readonly JournalEvent[]> {
  const journal = await context.claims.events(claim.claimNo);
  const settled: JournalEvent[] = [];
  for (const waiting of reversalsWaiting(journal.slice(0, event.version), event.filing)) {
    const assignment = await assigned(context, claim, waiting);
    if (assignment !== null) settled.push(...(await post(context, { claim, waiting, assignment })));
  }
  return settled;
}

/** Ours, taken now or in an earlier try; null where the claim cannot take it, or a person has had a word in it. */
async function assigned(
  { claims, now }: Context,
  { claimNo, ...claim }: Claim,
  waiting: WaitingReversal,
): Promise<Assignment | null> {
  const { remittanceId, ordinal } = waiting;
  const last = (await claims.assignments(remittanceId, ordinal)).at(-1);
  const journal = await claims.events(claimNo);
  const isOurs = (one: Assignment): boolean => one.user === USER && one.claimNo === claimNo;
  if (last !== undefined) {
    const isUndone = journal.some(({ cause }) => cause === unmatchCause(last));
    return isOurs(last) && !isUndone ? last : null;
  }
  const wanted = { remittanceId, ordinal, n: 1, claimNo, user: USER, at: epochToIso(now()) };
  const head = await claims.headNow(claimNo);
  if (head === null) return null;
  const judged = matchPayment(head, requestOf({ claimNo, ...claim }, waiting, wanted), journal);
  if (!judged.ok) return null;
  const won = await claims.assign(wanted);
  return isOurs(won) ? won : null;
}

const requestOf = (
  claim: Claim,
  { held, remittanceId, suspended, event: { facts } }: WaitingReversal,
  match: Assignment,
): MatchRequest => ({
  ...{ claim, held, remittanceId, suspended, match },
  fileId: facts.kind === 'reversed' ? facts.fileId : '',
  date: civilDateOf(Date.parse(match.at)),
});

interface Assigned {
  readonly claim: Claim;
  readonly waiting: WaitingReversal;
  readonly assignment: Assignment;
}

/** Records the match, or that the claim refuses it by now, and does what follows. */
async function post(
  context: Context,
  { claim, waiting, assignment }: Assigned,
): Promise<readonly JournalEvent[]> {
  const { claimNo } = claim;
  const cause = matchCause(assignment);
  const request = requestOf(claim, waiting, assignment);
  const recorded = await recordByJournal(context, { claimNo, cause }, (head, journal) => {
    const judged = matchPayment(head, request, journal);
    return judged.ok ? judged.draft : refusedDraft(head, assignment, judged.reason);
  });
  if (recorded === null || recorded.event.facts.kind === 'match-refused') return [];
  const { event, head } = recorded;
  await context.claims.leaveSuspense(waiting);
  const actor = { user: USER, nowEpochMs: context.now() };
  for (const reason of waiting.event.work)
    await context.work.resolve(
      claimWorkId(claim, reason, waiting.event.cause),
      actor,
      'Its original came; the reversal is posted.',
    );
  const paid = cents(Math.abs(waiting.held.payment.paid));
  for (const reason of event.work)
    await openForClaim(context, { claim, reason, cause, value: workValue(event, reason, paid) });
  await closeEndedDenials(context, event);
  const settled = await settleCredits(context, claim, event);
  await compareAfterReversal(context, { claim, event, head });
  return settled;
}
