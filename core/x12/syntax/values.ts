import { type CivilDate, isCivilDate, isCivilDay } from '../../dates.ts';
import { type Cents, cents } from '../../money.ts';

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;
/** Digits before the point that are exact in cents whatever they are; longer amounts are read as text. */
const EXACT_DIGITS = 13;

/** Bytes of an amount that is computed in 32 bits, as nearly all are. */
const QUICK_BYTES = 9;
/** A point and two digits behind it. */
const CENT_BYTES = 3;
const NO_POINT = -1;

/** Less than 0 where a number is none of 0 to 9: several are asked at once by an `|` of these. */
const asDigit = (number: number): number => number | (9 - number);

/**
 * An X12 decimal as cents, read from its bytes: what `parseAmount` makes of the text.
 *
 * @returns null where it is no amount or has a fraction of a cent, undefined where it must be read as text
 */
export function amountIn(bytes: Uint8Array, from: number, to: number): Cents | null | undefined {
  const point = to - CENT_BYTES;
  if (point <= from || to - from > QUICK_BYTES || bytes[point] !== POINT) return anyAmountIn(bytes, from, to);
  // One that is written as most are. Whether all are digits is asked once: a question a digit takes longer.
  const tens = (bytes[to - 2] as number) - ZERO;
  const ones = (bytes[to - 1] as number) - ZERO;
  let digits = asDigit(tens) | asDigit(ones);
  let dollars = 0;
  for (let at = from; at < point; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    digits |= asDigit(digit);
    dollars = (dollars * 10 + digit) | 0;
  }
  const amount = dollars * 100 + tens * 10 + ones;
  return digits >= 0 && amount > 0 ? (amount as Cents) : anyAmountIn(bytes, from, to);
}

/** As `amountIn`, written in any way. */
function anyAmountIn(bytes: Uint8Array, from: number, to: number): Cents | null | undefined {
  if (to - from > QUICK_BYTES) return longAmountIn(bytes, from, to);
  const negative = bytes[from] === MINUS;
  let value = 0;
  let point = NO_POINT;
  for (let at = negative ? from + 1 : from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >= 0 && digit <= 9) value = (value * 10 + digit) | 0;
    else if (digit === POINT - ZERO && point === NO_POINT) point = at;
    else return null;
  }
  const decimals = point === NO_POINT ? 0 : to - point - 1;
  if (value === 0 || decimals > 2) return longAmountIn(bytes, from, to);
  if (decimals === 0) value *= 100;
  else if (decimals === 1) value *= 10;
  return (negative ? -value : value) as Cents;
}

/** As `amountIn`, of any length. */
function longAmountIn(bytes: Uint8Array, from: number, to: number): Cents | null | undefined {
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

const DAY_BYTES = 8;
/** Days that are kept as text, a power of two: a file names few of them, over and over. */
const KEPT_DAYS = 4096;
const dayNumbers = new Int32Array(KEPT_DAYS);
const dayTexts: (CivilDate | undefined)[] = Array.from({ length: KEPT_DAYS }, () => undefined);

/** Whether the bytes are the eight digits of a day that exists. */
export const isDayIn = (bytes: Uint8Array, from: number, to: number): boolean =>
  isCivilDay(dayNumberIn(bytes, from, to));

/** The eight digits of a day that exists, as text; undefined where it is none. */
export function dayIn(bytes: Uint8Array, from: number, to: number): CivilDate | undefined {
  const number = dayNumberIn(bytes, from, to);
  const place = number & (KEPT_DAYS - 1);
  if (number > 0 && dayNumbers[place] === number) return dayTexts[place];
  const text = String(number);
  if (!isCivilDate(text)) return undefined;
  dayNumbers[place] = number;
  dayTexts[place] = text;
  return text;
}

/** Eight digits as a number; 0 for anything else. */
function dayNumberIn(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== DAY_BYTES) return 0;
  let digits = 0;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    digits |= asDigit(digit);
    number = (number * 10 + digit) | 0;
  }
  return digits < 0 ? 0 : number;
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
