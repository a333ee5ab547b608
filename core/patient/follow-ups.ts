import type { JournalEvent } from '../claim/journal.ts';
import { type EntryOrigin, type EntryType, type JournalEntry, reversePart } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';

/** What we did ourselves about an adjudication: on what the payer denied, and on what it left to the patient. */
const OF_PAYER: ReadonlySet<EntryType> = new Set(['J3c', 'J5', 'J9']);
/** Charges of a void that the payer does not honour (row 65). */
const VOIDED: EntryType = 'J17';
const OF_PATIENT: ReadonlySet<EntryType> = new Set(['J10', 'J11a', 'J11b']);

export interface FollowUpRequest {
  /** The payer whose decision is taken back, or replaced. */
  readonly payerSequence: number;
  /** Lines of that decision; 0 is the claim as a whole, and then all lines are meant. */
  readonly lines: readonly number[];
  /** Also what was done about the patient's part: waived, placed with an agency, lost. */
  readonly ofPatient: boolean;
  /** Only what was done later than this version of the claim. */
  readonly after?: number;
  /** The event that takes them back. */
  readonly at: Pick<EntryOrigin, 'cause' | 'date'>;
}

/**
 * Mirrors our own follow-up entries, newest first: before a decision is reversed, and before a payment without a
 * reversal takes the place of a denial. Otherwise a late payment of written-off money would look like an overpayment,
 * and waived money like the patient's. Money of others (J6, J15, J1 of another payer) is never mirrored.
 *
 * @param journal the claim's whole journal
 * @see domain.md 5.5
 */
export function followUpsTakenBack(
  journal: readonly JournalEvent[],
  { payerSequence, lines, ofPatient, at, after = 0 }: FollowUpRequest,
): readonly JournalEntry[] {
  const whole = lines.includes(0);
  const all = journal.flatMap(({ entries }) => entries);
  const concerns = ({ type, lineNo = 0, payerSequence: of }: JournalEntry): boolean =>
    type === VOIDED ||
    (((OF_PAYER.has(type) && of === payerSequence) || (ofPatient && OF_PATIENT.has(type))) &&
      (whole || lineNo === 0 || lines.includes(lineNo)));
  const later = journal.filter(({ version }) => version > after).flatMap(({ entries }) => entries);
  return takenBack(later.filter(concerns).toReversed(), all, { ...at, kind: 'J13/follow-up' });
}

/**
 * Mirrors what we did about the patient's part (waived, placed with an agency, lost), newest first: another payer was
 * found, and owes it.
 *
 * @param journal the claim's whole journal
 */
export function patientFollowUpsTakenBack(
  journal: readonly JournalEvent[],
  at: Pick<EntryOrigin, 'cause' | 'date'>,
): readonly JournalEntry[] {
  const all = journal.flatMap(({ entries }) => entries);
  const done = all.filter(({ type }) => OF_PATIENT.has(type)).toReversed();
  return takenBack(done, all, { ...at, kind: 'J13/follow-up' });
}

/**
 * What is left of each entry, mirrored (J13). The mirrors have no reasons: those are the payer's words, and these are
 * about our own doing.
 *
 * @param all every entry of the claim
 */
export function takenBack(
  entries: readonly JournalEntry[],
  all: readonly JournalEntry[],
  { kind, ...at }: Pick<EntryOrigin, 'cause' | 'date'> & { readonly kind: string },
): readonly JournalEntry[] {
  return entries.flatMap((entry, i) => {
    const left = leftOf(entry, all);
    return left > 0 ? [reversePart(entry, { ...at, entryId: `${at.cause}/${kind}/${i + 1}` }, left)] : [];
  });
}
