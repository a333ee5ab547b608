import { lineNumbered } from '../claim/lines.ts';
import { insuranceOpen, lineInsuranceOpen } from '../ledger/balances.ts';
import { type Cents, cents, ZERO } from '../money.ts';
import { type ClaimDecision, PRIOR_PAYER_CARC, totalOf } from './adjustments.ts';
import type { PostingRequest } from './posting.ts';

/** Payers round. */
const TOLERANCE = 1;

/**
 * Whether what a later payer says of the payers before it (CARC 23) differs from what was posted of them: what they
 * paid and took off is the charge less what they left to this one. Looked at where the payer says it at all.
 *
 * @see domain.md 5.6
 */
export function disagreesWithPriorPayers(
  { lines, judgedAsClaim }: ClaimDecision,
  { claim, balances, payerSequence }: PostingRequest,
): boolean {
  const said = lines.map(({ lineNo, information }) => {
    const reasons = information.filter(({ carc }) => carc === PRIOR_PAYER_CARC);
    return { lineNo, isSaid: reasons.length > 0, amount: totalOf(reasons) };
  });
  if (!said.some(({ isSaid }) => isSaid)) return false;
  if (judgedAsClaim) {
    const total = said.reduce<number>((sum, { amount }) => sum + amount, 0);
    return differs(cents(total), claim.totalCharge, insuranceOpen(balances, payerSequence));
  }
  return said.some(({ lineNo, isSaid, amount }) => {
    const charge = lineNumbered(claim, lineNo)?.chargeCents ?? ZERO;
    return isSaid && differs(amount, charge, lineInsuranceOpen(balances, lineNo, payerSequence));
  });
}

const differs = (said: Cents, charge: Cents, left: Cents): boolean =>
  Math.abs(said - (charge - left)) > TOLERANCE;
