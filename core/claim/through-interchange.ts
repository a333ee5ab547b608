import type { Head } from './head.ts';
import type { BatchRef } from './journal.ts';
import type { FilingState } from './types.ts';

/** The interchange's part of a filing's state: delivery and acceptance are journalled once for all its claims. */
export interface InterchangeEvidence {
  readonly deliveredAt?: string;
  readonly ta1?: string;
  readonly acceptedSets: readonly string[];
}

/** Ranks of a TA1 and a 999 that accept (domain.md 1.4, rule 1). */
export function interchangeRank(state: FilingState, interchange: InterchangeEvidence | undefined): number {
  if (state === 'SYNTAX_OK') return 2;
  return interchange?.ta1 === 'A' || interchange?.ta1 === 'E' ? 1 : 0;
}

/**
 * The filing's state as people see it: a BATCHED filing is SENT once its interchange is, and SYNTAX_OK once a
 * 999 accepted its set.
 */
export function stateThroughInterchange(
  { state, batch }: Pick<Head, 'state'> & { readonly batch?: Pick<BatchRef, 'setControlNo'> },
  interchange: InterchangeEvidence | undefined,
): FilingState {
  const isWaiting = state === 'BATCHED' || state === 'SENT';
  if (!isWaiting || batch === undefined || interchange === undefined) return state;
  if (interchange.acceptedSets.includes(batch.setControlNo)) return 'SYNTAX_OK';
  if (state === 'SENT') return 'SENT';
  return interchange.deliveredAt !== undefined || interchange.ta1 !== undefined ? 'SENT' : state;
}
