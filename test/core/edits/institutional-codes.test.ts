import { describe, expect, test } from 'vitest';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { fields, type Given, said, setsOf, table } from './diagnoses-given.ts';

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

const billTypes = setsOf(
  table('bill-types', [
    { code: '11', title: '', from: 20031016, to: 0 },
    { code: '131', title: '', from: 20031016, to: 0 },
    { code: '331', title: '', from: 20031016, to: 20131001 },
  ]),
);

cases('types of bill', { codes: billTypes, only: 'INS-1' }, [
  ['a facility with any frequency', { frequency: '7', payerClaimControlNo: 'X1' }, []],
  ['with its frequency', { ...outpatient }, []],
  ['with another one', { ...outpatient, frequency: '2', dischargeHour: null }, ['INS-12 typeOfBill']],
  ['no longer in force', { ...outpatient, typeOfBill: '33' }, ['INS-12 typeOfBill']],
  ['with a leading zero', { typeOfBill: '011' }, ['INS-11 typeOfBill']],
  ['a frequency of two characters', { frequency: '11' }, ['INS-11 frequency']],
]);

test('a list in part judges no type of bill', () => {
  const part = setsOf(table('bill-types', [{ code: '11', title: '', from: 20031016, to: 0 }], false));
  expect(fields(outpatient, { of: 'I', codes: part, only: 'INS-12' })).toEqual([]);
});

cases('codes of the bill', { only: 'INS-1' }, [
  ['a value below zero', { values: [{ code: '01', amountCents: -1 }] }, ['INS-15 values[0].amountCents']],
  [
    'an occurrence of one character',
    { occurrences: [{ code: '1', date: '20260105' }] },
    ['INS-15 occurrences[0].code'],
  ],
  [
    'the same occurrence on another day',
    {
      occurrences: [
        { code: '11', date: '20260105' },
        { code: '11', date: '20260104' },
      ],
    },
    [],
  ],
  [
    'the same value twice',
    {
      values: [
        { code: '01', amountCents: 100 },
        { code: '01', amountCents: 200 },
      ],
    },
    ['INS-17 values[1] (warning)'],
  ],
  [
    'a span of no day',
    { occurrenceSpans: [{ code: '70', from: '20260230', to: '20260301' }] },
    ['INS-16 occurrenceSpans[0].from'],
  ],
  ['no-fault insurance may be no automobile', { occurrences: [{ code: '02', date: '20260105' }] }, []],
]);

cases('revenue codes', { only: 'REV-' }, [
  [
    'a department that needs a HCPCS code',
    { ...outpatient, 'lines[1].revenueCode': '0450' },
    ['REV-01 lines[1].revenueCode'],
  ],
  ['the same on an inpatient bill', { 'lines[1].revenueCode': '0450' }, []],
  ['not in the list', { 'lines[1].revenueCode': '0999' }, ['REV-01 lines[1].revenueCode']],
  ['the total line', { 'lines[1].revenueCode': '0001' }, ['REV-02 lines[1].revenueCode']],
  ['a letter', { 'lines[1].revenueCode': '025O' }, ['REV-02 lines[1].revenueCode']],
  ['all of it not covered', { 'lines[1].nonCoveredCents': 60_000 }, []],
  ['below zero', { 'lines[1].nonCoveredCents': -1 }, ['REV-03 lines[1].nonCoveredCents']],
  ['no room on a stay', { 'lines[0].revenueCode': '0270' }, ['REV-06 lines (warning)']],
  [
    'a room on an outpatient bill',
    { ...outpatient, 'lines[0].revenueCode': '0120' },
    ['REV-05 lines[0].revenueCode (warning)'],
  ],
  ['outpatient lines of one day', outpatient, []],
  [
    'of several days, drugs excepted',
    { ...outpatient, statementTo: '20260106' },
    ['REV-04 lines[0].from', 'REV-04 lines[2].from', 'REV-04 lines[3].from'],
  ],
  [
    'of a clinic',
    {
      ...outpatient,
      typeOfBill: '77',
      statementTo: '20260106',
      lines: [{ revenueCode: '0300', chargeCents: 850_000, units: '1' }],
    },
    ['REV-04 lines[0].from (warning)'],
  ],
]);

test('a revenue code is judged on the day of its line', () => {
  const codes = setsOf(table('revenue', [{ code: '0300', title: '', procedure: 0, from: 20260107, to: 0 }]));
  const lines = ['20260106', '20260107'].map((from) => ({
    revenueCode: '0300',
    chargeCents: 425_000,
    units: '1',
    from,
  }));
  expect(said({ lines }, { of: 'I', codes, only: 'REV-01' })).toEqual([
    'REV-01 lines[0].revenueCode: The revenue code is not in force on that day.',
  ]);
});

cases('DRGs', { only: 'INS-20' }, [
  ['three digits', { drg: '001' }, []],
  ['with a severity', { drg: '1394' }, []],
  ['a letter', { drg: 'A39' }, ['INS-20 drg']],
  ['on an outpatient bill', { ...outpatient, drg: '399' }, ['INS-20 drg (warning)']],
]);
