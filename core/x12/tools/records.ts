import type { X12Item } from '../items.ts';
import { type ByteSource, itemsOf, type ReadOptions, type SetType } from '../read.ts';
import type {
  AnyClaim,
  ClaimPayment,
  Interchange,
  InterchangeAcknowledgment,
  ProviderAdjustment,
  RemittanceHeader,
  SetContext,
} from '../types.ts';
import { nameOfSet } from './set-name.ts';

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

/** One object of `claimline x12 json`. */
export type X12Record =
  | { readonly kind: 'claim'; readonly type: SetType; readonly claim: AnyClaim }
  | {
      readonly kind: 'claim-payment';
      /** Null where the set has no header that can be read. */
      readonly remittance: RemittanceReference | null;
      readonly payment: ClaimPayment;
    }
  | {
      readonly kind: 'provider-adjustment';
      readonly remittance: RemittanceReference | null;
      readonly adjustment: ProviderAdjustment;
    }
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
 * A file as objects: one for each claim, claim payment and provider adjustment, and one for each other set. Holds
 * no more than one set that is not of claims or payments.
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
        return this.#give({ kind: 'claim', type: this.#type, claim: item.claim });
      case 'remittance':
        this.#remittance = item.header;
        this.#items.push(item);
        return null;
      case 'claim-payment':
        return this.#paid(item);
      case 'provider-adjustment':
        return this.#paid(item);
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

  #give(record: X12Record): X12Record {
    this.#given = true;
    return record;
  }

  #paid(item: X12Item & { readonly kind: 'claim-payment' | 'provider-adjustment' }): X12Record {
    const remittance = this.#remittance === null ? null : referenceOf(this.#remittance);
    return item.kind === 'claim-payment'
      ? this.#give({ kind: item.kind, remittance, payment: item.payment })
      : this.#give({ kind: item.kind, remittance, adjustment: item.adjustment });
  }

  #end({ type, context, segments, accepted }: X12Item & { readonly kind: 'set-end' }): X12Record | null {
    const items = this.#items;
    this.#items = [];
    if (this.#given) return null;
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
