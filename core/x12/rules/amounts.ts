import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';

/**
 * Sums of cents in which one amount that cannot be read makes the whole sum unknown. NaN stands for unknown: it
 * goes through sums by itself, and `differ` finds nothing wrong with it, since the amount has its own finding.
 */

const UNKNOWN = Number.NaN;

/** An amount in cents; unknown where it is absent or none. */
export const amountAt = (segment: Segment | undefined, n: number): number => segment?.amount(n) ?? UNKNOWN;

/** An amount in cents that counts as 0 where it is absent. */
export function amountOrZero(segment: Segment | undefined, n: number): number {
  const amount = segment?.amount(n);
  return amount === undefined ? 0 : (amount ?? UNKNOWN);
}

/** Whether two sums are known and not equal. Exact: both are whole cents. */
export const differ = (a: number, b: number): boolean => a < b || a > b;

/** The first reason of a CAS, and how far it is to the next; the amount follows the reason. */
export const FIRST_REASON = 2;
export const REASON_STEP = 3;

/** Σ of one CAS, in cents; positive reduces the payment. @see domain.md 5.3 */
export function adjustmentsIn(cas: Segment): number {
  let total = 0;
  for (let n = FIRST_REASON; n <= cas.size; n += REASON_STEP) {
    if (cas.isEmpty(n + 1) && cas.isEmpty(n)) continue;
    total += amountAt(cas, n + 1);
  }
  return total;
}

export const CAS = packed('CAS');

/** Σ of all CAS of a loop, its inner loops not counted. */
export function adjustmentsOf(node: LoopNode): number {
  let total = 0;
  for (const segment of node.segments) {
    if (segment.key === CAS) total += adjustmentsIn(segment);
  }
  return total;
}
