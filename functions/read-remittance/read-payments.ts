import { workItem } from '../../core/claim/work.ts';
import { guidesOf } from '../../core/config.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { sumTransaction, type TransactionBalance, type TransactionSums } from '../../core/remit/balance.ts';
import { claimPaymentKeys, remittanceKey, traceKey } from '../../core/remit/keys.ts';
import { stopsPosting } from '../../core/remit/readable.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import { readX12, type X12Item } from '../../core/x12/read.ts';
import type { ClaimPayment, ProviderAdjustment, RemittanceHeader } from '../../core/x12/types.ts';
import { shortHash } from '../../store/artifacts.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import { BATCH_CLAIMS, batchKey } from '../runtime/batches.ts';
import { type Problem, problemOf } from '../runtime/problems.ts';
import type { Deps } from './handler.ts';
import { payeesFor } from './payees.ts';
import {
  claimKeyOf,
  type IndexedRemittance,
  type KeyedPayment,
  type PaymentBatch,
  type PaymentIndex,
} from './payment-batch.ts';

/** The step's clients with the file being read. */
export interface Reading extends Deps {
  readonly fileId: string;
  readonly partner: string;
}

export interface ReadPayments {
  readonly index: PaymentIndex;
  readonly problems: readonly Problem[];
  readonly payments: number;
  /** Remittances of the file that an earlier file already brought. */
  readonly repeated: number;
}

/** Reversals are posted before everything else, so that a correction finds its claim open (domain.md 5.5). */
const phases = ['reversals', 'others'] as const;
type Phase = (typeof phases)[number];

/** One ST while it is read. */
interface OpenRemittance {
  readonly header: RemittanceHeader;
  readonly remittanceId: string;
  readonly sums: TransactionSums;
  readonly keyOf: (payment: ClaimPayment) => string;
  readonly providerAdjustments: ProviderAdjustment[];
  readonly batches: number[];
  /** Reversals stand in batches of their own. */
  readonly waiting: Record<Phase, KeyedPayment[]>;
  readonly reversals: (readonly [claim: string, batch: number])[];
  stopped: boolean;
}

