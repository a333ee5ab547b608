import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { parseBatchId } from '../../core/submission/plan.ts';
import type { ClaimAcknowledgmentBatch } from '../../core/x12/types.ts';
import { shortHash } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';

interface Totals {
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly now: Clock;
  readonly partner: string;
  readonly fileId: string;
}

/**
 * Compares the claims that a clearinghouse counts in a batch with those that we sent in it. A payer counts only the
 * part that reached it, so its totals say nothing about the whole.
 *
 * @see 277CA 2200B QTY*90 and QTY*AA (domain.md 4.3)
 */
export async function checkTotals(context: Totals, batch: ClaimAcknowledgmentBatch): Promise<void> {
  const { acceptedCount, rejectedCount, batchId, source, position } = batch;
  const named = parseBatchId(batchId);
  if (source.kind !== 'clearinghouse' || named === null) return;
  if (acceptedCount === undefined && rejectedCount === undefined) return;
  const ours = await context.files.interchange(context.partner, named.controlNo);
  const sent = ours?.sets.find((set) => set.batchId === batchId)?.claims;
  const counted = (acceptedCount ?? 0) + (rejectedCount ?? 0);
  if (sent === undefined || counted === sent) return;
  const now = context.now();
  const item = workItem('ACK_TOTAL_MISMATCH', {
    id: `ack-total-${shortHash(`${context.partner}\n${batchId}\n${batch.trace}`)}`,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    details: [
      { code: 'SENT', text: `${sent} claims` },
      { code: 'COUNTED', text: `${counted} claims`, position: `segment ${position.segment}` },
    ],
  });
  await context.work.open(item, now);
}
