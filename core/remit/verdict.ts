import type { Adjudicated, Verdict } from '../claim/lifecycle.ts';
import { add, sum } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { type ClaimDecision, totalOf } from './adjustments.ts';

/** Paid, zero-paid, part-denied or denied: by money and adjustments, never by CLP02 (domain.md 5.2). */
export function verdictOf(payment: ClaimPayment, { lines }: ClaimDecision): Verdict {
  if (lines.every((line) => line.held.length === 0)) return payment.paid > 0 ? 'PAID' : 'ZERO_PAID';
  const allowed = add(payment.paid, sum(lines.map((line) => totalOf(line.patient))));
  return allowed > 0 ? 'PART_DENIED' : 'DENIED';
}

const DUPLICATE_CARC = '18';

/** What the lifecycle is told of a claim payment. */
export function adjudicatedEvent(
  payment: ClaimPayment,
  { lines }: ClaimDecision,
  verdict: Verdict,
): Adjudicated {
  const held = lines.flatMap((line) => line.held);
  return {
    kind: 'adjudicated',
    status: payment.status,
    verdict,
    deniedAsDuplicate: held.length > 0 && held.every((r) => r.carc === DUPLICATE_CARC),
    ...(payment.frequency === undefined ? {} : { frequency: payment.frequency }),
  };
}
