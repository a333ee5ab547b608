import { onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventFacts, JournalEvent } from '../claim/journal.ts';
import { type Transition, transition, unchanged } from '../claim/lifecycle.ts';
import type { WriteOff, WriteOffReason } from '../claim/patient-facts.ts';
import { applyEntries, insuranceOpen } from '../ledger/balances.ts';
import { type LineShare, sharesByLine } from '../ledger/by-line.ts';
import type { JournalEntry, Reason } from '../ledger/entries.ts';
import { denialWrittenOff } from '../ledger/settling-entries.ts';
import type { Cents } from '../money.ts';
import { type Act, type ActDecision, type ActRefusal, byLine, refuse, totalOfShares } from './act.ts';

export interface WriteOffRequest extends Act {
  /** Payer sequence of the filing that was denied. */
  readonly filing: number;
  readonly why: WriteOffReason;
  /** Absent: all that is open with the payer. */
  readonly lineNo?: number;
  /** The most that one person may write off without another's word (config: `writeOffApprovalCents`). */
  readonly approvalAbove: Cents;
}

/** What is open with the payer of the head's filing and would be written off. */
function openShares({ balances, filing }: Head, lineNo: number | undefined): readonly LineShare[] {
  const open = insuranceOpen(balances, filing);
  const of = lineNo === undefined ? balances : { [lineNo]: balances[lineNo] ?? {} };
  // Lines may set each other off: no more is given up than the claim has open.
  return sharesByLine(of, { key: `1100[${filing}]`, side: 'debit' }, open);
}

const WRITABLE: readonly string[] = ['DENIED', 'PART_DENIED'];

/** The event that waits for another person's word; undefined where none does. */
export function askedWriteOff(journal: readonly JournalEvent[]): JournalEvent | undefined {
  const last = journal.findLast(
    ({ facts: { kind } }) => kind === 'write-off-asked' || kind === 'written-off',
  );
  return last?.facts.kind === 'write-off-asked' ? last : undefined;
}

/**
 * Writes off what a payer denied (J9). Above the limit nothing is posted yet: it is asked for, and another person
 * approves it. The filing is closed once nothing is open with its payer.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 1.4 row 50; 5.8 J9
 */
export function writeOff(
  stored: Head,
  request: WriteOffRequest,
  journal: readonly JournalEvent[],
): ActDecision {
  const head = onFiling(stored, request.filing);
  const shares = openShares(head, request.lineNo);
  const refusal = refusalOf(head, shares);
  if (refusal !== null) return refuse(refusal);
  const amount = totalOfShares(shares);
  const { why, user, lineNo, approvalAbove } = request;
  const what = { why, amountCents: amount, ...(lineNo === undefined ? {} : { lineNo }) };
  if (amount > approvalAbove) {
    if (isAsked(journal, what)) return refuse('ASKED_ALREADY');
    const facts = { kind: 'write-off-asked', user, ...what } as const;
    return { ok: true, draft: draftOf(head, unchanged(filingView(head), []), { entries: [], facts }) };
  }
  return posted(head, { shares, act: request, facts: { kind: 'written-off', user, ...what } }, journal);
}

const isAsked = (journal: readonly JournalEvent[], { why, lineNo, amountCents }: WriteOff): boolean => {
  const facts = askedWriteOff(journal)?.facts;
  if (facts?.kind !== 'write-off-asked') return false;
  return facts.why === why && facts.lineNo === lineNo && facts.amountCents === amountCents;
};

const refusalOf = ({ state }: Head, shares: readonly LineShare[]): ActRefusal | null => {
  if (!WRITABLE.includes(state)) return 'NOT_DENIED';
  return shares.length === 0 ? 'NOTHING_OPEN' : null;
};

/** A second person agrees with the write-off that was asked for last. */
export function approvedWriteOff(stored: Head, act: Act, journal: readonly JournalEvent[]): ActDecision {
  const asked = askedWriteOff(journal);
  if (asked?.facts.kind !== 'write-off-asked') return refuse('NOTHING_ASKED');
  const { kind: _, ...what } = asked.facts;
  if (what.user === act.user) return refuse('SAME_USER');
  const head = onFiling(stored, asked.filing);
  const shares = openShares(head, what.lineNo);
  const refusal = refusalOf(head, shares);
  if (refusal !== null) return refuse(refusal);
  if (totalOfShares(shares) !== what.amountCents) return refuse('CHANGED_SINCE');
  return posted(
    head,
    { shares, act, facts: { kind: 'written-off', ...what, approvedBy: act.user } },
    journal,
  );
}

interface Agreed {
  readonly shares: readonly LineShare[];
  readonly act: Act;
  readonly facts: Extract<EventFacts, { kind: 'written-off' }>;
}

function posted(head: Head, { shares, act, facts }: Agreed, journal: readonly JournalEvent[]): ActDecision {
  const { filing } = head;
  const denied = denialReasons(journal, filing);
  const entries = byLine(shares, head, { ...act, kind: 'J9' }, (origin, { lineNo, amount }) =>
    denialWrittenOff(
      { ...origin, payerSequence: filing, reference: facts.why },
      { amount, reasons: denied.get(lineNo) ?? [] },
    ),
  );
  return { ok: true, draft: draftOf(head, closed(head, entries, 'written-off'), { entries, facts }) };
}

/** Closed by its row of the table where nothing is left with this payer; else it stays as it is. */
export function closed(
  head: Head,
  entries: readonly JournalEntry[],
  kind: 'written-off' | 'billed-to-patient',
): Transition {
  const view = filingView(head);
  const left = insuranceOpen(applyEntries(head.balances, entries), head.filing);
  return left === 0 ? transition(view, { kind }) : unchanged(view, []);
}

/** What the payer denied last, by line. */
export function denialReasons(
  journal: readonly JournalEvent[],
  filing: number,
): ReadonlyMap<number, readonly Reason[]> {
  const decided = journal.findLast(
    (event) =>
      event.filing === filing && event.facts.kind === 'adjudicated' && event.facts.disposition === 'posted',
  );
  const memos = decided?.entries.filter(({ type }) => type === 'J4') ?? [];
  return new Map(memos.map(({ lineNo = 0, reasons = [] }) => [lineNo, reasons]));
}
