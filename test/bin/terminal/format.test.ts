import { describe, expect, it, test } from 'vitest';
import { day, dollars, dollarsOrBlank, duration, instant, tally } from '../../../bin/terminal/format.ts';

describe('money', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [123456, '1,234.56'],
    [-123456789, '-1,234,567.89'],
  ])('%i cents are %s', (cents, text) => {
    expect(dollars(cents)).toBe(text);
  });

  it('is blank in a table where there is none', () => {
    expect([dollarsOrBlank(0), dollarsOrBlank(undefined), dollarsOrBlank(1)]).toEqual(['', '', '0.01']);
  });
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [61_990, '61.9 s'],
])('%i ms last %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it('writes days and instants as people read them', () => {
  expect(day('20260714')).toBe('2026-07-14');
  expect(day('')).toBe('');
  expect(instant('2026-07-14T12:30:05.123Z')).toBe('2026-07-14 12:30:05');
});

it('tells the largest count first and nothing of what is not there', () => {
  expect(tally({ held: 0, payments: 4, answers: 9 })).toBe('answers 9, payments 4');
});
