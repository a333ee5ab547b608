import { describe, expect, it, test } from 'vitest';
import { delimiterOf, splitCells } from '../../../../core/codes/import/cells.ts';
import { seenRows } from '../../../../core/codes/import/seen.ts';
import { readDay, readOrdinalDay, scaled } from '../../../../core/codes/import/values.ts';
import { codeSets } from '../../../../core/codes/sets.ts';

test.each([
  ['20261001', 20261001],
  [' 2026-10-01 ', 20261001],
  ['2026-10-01T00:00:00Z', 20261001],
  ['10/1/2026', 20261001],
  ['10-01-2026', 20261001],
  ['', 0],
  ['*', 0],
  ['00000000', 0],
  ['20260229', undefined],
  ['2/29/2024', 20240229],
  ['1.10.2026', undefined],
  ['26-10-01', undefined],
])('the day %j is %s', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test.each([
  ['2026001', 20260101],
  ['2026032', 20260201],
  ['2026365', 20261231],
  ['2024060', 20240229],
  ['2024366', 20241231],
  ['2026366', undefined],
  ['2026000', undefined],
  ['20260101', undefined],
  ['', 0],
])('the day of the year %j is %s', (text, day) => {
  expect(readOrdinalDay(text)).toBe(day);
});

test.each([
  ['0.29', 2, 29],
  ['1.10', 2, 110],
  ['.5', 2, 50],
  ['5.', 2, 500],
  ['-0.01', 2, -1],
  ['-0.00', 2, 0],
  ['33.4009', 4, 334_009],
  ['0.8690', 3, 869],
  ['', 2, 0],
  ['$1,234.5', 2, 123_450],
  ['1,23', 2, undefined],
  ['1.005', 2, undefined],
  ['1e3', 2, undefined],
  ['99999999999999999', 2, undefined],
])('%j to %d places is %s', (text, places, number) => {
  expect(scaled(text, places)).toBe(number);
});

describe('cells', () => {
  test.each([
    ['a,b , c', ',', ['a', 'b', 'c']],
    ['"a, b","say ""x""",', ',', ['a, b', 'say "x"', '']],
    ['a\t"b\tc"\td', '\t', ['a', 'b\tc', 'd']],
    ['5" pipe,x', ',', ['5" pipe', 'x']],
    ['"Old" style,x', ',', ['"Old" style', 'x']],
    ['a,"b', ',', undefined],
    ['', ',', ['']],
  ])('of %j', (text, delimiter, cells) => {
    expect(splitCells(text, delimiter)).toEqual(cells);
  });

  test.each([
    [['a,b', 'c,d'], ','],
    [['A notice, with, commas', 'over lines', 'a\tb', 'c\td', 'e\tf, g'], '\t'],
    [['a|b', 'c|d'], '|'],
    [['a;b', 'c;d, e', 'f;g'], ';'],
    [['code', '1'], ','],
  ])('of the lines %j', (lines, delimiter) => {
    expect(delimiterOf({ names: [], lines })).toBe(delimiter);
  });
});

describe('rows that come again', () => {
  it('are dropped when they say the same, and told when they do not', () => {
    const seen = seenRows('icd10cm');
    const row = { code: 'A000', billable: 1, short: 'x', title: 'y' };
    expect(seen(row, 1)).toBe('new');
    expect(seen({ ...row }, 2)).toBe('again');
    expect(seen({ ...row, billable: 0 }, 3)).toEqual({ otherThan: 1 });
    expect(seen({ ...row, code: 'A001' }, 4)).toBe('new');
  });

  it('are two where their days differ, in sets whose rows bear days', () => {
    const seen = seenRows('ptp-practitioner');
    const row = { code: '90001', other: '90002', modifier: 1, from: 20200101, to: 0 };
    expect(seen(row, 1)).toBe('new');
    expect(seen({ ...row, from: 20100101, to: 20191231, modifier: 0 }, 2)).toBe('new');
    expect(seen({ ...row, modifier: 0 }, 3)).toEqual({ otherThan: 1 });
    expect(seen({ ...row, code: '90002', other: '90001' }, 4)).toBe('new');
  });

  test.each([
    ['mpfs', { modifier: '26' }, { work: 2 }],
    ['fees', { payer: 'ACME' }, { cents: 2 }],
    ['fees', { modifier: '26' }, { to: 20261231 }],
    ['mce', { list: 2 }, { ageTo: 17 }],
    ['add-on', { primary: '90002' }, { type: 2 }],
    ['icd10cm-notes', { note: 'other' }, undefined],
    ['hcpcs', { from: 20260101 }, { to: 20261231 }],
    ['carc', { from: 20260101 }, { title: 'other' }],
    ['mue-dme', undefined, { units: 2 }],
    ['gpci', undefined, { work: 2 }],
  ] as const)('in %s are two with %j and contradict with %j', (set, two, contradicts) => {
    const row = {
      code: '90001',
      ...Object.fromEntries(Object.keys(codeSets[set].columns).map((name) => [name, 0])),
    };
    const seen = seenRows(set);
    expect(seen(row, 1)).toBe('new');
    if (two !== undefined) expect(seen({ ...row, ...two }, 2)).toBe('new');
    if (contradicts !== undefined) expect(seen({ ...row, ...contradicts }, 3)).toEqual({ otherThan: 1 });
  });

  it('are found among very many', () => {
    const seen = seenRows('ptp-hospital');
    const row = (i: number) => ({
      code: `A${1000 + (i % 500)}`,
      other: `B${1000 + Math.floor(i / 500)}`,
      modifier: 1,
      from: 20200101,
      to: 0,
    });
    const first = Array.from({ length: 200_000 }, (_, i) => seen(row(i), i + 1));
    expect(first.every((one) => one === 'new')).toBe(true);
    const again = Array.from({ length: 200_000 }, (_, i) => seen(row(i), i + 1));
    expect(again.every((one) => one === 'again')).toBe(true);
    expect(seen({ ...row(199_999), modifier: 0 }, 0)).toEqual({ otherThan: 200_000 });
  });
});
