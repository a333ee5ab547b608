import type { Cents } from '../../money.ts';
import type { SetType, X12Item } from '../items.ts';
import type {
  AnyClaim,
  ClaimPayment,
  Interchange,
  InterchangeAcknowledgment,
  Position,
  ProviderAdjustment,
  RemittanceHeader,
} from '../types.ts';

/** The payment that a claim payment belongs to. */
export interface RemittanceReference {
  readonly payer: string;
  readonly payerId?: string;
  readonly payee: RemittanceHeader['payee'];
  /** BPR01. */
  readonly handling: string;
  /** BPR02 of the whole set, not of this claim: its claims and provider adjustments add up to it. */
  readonly paid: Cents;
  /** BPR03. */
  readonly creditDebit: string;
  /** BPR04. */
  readonly method: string;
  /** TRN02 and TRN03. */
  readonly trace: string;
  readonly originator?: string;
  /** CCYYMMDD. */
  readonly paymentDate: string;
  /** CCYYMMDD. */
  readonly productionDate?: string;
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

/** Any other set, and one of claims or payments that holds none. */
export interface SetRecord {
  readonly kind: 'set';
  readonly type: SetType;
  readonly name: string;
  readonly version: string;
  readonly interchangeControlNo: string;
  readonly setControlNo: string;
  /** What the set says, in its order; nothing where the set is not read. */
  readonly items: readonly X12Item[];
  /** ST and SE included. Absent, as `accepted` is, where payments follow on provider adjustments out of their order. */
  readonly segments?: number;
  readonly accepted?: boolean;
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
  | SetRecord;

/** A record as it is read: whole, or one that ends in a list of any length, in pieces. */
export type RecordPiece =
  | { readonly piece: 'whole'; readonly record: X12Record }
  | {
      readonly piece: 'start';
      readonly record: SetStart | PaymentRecord | UnreadableRecord;
      /** The field that the values which follow are listed in. */
      readonly list: 'items' | 'providerAdjustments';
    }
  | { readonly piece: 'value'; readonly value: X12Item | ProviderAdjustment }
  | { readonly piece: 'end'; readonly rest: SetEnd | Record<never, never> };

export type SetStart = Omit<SetRecord, 'items' | keyof SetEnd>;
export type SetEnd = Pick<SetRecord, 'segments' | 'accepted'>;