/** Streams the file: batches are put as they fill, and only those of remittances that may be posted are indexed. */
export async function readPayments(
  context: Reading,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReadPayments> {
  const problems: Problem[] = [];
  const batches: number[] = [];
  const remittances: IndexedRemittance[] = [];
  let open: OpenRemittance | undefined;
  let next = 0;
  let payments = 0;
  let repeated = 0;

  const flush = async (remittance: OpenRemittance, phase: Phase): Promise<void> => {
    const { remittanceId, header, waiting } = remittance;
    if (waiting[phase].length === 0) return;
    const batch: PaymentBatch = {
      remittanceId,
      ordinal: remittance.batches.length,
      header,
      payments: waiting[phase],
    };
    await context.artifacts.create(batchKey(context.fileId, next), JSON.stringify(batch));
    remittance.batches.push(next);
    if (phase === 'reversals')
      for (const { payment } of waiting[phase]) remittance.reversals.push([claimKeyOf(payment), next]);
    remittance.waiting[phase] = [];
    next += 1;
  };

  const close = async (remittance: OpenRemittance): Promise<void> => {
    for (const phase of phases) await flush(remittance, phase);
    const verdict = await settle(context, remittance);
    if (verdict === 'repeated') {
      repeated += 1;
      return;
    }
    remittances.push(verdict);
    if (verdict.held.length === 0) batches.push(...remittance.batches);
  };

  const take = async (item: X12Item): Promise<void> => {
    if (item.kind === 'remittance') open = begin(context, item.header);
    else if (item.kind === 'claim-payment' && open !== undefined) {
      payments += 1;
      open.sums.claim(item.payment);
      const phase = item.payment.status === REVERSAL ? 'reversals' : 'others';
      open.waiting[phase].push({ key: shortHash(open.keyOf(item.payment)), payment: item.payment });
      if (open.waiting[phase].length === BATCH_CLAIMS) await flush(open, phase);
    } else if (item.kind === 'provider-adjustment') {
      open?.sums.providerAdjustment(item.adjustment);
      open?.providerAdjustments.push(item.adjustment);
    } else if (item.kind === 'set' && item.type !== '835')
      problems.push(stray(item.type, item.position.offset));
    else if (item.kind === 'set-end' && open !== undefined) {
      await close(open);
      open = undefined;
    }
  };

  for await (const item of readX12(bytes, guidesOf(context.config, context.partner))) {
    if (item.kind !== 'finding') await take(item);
    else if (item.finding.severity === 'error') {
      if (stopsPosting(item.finding)) {
        problems.push(problemOf(item.finding));
        if (open !== undefined) open.stopped = true;
      }
    }
  }
  if (open !== undefined) await close({ ...open, stopped: true });
  if (remittances.length + repeated === 0 && problems.length === 0) {
    problems.push({ code: 'NO_REMITTANCE', position: 'file', text: 'The file holds no 835.' });
  }
  return { index: { batches, remittances }, problems, payments, repeated };
}

const stray = (type: string, offset: number): Problem => ({
  code: 'UNEXPECTED_SET',
  position: `ST, byte ${offset}`,
  text: `A set of type ${type} stands among remittances; send it in a file of its own.`,
});

const begin = (context: Reading, header: RemittanceHeader): OpenRemittance => ({
  header,
  remittanceId: shortHash(remittanceKey(header)),
  sums: sumTransaction(header, payeesFor(context.config, header)),
  keyOf: claimPaymentKeys(),
  providerAdjustments: [],
  batches: [],
  waiting: { reversals: [], others: [] },
  reversals: [],
  stopped: false,
});

/** Registers the remittance and decides whether it may be posted. */
async function settle(context: Reading, open: OpenRemittance): Promise<IndexedRemittance | 'repeated'> {
  const { header, remittanceId } = open;
  const balance = open.sums.close();
  const holder = await holderOfTrace(context, shortHash(traceKey(header)), remittanceId);
  const held: IndexedRemittance['held'] = [
    // What was not read whole cannot come out: that is no fault of the payer's sums.
    ...(open.stopped ? (['UNREADABLE_FILE'] as const) : balance.holds),
    ...(holder === remittanceId ? [] : (['TRACE_NUMBER_CONFLICT'] as const)),
  ];
  const record: RemittanceRecord = {
    remittanceId,
    status: held.length === 0 ? 'read' : 'held',
    fileId: context.fileId,
    partner: context.partner,
    trace: header.trace,
    traceKey: traceKey(header),
    paymentDate: header.paymentDate,
    payerName: header.payer.name,
    paidCents: header.paid,
    claimsCents: balance.claimsPaid,
    claims: balance.claims,
    batches: open.batches.length,
    receivedAt: epochToIso(context.now()),
    heldFor: held,
  };
  const isNew = await context.files.putRemittance(record);
  const first = isNew ? record : await context.files.remittance(remittanceId);
  if (first !== null && first.fileId !== context.fileId) {
    // Of a held remittance nothing was posted: the whole or corrected copy that was asked for takes its place.
    if (!(await context.files.replaceHeldRemittance(record))) return 'repeated';
  }
  for (const reason of held) await openHoldItem(context, open, { balance, reason });
  const { providerAdjustments, reversals } = open;
  const { interestDifference } = balance;
  return { remittanceId, held, header, reversals, providerAdjustments, interestDifference };
}

/** A held remittance gives its trace up: what we asked the payer for is a corrected copy, maybe of another amount. */
async function holderOfTrace(context: Reading, trace: string, remittanceId: string): Promise<string> {
  const holder = await context.files.claimTrace(trace, remittanceId);
  if (holder === remittanceId) return holder;
  const other = await context.files.remittance(holder);
  if (other?.status !== 'held') return holder;
  return (await context.files.passTrace(trace, holder, remittanceId)) ? remittanceId : holder;
}

async function openHoldItem(
  context: Reading,
  { header, remittanceId }: OpenRemittance,
  { balance, reason }: { balance: TransactionBalance; reason: IndexedRemittance['held'][number] },
): Promise<void> {
  if (reason === 'UNREADABLE_FILE') return;
  const now = context.now();
  const shown = reason.startsWith('UNBALANCED') ? balance.differences.slice(0, 20) : [];
  const item = workItem(reason, {
    id: `${reason.toLowerCase().replaceAll('_', '-')}-${remittanceId}`,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    value: header.paid,
    details: shown.map(({ level, difference, position, ordinal }) => ({
      code: `DIFFERENCE ${level}`,
      amount: difference,
      position: `segment ${position.segment}${ordinal === undefined ? '' : `, CLP ${ordinal}`}`,
    })),
  });
  await context.work.open(item, now);
}
