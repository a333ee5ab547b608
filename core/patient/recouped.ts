import type { Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import { payerCredit } from '../ledger/balances.ts';
import { sharesByLine } from '../ledger/by-line.ts';
import { creditRecouped } from '../ledger/settling-entries.ts';
import { type Cents, cents } from '../money.ts';
import { type Act, type ActDecision, actDraft, byLine, kept, refuse } from './act.ts';
import { creditOfPayer } from './refund.ts';

export interface RecoupedRequest extends Act {
  /** Payer sequence. */
  readonly payer: number;
  /** Sub-account of 2050 (`recoupmentKey`). */
  readonly recoupment: string;
  /** What the payer took under it and nothing explains yet. */
  readonly unexplained: Cents;
}

/**
 * Business key: a claim's credit explains a recoupment once, and again after that was undone.
 *
 * @param journal the claim's whole journal
 */
export function recoupedCause(recoupment: string, journal: readonly JournalEvent[]): string {
  const undone = new Set(
    journal.flatMap(({ facts }) => (facts.kind === 'act-undone' ? [facts.reverses] : [])),
  );
  const said = journal.filter(
    ({ facts }) => facts.kind === 'credit-recouped' && facts.recoupment === recoupment,
  );
  const inForce = said.find(({ cause }) => !undone.has(cause));
  const first = `recouped/${recoupment}`;
  return inForce?.cause ?? (said.length === 0 ? first : `${first}/${said.length + 1}`);
}

/**
 * J18b: a payer took back by itself (PLB WO) what it had to the good on the claim (2010): no reversal will come for it.
 * As much of it as the claim has.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.8 J18b
 */
export function creditTakenByPayer(
  head: Head,
  request: RecoupedRequest,
  journal: readonly JournalEvent[],
): ActDecision {
  const { payer, recoupment, unexplained, user } = request;
  const balances = creditOfPayer(journal, payer);
  const credit = payerCredit(balances);
  if (credit <= 0) return refuse('NO_CREDIT');
  if (unexplained <= 0) return refuse('NOTHING_RECOUPED');
  const amount = cents(Math.min(credit, unexplained));
  const shares = sharesByLine(balances, { key: '2010', side: 'credit' }, amount);
  const entries = byLine(shares, head, { ...request, kind: 'J18b' }, (origin, share) =>
    creditRecouped({ ...origin, payerSequence: payer, reference: recoupment }, share.amount),
  );
  const facts = { kind: 'credit-recouped', user, recoupment, amountCents: amount } as const;
  return { ok: true, draft: actDraft(head, request, { transition: kept(head), entries, facts }) };
}
