import { expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { applyEntries } from '../../../core/ledger/balances.ts';
import { chargesToBill } from '../../../core/ledger/charges.ts';
import { insurancePaid } from '../../../core/ledger/entries.ts';
import { aClaim, billed, usd } from '../remit/given.ts';

const at = { cause: 'plan/2', date: civilDate('20260301'), payerSequence: 1 };
const claim = (first: number, second: number) =>
  aClaim('C0001', [
    { code: '99213', charge: first },
    { code: '87880', charge: second },
  ]);
const moved = (entries: ReturnType<typeof chargesToBill>) =>
  entries.map(({ lineNo, postings: [posting] }) => [
    lineNo,
    posting !== undefined && 'debit' in posting ? `${posting.account} ${posting.debit / 100}` : '',
  ]);

it('bills everything the first time, and nothing when the same goes out again', () => {
  expect(moved(chargesToBill(claim(120, 30), {}, at))).toEqual([
    [1, '1100 120'],
    [2, '1100 30'],
  ]);
  expect(chargesToBill(claim(120, 30), billed(claim(120, 30)), at)).toEqual([]);
});

test.each([
  ['more', 150, [[1, '1100 30']]],
  ['less', 90, [[1, '4010 30']]],
])('a correction that charges %s moves the difference', (_, charge, expected) => {
  expect(moved(chargesToBill(claim(charge, 30), billed(claim(120, 30)), at))).toEqual(expected);
});

it('takes no more back than the payer still owes for the line', () => {
  const origin = {
    entryId: 'x',
    cause: 'x',
    date: at.date,
    claimNo: claim(1, 1).claimNo,
    lineNo: 1,
    payerSequence: 1,
  };
  const paid = applyEntries(billed(claim(120, 30)), [insurancePaid({ ...origin, trace: 't' }, usd(110))]);
  expect(moved(chargesToBill(claim(90, 30), paid, at))).toEqual([[1, '4010 10']]);
});
