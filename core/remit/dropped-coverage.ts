import { hasFiling, neverSent, onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import { transition, unchanged } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import {
  applyEntries,
  type ClaimBalances,
  insuranceOpen,
  lineInsuranceOpen,
  netOf,
} from '../ledger/balances.ts';
import type { JournalEntry, Reason } from '../ledger/entries.ts';
import { evenedPatient } from '../ledger/even-patient.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { movedBackFromPatient } from '../ledger/settling-entries.ts';
import { cents, negate, sum } from '../money.ts';
import type { LeftToPatient } from '../patient/left-to-patient.ts';
import { capReasons } from './adjustments.ts';
import { nextCoverage } from './coverage.ts';
import { coveragesWith } from './found-coverage.ts';

/** Why a payer cannot be dropped from a claim. */
export type DropRefusal =
  /** The claim has no payer in that place, or it was dropped before. */
  | 'NO_SUCH_PAYER'
  /** It is the payer that was billed first. */
  | 'FIRST_PAYER'
  /** The claim was sent or passed on to it: its answer decides. */
  | 'BILLED'
  /** Another payer comes after it. */
  | 'ANOTHER_FOLLOWS'
  /** What a payer before denied was moved to it, and is nobody's but a payer's. */
  | 'DENIALS_MOVED';

export interface DropRequest {
  readonly claim: Claim;
  /** Payer sequence. */
  readonly seq: number;
  readonly user: string;
  readonly cause: string;
  readonly date: CivilDate;
}

export type DropDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly refusal: DropRefusal };

/**
 * The last payer of a claim is none: a coverage was added in error, or has ended. What payers before left to it is due
 * from the patient (J3c with its sides swapped), and the claim to it, which has not left, is withdrawn. Its place is
 * kept, as of a coverage that is inactive: the right one may take it.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.8 J3c: next payer dropped after J3a
 */
export function coverageDropped(
  stored: Head,
  { claim, seq, user, cause, date }: DropRequest,
  journal: readonly JournalEvent[],
): DropDecision {
  const coverage = claim.content.coverages.find((one) => one.seq === seq);
  if (coverage === undefined || coverage.eligibility?.status === 'inactive') return refuse('NO_SUCH_PAYER');
  const refusal = dropRefusal(stored, { claim, seq }, journal);
  if (refusal !== undefined) return refuse(refusal);
  const shares = sharesOf(journal, seq, stored.balances);
  const at = { cause, date, claimNo: claim.claimNo };
  const moved = shares.map(({ lineNo, payer, amount }) =>
    movedBackFromPatient(
      { ...at, entryId: `${cause}/J3c/${payer}/${lineNo}`, lineNo, payerSequence: payer },
      { amount: negate(amount), nextPayer: seq, reasons: wordsOf(journal, { lineNo, payer, amount }) },
    ),
  );
  const even = evenedPatient(applyEntries(stored.balances, moved), at);
  const head = hasFiling(stored, seq) ? onFiling(stored, seq) : stored;
  const view = filingView(head);
  const isMade = head.filing === seq && head.state !== 'VOIDED';
  const done = isMade ? transition(view, { kind: 'billed-in-error' }) : unchanged(view, []);
  const inactive = { ...coverage, eligibility: { checkedOn: date, status: 'inactive' as const } };
  const facts = {
    kind: 'coverage-dropped',
    ...{ user, seq },
    coverages: coveragesWith(journal, inactive),
    amountCents: sum(shares.map(({ amount }) => amount)),
  } as const;
  return { ok: true, draft: draftOf(head, done, { entries: [...moved, ...even], facts }) };
}

const refuse = (refusal: DropRefusal): DropDecision => ({ ok: false, refusal });

function dropRefusal(
  stored: Head,
  { claim, seq }: Pick<DropRequest, 'claim' | 'seq'>,
  journal: readonly JournalEvent[],
): DropRefusal | undefined {
  const filings = [stored.filing, ...Object.keys(stored.others ?? {}).map(Number)];
  if (seq <= Math.min(...filings)) return 'FIRST_PAYER';
  const before = Math.max(...filings.filter((filing) => filing < seq));
  const isPassedOn = onFiling(stored, before).state === 'FORWARDED';
  if (isPassedOn || !neverSent(onFiling(stored, seq))) return 'BILLED';
  if (nextCoverage(claim, seq) !== undefined) return 'ANOTHER_FOLLOWS';
  const all = journal.flatMap(({ entries }) => entries);
  const isMoved = all.some(
    (entry) => entry.type === 'J5' && sideOf(entry, seq) > 0 && leftOf(entry, all) > 0,
  );
  return isMoved ? 'DENIALS_MOVED' : undefined;
}

/** 1 where an entry is a debit of 1100 of that payer, -1 a credit. */
const sideOf = ({ postings }: JournalEntry, seq: number): number => {
  const posting = postings.find(({ account, payer }) => account === '1100' && payer === seq);
  return posting === undefined ? 0 : Math.sign(netOf(posting));
};

const isPatientShare = ({ type }: JournalEntry): boolean => type === 'J3a' || type === 'J3c';

/** What payers before left to it and is open with it, by line and payer. */
function sharesOf(
  journal: readonly JournalEvent[],
  seq: number,
  balances: ClaimBalances,
): readonly LeftToPatient[] {
  const all = journal.flatMap(({ entries }) => entries);
  const sums = new Map<string, { lineNo: number; payer: number; amount: number }>();
  for (const entry of all.filter(isPatientShare)) {
    const { lineNo = 0, payerSequence: payer = 0 } = entry;
    const key = `${lineNo}/${payer}`;
    const share = sums.get(key) ?? { lineNo, payer, amount: 0 };
    share.amount += sideOf(entry, seq) * leftOf(entry, all);
    sums.set(key, share);
  }
  let open: number = insuranceOpen(balances, seq);
  const ofLine = new Map<number, number>();
  return [...sums.values()]
    .toSorted((a, b) => a.lineNo - b.lineNo || a.payer - b.payer)
    .flatMap(({ lineNo, payer, amount }) => {
      const onLine = ofLine.get(lineNo) ?? lineInsuranceOpen(balances, lineNo, seq);
      const moved = cents(Math.max(0, Math.min(amount, onLine, open)));
      ofLine.set(lineNo, onLine - moved);
      open -= moved;
      return moved > 0 ? [{ lineNo, payer, amount: moved }] : [];
    });
}

/** The words with which a payer left it, so far as they stand. */
function wordsOf(
  journal: readonly JournalEvent[],
  { lineNo, payer, amount }: LeftToPatient,
): readonly Reason[] {
  const all = journal.flatMap(({ entries }) => entries);
  const reasons = all
    .filter(({ type }) => type === 'J3a' || type === 'J3b')
    .filter((entry) => entry.lineNo === lineNo && entry.payerSequence === payer && leftOf(entry, all) > 0)
    .flatMap((entry) => entry.reasons ?? []);
  return capReasons(reasons, amount).within;
}
