import type { SQSClient } from '@aws-sdk/client-sqs';
import type { z } from 'zod';
import type { Config } from '../../core/config.ts';
import { accountTotal, addEntriesInPlace } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import type { Cents } from '../../core/money.ts';
import { candidatesOf } from '../../core/remit/match.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { WorkStore } from '../../store/work.ts';
import {
  type KeyedPayment,
  type PaymentBatch,
  type PaymentIndex,
  paymentIndexKey,
} from '../read-remittance/payment-batch.ts';
import { batchKey, type partnerBatch, settleAll } from '../runtime/batches.ts';
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
  /** Batch objects of the same remittance that hold reversals, by `claimKeyOf` the claim. */
  readonly reversals: ReadonlyMap<string, readonly number[]>;
  readonly contracts: Contracts;
}

/** What one claim payment did: its entries, as the journal holds them, and the denials to be worked. */
export interface Posted {
  readonly entries: readonly JournalEntry[];
  readonly denial?: { readonly claimNo: string; readonly version: number };
}

/** Posts a batch of claim payments, each exactly once, and proves what it posted. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof partnerBatch>, { readonly outcome: 'posted' }> =>
  async ({ fileId, partner, batch: position }, log) => {
    const index = await deps.artifacts.readJson<PaymentIndex>(paymentIndexKey(fileId));
    const number = index.batches[position];
    if (number === undefined) throw new CodedError('BatchMissing', { fileId, batch: position });
    const batch = await deps.artifacts.readJson<PaymentBatch>(batchKey(fileId, number));
    const reversals = reversalsIn(index, batch);
    const contracts = contractsOf(deps, log);
    const context: PostingBatch = { ...deps, fileId, partner, batch, reversals, contracts };
    const posted = await postAll(context, { fileId, batch: position });
    await sendDenials(
      context,
      posted.flatMap((p) => p.denial ?? []),
    );
    await deps.files.putProof(batch.remittanceId, batch.ordinal, proofOf(batch, posted));
    log.count('ClaimPaymentsPosted', posted.length);
    log.note('payments posted', { fileId, batch: position, payments: posted.length });
    return { outcome: 'posted' };
  };

function reversalsIn(
  { remittances }: PaymentIndex,
  { remittanceId }: PaymentBatch,
): PostingBatch['reversals'] {
  const own = remittances.find((remittance) => remittance.remittanceId === remittanceId)?.reversals ?? [];
  const byClaim = Map.groupBy(own, ([claim]) => claim);
  return new Map(
    [...byClaim].map(([claim, pairs]) => [claim, [...new Set(pairs.map(([, batch]) => batch))]]),
  );
}

async function postAll(
  context: PostingBatch,
  facts: { readonly fileId: string; readonly batch: number },
): Promise<readonly Posted[]> {
  const post = await postOne(context);
  const posted: Posted[] = [];
  // Payments of one claim follow each other, in file order: the second is judged by what the first did.
  const ofOneClaim = (p: KeyedPayment): string => candidatesOf(p.payment.claimId)[0]?.filing ?? p.key;
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
