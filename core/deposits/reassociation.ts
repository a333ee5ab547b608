import { addBusinessDays } from '../business-days.ts';
import { type Reminder, reminderOf } from '../claim/overdue.ts';
import type { TimerSettings } from '../claim/timer-settings.ts';
import { type DueTimer, repeating, timerItemId } from '../claim/timers.ts';
import type { CivilDate } from '../dates.ts';
import { type Cents, sum } from '../money.ts';

/** A remittance that pays something and is posted: its money lies in 1015 until the bank has it. */
export interface PostedPayment {
  readonly remittanceId: string;
  readonly partnerId: string;
  readonly fileId: string;
  /** BPR16, or the day on which the 835 came where that is later. */
  readonly since: CivilDate;
  readonly paid: Cents;
  readonly inBank: boolean;
}

/** Money in the bank that bears a payer's trace number. */
export interface TracedDeposit {
  readonly depositId: string;
  readonly date: CivilDate;
  readonly amount: Cents;
  readonly hasRemittance: boolean;
}

export interface BankSides {
  readonly payments: readonly PostedPayment[];
  readonly deposits: readonly TracedDeposit[];
  /** The newest day that a bank's file told of; null where none was ever imported. */
  readonly bankKnownThrough: CivilDate | null;
}

interface Terms {
  readonly today: CivilDate;
  readonly settings: TimerSettings;
}

export interface Reassociation {
  readonly reminders: readonly Reminder[];
  /** Items that, where they are open, have become pointless. */
  readonly settled: readonly string[];
}

const paymentItem = ({ remittanceId }: PostedPayment): string => timerItemId('REASSOCIATION', remittanceId);
const depositItem = ({ depositId }: TracedDeposit): string =>
  timerItemId('REASSOCIATION', 'deposit', depositId);
/** Stands for all payments of which no bank file can tell yet. */
const BANK_ITEM = timerItemId('REASSOCIATION', 'bank');

/**
 * Payments whose money is not in the bank in time, and money of payers whose remittance has not come (domain.md 1.6).
 * Where no bank file tells of the day on which a payment was due, nobody knows that it is missing: one item asks for
 * the file.
 */
export function reassociate(
  { payments, deposits, bankKnownThrough }: BankSides,
  terms: Terms,
): Reassociation {
  const open = payments.flatMap((payment) => {
    const due = payment.inBank ? null : lateSince(payment.since, terms);
    return due === null ? [] : [{ payment, due }];
  });
  const isKnown = ({ due }: DueTimer): boolean => bankKnownThrough !== null && due <= bankKnownThrough;
  const known = open.filter(({ due }) => isKnown(due));
  const unknown = open.filter(({ due }) => !isKnown(due));
  const late = deposits.flatMap((deposit) => {
    const due = deposit.hasRemittance ? null : lateSince(deposit.date, terms);
    return due === null ? [] : [{ deposit, due }];
  });
  const reminders = [
    ...known.map(({ payment, due }) => remittanceReminder(payment, due)),
    ...late.map(({ deposit, due }) => depositReminder(deposit, due)),
    ...bankReminder(unknown),
  ];
  const asked = new Set(reminders.map(({ draft }) => draft.id));
  const items = [...payments.map(paymentItem), ...deposits.map(depositItem), BANK_ITEM];
  return { reminders, settled: items.filter((id) => !asked.has(id)) };
}

function lateSince(since: CivilDate, { today, settings }: Terms): DueTimer | null {
  if (settings.reassociation === 'never') return null;
  const due = addBusinessDays(since, settings.reassociation);
  return repeating('REASSOCIATION', { since, due }, { today, settings });
}

const remittanceReminder = (payment: PostedPayment, due: DueTimer): Reminder =>
  reminderOf(due, {
    id: paymentItem(payment),
    partnerId: payment.partnerId,
    fileId: payment.fileId,
    value: payment.paid,
    details: [{ code: 'NOT_IN_BANK', position: payment.since, amount: payment.paid }],
  });

const depositReminder = (deposit: TracedDeposit, due: DueTimer): Reminder =>
  reminderOf(due, {
    id: depositItem(deposit),
    value: deposit.amount,
    details: [
      { code: 'NO_REMITTANCE', position: deposit.date, amount: deposit.amount, text: deposit.depositId },
    ],
  });

function bankReminder(
  unknown: readonly { readonly payment: PostedPayment; readonly due: DueTimer }[],
): readonly Reminder[] {
  const [first] = unknown.toSorted((a, b) => (a.due.due < b.due.due ? -1 : 1));
  if (first === undefined) return [];
  const value = sum(unknown.map(({ payment }) => payment.paid));
  const details = [{ code: 'NO_BANK_FILE', amount: value, text: `${unknown.length} payments` }];
  return [reminderOf(first.due, { id: BANK_ITEM, value, details })];
}
