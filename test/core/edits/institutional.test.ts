import { describe, expect, test } from 'vitest';
import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { dayNumber } from '../../../core/edits/institutional-bills.ts';
import { fields, type Given, releaseOf, said } from './diagnoses-given.ts';

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

cases('what a bill of a stay has', { only: 'INS-01' }, [
  ['no admission', { admission: null }, ['INS-01 admission.date']],
  [
    'no type and no source',
    { admissionType: null, admissionSource: null },
    ['INS-01 admissionType', 'INS-01 admissionSource'],
  ],
  [
    'a nursing facility is only warned of these',
    { typeOfBill: '21', admissionType: null },
    ['INS-01 admissionType (warning)'],
  ],
  ['but not of the admission', { typeOfBill: '21', admission: null }, ['INS-01 admission.date']],
  ['no status', { patientStatus: '' }, ['INS-01 patientStatus']],
  ['no attending provider', { attending: null }, ['INS-01 attending']],
  ['an outpatient bill needs none of these', { ...outpatient, admission: null, admissionSource: null }, []],
]);

/** Four days, the last one counted. */
const still = { patientStatus: '30', 'lines[0].units': '4', values: null };

cases('status and frequency', { only: 'INS-0' }, [
  ['still there, admitted through discharged', { patientStatus: '30' }, ['INS-02 patientStatus']],
  ['still there, last bill', { patientStatus: '30', frequency: '4' }, ['INS-02 patientStatus']],
  ['still there, first bill', { ...still, frequency: '2', dischargeHour: null }, []],
  ['still there, with an hour of discharge', { ...still, frequency: '3' }, ['INS-02 dischargeHour']],
  ['gone, on a further bill', { frequency: '3', dischargeHour: null }, ['INS-07 patientStatus']],
  [
    'gone, from a nursing facility',
    { typeOfBill: '21', frequency: '3', dischargeHour: null },
    ['INS-07 patientStatus (warning)'],
  ],
  ['no hour of discharge', { dischargeHour: null }, ['INS-09 dischargeHour (warning)']],
  ['Medicare does without', { dischargeHour: null, 'coverages[0].filingCode': 'MA' }, []],
  ['a status of no list', { patientStatus: '08' }, ['INS-06 patientStatus']],
  ['an outpatient bill without a status', { ...outpatient, patientStatus: '' }, ['INS-06 patientStatus']],
  [
    'an outpatient bill without an attending provider',
    { ...outpatient, attending: null },
    ['INS-05 attending'],
  ],
  [
    'unless it is transport alone',
    {
      ...outpatient,
      attending: null,
      lines: [{ revenueCode: '0540', chargeCents: 850_000, units: '1' }],
    },
    [],
  ],
]);

cases('the patient died', { only: 'INS-21' }, [
  ['and the bill says it', { 'patient.deathDate': '20260108', patientStatus: '20' }, []],
  ['under hospice care', { 'patient.deathDate': '20260107', patientStatus: '41' }, []],
  ['and the bill says home', { 'patient.deathDate': '20260108' }, ['INS-21 patientStatus (warning)']],
  ['after this stay', { 'patient.deathDate': '20260109' }, []],
  [
    'after this stay, and the bill says death',
    { 'patient.deathDate': '20260109', patientStatus: '20' },
    ['INS-21 patientStatus (warning)'],
  ],
]);

cases('admission and statement', { only: 'INS-08' }, [
  ['on the last day', { 'admission.date': '20260108' }, []],
  ['after the last day', { 'admission.date': '20260109' }, ['INS-08 admission.date']],
  ['three days of services before', { statementFrom: '20260102' }, []],
  ['four days before', { statementFrom: '20260101' }, ['INS-08 admission.date (warning)']],
  [
    'a bill from admission to discharge begins later',
    { 'admission.date': '20260104' },
    ['INS-08 admission.date (warning)'],
  ],
  ['a further bill begins later', { 'admission.date': '20251201', frequency: '4' }, []],
]);

cases('times', { only: 'INS-10' }, [
  ['the last minute', { dischargeHour: '2359' }, []],
  ['the next one', { dischargeHour: '2400' }, ['INS-10 dischargeHour']],
  ['unknown', { 'admission.time': '9900' }, []],
  ['an hour alone', { 'admission.time': '14' }, ['INS-10 admission.time']],
]);

cases('type and source of admission', { only: 'INS-1' }, [
  ['type 6', { admissionType: '6' }, ['INS-13 admissionType']],
  ['a source of earlier years', { admissionSource: '7' }, ['INS-13 admissionSource (warning)']],
  ['when it was in use', { admissionSource: '7', statementFrom: '20100630', statementTo: '20100703' }, []],
  ['a source of no year', { admissionSource: 'Z' }, ['INS-13 admissionSource']],
  ['a newborn of 35 years', { admissionType: '4', admissionSource: '5' }, ['INS-14 admissionType (warning)']],
  [
    'a newborn from a clinic',
    { admissionType: '4', admissionSource: '2', 'patient.dob': '20260105' },
    ['INS-14 admissionSource (warning)'],
  ],
]);

