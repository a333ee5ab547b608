import { describe, expect, it, test } from 'vitest';
import { dayOf, factsOf } from '../../../core/edits/claim-facts.ts';
import { changedExample, exampleBill, exampleDental } from '../../../core/edits/example.ts';

describe('the facts of a professional claim', () => {
  const facts = factsOf(
    changedExample({
      diagnoses: ['j02.9', ' r50.9 '],
      'lines[1].from': '20260103',
      'lines[1].to': '20260107',
      'lines[1].pos': '12',
      'lines[1].rendering': { last: 'LEE', npi: '1777777776' },
    }),
  );

  it('hold codes in their usual form, with the fields where they stand', () => {
    expect(facts.diagnoses).toEqual([
      { code: 'J029', role: 'first', field: 'diagnoses[0]' },
      { code: 'R509', role: 'other', field: 'diagnoses[1]' },
    ]);
    expect(facts.professional?.diagnoses).toEqual(['J029', 'R509']);
  });

  it('give the days of the lines, and the first as the day that decides', () => {
    expect([facts.from, facts.to, facts.day]).toEqual([20260103, 20260107, 20260103]);
    expect(facts.lines.map(({ from, to }) => [from, to])).toEqual([
      [20260105, 20260105],
      [20260103, 20260107],
    ]);
  });

  it('give a line what it does not say itself from the claim', () => {
    expect(
      facts.lines.map(({ pos, rendering, qualifier, unitType }) => [pos, rendering, qualifier, unitType]),
    ).toEqual([
      ['11', '1888888884', 'HC', 'UN'],
      ['12', '1777777776', 'HC', 'UN'],
    ]);
  });

  it('give the age on the first day of service, and the coverage that the claim goes to', () => {
    expect(facts.age).toBe(45);
    expect(facts.coverage?.payer.id).toBe('99001');
  });

  it('are of the very claim where nothing had to be written anew', () => {
    const encounter = changedExample({ diagnoses: ['J029', 'R509'] });
    expect(factsOf(encounter).content).toBe(encounter);
  });
});

test.each([
  ['the birthday', '20250105', 1],
  ['the day before it', '20250106', 0],
  ['a birth after the service', '20260106', -1],
  ['no day of the calendar', '20250230', -1],
])('the age on %s', (_, dob, age) => {
  expect(factsOf(changedExample({ 'patient.dob': dob })).age).toBe(age);
});

describe('the facts of a bill', () => {
  it('have every diagnosis with its role, its place and its mark', () => {
    const { diagnoses } = factsOf({
      ...exampleBill,
      visitReasons: ['R1031'],
      externalCauses: [{ code: 'W19XXXA' }],
    });
    expect(diagnoses.map(({ code, role, field, poa }) => [code, role, field, poa])).toEqual([
      ['K3580', 'first', 'principalDiagnosis.code', 'Y'],
      ['R1031', 'admitting', 'admittingDiagnosis', undefined],
      ['R1031', 'visit-reason', 'visitReasons[0]', undefined],
      ['W19XXXA', 'external-cause', 'externalCauses[0].code', undefined],
      ['E119', 'other', 'otherDiagnoses[0].code', 'Y'],
      ['Z794', 'other', 'otherDiagnoses[1].code', undefined],
    ]);
  });

  test.each([
    ['11', true, 20260108],
    ['21', true, 20260108],
    ['13', false, 20260105],
  ])(
    'of type %s: the day that decides is the last of a stay, else the first',
    (typeOfBill, inpatient, day) => {
      const facts = factsOf({ ...exampleBill, typeOfBill });
      expect([facts.inpatient, facts.day]).toEqual([inpatient, day]);
    },
  );

  it('give a line without days those of the statement', () => {
    const { lines } = factsOf(exampleBill);
    expect(lines[0]).toMatchObject({ from: 20260105, to: 20260108, code: '', revenueCode: '0120', units: 3 });
  });
});

describe('the facts of a dental claim', () => {
  it('count a service without units once', () => {
    const { units: _, ...line } = exampleDental.lines[0] ?? { code: 'D1110', chargeCents: 0 };
    expect(
      factsOf({ ...exampleDental, lines: [{ ...line, code: 'd1110' }] } as typeof exampleDental).lines[0],
    ).toMatchObject({ units: 1, code: 'D1110', qualifier: 'AD' });
  });

  it('take today where a predetermination has no day', () => {
    const { from: _, ...rest } = exampleDental;
    expect(factsOf({ ...rest, predetermination: true }, 20260110).day).toBe(20260110);
    expect(factsOf(rest, 20260110).day).toBe(0);
  });
});

test.each([
  ['20240229', 20240229],
  ['20250229', 0],
  ['2025011', 0],
  ['', 0],
  [undefined, 0],
])('%s is the day %d', (text, day) => {
  expect(dayOf(text)).toBe(day);
});
