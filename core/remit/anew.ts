import { onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import type { Claim } from '../claim/types.ts';
import { applyEntries, payerCredit } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { creditOfPayer } from '../patient/refund.ts';
import { earlierPayers, keptPayment } from './drafts.ts';
import { givingWay } from './give-way.ts';
import { matchLines } from './match.ts';
import { postClaimPayment } from './post.ts';
import { type Credited, creditsOf, creditTakenBack } from './reverse.ts';

export interface Settling {
  readonly claim: Claim;
  readonly credited: Credited;
  /** Business key of the settling. */
  readonly cause: string;
}

/** Business key of the posting of a credited payment: once for each. */
export const settlingCause = ({ event }: Credited): string => `${event.cause}/J14b`;

/**
 * A payment that waited (J14) is posted as if it came now (J14b): its credit is taken back, under the payment that it
 * came with. Null where the claim cannot take it now either, or the payer has got its money back since (J15, J18b):
 * then it goes on waiting, or is for a person.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 1.4, rule 5; 5.8 J14b
 */
export function postedAnew(
  stored: Head,
  { claim, credited, cause }: Settling,
  journal: readonly JournalEvent[],
): EventDraft | null {
  const { event, payment, remittance } = credited;
  if (event.facts.kind !== 'adjudicated') return null;
  const head = onFiling(stored, event.filing);
  const before = earlierPayers(head);
  if (before.earlierPayers === 'undecided') return null;
  const at = { cause, date: remittance.date, claimNo: head.claimNo };
  const taken = [
    ...creditTakenBack(credited, cause),
    ...givingWay(journal, { filing: event.filing, but: event.cause, at }),
  ];
  const posting = postClaimPayment({
    claim,
    filing: filingView(head),
    payerSequence: head.filing,
    balances: applyEntries(head.balances, taken),
    payment,
    matches: matchLines(claim, payment.services),
    remittance,
    cause,
    journal,
    ...before,
  });
  if (posting.disposition !== 'posted') return null;
  const { credited: _, joins: __, ...said } = event.facts;
  const { part: ___, ...adjudication } = said.adjudication;
  const facts = {
    ...said,
    adjudication: {
      ...adjudication,
      patientCents: posting.totals.patient,
      whollyDenied: posting.verdict === 'DENIED',
      ...(posting.answered === undefined ? {} : { part: posting.answered.part }),
    },
    ...(posting.answered?.joins === true ? { joins: true as const } : {}),
    ...keptPayment(claim, head.filing, payment),
    denials: posting.denials,
    disposition: 'posted' as const,
    settles: event.cause,
  };
  const entries = [...taken, ...posting.entries];
  if (takesWhatIsGone(event, entries, journal)) return null;
  return { ...draftOf(head, posting.transition, { entries, facts }), work: posting.work };
}

/**
 * Whether entries take more out of a payer's credit (2010) than there is of it still. What went back to the payer was
 * the credit of the payments that came first: those that came later still have theirs.
 */
function takesWhatIsGone(
  { filing, version }: Pick<JournalEvent, 'filing' | 'version'>,
  entries: readonly JournalEntry[],
  journal: readonly JournalEvent[],
): boolean {
  const left = payerCredit(creditOfPayer([...journal, { entries }], filing));
  const later = creditsOf(journal, filing).filter((event) => event.version > version);
  return left < Math.max(0, payerCredit(creditOfPayer(later, filing)));
}

/** Filings whose payments may have waited for the event. */
export function freedBy(
  { facts, filing }: JournalEvent,
  journal: readonly JournalEvent[],
): readonly number[] {
  if (facts.kind === 'reversed' || facts.kind === 'unmatched') return [filing];
  const decides =
    facts.kind === 'forwarded' || (facts.kind === 'adjudicated' && facts.disposition === 'posted');
  if (!decides) return [];
  const later = journal.map((event) => event.filing).filter((other) => other > filing);
  return [...new Set(later)].toSorted((a, b) => a - b);
}
