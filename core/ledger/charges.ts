import { everyLineNo, lineNumbered } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import { cents, negate, subtract, ZERO } from '../money.ts';
import { type ClaimBalances, lineInsuranceOpen } from './balances.ts';
import { chargeBilled, type EntryOrigin, type JournalEntry } from './entries.ts';

type At = Pick<EntryOrigin, 'cause' | 'date'> & { readonly payerSequence: number };

/**
 * J0 for what the content now charges beyond what was billed, by line: all of it when the claim is billed for the first
 * time, nothing when the same content goes out again, the difference when a correction changes a charge. Less than was
 * billed is taken back (the sides are swapped), so far as this payer still owes it: what it has paid must be reversed
 * first. Of a line that was dropped that is all of its charge.
 *
 * Entry ids are the cause and the line.
 */
export function chargesToBill(claim: Claim, balances: ClaimBalances, at: At): readonly JournalEntry[] {
  const numbers = everyLineNo(claim).toSorted((a, b) => a - b);
  return numbers.flatMap((lineNo) => {
    const chargeCents = lineNumbered(claim, lineNo)?.chargeCents ?? ZERO;
    const billed = negate(balances[lineNo]?.['4010'] ?? ZERO);
    const more = subtract(cents(chargeCents), billed);
    const owed = lineInsuranceOpen(balances, lineNo, at.payerSequence);
    const amount = more < 0 ? cents(Math.max(more, -Math.max(0, owed))) : more;
    if (amount === 0) return [];
    const origin = { ...at, entryId: `${at.cause}/J0/${lineNo}`, claimNo: claim.claimNo, lineNo };
    return [chargeBilled(origin, amount)];
  });
}
