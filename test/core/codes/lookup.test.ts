import { describe, expect, it, test } from 'vitest';
import { bareCode, isLookupSet, type LookupSet, lookUp } from '../../../core/codes/lookup.ts';
import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import { starterSets } from '../../../core/codes/starter/index.ts';
import { released } from './rows.ts';

const diagnosis = (code: string, billable: number, title = code) => ({ code, billable, short: title, title });
const year = (fiscal: number, rows: readonly ReturnType<typeof diagnosis>[], to = fiscal * 10_000 + 930) =>
  tableOf(released('icd10cm', { release: `FY${fiscal}`, from: (fiscal - 1) * 10_000 + 1001, to }), rows);
const always = [
  diagnosis('E11', 0, 'Type 2 diabetes mellitus'),
  diagnosis('E119', 1, 'Without complications'),
];

/** D691 becomes a header; B001 ends; J4B comes; X991 comes and goes. */
const sets = openCodeSets([
  year(2025, [...always, diagnosis('D691', 1), diagnosis('B001', 1), diagnosis('X991', 1)]),
  year(2026, [...always, diagnosis('D691', 1), diagnosis('B001', 1)]),
  year(2027, [
    ...always,
    diagnosis('D691', 0),
    diagnosis('D6910', 1),
    diagnosis('J4B', 1),
    diagnosis('X991', 1),
  ]),
  tableOf(released('hcpcs-modifiers', { release: '2026Q4' }), [
    { code: 'RT', from: 20020101, to: 0, title: 'Right side' },
    { code: 'XX', from: 20200101, to: 20201231, title: 'First time' },
    { code: 'XX', from: 20220101, to: 20221231, title: 'Second time' },
  ]),
  tableOf(released('pos', { release: 'starter', complete: false }), [
    { code: '11', from: 0, to: 0, title: 'Office', facility: 0 },
  ]),
]);

const ask = (code: string, day: number, set?: LookupSet) => {
  const [answer] = lookUp(sets, { code, day, set });
  if (answer === undefined) throw new Error('no answer');
  const { reason, from, to, release } = answer;
  return [reason, from, to, release];
};

describe('a code whose releases hold for days', () => {
  test.each([
    ['E11.9', 20261121, ['valid', '2024-10-01', '2027-09-30', 'FY2027'], 'stands in all'],
    ['E11', 20261121, ['header', '2024-10-01', '2027-09-30', 'FY2027'], 'is a header in all'],
    ['D69.1', 20260930, ['valid', '2024-10-01', '2026-09-30', 'FY2026'], 'is billable until'],
    ['D69.1', 20261001, ['header', '2026-10-01', '2027-09-30', 'FY2027'], 'is a header since'],
    ['B00.1', 20260930, ['valid', '2024-10-01', '2026-09-30', 'FY2026'], 'ends'],
    ['B00.1', 20261001, ['expired', '2024-10-01', '2026-09-30', 'FY2027'], 'has ended'],
    ['J4B', 20260930, ['not-yet', '2026-10-01', '2027-09-30', 'FY2026'], 'will come'],
    ['J4B', 20261001, ['valid', '2026-10-01', '2027-09-30', 'FY2027'], 'has come'],
    ['X99.1', 20250930, ['valid', '2024-10-01', '2025-09-30', 'FY2025'], 'stands the first time'],
    ['X99.1', 20251001, ['expired', '2024-10-01', '2025-09-30', 'FY2026'], 'is away'],
    ['X99.1', 20261001, ['valid', '2026-10-01', '2027-09-30', 'FY2027'], 'stands the second time'],
    ['Z99.9', 20261121, ['unknown', null, null, 'FY2027'], 'has never stood'],
    ['E11.9', 20240930, ['not-loaded', null, null, null], 'is asked for a day before all'],
    ['E11.9', 20271001, ['not-loaded', null, null, null], 'is asked for a day behind all'],
  ])('%s on %i is %j: %s', (code, day, answer) => {
    expect(ask(code, day, 'icd10cm')).toEqual(answer);
  });

  it('stands until an open end', () => {
    const open = openCodeSets([year(2026, always), year(2027, always, 0)]);
    expect(lookUp(open, { code: 'e119', day: 20260101 })).toMatchObject([
      { valid: true, billable: true, from: '2025-10-01', to: null, release: 'FY2026' },
    ]);
  });

  it('is valid in an April update only from then on', () => {
    const update = tableOf(released('icd10cm', { release: 'FY2026-April', from: 20260401, to: 20260930 }), [
      ...always,
      diagnosis('Z2839', 1),
    ]);
    const both = openCodeSets([year(2026, always), update, year(2027, [...always, diagnosis('Z2839', 1)])]);
    const on = (day: number) => lookUp(both, { code: 'Z28.39', day })[0];
    expect(on(20260331)).toMatchObject({ reason: 'not-yet', from: '2026-04-01', release: 'FY2026' });
    expect(on(20260401)).toMatchObject({ reason: 'valid', from: '2026-04-01', to: '2027-09-30' });
  });
});

