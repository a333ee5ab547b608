import { type Cents, cents } from '../money.ts';

/** Cents as a fraction: exact, and rounded only once, at the end. Not negative. */
export interface Exact {
  readonly over: bigint;
  /** Above 0. */
  readonly under: bigint;
}

export const exactly = (over: number | bigint, under: number | bigint = 1): Exact => ({
  over: BigInt(over),
  under: BigInt(under),
});

/** @param under above 0 */
export const times = (amount: Exact, over: number, under = 1): Exact => ({
  over: amount.over * BigInt(over),
  under: amount.under * BigInt(under),
});

export const plus = (a: Exact, b: Exact): Exact => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});

/** @param b not above `a` */
export const minus = (a: Exact, b: Exact): Exact => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});

/** Negative when `a` is the smaller one. */
export function compareExact(a: Exact, b: Exact): number {
  const left = a.over * b.under;
  const right = b.over * a.under;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** To the nearest cent; half a cent goes up, as CMS rounds. */
export const rounded = ({ over, under }: Exact): Cents => cents(Number((over * 2n + under) / (under * 2n)));
