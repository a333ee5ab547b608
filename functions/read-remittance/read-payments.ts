import { workItem } from '../../core/claim/work.ts';
import { guidesOf } from '../../core/config.ts';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { sumTransaction, type TransactionBalance, type TransactionSums } from '../../core/remit/balance.ts';
import { remittanceKey, traceKey } from '../../core/remit/keys.ts';
import { type PaymentPlace, PaymentPlaces, PlacesMemory } from '../../core/remit/places.ts';
import { FOR_MONEY, stopsPosting } from '../../core/remit/readable.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import { eachItem, type X12Item } from '../../core/x12/read.ts';
import type { ProviderAdjustment, RemittanceHeader } from '../../core/x12/types.ts';
import { type Artifacts, type ObjectRef, shortHash } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { WorkStore } from '../../store/work.ts';
import { type Problem, problemOf } from '../runtime/problems.ts';
import type { Deps } from './handler.ts';
import { batchesOf, IndexWriter, type ToPost } from './index-writer.ts';
import { payeesFor } from './payees.ts';
import { claimKeyOf, type IndexedRemittance, type PaymentIndex, packPlace } from './payment-batch.ts';

/** What reading takes of the step's clients, with the file being read. */
export interface Reading extends Pick<Deps, 'config' | 'now'> {
  readonly artifacts: Pick<Artifacts, 'replace'>;
  readonly files: Pick<
    FileStore,
    'putRemittance' | 'remittance' | 'replaceHeldRemittance' | 'claimTrace' | 'passTrace'
  >;
  readonly work: Pick<WorkStore, 'open'>;
  readonly fileId: string;
  readonly partner: string;
  /** Where its bytes lie. */
  readonly source: ObjectRef;
}

export interface ReadPayments {
  readonly index: PaymentIndex;
  /** Remittances that are not to be posted. */
  readonly held: number;
  readonly problems: readonly Problem[];
  readonly payments: number;
  /** Remittances of the file that an earlier file already brought. */
  readonly repeated: number;
}

/** A file may be wrong in every segment: this many problems are told. */
const MOST_PROBLEMS = 1000;

/** One ST while it is read. */
interface OpenRemittance {
  readonly header: RemittanceHeader;
  readonly remittanceId: string;
  readonly sums: TransactionSums;
  readonly providerAdjustments: ProviderAdjustment[];
  /** Ordinals of its reversals, with the names of their claims. */
  readonly reversals: (readonly [claim: string, ordinal: number])[];
  readonly places: PaymentPlaces;
  stopped: boolean;
}

/**
 * Streams the file and indexes where the payments stand of those remittances that may be posted. Nothing of a claim is
 * kept but its place.
 */
export async function readPayments(
  context: Reading,
  bytes: AsyncIterable<Uint8Array>,
): Promise<ReadPayments> {
  const reading = new PaymentReading(context);
  const options = { ...FOR_MONEY, ...guidesOf(context.config, context.partner) };
  for await (const _ of eachItem(bytes, options, (item) => reading.take(item))) await reading.settle();
  return reading.end();
}

class PaymentReading {
  readonly #context: Reading;
  readonly #writer: IndexWriter;
  readonly #problems: Problem[] = [];
  readonly #memory = new PlacesMemory();
  #open: OpenRemittance | undefined;
  /** Those whose set has ended, until they are settled. */
  readonly #ended: OpenRemittance[] = [];
  #payments = 0;
  #remittances = 0;
  #held = 0;
  #repeated = 0;

  constructor(context: Reading) {
    this.#context = context;
    this.#writer = new IndexWriter(context);
  }

  take(item: X12Item): void {
    const open = this.#open;
    if (item.kind === 'claim-payment') this.#takePayment(item);
    else if (item.kind === 'remittance') this.#begin(item.header);
    else if (item.kind === 'set-end') this.#endSet();
    else if (item.kind === 'provider-adjustment') {
      open?.sums.providerAdjustment(item.adjustment);
      open?.providerAdjustments.push(item.adjustment);
    } else if (item.kind === 'set' && item.type !== '835')
      this.#problem(stray(item.type, item.position.offset));
    else if (item.kind === 'finding' && stopsPosting(item.finding)) this.#stop(problemOf(item.finding));
  }

