import type { JournalEvent } from '../claim/journal.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { type Cents, cents } from '../money.ts';

/** What one payer's decision has put upon the patient for a line, and nothing moved away since. */
export interface LeftToPatient {
  /** 0 is the claim as a whole. */
  readonly lineNo: number;
  /** The payer that left it. */
  readonly payer: number;
  /** Above 0. What the patient paid of it, or had waived, is not taken off. */
  readonly amount: Cents;
}

/** Debits to 1110 by J3b and J3c count, credits take away: a found coverage owes it instead. */
const patientSide = ({ postings }: JournalEntry): number => {
  const posting = postings.find(({ account }) => account === '1110');
  if (posting === undefined) return 0;
  return 'debit' in posting ? 1 : -1;
};

/** Whether an entry moves a share between payer and patient, and which way: 1 to the patient, -1 from the patient. */
export const sharesPatient = (entry: JournalEntry): number =>
  entry.type === 'J3b' || entry.type === 'J3c' ? patientSide(entry) : 0;

/**
 * What payers left to the patient and still stands, by line and payer: what was taken back, or went on to a coverage
 * that was found later, is not in it.
 *
 * @param journal the claim's whole journal
 */
export function leftToPatient(journal: readonly JournalEvent[]): readonly LeftToPatient[] {
  const all = journal.flatMap(({ entries }) => entries);
  const sums = new Map<string, { lineNo: number; payer: number; amount: number }>();
  for (const entry of all) {
    const side = sharesPatient(entry);
    if (side === 0) continue;
    const { lineNo = 0, payerSequence: payer = 0 } = entry;
    const key = `${lineNo}/${payer}`;
    const sum = sums.get(key) ?? { lineNo, payer, amount: 0 };
    sum.amount += side * leftOf(entry, all);
    sums.set(key, sum);
  }
  return [...sums.values()]
    .filter(({ amount }) => amount > 0)
    .map((sum) => ({ ...sum, amount: cents(sum.amount) }))
    .toSorted((a, b) => a.lineNo - b.lineNo || a.payer - b.payer);
}
