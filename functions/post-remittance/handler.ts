import type { SQSClient } from '@aws-sdk/client-sqs';
import type { z } from 'zod';
import type { Config } from '../../core/config.ts';
import { parseFilingId } from '../../core/ids.ts';
import { accountTotal, addEntriesInPlace } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import type { Cents } from '../../core/money.ts';
import { candidatesOf } from '../../core/remit/match.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { WorkStore } from '../../store/work.ts';
import { type ReadBatch, readPaymentBatch } from '../read-remittance/batch-reading.ts';
import type { KeyedPayment, PaymentBatch } from '../read-remittance/payment-batch.ts';
import { type partnerBatch, settleAll } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { sendDenials } from './denials.ts';
import { postOne } from './post-one.ts';
import { type Contracts, contractsOf } from './underpaid.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly queues: SQSClient;
  readonly denialsQueueUrl: string;
  readonly config: Config;
  readonly codeLoader: CodeLoader;
  readonly now: Clock;
}

/** The step's clients with the batch being posted. */
export interface PostingBatch extends Deps {
  readonly fileId: string;
  readonly partner: string;
  readonly batch: PaymentBatch;
  readonly reversalsOf: ReadBatch['reversalsOf'];
  readonly contracts: Contracts;
}

/** What one claim payment did: its entries, as the journal holds them, and the denials to be worked. */
export interface Posted {
  readonly entries: readonly JournalEntry[];
  readonly denials: readonly { readonly claimNo: string; readonly version: number }[];
  /** The claim has coverages besides the payer's: another may be due now. */
  readonly hasOthers: boolean;
}

export interface Output {
  readonly outcome: 'posted';
  /** `look`: claims of the batch have further coverages, and `bill-next-payer` looks at them. */
  readonly nextPayers: 'look' | 'none';
}

/** Posts a batch of claim payments, each exactly once, and proves what it posted. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof partnerBatch>, Output> =>
  async ({ fileId, partner, batch: position }, log) => {
    const read = await readPaymentBatch(deps.artifacts, { fileId, position });
    if (read === null) throw new CodedError('BatchMissing', { fileId, batch: position });
    const { batch } = read;
    const contracts = contractsOf(deps, log);
    const context: PostingBatch = { ...deps, ...read, fileId, partner, contracts };
    const posted = await postAll(context, { fileId, batch: position });
    await sendDenials(
      context,
      posted.flatMap((p) => p.denials),
    );
    await deps.files.putProof(batch.remittanceId, batch.ordinal, proofOf(batch, posted));
    log.count('ClaimPaymentsPosted', posted.length);
    log.note('payments posted', { fileId, batch: position, payments: posted.length });
    return { outcome: 'posted', nextPayers: posted.some(({ hasOthers }) => hasOthers) ? 'look' : 'none' };
  };

async function postAll(
  context: PostingBatch,
  facts: { readonly fileId: string; readonly batch: number },
): Promise<readonly Posted[]> {
  const post = await postOne(context);
  const posted: Posted[] = [];
  // Payments of one claim follow each other, in file order: the second is judged by what the first did.
  const ofOneClaim = ({ payment, key }: KeyedPayment): string =>
    parseFilingId(candidatesOf(payment.claimId)[0]?.filing ?? '')?.claimNo ?? key;
  const groups = [...Map.groupBy(context.batch.payments, ofOneClaim).values()];
  await settleAll(
    groups,
    async (payments) => {
      for (const payment of payments) posted.push(await post(payment));
    },
    facts,
  );
  return posted;
}

/** Counted from the journal's own entries, not from what the file said. */
function proofOf(batch: PaymentBatch, posted: readonly Posted[]) {
  const balances: Record<string, Cents> = {};
  for (const { entries } of posted) addEntriesInPlace(balances, entries);
  return {
    positions: batch.payments.length,
    clearingCents: accountTotal(balances, '1015'),
    suspenseCents: -accountTotal(balances, '2030'),
  };
}
