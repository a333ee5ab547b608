import { describe, expect, test } from 'vitest';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { brief, findingsIn } from './contexts.ts';

type Case = [what: string, changes: ExampleChanges, found: readonly string[]];
/** @param edits ids begin so; what others say of the same changes is tested where they are */
const cases = (name: string, edits: RegExp, table: readonly Case[]): void => {
  describe(name, () => {
    test.each(table)('%s', (_, changes, found) => {
      expect(briefOf(edits, changes)).toEqual(found);
    });
  });
};
const briefOf = (edits: RegExp, changes: ExampleChanges): readonly string[] =>
  brief(findingsIn(changes).filter(({ editId }) => edits.test(editId)));

const group = { 'billing.entityType': '1', rendering: null };
const line = { code: '71046', chargeCents: 5000, units: '1', dx: [1], from: '20260105' };
const linesOf = (...changes: readonly object[]): ExampleChanges => ({
  lines: changes.map((change) => ({ ...line, ...change })),
});

cases('NPIs (S39)', /^(?:NPI)/, [
  ['the worked example passes', { 'billing.npi': '1234567893' }, []],
  ['a wrong check digit fails', { 'billing.npi': '1234567890' }, ['NPI-01 billing.npi']],
  ['nine digits fail', { 'billing.npi': '123456789' }, ['NPI-01 billing.npi']],
  ['a number beginning with 3 fails', { 'billing.npi': '3234567893' }, ['NPI-01 billing.npi']],
  [
    'every provider is looked at',
    {
      referring: [{ last: 'A', npi: '1' }],
      'facility.npi': '2',
      'supervising.npi': '3',
      'rendering.npi': '4',
      'lines[1].ordering.npi': '5',
      'lines[1].referring': [{ npi: '6' }],
    },
    [
      'NPI-01 rendering.npi',
      'NPI-01 supervising.npi',
      'NPI-01 facility.npi',
      'NPI-01 referring[0].npi',
      'NPI-01 lines[1].ordering.npi',
      'NPI-01 lines[1].referring[0].npi',
    ],
  ],
]);

cases('addresses', /^(?:ZIP|ADR-01|STA)/, [
  ['a facility needs ZIP+4 too', { 'facility.zip': '62701' }, ['ZIP-01 facility.zip']],
  [
    'a facility of a line needs it too',
    { 'lines[0].facility.zip': '62701' },
    ['ZIP-01 lines[0].facility.zip'],
  ],
  [
    'other countries have other ZIPs and states',
    {
      'billing.country': 'CA',
      'billing.zip': 'K1A 0B1',
      'billing.state': 'ON',
    },
    [],
  ],
  [
    'a post office box is found in any spelling',
    { 'billing.address1': 'p.o. box 12' },
    ['ADR-01 billing.address1'],
  ],
  ['a street that only begins alike passes', { 'billing.address1': 'POBOXWOOD LANE 1' }, []],
  [
    'a state of the subscriber is looked at',
    { 'coverages[0].subscriber.state': 'ZZ' },
    ['STA-01 coverages[0].subscriber.state'],
  ],
  ['a state in lower case passes', { 'patient.state': 'il' }, []],
]);

cases('member ids', /^(?:MBR)/, [
  ['a missing one is found', { 'coverages[0].memberId': null }, ['MBR-01 coverages[0].memberId']],
  [
    'one of a single character is too short',
    { 'coverages[0].memberId': 'X' },
    ['MBR-01 coverages[0].memberId'],
  ],
  [
    'workers’ compensation may have none',
    { 'coverages[0].memberId': null, 'coverages[0].filingCode': 'WC' },
    [],
  ],
  [
    'Medicare took older numbers until 2020',
    {
      'coverages[0].filingCode': 'MB',
      'coverages[0].memberId': '123456789A',
      'lines[0].from': '20191231',
      'lines[1].from': '20191231',
    },
    [],
  ],
]);

cases('characters (S32, S33)', /^(?:CHR|LEN)/, [
  [
    'letters with marks are only told',
    { 'patient.last': 'Peña', 'patient.first': 'Łukasz' },
    ['CHR-01 patient.last (info)', 'CHR-01 patient.first (info)'],
  ],
  [
    'delimiters in a name are a warning',
    { 'billing.name': 'O*BRIEN~LTD:1^2' },
    ['CHR-01 billing.name (warning)'],
  ],
  [
    'delimiters in an identifier hold the claim',
    { 'coverages[0].memberId': 'AB*12' },
    ['CHR-02 coverages[0].memberId'],
  ],
  ['so do characters that cannot be sent', { priorAuthNo: 'Ä1' }, ['CHR-02 priorAuthNo']],
  [
    'the practice’s own numbers are not sent',
    { claimNo: 'A*1', encounterId: 'E:1', 'lines[0].lineControlNo': 'L^1' },
    [],
  ],
  [
    'identifiers of lines are looked at',
    { 'lines[1].priorAuthNos': [{ qualifier: 'G1', value: 'A:1' }] },
    ['CHR-02 lines[1].priorAuthNos[0].value'],
  ],
]);

