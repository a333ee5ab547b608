import { describe, expect, it, test } from 'vitest';
import { tableOf } from '../../../core/codes/open.ts';
import type { CodeRow } from '../../../core/codes/sets.ts';
import { type Check, isWhole, verifyTable } from '../../../core/codes/verify.ts';
import { released } from './rows.ts';

const place = (code: string, changes: Partial<CodeRow<'pos'>> = {}): CodeRow<'pos'> => ({
  ...{ code, from: 0, to: 0, title: 'a place', facility: 0 },
  ...changes,
});
const spots = ['11', '12', '21', '22', '23', '24', '99'].map((code) => place(code));
const places = (rows: readonly CodeRow<'pos'>[], complete = true) =>
  tableOf(released('pos', { complete }), rows);
const failures = (checks: readonly Check[]): readonly string[] =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name);

describe('an import', () => {
  it('that is sound passes, and says what was looked at', () => {
    const { passed, checks } = verifyTable(places(spots));
    expect(passed).toBe(true);
    expect(checks.map(({ name, message }) => [name, message])).toEqual([
      ['rows', 'The table has 7 rows.'],
      ['shapes', 'All codes have the form of the set.'],
      ['days', 'All days are in order.'],
      ['values', 'All values are known.'],
      ['spots', 'The 7 codes of the spot check are as expected.'],
    ]);
  });

  test.each([
    ['no row', [], ['rows', 'spots']],
    ['a code of another form', [...spots, place('1A')], ['shapes']],
    ['days in wrong order', [...spots, place('31', { from: 20200102, to: 20200101 })], ['days']],
    ['a day that does not exist', [...spots, place('31', { from: 20200231 })], ['days']],
    ['a last day that does not exist', [...spots, place('31', { to: 20201301 })], ['days']],
    ['a flag that is none', [...spots, place('31', { facility: 2 })], ['values']],
    ['a well-known code missing', spots.slice(1), ['spots']],
  ])('with %s is refused', (_, rows, wrong) => {
    const { passed, checks } = verifyTable(places(rows));
    expect([passed, failures(checks)]).toEqual([false, wrong]);
  });

  it('may begin and end on one day', () => {
    const row = place('31', { from: 20200101, to: 20200101 });
    expect(verifyTable(places([...spots, row])).passed).toBe(true);
  });

  it('names three of the codes that are wrong, and counts all', () => {
    const wrong = ['A1', 'A2', 'A3', 'A4'].map((code) => place(code));
    const { checks } = verifyTable(places([...spots, ...wrong]));
    expect(checks.find(({ name }) => name === 'shapes')?.message).toBe(
      '4 rows have no code of Places of service: A1, A2, A3.',
    );
  });

  it('that is a part need not have the well-known codes', () => {
    const { passed, checks } = verifyTable(places([place('31')], false));
    expect([passed, checks[0]?.message]).toEqual([
      true,
      'The table has 1 rows. It is a part of the set: what is not in it is not judged.',
    ]);
  });

  it('refuses a code twice where a set has each once', () => {
    const row = (units: number) => ({ code: '90001', units, mai: 1 });
    expect(failures(verifyTable(tableOf(released('mue-dme'), [row(1), row(2)])).checks)).toEqual(['repeats']);
  });

  test.each([
    ['E11', 0, 'E119', 1, true],
    ['E11', 1, 'E119', 1, false],
    ['E11', 0, 'E119', 0, false],
  ])('of diagnoses wants %s to be %i and %s to be %i: %s', (header, first, code, second, passed) => {
    const row = (of: string, billable: number) => ({ code: of, billable, short: '', title: '' });
    const others = ['I10', 'J029', 'S52501A', 'Z0000'].map((of) => row(of, 1));
    const table = tableOf(released('icd10cm'), [
      row('A00', 0),
      row(header, first),
      row(code, second),
      ...others,
    ]);
    expect(verifyTable(table).passed).toBe(passed);
  });

  test.each([
    [['90001', '90002', 1, 20200101, 0], []],
    [['90001', '9000', 1, 20200101, 0], ['shapes']],
    [['9000', '90002', 1, 20200101, 0], ['shapes']],
    [['90001', '90002', 9, 20200101, 20200101], []],
    [['90001', '90002', 0, 20200101, 20191231], ['days']],
  ] as const)('of pairs with %j fails %j', ([code, other, modifier, from, to], wrong) => {
    const table = tableOf(released('ptp-hospital'), [{ code, other, modifier, from, to }]);
    expect(failures(verifyTable(table).checks)).toEqual(wrong);
  });
});

describe('a set that shrinks', () => {
  const pairs = (count: number, complete = true) =>
    tableOf(
      released('poa-exempt', { complete }),
      Array.from({ length: count }, (_, i) => ({ code: `A${String(i).padStart(4, '0')}` })),
    );
  test.each([
    [100, 90, true],
    [100, 89, false],
    [100, 200, true],
  ])('from %i to %i rows passes: %s', (was, is, passed) => {
    const verified = verifyTable(pairs(is), { before: pairs(was) });
    expect([verified.passed, failures(verified.checks)]).toEqual([passed, passed ? [] : ['shrinks']]);
  });

  it('passes by force, and so does one that lacks a well-known code', () => {
    expect(verifyTable(pairs(1), { before: pairs(100), force: true }).passed).toBe(true);
    expect(verifyTable(places(spots.slice(1)), { force: true }).passed).toBe(true);
  });

  it('but a malformed one never does', () => {
    expect(verifyTable(places([...spots, place('1A')]), { force: true }).passed).toBe(false);
  });

  it.each([
    [true, false],
    [false, true],
  ])('is not compared where one is a part (complete: %s, then %s)', (was, is) => {
    expect(verifyTable(pairs(1, is), { before: pairs(100, was) }).passed).toBe(true);
  });

  it('shows the difference', () => {
    expect(verifyTable(pairs(95), { before: pairs(100) }).comparison).toMatchObject({ added: 0, removed: 5 });
  });
});

test.each([
  ['icd10cm', 5, false],
  ['icd10cm', 98_400, true],
  ['cpt', 5, true],
  ['mue-dme', 1, true],
  ['mue-dme', 0, false],
] as const)('%s with %i rows can be the whole set: %s', (set, rows, whole) => {
  expect(isWhole(set, rows)).toBe(whole);
});
