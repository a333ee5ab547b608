import { onFiling } from '../claim/filings.ts';
import { applyToHead, draftOf, filingView, type Head, standBefore } from '../claim/head.ts';
import type { EventDraft, EventFacts, JournalEvent, MatchRef } from '../claim/journal.ts';
import { transition, unchanged } from '../claim/lifecycle.ts';
import type { WorkReason } from '../claim/work.ts';
import { type CivilDate, civilDate } from '../dates.ts';
import { applyEntries } from '../ledger/balances.ts';
import { heldInSuspense, type JournalEntry, takenFromSuspense } from '../ledger/entries.ts';
import { evenedPatient } from '../ledger/even-patient.ts';
import { cents } from '../money.ts';
import { followUpsTakenBack } from '../patient/follow-ups.ts';
import { Defect } from '../result.ts';
import { claimDifferences } from './balance.ts';
import { adjudicationDraft, type ReceivedPayment, reversalDraft } from './drafts.ts';
import { standing } from './in-force.ts';
import { mirrored } from './mirrors.ts';
import { paysBillingProvider } from './payee.ts';
import { REVERSAL } from './reverse.ts';

/** The cause of a match: one payment is matched a first, a second … time, each exactly once. */
export const matchCause = ({ remittanceId, ordinal, n }: MatchRef): string =>
  `match/${remittanceId}/${ordinal}/${n}`;
/** The cause of its undoing. */
export const unmatchCause = ({ remittanceId, ordinal, n }: MatchRef): string =>
  `unmatch/${remittanceId}/${ordinal}/${n}`;

/** A payment in suspense, and the claim that a person says it is for. */
export interface MatchRequest extends Omit<ReceivedPayment, 'cause' | 'rung' | 'matched'> {
  /** The J12 that holds its money; none where it paid nothing. */
  readonly suspended: readonly JournalEntry[];
  readonly match: MatchRef & { readonly user: string };
}

/** Why a claim cannot take a payment, as the work item says it. */
export type MatchRefusal = WorkReason;

export type MatchDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly reason: MatchRefusal };

/** The ladder's last rung: a person. */
const BY_PERSON = 5;

/**
 * Posts a payment in suspense to the claim that a person names: its J12 is taken back (J12b) and the payment is posted
 * as the normal way posts it. Name, dates and charge are the person's to judge; what the books forbid is refused.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.4, 5.8 J12b
 */
export function matchPayment(
  head: Head,
  request: MatchRequest,
  journal: readonly JournalEvent[],
): MatchDecision {
  const { claim, held, match, suspended } = request;
  const cause = matchCause(match);
  if (!paysBillingProvider(claim, held.header)) return { ok: false, reason: 'WRONG_PAYEE' };
  if (claimDifferences(held.payment).length > 0) return { ok: false, reason: 'UNBALANCED_CLAIM' };
  const { user, n } = match;
  const received: ReceivedPayment = { ...request, cause, rung: BY_PERSON, matched: { user, n } };
  const draft =
    held.payment.status === REVERSAL
      ? reversalDraft(head, received, journal)
      : adjudicationDraft(head, received, journal);
  if (draft.facts.disposition !== 'posted')
    return { ok: false, reason: draft.work.at(-1) ?? 'UNEXPECTED_DOCUMENT' };
  const { claimNo } = claim;
  const taken = suspended.map((entry, i) =>
    takenFromSuspense(entry, {
      entryId: `${cause}/J12b/${i + 1}`,
      cause,
      date: request.date ?? civilDate(held.header.paymentDate),
      claimNo,
      payerSequence: draft.filing,
      ...(entry.trace === undefined ? {} : { trace: entry.trace }),
    }),
  );
  return { ok: true, draft: { ...draft, entries: [...taken, ...draft.entries] } };
}

/** What uses up the number of a match that was begun and that the claim cannot take any more. */
export function refusedDraft(head: Head, match: MatchRequest['match'], reason: MatchRefusal): EventDraft {
  const { remittanceId, ordinal, n, user } = match;
  const facts: EventFacts = { kind: 'match-refused', remittanceId, ordinal, n, user, reason };
  return draftOf(head, unchanged(filingView(head), []), { entries: [], facts });
}

/** `TAKEN_BACK`: the payer reversed it since. `BUILT_ON`: later events of the claim rest on it. */
export type UnmatchRefusal = 'TAKEN_BACK' | 'BUILT_ON';

export type UnmatchDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly reason: UnmatchRefusal };

export interface UnmatchRequest {
  readonly match: MatchRef & { readonly user: string };
  readonly date: CivilDate;
}

/**
 * Undoes a match: every entry of it is mirrored (J13), the money goes back to suspense (J12), and the filing stands
 * where it stood. What we did since about what it denied or left to the patient is taken back before; what the patient
 * paid since is the patient's. Payments that came since and wait (J14, J12) do not hinder it; what rests on the match
 * does.
 *
 * @param journal the claim's whole journal up to the head
 */
