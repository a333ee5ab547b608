import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { closeReview } from '../../functions/bill-next-payer/review.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { WorkItem } from '../../store/work.ts';
import type { Acting } from './send-again.ts';

/** Items that say that the payer does not have the claim, or never answered it (domain.md 1.4 row 59). */
const MISSING: ReadonlySet<string> = new Set([
  'NOT_ON_FILE',
  'ACK_MISSING',
  '277CA_MISSING',
  'PAYER_277CA_MISSING',
] satisfies readonly WorkReason[]);

/** What sending the claim again answers. */
const ANSWERED: ReadonlySet<string> = new Set([
  ...MISSING,
  ...(['277CA_REJECT', 'WRITE_REFUSED'] satisfies readonly WorkReason[]),
]);

export const saysMissing = ({ status, reason }: WorkItem): boolean =>
  status !== 'RESOLVED' && MISSING.has(reason);

/** Closes the items that asked for what was done now: those of the claim alone, not those of a whole file. */
export async function closeAnswered(acting: Acting, event: JournalEvent): Promise<void> {
  const { work, user, now } = acting;
  const { claimNo, facts, attempt } = event;
  if (facts.kind !== 'assembled') return;
  const actor = { user, nowEpochMs: now() };
  const outcome = `It goes out again as attempt ${attempt}.`;
  const revision = `${claimNo}-${sha256(`REVISION\n${facts.contentHash}`).slice(0, 16)}`;
  await work.resolve(revision, actor, outcome);
  for (const { id, reason, status } of await work.ofClaim(claimNo))
    if (status !== 'RESOLVED' && ANSWERED.has(reason)) await work.resolve(id, actor, outcome);
  if (event.filing > 1) await closeReviewed(acting, claimNo);
}

/** Closes the question about later payers' claims, where each of them is told what is decided now. */
export async function closeReviewed(acting: Acting, claimNo: ClaimNo): Promise<void> {
  const head = await acting.claims.headNow(claimNo);
  if (head === null) return;
  await closeReview(acting, head, (await acting.claims.events(claimNo)).slice(0, head.version));
}
