import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { importText, rowsIn } from './uploads.ts';

const ORDER = '00001 A00     0 Cholera\r\n00002 A000    1 Cholera due to Vibrio cholerae 01\r\n';
const CODES = 'A000    Cholera due to Vibrio cholerae 01\r\n';
const XML =
  '<ICD10CM.tabular><version>2027</version><chapter><name>1</name><excludes1><note>x (A00)</note></excludes1></chapter></ICD10CM.tabular>';
/** XXX in the column GLOB DAYS is CMS's own code: the global concept does not apply. */
const RVU = (factor: string) =>
  `HCPCS,MOD${','.repeat(29)}\nG0001,,x,A,,1.00,1.00,,1.00,,1.00,3.00,3.00,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,${factor},09,0,99,0.00,0.00,0.00\n`;

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

describe('a zip', () => {
  it('gives all lists in it and says what it left', async () => {
    const report = await importText(
      '2027-code-descriptions-tabular-order.zip',
      zip({
        'Code Descriptions/icd10cm_codes_2027.txt': CODES,
        'Code Descriptions/icd10cm_order_2027.txt': ORDER,
        'Code Descriptions/icd10cm_order_addenda_2027.txt': 'Add   00001 A00',
        'Code Descriptions/icd10OrderFiles.pdf': '%PDF',
        'Table and Index/icd10cm_tabular_2027.xml': XML,
        'layout.txt': 'Field\tCode\nA\tB\n',
        'Table and Index/icd10cm_index_2027.xml': '<ICD10CM.index/>',
        '__MACOSX/Code Descriptions/._icd10cm_order_2027.txt': 'junk',
        '.DS_Store': 'junk',
      }),
    );
    expect(report.problems).toEqual([]);
    expect(report.tables.map(({ release }) => [release.set, release.release, release.rows])).toEqual([
      ['icd10cm', 'FY2027', 2],
      ['icd10cm-notes', 'FY2027', 1],
    ]);
    expect(report.notes).toEqual([
      'Left icd10OrderFiles.pdf: it is no text.',
      'Left icd10cm_order_addenda_2027.txt: it is no list that is read.',
      'Left layout.txt: which list it is cannot be told from its name.',
      'Left icd10cm_index_2027.xml: it is no list that is read.',
      'Left icd10cm_codes_2027.txt: icd10cm_order_2027.txt was taken.',
    ]);
  });

  it('tells the release of its files by its own name', async () => {
    const { tables } = await importText(
      'april-1-2026-code-descriptions-tabular-order.zip',
      zip({ 'icd10cm_order_2026.txt': ORDER }),
    );
    expect(tables[0]?.release).toMatchObject({ release: 'FY2026-APR', from: 20260401, to: 20260930 });
  });

  it('gives only what the user asks for', async () => {
    const files = { 'icd10cm_order_2027.txt': ORDER, 'icd10cm_tabular_2027.xml': XML };
    const { tables } = await importText('2027.zip', zip(files), { set: 'icd10cm-notes' });
    expect(tables.map(({ release }) => release.set)).toEqual(['icd10cm-notes']);
  });

  it('takes everybody’s fee schedule before that of qualifying participants', async () => {
    const { tables, notes } = await importText(
      'rvu26d.zip',
      zip({ 'PPRRVU2026_Oct_QPP.csv': RVU('33.5675'), 'PPRRVU2026_Oct_nonQPP.csv': RVU('33.4009') }),
    );
    expect(tables.map(({ release }) => release.release)).toEqual(['2026Q4']);
    expect(notes).toEqual(['Left PPRRVU2026_Oct_QPP.csv: PPRRVU2026_Oct_nonQPP.csv was taken.']);
  });

  it('makes one table of all parts in it', async () => {
    const parts = [1, 2, 3, 4].map((n) => [`ccioph-v323r0-f${n}.txt`, `9000${n}\t90009\t\t20200101\t*\t0\n`]);
    const { tables } = await importText('hospital.zip', zip(Object.fromEntries(parts)));
    expect(tables.map(({ release, part }) => [release.rows, release.complete, part])).toEqual([
      [4, true, undefined],
    ]);
  });

  it('makes one table of several fee schedules in it', async () => {
    const files = {
      'acme.csv': 'code,payer,rate\n90001,ACME,1\n',
      'best.csv': 'code,payer,rate\n90001,BEST,2\n',
    };
    expect(rowsIn(await importText('fees.zip', zip(files)), 'fees').map(({ cents }) => cents)).toEqual([
      100, 200,
    ]);
  });

  it('hashes the zip as it was uploaded, whatever size its pieces have', async () => {
    const bytes = zip({ 'icd10cm_order_2027.txt': ORDER });
    const [one, other] = [
      await importText('x.zip', bytes, {}, 3),
      await importText('x.zip', bytes, {}, 4096),
    ];
    expect(one.tables[0]?.release.source).toEqual(other.tables[0]?.release.source);
    expect(one.tables[0]?.release.source.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is read where it was written by stream, without sizes before the files', async () => {
    const pieces: Uint8Array[] = [];
    const stream = new Zip((error, piece) => {
      if (error === null) pieces.push(piece);
    });
    const packed = new ZipDeflate('icd10cm_order_2027.txt');
    stream.add(packed);
    packed.push(strToU8(ORDER.slice(0, 20)));
    packed.push(strToU8(ORDER.slice(20)), true);
    const stored = new ZipPassThrough('icd10cm_tabular_2027.xml');
    stream.add(stored);
    stored.push(strToU8(XML), true);
    stream.end();
    const report = await importText('x.zip', Buffer.concat(pieces));
    expect(rowsIn(report, 'icd10cm')).toHaveLength(2);
    expect(rowsIn(report, 'icd10cm-notes')).toHaveLength(1);
  });

  it('is read where its text is much longer than one piece', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `${i},${i % 100}.25`).join('\n');
    const report = await importText('fees.zip', zip({ 'fees.csv': `code,rate\n${many}\n` }), {}, 5000);
    expect(rowsIn(report, 'fees')).toHaveLength(30_000);
  });
});

