import type { X12Item } from '../items.ts';
import { type ByteSource, itemsOf, type ReadOptions, type SetType } from '../read.ts';
import { nameOfSet } from '../sets/set-type.ts';
import type {
  AnyClaim,
  ClaimPayment,
  Finding,
  Interchange,
  InterchangeAcknowledgment,
  Position,
  ProviderAdjustment,
  RemittanceHeader,
  SetContext,
} from '../types.ts';

/** The payment that a claim payment belongs to. */
export interface RemittanceReference {
  readonly payer: string;
  readonly payerId?: string;
  /** TRN02 and TRN03. */
  readonly trace: string;
  readonly originator?: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  readonly interchangeControlNo: string;
  readonly setControlNo: string;
}

/** A claim payment with what it was paid by. */
export interface PaymentRecord {
  readonly kind: 'claim-payment';
  /** Null where the set has no header that can be read. */
  readonly remittance: RemittanceReference | null;
  readonly payment: ClaimPayment;
  /** With the set's last payment, if there are any: the adjustments that belong to no claim (PLB). */
  readonly providerAdjustments?: readonly ProviderAdjustment[];
}

/** A claim or claim payment that lacks too much to be read: its place, so that none is lost. */
export interface UnreadableRecord {
  readonly kind: 'unreadable';
  readonly type: SetType;
  /** Of the finding: CLAIM-UNREADABLE or CLAIM-PAYMENT-UNREADABLE. */
  readonly code: string;
  readonly interchangeControlNo: string;
  readonly setControlNo: string;
  /** Of its CLM or CLP. */
  readonly position: Position;
  /** As of a payment. */
  readonly providerAdjustments?: readonly ProviderAdjustment[];
}

/** One object of `claimline x12 json`. */
export type X12Record =
  | { readonly kind: 'claim'; readonly type: SetType; readonly claim: AnyClaim }
  | PaymentRecord
  | UnreadableRecord
  | {
      readonly kind: 'interchange-acknowledgment';
      readonly acknowledgment: InterchangeAcknowledgment;
      readonly interchange: Interchange;
    }
  | {
      /** Any other set, and one of claims or payments that holds none. */
      readonly kind: 'set';
      readonly type: SetType;
      readonly name: string;
      readonly version: string;
      readonly interchangeControlNo: string;
      readonly setControlNo: string;
      /** ST and SE included. */
      readonly segments: number;
      readonly accepted: boolean;
      /** What the set says, in its order; nothing where the set is not read. */
      readonly items: readonly X12Item[];
    };

/** What was found in the file besides the records. */
export interface FoundCounts {
  errors: number;
  warnings: number;
}

/**
 * A file as objects: one for each claim and claim payment, and one for each other set. Holds no more than one set
 * that is not of claims or payments.
 *
 * @param found counts the findings of all checks while the file is read
 */
export async function* recordsOf(
  source: ByteSource,
  found: FoundCounts,
  options: ReadOptions = {},
): AsyncGenerator<X12Record> {
  const gatherer = new RecordGatherer(found);
  for await (const items of itemsOf(source, { ...options, check: 'all' })) {
    for (const item of items) {
      const record = gatherer.take(item);
      if (record !== null) yield record;
    }
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['CLAIM-UNREADABLE', 'CLAIM-PAYMENT-UNREADABLE']);

class RecordGatherer {
  readonly #found: FoundCounts;
  #type: SetType = 'unsupported';
  #place = { interchangeControlNo: '', setControlNo: '' };
  #remittance: RemittanceHeader | null = null;
  #items: X12Item[] = [];
  /** Whether the set gave a record already. */
  #given = false;
  /** The payment read last: the set's provider adjustments may follow it. */
  #payment: PaymentRecord | UnreadableRecord | null = null;
  #adjustments: ProviderAdjustment[] = [];

  constructor(found: FoundCounts) {
    this.#found = found;
  }

  take(item: X12Item): X12Record | null {
    switch (item.kind) {
      case 'interchange':
      case 'group':
      case 'end':
        return null;
      case 'finding':
        return this.#finding(item.finding);
      case 'set':
        return this.#open(item);
      case 'claim':
        this.#given = true;
        return { kind: 'claim', type: this.#type, claim: item.claim };
      case 'remittance':
        this.#remittance = item.header;
        this.#items.push(item);
        return null;
      case 'claim-payment':
        return this.#paid(item.payment);
      case 'provider-adjustment':
        if (this.#payment === null) this.#items.push(item);
        else this.#adjustments.push(item.adjustment);
        return null;
      case 'set-end':
        return this.#end(item);
      case 'interchange-acknowledgment': {
        const { acknowledgment, interchange } = item;
        return { kind: 'interchange-acknowledgment', acknowledgment, interchange };
      }
      default:
        this.#items.push(item);
        return null;
    }
  }

  #open({ type, context }: X12Item & { readonly kind: 'set' }): null {
    this.#type = type;
    this.#place = placeOf(context);
    this.#remittance = null;
    this.#items = [];
    this.#given = false;
    return null;
  }

  #finding({ severity, code, position }: Finding): X12Record | null {
    if (severity === 'error') this.#found.errors += 1;
    else this.#found.warnings += 1;
    if (!UNREADABLE.has(code)) return null;
    const record: UnreadableRecord = { kind: 'unreadable', type: this.#type, code, ...this.#place, position };
    if (this.#type === '835') return this.#next(record);
    this.#given = true;
    return record;
  }

  #paid(payment: ClaimPayment): X12Record | null {
    const remittance = this.#remittance === null ? null : referenceOf(this.#remittance);
    return this.#next({ kind: 'claim-payment', remittance, payment });
  }

  /** Keeps a payment until another or the set's end comes, and gives the one before it. */
  #next(payment: PaymentRecord | UnreadableRecord): X12Record | null {
    const before = this.#lastPayment();
    this.#payment = payment;
    return before;
  }

  #lastPayment(): PaymentRecord | UnreadableRecord | null {
    const payment = this.#payment;
    const providerAdjustments = this.#adjustments;
    this.#payment = null;
    this.#adjustments = [];
    return payment === null || providerAdjustments.length === 0
      ? payment
      : { ...payment, providerAdjustments };
  }

  #end({ type, context, segments, accepted }: X12Item & { readonly kind: 'set-end' }): X12Record | null {
    const items = this.#items;
    this.#items = [];
    const payment = this.#lastPayment();
    if (this.#given || payment !== null) return payment;
    const name = nameOfSet(type, context);
    return {
      kind: 'set',
      type,
      name,
      ...placeOf(context),
      version: context.version,
      segments,
      accepted,
      items,
    };
  }
}

const placeOf = ({ interchange, setControlNo }: SetContext) => ({
  interchangeControlNo: interchange.controlNo,
  setControlNo,
});

const referenceOf = ({
  payer,
  trace,
  originator,
  paymentDate,
  context,
}: RemittanceHeader): RemittanceReference => ({
  payer: payer.name,
  ...payerIdOf(payer),
  trace,
  ...(originator !== undefined && { originator }),
  paymentDate,
  ...placeOf(context),
});

/** N104, or REF*2U where the name has none. */
function payerIdOf({ id, secondaryId }: RemittanceHeader['payer']): { readonly payerId?: string } {
  const payerId = id ?? secondaryId;
  return payerId === undefined ? {} : { payerId };
}
