import { changesCoverages } from '../claim/coverages.ts';
import { hasFiling, neverSent, onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import { unchanged } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import type { Coverage } from '../encounter/model.ts';
import { applyEntries, type ClaimBalances, patientOpen } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { movedBackFromPatient } from '../ledger/settling-entries.ts';
import { cents, sum } from '../money.ts';
import { patientFollowUpsTakenBack } from '../patient/follow-ups.ts';
import { type LeftToPatient, leftToPatient } from '../patient/left-to-patient.ts';
import { passedOn } from './forwarded.ts';

/** Why a coverage cannot be added to a claim. */
export type FoundRefusal =
  /** The claim has not left: its content is corrected instead. */
  | 'NOT_SENT'
  /** The claim is void, or on its way to be. */
  | 'VOID'
  /** A payer has that place; one that comes before it would have decided otherwise. */
  | 'PLACE_TAKEN'
  /** A place between is empty. */
  | 'PLACE_SKIPPED'
  /** Its own eligibility says that it does not cover. */
  | 'INACTIVE';

export interface FoundRequest {
  /** With the coverages known so far. */
  readonly claim: Claim;
  readonly coverage: Coverage;
  readonly user: string;
  readonly cause: string;
  readonly date: CivilDate;
}

export type FoundDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly refusal: FoundRefusal };

/**
 * Why a coverage cannot be added; undefined where it can. It comes after all that the claim has: payers are known by
 * their place (CLM01, 1100[k]), and one before a payer that was billed makes all later decisions others.
 */
export function foundRefusal(
  stored: Head,
  { claim, coverage }: Pick<FoundRequest, 'claim' | 'coverage'>,
): FoundRefusal | undefined {
  const first = onFiling(stored, Math.min(stored.filing, ...Object.keys(stored.others ?? {}).map(Number)));
  if (first.state === 'VOIDED' || first.state === 'VOIDING') return 'VOID';
  if (neverSent(first)) return 'NOT_SENT';
  const last = Math.max(...claim.content.coverages.map(({ seq }) => seq));
  if (coverage.seq <= last && !isVacant(stored, claim, coverage.seq)) return 'PLACE_TAKEN';
  if (coverage.seq > last + 1) return 'PLACE_SKIPPED';
  return coverage.eligibility?.status === 'inactive' ? 'INACTIVE' : undefined;
}

/** The last place, where its payer was dropped and nobody outside has a claim to it. */
function isVacant(stored: Head, { content }: Claim, sequence: number): boolean {
  const isLast = content.coverages.every(({ seq }) => seq <= sequence);
  const before = content.coverages.find(({ seq }) => seq === sequence);
  return isLast && before?.eligibility?.status === 'inactive' && neverSent(onFiling(stored, sequence));
}

/**
 * A further coverage is found after the claim went out: what the patient owes is due from its payer (J3c). What we did
 * about the patient's part (waived, placed, lost) is taken back first; what the patient has paid stays paid, until that
 * payer pays it too (`fittedToFound`). Where nobody has decided yet, nothing moves: decisions to come know the payer.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.8 J3c
 */
export function coverageFound(
  stored: Head,
  { claim, coverage, user, cause, date }: FoundRequest,
  journal: readonly JournalEvent[],
): FoundDecision {
  const refusal = foundRefusal(stored, { claim, coverage });
  if (refusal !== undefined) return { ok: false, refusal };
  const at = { cause, date, claimNo: claim.claimNo };
  const before = patientFollowUpsTakenBack(journal, { cause, date });
  const balances = applyEntries(stored.balances, before);
  const shares = openShares(leftToPatient(journal), balances);
  const moved = [...movedTo(coverage.seq, shares, at), ...waitingFor(stored, coverage.seq, at)];
  const facts = {
    kind: 'coverage-added',
    ...{ user, seq: coverage.seq },
    coverages: coveragesWith(journal, coverage),
    amountCents: sum(shares.map(({ amount }) => amount)),
  } as const;
  const done = unchanged(filingView(stored), []);
  return { ok: true, draft: draftOf(stored, done, { entries: [...before, ...moved], facts }) };
}

/** J5: the payer before passed the claim on (CLP02 23) to a payer that was no coverage of it then. */
function waitingFor(
  stored: Head,
  sequence: number,
  at: Pick<JournalEntry, 'cause' | 'date'>,
): readonly JournalEntry[] {
  if (!hasFiling(stored, sequence - 1)) return [];
  const before = onFiling(stored, sequence - 1);
  const isPassedOn = before.state === 'FORWARDED' && before.adjudication === undefined;
  return isPassedOn ? passedOn(before, sequence, at) : [];
}

/** What payers before left to the patient, where the payer was found since: it may pay that. Nothing on most claims. */
export const recallable = (
  journal: readonly JournalEvent[],
  payerSequence: number,
): readonly LeftToPatient[] =>
  foundBefore(journal).some(({ seq }) => seq === payerSequence)
    ? leftToPatient(journal).filter(({ payer }) => payer < payerSequence)
    : [];

/** Coverages that were found or dropped after the claim was made, in the order of the payers. */
const foundBefore = (journal: readonly JournalEvent[]): readonly Coverage[] =>
  journal.flatMap(({ facts }) => (changesCoverages(facts) ? [facts] : [])).at(-1)?.coverages ?? [];

/** These, with one that is new or another now. */
export const coveragesWith = (journal: readonly JournalEvent[], coverage: Coverage): readonly Coverage[] =>
  [...foundBefore(journal).filter(({ seq }) => seq !== coverage.seq), coverage].toSorted(
    (a, b) => a.seq - b.seq,
  );

/** Of what payers left to the patient, what the patient still owes: of several payers' the last one's first. */
function openShares(left: readonly LeftToPatient[], balances: ClaimBalances): readonly LeftToPatient[] {
  const byLine = Map.groupBy(left, ({ lineNo }) => lineNo);
  // What the patient paid on one line may be owed on another.
  let owed: number = patientOpen(balances);
  return [...byLine].flatMap(([lineNo, ofLine]) => {
    let open: number = balances[lineNo]?.['1110'] ?? 0;
    return ofLine.toReversed().flatMap((share) => {
      const amount = cents(Math.max(0, Math.min(open, owed, share.amount)));
      open -= amount;
      owed -= amount;
      return amount > 0 ? [{ ...share, amount }] : [];
    });
  });
}

/** J3c for each share. Its payer is the one whose decision it follows: with that, it is taken back. */
export const movedTo = (
  nextPayer: number,
  shares: readonly LeftToPatient[],
  { cause, ...at }: Pick<JournalEntry, 'cause' | 'date' | 'claimNo'>,
): readonly JournalEntry[] =>
  shares.map(({ lineNo, payer, amount }) =>
    movedBackFromPatient(
      { ...at, cause, entryId: `${cause}/J3c/${payer}/${lineNo}`, lineNo, payerSequence: payer },
      { amount, nextPayer },
    ),
  );
