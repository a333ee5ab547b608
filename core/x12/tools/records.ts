import type { X12Item } from '../items.ts';
import { type ByteSource, itemsOf, type ReadOptions, type SetType } from '../read.ts';
import { nameOfSet } from '../sets/set-type.ts';
import type {
  AnyClaim,
  ClaimPayment,
  Interchange,
  InterchangeAcknowledgment,
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

/** One object of `claimline x12 json`. */
export type X12Record =
  | { readonly kind: 'claim'; readonly type: SetType; readonly claim: AnyClaim }
  | PaymentRecord
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

class RecordGatherer {
  readonly #found: FoundCounts;
  #type: SetType = 'unsupported';
  #remittance: RemittanceHeader | null = null;
  #items: X12Item[] = [];
  /** Whether the set gave a record already. */
  #given = false;
  /** The payment read last: the set's provider adjustments may follow it. */
  #payment: PaymentRecord | null = null;
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
        if (item.finding.severity === 'error') this.#found.errors += 1;
        else this.#found.warnings += 1;
        return null;
      case 'set':
        return this.#open(item.type);
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

  #open(type: SetType): null {
    this.#type = type;
    this.#remittance = null;
    this.#items = [];
    this.#given = false;
    return null;
  }

  #paid(payment: ClaimPayment): PaymentRecord | null {
    const before = this.#lastPayment();
    const remittance = this.#remittance === null ? null : referenceOf(this.#remittance);
    this.#payment = { kind: 'claim-payment', remittance, payment };
    return before;
  }

  #lastPayment(): PaymentRecord | null {
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