cases('days of the stay', { only: 'INS-' }, [
  ['two rooms', { 'lines[0].units': '2', 'lines[1].revenueCode': '0200', 'lines[1].units': '1' }, []],
  ['a day too many', { 'lines[0].units': '4' }, ['INS-03 lines[0].units (warning)']],
  [
    'discharged on the day of admission',
    {
      statementTo: '20260105',
      'principalProcedure.date': '20260105',
      'lines[0].units': '1',
      values: null,
    },
    [],
  ],
  [
    'still there: the last day counts',
    {
      frequency: '2',
      patientStatus: '30',
      dischargeHour: null,
      'lines[0].units': '4',
      values: null,
    },
    [],
  ],
  ['services before the admission are no nights', { statementFrom: '20260103' }, []],
  ['nursery on the mother’s bill', { 'lines[1].revenueCode': '0170', 'lines[1].units': '3' }, []],
  [
    'covered days of another number',
    { values: [{ code: '80', amountCents: 200 }] },
    ['INS-19 values[0].amountCents (warning)'],
  ],
  [
    'covered and not covered',
    {
      values: [
        { code: '81', amountCents: 100 },
        { code: '80', amountCents: 200 },
      ],
    },
    [],
  ],
]);

test.each([
  [20260131, 20260201, 1],
  [20240228, 20240301, 2],
  [20250228, 20250301, 1],
  [20251231, 20260101, 1],
  [20000101, 20260101, 9497],
])('from %i to %i are %i nights', (from, to, nights) => {
  expect(dayNumber(to) - dayNumber(from)).toBe(nights);
});

cases('procedures of the stay', { only: 'INS-' }, [
  ['on the last day', { 'principalProcedure.date': '20260108' }, []],
  ['the day after', { 'principalProcedure.date': '20260109' }, ['INS-04 principalProcedure.date']],
  ['three days before', { 'principalProcedure.date': '20260102' }, []],
  ['four days before', { 'principalProcedure.date': '20260101' }, ['INS-04 principalProcedure.date']],
  [
    'before the statement, after an earlier admission',
    {
      frequency: '4',
      'admission.date': '20251220',
      'principalProcedure.date': '20251221',
    },
    [],
  ],
  [
    'on an outpatient bill',
    { ...outpatient, principalProcedure: { code: '0DTJ4ZZ', date: '20260105' } },
    ['INS-04 principalProcedure.code'],
  ],
  ['surgery without a surgeon', { operating: null }, ['INS-23 operating']],
  ['the surgeon on a line', { operating: null, 'lines[3].operating': { npi: '1333333338' } }, []],
  [
    'imaging without a surgeon',
    {
      operating: null,
      'principalProcedure.code': 'B2111ZZ',
    },
    [],
  ],
]);

const pcs = (...codes: readonly string[]) =>
  codes.map((code) => ({ code, billable: 1, short: '', title: '' }));
const PCS_YEARS = openCodeSets([
  tableOf(releaseOf('icd10pcs', 'FY2026', [20251001, 20260930]), pcs('0DTJ4ZZ', '02100Z9')),
  tableOf(releaseOf('icd10pcs', 'FY2027', [20261001, 0]), pcs('0DTJ4ZZ', 'XW0DXR7')),
]);

describe('ICD-10-PCS on the day of discharge', () => {
  test.each<[what: string, discharge: string, code: string, found: readonly string[]]>([
    ['valid in both years', '20261001', '0DTJ4ZZ', []],
    ['expired', '20261001', '02100Z9', ['has expired. It was valid until 2026-09-30.']],
    ['on its last day', '20260930', '02100Z9', []],
    ['not valid yet', '20260930', 'XW0DXR7', ['is not valid yet. It will be from 2026-10-01 on.']],
    ['on its first day', '20261001', 'XW0DXR7', []],
    ['of no year', '20261001', '0DTJ4ZX', ['is not in the list of that day.']],
  ])('%s', (_, discharge, code, found) => {
    const changes = { statementFrom: '20260928', statementTo: discharge, 'principalProcedure.code': code };
    expect(said(changes, { of: 'I', codes: PCS_YEARS, only: 'PCS-' })).toEqual(
      found.map((text) => `PCS-02 principalProcedure.code: The principal procedure ${text}`),
    );
  });
});

cases('procedures', { only: 'PCS-' }, [
  ['with the letter O', { 'principalProcedure.code': 'ODTJ4ZZ' }, ['PCS-01 principalProcedure.code']],
  ['of six characters', { 'principalProcedure.code': '0DTJ4Z' }, ['PCS-01 principalProcedure.code']],
  [
    'others without a principal one',
    {
      principalProcedure: null,
      otherProcedures: [{ code: '0DTJ4ZZ', date: '20260106' }],
    },
    ['PCS-03 principalProcedure.code'],
  ],
  [
    'of the other sex',
    { 'principalProcedure.code': '0UT90ZZ' },
    ['PCS-04 principalProcedure.code (warning)'],
  ],
  ['known to be right', { 'principalProcedure.code': '0UT90ZZ', conditionCodes: ['45'] }, []],
  ['not covered by another payer than Medicare', { 'principalProcedure.code': '0HBT0ZZ' }, []],
]);
