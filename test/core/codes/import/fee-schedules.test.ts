import { describe, expect, it, test } from 'vitest';
import { fixed, readText } from './reading.ts';

const TITLE = `2026 National Physician Fee Schedule Relative Value File${','.repeat(30)}`;
const HEADER = `HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT`;
const GLOBAL =
  'G0001,,"Invented, first",A,,1.05,29.99,,0.36,NA,0.07,31.11,1.48,1,010,0.10,0.8,0.10,2,1,2,1,0,G0009,33.4009,09,0,99,0.00,0.00,0.00';
/** XXX in the column GLOB DAYS is CMS's own code: the global concept does not apply. */
const COMPONENT =
  'G0001,26,"Invented, first",A,,1.05,-0.01,,0.36,,0.07,1.48,1.48,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,33.4009,09,0,99,0.00,0.00,0.00';
const csv = (...rows: readonly string[]) => [TITLE, ','.repeat(30), HEADER, ...rows].join('\r\n');

describe('PPRRVU as CSV', () => {
  const NAME = 'PPRRVU2026_Oct_nonQPP.csv';

  it('gives relative values in hundredths and the factor in ten-thousandths, modifiers in rows of their own', async () => {
    const { rows, problems } = await readText(NAME, csv(GLOBAL, COMPONENT));
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      [
        'mpfs',
        {
          code: 'G0001',
          modifier: '',
          title: 'Invented, first',
          status: 'A',
          work: 105,
          nonFacilityPe: 2999,
          facilityPe: 36,
          malpractice: 7,
          pcTc: '1',
          global: '010',
          preoperative: 10,
          intraoperative: 80,
          postoperative: 10,
          multiple: '2',
          bilateral: '1',
          assistant: '2',
          coSurgeons: '1',
          team: '0',
          endoscopicBase: 'G0009',
          conversionFactor: 334_009,
        },
      ],
      ['mpfs', expect.objectContaining({ code: 'G0001', modifier: '26', nonFacilityPe: -1, global: 'XXX' })],
    ]);
  });

  test.each([
    [GLOBAL.replace('G0001', 'G001'), 'The row should begin with a code of five characters.'],
    [GLOBAL.replace(',A,', ',,'), 'The status code should be one letter.'],
    [
      GLOBAL.replace('29.99', '29.999'),
      'The relative value nonFacilityPe should be a number with two decimals.',
    ],
    [GLOBAL.replace('1.05', 'NA'), 'The relative value work should be a number with two decimals.'],
    [GLOBAL.replace(',0.8,', ',80,'), 'The intraoperative share should be from 0 to 1.'],
    [GLOBAL.replace('33.4009', '$33'), undefined],
    [GLOBAL.replace('33.4009', '33,4'), 'The conversion factor should be a number.'],
  ])('of the row %j says %s', async (row, message) => {
    const { problems } = await readText(NAME, csv(COMPONENT, row.replace('33,4,', '"33,4",')));
    expect(problems).toEqual(message === undefined ? [] : [[5, message]]);
  });
});

describe('PPRRVU as text', () => {
  it('gives the same values from columns', async () => {
    const line = fixed(200, [
      [1, 'G0001'],
      [6, '26'],
      [8, 'Invented, first'],
      [58, 'A'],
      [60, '  1.05'],
      [67, ' 29.99'],
      [76, '  0.36'],
      [82, 'NA'],
      [85, ' 0.07'],
      [91, ' 31.11'],
      [97, '  1.48'],
      [103, '1'],
      [104, '010'],
      [107, '.10'],
      [110, '.80'],
      [113, '.10'],
      [116, '2'],
      [117, '1'],
      [118, '2'],
      [119, '1'],
      [120, '0'],
      [128, 'G0009'],
      [133, '033.4009'],
      [142, '09'],
    ]);
    const { rows, problems, layout } = await readText('PPRRVU26.txt', `HDR COPYRIGHT\r\n${line}\r\n`);
    expect(problems).toEqual([]);
    expect(layout).toBe('the physician fee schedule (PPRRVU) as text');
    expect(rows.map(([, row]) => row)).toEqual([
      {
        code: 'G0001',
        modifier: '26',
        title: 'Invented, first',
        status: 'A',
        work: 105,
        nonFacilityPe: 2999,
        facilityPe: 36,
        malpractice: 7,
        pcTc: '1',
        global: '010',
        preoperative: 10,
        intraoperative: 80,
        postoperative: 10,
        multiple: '2',
        bilateral: '1',
        assistant: '2',
        coSurgeons: '1',
        team: '0',
        endoscopicBase: 'G0009',
        conversionFactor: 334_009,
      },
    ]);
  });
});

