import { describe, expect, it, test } from 'vitest';
import type { CodeRow } from '../../../core/codes/sets.ts';
import { proceduresRows } from '../../../core/edits/example-rows/procedures.ts';
import { isEvaluation } from '../../../core/edits/procedures-kinds.ts';
import { codesOf, editCases, foundBy, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const on = (...lines: readonly object[]) => ({ changes: linesOf(...lines) });
const dental = (code: string, changes: object = {}) => ({
  of: 'D' as const,
  changes: { 'lines[0].code': code, ...changes },
});
const bill = (procedure: object) => ({ of: 'I' as const, changes: { 'lines[1].procedure': procedure } });

editCases('the form of a procedure', { ids: ['PX-01', 'PX-05'] }, [
  [
    'each category of CPT passes',
    on(...['99213', '1000F', '0042T', '0001U', '0002M', '0001A'].map((code) => ({ code }))),
    [],
  ],
  ['HCPCS passes', on({ code: 'G0008' }), []],
  ['four digits do not', on({ code: '9921' }), ['PX-01 lines[0].code']],
  ['letters beyond V do not', on({ code: 'W0001' }), ['PX-01 lines[0].code']],
  ['other code lists have other forms', on({ code: 'ABC123', codeQualifier: 'WK' }), []],
  ['lower case is brought to upper case first', on({ code: 'g0008' }), []],
  ['an institutional line may have none', { of: 'I', changes: {} }, []],
  ['an institutional one is looked at', bill({ code: '4502' }), ['PX-01 lines[1].procedure.code']],
  ['HIPPS codes have their own form', bill({ qualifier: 'HP', code: '1AFKS' }), []],
  ['dental codes pass on dental claims', dental('D2391'), []],
  ['CPT does not', dental('99213'), ['PX-05 lines[0].code']],
  ['dental codes do not pass on professional claims', on({ code: 'D1110' }), ['PX-05 lines[0].code']],
  ['nor on institutional ones', bill({ code: 'D1110' }), ['PX-05 lines[1].procedure.code']],
]);

test.each([
  ['R509', 'A diagnosis stands where the procedure belongs.'],
  ['S52501A', 'A diagnosis stands where the procedure belongs.'],
  ['0DTJ4ZZ', 'An inpatient procedure (ICD-10-PCS) stands where a CPT or HCPCS code belongs.'],
  ['00000000001', 'A drug number (NDC) stands where the procedure belongs.'],
  ['9921', 'The procedure code is malformed.'],
])('what stands in the wrong place is told: %s', (code, message) => {
  expect(foundBy({ ids: ['PX-01'] }, on({ code }))[0]?.message).toBe(message);
});

const title = { short: '', title: '', unlisted: 0 };
const hcpcsRow = (code: string, from: number, to: number): CodeRow<'hcpcs'> => {
  const [first] = proceduresRows.hcpcs ?? [];
  if (first === undefined) throw new Error('no row to start from');
  return { ...first, code, from, to };
};
const hcpcs = [
  hcpcsRow('G9001', 20260106, 0),
  hcpcsRow('G9002', 20100101, 20260104),
  hcpcsRow('G9003', 20100101, 20260105),
];
const diagnosis = { code: 'E1165', billable: 1, short: '', title: '' };
const lists = codesOf(
  tableWith('hcpcs', hcpcs),
  tableWith('cpt', [{ code: '99213', ...title }]),
  tableWith('icd10cm', [diagnosis]),
);
const inForce = { ids: ['PX-02', 'PX-06'], codes: lists };

editCases('codes by day', inForce, [
  ['in force to the last day', on({ code: 'G9003' }), []],
  ['ended the day before', on({ code: 'G9002' }), ['PX-02 lines[0].code']],
  ['in force from tomorrow', on({ code: 'G9001' }), ['PX-02 lines[0].code']],
  ['by the day of the line', on({ code: 'G9001', from: '20260106' }), []],
  ['unknown', on({ code: 'G9999' }), ['PX-02 lines[0].code']],
  ['unknown to CPT', on({ code: '99212' }), ['PX-06 lines[0].code']],
  ['of CPT between the yearly lists', on({ code: '0999T' }), ['PX-06 lines[0].code (warning)']],
  ['dental codes are not of this list', on({ code: 'D1110' }), []],
  ['codes of other lists are left alone', on({ code: 'G9999', codeQualifier: 'WK' }), []],
  ['of institutional lines', bill({ code: 'G9002' }), ['PX-02 lines[1].procedure.code']],
]);

describe('a code that is not in force', () => {
  const messageOf = (code: string) => foundBy(inForce, on({ code }))[0]?.message;

  it('is told as ended, to come, unknown or a diagnosis', () => {
    expect(['G9002', 'G9001', 'G9999', 'E1165'].map(messageOf)).toEqual([
      'The HCPCS code had ended before the day of service.',
      'The HCPCS code is not yet in force on the day of service.',
      'The HCPCS code is not in the list of the day of service.',
      'A diagnosis stands where the procedure belongs.',
    ]);
  });

  it('names the row that decided', () => {
    expect(foundBy(inForce, on({ code: 'G9002' }))[0]?.row).toEqual({
      set: 'hcpcs',
      release: 'test',
      row: 'G9002',
    });
  });
});

editCases(
  'a list in part',
  { ids: ['PX-0'], codes: codesOf(tableWith('hcpcs', hcpcs, { complete: false })) },
  [
    ['says nothing of what is not in it', on({ code: 'G9999' }), []],
    ['judges what is', on({ code: 'G9002' }), ['PX-02 lines[0].code']],
    ['without CPT nothing is said of its codes', on({ code: '99212' }), []],
  ],
);

const listOf = (from: number) => ({ ids: ['PX-02'], codes: codesOf(tableWith('hcpcs', hcpcs, { from })) });

editCases('a list of October 2025', listOf(20251001), [
  ['says in its quarter what is unknown', on({ code: 'G9999', from: '20251231' }), ['PX-02 lines[0].code']],
  ['only asks in the next', on({ code: 'G9999', from: '20260101' }), ['PX-02 lines[0].code (warning)']],
  ['says so two years back', on({ code: 'G9999', from: '20231001' }), ['PX-02 lines[0].code']],
  ['says nothing before', on({ code: 'G9999', from: '20230901' }), []],
]);

editCases('ages', { ids: ['PX-03'] }, [
  ['45 fits the visit from 40 to 64', on({ code: '99396' }), []],
  ['45 does not fit that of infants', on({ code: '99381' }), ['PX-03 lines[0].code (warning)']],
  ['an infant fits it', { changes: { ...on({ code: '99381' }).changes, 'patient.dob': '20251201' } }, []],
  ['an unknown age fits all', { changes: { ...on({ code: '99381' }).changes, 'patient.dob': null } }, []],
  ['other codes have none', on({ code: '99213' }), []],
]);

editCases('codes for what has no code', { ids: ['PX-04'] }, [
  ['need a description', on({ code: '99199' }), ['PX-04 lines[0].description']],
  ['blanks are none', on({ code: '99199', description: ' ' }), ['PX-04 lines[0].description']],
  ['are content with one', on({ code: '99199', description: 'BY REPORT' }), []],
  ['of HCPCS too', on({ code: 'J3490' }), ['PX-04 lines[0].description']],
  ['of dental lists too', dental('D2999'), ['PX-04 lines[0].description']],
  ['of institutional lines too', bill({ code: '99199' }), ['PX-04 lines[1].procedure.description']],
]);

editCases('unlisted codes without a CPT list', { ids: ['PX-04'], codes: codesOf() }, [
  ['end in 99', on({ code: '64999' }), ['PX-04 lines[0].description']],
  ['other codes are none', on({ code: '64998' }), []],
  ['nor are those of other categories', on({ code: '0099T' }), []],
]);

const medicare = (changes: object) => ({ changes: { ...changes, 'coverages[0].filingCode': 'MB' } });

editCases('what Medicare does not pay', { ids: ['PX-07', 'PX-08'] }, [
  ['is told on claims to Medicare', medicare(linesOf({ code: 'S0610' })), ['PX-07 lines[0].code (warning)']],
  ['not on others', on({ code: 'S0610' }), []],
  ['not where the practice says that it knows', medicare(linesOf(lineOf('S0610-GY'))), []],
  [
    'codes that Medicare replaces are told',
    medicare(linesOf({ code: '99241' })),
    ['PX-08 lines[0].code (warning)'],
  ],
]);

editCases('drug numbers', { ids: ['NDC-'] }, [
  ['nobody asks for one unless the payer does', on({ code: 'J1100' }), []],
  [
    'the payer’s list counts',
    { ...on({ code: 'J1100' }), parameters: { ndcRequired: ['J0000-J9999'] } },
    ['NDC-01 lines[0].ndc'],
  ],
  ['other codes need none', { ...on({ code: '99213' }), parameters: { ndcRequired: ['J*'] } }, []],
  ['eleven digits pass', on({ code: 'J1100', ndc: { code: '00000000001', quantity: '2', unit: 'ML' } }), []],
  [
    'ten do not',
    on({ code: 'J1100', ndc: { code: '0000000001', quantity: '2', unit: 'ML' } }),
    ['NDC-01 lines[0].ndc.code'],
  ],
  [
    'no quantity',
    on({ code: 'J1100', ndc: { code: '00000000001', quantity: '0.0', unit: 'ML' } }),
    ['NDC-01 lines[0].ndc.quantity'],
  ],
  [
    'another unit',
    on({ code: 'J1100', ndc: { code: '00000000001', quantity: '2', unit: 'MG' } }),
    ['NDC-01 lines[0].ndc.unit'],
  ],
  ['an unclassified drug is asked for one', on({ code: 'J3490' }), ['NDC-02 lines[0].ndc (warning)']],
]);

test.each([
  ['00000-0000-01', '00000000001'],
  ['1234-5678-90', '01234567890'],
  ['12345-678-90', '12345067890'],
  ['12345-6789-1', '12345678901'],
])('the hyphens of %s are taken out', (code, value) => {
  const [found] = foundBy(
    { ids: ['NDC-01'] },
    on({ code: 'J1100', ndc: { code, quantity: '1', unit: 'UN' } }),
  );
  expect(found).toMatchObject({ severity: 'info', repair: { field: 'lines[0].ndc.code', value } });
});

test.each([
  ['99202', true],
  ['99499', true],
  ['92014', true],
  ['98000', true],
  ['98972', true],
  ['G0438', true],
  ['92015', false],
  ['99199', false],
  ['11102', false],
  ['G0008', false],
  ['0002F', false],
])('%s is a visit: %s', (code, is) => {
  expect(isEvaluation(code)).toBe(is);
});
