import type { Head } from '../../core/claim/head.ts';
import type { Claim } from '../../core/claim/types.ts';
import { type WorkReason, workItem } from '../../core/claim/work.ts';
import { payerAliases } from '../../core/config.ts';
import { civilDate, civilDateOf } from '../../core/dates.ts';
import type { ReceivedPayment } from '../../core/remit/drafts.ts';
import { traceKey } from '../../core/remit/keys.ts';
import type { Rung } from '../../core/remit/match.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import type { PostingBatch } from './handler.ts';

/** A claim that CLP01 names, as the batch read found it. */
export interface Found {
  readonly rung: Rung;
  readonly head: Head;
  readonly claim: Claim;
}

export const paymentFacts = ({ batch: { header } }: PostingBatch) => ({
  trace: traceKey(header),
  date: civilDate(header.paymentDate),
});

/** A claim payment at the claim that was found for it, as the journal takes it. */
export const receivedOf = (
  { batch: { remittanceId, header }, fileId, config }: PostingBatch,
  { key, payment }: KeyedPayment,
  { claim, rung }: Found,
): ReceivedPayment => ({
  claim,
  held: { header, payment },
  remittanceId,
  fileId,
  rung,
  cause: `remit/${remittanceId}/${key}`,
  aliases: payerAliases(config),
});

/** Whether what one payer decides matters to another. */
export const hasOtherCoverage = ({ content }: Claim): boolean => content.coverages.length > 1;

interface ClaimWork {
  readonly claim: Claim;
  readonly reason: WorkReason;
  readonly cause: string;
  readonly value: Parameters<typeof workItem>[1]['value'];
}

/** The same cause opens one item for a reason, however often. */
export const claimWorkId = ({ claimNo }: Pick<Claim, 'claimNo'>, reason: WorkReason, cause: string): string =>
  `${claimNo}-${sha256(`${reason}\n${cause}`).slice(0, 16)}`;

export async function openForClaim(
  context: Pick<PostingBatch, 'work' | 'now' | 'partner' | 'fileId'>,
  { claim, reason, cause, value }: ClaimWork,
): Promise<void> {
  const now = context.now();
  const item = workItem(reason, {
    id: claimWorkId(claim, reason, cause),
    today: civilDateOf(now),
    clientId: claim.clientId,
    partnerId: context.partner,
    claimNo: claim.claimNo,
    fileId: context.fileId,
    ...(value === undefined ? {} : { value }),
  });
  await context.work.open(item, now);
}
