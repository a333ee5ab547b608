import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft } from '../claim/journal.ts';
import { transition } from '../claim/lifecycle.ts';
import { type Cents, subtract, sum } from '../money.ts';
import type { ClaimPayment, RemittanceAdjustment } from '../x12/types.ts';

/** CLP02 of a predetermination: what the payer would pay, before the services (domain.md 5.2). */
export const ESTIMATE = '25';

/** CARC of the share that the payer expects to pay: no reduction, though it stands among them. */
const EXPECTED_PAYMENT_CARC = '101';

/** What a payer says that it would do. The three parts: what the contract takes off is charge less allowed. */
export interface Estimate {
  readonly chargeCents: Cents;
  readonly allowedCents: Cents;
  readonly patientCents: Cents;
  readonly planCents: Cents;
}

export function estimateOf(payment: ClaimPayment): Estimate {
  const all = [...payment.adjustments, ...payment.services.flatMap(({ adjustments }) => adjustments)];
  const totalOf = (of: (adjustment: RemittanceAdjustment) => boolean): Cents =>
    sum(all.filter(of).map(({ amount }) => amount));
  const patientCents = totalOf(({ group }) => group === 'PR');
  const reduced = totalOf(({ group, carc }) => group !== 'PR' && carc !== EXPECTED_PAYMENT_CARC);
  const allowedCents = subtract(payment.charge, reduced);
  return {
    ...{ chargeCents: payment.charge, allowedCents, patientCents },
    planCents: subtract(allowedCents, patientCents),
  };
}

export interface EstimateRequest {
  readonly payment: ClaimPayment;
  readonly paymentDate: string;
  readonly remittanceId: string;
  readonly fileId: string;
  readonly rung: number;
}

/**
 * Keeps what a payer would pay (row 28). No entry, and the filing stays what it is: nothing is decided.
 *
 * @param head with the filing of the payer that answers
 */
export function estimateDraft(
  head: Head,
  { payment, paymentDate, remittanceId, fileId, rung }: EstimateRequest,
): EventDraft {
  const { status, ordinal, payerClaimControlNo } = payment;
  const done = transition(filingView(head), { kind: 'adjudicated', status, verdict: 'ZERO_PAID' });
  const facts = {
    kind: 'estimated' as const,
    ...{ fileId, remittanceId, ordinal, paymentDate, payerClaimControlNo, rung },
    ...estimateOf(payment),
  };
  return draftOf(head, done, { entries: [], facts });
}
