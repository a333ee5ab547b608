import type { CivilDate } from '../dates.ts';
import { depositMatched, type JournalEntry, reverseEntry } from '../ledger/entries.ts';
import { patientCashDeposited } from '../ledger/settling-entries.ts';
import { type Cents, cents } from '../money.ts';
import type { BankLine } from './read.ts';

/** What makes a line of a bank itself: the same line of the same account is the same deposit in every file. */
export const depositContent = (account: string, { content, ordinal }: BankLine): string =>
  `${account}\n${content}\n${ordinal}`;

/** A deposit's journal stands beside those of remittances, under a name that none of them has. */
export const depositJournal = (depositId: string): string => `deposit-${depositId}`;

/** Where in its journal the entry of a match stands, and its undo after it. */
export const matchOrdinal = (round: number): number => round * 2 - 1;

export interface DepositMatch {
  readonly depositId: string;
  /** 1, 2, 3 …: how often this deposit was matched, with this one. */
  readonly round: number;
  /** `traceKey` of the payment; absent for money of patients. */
  readonly traceKey?: string;
  readonly amount: Cents;
  readonly date: CivilDate;
}

const causeOf = ({ depositId, round }: DepositMatch, act: string): string =>
  `deposit/${depositId}/${act}/${round}`;

/** J16 for a deposit that is a payment, or money of patients. */
export function matchEntry(match: DepositMatch): JournalEntry {
  const { traceKey, amount, date } = match;
  const cause = causeOf(match, 'match');
  const origin = { entryId: `${cause}/J16`, cause, date };
  return traceKey === undefined
    ? patientCashDeposited(origin, cents(amount))
    : depositMatched({ ...origin, trace: traceKey }, cents(amount));
}

/** The mirror of J16: a person says that the deposit is not this payment. @param date the day of the undo */
export function unmatchEntry(match: DepositMatch, date: CivilDate): JournalEntry {
  const cause = causeOf(match, 'unmatch');
  const { traceKey } = match;
  const trace = traceKey === undefined ? {} : { trace: traceKey };
  return reverseEntry(matchEntry(match), { entryId: `${cause}/J13/1`, cause, date, ...trace });
}
