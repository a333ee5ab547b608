import { cents } from '../../core/money.ts';
import { reversalDraft } from '../../core/remit/drafts.ts';
import { claimKeyOf, type KeyedPayment } from '../read-remittance/payment-batch.ts';
import { CodedError } from '../runtime/errors.ts';
import { closeEndedDenials } from '../work-denials/close-denials.ts';
import { denialsOf, settleCredits } from './credits.ts';
import type { Posted, PostingBatch } from './handler.ts';
import { recordByJournal } from './journalled.ts';
import { workValue } from './patient-refund.ts';
import { type Found, hasOtherCoverage, openForClaim, receivedOf } from './posting.ts';
import { isSuspended, pointToClaim } from './suspend.ts';
import { compareAfterReversal } from './underpaid.ts';

/** The reversals of a payment's claim in the same remittance: they come first, wherever they stand. */
export const reversalsOf = (
  context: PostingBatch,
  { payment }: KeyedPayment,
): Promise<readonly KeyedPayment[]> => context.reversalsOf(claimKeyOf(payment));

/** Posts a CLP that takes an earlier one back. What it mirrors is looked up in the claim's journal. */
export async function reverse(context: PostingBatch, keyed: KeyedPayment, found: Found): Promise<Posted> {
  const { claim } = found;
  const received = receivedOf(context, keyed, found);
  const { cause } = received;
  const recorded = await recordByJournal(context, { claimNo: claim.claimNo, cause }, (head, journal) =>
    reversalDraft(head, received, journal),
  );
  if (recorded === null)
    throw new CodedError('BatchIncomplete', { remittanceId: context.batch.remittanceId, unsettled: 1 });
  const { event, head } = recorded;
  const paid = cents(Math.abs(keyed.payment.paid));
  for (const reason of event.work)
    await openForClaim(context, { claim, reason, cause, value: workValue(event, reason, paid) });
  if (isSuspended(event)) await pointToClaim(context, keyed, found);
  await closeEndedDenials(context, event);
  const settled = await settleCredits(context, claim, event);
  await compareAfterReversal(context, { claim, event, head });
  return { entries: event.entries, denials: denialsOf(settled), hasOthers: hasOtherCoverage(claim) };
}
