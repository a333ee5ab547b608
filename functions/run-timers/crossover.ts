import type { Head } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { claimTotals } from '../../core/ledger/balances.ts';
import { crossoverOverdue } from '../../core/remit/crossover.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { biller } from '../bill-next-payer/bill.ts';
import { crossoverCause, type Task } from '../find-overdue/tasks.ts';
import { claimWorkId } from '../post-remittance/posting.ts';
import type { Clock } from '../runtime/environment.ts';

export interface Billing {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly bill: ReturnType<typeof biller>;
  readonly now: Clock;
}

type CrossoverTask = Extract<Task, { kind: 'crossover' }>;

/**
 * Row 47: the payer that the claim was forwarded to has not answered. This payer's filing is closed, the next payer is
 * billed by us, and a person is told. Recorded already, what follows is done again: it changes nothing.
 */
export async function closeCrossover(
  { claims, work, bill, now }: Billing,
  task: CrossoverTask,
): Promise<void> {
  const { claimNo, cause } = task;
  const decide = (head: Head | null): EventDraft | null => (head === null ? null : draftFor(head, task));
  const recorded = await claims.record({ claimNo, cause, nowEpochMs: now(), decide });
  if (recorded.outcome === 'refused') return;
  const { head, event } = recorded;
  await bill(claimNo);
  for (const reason of event.work)
    await work.open(
      workItem(reason, {
        id: claimWorkId({ claimNo }, reason, cause),
        today: civilDateOf(Date.parse(event.at)),
        clientId: head.clientId,
        partnerId: head.partnerId,
        claimNo,
        value: claimTotals(head.balances).insuranceOpen,
      }),
      now(),
    );
}

/** Null where the next payer answered meanwhile, or the claim was forwarded again and waits anew. */
function draftFor(head: Head, { filing, cause }: CrossoverTask): EventDraft | null {
  const since = civilDateOf(Date.parse(head.since));
  if (head.filing !== filing || crossoverCause({ filing, since }) !== cause) return null;
  return crossoverOverdue(head, filing);
}
