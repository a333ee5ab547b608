import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { type ExpectedPayment, matchDeposits, type WaitingDeposit } from '../../../core/deposits/match.ts';
import { cents } from '../../../core/money.ts';

const paid = (trace: string, amount: number, date = '20260210'): ExpectedPayment => ({
  remittanceId: `r-${trace}-${amount}`,
  trace,
  date: civilDate(date),
  paid: cents(amount),
});
let last = 0;
const deposit = (amount: number, said: Partial<WaitingDeposit> = {}): WaitingDeposit => {
  last += 1;
  const date = civilDate('20260210');
  return { depositId: `d${last}`, date, amount: cents(amount), traces: [], text: '', ...said };
};
const on = (date: string) => ({ date: civilDate(date) });
const by = (remittanceId: string, rung: 'trace' | 'amount') => ({ kind: 'matched', remittanceId, rung });
const differs = (remittanceId: string, difference: number) => ({ kind: 'differs', remittanceId, difference });
const unmatched = { kind: 'unmatched' };

describe('a deposit is the payment', () => {
  const one = paid('EFT1', 7600);
  test.each<[string, WaitingDeposit, readonly ExpectedPayment[], object]>([
    [
      'whose trace number the bank gives',
      deposit(7600, { traces: ['EFT1'] }),
      [one],
      by('r-EFT1-7600', 'trace'),
    ],
    [
      'whose number stands in the text',
      deposit(7600, { text: 'ACME HCCLAIMPMT EFT1' }),
      [one, paid('EFT2', 7600)],
      by('r-EFT1-7600', 'trace'),
    ],
    [
      'whose number the bank writes with zeros and a bar, however late',
      deposit(7600, { traces: ['00-eft/1'], ...on('20260630') }),
      [one],
      by('r-EFT1-7600', 'trace'),
    ],
    [
      'of that amount, where two payers use one number',
      deposit(7600, { traces: ['EFT1'] }),
      [one, paid('EFT1', 5000)],
      by('r-EFT1-7600', 'trace'),
    ],
    ['of its amount within five days', deposit(7600, on('20260215')), [one], by('r-EFT1-7600', 'amount')],
    ['not six days off', deposit(7600, on('20260216')), [one], unmatched],
    ['not when two payments fit', deposit(7600), [one, paid('EFT2', 7600)], unmatched],
    ['not when the bank names another number', deposit(7600, { traces: ['EFT9'] }), [one], unmatched],
    ['not with another amount', deposit(7500, { traces: ['EFT1'] }), [one], differs('r-EFT1-7600', -100)],
    [
      'not by its amount where the number says another payment',
      deposit(5000, { text: 'EFT1' }),
      [one, paid('EFT2', 5000)],
      differs('r-EFT1-7600', -2600),
    ],
    ['not where nothing is paid', deposit(7600), [], unmatched],
  ])('%s', (_, given, open, verdict) => {
    expect(matchDeposits([given], open)).toEqual([verdict]);
  });
});

it('takes one payment once: of two deposits with its number the first', () => {
  const two = [deposit(7600, { traces: ['EFT1'] }), deposit(7600, { traces: ['EFT1'] })];
  expect(matchDeposits(two, [paid('EFT1', 7600)])).toEqual([by('r-EFT1-7600', 'trace'), unmatched]);
});

it('prefers the deposit of the right amount, in any order', () => {
  const wrong = deposit(7500, { traces: ['EFT1'] });
  const right = deposit(7600, { traces: ['EFT1'] });
  const verdict = by('r-EFT1-7600', 'trace');
  expect(matchDeposits([wrong, right], [paid('EFT1', 7600)])).toEqual([unmatched, verdict]);
  expect(matchDeposits([right, wrong], [paid('EFT1', 7600)])).toEqual([verdict, unmatched]);
});

it('does not guess between two deposits of one amount', () => {
  expect(matchDeposits([deposit(7600), deposit(7600)], [paid('EFT1', 7600)])).toEqual([unmatched, unmatched]);
});

it('leaves a payment that was named to the deposit that named it', () => {
  const given = [deposit(7600), deposit(7600, { traces: ['EFT1'] })];
  expect(matchDeposits(given, [paid('EFT1', 7600)])).toEqual([unmatched, by('r-EFT1-7600', 'trace')]);
});

const someTrace = fc.constantFrom('EFT1', 'EFT2', 'EFT3', 'CHK4');
const someAmount = fc.constantFrom(7600, 5000, 100);
const someDay = fc.constantFrom('20260210', '20260213', '20260218');
const payments = fc.uniqueArray(
  fc.tuple(someTrace, someAmount, someDay).map(([trace, amount, date]) => paid(trace, amount, date)),
  { selector: (payment) => payment.remittanceId, maxLength: 6 },
);
const deposits = fc.array(
  fc
    .tuple(someAmount, someDay, fc.array(someTrace, { maxLength: 1 }))
    .map(([amount, date, traces]) => deposit(amount, { traces, ...on(date) })),
  { maxLength: 6 },
);

it('law: matches are one to one, of equal amounts, and none of two payments that fit alike', () => {
  fc.assert(
    fc.property(deposits, payments, (given, open) => {
      const verdicts = matchDeposits(given, open);
      expect(verdicts).toHaveLength(given.length);
      const taken = verdicts.flatMap((v) => (v.kind === 'matched' ? [v.remittanceId] : []));
      expect(new Set(taken).size).toBe(taken.length);
      for (const [i, verdict] of verdicts.entries()) {
        if (verdict.kind !== 'matched') continue;
        const payment = open.find(({ remittanceId }) => remittanceId === verdict.remittanceId);
        expect(payment?.paid).toBe(given[i]?.amount);
      }
    }),
    { numRuns: 1000 },
  );
});
