import type { Waiver } from '../ledger/settling-entries.ts';

/** How a patient's money came in. */
export const paymentMethods = ['cash', 'check', 'card', 'other'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Sub-codes of denial write-offs (4120): what was lost, so that somebody can see why it keeps being lost. */
export const writeOffReasons = [
  'timely',
  'auth',
  'coding',
  'eligibility',
  'medical-necessity',
  'documentation',
  'bundling',
  'duplicate',
  'benefit',
  'other',
] as const;
export type WriteOffReason = (typeof writeOffReasons)[number];

/** Denied money that is to be given up: all that is open with a payer, or one line of it. */
export interface WriteOff {
  readonly why: WriteOffReason;
  /** Where one line was meant. */
  readonly lineNo?: number;
  /** What is, or would be, written off; cents. */
  readonly amountCents: number;
}

/** What people do with patients' money and with money that nobody will pay. Amounts in cents, above 0. */
export type PatientFacts =
  | {
      readonly kind: 'patient-paid';
      readonly user: string;
      readonly method: PaymentMethod;
      /** The practice's number of the receipt: no name, no card number. */
      readonly receipt: string;
      /** CCYYMMDD. */
      readonly receivedOn: string;
      readonly amountCents: number;
    }
  /** The money of a receipt is gone again: a check bounced, a card was charged back, the entry was wrong. */
  | {
      readonly kind: 'payment-returned';
      readonly user: string;
      readonly receipt: string;
      readonly amountCents: number;
      /** Cause of the payment. */
      readonly reverses: string;
    }
  | {
      readonly kind: 'refunded';
      readonly user: string;
      readonly to: 'patient' | 'payer';
      /** Our number of the check or transfer. */
      readonly reference: string;
      readonly amountCents: number;
    }
  /** A payer took its credit back by itself. */
  | {
      readonly kind: 'credit-recouped';
      readonly user: string;
      /** Sub-account of 2050 under which it did. */
      readonly recoupment: string;
      readonly amountCents: number;
    }
  | { readonly kind: 'waived'; readonly user: string; readonly why: Waiver; readonly amountCents: number }
  | { readonly kind: 'placed-in-collections'; readonly user: string; readonly amountCents: number }
  | { readonly kind: 'bad-debt'; readonly user: string; readonly amountCents: number }
  /** Above the limit of one person's word: it waits for another's. */
  | ({ readonly kind: 'write-off-asked'; readonly user: string } & WriteOff)
  | ({
      readonly kind: 'written-off';
      readonly user: string;
      /** Who else agreed, where that was needed. */
      readonly approvedBy?: string;
    } & WriteOff)
  | { readonly kind: 'billed-to-patient'; readonly user: string; readonly amountCents: number }
  /** What a person did here last was wrong, and is taken back. */
  | {
      readonly kind: 'act-undone';
      readonly user: string;
      readonly undid: UndoableKind;
      readonly amountCents: number;
      /** Cause of what was done. */
      readonly reverses: string;
    };

/** What can be taken back by whoever did it: money that stays in the house. A payment is returned instead. */
export const undoableKinds = [
  'refunded',
  'credit-recouped',
  'waived',
  'placed-in-collections',
  'bad-debt',
  'written-off',
  'billed-to-patient',
] as const;
export type UndoableKind = (typeof undoableKinds)[number];
