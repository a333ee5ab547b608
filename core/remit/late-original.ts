import type { HeldPayment, JournalEvent } from '../claim/journal.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { standing } from './in-force.ts';

/** A reversal whose original had not come: its money lies in suspense (row 31). */
export interface WaitingReversal {
  readonly event: JournalEvent;
  readonly held: HeldPayment;
  readonly remittanceId: string;
  /** CLP ordinal in its ST. */
  readonly ordinal: number;
  /** Its J12; none where it took nothing. */
  readonly suspended: readonly JournalEntry[];
}

/**
 * Reversals of a filing that no original was found for, and that nobody has matched since, in the order in which they
 * came. When their original comes after all, they take it back (domain.md 1.4, rule 5, the other way round; J12b).
 *
 * @param filing payer sequence
 */
export function reversalsWaiting(
  journal: readonly JournalEvent[],
  filing: number,
): readonly WaitingReversal[] {
  const placeOf = (remittanceId: string, ordinal: number): string => `${remittanceId}:${ordinal}`;
  const matched = new Set(
    standing(journal).flatMap(({ facts }) =>
      facts.kind === 'reversed' && facts.matched !== undefined
        ? [placeOf(facts.remittanceId, facts.ordinal)]
        : [],
    ),
  );
  return journal.flatMap((event) => {
    const { facts, entries } = event;
    if (facts.kind !== 'reversed' || facts.held === undefined || event.filing !== filing) return [];
    const { remittanceId, ordinal, held } = facts;
    if (matched.has(placeOf(remittanceId, ordinal))) return [];
    return [{ event, held, remittanceId, ordinal, suspended: entries.filter(({ type }) => type === 'J12') }];
  });
}
