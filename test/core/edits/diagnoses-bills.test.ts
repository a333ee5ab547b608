import { describe, expect, test } from 'vitest';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { fields, type Given, mceOf, setsOf, table } from './diagnoses-given.ts';

type Case = readonly [what: string, changes: ExampleChanges, found: readonly string[]];

function cases(about: string, given: Omit<Given, 'of'>, rows: readonly Case[]): void {
  describe(about, () => {
    test.each(rows)('%s', (_, changes, found) => {
      expect(fields(changes, { ...given, of: 'I' })).toEqual(found);
    });
  });
}

/** An outpatient bill of one day. */
const outpatient = {
  typeOfBill: '13',
  statementTo: '20260105',
  principalProcedure: null,
  drg: null,
  'lines[0].revenueCode': '0270',
};

const exempt = (complete: boolean) =>
  setsOf(table('poa-exempt', [{ code: 'Z794' }, { code: 'W19XXXA' }], complete));
const noMarks = {
  principalDiagnosis: { code: 'K35.80' },
  otherDiagnoses: [{ code: 'E11.9' }, { code: 'Z79.4' }],
};

cases('present on admission', { codes: exempt(true), only: 'DX-14' }, [
  ['all there', {}, []],
  ['one is missing', { 'otherDiagnoses[0].poa': null }, ['DX-14 otherDiagnoses[0].code']],
  ['of an external cause', { externalCauses: [{ code: 'X58.XXXA' }] }, ['DX-14 externalCauses[0].code']],
  ['of an exempt one', { externalCauses: [{ code: 'W19.XXXA' }] }, []],
  [
    'none at all: the hospital may not report',
    noMarks,
    ['DX-14 principalDiagnosis.code (warning)', 'DX-14 otherDiagnoses[0].code (warning)'],
  ],
  ['on an exempt one', { 'otherDiagnoses[1].poa': 'Y' }, ['DX-14 otherDiagnoses[1].code (info)']],
  ['in a nursing facility', { ...noMarks, typeOfBill: '21' }, []],
  ['of an outpatient', { ...noMarks, ...outpatient }, []],
]);

test('a list of exempt codes in part asks for no mark', () => {
  expect(fields({ 'otherDiagnoses[0].poa': null }, { of: 'I', codes: exempt(false), only: 'DX-14' })).toEqual(
    [],
  );
});

cases('marks', { only: 'DX-24' }, [
  ['1 is never sent', { 'otherDiagnoses[1].poa': '1' }, ['DX-24 otherDiagnoses[1].code']],
  ['X is none', { 'principalDiagnosis.poa': 'X' }, ['DX-24 principalDiagnosis.code']],
  ['U and W are some', { 'principalDiagnosis.poa': 'U', 'otherDiagnoses[0].poa': 'W' }, []],
]);

const emergency = { ...outpatient, 'lines[1].revenueCode': '0450', 'lines[1].procedure': { code: '99284' } };

cases('diagnoses of a bill', { only: 'DX-1' }, [
  ['no principal one', { 'principalDiagnosis.code': '' }, ['DX-16 principalDiagnosis.code']],
  ['no admitting one', { admittingDiagnosis: null }, ['DX-17 admittingDiagnosis']],
  [
    'in a nursing facility',
    { typeOfBill: '21', admittingDiagnosis: null },
    ['DX-17 admittingDiagnosis (warning)'],
  ],
  ['an outpatient has none', { ...outpatient, admittingDiagnosis: null }, []],
  ['an emergency without a reason', emergency, ['DX-18 visitReasons (warning)']],
  ['with a reason', { ...emergency, visitReasons: ['R10.31'] }, []],
  ['elective', { ...emergency, admissionType: '3' }, []],
  ['no emergency room', { ...outpatient, admissionType: '1' }, []],
]);

const principals = setsOf(
  mceOf([
    ['Z794', 'unacceptable-principal'],
    ['W19XXXA', 'unacceptable-principal'],
    ['I10', 'questionable-admission'],
  ]),
);

cases('principal diagnoses that Medicare does not take', { codes: principals, only: 'DX-' }, [
  [
    'another payer',
    { 'principalDiagnosis.code': 'Z79.4', otherDiagnoses: null },
    ['DX-19 principalDiagnosis.code (warning)'],
  ],
  [
    'Medicare',
    { 'principalDiagnosis.code': 'Z79.4', otherDiagnoses: null, 'coverages[0].filingCode': 'MA' },
    ['DX-19 principalDiagnosis.code'],
  ],
  [
    'an external cause is said once',
    { 'principalDiagnosis.code': 'W19.XXXA' },
    ['DX-08 principalDiagnosis.code'],
  ],
  ['questioned', { 'principalDiagnosis.code': 'I10' }, ['DX-20 principalDiagnosis.code (warning)']],
  ['an outpatient is not asked', { ...outpatient, 'principalDiagnosis.code': 'I10' }, []],
]);

cases('external causes', { only: 'DX-23' }, [
  ['in their field', { externalCauses: [{ code: 'Y92.009', poa: 'Y' }] }, []],
  [
    'an injury there',
    { externalCauses: [{ code: 'S52.501A', poa: 'Y' }] },
    ['DX-23 externalCauses[0].code (warning)'],
  ],
]);
