import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, civilDate } from '../../../core/dates.ts';
import {
  closedThrough,
  closing,
  isLate,
  type PeriodAct,
  postingDate,
  reopening,
} from '../../../core/ledger/period.ts';

const day = civilDate;
const noon = (date: string) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T12:00:00.000Z`;
const act = (n: number, what: PeriodAct['act'], through: string | null, on: string): PeriodAct => ({
  n,
  act: what,
  day: day(through ?? '20260101'),
  closedThrough: through === null ? null : day(through),
  user: 'ann',
  at: noon(on),
});

describe('an entry is dated', () => {
  test.each([
    ['20260131', null, '20260131'],
    ['20260131', '20260130', '20260131'],
    ['20260131', '20260131', '20260201'],
    ['20260105', '20260131', '20260201'],
  ])('%s with the books closed through %s: %s', (document, closed, dated) => {
    expect(postingDate(day(document), closed === null ? null : day(closed))).toBe(dated);
  });
});

it('law: no entry is dated on a closed day, and on its own day where that is open', () => {
  const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays(day('20260101'), n));
  fc.assert(
    fc.property(days, days, (document, closed) => {
      const dated = postingDate(document, closed);
      expect(dated > closed).toBe(true);
      expect(dated).toBe(document > closed ? document : addDays(closed, 1));
    }),
    { numRuns: 1000 },
  );
});

describe('closing', () => {
  test.each([
    ['20260131', null, '20260131'],
    ['20260131', '20251231', '20260131'],
    ['20260131', '20260131', 'already'],
    ['20260130', '20260131', 'already'],
    ['20260212', null, 'not-over'],
    ['20260301', null, 'not-over'],
  ])('%s after %s: %s', (date, closed, result) => {
    const today = day('20260212');
    expect(closing(day(date), { closed: closed === null ? null : day(closed), today })).toBe(result);
  });

  test.each([
    ['20260115', '20260131', '20260114'],
    ['20260131', '20260131', '20260130'],
    ['20260201', '20260131', 'not-closed'],
    ['20260201', null, 'not-closed'],
  ])('reopening %s after %s: %s', (date, closed, result) => {
    expect(reopening(day(date), closed === null ? null : day(closed))).toBe(result);
  });
});

describe('an entry is late', () => {
  const trail = [
    act(1, 'closed', '20260131', '20260205'),
    act(2, 'reopened', '20260114', '20260207'),
    act(3, 'closed', '20260131', '20260209'),
  ];
  test.each([
    ['made before the close', '20260204', '20260131', false],
    ['made after the close', '20260206', '20260131', true],
    ['of an open day', '20260206', '20260201', false],
    ['made while the day was open again', '20260208', '20260131', false],
    ['of a day that stayed closed', '20260208', '20260114', true],
    ['made after the second close', '20260210', '20260131', true],
  ])('%s', (_, at, date, late) => {
    expect(isLate(trail, noon(at), day(date))).toBe(late);
  });

  it('not within the minute of the close: a step at work may not have seen it', () => {
    expect(isLate(trail, '2026-02-05T12:00:59.000Z', day('20260131'))).toBe(false);
    expect(isLate(trail, '2026-02-05T12:01:00.000Z', day('20260131'))).toBe(true);
  });
});

it('nothing is closed before the first act', () => {
  expect(closedThrough([])).toBeNull();
  expect(isLate([], noon('20260205'), day('20260101'))).toBe(false);
});
