/** A claim's journal, kept in memory by the pure core: what the steps do to it, without storage. */
import { applyToHead, draftOf, type FilingStand, filingView, type Head } from '../../core/claim/head.ts';
import { type EventDraft, JOURNAL_SHAPE, type JournalEvent } from '../../core/claim/journal.ts';
import { transitions } from '../../core/claim/lifecycle.ts';
import type { Claim } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { type AccountBalances, applyToLedger } from '../../core/ledger/balances.ts';
import { claimBilled, type JournalEntry } from '../../core/ledger/entries.ts';
import { type ProofCheck, postedPayments, proveLedger } from '../../core/ledger/proof.ts';
import { freedBy, postedAnew, settlingCause } from '../../core/remit/anew.ts';
import { matchCause, matchPayment } from '../../core/remit/assign.ts';
import { needsJournal } from '../../core/remit/coverage.ts';
import { reversalsWaiting } from '../../core/remit/late-original.ts';
import { contentOf } from '../../core/remit/next-payer.ts';
import { type Credited, waitingPayments } from '../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';

export interface Book {
  readonly claim: Claim;
  readonly head: Head;
  readonly journal: readonly JournalEvent[];
}

/** What a document or an act is judged by. */
export interface Found {
  readonly head: Head;
  /** The content in force. */
  readonly claim: Claim;
  /** The claim's whole journal up to the head, where the steps give it. */
  readonly journal: readonly JournalEvent[] | undefined;
}

/** What comes in for a claim, or what a person does to it, with its business key. */
export interface Document {
  readonly cause: string;
  /** Null where an act is refused. */
  readonly draft: (found: Found) => EventDraft | null;
  /** It is judged by the whole journal, whatever the balances are. */
  readonly byJournal?: boolean;
  /** Of a CLP: what it says, and the sub-account of 1015 that its money is in. */
  readonly payment?: ClaimPayment;
  readonly clearing?: string;
}

const AT = '2026-02-01T12:00:00.000Z';

/** A claim that was billed to its first payer, in a file that nobody has answered yet. */
export function openBook(claim: Claim): Book {
  const content = { claim, contentHash: '', findings: [], editSet: '', parts: 1, fileId: 'f' };
  const assembled = { kind: 'assembled' as const, ...content };
  const made = transitions(filingView(null), [{ kind: 'created' }, { kind: 'scrubbed', openErrors: 0 }]);
  const first = event(claim, 1, 'assembled', draftOf(null, made, { entries: [], facts: assembled }));
  const head = applyToHead(null, first);
  const billed = claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 });
  const numbers = { partner: 'p', planId: 'p', controlNo: 1, setControlNo: '0001', batchId: 'B1' };
  const batched = draftOf(head, transitions(filingView(head), [{ kind: 'batched' }]), {
    entries: billed,
    facts: { kind: 'batched', ...numbers },
  });
  const second = event(claim, 2, 'billed', batched);
  return { claim, head: applyToHead(head, second), journal: [first, second] };
}

/** The content in force of the filing that the head shows: what the steps read. */
function inForce({ claim, head, journal }: Book): Claim {
  return contentOf(head, journal) ?? claim;
}

const event = ({ claimNo }: Claim, version: number, cause: string, draft: EventDraft): JournalEvent => ({
  ...draft,
  shape: JOURNAL_SHAPE,
  claimNo,
  version,
  cause,
  at: AT,
});

function recorded({ claim, head, journal }: Book, cause: string, draft: EventDraft): Book {
  const next = event(claim, head.version + 1, cause, draft);
  return { claim, head: applyToHead(head, next), journal: [...journal, next] };
}

/** Takes a document in: once, however often it comes. What waited for it is posted with it. */
export function takenIn(book: Book, { cause, draft, byJournal = false }: Document): Book {
  const { head, journal } = book;
  if (head.causes.includes(cause)) return book;
  const wanted = byJournal || needsJournal(head);
  const drafted = draft({ head, claim: inForce(book), journal: wanted ? journal : undefined });
  if (drafted === null) return book;
  const next = recorded(book, cause, drafted);
  return withLateOriginal(byJournal || needsJournal(next.head) ? settled(next) : next, cause);
}

