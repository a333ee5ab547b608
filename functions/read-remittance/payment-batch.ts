import type { Cents } from '../../core/money.ts';
import type { HoldReason } from '../../core/remit/balance.ts';
import type { ClaimPayment, ProviderAdjustment, RemittanceHeader } from '../../core/x12/types.ts';
import { shortHash } from '../../store/artifacts.ts';

/** A CLP with its business key, hashed: CLP01 of a stranger's claim may be a patient's account number. */
export interface KeyedPayment {
  readonly key: string;
  readonly payment: ClaimPayment;
}

/** One batch of claim payments, as read-remittance leaves it for post-remittance. */
export interface PaymentBatch {
  readonly remittanceId: string;
  /** Number of the batch within its remittance, from 0. */
  readonly ordinal: number;
  readonly header: RemittanceHeader;
  readonly payments: readonly KeyedPayment[];
}

/** Which batch objects of the file are to be posted: those of held remittances are not among them. */
export interface PaymentIndex {
  readonly batches: readonly number[];
  readonly remittances: readonly IndexedRemittance[];
}

export interface IndexedRemittance {
  readonly remittanceId: string;
  readonly held: readonly (HoldReason | 'TRACE_NUMBER_CONFLICT' | 'UNREADABLE_FILE')[];
  readonly header: RemittanceHeader;
  /**
   * Which batch objects hold its reversals, by `claimKeyOf` the claim: within a remittance they are posted before other
   * payments of their claim (domain.md 5.5).
   */
  readonly reversals: readonly (readonly [claim: string, batch: number])[];
  /** PLB of the set, in its order. */
  readonly providerAdjustments: readonly ProviderAdjustment[];
  /** Σ AMT*I + Σ PLB L6: 0 where claims and PLB say the same interest. */
  readonly interestDifference: Cents;
}

/** Names a claim of an 835 without saying it: CLP01 may be a patient's account number. */
export const claimKeyOf = ({ claimId }: ClaimPayment): string => shortHash(claimId.trim().toUpperCase());

export const paymentIndexKey = (fileId: string): string => `batches/${fileId}/index.json`;
