import { describe, expect, it, test } from 'vitest';
import { MCE_LISTS } from '../../../../core/codes/sets.ts';
import { readText } from './reading.ts';

describe('lists of the Medicare Code Editor', () => {
  it('come with ages and sex (v41.1)', async () => {
    const { rows, problems, notes } = await readText(
      'mce_v41_1_fy2024_dx.tsv',
      `code	edit	edit_value	age_min	age_max	sex
A1814	age	adult	15	124
A18.15	sex	male_only			M
P000	age	newborn	0	0
O80	age	maternity	9	64
E0836	manifestation	manifestation
`,
    );
    expect([problems, notes]).toEqual([[], []]);
    expect(rows.map(([, row]) => row)).toEqual([
      { code: 'A1814', list: MCE_LISTS.adult, ageFrom: 15, ageTo: 124, procedure: 0 },
      { code: 'A1815', list: MCE_LISTS['male-only'], ageFrom: 0, ageTo: 0, procedure: 0 },
      { code: 'P000', list: MCE_LISTS.newborn, ageFrom: 0, ageTo: 0, procedure: 0 },
      { code: 'O80', list: MCE_LISTS.maternity, ageFrom: 9, ageTo: 64, procedure: 0 },
      { code: 'E0836', list: MCE_LISTS.manifestation, ageFrom: 0, ageTo: 0, procedure: 0 },
    ]);
  });

  it('come without ages, with procedures (v37); lists under a condition are left out', async () => {
    const { rows, problems, notes } = await readText(
      'mce_v37_fy2020_all.tsv',
      `code	dx_or_px	edit_type	mce_section
00F3XZZ	P	Noncovered_Always	11A
0UB00ZZ	P	Female_Only	5B
W19XXXA	D	Principal_Unacceptable	9
F0390	D	Pediatric_Only	4B
O80	D	Maternity_Only	4C
02RK0JZ	P	Noncovered_Over60	11F
`,
    );
    expect(problems).toEqual([]);
    expect(rows.map(([, row]) => row)).toEqual([
      { code: '00F3XZZ', list: MCE_LISTS['non-covered'], ageFrom: 0, ageTo: 0, procedure: 1 },
      { code: '0UB00ZZ', list: MCE_LISTS['female-only'], ageFrom: 0, ageTo: 0, procedure: 1 },
      { code: 'W19XXXA', list: MCE_LISTS['unacceptable-principal'], ageFrom: 0, ageTo: 0, procedure: 0 },
      { code: 'F0390', list: MCE_LISTS.pediatric, ageFrom: 0, ageTo: 17, procedure: 0 },
      { code: 'O80', list: MCE_LISTS.maternity, ageFrom: 9, ageTo: 64, procedure: 0 },
    ]);
    expect(notes).toEqual([
      'The file gives no ages: those of the newer editions are taken (maternity 9 to 64).',
      'The list noncovered_over60 was left out, as no edit uses it (rows: 1).',
    ]);
  });

  test.each([
    ['0UB00ZZ\tsex\tfemale_only\t\t\tF', 'The code should be an ICD-10-CM code.'],
    ['A1814\t\t\t\t\t', 'The edit type is missing.'],
    ['A1814\tage\tadult\t15\tyears\t', 'Ages should be whole years from 0 to 124.'],
    ['A1814\tage\tadult\t15\t125\t', 'Ages should be whole years from 0 to 124.'],
  ])('refuse the row %j', async (row, message) => {
    const text = `code\tedit\tedit_value\tage_min\tage_max\tsex\nA1814\tage\tadult\t15\t124\t\n${row}\n`;
    expect((await readText('mce_v41_1.tsv', text)).problems).toEqual([[3, message]]);
  });
});

describe('codes exempt from present-on-admission marks', () => {
  test.each([
    [
      'POAexemptCodesFY25.txt',
      'Order25\tPOAexemptCode\tDescription\r\n00123\tB900\tSequelae\r\n00124\tb90.1\tMore\r\n',
    ],
    ['exempt.txt', 'Order25\tPOAexemptCode\tDescription\r\n00123\tB900\tSequelae\r\n00124\tB901\tMore\r\n'],
    ['poa_exempt_fy2022.tsv', 'code\nB900\nB901\n'],
  ])('are read from %s', async (name, text) => {
    const { rows, problems } = await readText(name, text);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      ['poa-exempt', { code: 'B900' }],
      ['poa-exempt', { code: 'B901' }],
    ]);
  });

  it('refuse another code', async () => {
    const { problems } = await readText(
      'POAexemptCodesFY25.txt',
      'Order25\tPOAexemptCode\n1\tB900\n2\t0016070X\n',
    );
    expect(problems).toEqual([[3, 'The code should be an ICD-10-CM code.']]);
  });
});
