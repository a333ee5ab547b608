import type { JournalEvent } from '../claim/journal.ts';
import { creditOf, type JournalEntry } from '../ledger/entries.ts';
import type { EveningOrigin } from '../ledger/even-patient.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { movedToPayerCredit } from '../ledger/settling-entries.ts';
import { cents } from '../money.ts';
import { creditsOf } from './reverse.ts';

interface GivingWay {
  /** Payer sequence. */
  readonly filing: number;
  /** Cause of the payment that is posted now. */
  readonly but: string;
  readonly at: EveningOrigin;
}

/**
 * Payments that wait have paid what was open (J14), which is what a decision that counts is to explain: they give way
 * to it, and all of them is owed to the payer (J20). Evening gives it back to them where something stays open.
 *
 * @param journal the claim's whole journal up to the head
 */
export function givingWay(
  journal: readonly JournalEvent[],
  { filing, but, at }: GivingWay,
): readonly JournalEntry[] {
  const all = journal.flatMap(({ entries }) => entries);
  const waiting = creditsOf(journal, filing).filter(({ cause }) => cause !== but);
  return waiting
    .flatMap(({ entries }) => entries.filter(({ type }) => type === 'J14'))
    .flatMap((paid) => {
      const { lineNo = 0, payerSequence = filing } = paid;
      const due = dueIn(paid) - gaveWay(paid, all);
      if (due <= 0) return [];
      const entryId = `${at.cause}/J20/${paid.entryId}`;
      return [movedToPayerCredit({ ...at, entryId, lineNo, payerSequence }, cents(due))];
    });
}

/** How much of a payment went to what was open. */
const dueIn = ({ postings }: JournalEntry): number =>
  postings.reduce((sum, posting) => sum + (posting.account === '1100' ? creditOf(posting) : 0), 0);

/** How much of that has given way before, and was not given back. */
const gaveWay = ({ entryId }: JournalEntry, all: readonly JournalEntry[]): number =>
  all.reduce(
    (sum, entry) =>
      entry.type === 'J20' && entry.entryId.endsWith(`/J20/${entryId}`) ? sum + leftOf(entry, all) : sum,
    0,
  );