export function unmatchPayment(
  head: Head,
  { match, date }: UnmatchRequest,
  journal: readonly JournalEvent[],
): UnmatchDecision {
  const reverses = matchCause(match);
  const made = journal.find(({ cause }) => cause === reverses);
  if (made === undefined) throw new Defect('a match to be undone stands in the journal');
  const later = standing(journal).filter(({ version }) => version > made.version);
  if (later.some(({ facts }) => facts.kind === 'reversed' && facts.reverses === reverses))
    return { ok: false, reason: 'TAKEN_BACK' };
  if (later.some(restsOnStanding)) return { ok: false, reason: 'BUILT_ON' };
  const before = journal.slice(0, made.version - 1).reduce<Head | null>(applyToHead, null);
  if (before === null) throw new Defect('a match is not the first event of a claim');
  const { filing } = made;
  const undone = { match, date, made, journal, before: onFiling(before, filing) };
  return { ok: true, draft: undoing(onFiling(head, filing), undone) };
}

interface Undoing extends UnmatchRequest {
  readonly made: JournalEvent;
  readonly journal: readonly JournalEvent[];
  /** The head that the match found. */
  readonly before: Head;
}

function undoing(head: Head, { match, date, made, journal, before }: Undoing): EventDraft {
  const cause = unmatchCause(match);
  const { remittanceId, ordinal, n, user } = match;
  const restores = standBefore(before);
  const { charge, paid } = amountsOf(made);
  const facts: EventFacts = {
    ...{ kind: 'unmatched', remittanceId, ordinal, n, user, reverses: made.cause, restores },
    chargeCents: 0 - charge,
    paidCents: 0 - paid,
  };
  const released = made.entries.filter(({ type }) => type === 'J12b');
  const posted = made.entries.filter(({ type }) => type !== 'J12b');
  const trace = made.entries.find((entry) => entry.trace !== undefined)?.trace ?? '';
  const own = [
    ...followUpsTakenBack(journal, {
      ...{ payerSequence: made.filing, lines: [0], ofPatient: true, after: made.version },
      at: { cause, date },
    }),
    ...posted.map((entry, i) => mirrored(entry, i, { remittance: { trace, date }, cause })),
  ];
  const { claimNo, balances } = head;
  const entries = [
    ...own,
    ...evenedPatient(applyEntries(balances, own), { claimNo, cause, date }),
    ...released.map((entry, i) => putBack(entry, { entryId: `${cause}/J12/${i + 1}`, cause, date })),
  ];
  const moved = transition(filingView(head), { kind: 'match-undone', to: restores.state });
  if (moved.steps.length === 0) throw new Defect('a match leaves a state that it can be undone in');
  const { before: _, ...draft } = draftOf(head, moved, { entries, facts });
  return {
    ...draft,
    rank: restores.rank,
    ...(restores.before === undefined ? {} : { before: restores.before }),
  };
}

function amountsOf({ facts }: JournalEvent): { readonly charge: number; readonly paid: number } {
  if (facts.kind === 'adjudicated') return { charge: facts.chargeCents, paid: facts.adjudication.paidCents };
  if (facts.kind === 'reversed') return { charge: facts.chargeCents, paid: facts.paidCents };
  throw new Defect(`${facts.kind} is no match`);
}

/** J12 again: the mirror of what took the money out. */
function putBack(
  taken: JournalEntry,
  at: { readonly entryId: string; readonly cause: string; readonly date: CivilDate },
): JournalEntry {
  const { claimNo, payerSequence, trace, postings } = taken;
  const out = postings.reduce((sum, p) => sum + (p.account === '2030' && 'debit' in p ? p.debit : 0), 0);
  const back = postings.reduce((sum, p) => sum + (p.account === '2030' && 'credit' in p ? p.credit : 0), 0);
  const origin = {
    ...at,
    ...(claimNo === undefined ? {} : { claimNo }),
    ...(payerSequence === undefined ? {} : { payerSequence }),
    ...(trace === undefined ? {} : { trace }),
  };
  return { ...heldInSuspense(origin, cents(out - back)), reverses: taken.entryId };
}

/** What people did about money that the match posted goes back with it; a refund does not. */
const TAKEN_BACK_TOO: ReadonlySet<EventFacts['kind']> = new Set([
  ...(['patient-paid', 'payment-returned', 'waived', 'placed-in-collections', 'bad-debt'] as const),
  ...(['write-off-asked', 'written-off', 'act-undone'] as const),
]);

/** Moves the filing, or money of its lines. What waits outside of it (J14, J12) does neither. */
function restsOnStanding({ facts, steps, entries }: JournalEvent): boolean {
  const waits = (facts.kind === 'adjudicated' || facts.kind === 'reversed') && facts.disposition !== 'posted';
  if (waits || TAKEN_BACK_TOO.has(facts.kind)) return false;
  return (
    steps.some(({ from, to }) => from !== to) ||
    entries.some(({ lineNo, postings }) => lineNo !== undefined && postings.length > 0)
  );
}