/** Where an entry of the directory begins: there is one file. */
const directoryAt = (bytes: Uint8Array): number =>
  Buffer.from(bytes).lastIndexOf(Buffer.from('PK\u0001\u0002'));
function changed(bytes: Uint8Array, change: (view: DataView, directory: number) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer), directoryAt(copy));
  return copy;
}

describe('a zip that is not read', () => {
  const GOOD = zip({ 'icd10cm_order_2027.txt': ORDER.repeat(50) });
  const DAMAGED = 'The zip is damaged: download it again.';
  test.each([
    ['is cut off', GOOD.subarray(0, GOOD.length - 30), DAMAGED],
    ['holds other bytes than it says', changed(GOOD, (v, at) => v.setUint32(at + 16, 1, true)), DAMAGED],
    ['is longer than it says', changed(GOOD, (v, at) => v.setUint32(at + 24, 20, true)), DAMAGED],
    ['points behind its end', changed(GOOD, (v, at) => v.setUint32(at + 42, 0x7fffffff, true)), DAMAGED],
    ['has a broken directory', changed(GOOD, (v, at) => v.setUint32(at, 0, true)), DAMAGED],
    [
      'is encrypted',
      changed(GOOD, (v, at) => v.setUint16(at + 8, 1, true)),
      'The zip is encrypted: unpack it and import the file in it.',
    ],
    [
      'is packed in another way',
      changed(GOOD, (v, at) => v.setUint16(at + 10, 14, true)),
      'The zip is packed in a way that we do not read: unpack it and import the file in it.',
    ],
    [
      'would fill the memory',
      changed(GOOD, (v, at) => v.setUint32(at + 24, 0xfffffff0, true)),
      'The zip has more than 512 MB when it is unpacked.',
    ],
    ['holds no file', zip({}), 'The zip holds no .txt, .csv, .tsv or .xml file.'],
    ['holds no text', zip({ 'a.pdf': 'x' }), 'The zip holds no .txt, .csv, .tsv or .xml file.'],
    [
      'holds a workbook alone',
      zip({ 'AOC_V2026Q2-MCR.xlsx': 'x' }),
      'The zip holds only an Excel workbook. Take the download that has a .txt or .csv.',
    ],
    [
      'is a workbook',
      zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' }),
      'This is an Excel workbook or another Office file. Take the .txt or .csv of the same download.',
    ],
    [
      'holds other texts',
      zip({ 'a.txt': 'Dear Sir', 'b.txt': 'x' }),
      'No file of the zip is a list that is read.',
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await importText('x.zip', bytes)).toMatchObject({
      tables: [],
      problems: [{ file: 'x.zip', line: 0, message }],
    });
  });

  it('names the file of the zip whose line is broken', async () => {
    const { problems, tables } = await importText(
      '2027.zip',
      zip({ 'a/icd10cm_order_2027.txt': `${ORDER}bad\n`, 'icd10cm_tabular_2027.xml': XML }),
    );
    expect(tables).toEqual([]);
    expect(problems).toMatchObject([{ file: 'icd10cm_order_2027.txt', line: 3 }]);
  });
});
