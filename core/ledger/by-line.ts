import { type Cents, cents } from '../money.ts';
import type { ClaimBalances } from './balances.ts';

/** The part of an amount that falls on a line. */
export interface LineShare {
  /** 0 is the claim as a whole. */
  readonly lineNo: number;
  /** Above 0. */
  readonly amount: Cents;
}

/**
 * Spreads an amount over a claim's lines, in their order, each up to what it has on an account.
 *
 * @param key the account as the claim's balances name it: `1110`, `1100[2]`
 * @param side which balances count: those that are owed to us, or those that we owe
 * @param limit cents; what is beyond all lines is left out
 */
export function sharesByLine(
  balances: ClaimBalances,
  { key, side }: { readonly key: string; readonly side: 'debit' | 'credit' },
  limit: Cents,
): readonly LineShare[] {
  const shares: LineShare[] = [];
  let left: number = limit;
  // Keys that are whole numbers come in their order.
  for (const line in balances) {
    if (left <= 0) break;
    const net = balances[line]?.[key] ?? 0;
    const has = side === 'debit' ? net : -net;
    if (has <= 0) continue;
    const amount = Math.min(has, left);
    left -= amount;
    shares.push({ lineNo: Number(line), amount: cents(amount) });
  }
  return shares;
}
