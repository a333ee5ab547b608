import { onFiling } from '../claim/filings.ts';
import type { Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import { insuranceOpen, lineInsuranceOpen, netOf } from '../ledger/balances.ts';
import type { LineShare } from '../ledger/by-line.ts';
import type { EntryType, Reason } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { movedBackFromPatient } from '../ledger/settling-entries.ts';
import { cents, negate } from '../money.ts';
import { capReasons } from '../remit/adjustments.ts';
import { type Act, type ActDecision, actDraft, byLine, refuse, totalOfShares } from './act.ts';
import { closed, denialReasons } from './write-off.ts';

/**
 * Row 51: what an earlier payer left as patient responsibility, and the payer after it denied, is due from the patient
 * after all (J3c with its sides swapped). Nothing else can be: an amount that no payer gave as PR is not the patient's,
 * and a line that the denying payer put on the provider (group CO) is the provider's.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 1.4 row 51; 5.6; 5.8 J3c; 5.9 invariant 9
 */
export function billedToPatient(
  stored: Head,
  request: Act & { readonly filing: number },
  journal: readonly JournalEvent[],
): ActDecision {
  const { filing, user } = request;
  const head = onFiling(stored, filing);
  if (head.state !== 'DENIED') return refuse('NOT_DENIED');
  if (insuranceOpen(head.balances, filing) <= 0) return refuse('NOTHING_OPEN');
  const shares = patientShares(head, journal);
  if (shares.length === 0) return refuse('NOT_THE_PATIENTS');
  const entries = byLine(shares, head, { ...request, kind: 'J3c' }, (origin, { lineNo, amount }) =>
    movedBackFromPatient(
      { ...origin, payerSequence: filing },
      {
        ...{ amount: negate(amount), nextPayer: filing },
        reasons: capReasons(patientReasonsOf(journal, filing, lineNo), amount).within,
      },
    ),
  );
  const facts = { kind: 'billed-to-patient', user, amountCents: totalOfShares(shares) } as const;
  const transition = closed(head, entries, 'billed-to-patient');
  return { ok: true, draft: actDraft(head, request, { transition, entries, facts }) };
}

/** By line: what earlier payers left to this one as PR, so far as it is open and not denied as the provider's. */
function patientShares({ balances, filing }: Head, journal: readonly JournalEvent[]): readonly LineShare[] {
  const denied = denialReasons(journal, filing);
  const ofProvider = (lineNo: number): boolean =>
    [...(denied.get(lineNo) ?? []), ...(denied.get(0) ?? [])].some(({ group }) => group === 'CO');
  return [...leftByPayers(journal, filing)]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([lineNo, left]) => {
      const amount = Math.min(left, lineInsuranceOpen(balances, lineNo, filing));
      return amount <= 0 || ofProvider(lineNo) ? [] : [{ lineNo, amount: cents(amount) }];
    });
}

/** What came to payer `filing` from other payers or the patient (J3a, J3c), less what it left in its turn; by line. */
function leftByPayers(journal: readonly JournalEvent[], filing: number): ReadonlyMap<number, number> {
  const left = new Map<number, number>();
  const all = journal.flatMap(({ entries }) => entries);
  for (const entry of all) {
    const { lineNo, postings, type } = entry;
    if (lineNo === undefined || !SHARES.has(type)) continue;
    for (const posting of postings)
      if (posting.account === '1100' && posting.payer === filing)
        left.set(lineNo, (left.get(lineNo) ?? 0) + Math.sign(netOf(posting)) * leftOf(entry, all));
  }
  return left;
}
/** Patient responsibility on its way; what was taken back of it is not left. */
const SHARES: ReadonlySet<EntryType> = new Set(['J3a', 'J3b', 'J3c']);

/** The words of the payers that left it to this one, so far as they stand. */
function patientReasonsOf(
  journal: readonly JournalEvent[],
  filing: number,
  lineNo: number,
): readonly Reason[] {
  const all = journal.flatMap(({ entries }) => entries);
  return all
    .filter((entry) => entry.lineNo === lineNo && entry.type === 'J3a')
    .filter(({ postings }) => postings.some((p) => p.payer === filing && 'debit' in p))
    .filter((entry) => leftOf(entry, all) > 0)
    .flatMap(({ reasons = [] }) => reasons);
}
