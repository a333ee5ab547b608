import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { openTable } from '../../../core/codes/open.ts';
import { importFiles } from '../../../functions/import-codes/open-file.ts';
import { importText, inChunks, NOW, rowsIn } from './uploads.ts';

const ORDER = `\
00001 A00     0 Cholera                                                      Cholera
00002 A000    1 Cholera due to Vibrio cholerae 01                            Cholera due to Vibrio cholerae 01
`;
const CODES = 'A000    Cholera due to Vibrio cholerae 01\n';
const PAIR = (code: string, modifier = '1') => `${code}\t90002\t\t20200101\t*\t${modifier}\tx\n`;

describe('a plain file', () => {
  it('becomes a table with its release, days and source', async () => {
    const report = await importText('icd10cm_order_2027.txt', ORDER);
    expect(report).toMatchObject({ problems: [], problemCount: 0, notes: [] });
    expect(report.tables.map(({ release }) => release)).toEqual([
      {
        set: 'icd10cm',
        release: 'FY2027',
        from: 20261001,
        to: 20270930,
        // Two codes are not all of ICD-10-CM.
        complete: false,
        source: {
          name: 'icd10cm_order_2027.txt',
          sha256: createHash('sha256').update(ORDER).digest('hex'),
        },
        rows: 2,
        importedAt: NOW,
      },
    ]);
    expect(rowsIn(report, 'icd10cm').map(({ code, billable }) => [code, billable])).toEqual([
      ['A00', 0],
      ['A000', 1],
    ]);
  });

  it('writes into the table what the report says of it', async () => {
    const { tables } = await importText('icd10cm_order_2027.txt', ORDER);
    const opened = openTable(tables[0]?.bytes ?? new Uint8Array());
    expect(opened.ok && opened.value.release).toEqual(tables[0]?.release);
  });

  it('is called by its layout where its name is not an official one', async () => {
    const { tables } = await importText('/home/JOHN DOE/fees of JOHN DOE.csv', 'code,rate\n90001,1.50\n');
    expect(tables[0]?.release).toMatchObject({
      set: 'fees',
      release: '2026-11-22',
      from: 20261122,
      to: 0,
      source: { name: 'a fee schedule with the columns code and rate' },
    });
  });

  it('says that a list of billable codes is not all', async () => {
    const { tables, notes } = await importText('icd10cm_codes_2027.txt', CODES);
    expect(tables[0]?.release.complete).toBe(false);
    expect(notes).toEqual([
      'icd10cm_codes_2027.txt: It lists billable codes only: headers such as E11 are not in it. Import the order file to have them.',
    ]);
  });

  test.each([
    [1, 'one by one'],
    [7, 'in sevens'],
    [100_000, 'at once'],
  ])('is the same when its bytes come %d at a time', async (size) => {
    const text = ORDER.replaceAll('\n', '\r\n');
    expect(rowsIn(await importText('icd10cm_order_2027.txt', text, {}, size), 'icd10cm')).toEqual(
      rowsIn(await importText('icd10cm_order_2027.txt', ORDER), 'icd10cm'),
    );
  });
});

describe('code pages and line ends', () => {
  const LIST = 'code\tdescription\n11\tMédecin’s\n12\tHome\n';
  const bytesOf: Readonly<Record<string, Uint8Array>> = {
    'UTF-8': Buffer.from(LIST),
    'UTF-8 with a mark': Buffer.from(`\ufeff${LIST}`),
    'Windows-1252': Buffer.from(LIST.replace('’', '\u0092'), 'latin1'),
    'UTF-16': Buffer.from(`\ufeff${LIST}`, 'utf16le'),
    'UTF-16, big end first': Buffer.from(`\ufeff${LIST}`, 'utf16le').swap16(),
    CRLF: Buffer.from(LIST.replaceAll('\n', '\r\n')),
    'CR alone': Buffer.from(LIST.replaceAll('\n', '\r')),
    'no end of the last line': Buffer.from(LIST.trimEnd()),
    'the end mark of DOS': Buffer.from(`${LIST}\u001a`),
  };
  test.each(Object.keys(bytesOf).flatMap((name) => [1, 3, 64].map((size) => [name, size] as const)))(
    '%s is read, %d bytes at a time',
    async (name, size) => {
      const report = await importText('pos.tsv', bytesOf[name] ?? '', {}, size);
      expect(report.problems).toEqual([]);
      expect(rowsIn(report, 'pos').map(({ code, title }) => [code, title])).toEqual([
        ['11', 'Médecin’s'],
        ['12', 'Home'],
      ]);
    },
  );

  it('reads UTF-8 and Windows-1252 in one file', async () => {
    const bytes = Buffer.concat([
      Buffer.from('code\tdescription\n11\tMédecin\n'),
      Buffer.from('12\tMédecin\n', 'latin1'),
    ]);
    expect(rowsIn(await importText('pos.tsv', bytes, {}, 5000), 'pos').map(({ title }) => title)).toEqual([
      'Médecin',
      'Médecin',
    ]);
  });

  it('reads an XML of many chunks in Windows-1252', async () => {
    const xml = `<?xml version="1.0" encoding="iso-8859-1"?><ICD10CM.tabular><version>2027</version><chapter><name>1</name>${'<desc>filler</desc>'.repeat(8000)}<excludes1><note>Médecin (A00)</note></excludes1></chapter></ICD10CM.tabular>`;
    const report = await importText('icd10cm_tabular_2027.xml', Buffer.from(xml, 'latin1'), {}, 1000);
    expect(rowsIn(report, 'icd10cm-notes')).toEqual([
      { code: 'CH1', kind: 1, refs: 'A00', note: 'Médecin (A00)' },
    ]);
  });
});

