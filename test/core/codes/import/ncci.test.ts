import { describe, expect, it, test } from 'vitest';
import { readText } from './reading.ts';

const tsv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join('\t')).join('\r\n');

describe('NCCI PTP', () => {
  const PREAMBLE = tsv(
    ['"Notice of the owner of the codes.'],
    ['It goes over several lines.', ''],
    ['All rights reserved."', '', '', '', '', '', ''],
    [],
    ['', '', '', 'Column1/Column2 Edits', '', '', ''],
    ['Column 1', 'Column 2', '*=in existence', 'Effective', 'Deletion', 'Modifier', 'PTP Edit Rationale'],
    ['', '', 'prior to 1996', 'Date', 'Date', '0=not allowed', ''],
    ['', '', '', '', '*=no data', '1=allowed', ''],
    ['', '', '', '', '', '9=not applicable', ''],
  );
  const ROWS = tsv(
    ['90001', '90002', '', '20200101', '*', '1', 'Misuse of column two code with column one code'],
    ['90001', '90003', '*', '19960101', '20201231', '0', 'Standards of medical / surgical practice'],
    ['0001T', 'G0001', '', '20150401', '20150401', '9', 'CPT Manual or CMS manual coding instructions'],
    ['90001', '90002', '', '20100101', '20191231', '0', ''],
  );
  const EXPECTED = [
    { code: '90001', other: '90002', modifier: 1, from: 20200101, to: 0 },
    { code: '90001', other: '90003', modifier: 0, from: 19960101, to: 20201231 },
    { code: '0001T', other: 'G0001', modifier: 9, from: 20150401, to: 20150401 },
    { code: '90001', other: '90002', modifier: 0, from: 20100101, to: 20191231 },
  ];

  test.each([
    ['with its preamble', `${PREAMBLE}\r\n${ROWS}`],
    ['without one', ROWS],
    ['with one of ninety lines', `${'A line of the notice.\r\n'.repeat(90)}${ROWS}`],
    ['with quoted cells', `${PREAMBLE}\r\n${ROWS.replaceAll('90001', '"90001"')}`],
    [
      'with blank lines and trailing cells',
      `${PREAMBLE}\r\n${ROWS.replaceAll('\r\n', '\t\t\r\n\r\n')}\r\n\r\n`,
    ],
  ])('is read %s', async (_, text) => {
    const { rows, problems } = await readText('ccipra-v323r0-f1.TXT', text);
    expect(problems).toEqual([]);
    expect(rows).toEqual(EXPECTED.map((row) => ['ptp-practitioner', row]));
  });

  test.each([
    ['ccipra-v323r0-f2.txt', 'ptp-practitioner'],
    ['ccioph-v323r0-f2.txt', 'ptp-hospital'],
    ['outpatient hospital ptp edits.txt', 'ptp-hospital'],
  ])('knows by the name %s that it is %s', async (name, set) => {
    expect((await readText(name, ROWS)).rows[0]?.[0]).toBe(set);
  });

  test.each([
    [['9000', '90002', '', '20200101', '*', '1'], 'The first two cells should be codes of five characters.'],
    [
      ['90001', '90002', '', '2020-1-1', '*', '1'],
      'The fourth cell should be the effective date (YYYYMMDD).',
    ],
    [
      ['90001', '90002', '', '20200101', 'never', '1'],
      'The fifth cell should be the deletion date (YYYYMMDD) or *.',
    ],
    [
      ['90001', '90002', '', '20200101', '*', '2'],
      'The sixth cell should be the modifier indicator 0, 1 or 9.',
    ],
    [['90001', '90002'], 'The fourth cell should be the effective date (YYYYMMDD).'],
  ])('refuses the row %j after the first', async (row, message) => {
    const text = `${PREAMBLE}\r\n${ROWS}\r\n${row.join('\t')}`;
    expect((await readText('ccipra-v323r0-f1.txt', text)).problems).toEqual([[14, message]]);
  });
});

