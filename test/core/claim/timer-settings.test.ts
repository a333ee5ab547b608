import { expect, it, test } from 'vitest';
import {
  leastDays,
  type TimerName,
  timerSettings,
  timersSchema,
} from '../../../core/claim/timer-settings.ts';

const none = { payers: [{ id: '*' }] };

test.each<[TimerName, number]>([
  ['submission', 1],
  ['acknowledgment', 1],
  ['clearinghouseAnswer', 2],
  ['payerAnswer', 5],
  ['payment', 30],
  ['appealDecision', 60],
  ['crossover', 30],
  ['overpayment', 60],
  ['patientCredit', 60],
  ['reassociation', 4],
  ['repeat', 14],
])('the default of %s is that of domain.md: %i', (timer, days) => {
  expect(timerSettings(none, '99001')[timer]).toBe(days);
});

test.each([
  ['Medicare Part A', 'MA', 20],
  ['Medicare Part B', 'MB', 20],
  ['a Medicare Advantage plan', '16', 30],
  ['a commercial payer', 'CI', 30],
  ['Medicaid', 'MC', 35],
  ["workers' compensation", 'WC', 45],
  ['automobile insurance', 'AM', 45],
])('%s (%s) is given %s days to pay', (_who, indicator, days) => {
  expect(timerSettings(none, '99001', indicator).payment).toBe(days);
});

it('takes what the payer says, then what the default profile says, then our own', () => {
  const config = {
    payers: [
      { id: '*', timers: { payment: 25, crossover: 'never' as const, repeat: 7 } },
      { id: '99001', timers: { payment: 40, repeat: undefined } },
    ],
  };
  expect(timerSettings(config, '99001')).toMatchObject({
    payment: 40,
    crossover: 'never',
    repeat: 7,
    payerAnswer: 5,
  });
  expect(timerSettings(config, '99002')).toMatchObject({ payment: 25 });
  expect(timerSettings(config, '*')).toMatchObject({ payment: 25 });
});

test.each(Object.entries(leastDays))('%s has no fewer than %i days, or never runs', (timer, least) => {
  expect(timersSchema.safeParse({ [timer]: least }).success).toBe(true);
  expect(timersSchema.safeParse({ [timer]: 'never' }).success).toBe(true);
  expect(timersSchema.safeParse({ [timer]: least - 1 }).success).toBe(false);
});

it('knows no other timer', () => {
  expect(timersSchema.safeParse({ payments: 30 }).success).toBe(false);
});
