import type { Coverage } from '../encounter/model.ts';
import type { EventFacts } from './journal.ts';
import type { Claim } from './types.ts';

/** The coverages that a claim got or lost after it went out, as an event holds them. */
type Changed = Extract<EventFacts, { readonly kind: 'coverage-added' | 'coverage-dropped' }>;

export const changesCoverages = (facts: EventFacts | undefined): facts is Changed =>
  facts?.kind === 'coverage-added' || facts?.kind === 'coverage-dropped';

/**
 * A claim's content with the coverages that were found, or dropped, after it was made. Every filing of the claim has
 * them, whatever content it went out with: who owes what follows from all payers. What a payer decided stays as the
 * content tells it.
 *
 * @param found facts of the event that holds them (`Head.coveragesVersion`)
 */
export function withCoveragesFound(claim: Claim, found: EventFacts | undefined): Claim {
  if (!changesCoverages(found)) return claim;
  const { content } = claim;
  const changed = new Map(found.coverages.map((coverage) => [coverage.seq, coverage]));
  const known = content.coverages.map((coverage) => asNow(coverage, changed.get(coverage.seq)));
  const missing = found.coverages.filter(({ seq }) => !content.coverages.some((one) => one.seq === seq));
  return { ...claim, content: { ...content, coverages: [...known, ...missing] } };
}

function asNow(coverage: Coverage, changed: Coverage | undefined): Coverage {
  if (changed === undefined) return coverage;
  const { adjudication } = coverage;
  return adjudication === undefined ? changed : { ...changed, adjudication };
}
