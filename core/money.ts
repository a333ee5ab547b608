import { type Brand, Defect } from './result.ts';

/** US dollars in whole cents. The sign's meaning stands with each field. */
export type Cents = Brand<number, 'Cents'>;

/** @throws Defect when `n` is not a safe whole number: money is never rounded silently. */
export function cents(n: number): Cents {
  if (!Number.isSafeInteger(n)) throw new Defect('cents must be a whole number');
  return (n === 0 ? 0 : n) as Cents;
}

export const ZERO: Cents = cents(0);
export const add = (a: Cents, b: Cents): Cents => cents(a + b);
export const subtract = (a: Cents, b: Cents): Cents => cents(a - b);
export const negate = (a: Cents): Cents => cents(-a);
export const sum = (amounts: Iterable<Cents>): Cents => {
  let total = 0;
  for (const a of amounts) total += a;
  return cents(total);
};

/** The sum of amounts that others sent; null where it is too large to hold exactly, or one of them is unknown (NaN). */
export function exactSum(amounts: Iterable<number>): Cents | null {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!Number.isSafeInteger(total)) return null;
  }
  return cents(total);
}

/** X12 type R: optional minus, digits, at most one point. More than two decimals are refused, not rounded. */
const DECIMAL = /^(-?)(\d*)(?:\.(\d*))?$/;

/**
 * Reads an X12 decimal amount into cents by string, never through a float.
 *
 * @returns null when the text is no amount, has a fraction of a cent, or is too large to hold exactly
 * @see X12.6 data type R
 */
export function parseAmount(text: string): Cents | null {
  const m = DECIMAL.exec(text);
  if (m === null) return null;
  const [, sign = '', whole = '', fraction = ''] = m;
  if (whole === '' && fraction === '') return null;
  const trimmed = fraction.replace(/0+$/, '');
  if (trimmed.length > 2) return null;
  const value = Number(whole || '0') * 100 + Number(trimmed.padEnd(2, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return cents(sign === '-' ? -value : value);
}

/**
 * Writes cents as an X12 decimal: no trailing zeros, no trailing point, no leading zero before the point
 * (15000 → `150`, 15050 → `150.5`, 5 → `.05`, 0 → `0`).
 *
 * @see X12.6 data type R; domain.md 3.3
 */
export function formatAmount(amount: Cents): string {
  if (amount === 0) return '0';
  const sign = amount < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(amount) / 100);
  const fraction = String(Math.abs(amount) % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${sign}${whole === 0 ? '' : whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Dollars for people: `1234` → `12.34`, `-500` → `-5.00`. */
export function formatDollars(amount: Cents): string {
  const abs = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.floor(abs / 100)}.${String(abs % 100).padStart(2, '0')}`;
}
