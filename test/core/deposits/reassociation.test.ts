import { describe, expect, it, test } from 'vitest';
import { timerSettings } from '../../../core/claim/timer-settings.ts';
import { civilDate } from '../../../core/dates.ts';
import { type BankSides, type PostedPayment, reassociate } from '../../../core/deposits/reassociation.ts';
import { cents } from '../../../core/money.ts';

const payment = (remittanceId: string, more: Partial<PostedPayment> = {}): PostedPayment => ({
  ...{ remittanceId, partnerId: 'sandbox', fileId: 'f', since: civilDate('20260112'), paid: cents(7600) },
  ...{ inBank: false, ...more },
});
const deposit = { depositId: 'd1', date: civilDate('20260112'), amount: cents(5000), hasRemittance: false };
const sides = (more: Partial<BankSides>): BankSides => ({
  ...{ payments: [], deposits: [], bankKnownThrough: civilDate('20260601') },
  ...more,
});
const on = (today: string, timers = {}) => ({
  today: civilDate(today),
  settings: timerSettings({ payers: [{ id: '*', timers }] }, '*'),
});
const asked = (given: BankSides, terms: ReturnType<typeof on>) =>
  reassociate(given, terms).reminders.map(({ draft }) => [draft.id, draft.priority, draft.value]);

describe('an 835 without its money', () => {
  test.each([
    ['20260115', []],
    ['20260116', [['timer-reassociation-r1', 'P2', 7600]]],
    ['20260130', [['timer-reassociation-r1', 'P1', 7600]]],
  ])('is asked for after four business days: on %s', (today, expected) => {
    expect(asked(sides({ payments: [payment('r1')] }), on(today))).toEqual(expected);
  });

  it('is not asked for once the bank has it; its item is settled', () => {
    const given = sides({ payments: [payment('r1', { inBank: true })] });
    expect(reassociate(given, on('20260301'))).toEqual({
      reminders: [],
      settled: ['timer-reassociation-r1', 'timer-reassociation-bank'],
    });
  });

  test.each([
    ['no bank file was ever imported', null],
    ['the newest bank file ends before its day', civilDate('20260115')],
  ])('shares one item with others where %s', (_what, bankKnownThrough) => {
    const payments = [payment('r1'), payment('r2', { since: civilDate('20260114') })];
    const { reminders, settled } = reassociate(sides({ payments, bankKnownThrough }), on('20260121'));
    expect(reminders).toMatchObject([
      {
        cause: 'timer/20260116/1',
        draft: {
          id: 'timer-reassociation-bank',
          reason: 'REASSOCIATION',
          value: 15_200,
          details: [{ code: 'NO_BANK_FILE', amount: 15_200, text: '2 payments' }],
        },
      },
    ]);
    expect(settled).toEqual(['timer-reassociation-r1', 'timer-reassociation-r2']);
  });
});

describe('money without its 835', () => {
  it('is asked for after four business days', () => {
    expect(asked(sides({ deposits: [deposit] }), on('20260115'))).toEqual([]);
    expect(asked(sides({ deposits: [deposit] }), on('20260116'))).toEqual([
      ['timer-reassociation-deposit-d1', 'P2', 5000],
    ]);
  });

  it('is not asked for once it has one', () => {
    const given = sides({ deposits: [{ ...deposit, hasRemittance: true }] });
    expect(reassociate(given, on('20260301')).reminders).toEqual([]);
  });
});

it('is not asked for where nobody wants to know', () => {
  const given = sides({ payments: [payment('r1')], deposits: [deposit] });
  expect(asked(given, on('20270101', { reassociation: 'never' }))).toEqual([]);
});
