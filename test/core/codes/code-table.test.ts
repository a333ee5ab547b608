import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tableOf } from '../../../core/codes/open.ts';
import { type CodeRow, type CodeSetName, codeSetNames, codeSets } from '../../../core/codes/sets.ts';
import { tableBuilder, writeTable } from '../../../core/codes/table/write.ts';
import { released, someCode, someDay, someRows } from './rows.ts';

type Generic = Exclude<CodeSetName, 'ptp-practitioner' | 'ptp-hospital'>;
const generic = codeSetNames.filter((set): set is Generic => !set.startsWith('ptp-'));

/** Rows that stand twice count once. */
const distinct = <T>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [JSON.stringify(Object.entries(row as object).sort()), row])).values(),
];
const holds = (row: object, day: number): boolean => {
  const { from = 0, to = 0 } = row as { from?: number; to?: number };
  return from <= day && (to === 0 || day <= to);
};

describe.each(generic)('a table of %s', (set) => {
  it('has the rows that were written and no other', () => {
    fc.assert(
      fc.property(someRows(set), (rows) => {
        const table = tableOf(released(set), rows);
        const read = Array.from({ length: table.size }, (_, row) => table.rowAt(row));
        expect(new Set(read.map((row) => JSON.stringify(Object.entries(row).sort())))).toEqual(
          new Set(rows.map((row) => JSON.stringify(Object.entries(row).sort()))),
        );
        expect(table.size).toBe(distinct(rows).length);
        expect(table.release.rows).toBe(table.size);
      }),
      { numRuns: 30 },
    );
  });

  it('finds a row in force on the day, if and only if there is one', () => {
    fc.assert(
      fc.property(someRows(set), someCode, someDay, (rows, other, day) => {
        const table = tableOf(released(set), rows);
        for (const code of [other, ...rows.map((row) => row.code)]) {
          const inForce = rows.filter((row) => row.code === code && holds(row, day));
          const found = table.find(code, day);
          if (inForce.length === 0) expect(found).toBe(-1);
          else expect(inForce).toContainEqual(table.rowAt(found));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same bytes for the same rows in any order', () => {
    fc.assert(
      fc.property(
        someRows(set).chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          expect(writeTable(released(set), shuffled)).toEqual(writeTable(released(set), rows));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a table by codes', () => {
  it('gives the rows of a code side by side, and those of a prefix too', () => {
    fc.assert(
      fc.property(someRows('hcpcs'), someCode, fc.nat({ max: 10 }), (rows, code, length) => {
        const table = tableOf(released('hcpcs'), rows);
        const all = Array.from({ length: table.size }, (_, row) => row);
        const { start, end } = table.range(code);
        expect(all.slice(start, end)).toEqual(all.filter((row) => table.codeAt(row) === code));
        const prefix = code.slice(0, length);
        const under = table.prefixed(prefix);
        expect(all.slice(under.start, under.end)).toEqual(
          all.filter((row) => table.codeAt(row).startsWith(prefix)),
        );
      }),
    );
  });

  it('is sorted by code, then by days', () => {
    fc.assert(
      fc.property(someRows('hcpcs-modifiers'), (rows) => {
        const table = tableOf(released('hcpcs-modifiers'), rows);
        const keys = Array.from({ length: table.size }, (_, row) => {
          const { code, from, to } = table.rowAt(row);
          return `${code.padEnd(10)} ${String(from).padStart(8, '0')} ${String(to).padStart(8, '0')}`;
        });
        expect(keys).toEqual([...keys].sort());
      }),
    );
  });

  test.each(['', 'a1', 'A'.repeat(11), 'É1', 'A1 ', 'A_', 'A1\u0000'])('has no %j', (code) => {
    const table = tableOf(released('poa-exempt'), [{ code: 'A1' }, { code: 'B2' }]);
    expect(table.find(code, 0)).toBe(-1);
    expect(table.range(code)).toEqual({ start: 0, end: 0 });
  });

  it('finds a code among 100,000', () => {
    const codes = Array.from({ length: 100_000 }, (_, i) => `A${String(i * 7).padStart(6, '0')}`);
    const table = tableOf(
      released('poa-exempt'),
      codes.map((code) => ({ code })),
    );
    expect(codes.filter((code, i) => table.find(code, 0) !== i)).toEqual([]);
    expect(table.find('A000001', 0)).toBe(-1);
    expect(table.prefixed('A00000')).toEqual({ start: 0, end: 2 });
  });

  test.each(['row', 'code'] as const)('throws when a %s is asked for that it does not have', (what) => {
    const table = tableOf(released('pos'), [place('11')]);
    const ask = { row: () => table.number(1, 'facility'), code: () => table.codeAt(1) };
    expect(ask[what]).toThrow();
  });
});

const place = (code: string): CodeRow<'pos'> => ({ code, from: 0, to: 0, title: 'office', facility: 0 });

describe('the days of a row', () => {
  const row = (from: number, to: number, title: string) => ({ code: 'A0001', from, to, title });
  const table = tableOf(released('carc'), [
    row(20200701, 20201231, 'first'),
    row(20210201, 0, 'second'),
    { code: 'B0001', from: 0, to: 0, title: 'always' },
  ]);
  test.each([
    [20200630, 'absent', 'the day before the first'],
    [20200701, 'first', 'the first day'],
    [20201231, 'first', 'the last day'],
    [20210101, 'absent', 'between two rows'],
    [20210131, 'absent', 'the day before it comes back'],
    [20210201, 'second', 'the day it comes back'],
    [20991231, 'second', 'an open end'],
  ])('on %i the row is %s: %s', (day, title) => {
    const found = table.find('A0001', day);
    expect(found < 0 ? 'absent' : table.text(found, 'title')).toBe(title);
  });

  it('hold every day where the row bears none', () => {
    expect(table.text(table.find('B0001', 19000101), 'title')).toBe('always');
  });

  it('may overlap: the row that came last decides', () => {
    const both = tableOf(released('carc'), [row(20200101, 0, 'old'), row(20200601, 0, 'new')]);
    expect(both.text(both.find('A0001', 20200601), 'title')).toBe('new');
    expect(both.text(both.find('A0001', 20200531), 'title')).toBe('old');
  });
});

describe('a row that does not fit', () => {
  const good = { code: '99', from: 20200101, to: 0, title: 'other', facility: 0 };
  test.each([
    ['an empty code', { code: '' }],
    ['a lower-case code', { code: 'a1' }],
    ['a code of eleven characters', { code: '12345678901' }],
    ['a day of nine digits', { from: 202001011 }],
    ['a negative day', { from: -1 }],
    ['a flag of 256', { facility: 256 }],
    ['half a flag', { facility: 0.5 }],
    ['no number', { facility: Number.NaN }],
    ['a text for a number', { facility: '1' }],
    ['a number for a text', { title: 1 }],
    ['half a character', { title: '\ud800' }],
    ['no title', { title: undefined }],
  ])('is refused: %s', (_, changes) => {
    const row = { ...good, ...changes } as CodeRow<'pos'>;
    expect(() => writeTable(released('pos'), [row])).toThrow(/does not fit|no form|lacks|Unicode/);
    expect(() => writeTable(released('pos'), [good])).not.toThrow();
  });
});

test('a builder takes rows one by one and gives what writeTable gives', () => {
  const rows = [place('11'), place('21')];
  const builder = tableBuilder('pos');
  for (const row of rows) builder.add(row);
  expect(builder.finish(released('pos'))).toEqual(writeTable(released('pos'), rows));
});

test('every set has a column type for each column', () => {
  const types = new Set(Object.values(codeSets).flatMap(({ columns }) => Object.values(columns)));
  expect([...types].sort()).toEqual(['day', 'i32', 'text', 'u16', 'u32', 'u8']);
});
