import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';
import type { ClaimBalances } from '../../../core/ledger/balances.ts';
import { applyEntries, inCollections, patientCredit, patientOpen } from '../../../core/ledger/balances.ts';
import { sharesByLine } from '../../../core/ledger/by-line.ts';
import { debitOf } from '../../../core/ledger/entries.ts';
import { evenedPatient } from '../../../core/ledger/even-patient.ts';
import { chargesVoided } from '../../../core/ledger/void-charges.ts';
import { usd } from '../remit/given.ts';

const at = { cause: 'EFT1/1', date: civilDate('20260210'), claimNo: claimNo('C0001') };
/** Net debits in dollars, by line. */
const lines = (...of: readonly Readonly<Record<string, number>>[]): ClaimBalances =>
  Object.fromEntries(
    of.map((line, i) => [i + 1, Object.fromEntries(Object.entries(line).map(([k, v]) => [k, usd(v)]))]),
  );

describe('an amount over the lines of a claim', () => {
  const owed = lines({ 1110: 15 }, { 1110: -2 }, { 1110: 5 });
  test.each([
    [
      18,
      [
        [1, 15],
        [3, 3],
      ],
    ],
    [15, [[1, 15]]],
    [
      40,
      [
        [1, 15],
        [3, 5],
      ],
    ],
    [0, []],
    [-1, []],
  ])('of %i falls on them in order, on each up to what it owes', (amount, expected) => {
    const shares = sharesByLine(owed, { key: '1110', side: 'debit' }, usd(amount));
    expect(shares.map(({ lineNo, amount: share }) => [lineNo, share / 100])).toEqual(expected);
  });

  it('falls on the other side where we owe', () => {
    expect(sharesByLine(owed, { key: '1110', side: 'credit' }, usd(5))).toEqual([{ lineNo: 2, amount: 200 }]);
  });
});

describe('the patient’s part is evened out', () => {
  test.each<[string, ClaimBalances, readonly string[]]>([
    ['owed, nothing to the good', lines({ 1110: 20 }), []],
    ['nothing owed, something to the good', lines({ 2020: -20 }), []],
    ['owed, and to the good: the credit pays', lines({ 1110: 20 }, { 2020: -15 }), ['J6 1 15']],
    ['owed on two lines: in their order', lines({ 1110: 5 }, { 1110: 9, 2020: -12 }), ['J6 1 5', 'J6 2 7']],
    ['owed less than nothing: it is the patient’s', lines({ 1110: -20 }), ['J19 1 20']],
    ['one line below, the claim not', lines({ 1110: -20 }, { 1110: 25 }), []],
    ['one line below, and the claim too', lines({ 1110: -20 }, { 1110: 5 }), ['J19 1 15']],
    [
      'owed less than nothing while something lies with an agency: that comes back first',
      lines({ 1110: -20, 1120: 12 }),
      ['J11a 1 12', 'J19 1 8'],
    ],
  ])('%s', (_, balances, expected) => {
    const entries = evenedPatient(balances, at);
    expect(
      entries.map(({ type, lineNo, postings }) => `${type} ${lineNo} ${debitOf(postings[0] ?? never) / 100}`),
    ).toEqual(expected);
    const after = applyEntries(balances, entries);
    expect(patientOpen(after)).toBeGreaterThanOrEqual(0);
    expect(Math.min(patientOpen(after), patientCredit(after))).toBeLessThanOrEqual(0);
    expect(inCollections(after)).toBeGreaterThanOrEqual(0);
    expect(evenedPatient(after, at)).toEqual([]);
  });
});
const never = { account: '1110', debit: usd(0) } as const;

describe('the charges of services that never happened', () => {
  it('are taken back from whoever owes them; credits stay to be refunded', () => {
    const balances = lines(
      { '1100[1]': 100, 4010: -100, 2020: -20, 1020: 20 },
      { '1100[2]': 20, 1110: 30, 4010: -50 },
    );
    const entries = chargesVoided(balances, at) ?? [];
    expect(entries.map(({ type, lineNo, payerSequence = 0 }) => [type, lineNo, payerSequence])).toEqual([
      ['J17', 1, 1],
      ['J17', 2, 0],
      ['J17', 2, 2],
    ]);
    expect(applyEntries(balances, entries)).toEqual(lines({ 2020: -20, 1020: 20 }));
  });

  test.each<[string, ClaimBalances]>([
    ['a payment', lines({ '1100[1]': 40, 1015: 60, 4010: -100 })],
    ['a write-off', lines({ 4120: 100, 4010: -100 })],
  ])('stay while %s is not taken back', (_, balances) => {
    expect(chargesVoided(balances, at)).toBeNull();
  });
});
