import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import { cents } from '../../core/money.ts';
import { freedBy, postedAnew, settlingCause } from '../../core/remit/anew.ts';
import { type Credited, waitingPayments } from '../../core/remit/reverse.ts';
import type { PostingBatch } from './handler.ts';
import { recordByJournal } from './journalled.ts';
import { workValue } from './patient-refund.ts';
import { closeCredits, creditOutcomes } from './payer-credits.ts';
import { claimWorkId, openForClaim } from './posting.ts';

type Context = Pick<PostingBatch, 'claims' | 'work' | 'now' | 'partner' | 'fileId'>;

/** Why a payment waits. */
const WAITING: readonly WorkReason[] = ['POSSIBLE_DUPLICATE_PAYMENT', 'EARLIER_PAYER_MISSING'];

/**
 * Posts what waited for an event (J14b): after a reversal the correction that came before it; after a decision the
 * decisions of later payers that came before it. What is posted so may free the next.
 *
 * @returns the events that post them, in their order; a repeat finds the same
 */
export async function settleCredits(
  context: Context,
  claim: Claim,
  event: JournalEvent,
): Promise<readonly JournalEvent[]> {
  const settled: JournalEvent[] = [];
  const journal = await context.claims.events(claim.claimNo);
  await closeTakenBack(context, claim, { event, journal });
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  await closeCredits(context, event, { actor, outcome: creditOutcomes.gone });
  for (const filing of freedBy(event, journal)) {
    // As it was at the event, so that a repeated step finds the same ones and makes up for what was not done.
    for (const credited of waitingPayments(journal.slice(0, event.version), filing)) {
      const posted = await settleOne(context, claim, credited);
      if (posted === null) continue;
      settled.push(posted, ...(await settleCredits(context, claim, posted)));
      break;
    }
  }
  return settled;
}

/** A payment that waited and was taken back waits no more. */
async function closeTakenBack(
  context: Context,
  claim: Claim,
  { event: { facts }, journal }: { readonly event: JournalEvent; readonly journal: readonly JournalEvent[] },
): Promise<void> {
  if (facts.kind !== 'reversed' || facts.reverses === undefined) return;
  const taken = journal.find(({ cause }) => cause === facts.reverses);
  if (taken?.facts.kind === 'adjudicated' && taken.facts.credited !== undefined)
    await closeWaiting(context, claim, { cause: taken.cause, outcome: 'The payer took it back.' });
}

async function closeWaiting(
  { work, now }: Context,
  claim: Claim,
  { cause, outcome }: { readonly cause: string; readonly outcome: string },
): Promise<void> {
  const actor = { user: 'claimline', nowEpochMs: now() };
  for (const reason of WAITING) await work.resolve(claimWorkId(claim, reason, cause), actor, outcome);
}

async function settleOne(context: Context, claim: Claim, credited: Credited): Promise<JournalEvent | null> {
  const cause = settlingCause(credited);
  const recorded = await recordByJournal(context, { claimNo: claim.claimNo, cause }, (head, journal) =>
    postedAnew(head, { claim, credited, cause }, journal),
  );
  if (recorded === null) return null;
  const outcome = 'What it waited for came; the payment is posted.';
  await closeWaiting(context, claim, { cause: credited.event.cause, outcome });
  const { event } = recorded;
  const paid = cents(Math.abs(credited.payment.paid));
  for (const reason of event.work)
    await openForClaim(context, { claim, reason, cause, value: workValue(event, reason, paid) });
  return event;
}

/** What events deny, for the denials queue. */
export const denialsOf = (
  events: readonly JournalEvent[],
): readonly { readonly claimNo: string; readonly version: number }[] =>
  events.flatMap(({ facts, claimNo, version }) =>
    facts.kind === 'adjudicated' && facts.denials.length > 0 ? [{ claimNo, version }] : [],
  );
