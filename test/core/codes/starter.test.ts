import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { placesOfService } from '../../../core/codes/places-of-service.ts';
import { codeShapes } from '../../../core/codes/shapes.ts';
import { STARTER, starterSets, starterTables } from '../../../core/codes/starter/index.ts';
import { verifyTable } from '../../../core/codes/verify.ts';
import { civilDate } from '../../../core/dates.ts';
import { carcRules } from '../../../core/denial/carc.ts';
import { inventEncounters } from '../../../core/sandbox/encounters.ts';

const TODAY = 20261121;
const at = <S extends 'icd10cm' | 'hcpcs' | 'pos' | 'carc'>(set: S) => {
  const table = starterSets().at(set, TODAY);
  if (table === undefined) throw new Error(`no ${set}`);
  return table;
};
const codesOf = (table: { readonly size: number; readonly codeAt: (row: number) => string }) =>
  Array.from({ length: table.size }, (_, row) => table.codeAt(row));

describe('the starter', () => {
  it('says that it is one, and which of its sets are whole', () => {
    expect(starterSets().releases.map(({ set, release, complete }) => [set, release, complete])).toEqual([
      ['icd10cm', STARTER, false],
      ['hcpcs', STARTER, false],
      ['pos', STARTER, true],
      ['carc', STARTER, false],
    ]);
  });

  it('is built once', () => {
    expect(starterSets()).toBe(starterSets());
  });

  it.each(starterTables().map((table) => [table.release.set, table] as const))(
    'has a sound %s',
    (_, table) => {
      expect(verifyTable(table).checks.filter(({ passed }) => !passed)).toEqual([]);
    },
  );

  it('has about 300 diagnoses and 80 HCPCS codes', () => {
    const diagnoses = at('icd10cm');
    const billable = codesOf(diagnoses).filter((_, row) => diagnoses.number(row, 'billable') === 1);
    expect([billable.length, at('hcpcs').size]).toEqual([302, 80]);
  });

  test.each([
    ['E11', 0, 'Type 2 diabetes mellitus'],
    ['E119', 1, 'Type 2 diabetes mellitus without complications'],
    ['J029', 1, 'Acute pharyngitis, unspecified'],
    ['R509', 1, 'Fever, unspecified'],
    [
      'S52501A',
      1,
      'Unspecified fracture of the lower end of right radius, initial encounter for closed fracture',
    ],
    ['S5250', 0, 'Unspecified fracture of the lower end of radius'],
  ])('knows %s, billable %i: %s', (code, billable, title) => {
    const table = at('icd10cm');
    expect(table.rowAt(table.find(code, TODAY))).toEqual({ code, billable, short: title, title });
  });

  it('has the headers of each of its diagnoses, and none of them is billable', () => {
    const table = at('icd10cm');
    const wrong = codesOf(table).filter((code, row) => {
      const isHeader = table.prefixed(code).end > row + 1;
      const parent = code.slice(0, 3);
      return isHeader === (table.number(row, 'billable') === 1) || table.find(parent, TODAY) < 0;
    });
    expect(wrong).toEqual([]);
  });

  it('names each row', () => {
    const [diagnoses, procedures, places] = [at('icd10cm'), at('hcpcs'), at('pos')];
    expect(codesOf(diagnoses).filter((_, row) => diagnoses.text(row, 'title') === '')).toEqual([]);
    expect(codesOf(procedures).filter((_, row) => procedures.text(row, 'title') === '')).toEqual([]);
    expect(codesOf(places).filter((_, row) => places.text(row, 'title') === '')).toEqual([]);
  });

  test.each([
    ['J1885', 19930101, 'D', 0],
    ['G2211', 20210101, 'C', 0],
    ['J3490', 19860101, 'D', 1],
  ])('knows %s since %i, coverage %s, unlisted %i', (code, from, coverage, unlisted) => {
    const table = at('hcpcs');
    const row = table.rowAt(table.find(code, TODAY));
    expect([row.from, String.fromCharCode(row.coverage), row.unlisted, row.to]).toEqual([
      from,
      coverage,
      unlisted,
      0,
    ]);
  });

  it('has the places of service of the CMS list', () => {
    expect(codesOf(at('pos'))).toEqual([...placesOfService].sort());
  });

  test.each([
    ['facility', '02 06 08 19 21 22 23 24 26 31 34 41 42 51 52 53 56 61'],
    ['new in their year', '02 10 19 27 58 66'],
  ])('marks the places that are %s', (mark, codes) => {
    const table = at('pos');
    const marked = codesOf(table).filter((_, row) =>
      mark === 'facility' ? table.number(row, 'facility') === 1 : table.number(row, 'from') > 0,
    );
    expect(marked.join(' ')).toBe(codes);
  });

  it('has our adjustment reasons in our words', () => {
    const table = at('carc');
    expect(carcRules.filter(({ carc, means }) => table.text(table.find(carc, 0), 'title') !== means)).toEqual(
      [],
    );
    expect(table.size).toBe(carcRules.length);
  });
});

describe('the diagnoses that we ship in examples and invent', () => {
  const table = at('icd10cm');
  const unknown = (codes: readonly string[]): readonly string[] =>
    codes.filter((code) => {
      const row = table.find(code.replace('.', ''), TODAY);
      return row < 0 || table.number(row, 'billable') === 0;
    });
  const diagnosesIn = (text: string): readonly string[] =>
    [...text.matchAll(/"diagnoses":\s*\[([^\]]*)\]/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((code) => code.trim().replaceAll('"', ''));

  it.each(['examples/clinic-day.json', 'examples/clinic-week.ndjson'])('%s', (file) => {
    const codes = diagnosesIn(readFileSync(file, 'utf8'));
    expect(codes.length).toBeGreaterThan(0);
    expect(unknown(codes)).toEqual([]);
  });

  it('are billable codes of the starter', () => {
    const encounters = inventEncounters({ count: 500, seed: 'starter', today: civilDate('20261121') });
    const codes = [...encounters].flatMap(({ diagnoses }) => diagnoses);
    expect(codes.length).toBeGreaterThan(500);
    expect(unknown(codes.filter((code) => codeShapes.icd10cm.test(code.replace('.', ''))))).toEqual([]);
  });
});
