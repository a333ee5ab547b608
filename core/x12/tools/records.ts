import type { X12Item } from '../items.ts';
import { type ByteSource, itemsOf, type ReadOptions, type SetType } from '../read.ts';
import { nameOfSet } from '../sets/set-type.ts';
import type { ClaimPayment, Finding, ProviderAdjustment, RemittanceHeader, SetContext } from '../types.ts';
import type {
  PaymentRecord,
  RecordPiece,
  RemittanceReference,
  SetEnd,
  SetStart,
  UnreadableRecord,
  X12Record,
} from './record-types.ts';

export type { RecordPiece, X12Record } from './record-types.ts';

/** What was found in the file besides the records. */
export interface FoundCounts {
  errors: number;
  warnings: number;
}

/**
 * A file as objects: one for each claim and claim payment, and one for each other set. Holds no more than one set
 * that is not of claims or payments, or one payment with all provider adjustments.
 *
 * @param found counts the findings of all checks while the file is read
 */
export async function* recordsOf(
  source: ByteSource,
  found: FoundCounts,
  options: ReadOptions = {},
): AsyncGenerator<X12Record> {
  let values: (X12Item | ProviderAdjustment)[] = [];
  let start: object = {};
  for await (const piece of recordPieces(source, found, options)) {
    if (piece.piece === 'whole') yield piece.record;
    else if (piece.piece === 'value') values.push(piece.value);
    else if (piece.piece === 'start') {
      values = [];
      start = { ...piece.record, [piece.list]: values };
    } else yield { ...start, ...piece.rest } as X12Record;
  }
}

/** The objects of `recordsOf` in pieces, for those who write them: holds one claim, payment or item. */
export async function* recordPieces(
  source: ByteSource,
  found: FoundCounts,
  options: ReadOptions = {},
): AsyncGenerator<RecordPiece> {
  const gatherer = new RecordGatherer(found);
  for await (const items of itemsOf(source, { ...options, check: 'all' })) {
    for (const item of items) yield* gatherer.take(item);
  }
}

const NOTHING: readonly RecordPiece[] = [];
const END: RecordPiece = { piece: 'end', rest: {} };
const whole = (record: X12Record): RecordPiece => ({ piece: 'whole', record });

/** Sets that give an object for each claim or payment, if there is one. */
const OF_CLAIMS: ReadonlySet<SetType> = new Set(['837P', '837I', '837D', '835']);

const UNREADABLE: ReadonlySet<string> = new Set(['CLAIM-UNREADABLE', 'CLAIM-PAYMENT-UNREADABLE']);

class RecordGatherer {
  readonly #found: FoundCounts;
  #type: SetType = 'unsupported';
  #context: SetContext | null = null;
  #place = { interchangeControlNo: '', setControlNo: '' };
  #remittance: RemittanceHeader | null = null;
  /** What a set of claims or payments says before any of them. */
  #items: X12Item[] = [];
  /** Whether the set gave a record already. */
  #given = false;
  /** The list that is open. */
  #list: 'items' | 'providerAdjustments' | null = null;
  /** The payment read last: the set's provider adjustments may follow it. */
  #payment: PaymentRecord | UnreadableRecord | null = null;

  constructor(found: FoundCounts) {
    this.#found = found;
  }

