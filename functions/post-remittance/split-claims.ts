import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { adjudicationsInForce } from '../../core/remit/in-force.ts';
import type { PostingBatch } from './handler.ts';
import { claimWorkId } from './posting.ts';

/**
 * Once the last part of a claim that the payer split is answered, nobody needs to wait for the others any more. It
 * looks at the journal up to the event: a repeat finds the same.
 */
export async function closeSplit(
  { claims, work, now }: Pick<PostingBatch, 'claims' | 'work' | 'now'>,
  claim: Claim,
  { facts, filing, version }: JournalEvent,
): Promise<void> {
  if (facts.kind !== 'adjudicated' || facts.joins !== true) return;
  const journal = (await claims.events(claim.claimNo)).slice(0, version);
  const answered = adjudicationsInForce(journal, filing).flatMap(
    (event) => event.facts.adjudication.part?.lines ?? [],
  );
  if (new Set(answered).size < claim.content.lines.length) return;
  const actor = { user: 'claimline', nowEpochMs: now() };
  for (const event of journal.filter((one) => one.work.includes('CLAIM_SPLIT')))
    await work.resolve(claimWorkId(claim, 'CLAIM_SPLIT', event.cause), actor, 'All its parts are answered.');
}