describe('a code whose rows bear their days', () => {
  test.each([
    ['RT', 20261121, ['valid', '2002-01-01', null, '2026Q4']],
    ['XX', 20191231, ['not-yet', '2020-01-01', '2020-12-31', '2026Q4']],
    ['XX', 20200101, ['valid', '2020-01-01', '2020-12-31', '2026Q4']],
    ['XX', 20210601, ['expired', '2020-01-01', '2020-12-31', '2026Q4']],
    ['XX', 20220601, ['valid', '2022-01-01', '2022-12-31', '2026Q4']],
    ['XX', 20230101, ['expired', '2022-01-01', '2022-12-31', '2026Q4']],
    ['QQ', 20261121, ['unknown', null, null, '2026Q4']],
  ])('%s on %i is %j', (code, day, answer) => {
    expect(ask(code, day, 'hcpcs-modifiers')).toEqual(answer);
  });
});

describe('an answer', () => {
  it('has all that there is to say', () => {
    expect(lookUp(sets, { code: ' e11.9 ', day: 20261121 })).toEqual([
      {
        set: 'icd10cm',
        code: 'E119',
        valid: true,
        billable: true,
        from: '2024-10-01',
        to: '2027-09-30',
        release: 'FY2027',
        title: 'Without complications',
        reason: 'valid',
        message: 'The code is valid on that day.',
      },
    ]);
  });

  it('is not "unknown" where only a part or a starter is loaded', () => {
    expect(ask('12', 20261121, 'pos')).toEqual(['incomplete', null, null, 'starter']);
    expect(lookUp(starterSets(), { code: 'A00.0', day: 20261121 })).toMatchObject([
      { set: 'icd10cm', valid: false, reason: 'incomplete', release: 'starter' },
    ]);
  });

  it('comes from each set that has the code, ICD-10-CM first, and from no other', () => {
    const both = openCodeSets([
      tableOf(released('hcpcs'), [
        {
          ...{
            code: 'J1885',
            from: 19930101,
            to: 0,
            title: 'Ketorolac',
            short: '',
            coverage: 68,
            unlisted: 0,
          },
          ...{ pricing: '', typeOfService: '', betos: '', labs: '', crossReference: '', anesthesiaUnits: 0 },
        },
      ]),
      year(2027, [diagnosis('J1885', 1), ...always]),
    ]);
    const setsOf = (code: string) => lookUp(both, { code, day: 20261121 }).map(({ set }) => set);
    expect(setsOf('J1885')).toEqual(['icd10cm', 'hcpcs']);
    expect(setsOf('E119')).toEqual(['icd10cm']);
    expect(setsOf('J9999')).toEqual(['icd10cm', 'hcpcs']);
  });

  it('says of a set that is not loaded that it is not', () => {
    expect(lookUp(sets, { code: '99213', day: 20261121 })).toMatchObject([
      { set: 'cpt', valid: false, reason: 'not-loaded', release: null },
    ]);
  });

  it('is of diagnoses alone where the code has a dot', () => {
    const setsOf = (code: string) => lookUp(sets, { code, day: 20261121 }).map(({ set }) => set);
    expect(setsOf('J188.5')).toEqual(['icd10cm']);
    expect(setsOf('J1885')).toEqual(['icd10cm', 'hcpcs']);
  });

  it('is none for what no set can have', () => {
    expect(lookUp(sets, { code: '?', day: 20261121 })).toEqual([]);
  });

  it('comes from any list by its name', () => {
    const limits = openCodeSets([
      tableOf(released('mue-practitioner', { release: '2026Q4' }), [{ code: '90001', units: 2, mai: 2 }]),
    ]);
    expect(lookUp(limits, { code: '90001', day: 20261121, set: 'mue-practitioner' })).toMatchObject([
      { valid: true, release: '2026Q4' },
    ]);
    expect(lookUp(limits, { code: '90001', day: 20261121 }).map(({ set }) => set)).not.toContain(
      'mue-practitioner',
    );
  });
});

test('a code is written as people write it', () => {
  expect(['e11.9', ' S52.501A ', 'J 1885'].map(bareCode)).toEqual(['E119', 'S52501A', 'J1885']);
});

test('pairs are not looked up by one code', () => {
  expect((['icd10cm', 'ptp-practitioner', 'ptp-hospital'] as const).map(isLookupSet)).toEqual([
    true,
    false,
    false,
  ]);
});
