import type { Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import type { PaymentMethod } from '../claim/patient-facts.ts';
import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import { applyEntries, inCollections, patientCredit, patientOpen } from '../ledger/balances.ts';
import { type LineShare, sharesByLine } from '../ledger/by-line.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { patientPaid, patientPrepaid, placedInCollections } from '../ledger/settling-entries.ts';
import { type Cents, cents, negate, subtract, ZERO } from '../money.ts';
import {
  type Act,
  type ActDecision,
  actDraft,
  byLine,
  kept,
  keptState,
  refuse,
  totalOfShares,
} from './act.ts';
import { takenBack } from './follow-ups.ts';

/** Money that a patient, or somebody for the patient, paid to the practice. */
export interface PatientPayment {
  /** The practice's number of the receipt: the same receipt posts once. */
  readonly receipt: string;
  readonly method: PaymentMethod;
  /** Above 0. */
  readonly amount: Cents;
  readonly receivedOn: CivilDate;
  readonly user: string;
}

export const receiptCause = (receipt: string): string => `receipt/${receipt}`;
/** Cause of the return of a receipt. */
export const paymentReturnCause = (receipt: string): string => `receipt-returned/${receipt}`;

/**
 * Posts a patient's payment: to what the patient owes, by line in order (J6), then to what lies with an agency, which
 * comes back for that (J11a swapped, J6), and the rest is the patient's (J6a).
 *
 * @see domain.md 1.4 row 53; 5.8; 8.2
 */
export function patientPaymentDraft(head: Head, payment: PatientPayment): EventDraft {
  const { receipt, method, amount, receivedOn, user } = payment;
  const act = { cause: receiptCause(receipt), date: receivedOn };
  return actDraft(head, act, {
    transition: keptState(head, 'patient-paid'),
    entries: cashEntries(head, amount, act),
    facts: { kind: 'patient-paid', user, method, receipt, receivedOn, amountCents: amount },
  });
}

function cashEntries(head: Head, amount: Cents, act: Pick<Act, 'cause' | 'date'>): readonly JournalEntry[] {
  const { balances } = head;
  const paysLines = (shares: readonly LineShare[], kind: string): readonly JournalEntry[] =>
    byLine(shares, head, { ...act, kind }, (origin, share) => patientPaid(origin, share.amount, 'cash'));
  const due = upTo(amount, patientOpen(balances));
  const afterDue = subtract(amount, due);
  const recalled = sharesByLine(
    balances,
    { key: '1120', side: 'debit' },
    upTo(afterDue, inCollections(balances)),
  );
  const rest = subtract(afterDue, totalOfShares(recalled));
  return [
    ...paysLines(sharesByLine(balances, { key: '1110', side: 'debit' }, due), 'J6'),
    ...byLine(recalled, head, { ...act, kind: 'J11a' }, (origin, share) =>
      placedInCollections(origin, negate(share.amount)),
    ),
    ...paysLines(recalled, 'J6/agency'),
    ...(rest > 0 ? prepaid(head, rest, act) : []),
  ];
}

const upTo = (amount: Cents, limit: Cents): Cents => cents(Math.max(0, Math.min(amount, limit)));

/** J6a: of the claim as a whole, for nobody knows yet which line will be due. */
export const prepaid = (
  head: Pick<Head, 'claimNo'>,
  amount: Cents,
  act: Pick<Act, 'cause' | 'date'>,
): readonly JournalEntry[] =>
  byLine([{ lineNo: 0, amount }], head, { ...act, kind: 'J6a' }, (origin, share) =>
    patientPrepaid(origin, share.amount),
  );

/**
 * J6a for what the patient paid at the visit, as the encounter says (AMT*F5), when the claim leaves for the first time.
 * Of an encounter in several claims the first part has it.
 *
 * @see domain.md 8.2; S43
 */
export function paidAtDesk(
  { claimNo, content: { patientPaidCents = ZERO } }: Claim,
  { causes }: Pick<Head, 'causes'>,
  act: Pick<Act, 'cause' | 'date'>,
): readonly JournalEntry[] {
  const wentOut = causes.some((cause) => cause.startsWith('plan/'));
  return wentOut || patientPaidCents <= 0 ? [] : prepaid({ claimNo }, patientPaidCents, act);
}

/**
 * The money of a receipt is gone again: all that its payment posted is mirrored (J13), and what of it had been used as
 * the patient's credit since is due again (J6 swapped).
 *
 * @param journal the claim's whole journal up to the head
 */
export function paymentReturned(
  head: Head,
  { receipt, user, date }: Pick<PatientPayment, 'receipt' | 'user'> & Pick<Act, 'date'>,
  journal: readonly JournalEvent[],
): ActDecision {
  const reverses = receiptCause(receipt);
  const paid = journal.find((event) => event.cause === reverses);
  if (paid?.facts.kind !== 'patient-paid') return refuse('NO_RECEIPT');
  const act = { cause: paymentReturnCause(receipt), date };
  const all = journal.flatMap(({ entries }) => entries);
  const mirrors = takenBack(paid.entries, all, { ...act, kind: 'J13' });
  const after = applyEntries(head.balances, mirrors);
  const used = cents(Math.max(0, -patientCredit(after)));
  const dueAgain = sharesByLine(after, { key: '2020', side: 'debit' }, used);
  if (totalOfShares(dueAgain) < used || (used > 0 && wasRefunded(journal))) return refuse('REFUNDED_SINCE');
  const { amountCents } = paid.facts;
  const entries = [
    ...mirrors,
    ...byLine(dueAgain, head, { ...act, kind: 'J6' }, (origin, share) =>
      patientPaid(origin, negate(share.amount), 'credit'),
    ),
  ];
  const facts = { kind: 'payment-returned', user, receipt, amountCents, reverses } as const;
  return { ok: true, draft: actDraft(head, act, { transition: kept(head), entries, facts }) };
}

/** A refund left the bank, and was not taken back. */
const wasRefunded = (journal: readonly JournalEvent[]): boolean => {
  const all = journal.flatMap(({ entries }) => entries);
  return journal.some(
    ({ facts, entries }) =>
      facts.kind === 'refunded' && facts.to === 'patient' && entries.some((entry) => leftOf(entry, all) > 0),
  );
};
