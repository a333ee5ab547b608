import type { HoldReason } from '../../core/remit/balance.ts';
import type { ClaimPayment, RemittanceHeader } from '../../core/x12/types.ts';

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
}

export const paymentIndexKey = (fileId: string): string => `batches/${fileId}/index.json`;
