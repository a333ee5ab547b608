import type { JournalEvent } from '../claim/journal.ts';
import { type JournalEntry, noted, reverseEntry, reversePart } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { negate } from '../money.ts';
import type { PaymentFacts } from './posting.ts';

/** What brought an event's money, and what evened the claim out after it. */
const NOT_OWN: ReadonlySet<string> = new Set(['J12b', 'J6', 'J19', 'J20']);

const mirrorsOf = (cause: string): string => `${cause}/J13/`;

/** What the event itself posted: what it mirrored of another (J14b) is no part of it either. */
export const ownEntries = ({ cause, entries }: JournalEvent): readonly JournalEntry[] =>
  entries.filter(({ entryId, type }) => !NOT_OWN.has(type) && !entryId.startsWith(mirrorsOf(cause)));

/** The document that takes an entry back. */
export interface Mirroring {
  readonly remittance: PaymentFacts;
  readonly cause: string;
}

/** J13 for an entry that moved money; of a memo, its words with the sign turned, so that all adds up to nothing. */
export function mirrored(original: JournalEntry, i: number, { remittance, cause }: Mirroring): JournalEntry {
  const at = { entryId: `${mirrorsOf(cause)}${i + 1}`, cause, date: remittance.date };
  if (original.postings.length > 0) return reverseEntry(original, { ...at, trace: remittance.trace });
  return unsaid(original, at);
}

/**
 * As `mirrored`, of what is left: when an earlier payer was reversed, a part may have been taken back already (J20).
 * The words are the payer's, and are taken back whole.
 *
 * @param history every entry of the claim
 */
export function mirroredLeft(
  original: JournalEntry,
  i: number,
  { history, ...mirroring }: Mirroring & { readonly history: readonly JournalEntry[] },
): JournalEntry {
  const whole = mirrored(original, i, mirroring);
  if (!history.some(({ reverses }) => reverses === original.entryId)) return whole;
  const left = leftOf(original, history);
  const { entryId, cause, date, reasons = [] } = whole;
  const at = { entryId, cause, date };
  return left > 0
    ? { ...reversePart(original, at, left), reasons }
    : { ...unsaid(original, at), reverses: original.entryId };
}

function unsaid(
  { claimNo, lineNo, payerSequence, reasons = [] }: JournalEntry,
  at: Pick<JournalEntry, 'entryId' | 'cause' | 'date'>,
): JournalEntry {
  const origin = {
    ...at,
    ...(claimNo === undefined ? {} : { claimNo }),
    ...(lineNo === undefined ? {} : { lineNo }),
    ...(payerSequence === undefined ? {} : { payerSequence }),
  };
  return noted(
    origin,
    reasons.map((reason) => ({ ...reason, amount: negate(reason.amount) })),
  );
}
