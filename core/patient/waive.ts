import type { Head } from '../claim/head.ts';
import { inCollections, patientOpen } from '../ledger/balances.ts';
import { sharesByLine } from '../ledger/by-line.ts';
import {
  badDebt,
  patientBalanceWaived,
  placedInCollections,
  type Waiver,
} from '../ledger/settling-entries.ts';
import { type Cents, cents } from '../money.ts';
import {
  type Act,
  type ActDecision,
  actDraft,
  byLine,
  insuranceDue,
  kept,
  keptState,
  refuse,
} from './act.ts';

export interface WaiverRequest extends Act {
  readonly why: Waiver;
  /** Above 0; absent: all that the patient owes. */
  readonly amount?: Cents;
  /** A small balance is at most this (config: `smallBalanceCents`). */
  readonly smallBalance: Cents;
}

/** Why a patient's balance is not certain, or is none; null where it is due and payers have settled. */
function notDue({ balances }: Head, due: Cents): 'NOTHING_DUE' | 'INSURANCE_OPEN' | null {
  if (insuranceDue(balances) !== 0) return 'INSURANCE_OPEN';
  return due <= 0 ? 'NOTHING_DUE' : null;
}

/**
 * Gives up what the patient owes (J10): a small balance, by courtesy, or by charity.
 *
 * @see domain.md 1.4 row 54; 5.8 J10
 */
export function waived(head: Head, request: WaiverRequest): ActDecision {
  const { why, user, smallBalance } = request;
  const due = patientOpen(head.balances);
  const refusal = notDue(head, due);
  if (refusal !== null) return refuse(refusal);
  const amount = request.amount ?? due;
  if (amount > due) return refuse('MORE_THAN_DUE');
  // What is waived in part would leave another small balance behind.
  if (why === 'small-balance' && (due > smallBalance || amount !== due)) return refuse('ABOVE_SMALL_BALANCE');
  const shares = sharesByLine(head.balances, { key: '1110', side: 'debit' }, amount);
  const entries = byLine(shares, head, { ...request, kind: 'J10' }, (origin, share) =>
    patientBalanceWaived(origin, share.amount, why),
  );
  return {
    ok: true,
    draft: actDraft(head, request, {
      transition: why === 'small-balance' ? keptState(head, 'small-balance-closed') : kept(head),
      entries,
      facts: { kind: 'waived', user, why, amountCents: amount },
    }),
  };
}

/**
 * Whether a claim's patient balance is one that nobody asks for: it costs more to collect than it brings.
 *
 * @param limit the most that counts as small; 0: nothing does
 */
export const isSmallBalance = ({ balances }: Pick<Head, 'balances'>, limit: Cents): boolean => {
  const due = patientOpen(balances);
  return due > 0 && due <= limit && insuranceDue(balances) === 0;
};

/** Places all that the patient owes with an agency (J11a). @see domain.md 1.4 row 55 */
export function placed(head: Head, act: Act): ActDecision {
  const due = patientOpen(head.balances);
  const refusal = notDue(head, due);
  if (refusal !== null) return refuse(refusal);
  const shares = sharesByLine(head.balances, { key: '1110', side: 'debit' }, due);
  const entries = byLine(shares, head, { ...act, kind: 'J11a' }, (origin, share) =>
    placedInCollections(origin, share.amount),
  );
  const facts = { kind: 'placed-in-collections', user: act.user, amountCents: due } as const;
  return {
    ok: true,
    draft: actDraft(head, act, { transition: keptState(head, 'placed-in-collections'), entries, facts }),
  };
}

/** Gives up what will never be collected (J11b): what an agency has, and what the patient still owes us. */
export function writtenOffAsBadDebt(head: Head, act: Act): ActDecision {
  const { balances } = head;
  const [open, atAgency] = [patientOpen(balances), inCollections(balances)];
  const amount = cents(Math.max(0, open) + atAgency);
  const refusal = notDue(head, amount);
  if (refusal !== null) return refuse(refusal);
  const from = (key: '1110' | '1120', limit: Cents) =>
    byLine(
      sharesByLine(balances, { key, side: 'debit' }, limit),
      head,
      { ...act, kind: `J11b/${key}` },
      (origin, share) => badDebt(origin, share.amount, key),
    );
  const entries = [...from('1120', atAgency), ...from('1110', open)];
  const facts = { kind: 'bad-debt', user: act.user, amountCents: amount } as const;
  return { ok: true, draft: actDraft(head, act, { transition: kept(head), entries, facts }) };
}
