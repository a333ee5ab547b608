import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addBusinessDays, isBusinessDay, isFederalHoliday } from '../../core/business-days.ts';
import { addDays, civilDate, daysBetween } from '../../core/dates.ts';

/** As the Office of Personnel Management lists them, the days on which they are kept. */
const listed: Readonly<Record<string, readonly string[]>> = {
  '2021': ['0101', '0118', '0215', '0531', '0618', '0705', '0906', '1011', '1111', '1125', '1224', '1231'],
  '2022': ['0117', '0221', '0530', '0620', '0704', '0905', '1010', '1111', '1124', '1226'],
  '2026': ['0101', '0119', '0216', '0525', '0619', '0703', '0907', '1012', '1111', '1126', '1225'],
  '2027': ['0101', '0118', '0215', '0531', '0618', '0705', '0906', '1011', '1111', '1125', '1224', '1231'],
};

const weekdaysOff = (year: string): readonly string[] => {
  const first = civilDate(`${year}0101`);
  const days = Array.from({ length: 366 }, (_, i) => addDays(first, i)).filter((day) => day.startsWith(year));
  const MONDAY = civilDate('20240101');
  return days
    .filter((day) => ((daysBetween(MONDAY, day) % 7) + 7) % 7 < 5 && !isBusinessDay(day))
    .map((day) => day.slice(4));
};

test.each(Object.entries(listed))(
  'the weekdays off in %s are those that the government lists',
  (year, days) => {
    expect(weekdaysOff(year)).toEqual(days);
  },
);

test.each([
  ['20200619', false],
  ['20210618', true],
  ['20260704', true],
  ['20260703', true],
  ['20260706', false],
])('%s is a holiday, or kept as one: %s', (day, is) => {
  expect(isFederalHoliday(civilDate(day))).toBe(is);
});

describe('business days', () => {
  test.each([
    ['a Friday', '20260109', 1, '20260112'],
    ['a Saturday', '20260110', 1, '20260112'],
    ['a Sunday', '20260111', 1, '20260112'],
    ['the Friday before a holiday', '20260116', 1, '20260120'],
    ['Christmas Eve, over the year', '20251224', 4, '20251231'],
    ['a Monday', '20260202', 4, '20260206'],
    ['any day', '20260202', 0, '20260202'],
  ])('counted from %s', (_what, from, days, to) => {
    expect(addBusinessDays(civilDate(from), days)).toBe(to);
  });

  it('are never fewer than the days of the calendar, and end on one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 30 }), (offset, days) => {
        const from = addDays(civilDate('20000101'), offset);
        const to = addBusinessDays(from, days);
        expect(isBusinessDay(to)).toBe(true);
        expect(daysBetween(from, to)).toBeGreaterThanOrEqual(days);
        expect(addBusinessDays(from, days - 1) < to).toBe(true);
      }),
    );
  });
});
