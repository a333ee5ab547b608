/** Documents of one claim, as law tests send them. */
import { draftOf, filingView } from '../../core/claim/head.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import { civilDate } from '../../core/dates.ts';
import { type Cents, negate } from '../../core/money.ts';
import { patientPaymentDraft } from '../../core/patient/payment.ts';
import { paymentDraft, type ReceivedPayment, reversalDraft } from '../../core/remit/drafts.ts';
import { traceKey } from '../../core/remit/keys.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import type { ClaimPayment, RemittanceHeader } from '../../core/x12/types.ts';
import { aHeader } from '../core/remit/given.ts';
import type { Document } from './book.ts';

const PAYERS: Readonly<Record<number, RemittanceHeader['payer']>> = {
  1: { name: 'ACME HEALTH PLAN', secondaryId: '99001' },
  2: { name: 'BETA', secondaryId: '99002' },
  3: { name: 'GAMMA', secondaryId: '99003' },
};

interface Sent {
  readonly payment: ClaimPayment;
  /** TRN02 of the cheque that it comes with. */
  readonly trace: string;
  /** Payer sequence of the sender. */
  readonly payer?: number;
}

/** A CLP of an 835. */
export function remitted({ payment, trace, payer = 1 }: Sent): Document {
  const sender = PAYERS[payer];
  const header = aHeader(0, { trace, ...(sender === undefined ? {} : { payer: sender }) });
  const received: Omit<ReceivedPayment, 'claim'> = {
    held: { header, payment },
    remittanceId: trace,
    fileId: trace,
    rung: 1,
    cause: `remit/${trace}/${payment.claimId}/${payment.status}/${payment.payerClaimControlNo}`,
  };
  const said = { cause: received.cause, payment, clearing: traceKey(header) };
  return payment.status === REVERSAL
    ? {
        ...said,
        byJournal: true,
        draft: ({ head, claim, journal = [] }) => reversalDraft(head, { ...received, claim }, journal),
      }
    : { ...said, draft: ({ head, claim, journal }) => paymentDraft(head, { ...received, claim }, journal) };
}

/** The same CLP taken back: CLP02 22, and every amount with the opposite sign. */
export function takenBack({ patientResponsibility: _, ...payment }: ClaimPayment): ClaimPayment {
  const opposite = <A extends { readonly amount: Cents }>(one: A): A => ({
    ...one,
    amount: negate(one.amount),
  });
  return {
    ...payment,
    status: REVERSAL,
    charge: negate(payment.charge),
    paid: negate(payment.paid),
    adjustments: payment.adjustments.map(opposite),
    services: payment.services.map((service) => ({
      ...service,
      charge: negate(service.charge),
      paid: negate(service.paid),
      adjustments: service.adjustments.map(opposite),
    })),
  };
}

/** A 277CA of the payer: accepted. */
export const accepted = (trace: string): Document => ({
  cause: `277ca/${trace}`,
  draft: ({ head }) =>
    draftOf(
      head,
      transition(filingView(head), {
        kind: '277ca',
        source: 'payer',
        level: 'claim',
        category: 'A2',
        rejected: false,
        batchId: 'B1',
      }),
      { entries: [], facts: { kind: 'acknowledged', document: '277CA', fileId: trace, codes: ['A2:20'] } },
    ),
});

/** Money of the patient at the desk. */
export const paidByPatient = (receipt: string, amount: Cents): Document => ({
  cause: `receipt/${receipt}`,
  draft: ({ head }) =>
    patientPaymentDraft(head, {
      receipt,
      method: 'card',
      amount,
      receivedOn: civilDate('20260301'),
      user: 'desk',
    }),
});
