import { isCivilDay } from '../../dates.ts';
import { type Cents, cents } from '../../money.ts';

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;
/** Digits before the point that are exact in cents whatever they are; longer amounts are read as text. */
const EXACT_DIGITS = 13;

/**
 * An X12 decimal as cents, read from its bytes: what `parseAmount` makes of the text.
 *
 * @returns null where it is no amount or has a fraction of a cent, undefined where it must be read as text
 */
export function amountIn(bytes: Uint8Array, from: number, to: number): Cents | null | undefined {
  const negative = bytes[from] === MINUS;
  let at = negative ? from + 1 : from;
  if (at === to) return null;
  let value = 0;
  const point = at + EXACT_DIGITS;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === POINT) break;
    if (byte < ZERO || byte > NINE) return null;
    if (at === point) return undefined;
    value = value * 10 + byte - ZERO;
  }
  value *= 100;
  if (at < to) {
    const fraction = hundredthsIn(bytes, at + 1, to);
    if (fraction === null || to - from === (negative ? 2 : 1)) return null;
    value += fraction;
  }
  return cents(negative ? -value : value);
}

/** The digits after a point: zeros behind the second are allowed, others are not. */
function hundredthsIn(bytes: Uint8Array, from: number, to: number): number | null {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return null;
    if (at === from) value = digit * 10;
    else if (at === from + 1) value += digit;
    else if (digit !== 0) return null;
  }
  return value;
}

/** Whether the bytes are the eight digits of a day that exists. */
export function isDayIn(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 8) return false;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ZERO || byte > NINE) return false;
    number = number * 10 + byte - ZERO;
  }
  return isCivilDay(number);
}

/** Whether the bytes are an optional minus, digits, and at most `points` points among them. */
export function isNumberIn(
  bytes: Uint8Array,
  from: number,
  { to, points }: { readonly to: number; readonly points: number },
): boolean {
  let digits = 0;
  let left = points;
  for (let at = bytes[from] === MINUS ? from + 1 : from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) digits += 1;
    else if (byte !== POINT || left === 0) return false;
    else left -= 1;
  }
  return digits > 0;
}

/** Digits of a decimal: sign and point do not count towards its length. */
export function digitsIn(bytes: Uint8Array, from: number, to: number): number {
  let length = to - from;
  for (let at = from; at < to; at += 1) if (bytes[at] === POINT || bytes[at] === MINUS) length -= 1;
  return length;
}
