import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { DayCounts, rounded } from '../../../core/report/figures.ts';

test.each([
  [30_000, 180_000, 100, 2, '16.67'],
  [175_000, 2_700_000, 90, 2, '5.83'],
  [1, 8, 100, 1, '12.5'],
  [1, 8, 100, 0, '13'],
  [-1, 8, 100, 0, '-13'],
  [1, 3, 1, 2, '0.33'],
  [2, 3, 1, 2, '0.67'],
  [0, 5, 100, 2, '0.00'],
  [-1, 100_000, 1, 2, '0.00'],
  [5, 1, 1, 2, '5.00'],
  [9_007_199_254_740_991, 1, 100, 2, '900719925474099100.00'],
])('%i ÷ %i × %i to %i decimals is %s', (numerator, denominator, scale, digits, text) => {
  expect(rounded({ numerator, denominator, scale }, digits)).toBe(text);
});

it('nothing is divided by nothing, or by less', () => {
  expect(rounded({ numerator: 5, denominator: 0, scale: 1 }, 2)).toBeNull();
  expect(rounded({ numerator: 5, denominator: -3, scale: 1 }, 2)).toBeNull();
});

it('the median is that of the sorted list', () => {
  const days = fc.array(fc.integer({ min: -30, max: 400 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(days, (list) => {
      const counts = new DayCounts();
      for (const one of list) counts.add(one);
      const sorted = list.toSorted((a, b) => a - b);
      const middle = sorted.length / 2;
      const expected =
        sorted.length % 2 === 1
          ? (sorted[Math.floor(middle)] ?? 0)
          : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
      const { numerator, denominator } = counts.median();
      expect(numerator / denominator).toBe(expected);
      expect(counts.count).toBe(list.length);
    }),
  );
});

it('of no days there is no median', () => {
  expect(new DayCounts().median()).toEqual({ numerator: 0, denominator: 0, scale: 1 });
});
