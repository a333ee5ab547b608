import { describe, expect, it, test } from 'vitest';
import { readText } from './reading.ts';

const CM = `\
00001 A00     0 Cholera                                                      Cholera
00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to Vibrio cholerae 01, biovar cholerae
30496 QA00101 1 SCN2A-related neurodevelopmental disorder                    SCN2A-related neurodevelopmental disorder
38107 M1A0110 1 Idiopathic chronic gout, right shoulder, without tophus      Idiopathic chronic gout, right shoulder, without tophus (tophi)
`;

describe('the order file of ICD-10-CM', () => {
  it('gives code, whether it may be billed, short and long title', async () => {
    const { rows, problems } = await readText('icd10cm_order_2027.txt', CM);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      ['icd10cm', { code: 'A00', billable: 0, short: 'Cholera', title: 'Cholera' }],
      [
        'icd10cm',
        {
          code: 'A000',
          billable: 1,
          short: 'Cholera due to Vibrio cholerae 01, biovar cholerae',
          title: 'Cholera due to Vibrio cholerae 01, biovar cholerae',
        },
      ],
      [
        'icd10cm',
        {
          code: 'QA00101',
          billable: 1,
          short: 'SCN2A-related neurodevelopmental disorder',
          title: 'SCN2A-related neurodevelopmental disorder',
        },
      ],
      [
        'icd10cm',
        {
          code: 'M1A0110',
          billable: 1,
          short: 'Idiopathic chronic gout, right shoulder, without tophus',
          title: 'Idiopathic chronic gout, right shoulder, without tophus (tophi)',
        },
      ],
    ]);
  });

  it('is the same with CRLF, blank lines, lower case and trailing blanks cut or added', async () => {
    const odd = CM.replaceAll('\n', '  \r\n').replace('A000 ', 'a000 ').concat('\r\n   \r\n');
    expect((await readText('icd10cm-order-2027.txt', odd)).rows).toEqual(
      (await readText('icd10cm_order_2027.txt', CM)).rows,
    );
  });

  it('takes the short title where the long one is cut off', async () => {
    const { rows } = await readText('icd10cm_order_2027.txt', '00001 A00     0 Cholera\n');
    expect(rows[0]?.[1]).toEqual({ code: 'A00', billable: 0, short: 'Cholera', title: 'Cholera' });
  });

  test.each([
    ['Code descriptions, 2027', 1, 'An order number of five digits should stand in columns 1 to 5.'],
    ['00001 A-0     0 Cholera', 1, 'Columns 7 to 13 hold no code of this set.'],
    ['00001 A00     x Cholera', 1, 'Column 15 should say 1 (valid for submission) or 0 (a header).'],
    ['00001 A00     0 ', 1, 'The title is missing in columns 17 and following.'],
    [`${CM}00005 A00`, 5, 'Column 15 should say 1 (valid for submission) or 0 (a header).'],
  ])('refuses a line such as %j', async (text, line, message) => {
    expect((await readText('icd10cm_order_2027.txt', text)).problems).toEqual([[line, message]]);
  });
});

describe('the order file of ICD-10-PCS', () => {
  const PCS = `\
00001 001     0 Central Nervous System and Cranial Nerves, Bypass            Central Nervous System and Cranial Nerves, Bypass
00002 0016070 1 Bypass Cereb Vent to Nasophar with Autol Sub, Open           Bypass Cerebral Ventricle to Nasopharynx with Autologous Tissue Substitute, Open Approach
`;

  test.each(['icd10pcs_order_2027.txt', 'codes.txt'])('is told from diagnoses as %s', async (name) => {
    const { rows } = await readText(name, PCS);
    expect(rows.map(([set, { code, billable }]) => [set, code, billable])).toEqual([
      ['icd10pcs', '001', 0],
      ['icd10pcs', '0016070', 1],
    ]);
  });

  it('refuses the letters I and O, which no procedure has', async () => {
    const { problems } = await readText('icd10pcs_order_2027.txt', PCS.replace('0016070', '00160I0'));
    expect(problems).toEqual([[2, 'Columns 7 to 13 hold no code of this set.']]);
  });
});

describe('the list of billable codes', () => {
  it('gives titles alone', async () => {
    const { rows, layout } = await readText(
      'icd10cm_codes_2027.txt',
      'A000    Cholera due to Vibrio cholerae 01, biovar cholerae\r\nB20     Human immunodeficiency virus [HIV] disease\r\n',
    );
    expect(layout).toBe('an ICD-10-CM list of billable codes');
    expect(rows).toEqual([
      [
        'icd10cm',
        { code: 'A000', billable: 1, short: '', title: 'Cholera due to Vibrio cholerae 01, biovar cholerae' },
      ],
      [
        'icd10cm',
        { code: 'B20', billable: 1, short: '', title: 'Human immunodeficiency virus [HIV] disease' },
      ],
    ]);
  });

  it('refuses a line without a title', async () => {
    const { problems } = await readText('icd10cm_codes_2027.txt', 'A000    Cholera\nA001\n');
    expect(problems).toEqual([
      [2, 'A line should begin with a code of this set, then blanks and its title.'],
    ]);
  });
});
