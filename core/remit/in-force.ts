import { together } from '../claim/answered.ts';
import type { AdjudicationFacts, EventFacts, JournalEvent } from '../claim/journal.ts';

/** A posted adjudication with all its entries. */
export type Original = JournalEvent & {
  readonly facts: Extract<EventFacts, { readonly kind: 'adjudicated' }>;
};

export const isPosted = (event: JournalEvent): event is Original =>
  event.facts.kind === 'adjudicated' && event.facts.disposition === 'posted';

/** What stands of a journal: without the matches that were undone, and without their undoing. */
export function standing(journal: readonly JournalEvent[]): readonly JournalEvent[] {
  const undone = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'unmatched' ? [facts.reverses] : [])),
  );
  if (undone.size === 0) return journal;
  return journal.filter(({ facts, cause }) => facts.kind !== 'unmatched' && !undone.has(cause));
}

/** Posted adjudications that no reversal took back, latest first. */
export function unreversed(whole: readonly JournalEvent[]): readonly Original[] {
  const journal = standing(whole);
  const reversed = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'reversed' ? [facts.reverses] : [])),
  );
  return journal
    .filter(isPosted)
    .filter(({ cause }) => !reversed.has(cause))
    .toReversed();
}

/**
 * What payers have decided of a claim and still hold: posted adjudications that no reversal took back and no later
 * decision replaced. One for each filing, or several where a payer split the claim (domain.md 5.4); in the order in
 * which they came.
 *
 * A denial that was paid without a reversal (row 37), and one that a new claim was filed for (row 58), are in force no
 * more, though nothing reversed them.
 */
export function allInForce(journal: readonly JournalEvent[]): readonly Original[] {
  let inForce: readonly Original[] = [];
  for (const event of standing(journal)) {
    const { facts, filing } = event;
    const ofOthers = () => inForce.filter((one) => one.filing !== filing);
    if (facts.kind === 'assembled' && facts.act?.kind === 'refile') inForce = ofOthers();
    else if (facts.kind === 'reversed') inForce = inForce.filter(({ cause }) => cause !== facts.reverses);
    else if (isPosted(event)) inForce = [...(takesPlace(event) ? ofOthers() : inForce), event];
  }
  return inForce;
}

/** Row 37. */
const takesPlace = ({ steps }: Original): boolean => steps.some(({ row }) => row === 37);

/** As `allInForce`, of one filing. @param filing payer sequence */
export const adjudicationsInForce = (journal: readonly JournalEvent[], filing: number): readonly Original[] =>
  allInForce(journal).filter((event) => event.filing === filing);

/** Adjudications of one filing as its head holds them: together. Undefined where there are none. */
export const adjudicationTogether = (inForce: readonly Original[]): AdjudicationFacts | undefined => {
  const [first, ...others] = inForce.map(({ facts }) => facts.adjudication);
  return first === undefined ? undefined : others.reduce(together, first);
};
