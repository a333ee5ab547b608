import type { Cents } from '../../core/money.ts';
import { cents, formatDollars } from '../../core/money.ts';

/** Dollars with thousands: `1234567` → `12,345.67`. */
export const dollars = (amountCents: number): string =>
  formatDollars(cents(amountCents)).replace(/\B(?=(\d{3})+\.)/g, ',');

/** As `dollars`, but nothing for nothing: keeps tables of money readable. */
export const dollarsOrBlank = (amount: Cents | number | undefined): string =>
  amount === undefined || amount === 0 ? '' : dollars(amount);

/** `20260714` → `2026-07-14`; what is no civil date stays as it is. */
export const day = (civil: string): string => civil.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** An ISO instant to the second: `2026-07-14 12:30:05`, UTC. */
export const instant = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

const SHORT_HASH = 12;
/** Enough of a hash to tell files apart and to name one in a command. */
export const shortId = (hash: string): string => hash.slice(0, SHORT_HASH);

/** The same for files that a text names. */
export const shortFiles = (text: string): string =>
  text.replaceAll(/\bfile ([0-9a-f]{64})\b/g, (_, id: string) => `file ${shortId(id)}`);

/** `1.2 s`, or `340 ms` below a second. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${Math.floor(ms / 1000)}.${Math.floor((ms % 1000) / 100)} s`;
}

const MEBIBYTE = 1_048_576;
export const mebibytes = (bytes: number): string => `${Math.round(bytes / MEBIBYTE)} MB`;

/** `1 claim`, `2 claims`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `paid 3, denied 1`: counts by name, the largest first. */
export const tally = (counts: Readonly<Record<string, number>>): string =>
  sortedCounts(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** The largest first; equal ones by name. */
export const sortedCounts = (
  counts: Readonly<Record<string, number>>,
): readonly (readonly [string, number])[] =>
  Object.entries(counts).toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
