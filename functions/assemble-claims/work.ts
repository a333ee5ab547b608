import type { JournalEvent } from '../../core/claim/journal.ts';
import type { EditFinding, WorkDetail } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { Assembling } from './handler.ts';

const detailOf = ({ editId, line, field, message }: EditFinding): WorkDetail => ({
  code: editId,
  position: field,
  text: message,
  ...(line === undefined ? {} : { line }),
});

/**
 * One item per queue that must fix something, so that each person sees the claim once. Made from the event alone, so
 * that a repeat on another day opens the same ones.
 */
export async function openHeldItems(context: Assembling, event: JournalEvent): Promise<void> {
  if (event.state !== 'EDIT_HOLD' || event.facts.kind !== 'assembled') return;
  const { claim, findings } = event.facts;
  const now = context.now();
  const errors = findings.filter((f) => f.severity === 'error');
  for (const [queue, ofQueue] of Map.groupBy(errors, (f) => f.queue)) {
    const item = workItem('EDIT_HOLD', {
      id: `${claim.claimNo}-${sha256(`EDIT_HOLD\n${event.cause}\n${queue}`).slice(0, 16)}`,
      today: civilDateOf(now),
      queue,
      clientId: claim.clientId,
      claimNo: claim.claimNo,
      fileId: context.fileId,
      value: claim.totalCharge,
      details: ofQueue.map(detailOf),
    });
    await context.work.open(item, now);
  }
}
