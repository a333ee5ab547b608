import { changesCoverages } from '../../core/claim/coverages.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { coverageDropped, type DropRefusal } from '../../core/remit/dropped-coverage.ts';
import { contentOf } from '../../core/remit/next-payer.ts';
import { closeEarlierItems } from '../../functions/assemble-claims/work.ts';
import { claimNow } from './add-coverage.ts';
import type { Acting } from './send-again.ts';
import { tell } from './tell.ts';

export type DroppedOutcome =
  | {
      readonly outcome: 'done' | 'already';
      readonly claimNo: ClaimNo;
      readonly filing: number;
      readonly event: JournalEvent;
      /** Due from the patient again, cents. */
      readonly amountCents: number;
    }
  | { readonly outcome: 'refused'; readonly claimNo: ClaimNo; readonly refusal: DropRefusal };

export interface PayerPlace {
  readonly claimNo: ClaimNo;
  /** Payer sequence. */
  readonly seq: number;
}

/**
 * Drops the last payer of a claim, which was not sent to it: what it owed is due from the patient (J3c), and what asked
 * for its claim is closed. Once, until another takes its place.
 *
 * @see domain.md 5.8 J3c
 */
export async function dropCoverage(acting: Acting, { claimNo, seq }: PayerPlace): Promise<DroppedOutcome> {
  const { claim } = await claimNow(acting, claimNo);
  const { user, now } = acting;
  const told = await tell<DropRefusal>(
    acting,
    { claimNo },
    {
      causeOf: ({ head }) => {
        const added = head.causes.filter((cause) => cause.startsWith(`coverage-found/${seq}/`)).length;
        return `coverage-dropped/${seq}/${added}`;
      },
      decide: ({ head, journal }, cause) => {
        const known = contentOf(head, journal) ?? claim;
        return coverageDropped(head, { claim: known, seq, user, cause, date: civilDateOf(now()) }, journal);
      },
    },
  );
  if (told.outcome === 'refused') return { outcome: 'refused', claimNo, refusal: told.refusal };
  const { outcome, event } = told;
  await closeAsked(acting, event);
  const amountCents = changesCoverages(event.facts) ? event.facts.amountCents : 0;
  return { outcome, claimNo, filing: seq, event, amountCents };
}

const ASKED: WorkReason = 'NEXT_PAYER_DUE';

/** What asked for the claim to that payer, or for something to be mended in it. */
async function closeAsked(acting: Acting, event: JournalEvent): Promise<void> {
  const { work, user, now } = acting;
  const outcome = 'The payer was dropped.';
  await closeEarlierItems({ ...acting, fileId: '' }, event, outcome);
  for (const { id, reason, status } of await work.ofClaim(event.claimNo))
    if (reason === ASKED && status !== 'RESOLVED')
      await work.resolve(id, { user, nowEpochMs: now() }, outcome);
}