  #takePayment({ payment, end }: X12Item & { readonly kind: 'claim-payment' }): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#payments += 1;
    open.sums.claim(payment);
    open.places.add(payment, end);
    if (payment.status === REVERSAL) open.reversals.push([claimKeyOf(payment), payment.ordinal]);
  }

  #begin(header: RemittanceHeader): void {
    this.#open = {
      header,
      remittanceId: shortHash(remittanceKey(header)),
      sums: sumTransaction(header, payeesFor(this.#context.config, header)),
      providerAdjustments: [],
      reversals: [],
      places: new PaymentPlaces(this.#memory),
      stopped: false,
    };
    for (const problem of unnamed(header)) this.#stop(problem);
  }

  #stop(problem: Problem): void {
    this.#problem(problem);
    if (this.#open !== undefined) this.#open.stopped = true;
  }

  #problem(problem: Problem): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(problem);
  }

  #endSet(): void {
    if (this.#open !== undefined) this.#ended.push(this.#open);
    this.#open = undefined;
  }

  /** Registers the sets that have ended and indexes them: until then nothing of the file's next bytes is read. */
  async settle(): Promise<void> {
    for (const open of this.#ended) {
      await this.#settle(open);
      open.places.clear();
    }
    this.#ended.length = 0;
  }

  async #settle(open: OpenRemittance): Promise<void> {
    const { count } = open.places;
    const batches = batchesOf(open.reversals.length, count - open.reversals.length);
    const verdict = await settle(this.#context, { ...open, batches });
    if (verdict === 'repeated') {
      this.#repeated += 1;
      return;
    }
    this.#remittances += 1;
    const isHeld = verdict.held.length > 0;
    if (isHeld) this.#held += 1;
    await this.#writer.add(verdict, isHeld ? null : toPost(open));
  }

  async end(): Promise<ReadPayments> {
    // The file broke off in the middle of a set.
    if (this.#open !== undefined) this.#open.stopped = true;
    this.#endSet();
    await this.settle();
    if (this.#remittances + this.#repeated === 0 && this.#problems.length === 0) {
      this.#problem({ code: 'NO_REMITTANCE', position: 'file', text: 'The file holds no 835.' });
    }
    return {
      index: await this.#writer.end(),
      held: this.#held,
      problems: this.#problems,
      payments: this.#payments,
      repeated: this.#repeated,
    };
  }
}

/** Reversals are posted before everything else, so that a correction finds its claim open (domain.md 5.5). */
function toPost({ places, reversals }: OpenRemittance): ToPost {
  const copies = places.copies();
  const place = (ordinal: number): PaymentPlace => places.place(ordinal, copies);
  const reversing = new Set(reversals.map(([, ordinal]) => ordinal));
  function* others(): Generator<PaymentPlace> {
    for (let ordinal = 1; ordinal <= places.count; ordinal += 1)
      if (!reversing.has(ordinal)) yield place(ordinal);
  }
  return {
    phases: [reversals.map(([, ordinal]) => place(ordinal)), others()],
    reversals: reversals.map(([claim, ordinal]) => [claim, packPlace(place(ordinal))]),
  };
}

/** Without its trace number or its date a payment is no other's, and no cheque is known by it. */
function unnamed({ trace, paymentDate, position }: RemittanceHeader): readonly Problem[] {
  const missing = (code: string, element: string, what: string): Problem => ({
    code,
    position: `${element}, byte ${position.offset}`,
    text: `The payment has no ${what}: it cannot be told from others, and is not posted.`,
  });
  return [
    ...(trace.trim() === '' ? [missing('TRACE_MISSING', 'TRN02', 'check or trace number')] : []),
    ...(paymentDate === '' ? [missing('PAYMENT_DATE_MISSING', 'BPR16', 'date')] : []),
  ];
}

const stray = (type: string, offset: number): Problem => ({
  code: 'UNEXPECTED_SET',
  position: `ST, byte ${offset}`,
  text: `A set of type ${type} stands among remittances; send it in a file of its own.`,
});

/** Registers the remittance and decides whether it may be posted. */
async function settle(
  context: Reading,
  open: OpenRemittance & { readonly batches: number },
): Promise<IndexedRemittance | 'repeated'> {
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
    batches: open.batches,
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
  const { providerAdjustments } = open;
  const { interestDifference } = balance;
  return { remittanceId, held, header, providerAdjustments, interestDifference };
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
