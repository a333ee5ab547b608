import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTables, type Difference, differencesOf } from '../../../core/codes/compare.ts';
import { tableOf } from '../../../core/codes/open.ts';
import type { CodeRow } from '../../../core/codes/sets.ts';
import { released, someRows } from './rows.ts';

const diagnosis = (code: string, billable: number, title = code) => ({ code, billable, short: title, title });
const before = tableOf(released('icd10cm', { release: 'FY2026' }), [
  diagnosis('A00', 0),
  diagnosis('B001', 1),
  diagnosis('D691', 1),
  diagnosis('E119', 1, 'Old title'),
]);
const after = tableOf(released('icd10cm', { release: 'FY2027' }), [
  diagnosis('A00', 0),
  diagnosis('D691', 0),
  diagnosis('D6910', 1),
  diagnosis('E119', 1, 'New title'),
]);

describe('two releases', () => {
  it('differ by codes added, removed and changed', () => {
    expect(compareTables(before, after)).toMatchObject({
      before: { release: 'FY2026', rows: 4 },
      after: { release: 'FY2027', rows: 4 },
      added: 1,
      removed: 1,
      changed: 2,
      billable: { gained: 1, lost: 2 },
      columns: { billable: 1, short: 1, title: 1 },
      differences: [
        { code: 'B001', kind: 'removed', columns: [], billable: 'lost' },
        { code: 'D691', kind: 'changed', columns: ['billable'], billable: 'lost' },
        { code: 'D6910', kind: 'added', columns: [], billable: 'gained' },
        { code: 'E119', kind: 'changed', columns: ['short', 'title'] },
      ],
    });
  });

  it('are counted whole, however few are listed', () => {
    const { changed, added, removed, differences } = compareTables(before, after, { list: 1 });
    expect([changed, added, removed, differences.length]).toEqual([2, 1, 1, 1]);
  });

  it('may be compared for our codes alone', () => {
    const ours = compareTables(before, after, { only: new Set(['D691', 'E11', 'A00']) });
    expect(ours.differences).toEqual([
      { code: 'D691', kind: 'changed', columns: ['billable'], billable: 'lost' },
    ]);
    expect(compareTables(before, after, { only: new Set() }).differences).toEqual([]);
  });

  it('are of one set', () => {
    expect(() => compareTables(before, tableOf(released('poa-exempt'), []))).toThrow('two sets');
  });

  it('differ in how many rows a code has', () => {
    const add = (primary: string) => ({ code: '90005', type: 1, primary, from: 20200101, to: 0 });
    const old = tableOf(released('add-on'), [add('90001')]);
    const young = tableOf(released('add-on'), [add('90001'), add('90002')]);
    expect(compareTables(old, young).differences).toEqual([
      { code: '90005', kind: 'changed', columns: ['rows'] },
    ]);
  });

  it('of unlikely units say which limits change', () => {
    const of = (units: number) => tableOf(released('mue-dme'), [{ code: 'E0601', units, mai: 2 }]);
    expect(compareTables(of(1), of(2)).columns).toEqual({ units: 1 });
  });
});

describe('pairs', () => {
  const pair = (code: string, other: string, modifier: number, to = 0) => ({
    ...{ code, other, modifier },
    ...{ from: 20200101, to },
  });
  const old = tableOf(released('ptp-practitioner'), [
    pair('90001', '90002', 1),
    pair('90001', '90003', 1),
    pair('90004', '90001', 0),
  ]);
  const young = tableOf(released('ptp-practitioner'), [
    pair('90001', '90002', 0),
    pair('90001', '90003', 1, 20261231),
    pair('90001', '90005', 1),
  ]);

  it('differ by pair', () => {
    expect(compareTables(old, young).differences).toEqual([
      { code: '90001/90002', kind: 'changed', columns: ['modifier'] },
      { code: '90001/90003', kind: 'changed', columns: ['to'] },
      { code: '90001/90005', kind: 'added', columns: [] },
      { code: '90004/90001', kind: 'removed', columns: [] },
    ]);
  });

  it('are ours when both codes are', () => {
    const only = new Set(['90001', '90002', '90009']);
    expect(compareTables(old, young, { only }).differences.map(({ code }) => code)).toEqual(['90001/90002']);
  });
});

it('agrees with a search of all codes', () => {
  const codesOf = (rows: readonly CodeRow<'bill-types'>[]) => [...new Set(rows.map(({ code }) => code))];
  const rowsOf = (rows: readonly CodeRow<'bill-types'>[], code: string) =>
    [...new Set(rows.filter((row) => row.code === code).map((row) => JSON.stringify(row, ORDER)))].sort();
  fc.assert(
    fc.property(someRows('bill-types'), someRows('bill-types'), (old, young) => {
      const expected = [...new Set([...codesOf(old), ...codesOf(young)])].sort().flatMap((code) => {
        const [was, is] = [rowsOf(old, code), rowsOf(young, code)];
        if (was.join() === is.join()) return [];
        const kind: Difference['kind'] = was.length === 0 ? 'added' : is.length === 0 ? 'removed' : 'changed';
        return [[code, kind]];
      });
      const tables = [tableOf(released('bill-types'), old), tableOf(released('bill-types'), young)] as const;
      expect([...differencesOf(...tables)].map(({ code, kind }) => [code, kind])).toEqual(expected);
      expect([...differencesOf(tables[0], tables[0])]).toEqual([]);
    }),
  );
});
const ORDER = ['code', 'from', 'to', 'title'];
