import { describe, expect, it, test } from 'vitest';
import { balanceState, closedByWriteOff, mayBeWrittenOff } from '../../../core/claim/balance-state.ts';
import type { EventFacts, JournalEvent } from '../../../core/claim/journal.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import { applyEntries, type ClaimBalances } from '../../../core/ledger/balances.ts';
import type { JournalEntry } from '../../../core/ledger/entries.ts';
import {
  badDebt,
  denialWrittenOff,
  patientBalanceWaived,
  patientPaid,
  patientPrepaid,
  placedInCollections,
} from '../../../core/ledger/settling-entries.ts';
import { aClaim, aPayment, billed, post, usd } from '../remit/given.ts';

const claim = aClaim('C0001', [{ code: '99213', charge: 100 }]);
const covered = aClaim('C0001', [{ code: '99213', charge: 100 }], { secondary: true });
const paid = (of: typeof claim, ...cas: string[]) => {
  const services = [{ code: '99213', charge: 100, paid: 60, cas }];
  return post({ claim: of, payment: aPayment({ claimId: 'C0001-1', clp: '1/100/60', services }) }).balances;
};
const at = { entryId: 'act/1', cause: 'act', date: civilDate('20260215'), claimNo: claim.claimNo, lineNo: 1 };
const after = (balances: ClaimBalances, ...entries: readonly JournalEntry[]) =>
  applyEntries(balances, entries);

/** The patient owes 20 of 100. */
const due = paid(claim, 'CO-45 20', 'PR-2 20');
const placed = after(due, placedInCollections(at, usd(20)));
const prepaid = after(billed(claim), patientPrepaid(at, usd(20)));
const overpaid = after(due, patientPaid(at, usd(20), 'cash'), patientPrepaid(at, usd(5)));

describe('a claim as a whole', () => {
  test.each([
    ['UNBILLED', 'READY', 1, {}, []],
    ['UNBILLED', 'READY', 1, after({}, patientPrepaid(at, usd(20))), []],
    ['INS_OPEN', 'SENT', 1, billed(claim), []],
    ['INS_OPEN', 'DRAFT', 1, billed(claim), []],
    // A prepayment waits for its use; it is no credit yet.
    ['INS_OPEN', 'SENT', 1, prepaid, []],
    ['PATIENT_DUE', 'CLOSED', 1, due, []],
    ['NEXT_PAYER', 'CLOSED', 1, paid(covered, 'CO-45 20', 'PR-2 20'), [2]],
    ['NEXT_PAYER', 'READY', 2, paid(covered, 'CO-45 20', 'PR-2 20'), []],
    ['INS_OPEN', 'SENT', 2, paid(covered, 'CO-45 20', 'PR-2 20'), []],
    ['COLLECTIONS', 'CLOSED', 1, placed, []],
    ['CREDIT', 'CLOSED', 1, overpaid, []],
    ['CREDIT', 'CLOSED', 1, { 1: { '2010': usd(-20) } }, []],
    ['CREDIT', 'CLOSED', 1, { 1: { '1110': usd(-20) } }, []],
    ['ZERO', 'CLOSED', 1, paid(claim, 'CO-45 40'), []],
  ] as const)('is %s: filing %s of payer %i', (expected, state, payerSequence, balances, nextPayers) => {
    const standing = { state: state as FilingState, payerSequence, nextPayers, balances };
    expect(balanceState(standing)).toBe(expected);
  });
});

const event = (facts: Partial<EventFacts>, entries: readonly JournalEntry[]): JournalEvent =>
  ({ facts, entries }) as unknown as JournalEvent;
const owes = event({ kind: 'batched' }, [
  {
    ...at,
    type: 'J3b',
    postings: [
      { account: '1110', debit: usd(20) },
      { account: '4010', credit: usd(20) },
    ],
  },
]);

describe('a claim that ends with nothing open is written off', () => {
  test.each<[boolean, string, readonly JournalEvent[]]>([
    [
      true,
      'by courtesy',
      [owes, event({ kind: 'waived', why: 'courtesy' }, [patientBalanceWaived(at, usd(20), 'courtesy')])],
    ],
    [
      false,
      'as a small balance',
      [
        owes,
        event({ kind: 'waived', why: 'small-balance' }, [patientBalanceWaived(at, usd(20), 'small-balance')]),
      ],
    ],
    [
      true,
      'as a bad debt, by way of an agency',
      [
        owes,
        event({ kind: 'placed-in-collections' }, [placedInCollections(at, usd(20))]),
        event({ kind: 'bad-debt' }, [badDebt(at, usd(20), '1120')]),
      ],
    ],
    [
      false,
      'in part, and the patient paid the rest',
      [
        owes,
        event({ kind: 'waived', why: 'charity' }, [patientBalanceWaived(at, usd(5), 'charity')]),
        event({ kind: 'patient-paid' }, [patientPaid(at, usd(15), 'cash')]),
      ],
    ],
    [
      true,
      'in the end, after the patient paid a part',
      [
        owes,
        event({ kind: 'patient-paid' }, [patientPaid(at, usd(15), 'cash')]),
        event({ kind: 'bad-debt' }, [badDebt(at, usd(5), '1110')]),
      ],
    ],
    [
      false,
      'and something is open again',
      [owes, event({ kind: 'bad-debt' }, [badDebt(at, usd(20), '1110')]), owes],
    ],
  ])('%s: %s', (expected, _, journal) => {
    expect(closedByWriteOff(journal)).toBe(expected);
  });

  it('which only its journal tells, and only where something was given up', () => {
    expect(mayBeWrittenOff(due)).toBe(false);
    const denied = { ...at, payerSequence: 1 };
    const given = after(billed(claim), denialWrittenOff(denied, { amount: usd(100), reasons: [] }));
    expect(mayBeWrittenOff(given)).toBe(true);
    const standing = { state: 'CLOSED', payerSequence: 1, nextPayers: [], balances: given } as const;
    expect(balanceState(standing)).toBe('ZERO');
    expect(balanceState({ ...standing, closedByWriteOff: true })).toBe('WRITTEN_OFF');
  });
});
