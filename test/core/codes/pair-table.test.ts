import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { PairRow } from '../../../core/codes/code-sets.ts';
import { tableOf } from '../../../core/codes/open.ts';
import { writeTable } from '../../../core/codes/table/write.ts';
import { released, someDay } from './rows.ts';

const set = 'ptp-practitioner';
const someProcedure = fc.constantFrom('90001', '90002', '90003', '9000A', 'G0001', 'G0002');
const someRow: fc.Arbitrary<PairRow> = fc.record({
  code: someProcedure,
  other: someProcedure,
  modifier: fc.constantFrom(0, 1, 9),
  from: someDay,
  to: someDay,
});
const someRows = fc.array(someRow, { maxLength: 60 });

const inForce = ({ modifier, from, to }: PairRow, day: number): boolean =>
  modifier !== 9 && from <= day && (to === 0 || day <= to);
const order = (a: PairRow, b: PairRow): number => a.from - b.from || a.to - b.to || a.modifier - b.modifier;
const distinct = (rows: readonly PairRow[]): readonly PairRow[] => [
  ...new Map(rows.map((row) => [[row.code, row.other, row.modifier, row.from, row.to].join(), row])).values(),
];

describe('a table of pairs', () => {
  it('says of every pair and day what a search of all rows says', () => {
    fc.assert(
      fc.property(someRows, someProcedure, someProcedure, someDay, (rows, one, two, day) => {
        const table = tableOf(released(set), rows);
        for (const [code, other] of [[one, two], ...rows.map((row) => [row.code, row.other])] as const) {
          const of = distinct(rows)
            .filter((row) => row.code === code && row.other === other)
            .sort(order);
          const last = of.findLast((row) => inForce(row, day));
          expect(table.indicator(code, other, day)).toBe(last?.modifier ?? -1);
          expect(table.rows(code, other)).toEqual(
            of.map(({ from, to, modifier }) => ({ from, to, modifier })),
          );
        }
      }),
    );
  });

  it('lists its rows sorted, each once', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const table = tableOf(released(set), rows);
        const expected = [...distinct(rows)].sort(
          (a, b) =>
            (a.code === b.code ? 0 : a.code < b.code ? -1 : 1) ||
            (a.other === b.other ? 0 : a.other < b.other ? -1 : 1) ||
            order(a, b),
        );
        expect([...table.entries()]).toEqual(expected);
        expect(table.size).toBe(expected.length);
      }),
    );
  });

  it('gives the same bytes for the same rows in any order', () => {
    fc.assert(
      fc.property(
        someRows.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          expect(writeTable(released(set), shuffled)).toEqual(writeTable(released(set), rows));
        },
      ),
    );
  });

  it('holds more days than a byte or two can number', () => {
    const rows = Array.from({ length: 70_000 }, (_, i) => ({
      code: i < 35_000 ? '90001' : '90002',
      other: String(10_000 + (i % 35_000)),
      modifier: i % 2,
      from: 10_000_000 + i,
      to: 0,
    }));
    const table = tableOf(released(set), rows);
    expect(rows.filter((row) => table.indicator(row.code, row.other, row.from) !== row.modifier)).toEqual([]);
    expect(rows.filter((row) => table.indicator(row.code, row.other, row.from - 1) !== -1)).toEqual([]);
  });

  it('refuses more codes than its layout can number', () => {
    const rows = Array.from({ length: 65_536 }, (_, i) => ({
      code: '00001',
      other: String(10_000 + i),
      modifier: 0,
      from: 0,
      to: 0,
    }));
    expect(() => writeTable(released(set), rows)).toThrow('more codes');
  });

  test.each([2, 3, 8, 255])('refuses the modifier indicator %i', (modifier) => {
    const row = { code: '90001', other: '90002', modifier, from: 20200101, to: 0 };
    expect(() => writeTable(released(set), [row])).toThrow('not 0, 1 or 9');
  });
});

describe('a pair', () => {
  const rows = [
    { code: '90001', other: '90002', modifier: 0, from: 20200401, to: 20200630 },
    { code: '90001', other: '90002', modifier: 1, from: 20201001, to: 0 },
    { code: '90001', other: '90003', modifier: 9, from: 20200401, to: 20200401 },
  ];
  const table = tableOf(released('ptp-hospital'), rows);
  test.each([
    ['90001', '90002', 20200331, -1, 'the day before it begins'],
    ['90001', '90002', 20200401, 0, 'its first day'],
    ['90001', '90002', 20200630, 0, 'the day of its deletion'],
    ['90001', '90002', 20200701, -1, 'the day after its deletion'],
    ['90001', '90002', 20201001, 1, 'the day it comes back with another indicator'],
    ['90001', '90003', 20200401, -1, 'an edit that was never in force (indicator 9)'],
    ['90002', '90001', 20200401, -1, 'the other way round'],
    ['90001', '99999', 20200401, -1, 'a code that no pair has'],
    ['99999', '90002', 20200401, -1, 'a first code that no pair has'],
    ['90003', '90002', 20200401, -1, 'a first code that is only a second'],
  ])('%s/%s on %i is %i: %s', (one, two, day, indicator) => {
    expect(table.indicator(one, two, day)).toBe(indicator);
  });
});
