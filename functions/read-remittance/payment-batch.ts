import type { Cents } from '../../core/money.ts';
import type { HoldReason } from '../../core/remit/balance.ts';
import type { PaymentPlace } from '../../core/remit/places.ts';
import type { ClaimPayment, ProviderAdjustment, RemittanceHeader } from '../../core/x12/types.ts';
import { type ObjectRef, shortHash } from '../../store/artifacts.ts';

/** A CLP with its business key, hashed: CLP01 of a stranger's claim may be a patient's account number. */
export interface KeyedPayment {
  readonly key: string;
  readonly payment: ClaimPayment;
}

/** One batch of claim payments, read again from the file for post-remittance. */
export interface PaymentBatch {
  readonly remittanceId: string;
  /** Number of the batch within its remittance, from 0. */
  readonly ordinal: number;
  readonly header: RemittanceHeader;
  readonly payments: readonly KeyedPayment[];
}

/** What read-remittance found in a file. Batches and remittances stand in pages, however many there are. */
export interface PaymentIndex {
  /** How many batches are to be posted: those of held remittances are not among them. */
  readonly batches: number;
  /** How many remittances, held ones too, that no other file brought. */
  readonly remittances: number;
}

/** Remittances of a page. */
export const PAGE_REMITTANCES = 200;

export interface IndexedRemittance {
  readonly remittanceId: string;
  readonly held: readonly (HoldReason | 'TRACE_NUMBER_CONFLICT' | 'UNREADABLE_FILE')[];
  readonly header: RemittanceHeader;
  /** PLB of the set, in its order. */
  readonly providerAdjustments: readonly ProviderAdjustment[];
  /** Σ AMT*I + Σ PLB L6: 0 where claims and PLB say the same interest. */
  readonly interestDifference: Cents;
}

/** Batches of a page: few enough that a batch's step does not read much that is not its own. */
export const PAGE_BATCHES = 50;

/** Some batches of a file in their order, as places in it: a file of a million claims is not written down again. */
export interface BatchPage {
  readonly source: ObjectRef;
  /** Those that the batches are of. */
  readonly remittances: readonly PagedRemittance[];
  readonly batches: readonly PagedBatch[];
}

export interface PagedRemittance {
  readonly remittanceId: string;
  readonly header: RemittanceHeader;
  /**
   * Whether it has reversals: they stand in batches of their own and in an object, by claim. Within a remittance they
   * are posted before other payments of their claim (domain.md 5.5).
   */
  readonly reverses: boolean;
}

export interface PagedBatch {
  /** Index in the page's remittances. */
  readonly remittance: number;
  /** Number of the batch within its remittance, from 0. */
  readonly ordinal: number;
  readonly places: readonly PackedPlace[];
}

/** A place as JSON has it; the copy is left out where it is the first. */
export type PackedPlace =
  | readonly [offset: number, bytes: number, segment: number, ordinal: number]
  | readonly [offset: number, bytes: number, segment: number, ordinal: number, copy: number];

export const packPlace = ({ offset, bytes, segment, ordinal, copy }: PaymentPlace): PackedPlace =>
  copy === 1 ? [offset, bytes, segment, ordinal] : [offset, bytes, segment, ordinal, copy];

export const placeOf = ([offset, bytes, segment, ordinal, copy = 1]: PackedPlace): PaymentPlace => ({
  offset,
  bytes,
  segment,
  ordinal,
  copy,
});

/** Where the reversals of a remittance stand, by `claimKeyOf` their claim. */
export type Reversals = readonly (readonly [claim: string, place: PackedPlace])[];

/** Names a claim of an 835 without saying it: CLP01 may be a patient's account number. */
export const claimKeyOf = ({ claimId }: ClaimPayment): string => shortHash(claimId.trim().toUpperCase());

export const paymentIndexKey = (fileId: string): string => `batches/${fileId}/index.json`;

const pageKey =
  (kind: string) =>
  (fileId: string, page: number): string =>
    `batches/${fileId}/${kind}-${String(page).padStart(6, '0')}.json`;

/** A `BatchPage`; the first page is 0. */
export const batchPageKey = pageKey('batches');
/** A list of `IndexedRemittance`; the first page is 0. */
export const remittancePageKey = pageKey('remittances');

export const reversalsKey = (fileId: string, remittanceId: string): string =>
  `batches/${fileId}/reversals-${remittanceId}.json`;