cases('required fields', /^(?:REQ|RND|AUTO-01)/, [
  [
    'one finding for each',
    { 'patient.dob': null, 'patient.city': null, signatureOnFile: null, 'billing.taxId': null },
    ['REQ-01 billing.taxId', 'REQ-01 patient.dob', 'REQ-01 patient.city', 'REQ-01 signatureOnFile'],
  ],
  [
    'another subscriber must be named',
    { 'coverages[0].relationship': '19' },
    ['REQ-01 coverages[0].subscriber'],
  ],
  [
    'and is then enough',
    { 'coverages[0].relationship': '19', 'coverages[0].subscriber.last': 'THISTLEDOWN' },
    [],
  ],
  ['a person bills without a rendering provider', group, []],
  [
    'a rendering provider on every line is enough',
    {
      rendering: null,
      'lines[0].rendering.npi': '1888888884',
      'lines[1].rendering.npi': '1888888884',
    },
    [],
  ],
  [
    'on one of two lines is not',
    { rendering: null, 'lines[1].rendering.npi': '1888888884' },
    ['RND-01 rendering'],
  ],
  ['a laboratory test needs none', { rendering: null, 'lines[0].rendering.npi': '1888888884' }, []],
  [
    'an accident abroad needs a country and a date',
    { relatedCauses: ['AA'], accidentCountry: 'CA' },
    ['AUTO-01 dates'],
  ],
]);

const second = { seq: 2, payer: { name: 'BETA', id: '99002' }, memberId: 'B0001' };

cases('payer order', /^(?:SBR-0[12]|SEC)/, [
  ['1 and 2 pass', { 'coverages[1]': second }, []],
  ['1 and 3 fail', { 'coverages[1]': { ...second, seq: 3 } }, ['SBR-01 coverages']],
  ['1 and 1 fail', { 'coverages[1]': { ...second, seq: 1 } }, ['SBR-01 coverages']],
  [
    'an unknown relationship fails',
    { 'coverages[0].relationship': '02', 'coverages[0].subscriber.last': 'X' },
    ['SBR-02 coverages[0].relationship'],
  ],
  [
    'a claim to the second payer is held',
    {
      'coverages[1]': { ...second, relationship: '18', assignment: 'Y', release: 'Y' },
      destination: 2,
    },
    ['SEC-01 destination'],
  ],
]);

cases('dates', /^(?:DAT-01|DOB)/, [
  ['a day that does not exist', { 'lines[0].from': '20260230' }, ['DAT-01 lines[0].from']],
  ['an end before the beginning', { 'lines[0].to': '20260104' }, ['DAT-01 lines[0].to']],
  ['an end in the future', { 'lines[0].to': '20260111' }, ['DAT-01 lines[0].to']],
  [
    'a service after death',
    { 'patient.deathDate': '20260104', 'lines[1].from': '20260103' },
    ['DAT-01 lines[0].from'],
  ],
  ['an accident on no day', { dates: [{ qualifier: '439', from: '20261301' }] }, ['DAT-01 dates[0].from']],
  ['a birth on no day', { 'patient.dob': '19800230' }, ['DOB-01 patient.dob']],
  ['an age of 124 years', { 'patient.dob': '19010106' }, []],
  ['an age of 125 years', { 'patient.dob': '19010105' }, ['DOB-01 patient.dob']],
  [
    'a subscriber born later',
    { 'coverages[0].subscriber.dob': '20270101' },
    ['DOB-01 coverages[0].subscriber.dob'],
  ],
]);

const before2015 = { diagnosisVersion: '9', 'lines[0].from': '20150930', 'lines[1].from': '20150930' };

cases('diagnoses', /^(?:DX-01|DX-05|DX-08)/, [
  ['ICD-9 passes before October 2015', { ...before2015, diagnoses: ['465.9', 'V70.0'] }, []],
  [
    'ICD-9 fails from then on',
    { diagnosisVersion: '9', diagnoses: ['465.9', 'R50.9'] },
    ['DX-01 diagnoses[0]'],
  ],
  [
    'an ICD-9 external cause may not stand first',
    { ...before2015, diagnoses: ['E880.9', '465.9'] },
    ['DX-08 diagnoses[0]'],
  ],
  ['a dot makes no other diagnosis', { diagnoses: ['J02.9', 'J029'] }, ['DX-05 diagnoses[1]']],
]);

