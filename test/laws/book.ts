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
import { creditedOf } from '../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';

export interface Book {
  readonly claim: Claim;
  readonly head: Head;
  readonly journal: readonly JournalEvent[];
}

/** What comes in for a claim, with its business key. */
export interface Document {
  readonly cause: string;
  /** @param journal given where the steps give it: the claim's whole journal up to the head */
  readonly draft: (head: Head, journal: readonly JournalEvent[] | undefined) => EventDraft;
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
  const next = recorded(book, cause, draft(head, wanted ? journal : undefined));
  return withLateOriginal(byJournal || needsJournal(next.head) ? settled(next) : next, cause);
}

/** As `matchReversals` of post-remittance. */
function withLateOriginal(book: Book, cause: string): Book {
  const came = book.journal.find((one) => one.cause === cause);
  if (came?.facts.kind !== 'adjudicated' || came.facts.disposition === 'suspended') return book;
  let next = book;
  for (const { held, remittanceId, ordinal, suspended } of reversalsWaiting(book.journal, came.filing)) {
    const { claim, head, journal } = next;
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
  let next = book;
  for (const filing of freedBy(last, book.journal)) {
    const credited = creditedOf(book.journal, filing);
    if (credited === undefined) continue;
    const cause = settlingCause(credited);
    if (next.head.causes.includes(cause)) continue;
    const draft = postedAnew(next.head, { claim: book.claim, credited, cause }, next.journal);
    if (draft !== null) next = settled(recorded(next, cause, draft));
  }
  return next;
}

export const afterAll = (claim: Claim, documents: readonly Document[]): Book =>
  documents.reduce(takenIn, openBook(claim));

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
