import { checkX12 } from '../../core/x12/check.ts';
import { eachItem, type X12Item } from '../../core/x12/read.ts';
import { chunksOf } from './chunks.ts';
import type { Mode } from './mode.ts';

/** Typed claims, one after another; nothing is kept. */
export const typed: Mode = async (file) => async () => {
  const totals = { claims: 0, cents: 0, segments: 0 };
  for await (const _ of eachItem(chunksOf(file), { check: 'none' }, (item) => count(item, totals)));
  return totals;
};

function count(item: X12Item, totals: { claims: number; cents: number; segments: number }): void {
  switch (item.kind) {
    case 'claim':
      totals.claims += 1;
      totals.cents += item.claim.content.totalChargeCents ?? 0;
      for (const line of item.claim.content.lines) totals.cents += line.chargeCents;
      return;
    case 'claim-payment': {
      const { payment } = item;
      totals.claims += 1;
      totals.cents += payment.paid;
      for (const { amount } of payment.adjustments) totals.cents += amount;
      for (const service of payment.services) {
        totals.cents += service.paid;
        for (const { amount } of service.adjustments) totals.cents += amount;
      }
      return;
    }
    case 'end':
      totals.segments = item.segments;
  }
}

/** Syntax, guide, balances and situations: what `claimline x12 check` does. */
export const check: Mode = async (file) => async () => {
  const { transactions, segments, findings } = await checkX12(chunksOf(file));
  if (findings.length > 0) throw new Error(`the file has findings: ${findings[0]?.code}`);
  return { segments, claims: transactions.reduce((sum, { claims }) => sum + claims, 0) };
};