cases('pointers (S40)', /^(?:PTR-01)/, [
  ['3 of two diagnoses fails', { 'lines[0].dx': [3] }, ['PTR-01 lines[0].dx']],
  ['1 twice fails', { 'lines[0].dx': [1, 1] }, ['PTR-01 lines[0].dx']],
  ['2 before 1 passes', { 'lines[0].dx': [2, 1] }, []],
  ['none fails', { 'lines[0].dx': [] }, ['PTR-01 lines[0].dx']],
]);

cases('procedures', /^(?:PX-01|MOD-01|POS-01|UNI-01)/, [
  ['each form passes', { 'lines[1].code': '0001U', 'lines[0].code': 'G0008' }, []],
  ['other code lists have other forms', { 'lines[1].codeQualifier': 'WK', 'lines[1].code': 'ABC123' }, []],
  ['a modifier of one character fails', { 'lines[1].modifiers': ['Q'] }, ['MOD-01 lines[1].modifiers']],
  ['a place of a line is looked at', { 'lines[1].pos': '35' }, ['POS-01 lines[1].pos']],
  ['no units at all', { 'lines[1].units': '' }, ['UNI-01 lines[1].units']],
]);

cases('money', /^(?:CHG-0[13])/, [
  ['a negative charge', { 'lines[0].chargeCents': -1 }, ['CHG-01 lines[0].chargeCents']],
  ['a negative payment', { patientPaidCents: -1 }, ['CHG-01 patientPaidCents']],
  ['a total beyond what X12 takes', { 'lines[0].chargeCents': 9_999_999_999 }, ['CHG-03 lines']],
]);

cases('duplicates (S46)', /^(?:DUP-0[12])/, [
  [
    'another drug under the same code',
    linesOf({ ndc: { code: '11111111111', quantity: '1', unit: 'UN' } }, {}),
    [],
  ],
  ['two identical lines', linesOf({}, {}), ['DUP-01 lines[1]']],
  ['the second with modifier 76', linesOf({}, { modifiers: ['76'] }), []],
  ['the charge differs by 5', linesOf({}, { chargeCents: 5500 }), ['DUP-02 lines[1] (warning)']],
  ['another day', linesOf({}, { from: '20260106' }), []],
  ['overlapping days', linesOf({ to: '20260107' }, { from: '20260107' }), ['DUP-02 lines[1] (warning)']],
  ['another place', linesOf({}, { pos: '12' }), []],
  ['another rendering provider', linesOf({}, { rendering: { npi: '1777777776' } }), []],
  [
    'three: the third repeats the first',
    linesOf({}, { chargeCents: 1 }, {}),
    ['DUP-01 lines[2]', 'DUP-02 lines[1] (warning)'],
  ],
  [
    'modifiers in another order',
    linesOf({ modifiers: ['26', '59'] }, { modifiers: ['59', '26'] }),
    ['DUP-01 lines[1]'],
  ],
]);

cases('frequency (S34)', /^(?:FRQ)/, [
  ['7 without the payer’s number', { frequency: '7' }, ['FRQ-01 payerClaimControlNo', 'FRQ-02 frequency']],
  [
    '7 with it, of a claim that we did not send',
    { frequency: '7', payerClaimControlNo: '2026011500042' },
    ['FRQ-02 frequency'],
  ],
  ['1 with it', { payerClaimControlNo: '2026011500042' }, ['FRQ-01 payerClaimControlNo']],
  ['a frequency of hospitals', { frequency: '3' }, ['FRQ-01 frequency']],
]);

const manyLines = (count: number): ExampleChanges =>
  linesOf(...Array.from({ length: count }, (_, i) => ({ code: String(10_000 + i) })));

cases('splitting (S30, S31)', /^(?:LIN)/, [
  ['50 lines stay together', manyLines(50), []],
  ['51 lines are split, and that is told', manyLines(51), ['LIN-01 lines (info)']],
  ['two years are split', { 'lines[0].from': '20251231' }, ['LIN-01 lines (info)']],
]);

test('a split says into how many claims and why', () => {
  expect(findingsIn(manyLines(51)).find(({ editId }) => editId === 'LIN-01')?.message).toBe(
    'The encounter is split into 2 claims: it has more than 50 lines.',
  );
});

test('an encounter that would need more than 26 claims is held', () => {
  const years = Array.from({ length: 27 }, (_, i) => ({ from: `${1999 + i}0105` }));
  expect(briefOf(/^LIN/, linesOf(...years))).toEqual(['LIN-01 lines']);
});
