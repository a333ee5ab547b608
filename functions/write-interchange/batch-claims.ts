import pLimit from 'p-limit';
import { onFiling } from '../../core/claim/filings.ts';
import { draftOf, filingView } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import { civilDate } from '../../core/dates.ts';
import { chargesToBill } from '../../core/ledger/charges.ts';
import { paidAtDesk } from '../../core/patient/payment.ts';
import type { PlannedSet } from '../../core/submission/plan.ts';
import { CLAIMS_AT_ONCE } from '../runtime/batches.ts';
import { batchIncomplete, errorClass } from '../runtime/errors.ts';
import type { Writing } from './handler.ts';
import type { Writable } from './write-sets.ts';

/**
 * Appends to every claim that it is in this file, with its charges (J0) when it is billed for the first time, and what
 * a replacement changes in them. A claim that waits no longer, or that another plan took, stays out of the file.
 *
 * @returns the claims whose journal names this plan
 */
export async function batchClaims(
  context: Writing,
  writable: ReadonlyMap<string, Writable>,
): Promise<ReadonlySet<string>> {
  const limit = pLimit(CLAIMS_AT_ONCE);
  const taken = new Set<string>();
  const failures: unknown[] = [];
  const takeOne = async (set: PlannedSet, one: Writable): Promise<void> => {
    try {
      if (await batchOne(context, set, one)) taken.add(one.claim.claimNo);
    } catch (error) {
      failures.push(error);
    }
  };
  const tasks = context.planned.sets.flatMap((set) =>
    set.claims.flatMap(({ claimNo }) => {
      const one = writable.get(claimNo);
      return one === undefined ? [] : [limit(() => takeOne(set, one))];
    }),
  );
  await Promise.all(tasks);
  if (failures.length > 0) {
    const { planId } = context.plan;
    throw batchIncomplete({ planId, unsettled: failures.length, error: errorClass(failures[0]) });
  }
  return taken;
}

async function batchOne(context: Writing, set: PlannedSet, { claim, head }: Writable): Promise<boolean> {
  const cause = `plan/${context.plan.planId}`;
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause,
    nowEpochMs: context.now(),
    head,
    // A revision that came between reading and appending has other content than the file would have.
    decide: (newest) => {
      const current = newest === null ? null : onFiling(newest, head.filing);
      return current?.contentVersion === head.contentVersion
        ? draft(context, set, { claim, head: current })
        : null;
    },
  });
  return recorded.outcome !== 'refused';
}

function draft(context: Writing, set: PlannedSet, { claim, head }: Writable): EventDraft | null {
  const done = transition(filingView(head), { kind: 'batched' });
  if (done.steps.length === 0) return null;
  const { plan, planned, partner } = context;
  const billing = { cause: `plan/${plan.planId}`, date: civilDate(plan.date), payerSequence: head.filing };
  return draftOf(head, done, {
    entries: [...chargesToBill(claim, head.balances, billing), ...paidAtDesk(claim, head, billing)],
    facts: {
      kind: 'batched',
      partner: partner.id,
      planId: plan.planId,
      controlNo: planned.controlNo,
      setControlNo: set.controlNo,
      batchId: set.batchId,
    },
  });
}
