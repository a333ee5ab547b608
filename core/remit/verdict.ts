import type { Adjudicated, Verdict } from '../claim/lifecycle.ts';
import { add } from '../money.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { type ClaimDecision, totalOf } from './adjustments.ts';

/** Paid, zero-paid, part-denied or denied: by money and adjustments, never by CLP02 (domain.md 5.2). */
export function verdictOf(payment: ClaimPayment, { lines }: ClaimDecision): Verdict {
  if (lines.every((line) => line.held.length === 0)) return payment.paid > 0 ? 'PAID' : 'ZERO_PAID';
  let allowed = payment.paid;
  for (const { patient } of lines) allowed = add(allowed, totalOf(patient));
  return allowed > 0 ? 'PART_DENIED' : 'DENIED';
}

const DUPLICATE_CARC = '18';

/** All that is denied is denied as a duplicate: that decides nothing about the claim. */
export const isDeniedAsDuplicate = ({ lines }: ClaimDecision): boolean =>
  lines.some(({ held }) => held.length > 0) &&
  lines.every(({ held }) => held.every((r) => r.carc === DUPLICATE_CARC));

/** What the lifecycle is told of a claim payment: the verdict on the claim, and whether it is a further part of it. */
export function adjudicatedEvent(
  payment: ClaimPayment,
  decision: ClaimDecision,
  { verdict, furtherPart }: { readonly verdict: Verdict; readonly furtherPart: boolean },
): Adjudicated {
  const { status, frequency } = payment;
  const deniedAsDuplicate = isDeniedAsDuplicate(decision);
  const part = furtherPart ? ({ furtherPart } as const) : {};
  const said = { kind: 'adjudicated', status, verdict, deniedAsDuplicate, ...part } as const;
  return frequency === undefined ? said : { ...said, frequency };
}
