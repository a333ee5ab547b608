import { describe, expect, it, test } from 'vitest';
import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import { standingOf } from '../../../core/edits/diagnoses-standing.ts';
import { scrub } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import { contextWith } from './contexts.ts';
import { diagnosisRows, fields, releaseOf, said, setsOf, table } from './diagnoses-given.ts';

/** Two fiscal years: D691 becomes a header, T528X1A ends, J4B1 begins, E119 stays. */
const YEARS = openCodeSets([
  tableOf(
    releaseOf('icd10cm', 'FY2026', [20251001, 20260930]),
    diagnosisRows('-E11 E119 D691 T528X1A J029 R509 -S52501 S52501A S52501D -W19 W19XXXA -T8140 T8140XA'),
  ),
  tableOf(
    releaseOf('icd10cm', 'FY2027', [20261001, 0]),
    diagnosisRows('-E11 E119 -D691 D6911 J4B1 J029 R509 -S52501 S52501A S52501D -W19 W19XXXA -T8140 T8140XA'),
  ),
  tableOf(releaseOf('hcpcs', '2026Q4', [20260101, 0]), [
    {
      code: 'J1885',
      from: 20000101,
      to: 0,
      title: 'Injection',
      short: '',
      coverage: 0,
      unlisted: 0,
      pricing: '',
      typeOfService: '',
      betos: '',
      labs: '',
      crossReference: '',
      anesthesiaUnits: 0,
    },
  ]),
]);

const on = (day: string, code: string) =>
  said(
    { diagnoses: ['J02.9', code], 'lines[0].from': day, 'lines[1].from': day },
    { codes: YEARS, only: 'DX-0' },
  );

const HEADER = 'Diagnosis 2 is a header: more characters are needed.';

describe('diagnoses on a day', () => {
  test.each<[what: string, day: string, code: string, found: readonly string[]]>([
    ['a billable code', '20260930', 'E11.9', []],
    ['lower case, dots and blanks are nothing', '20260930', ' e11.9 ', []],
    ['a header', '20260930', 'E11', [`DX-03 diagnoses[1]: ${HEADER}`]],
    ['a code on its last day', '20260930', 'D69.1', []],
    [
      'the same on the next day, when it is a header',
      '20261001',
      'D69.1',
      [`DX-03 diagnoses[1]: ${HEADER} It could be billed in an earlier release.`],
    ],
    ['a code that ends, on its last day', '20260930', 'T52.8X1A', []],
    [
      'and the day after',
      '20261001',
      'T52.8X1A',
      ['DX-02 diagnoses[1]: Diagnosis 2 has expired. It was valid until 2026-09-30.'],
    ],
    [
      'a code the day before it begins',
      '20260930',
      'J4B.1',
      ['DX-02 diagnoses[1]: Diagnosis 2 is not valid yet. It will be from 2026-10-01 on.'],
    ],
    ['and on its first day', '20261001', 'J4B.1', []],
    [
      'a code of no release',
      '20261001',
      'K99.9',
      ['DX-02 diagnoses[1]: Diagnosis 2 is not in the list of that day.'],
    ],
    [
      'a HCPCS code, which has the shape of a diagnosis',
      '20261001',
      'J1885',
      ['DX-02 diagnoses[1]: Diagnosis 2 is a HCPCS procedure, no diagnosis.'],
    ],
    [
      'a dental code',
      '20261001',
      'D1110',
      ['DX-02 diagnoses[1]: Diagnosis 2 looks like a dental procedure and is no diagnosis.'],
    ],
    [
      'a code with a character too many',
      '20261001',
      'E11.9X',
      ['DX-02 diagnoses[1]: Diagnosis 2 has more characters than there are: the code ends before.'],
    ],
    [
      'a CPT code is malformed, and no more is said',
      '20261001',
      '99213',
      ['DX-01 diagnoses[1]: Diagnosis 2 is malformed: it looks like a CPT procedure or an ICD-9-CM code.'],
    ],
    [
      'an ICD-9-CM code',
      '20261001',
      '465.9',
      ['DX-01 diagnoses[1]: Diagnosis 2 is malformed: it looks like an ICD-9-CM code.'],
    ],
    [
      'an ICD-10-PCS code',
      '20261001',
      '0DTJ4ZZ',
      ['DX-01 diagnoses[1]: Diagnosis 2 is malformed: it looks like an ICD-10-PCS procedure.'],
    ],
    [
      'a code whose second character is a letter is known by the list',
      '20261001',
      'QA0.0101',
      ['DX-02 diagnoses[1]: Diagnosis 2 is not in the list of that day.'],
    ],
  ])('%s', (_, day, code, found) => {
    expect(on(day, code)).toEqual(found);
  });

  test.each<[what: string, code: string, found: readonly string[]]>([
    ['six characters of seven', 'S52.501', ['Diagnosis 2 needs a seventh character.']],
    ['a code filled with X, without them', 'W19', ['Diagnosis 2 needs a seventh character.']],
    ['five characters of seven', 'T81.40', ['Diagnosis 2 needs a seventh character.']],
    [
      'the seventh without the X before it',
      'W19.A',
      ['Diagnosis 2 lacks the placeholder X before its seventh character.'],
    ],
    ['one X of three', 'W19.XA', ['Diagnosis 2 lacks the placeholder X before its seventh character.']],
    [
      'a seventh that the category does not know',
      'S52.501Q',
      ['Diagnosis 2 has a seventh character that its category does not know.'],
    ],
    ['another encounter', 'S52.501D', []],
    ['all there', 'W19.XXXA', []],
  ])('seventh characters: %s', (_, code, found) => {
    expect(on('20261001', code)).toEqual(found.map((message) => `DX-04 diagnoses[1]: ${message}`));
  });

  it('names the row and the release that decided', () => {
    const claim = exampleClaim({
      changes: { 'diagnoses[1]': 'T52.8X1A', 'lines[0].from': '20261001', 'lines[1].from': '20261001' },
    });
    const { findings } = scrub(claim, contextWith({}, { codes: YEARS }), 'encounter');
    expect(findings.find(({ editId }) => editId === 'DX-02')?.row).toEqual({
      set: 'icd10cm',
      release: 'FY2026',
      row: 'T528X1A',
    });
  });

  it('puts the X in, as that is certain', () => {
    const claim = exampleClaim({ changes: { 'diagnoses[1]': 'W19.A' } });
    const { findings } = scrub(claim, contextWith({}, { codes: YEARS }), 'encounter');
    expect(findings.find(({ editId }) => editId === 'DX-04')?.repair).toMatchObject({
      field: 'diagnoses[1]',
      value: 'W19XXXA',
    });
  });
});

