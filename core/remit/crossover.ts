import { hasFiling, onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft } from '../claim/journal.ts';
import { transition } from '../claim/lifecycle.ts';

/**
 * The payer passed the claim on, and the next one has not answered in time (row 47): the filing is done, and we bill
 * the next payer ourselves. Null where the filing waits for no such answer any more.
 *
 * @param filing payer sequence of the payer that passed it on
 */
export function crossoverOverdue(stored: Head, filing: number): EventDraft | null {
  if (!hasFiling(stored, filing)) return null;
  const head = onFiling(stored, filing);
  if (head.state !== 'FORWARDED') return null;
  const done = transition(filingView(head), { kind: 'crossover-overdue' });
  return draftOf(head, done, { entries: [], facts: { kind: 'crossover-overdue' } });
}
