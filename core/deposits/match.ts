import { type CivilDate, daysBetween } from '../dates.ts';
import { type Cents, cents } from '../money.ts';
import type { BankLine } from './read.ts';

/** A payment that was posted: what a deposit is looked for. */
export interface ExpectedPayment {
  readonly remittanceId: string;
  /** TRN02. */
  readonly trace: string;
  /** BPR16. */
  readonly date: CivilDate;
  /** BPR02, above 0. */
  readonly paid: Cents;
}

/** A line of the bank that waits. */
export type WaitingDeposit = Pick<BankLine, 'date' | 'amount' | 'traces' | 'text'> & {
  readonly depositId: string;
};

/** By what a payment was found: its trace number, or amount and date where the bank gives no number. */
export type DepositRung = 'trace' | 'amount';

export type DepositVerdict =
  | { readonly kind: 'matched'; readonly remittanceId: string; readonly rung: DepositRung }
  /** A payment has this trace number and pays another amount. `difference`: the deposit less the payment. */
  | { readonly kind: 'differs'; readonly remittanceId: string; readonly difference: Cents }
  | { readonly kind: 'unmatched' };

/** How far the bank's day may lie from the payer's where only the amount tells them. */
const DAYS_APART = 5;
/** A shorter word in a bank's text is no trace number. */
const SHORTEST_WORD = 4;

/** As banks and payers write the same number: without marks, leading zeros and case. */
const plainTrace = (trace: string): string =>
  trace
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=.)/, '');

/**
 * Which payment each deposit is, one to one. A trace number that a payment has decides: with its amount they match,
 * with another they differ and nobody guesses. Without a number, amount and date within five days decide, and only
 * where neither another payment nor another deposit fits.
 *
 * @param open payments that no deposit stands for yet
 * @returns one verdict for each deposit
 */
export function matchDeposits(
  deposits: readonly WaitingDeposit[],
  open: readonly ExpectedPayment[],
): readonly DepositVerdict[] {
  const byTrace = Map.groupBy(open, ({ trace }) => plainTrace(trace));
  const named = deposits.map((deposit) => namedBy(deposit, byTrace));
  const taken = new Set<string>();
  const verdicts = deposits.map((deposit, i): DepositVerdict | null => {
    const same = (named[i] ?? []).filter((p) => p.paid === deposit.amount && !taken.has(p.remittanceId));
    const [only, another] = same;
    if (only === undefined || another !== undefined) return null;
    taken.add(only.remittanceId);
    return { kind: 'matched', remittanceId: only.remittanceId, rung: 'trace' };
  });
  for (const [i, deposit] of deposits.entries())
    verdicts[i] ??= unequal(deposit, (named[i] ?? []).length, free(named[i] ?? [], taken));
  const unnamed = deposits.filter((_, i) => verdicts[i] === null);
  for (const verdict of verdicts) if (verdict?.kind === 'differs') taken.add(verdict.remittanceId);
  const left = free(open, taken);
  return deposits.map((deposit, i) => verdicts[i] ?? byAmount(deposit, left, unnamed));
}

const free = (payments: readonly ExpectedPayment[], taken: ReadonlySet<string>): readonly ExpectedPayment[] =>
  payments.filter(({ remittanceId }) => !taken.has(remittanceId));

/** What a deposit is that no payment of its number and amount is left for; null where the bank gives no number. */
function unequal(
  { traces, amount }: WaitingDeposit,
  named: number,
  left: readonly ExpectedPayment[],
): DepositVerdict | null {
  if (named === 0) return traces.length > 0 ? { kind: 'unmatched' } : null;
  const [only, another] = left;
  if (only === undefined || another !== undefined) return { kind: 'unmatched' };
  return { kind: 'differs', remittanceId: only.remittanceId, difference: cents(amount - only.paid) };
}

/** Payments whose trace number the bank gives, as a number or as a word of its text. */
function namedBy(
  { traces, text }: WaitingDeposit,
  byTrace: ReadonlyMap<string, readonly ExpectedPayment[]>,
): readonly ExpectedPayment[] {
  const words = text.split(/[^A-Za-z0-9-]+/).filter((word) => word.length >= SHORTEST_WORD);
  const wanted = new Set([...traces, ...words].map(plainTrace));
  return [...wanted].flatMap((trace) => byTrace.get(trace) ?? []);
}

const fits = (deposit: Pick<BankLine, 'date' | 'amount'>, { paid, date }: ExpectedPayment): boolean =>
  paid === deposit.amount && Math.abs(daysBetween(date, deposit.date)) <= DAYS_APART;

function byAmount(
  deposit: WaitingDeposit,
  left: readonly ExpectedPayment[],
  unnamed: readonly WaitingDeposit[],
): DepositVerdict {
  const [only, ...others] = left.filter((payment) => fits(deposit, payment));
  if (only === undefined || others.length > 0) return { kind: 'unmatched' };
  const rivals = unnamed.filter((other) => fits(other, only));
  if (rivals.length > 1) return { kind: 'unmatched' };
  return { kind: 'matched', remittanceId: only.remittanceId, rung: 'amount' };
}
