import type { WorkReason } from '../claim/work.ts';
import { applyEntries, type ClaimBalances } from './balances.ts';
import type { JournalEntry } from './entries.ts';
import { type EveningOrigin, evenedPatient } from './even-patient.ts';
import { evenedPayers } from './even-payers.ts';

/** What an event ends with, so that nobody owes less than nothing. */
export interface Evened {
  readonly entries: readonly JournalEntry[];
  readonly balances: ClaimBalances;
  /** The decision of a payer before changed under one that has decided already; the patient paid more than is owed. */
  readonly work: readonly WorkReason[];
}

/**
 * Evens out a claim at the end of an event: payers first, then the patient (domain.md 5.8, J20 and J19; 5.9, 12).
 *
 * A later 22 never mirrors these entries: it is evened out itself. They have no reasons.
 *
 * @param balances after the event's own entries
 * @param history every entry of the claim, in order, the event's own last; empty where no other payer, write-off or
 *   money of the patient ever touched it
 */
export function evened(balances: ClaimBalances, at: EveningOrigin, history: readonly JournalEntry[]): Evened {
  const payers = evenedPayers(balances, at, history);
  const between = applyEntries(balances, payers);
  const patient = evenedPatient(between, at);
  const fills = payers.some(({ type, reverses }) => type === 'J20' || isOwn(reverses, history));
  const overpays = patient.some(({ type }) => type === 'J19');
  return {
    entries: [...payers, ...patient],
    balances: applyEntries(between, patient),
    work: [
      ...(fills ? (['SECONDARY_REVIEW'] as const) : []),
      ...(overpays ? (['PATIENT_REFUND'] as const) : []),
    ],
  };
}

/** Takes back what a payer decided, rather than an earlier evening. */
const isOwn = (reverses: string | undefined, history: readonly JournalEntry[]): boolean =>
  history.some(({ entryId, type }) => entryId === reverses && type !== 'J13' && type !== 'J20');
