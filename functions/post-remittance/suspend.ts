import type { JournalEvent, SuspenseReason, UnclaimedMoney } from '../../core/claim/journal.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { postUnknownClaim } from '../../core/remit/post.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Posted, PostingBatch } from './handler.ts';
import { type Found, paymentFacts } from './posting.ts';

/** The work item that asks for the claim of a payment in suspense. */
export const suspenseWorkId = (reason: SuspenseReason, remittanceId: string, ordinal: number): string =>
  `${reason.toLowerCase().replace('_', '-')}-${remittanceId}-${ordinal}`;

/** No claim can take it: the money goes to suspense under its remittance, and a person finds its owner. */
export async function suspend(
  context: PostingBatch,
  { key, payment }: KeyedPayment,
  reason: SuspenseReason,
): Promise<Posted> {
  const { remittanceId, header } = context.batch;
  const now = context.now();
  await context.claims.recordUnclaimed({
    remittanceId,
    ordinal: payment.ordinal,
    fileId: context.fileId,
    at: epochToIso(now),
    entries: postUnknownClaim(payment, paymentFacts(context), `remit/${remittanceId}/${key}`),
    reason,
    held: { header, payment },
  });
  const item = workItem(reason, {
    id: suspenseWorkId(reason, remittanceId, payment.ordinal),
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    value: payment.paid,
    details: [{ code: 'CLP', position: `CLP ${payment.ordinal}, segment ${payment.position.segment}` }],
  });
  await context.work.open(item, now);
  const journalled = await context.claims.unclaimed(remittanceId, payment.ordinal);
  // Another run at the same moment found its claim: the next try follows it.
  if (journalled?.found !== undefined)
    throw new CodedError('BatchIncomplete', { remittanceId, unsettled: 1 });
  return { entries: journalled?.entries ?? [], denials: [], hasOthers: false };
}

/** Whether the claim could not take what an event brought. */
export const isSuspended = ({ facts }: JournalEvent): boolean =>
  (facts.kind === 'adjudicated' || facts.kind === 'reversed') && facts.disposition === 'suspended';

/** Where a payment waits that its claim could not take: who looks for it by its remittance finds the claim. */
export async function pointToClaim(
  { claims, now, fileId, batch: { remittanceId } }: PostingBatch,
  { payment: { ordinal } }: KeyedPayment,
  { claim: { claimNo }, rung }: Found,
): Promise<void> {
  const at = epochToIso(now());
  await claims.recordUnclaimed({ remittanceId, ordinal, fileId, at, entries: [], found: { claimNo, rung } });
  await claims.enterSuspense({ remittanceId, ordinal }, civilDateOf(now()));
}

/** What earlier runs of the batch recorded beside the claims' journals, by ordinal. */
export async function recordedBefore({
  claims,
  batch,
}: PostingBatch): Promise<(ordinal: number) => Promise<UnclaimedMoney | null>> {
  const ordinals = batch.payments.map(({ payment }) => payment.ordinal);
  const [first, last] = [Math.min(...ordinals), Math.max(...ordinals)];
  const recorded = await claims.unclaimedBetween(batch.remittanceId, [first, last]);
  const known = new Map(recorded.map((money) => [money.ordinal, money]));
  // A reversal of another batch, posted before a payment of this one, lies outside.
  return async (ordinal) =>
    ordinal < first || ordinal > last
      ? claims.unclaimed(batch.remittanceId, ordinal)
      : (known.get(ordinal) ?? null);
}
