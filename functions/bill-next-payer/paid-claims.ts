import { type ClaimNo, parseFilingId } from '../../core/ids.ts';
import { candidatesOf } from '../../core/remit/match.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { PaymentBatch } from '../read-remittance/payment-batch.ts';

/** The claims of a batch's payments: those that CLP01 names, and those found by other things. */
export async function paidClaims(
  claims: ClaimStore,
  { remittanceId, payments }: PaymentBatch,
): Promise<readonly ClaimNo[]> {
  const named = payments.flatMap(({ payment }) =>
    candidatesOf(payment.claimId).flatMap(({ filing }) => parseFilingId(filing)?.claimNo ?? []),
  );
  const ordinals = payments.map(({ payment }) => payment.ordinal);
  const recorded = await claims.unclaimedBetween(remittanceId, [
    Math.min(...ordinals),
    Math.max(...ordinals),
  ]);
  return [...new Set([...named, ...recorded.flatMap(({ found }) => found?.claimNo ?? [])])];
}
