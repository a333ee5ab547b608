import type { Cents } from '../money.ts';
import {
  type EntryOrigin,
  type Explained,
  insurance,
  type JournalEntry,
  moved,
  payerOf,
  type Reason,
} from './entries.ts';

/**
 * Entries that no payer's document makes by itself: money between payers and the patient, cash of patients, write-offs
 * and refunds, and what evens out a claim (domain.md 5.8).
 */

/**
 * J3c: a further coverage was found after J3b, and owes the patient's part; negative: the patient owes it after all.
 *
 * @param reasons why the patient owed it, or owes it now: the words of the payer that left it
 */
export const movedBackFromPatient = (
  origin: EntryOrigin,
  {
    amount,
    nextPayer,
    reasons,
  }: { readonly amount: Cents; readonly nextPayer: number; readonly reasons?: readonly Reason[] },
): JournalEntry =>
  moved('J3c', origin, {
    debit: insurance(nextPayer),
    credit: { account: '1110' },
    amount,
    ...(reasons === undefined ? {} : { reasons }),
  });

/** J5: this payer denied it, and the next one is billed for it. */
export const denialMovedToNextPayer = (
  origin: EntryOrigin,
  { amount, reasons, nextPayer }: Explained & { readonly nextPayer: number },
): JournalEntry =>
  moved('J5', origin, { debit: insurance(nextPayer), credit: insurance(payerOf(origin)), amount, reasons });

/** Where a patient's payment comes from: cash that was just taken, or what the patient has to the good. */
export type PatientMoney = 'cash' | 'credit';

/** J6: the patient pays what the patient owes. */
export const patientPaid = (origin: EntryOrigin, amount: Cents, from: PatientMoney): JournalEntry =>
  moved('J6', origin, {
    debit: { account: from === 'cash' ? '1020' : '2020' },
    credit: { account: '1110' },
    amount,
  });

/** J6a: cash of the patient before anything is owed, or above it. */
export const patientPrepaid = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J6a', origin, { debit: { account: '1020' }, credit: { account: '2020' }, amount });

/** J16: the bank took in money of patients. */
export const patientCashDeposited = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J16', origin, { debit: { account: '1010' }, credit: { account: '1020' }, amount });

/** J9: an approved write-off of what a payer denied. */
export const denialWrittenOff = (origin: EntryOrigin, { amount, reasons }: Explained): JournalEntry =>
  moved('J9', origin, { debit: { account: '4120' }, credit: insurance(payerOf(origin)), amount, reasons });

/** Why a patient's balance is given up: small or by courtesy (4130), or by charity (4140). */
export type Waiver = 'small-balance' | 'courtesy' | 'charity';

/** J10: what the patient owes is given up. */
export const patientBalanceWaived = (origin: EntryOrigin, amount: Cents, why: Waiver): JournalEntry =>
  moved('J10', origin, {
    debit: { account: why === 'charity' ? '4140' : '4130' },
    credit: { account: '1110' },
    amount,
  });

/** J11a: what the patient owes is placed with an agency. */
export const placedInCollections = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J11a', origin, { debit: { account: '1120' }, credit: { account: '1110' }, amount });

/** J11b: what will never be collected, from the patient or from the agency. */
export const badDebt = (origin: EntryOrigin, amount: Cents, of: '1110' | '1120'): JournalEntry =>
  moved('J11b', origin, { debit: { account: '6010' }, credit: { account: of }, amount });

/** J15: a refund leaves the bank, to the payer (2010) or to the patient (2020). */
export const refunded = (origin: EntryOrigin, amount: Cents, to: '2010' | '2020'): JournalEntry =>
  moved('J15', origin, { debit: { account: to }, credit: { account: '1010' }, amount });

/** J17: the service never happened; its charge is taken back from whoever owes it. */
export const chargeVoided = (origin: EntryOrigin, amount: Cents, owedBy: 'payer' | 'patient'): JournalEntry =>
  moved('J17', origin, {
    debit: { account: '4010' },
    credit: owedBy === 'patient' ? { account: '1110' } : insurance(payerOf(origin)),
    amount,
  });

/** J18b: a recoupment that takes back what lies in 2010 already. */
export const creditRecouped = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J18b', origin, { debit: { account: '2010' }, credit: { account: '2050' }, amount });

/** J19: the patient paid more than is owed now; the rest is the patient's. */
export const movedToPatientCredit = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J19', origin, { debit: { account: '1110' }, credit: { account: '2020' }, amount });

/** J20: a payer paid more than is due from it now; the rest is owed to it. */
export const movedToPayerCredit = (origin: EntryOrigin, amount: Cents): JournalEntry =>
  moved('J20', origin, { debit: insurance(payerOf(origin)), credit: { account: '2010' }, amount });