  take(item: X12Item): readonly RecordPiece[] {
    switch (item.kind) {
      case 'interchange':
      case 'group':
      case 'end':
        return NOTHING;
      case 'finding':
        return this.#finding(item.finding);
      case 'set':
        return this.#open(item);
      case 'claim':
        this.#given = true;
        return [whole({ kind: 'claim', type: this.#type, claim: item.claim })];
      case 'remittance':
        this.#remittance = item.header;
        this.#items.push(item);
        return NOTHING;
      case 'claim-payment':
        return this.#paid(item.payment);
      case 'provider-adjustment':
        return this.#adjusted(item);
      case 'set-end':
        return this.#end(item);
      case 'interchange-acknowledgment': {
        const { acknowledgment, interchange } = item;
        return [whole({ kind: 'interchange-acknowledgment', acknowledgment, interchange })];
      }
      default:
        return [{ piece: 'value', value: item }];
    }
  }

  #open({ type, context }: X12Item & { readonly kind: 'set' }): readonly RecordPiece[] {
    this.#type = type;
    this.#context = context;
    this.#place = placeOf(context);
    this.#remittance = null;
    this.#items = [];
    this.#given = false;
    return OF_CLAIMS.has(type) ? NOTHING : this.#startSet();
  }

  #startSet(): readonly RecordPiece[] {
    const context = this.#context;
    if (context === null) return NOTHING;
    const { version } = context;
    const type = this.#type;
    const record = { kind: 'set', type, name: nameOfSet(type, context), ...this.#place, version } as const;
    const items = this.#items.map((value) => ({ piece: 'value', value }) as const);
    this.#items = [];
    return [...this.#start(record, 'items'), ...items];
  }

  #start(
    record: SetStart | PaymentRecord | UnreadableRecord,
    list: 'items' | 'providerAdjustments',
  ): readonly RecordPiece[] {
    this.#list = list;
    this.#given = true;
    return [{ piece: 'start', record, list }];
  }

  #finding({ severity, code, position }: Finding): readonly RecordPiece[] {
    if (severity === 'error') this.#found.errors += 1;
    else this.#found.warnings += 1;
    if (!UNREADABLE.has(code)) return NOTHING;
    const record: UnreadableRecord = { kind: 'unreadable', type: this.#type, code, ...this.#place, position };
    if (this.#type === '835') return this.#next(record);
    this.#given = true;
    return [whole(record)];
  }

  #paid(payment: ClaimPayment): readonly RecordPiece[] {
    const remittance = this.#remittance === null ? null : referenceOf(this.#remittance);
    return this.#next({ kind: 'claim-payment', remittance, payment });
  }

  /** Keeps a payment until another or the set's end comes, and gives the one before it. */
  #next(payment: PaymentRecord | UnreadableRecord): readonly RecordPiece[] {
    const before = this.#finished();
    this.#payment = payment;
    this.#given = true;
    return before;
  }

  /** They may be many: those of a payment, or of a set without any, are given as they come. */
  #adjusted(item: X12Item & { readonly kind: 'provider-adjustment' }): readonly RecordPiece[] {
    const payment = this.#payment;
    this.#payment = null;
    let start = NOTHING;
    if (payment !== null) start = this.#start(payment, 'providerAdjustments');
    else if (this.#list === null) start = this.#startSet();
    const value = this.#list === 'items' ? item : item.adjustment;
    return [...start, { piece: 'value', value }];
  }

  /** What of the set was begun: its last payment, or an open list. */
  #finished(rest: SetEnd | null = null): readonly RecordPiece[] {
    const payment = this.#payment;
    const list = this.#list;
    this.#payment = null;
    this.#list = null;
    if (payment !== null) return [whole(payment)];
    if (list === null) return NOTHING;
    return list === 'items' && rest !== null ? [{ piece: 'end', rest }] : [END];
  }

  #end({ segments, accepted }: X12Item & { readonly kind: 'set-end' }): readonly RecordPiece[] {
    const start = this.#given ? NOTHING : this.#startSet();
    return [...start, ...this.#finished({ segments, accepted })];
  }
}

const placeOf = ({ interchange, setControlNo }: SetContext) => ({
  interchangeControlNo: interchange.controlNo,
  setControlNo,
});

function referenceOf(header: RemittanceHeader): RemittanceReference {
  const { payer, payee, handling, paid, creditDebit, method, context } = header;
  const { trace, originator, paymentDate, productionDate } = header;
  return {
    payer: payer.name,
    ...payerIdOf(payer),
    payee,
    handling,
    paid,
    creditDebit,
    method,
    trace,
    ...(originator !== undefined && { originator }),
    paymentDate,
    ...(productionDate !== undefined && { productionDate }),
    ...placeOf(context),
  };
}

/** N104, or REF*2U where the name has none. */
function payerIdOf({ id, secondaryId }: RemittanceHeader['payer']): { readonly payerId?: string } {
  const payerId = id ?? secondaryId;
  return payerId === undefined ? {} : { payerId };
}
