import type { AdjudicationFacts } from './journal.ts';
import type { Verdict } from './lifecycle-events.ts';

/** What several parts of one claim amount to together: each answers its own lines (domain.md 5.4). */
export function verdictTogether(a: Verdict, b: Verdict): Verdict {
  if (a === b) return a;
  const both = [a, b];
  if (both.includes('PART_DENIED') || both.includes('DENIED')) return 'PART_DENIED';
  return 'PAID';
}

/**
 * Two adjudications of a filing as one: amounts are added up, and lines joined where they are parts of a split claim.
 * The payer's number is that of the later one.
 */
export function together(before: AdjudicationFacts, after: AdjudicationFacts): AdjudicationFacts {
  const { part: second, ...later } = after;
  const first = before.part;
  const both = {
    ...later,
    paidCents: before.paidCents + after.paidCents,
    patientCents: before.patientCents + after.patientCents,
    whollyDenied: before.whollyDenied && after.whollyDenied,
  };
  if (first === undefined || second === undefined) return both;
  return {
    ...both,
    part: {
      lines: [...first.lines, ...second.lines].toSorted((a, b) => a - b),
      chargeCents: first.chargeCents + second.chargeCents,
      verdict: verdictTogether(first.verdict, second.verdict),
    },
  };
}
