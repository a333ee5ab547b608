import { type Cents, cents, negate, subtract } from '../money.ts';
import { applyEntries, type ClaimBalances, inCollections, patientCredit, patientOpen } from './balances.ts';
import { sharesByLine } from './by-line.ts';
import type { EntryOrigin, JournalEntry } from './entries.ts';
import { movedToPatientCredit, patientPaid, placedInCollections } from './settling-entries.ts';

/** The event whose last entries these are. */
export type EveningOrigin = Pick<EntryOrigin, 'cause' | 'date' | 'claimNo'>;

const NOTHING: readonly JournalEntry[] = [];

/**
 * Evens out the patient's part at the end of an event. Below 0 it comes back from the agency first (J11a with its sides
 * swapped), and the rest is the patient's money (J19); above 0 what the patient has to the good pays it (J6 from 2020).
 * Nothing of others is touched. Entry ids begin with the cause and `even`.
 *
 * @param balances after the event's own entries
 * @see domain.md 5.8 J6, J19; 5.9 invariant 12; 8.2
 */
export function evenedPatient(balances: ClaimBalances, at: EveningOrigin): readonly JournalEntry[] {
  const owed = patientOpen(balances);
  if (owed === 0) return NOTHING;
  return owed < 0 ? lessOwed(balances, cents(-owed), at) : paidFromCredit(balances, owed, at);
}

const originAt = (at: EveningOrigin, kind: string, lineNo: number): EntryOrigin => ({
  ...at,
  entryId: `${at.cause}/even/${kind}/${lineNo}`,
  lineNo,
});

function lessOwed(balances: ClaimBalances, below: Cents, at: EveningOrigin): readonly JournalEntry[] {
  const placed = inCollections(balances);
  const back = cents(Math.max(0, Math.min(below, placed)));
  const recalled = sharesByLine(balances, { key: '1120', side: 'debit' }, back).map(({ lineNo, amount }) =>
    placedInCollections(originAt(at, 'J11a', lineNo), negate(amount)),
  );
  const after = recalled.length === 0 ? balances : applyEntries(balances, recalled);
  const credits = sharesByLine(after, { key: '1110', side: 'credit' }, subtract(below, back));
  return [
    ...recalled,
    ...credits.map(({ lineNo, amount }) => movedToPatientCredit(originAt(at, 'J19', lineNo), amount)),
  ];
}

function paidFromCredit(balances: ClaimBalances, owed: Cents, at: EveningOrigin): readonly JournalEntry[] {
  const credit = patientCredit(balances);
  if (credit <= 0) return NOTHING;
  const used = cents(Math.min(owed, credit));
  return sharesByLine(balances, { key: '1110', side: 'debit' }, used).map(({ lineNo, amount }) =>
    patientPaid(originAt(at, 'J6', lineNo), amount, 'credit'),
  );
}