describe('GPCI', () => {
  const CSV = `ADDENDUM E. GEOGRAPHIC PRACTICE COST INDICES,,,,,,
,,,,,,
Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI
10112,AL,00,ALABAMA,0.985,1,0.869,0.575
2102,AK,1,ALASKA*,1.5,1.5,1.081,0.592
,,,,,,
*Work GPCI reflects a 1.5 floor in Alaska.,,,,,,
`;
  const EXPECTED = [
    { code: '10112-00', state: 'AL', name: 'ALABAMA', work: 1000, practice: 869, malpractice: 575 },
    { code: '02102-01', state: 'AK', name: 'ALASKA', work: 1500, practice: 1081, malpractice: 592 },
  ];

  it('is read from CSV, zeros restored, with the floor of the work index', async () => {
    const { rows, problems } = await readText('GPCI2026.csv', CSV);
    expect(problems).toEqual([]);
    expect(rows.map(([, row]) => row)).toEqual(EXPECTED);
  });

  it('is read from text', async () => {
    const row = (state: string, mac: string, locality: string, name: string, indices: readonly string[]) =>
      fixed(150, [
        [1, mac],
        [17, state],
        [25, locality],
        [29, name],
        [122, indices[0] ?? ''],
        [134, indices[1] ?? ''],
        [146, indices[2] ?? ''],
      ]);
    const text = [
      'GEOGRAPHIC PRACTICE COST INDICES',
      row('AL', '10112', '00', 'ALABAMA', ['1.000', '0.869', '0.575']),
      row('AK', '02102', '01', 'ALASKA*', ['1.500', '1.081', '0.592']),
      '*Work GPCI reflects a 1.5 floor in Alaska.',
    ].join('\n');
    const { rows, problems } = await readText('GPCI2026.txt', text);
    expect(problems).toEqual([]);
    expect(rows.map(([, row]) => row)).toEqual(EXPECTED);
  });

  test.each([
    [
      '10112,AL,00,ALABAMA,0.985,,0.869,0.575',
      'The three indices should be numbers with up to three decimals.',
    ],
    [
      '10112,AL,00,ALABAMA,0.985,1,0.8691,0.575',
      'The three indices should be numbers with up to three decimals.',
    ],
    ['MAC,AL,00,ALABAMA,0.985,1,0.869,0.575', 'The contractor should be a number of five digits.'],
    ['10112,AL,REST,ALABAMA,0.985,1,0.869,0.575', 'The locality should be a number of two digits.'],
    ['10112,AL,00,ALABAMA,0.985,100,0.869,0.575', 'An index should be from 0 to 65.'],
  ])('refuses the row %s', async (row, message) => {
    const { problems } = await readText(
      'GPCI2026.csv',
      CSV.replace('10112,AL,00,ALABAMA,0.985,1,0.869,0.575', row),
    );
    expect(problems).toEqual([[4, message]]);
  });
});

describe('a contract’s fee schedule', () => {
  it('gives cents by their digits, and days', async () => {
    const { rows, problems } = await readText(
      'rates.csv',
      `Contract of 2026,,,,,
Code,Modifier,Payer,Rate,From,To
90001,,ACME,"$1,234.50",2026-01-01,2026-12-31
90001,26,ACME,0.29,1/1/2026,
g0001,tc,,110,,
0450,,ACME,1.10,20260101,20261231
`,
    );
    expect(problems).toEqual([]);
    expect(rows.map(([, row]) => row)).toEqual([
      { code: '90001', modifier: '', payer: 'ACME', cents: 123_450, from: 20260101, to: 20261231 },
      { code: '90001', modifier: '26', payer: 'ACME', cents: 29, from: 20260101, to: 0 },
      { code: 'G0001', modifier: 'TC', payer: '', cents: 11_000, from: 0, to: 0 },
      { code: '0450', modifier: '', payer: 'ACME', cents: 110, from: 20260101, to: 20261231 },
    ]);
  });

  it('needs no other columns than code and rate', async () => {
    const { rows } = await readText('fees.txt', 'HCPCS Code\tAllowed Amount\n90001\t45.6\n');
    expect(rows).toEqual([['fees', { code: '90001', modifier: '', payer: '', cents: 4560, from: 0, to: 0 }]]);
  });

  test.each([
    ['90-01,,ACME,1.00,,', 'The code should be letters and digits.'],
    ['90001,2,ACME,1.00,,', 'The modifier should have two characters or be empty.'],
    ['90001,,ACME,,,', 'The rate should be dollars and whole cents.'],
    ['90001,,ACME,1.005,,', 'The rate should be dollars and whole cents.'],
    ['90001,,ACME,-1.00,,', 'The rate should be dollars and whole cents.'],
    ['90001,,ACME,"12,34",,', 'The rate should be dollars and whole cents.'],
    ['90001,,ACME,42949672.96,,', 'The rate should be dollars and whole cents.'],
    ['90001,,ACME,1.00,soon,', 'The days from and to should be dates such as 2026-10-01.'],
    ['90001,,ACME,1.00,2026-01-01,2025-12-31', 'The rate ends before it begins.'],
  ])('refuses the row %s', async (row, message) => {
    const text = `code,modifier,payer,rate,from,to\n${row}\n`;
    expect((await readText('fees.csv', text)).problems).toEqual([[2, message]]);
  });
});
