import type { Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import {
  applyEntries,
  type ClaimBalances,
  noClaimBalances,
  patientCredit,
  payerCredit,
} from '../ledger/balances.ts';
import { sharesByLine } from '../ledger/by-line.ts';
import { refunded } from '../ledger/settling-entries.ts';
import { type Cents, cents } from '../money.ts';
import { type Act, type ActDecision, actDraft, byLine, kept, refuse } from './act.ts';

export interface RefundRequest extends Act {
  /** Payer sequence where a payer gets money back. */
  readonly to: 'patient' | number;
  /** Above 0; absent: all that is to the good. */
  readonly amount?: Cents;
  /** Our number of the check or transfer. */
  readonly reference: string;
}

export const refundCause = (reference: string): string => `refund/${reference}`;

/** What a payer has to the good on the claim (2010), by line: which payer it is says the entry, not the account. */
export function creditOfPayer(
  journal: readonly Pick<JournalEvent, 'entries'>[],
  payerSequence: number,
): ClaimBalances {
  const entries = journal.flatMap((event) => event.entries);
  const its = entries.filter((entry) => entry.payerSequence === payerSequence);
  const all = applyEntries(noClaimBalances, its);
  return Object.fromEntries(
    Object.entries(all).map(([line, { 2010: credit = cents(0) }]) => [line, { 2010: credit }]),
  );
}

/**
 * J15: a refund leaves the bank, to the patient out of 2020 or to a payer out of 2010.
 *
 * @param journal the claim's whole journal up to the head
 */
export function refund(head: Head, request: RefundRequest, journal: readonly JournalEvent[]): ActDecision {
  const { to, reference, user } = request;
  const account = to === 'patient' ? '2020' : '2010';
  const balances = to === 'patient' ? head.balances : creditOfPayer(journal, to);
  const credit = to === 'patient' ? patientCredit(balances) : payerCredit(balances);
  if (credit <= 0) return refuse('NO_CREDIT');
  const amount = request.amount ?? credit;
  if (amount > credit) return refuse('MORE_THAN_CREDIT');
  const shares = sharesByLine(balances, { key: account, side: 'credit' }, amount);
  const entries = byLine(shares, head, { ...request, kind: 'J15' }, (origin, share) =>
    refunded(to === 'patient' ? origin : { ...origin, payerSequence: to }, share.amount, account),
  );
  const facts = {
    kind: 'refunded',
    user,
    to: to === 'patient' ? 'patient' : 'payer',
    reference,
    amountCents: amount,
  } as const;
  return { ok: true, draft: actDraft(head, request, { transition: kept(head), entries, facts }) };
}