describe('which day decides', () => {
  const stay = { statementFrom: '20260929', statementTo: '20261001', 'otherDiagnoses[0].code': 'D69.1' };

  test('the last day of an inpatient statement', () => {
    expect(fields(stay, { of: 'I', codes: YEARS, only: 'DX-03' })).toEqual(['DX-03 otherDiagnoses[0].code']);
  });

  test('the first day of an outpatient statement', () => {
    expect(fields({ ...stay, typeOfBill: '13' }, { of: 'I', codes: YEARS, only: 'DX-03' })).toEqual([]);
  });

  test('the first day of service of a professional claim', () => {
    const days = { 'lines[0].from': '20260930', 'lines[1].from': '20261001' };
    expect(fields({ ...days, 'diagnoses[1]': 'D69.1' }, { codes: YEARS, only: 'DX-03' })).toEqual([]);
  });
});

describe('tables that are not whole', () => {
  const part = setsOf(table('icd10cm', diagnosisRows('J029 -E11 S52501A'), false));
  const codes = (code: string) => fields({ diagnoses: ['J02.9', code] }, { codes: part, only: 'DX-0' });

  test.each<[what: string, code: string, found: readonly string[]]>([
    ['a code that is not in it is not judged', 'K99.9', []],
    ['nor a code of which it has longer ones', 'S52.501', []],
    ['nor another seventh character', 'S52.501Q', []],
    ['a header in it is refused', 'E11', ['DX-03 diagnoses[1]']],
    ['a malformed code is refused', '4659', ['DX-01 diagnoses[1]']],
  ])('%s', (_, code, found) => {
    expect(codes(code)).toEqual(found);
  });

  test('without a table nothing is said of codes, and that is told', () => {
    const { findings, absent } = scrub(
      exampleClaim({ changes: { 'diagnoses[1]': 'K99.9' } }),
      contextWith({}, { codes: setsOf() }),
      'encounter',
    );
    expect(findings.filter(({ editId }) => editId.startsWith('DX-'))).toEqual([]);
    expect(absent.map(({ set }) => set)).toContain('icd10cm');
  });

  test('ICD-9-CM is not looked up in ICD-10-CM', () => {
    const old = {
      diagnosisVersion: '9',
      'lines[0].from': '20150930',
      'lines[1].from': '20150930',
      diagnoses: ['465.9', 'V70.0'],
    };
    const from2015 = openCodeSets([
      tableOf(releaseOf('icd10cm', 'FY2016', [20140101, 0]), diagnosisRows('J029')),
    ]);
    expect(fields(old, { codes: from2015, only: 'DX-' })).toEqual([]);
  });
});

test('a header that only the codes below it prove is one', () => {
  const icd = setsOf(table('icd10cm', diagnosisRows('S52501A S52501D E119'))).at('icd10cm', 20260101);
  expect(icd && ['S52501', 'S525', 'E11', 'E12'].map((code) => standingOf(icd, code))).toEqual([
    'seventh-missing',
    'header',
    'header',
    'absent',
  ]);
});
