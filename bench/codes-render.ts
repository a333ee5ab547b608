import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

/**
 * Renders the shared code sets into the official layouts, so that the importers can be run at full size without a
 * download: `CLAIMLINE_SHARED=<folder> node bench/codes-render.ts <folder to fill>`. What comes out is for tests and
 * benchmarks alone: titles are partly derived, and nothing of it is CMS's own file.
 */

type Row = Readonly<Record<string, string>>;

function rowsOf(path: string): readonly Row[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

const ICD10CM_YEARS = [2021, 2022, 2023, 2024, 2025, 2026, 2027] as const;
const byCode = (a: Row, b: Row): number => ((a.code ?? '') < (b.code ?? '') ? -1 : 1);

/** `00001 A00     0 Cholera … Cholera`, 60 columns for the short title. */
function orderFile(rows: readonly { code: string; billable: string; title: string }[]): string {
  const lines = rows.map(({ code, billable, title }, i) => {
    const name = title === '' ? `Category ${code}` : title;
    return `${String(i + 1).padStart(5, '0')} ${code.padEnd(7)} ${billable} ${name.slice(0, 60).padEnd(60)} ${name}`;
  });
  return `${lines.join('\r\n')}\r\n`;
}

function icd10(shared: string, folder: string): void {
  const all = [...rowsOf(join(shared, 'icd10cm/icd10cm_fy2021_fy2027.tsv.gz'))].sort(byCode);
  for (const year of ICD10CM_YEARS) {
    const rows = all.filter(({ first_fy, last_fy }) => Number(first_fy) <= year && year <= Number(last_fy));
    const wanted = rows.map(({ code = '', billable = '', description = '' }) => ({
      code,
      billable,
      title: description,
    }));
    writeFileSync(join(folder, `icd10cm_order_${year}.txt`), orderFile(wanted));
    const billable = wanted.filter((row) => row.billable === '1');
    const lines = billable.map(({ code, title }) => `${code.padEnd(7)} ${title}`);
    writeFileSync(join(folder, `icd10cm_codes_${year}.txt`), `${lines.join('\r\n')}\r\n`);
  }
  const procedures = [...rowsOf(join(shared, 'icd10pcs/icd10pcs_fy2022.tsv.gz'))].sort(byCode);
  writeFileSync(
    join(folder, 'icd10pcs_order_2022.txt'),
    orderFile(
      procedures.map(({ code = '', valid = '', long_desc = '' }) => ({
        code,
        billable: valid,
        title: long_desc,
      })),
    ),
  );
  const exempt = rowsOf(join(shared, 'icd10cm_edits/poa_exempt_fy2022.tsv.gz'));
  const exemptLines = exempt.map(
    ({ code }, i) => `${String(i + 1).padStart(5, '0')}\t${code}\ttitle of ${code}`,
  );
  writeFileSync(
    join(folder, 'POAexemptCodesFY22.txt'),
    `Order22\tPOAexemptCode\tDescription\r\n${exemptLines.join('\r\n')}\r\n`,
  );
}

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const noteElement = ({ note_type = '', code_refs = '', text = '' }: Row): string =>
  note_type === 'sevenChrDef'
    ? `<sevenChrDef><extension char="${code_refs}">${xml(text)}</extension></sevenChrDef>`
    : `<${note_type}><note>${xml(text)}</note></${note_type}>`;

/** How an element for a node opens and closes. */
function elementOf(key: string): readonly [string, string] {
  if (key.startsWith('ch')) return [`<chapter><name>${key.slice(2)}</name>`, '</chapter>'];
  if (key.startsWith('sec')) return [`<section id="${key.slice(3)}">`, '</section>'];
  return [`<diag><name>${key}</name>`, '</diag>'];
}

/** Notes stand in the order of the book: chapter, section, codes below codes. */
function holds(outer: string, inner: string): boolean {
  if (inner.startsWith('ch')) return false;
  if (outer.startsWith('ch')) return true;
  if (inner.startsWith('sec')) return false;
  return outer.startsWith('sec') || (inner !== outer && inner.startsWith(outer));
}

function tabular(shared: string, folder: string): void {
  const out = ['<?xml version="1.0" encoding="utf-8"?>', '<ICD10CM.tabular>', '<version>2021</version>'];
  const open: string[] = [];
  const close = (): void => {
    out.push(elementOf(open.pop() ?? '')[1]);
  };
  for (const row of rowsOf(join(shared, 'icd10cm_edits/icd10cm_tabular_notes_fy2021.tsv.gz'))) {
    const { code: key = '' } = row;
    if (open.at(-1) !== key) {
      while (open.length > 0 && !holds(open.at(-1) ?? '', key)) close();
      open.push(key);
      out.push(elementOf(key)[0]);
    }
    out.push(noteElement(row));
  }
  while (open.length > 0) close();
  out.push('</ICD10CM.tabular>', '');
  writeFileSync(join(folder, 'icd10cm_tabular_2021.xml'), out.join('\n'));
}

const LONG = 80;

/** One record of the ANWEB layout: 293 columns of Windows-1252. */
function anweb(kind: '3' | '4' | '7' | '8', row: Row, sequence: number, long: string): string {
  const { code = '', short_desc = '', coverage_code = '', betos_2024 = '', tos_2024 = '' } = row;
  const line = new Array<string>(293).fill(' ');
  const put = (from: number, text: string): void => {
    [...text].forEach((c, i) => {
      line[from - 1 + i] = c;
    });
  };
  put(1, code.length === 2 ? `   ${code}` : code);
  put(6, String(sequence).padStart(5, '0'));
  put(11, kind);
  put(12, long);
  if (kind === '4' || kind === '8') return line.join('');
  put(92, short_desc.slice(0, 28));
  put(120, '00');
  put(230, coverage_code.slice(0, 1));
  put(257, betos_2024.slice(0, 3));
  put(261, tos_2024.slice(0, 5));
  put(269, row.add_date ?? '');
  put(277, row.add_date ?? '');
  put(285, row.term_date_2024 ?? '');
  put(293, 'N');
  return line.join('');
}

function records(row: Row, first: '3' | '7', next: '4' | '8'): readonly string[] {
  const text = row.long_desc || row.short_desc || '';
  const pieces = text.match(new RegExp(`.{1,${LONG}}(?: |$)`, 'g')) ?? [''];
  return pieces.map((piece, i) =>
    anweb(i === 0 ? first : next, row, (i + 1) * 10, piece.trim().slice(0, LONG)),
  );
}

function hcpcs(shared: string, folder: string): void {
  const procedures = rowsOf(join(shared, 'hcpcs/hcpcs_level2_2026q3.tsv.gz'));
  const modifiers = rowsOf(join(shared, 'hcpcs/hcpcs_modifiers_2025q4.tsv'));
  const lines = [
    ...procedures.flatMap((row) => records(row, '3', '4')),
    ...modifiers.flatMap((row) => records(row, '7', '8')),
  ];
  writeFileSync(join(folder, 'HCPC2026_JUL_ANWEB.txt'), Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
}

const quoted = (cell: string): string => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function feeSchedule(shared: string, folder: string): void {
  const rows = rowsOf(join(shared, 'mpfs/pprrvu_2025_oct_hcpcs_level2_only.tsv.gz'));
  const empty = ','.repeat(30);
  const title = `National Physician Fee Schedule Relative Value File${empty}`;
  const header = `HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR${','.repeat(23)}`;
  const body = rows.map((row) => Object.values(row).map(quoted).join(','));
  const lines = [title, ...new Array<string>(8).fill(empty), header, ...body];
  writeFileSync(join(folder, 'PPRRVU2025_Oct.csv'), `${lines.join('\r\n')}\r\n`);
}

/** Already as published, or in a layout of ours: under the name that tells the list. */
const AS_THEY_ARE: Readonly<Record<string, string>> = {
  'mpfs/GPCI2025.csv': 'GPCI2025.csv',
  'icd10cm_edits/mce_v37_fy2020_all.tsv.gz': 'mce_v37_fy2020_all.tsv',
  'icd10cm_edits/mce_v41_1_fy2024_dx.tsv.gz': 'mce_v41_1_fy2024_dx.tsv',
  'carc_rarc/carc.tsv': 'carc.tsv',
  'carc_rarc/rarc_codes_dates.tsv': 'rarc_codes_dates.tsv',
  'cms_admin/place_of_service.tsv': 'place_of_service.tsv',
  'cms_admin/place_of_service_long.tsv': 'place_of_service_long.tsv',
  'cms_admin/revenue_codes.tsv': 'revenue_codes.tsv',
  'cms_admin/type_of_bill_3digit.tsv': 'type_of_bill_3digit.tsv',
  'taxonomy/nucc_taxonomy_25_1_codes_only.tsv': 'nucc_taxonomy_25_1_codes_only.tsv',
  'x12_code_values/claim_status.tsv': 'claim_status.tsv',
  'x12_code_values/claim_status_cat.tsv': 'claim_status_cat.tsv',
};

/** @param shared the folder that holds `codesets/` */
export function renderCodeSets(shared: string, folder: string): void {
  const sets = join(shared, 'codesets');
  mkdirSync(folder, { recursive: true });
  icd10(sets, folder);
  tabular(sets, folder);
  hcpcs(sets, folder);
  feeSchedule(sets, folder);
  for (const [from, to] of Object.entries(AS_THEY_ARE)) {
    if (from.endsWith('.gz')) writeFileSync(join(folder, to), gunzipSync(readFileSync(join(sets, from))));
    else copyFileSync(join(sets, from), join(folder, to));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const shared = process.env.CLAIMLINE_SHARED;
  const folder = process.argv[2];
  if (shared === undefined || folder === undefined) {
    process.stderr.write(
      'CLAIMLINE_SHARED=<folder with codesets/> node bench/codes-render.ts <folder to fill>\n',
    );
    process.exitCode = 2;
  } else renderCodeSets(shared, folder);
}