describe('what the user says', () => {
  it('goes before what the name says', async () => {
    const { tables } = await importText('icd10cm_order_2027.txt', ORDER, { release: 'FY2028' });
    expect(tables[0]?.release).toMatchObject({ release: 'FY2028', from: 20271001, to: 20280930 });
  });

  test.each([
    [
      { release: 'ours', from: 20260115 },
      { release: 'ours', from: 20260115, to: 20270930 },
    ],
    [
      { release: 'ours', from: 20260115, to: 20260630 },
      { from: 20260115, to: 20260630 },
    ],
    [
      { release: 'FY2028', from: 20271101 },
      { from: 20271101, to: 20280930 },
    ],
    [
      { release: 'ours', from: 20290101 },
      { from: 20290101, to: 0 },
    ],
  ])('of release and days: %j', async (asked, release) => {
    const { tables } = await importText('icd10cm_order_2027.txt', ORDER, asked);
    expect(tables[0]?.release).toMatchObject(release);
  });

  test.each([
    [
      'icd10cm.txt',
      ORDER,
      {},
      'Its name does not say which release it is: give --release, such as FY2027, 2026Q4 or 2026.',
    ],
    [
      'icd10cm.txt',
      ORDER,
      { release: 'ours' },
      'The release’s name does not say from which day it holds: give --from, such as 2026-10-01.',
    ],
    [
      'edits.txt',
      PAIR('90001'),
      {},
      'Which list this is cannot be told from its name: give one of --set ptp-practitioner, --set ptp-hospital.',
    ],
    [
      'icd10cm_order_2027.txt',
      ORDER,
      { set: 'hcpcs' },
      'The file does not have a layout in which HCPCS Level II come. It looks like an ICD-10-CM order file.',
    ],
    [
      'letter.txt',
      'Dear Sir\n',
      { set: 'carc' },
      'The file does not have a layout in which Claim adjustment reason codes come.',
    ],
  ] as const)('is asked for: %s with %#', async (name, text, asked, message) => {
    expect(await importText(name, text, asked)).toEqual({
      tables: [],
      problems: [{ file: name, line: 0, message }],
      problemCount: 1,
      notes: [],
    });
  });

  it('names every set where the file says nothing', async () => {
    const { problems } = await importText('letter.txt', 'Dear Sir\n');
    expect(problems[0]?.message).toMatch(
      /^This is no list that is read as it stands: give one of --set icd10cm, --set /,
    );
  });
});