describe('MUE', () => {
  const NOTICE = `"Notice of the owner of the codes,
with a comma, and ""quotes"".
All rights reserved.",,,
`;
  const header = (values: string) =>
    `"HCPCS/\nCPT Code","${values}","MUE Adjudication Indicator","MUE Rationale"\n`;
  const ROWS = `0001T,1,2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction
90001,12,3 Date of Service Edit: Clinical,"Clinical: Data, and more"
A0001,400,1 Line Edit,Nature of Equipment
`;
  const EXPECTED = [
    { code: '0001T', units: 1, mai: 2 },
    { code: '90001', units: 12, mai: 3 },
    { code: 'A0001', units: 400, mai: 1 },
  ];

  test.each([
    [
      'mue-practitioner',
      'MCR_MUE_PractitionerServices_Eff_10-01-2026.csv',
      'Practitioner Services MUE Values',
    ],
    ['mue-outpatient', 'table.csv', 'Outpatient Hospital Services MUE Values'],
    ['mue-dme', 'table.csv', 'DME Supplier Services MUE Values'],
    ['mue-dme', 'MCR_MUE_DMESupplierServices_Eff_10-01-2026.csv', 'MUE Values'],
  ])('fills %s from %s with the heading %j', async (set, name, values) => {
    const { rows, problems } = await readText(name, `${NOTICE}${header(values)}${ROWS}`);
    expect(problems).toEqual([]);
    expect(rows).toEqual(EXPECTED.map((row) => [set, row]));
  });

  it('takes columns by their names in any order, with tabs too', async () => {
    const text =
      'MUE Rationale\tMUE Adjudication Indicator\tHCPCS/CPT Code\tPractitioner Services MUE Values\nx\t1 Line Edit\t90001\t5\n';
    expect((await readText('mue.txt', text)).rows).toEqual([
      ['mue-practitioner', { code: '90001', units: 5, mai: 1 }],
    ]);
  });

  const withRow = (row: string) => `${NOTICE}${header('Practitioner Services MUE Values')}${ROWS}${row}\n`;
  test.each([
    ['9001,1,1 Line Edit,x', 'The first cell should be a code of five characters.'],
    ['90002,1.5,1 Line Edit,x', 'The MUE value should be a whole number.'],
    ['90002,1,Line Edit,x', 'The adjudication indicator should begin with 1, 2 or 3.'],
    ['90002', 'The MUE value should be a whole number.'],
  ])('refuses %j', async (row, message) => {
    const { problems } = await readText('MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', withRow(row));
    expect(problems).toEqual([[9, message]]);
  });

  it('says that a header is missing', async () => {
    const { problems } = await readText('MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', ROWS);
    expect(problems).toEqual([[1, 'No header row with the columns code, units, mai was found.']]);
  });

  it('gives up a quotation after two hundred lines', async () => {
    const text = withRow(`90002,1,1 Line Edit,"open\n${'90003,1,1 Line Edit,x\n'.repeat(250)}`);
    const { problems, rows } = await readText('MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', text);
    expect(problems).toEqual([[9, 'A quotation mark opens a cell here and is never closed.']]);
    expect(rows.length).toBeGreaterThan(EXPECTED.length);
  });

  it('says where a quotation is never closed', async () => {
    const text = withRow(`90002,1,1 Line Edit,"open\n${'more\n'.repeat(5)}`);
    const { problems } = await readText('MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', text);
    expect(problems).toEqual([[9, 'A quotation mark opens a cell here and is never closed.']]);
  });
});

describe('add-on codes', () => {
  const HEADER = [
    'AOC_Edit_Type',
    'Add-On_Code',
    'AOC_DelDT',
    'Primary_Code',
    'Primary_Code_DelDT',
    'AOC_Edit_EffDT',
    'AOC_Edit_DelDT',
    'Special_Instruction_Notes',
  ];
  const NAME = 'AOC_V2026Q2-MCR.txt';
  const file = (...rows: readonly (readonly string[])[]) =>
    tsv(['Notice of the owner of the codes.', '', '', '', '', '', '', ''], HEADER, ...rows);

  it('gives pairs from the first day to the earliest end', async () => {
    const { rows, problems } = await readText(
      NAME,
      file(
        ['1', '90002', '', '90001', '', '2013091', '', ''],
        ['2', '90003', '', 'CCCCC', '', '2016060', '', 'Contractors decide'],
        ['3', '90002', '2026365', '90004', '2025032', '2013001', '2026001', ''],
        ['1', '90005', '2012366', '90001', '', '2013001', '', 'ended before it began'],
      ),
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      ['add-on', { code: '90002', type: 1, primary: '90001', from: 20130401, to: 0 }],
      ['add-on', { code: '90003', type: 2, primary: 'CCCCC', from: 20160229, to: 0 }],
      ['add-on', { code: '90002', type: 3, primary: '90004', from: 20130101, to: 20250201 }],
    ]);
  });

  test.each([
    [['4', '90002', '', '90001', '', '2013001', '', ''], 'The edit type should be 1, 2 or 3.'],
    [['1', '9000', '', '90001', '', '2013001', '', ''], 'The add-on code should have five characters.'],
    [['1', '90002', '', '', '', '2013001', '', ''], 'The primary code should have five characters.'],
    [
      ['1', '90002', '', '90001', '', '20130101', '', ''],
      'The effective date should be a year and a day of the year (YYYYDDD).',
    ],
    [
      ['1', '90002', '', '90001', '', '2013001', '2013366', ''],
      'A deletion date should be a year and a day of the year (YYYYDDD).',
    ],
  ])('refuses %j', async (row, message) => {
    expect((await readText(NAME, file(row))).problems).toEqual([[3, message]]);
  });
});