/** As `matchReversals` of post-remittance. */
function withLateOriginal(book: Book, cause: string): Book {
  const came = book.journal.find((one) => one.cause === cause);
  if (came?.facts.kind !== 'adjudicated' || came.facts.disposition === 'suspended') return book;
  let next = book;
  for (const { held, remittanceId, ordinal, suspended } of reversalsWaiting(book.journal, came.filing)) {
    const { head, journal } = next;
    const claim = inForce(next);
    const match = { remittanceId, ordinal, n: 1, user: 'claimline' };
    const judged = matchPayment(head, { claim, held, remittanceId, fileId: 'f', suspended, match }, journal);
    if (judged.ok) next = settled(recorded(next, matchCause(match), judged.draft));
  }
  return next;
}

/** As `settleCredits` of post-remittance. */
function settled(book: Book): Book {
  const last = book.journal.at(-1);
  if (last === undefined) return book;
  return freedBy(last, book.journal).reduce(
    (next, filing) =>
      waitingPayments(book.journal, filing).reduce<Book | null>(
        (done, credited) => done ?? settledOne(next, credited),
        null,
      ) ?? next,
    book,
  );
}

/** Null where it goes on waiting. */
function settledOne(book: Book, credited: Credited): Book | null {
  const cause = settlingCause(credited);
  if (book.head.causes.includes(cause)) return book;
  const draft = postedAnew(book.head, { claim: inForce(book), credited, cause }, book.journal);
  return draft === null ? null : settled(recorded(book, cause, draft));
}

/** What the pipeline does by itself after the document of that number. */
export type Following = (book: Book, no: number) => Book;
const nothing: Following = (book) => book;

export const claimAfter = (claim: Claim, documents: readonly Document[], follow: Following = nothing): Book =>
  documents.reduce((book, document, no) => follow(takenIn(book, document), no), openBook(claim));

export const entriesOf = ({ journal }: Book): readonly JournalEntry[] =>
  journal.flatMap(({ entries }) => entries);

/** Balances of the whole ledger. */
export const ledgerOf = (...books: readonly Book[]): AccountBalances =>
  applyToLedger({}, books.flatMap(entriesOf));

/** Checks of the proof that fail for the claim as it stands (domain.md 5.9). */
export function unproven(book: Book): readonly ProofCheck[] {
  const run = proveLedger();
  run.claim({
    claimNo: book.claim.claimNo,
    entries: entriesOf(book),
    adjudications: postedPayments(book.journal),
    projected: book.head.balances,
  });
  for (const [trace, amount] of clearingOf(book)) run.remittance(trace, amount);
  return run.finish().checks.filter(({ ok }) => !ok);
}

/**
 * A claim after all of its documents, one after the other.
 *
 * @throws where a check of the proof fails after one of them
 */
export function provenAfter(claim: Claim, documents: readonly Document[], follow = nothing): Book {
  let book = openBook(claim);
  for (const [no, document] of documents.entries()) {
    book = follow(takenIn(book, document), no);
    const failed = unproven(book);
    if (failed.length > 0) throw new Error(`after ${document.cause}: ${JSON.stringify(failed)}`);
  }
  return book;
}

/** What each payment brought, as the journal has it. Whether that is what it paid, a law of its own says. */
function clearingOf(book: Book): ReadonlyMap<string, JournalAmount> {
  const amounts = new Map<string, JournalAmount>();
  for (const [key, amount] of Object.entries(ledgerOf(book))) {
    const trace = /^1015\[(.*)\]$/.exec(key)?.[1];
    if (trace !== undefined) amounts.set(trace, amount);
  }
  return amounts;
}
type JournalAmount = AccountBalances[string];

/** A payer after the first has decided: whether its part came to 0 by its own document or by one before is no matter. */
const DECIDED: readonly string[] = ['PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED', 'CLOSED'];
const stateOf = (filing: string, state: string): string =>
  filing !== '1' && DECIDED.includes(state) ? 'decided' : state;

/** What two ways to the same end must agree on: every filing's state and attempt, every account. */
export function endOf(book: Book): unknown {
  const { head } = book;
  const filings: readonly (readonly [string, FilingStand])[] = Object.entries({
    ...head.others,
    [head.filing]: head,
  });
  return {
    filings: filings.map(([filing, { state, attempt }]) => [filing, stateOf(filing, state), attempt]),
    ledger: Object.fromEntries(Object.entries(ledgerOf(book)).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
