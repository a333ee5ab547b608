import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import { isReviewOver } from '../../core/remit/stale-filing.ts';
import type { WorkStore } from '../../store/work.ts';
import { claimWorkId } from '../post-remittance/posting.ts';
import type { Clock } from '../runtime/environment.ts';

const REVIEW: WorkReason = 'SECONDARY_REVIEW';

/**
 * Closes what asks for a review of later payers' claims, once each of them was told what is decided now.
 *
 * @param journal the claim's whole journal up to the head
 */
export async function closeReview(
  { work, now }: { readonly work: WorkStore; readonly now: Clock },
  head: Head,
  journal: readonly JournalEvent[],
): Promise<void> {
  if (!isReviewOver(head, journal)) return;
  const actor = { user: 'claimline', nowEpochMs: now() };
  const outcome = 'The later payers were told what the payers before them have decided.';
  for (const event of journal)
    if (event.work.includes(REVIEW))
      await work.resolve(claimWorkId(head, REVIEW, event.cause), actor, outcome);
}
