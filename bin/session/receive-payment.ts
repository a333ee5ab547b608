import pLimit from 'p-limit';
import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import type { ActRefusal } from '../../core/patient/act.ts';
import {
  type PatientPayment,
  patientPaymentDraft,
  paymentReturnCause,
  paymentReturned,
  receiptCause,
} from '../../core/patient/payment.ts';
import type { ReceiptRow } from '../../core/patient/read-receipts.ts';
import { recordByJournal } from '../../functions/post-remittance/journalled.ts';
import { Failure } from '../terminal/answer.ts';
import { type Acted, type Acting, dayOf } from './patient-money.ts';
import { claimOf } from './suspended-payment.ts';

/** `RETURNED`: the receipt's money is gone again, and its number is used up on this claim. */
export type ReceiptRefusal = ActRefusal | 'RETURNED' | 'UNKNOWN_CLAIM';

export type Received =
  | { readonly outcome: 'done' | 'already'; readonly event: JournalEvent; readonly head: Head }
  | { readonly outcome: 'elsewhere'; readonly claimNo: string }
  | { readonly outcome: 'refused'; readonly reason: ReceiptRefusal };

/**
 * Posts a patient's payment, once for its receipt: first the receipt is the claim's, then the claim's journal gets the
 * money. The same receipt on another claim, or with another amount, is refused.
 *
 * @throws Failure where there is no such claim
 */
export async function receivePayment(
  acting: Acting,
  claimNo: ClaimNo,
  payment: Omit<PatientPayment, 'user'>,
): Promise<Received> {
  const { claims, files, now, user } = acting;
  const { head } = await claimOf(acting, claimNo);
  const { receipt, amount } = payment;
  if (head.causes.includes(paymentReturnCause(receipt))) return { outcome: 'refused', reason: 'RETURNED' };
  const holder = await files.holdReceipt(head.clientId, receipt, claimNo);
  if (holder !== claimNo) return { outcome: 'elsewhere', claimNo: holder };
  const recorded = await claims.record({
    claimNo,
    cause: receiptCause(receipt),
    nowEpochMs: now(),
    head,
    decide: (current) => (current === null ? null : patientPaymentDraft(current, { ...payment, user })),
  });
  if (recorded.outcome === 'refused') return { outcome: 'refused', reason: 'UNKNOWN_CLAIM' };
  const { event } = recorded;
  if (event.facts.kind === 'patient-paid' && event.facts.amountCents !== amount)
    return { outcome: 'refused', reason: 'OTHER_AMOUNT' };
  return {
    outcome: recorded.outcome === 'recorded' ? 'done' : 'already',
    event,
    head: recorded.head,
  };
}

/** The money of a receipt is gone again. Its number is free for another claim afterwards. */
export async function returnPayment(acting: Acting, claimNo: ClaimNo, receipt: string): Promise<Acted> {
  const { head } = await claimOf(acting, claimNo);
  let refusal: { readonly reason: ActRefusal; readonly head: Head } | undefined;
  const cause = paymentReturnCause(receipt);
  const recorded = await recordByJournal(acting, { claimNo, cause }, (current, journal) => {
    const returned = { receipt, user: acting.user, date: dayOf(acting) };
    const judged = paymentReturned(current, returned, journal);
    refusal = judged.ok ? undefined : { reason: judged.reason, head: current };
    return judged.ok ? judged.draft : null;
  });
  if (recorded === null)
    return { outcome: 'refused', ...(refusal ?? { reason: 'NO_RECEIPT' as const, head }) };
  await acting.files.releaseReceipt(head.clientId, receipt, claimNo);
  const { event, head: after } = recorded;
  return { outcome: recorded.outcome === 'recorded' ? 'done' : 'already', event, head: after };
}

/** What became of a row of a list. */
export interface ReceivedRow {
  readonly row: ReceiptRow;
  readonly received: Received;
}

/** Claims at once. */
const AT_ONCE = 8;

/**
 * Posts a list of payments: those of one claim one after another, claims beside each other. A row that is refused
 * hinders no other; a list given again posts only what is missing.
 */
export async function receiveAll(
  acting: Acting,
  rows: readonly ReceiptRow[],
  done: (row: ReceivedRow) => void,
): Promise<readonly ReceivedRow[]> {
  const limit = pLimit(AT_ONCE);
  const ofClaims = [...Map.groupBy(rows, ({ claimNo }) => claimNo).values()];
  const results = await Promise.all(
    ofClaims.map((ofClaim) =>
      limit(async () => {
        const received: ReceivedRow[] = [];
        for (const row of ofClaim) {
          const one = { row, received: await receiveRow(acting, row) };
          received.push(one);
          done(one);
        }
        return received;
      }),
    ),
  );
  return results.flat().toSorted((a, b) => a.row.line - b.row.line);
}

async function receiveRow(acting: Acting, { claimNo, ...row }: ReceiptRow): Promise<Received> {
  const { receipt, method, amount, receivedOn = dayOf(acting) } = row;
  try {
    return await receivePayment(acting, claimNo, { receipt, method, amount, receivedOn });
  } catch (error) {
    // A number that is no claim of ours; everything else stops the list.
    if (error instanceof Failure) return { outcome: 'refused', reason: 'UNKNOWN_CLAIM' };
    throw error;
  }
}
