import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, EventFacts } from '../claim/journal.ts';
import { type FilingEvent, type Transition, transition, unchanged } from '../claim/lifecycle.ts';
import type { CivilDate } from '../dates.ts';
import { applyEntries, type ClaimBalances } from '../ledger/balances.ts';
import type { LineShare } from '../ledger/by-line.ts';
import type { EntryOrigin, JournalEntry } from '../ledger/entries.ts';
import { evenedPatient } from '../ledger/even-patient.ts';
import { cents, ZERO } from '../money.ts';

/** Why something cannot be done with a claim's money. */
export type ActRefusal =
  /** The patient owes nothing. */
  | 'NOTHING_DUE'
  /** More than the patient owes. */
  | 'MORE_THAN_DUE'
  /** A payer has not settled its part: what the patient owes is not certain yet. */
  | 'INSURANCE_OPEN'
  /** More than the client closes without a statement. */
  | 'ABOVE_SMALL_BALANCE'
  /** Nobody has anything to the good. */
  | 'NO_CREDIT'
  | 'MORE_THAN_CREDIT'
  /** No payer took money under that reference, or all of it is explained. */
  | 'NOTHING_RECOUPED'
  /** The filing is not denied, or no more. */
  | 'NOT_DENIED'
  /** Nothing is open with the payer on this line, or at all. */
  | 'NOTHING_OPEN'
  /** No payer left it to the patient, or the payer says that it is the provider's. */
  | 'NOT_THE_PATIENTS'
  /** The same write-off waits for another person's word already. */
  | 'ASKED_ALREADY'
  /** No write-off waits for another person's word. */
  | 'NOTHING_ASKED'
  /** Who asked cannot approve. */
  | 'SAME_USER'
  /** What is open is another amount than was asked for. */
  | 'CHANGED_SINCE'
  /** The receipt is on this claim with another amount. */
  | 'OTHER_AMOUNT'
  /** Nothing that a person did stands there to be taken back. */
  | 'NOTHING_TO_UNDO'
  /** No payment of that receipt is on the claim. */
  | 'NO_RECEIPT'
  /** The patient has got the money back already. */
  | 'REFUNDED_SINCE';

export type ActDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly reason: ActRefusal };

export const refuse = (reason: ActRefusal): ActDecision => ({ ok: false, reason });

/** A person's act: who does it, when, and the business key that makes it happen once. */
export interface Act {
  readonly user: string;
  readonly date: CivilDate;
  readonly cause: string;
}

/** How often acts of a kind happened on the claim: the next one's number is one more. */
export const actCause = ({ causes }: Head, kind: string): string =>
  `${kind}/${causes.filter((cause) => cause.startsWith(`${kind}/`)).length + 1}`;

/** Entries of one kind, one for each line's share. Ids are the cause, the kind and the line. */
export const byLine = (
  shares: readonly LineShare[],
  { claimNo }: Pick<Head, 'claimNo'>,
  { cause, date, kind }: Pick<Act, 'cause' | 'date'> & { readonly kind: string },
  make: (origin: EntryOrigin, share: LineShare) => JournalEntry,
): readonly JournalEntry[] =>
  shares.map((share) =>
    make({ entryId: `${cause}/${kind}/${share.lineNo}`, cause, date, claimNo, lineNo: share.lineNo }, share),
  );

/** What an act makes happen: its entries, with what evens out the patient's part behind them. */
export function actDraft(
  head: Head,
  { cause, date }: Pick<Act, 'cause' | 'date'>,
  done: {
    readonly transition: Transition;
    readonly entries: readonly JournalEntry[];
    readonly facts: EventFacts;
  },
): EventDraft {
  const { entries, facts } = done;
  const even = evenedPatient(applyEntries(head.balances, entries), { cause, date, claimNo: head.claimNo });
  return draftOf(head, done.transition, { entries: [...entries, ...even], facts });
}

/** Rows 53 to 55 are of closed filings; in every other state money moves and the filing does not. */
export const keptState = (head: Head, kind: Extract<FilingEvent['kind'], PatientEvent>): Transition => {
  const filing = filingView(head);
  const judged = transition(filing, { kind });
  return judged.outcome === 'kept' ? judged : unchanged(filing, []);
};
type PatientEvent = 'patient-paid' | 'small-balance-closed' | 'placed-in-collections';

export const kept = (head: Head): Transition => unchanged(filingView(head), []);

/** Due from all payers of the claim; 0 once they have settled. */
export function insuranceDue(balances: ClaimBalances): number {
  let due = 0;
  for (const line of Object.values(balances))
    for (const [key, amount] of Object.entries(line)) if (key.startsWith('1100')) due += amount;
  return due;
}

export const totalOfShares = (shares: readonly LineShare[]) =>
  cents(shares.reduce<number>((sum, { amount }) => sum + amount, ZERO));