describe('a broken file', () => {
  it('changes nothing and says which lines', async () => {
    const report = await importText(
      'icd10cm_order_2027.txt',
      `${ORDER}00003 A00-    1 x\n00004 A001    2 y\n`,
    );
    expect(report).toEqual({
      tables: [],
      problems: [
        { file: 'icd10cm_order_2027.txt', line: 3, message: 'Columns 7 to 13 hold no code of this set.' },
        {
          file: 'icd10cm_order_2027.txt',
          line: 4,
          message: 'Column 15 should say 1 (valid for submission) or 0 (a header).',
        },
      ],
      problemCount: 2,
      notes: [],
    });
  });

  test.each([1, 2, 3, 64])(
    'counts lines rightly though CRLF be cut in two, %d bytes at a time',
    async (size) => {
      const text = `${ORDER}\n${ORDER}bad\n`.replaceAll('\n', '\r\n');
      const { problems } = await importText('icd10cm_order_2027.txt', text, {}, size);
      expect(problems.map(({ line }) => line)).toEqual([6]);
    },
  );

  it('keeps fifty problems and counts all', async () => {
    const report = await importText('icd10cm_order_2027.txt', `${ORDER}${'bad line\n'.repeat(1234)}`);
    expect([report.problems.length, report.problemCount]).toEqual([50, 1234]);
  });

  test.each([
    ['a row again', `${ORDER}${ORDER}`, []],
    ['a row that says another thing', `${ORDER}${ORDER.replace('A000    1', 'A000    0')}`, [[4, 2]]],
  ])('and %s', async (_, text, lines) => {
    const { problems, tables } = await importText('icd10cm_order_2027.txt', text);
    expect(problems).toEqual(
      lines.map(([line, other]) => ({
        file: 'icd10cm_order_2027.txt',
        line,
        message: `The row contradicts that of line ${other}, which is about the same thing.`,
      })),
    );
    expect(tables).toHaveLength(lines.length === 0 ? 1 : 0);
  });

  it('knows a pair with other days from one that contradicts', async () => {
    const good = await importText(
      'ccipra-v323r0-f1.txt',
      `${PAIR('90001')}90001\t90002\t\t20100101\t20191231\t0\tx\n`,
    );
    expect(good.tables[0]?.release.rows).toBe(2);
    const bad = await importText('ccipra-v323r0-f1.txt', `${PAIR('90001')}${PAIR('90001', '0')}`);
    expect(bad.problems.map(({ line }) => line)).toEqual([2]);
  });

  test.each([
    ['ends before it begins', '90001\t90002\t\t20200101\t20191231\t1\n', 1, 'The row ends before it begins.'],
    ['has no row', 'code,rate\n', 0, 'No row was found in the file.'],
    ['has a line without an end', `code,rate\n${'x'.repeat(1_100_000)}`, 2, 'The line is longer than 1 MB.'],
  ])('%s', async (_, text, line, message) => {
    const name = text.startsWith('code') ? 'fees.csv' : 'ccipra-v323r0-f1.txt';
    expect((await importText(name, text, {}, 50_000)).problems).toEqual([{ file: name, line, message }]);
  });

  test.each([
    ['nothing', '', 'The file is empty.'],
    [
      'a workbook of old',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      'This is an Excel workbook. Take the .txt or .csv of the same download.',
    ],
    ['a PDF', '%PDF-1.7', 'This is a PDF. Take the .txt or .csv of the same download.'],
    ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0]), 'This is a gzip file: unpack it first.'],
    ['other bytes', Buffer.from([1, 0, 2, 0]), 'This is no text and no zip.'],
  ])('that is %s is told so', async (_, bytes, message) => {
    expect((await importText('file.txt', bytes)).problems).toEqual([{ file: 'file.txt', line: 0, message }]);
  });
});

describe('parts of one table', () => {
  const part = (n: number, text = PAIR(`9000${n}`)) => ({
    name: `ccipra-v323r0-f${n}.txt`,
    bytes: inChunks(text),
  });

  it('alone are marked as parts', async () => {
    const { tables } = await importFiles([part(2)], { importedAt: NOW });
    expect(tables).toMatchObject([{ part: { number: 2, of: 4 }, release: { complete: false, rows: 1 } }]);
  });

  it('given together become one whole table', async () => {
    const report = await importFiles([part(3), part(1), part(4), part(2)], { importedAt: NOW });
    expect(report.problems).toEqual([]);
    expect(report.tables.map((table) => table.part)).toEqual([undefined]);
    expect(report.tables[0]?.release).toMatchObject({
      complete: true,
      rows: 4,
      source: { name: 'ccipra-v323r0-f3.txt and 3 more' },
    });
    expect(rowsIn(report, 'ptp-practitioner').map(({ code }) => code)).toEqual([
      '90001',
      '90002',
      '90003',
      '90004',
    ]);
  });

  it('given but for one stay parts', async () => {
    const { tables } = await importFiles([part(1), part(2), part(4)], { importedAt: NOW });
    expect(tables.map((table) => table.part?.number)).toEqual([1, 2, 4]);
    expect(tables.every(({ release }) => !release.complete)).toBe(true);
  });

  it('are all refused where one is broken', async () => {
    const { tables, problems } = await importFiles([part(1), part(2, `${PAIR('90002')}bad\n`)], {
      importedAt: NOW,
    });
    expect(tables).toEqual([]);
    expect(problems.map(({ file, line }) => [file, line])).toEqual([['ccipra-v323r0-f2.txt', 2]]);
  });
});
