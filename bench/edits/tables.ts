import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CodeSets } from '../../core/codes/code-sets.ts';
import { type AnyTable, openCodeSets, openTable, tableOf } from '../../core/codes/open.ts';
import type { CodeRow, CodeSetName, Release } from '../../core/codes/sets.ts';
import { starterTables } from '../../core/codes/starter/index.ts';
import { importFile } from '../../functions/import-codes/open-file.ts';
import { inventCodes } from '../codes/synthetic.ts';
import { benchTables } from '../codes/tables.ts';
import { renderCodeSets } from '../codes-render.ts';

/** Sets whose rows are public and lie in the shared folder; all others are invented in their size. */
const RENDERED = [
  'icd10cm_tabular_2021.xml',
  'mce_v41_1_fy2024_dx.tsv',
  'POAexemptCodesFY22.txt',
  'revenue_codes.tsv',
  'nucc_taxonomy_25_1_codes_only.tsv',
  'PPRRVU2025_Oct.csv',
] as const;

/**
 * Every set in the size of the national files, opened: pairs and unit limits invented, ICD-10-CM and HCPCS the real
 * ones where CLAIMLINE_SHARED is given. Imported tables are kept in `cache`.
 */
export async function fullCodeSets(cache: string, shared: string | undefined): Promise<CodeSets> {
  const tables: AnyTable[] = benchTables(cache, shared).map(({ path }) => opened(path));
  if (shared !== undefined) tables.push(...(await imported(cache, shared, RENDERED)));
  const there = new Set(tables.map(({ release }) => release.set));
  tables.push(...starterTables().filter(({ release }) => !there.has(release.set)));
  return openCodeSets([...tables, ...inventedTables()]);
}

function opened(path: string): AnyTable {
  const read = openTable(readFileSync(path));
  if (!read.ok) throw new Error(`${path}: ${read.error.message}`);
  return read.value;
}

const YEARS = [2021, 2022, 2023, 2024, 2025, 2026, 2027] as const;

/** Only what is public, each release on its own days: for judging findings, not for speed. */
export async function publicCodeSets(cache: string, shared: string): Promise<CodeSets> {
  const orders = YEARS.map((year) => `icd10cm_order_${year}.txt`);
  const tables = await imported(cache, shared, [...orders, 'HCPC2026_JUL_ANWEB.txt', ...RENDERED]);
  const there = new Set(tables.map(({ release }) => release.set));
  return openCodeSets([...tables, ...starterTables().filter(({ release }) => !there.has(release.set))]);
}

async function imported(
  cache: string,
  shared: string,
  names: readonly string[],
): Promise<readonly AnyTable[]> {
  const folder = join(cache, 'rendered');
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    renderCodeSets(shared, folder);
  }
  const found: AnyTable[] = [];
  for (const name of names) found.push(...(await importedFile(cache, join(folder, name))));
  return found;
}

/** A release that is not of a fiscal year is taken as holding from 2020 on: there is but one of it. */
async function importedFile(cache: string, file: string): Promise<readonly AnyTable[]> {
  const list = join(cache, `${basename(file)}.tables-2`);
  if (existsSync(list)) return readFileSync(list, 'utf8').split('\n').map(opened);
  const name = basename(file);
  const { tables, problems } = await importFile(name, createReadStream(file), {
    importedAt: 0,
    ...(!name.startsWith('icd10cm_order') && { from: 20150101, to: 0 }),
  });
  if (tables.length === 0) throw new Error(`${file}: ${problems[0]?.message ?? 'nothing in it'}`);
  const paths = tables.map(({ release, bytes }) => {
    const path = join(cache, `${release.set}-${release.release}-imported.table`);
    writeFileSync(path, bytes);
    return path;
  });
  writeFileSync(list, paths.join('\n'));
  return paths.map(opened);
}

const invented = <S extends CodeSetName>(set: S): Release & { readonly set: S } => ({
  ...{ set, release: 'invented', from: 20200101, to: 0, complete: true, rows: 0, importedAt: 0 },
  source: { name: 'bench', sha256: '' },
});

/** CPT and add-on codes in their number, without one of AMA's titles. */
function inventedTables(): readonly AnyTable[] {
  const codes = [...inventCodes().filter((code) => /^\d{5}$/.test(code)), ...VISITS];
  const cpt = [...new Set(codes)].map((code) => ({
    code,
    short: 'Invented',
    title: 'Invented',
    unlisted: 0,
  }));
  const addOns: readonly CodeRow<'add-on'>[] = codes.slice(0, 1200).map((code, i) => ({
    code,
    type: 1 + (i % 3),
    primary: i % 3 === 1 ? 'CCCCC' : (codes[1200 + i] ?? ''),
    from: 20150101,
    to: 0,
  }));
  const named = { from: 20150101, to: 0, title: 'Invented' };
  return [
    tableOf(invented('cpt'), cpt) as AnyTable,
    tableOf(invented('add-on'), addOns) as AnyTable,
    tableOf(
      invented('cpt-modifiers'),
      ['25', '26', '59', '76'].map((code) => ({ code, title: 'Invented' })),
    ) as AnyTable,
    tableOf(
      invented('hcpcs-modifiers'),
      ['RT', 'LT', 'TC', 'QW'].map((code) => ({ code, ...named })),
    ) as AnyTable,
    tableOf(
      invented('fees'),
      codes.map((code) => ({ code, from: 20200101, to: 0, modifier: '', payer: '', cents: FEE })),
    ) as AnyTable,
  ];
}

/** What every code costs, in cents. */
export const FEE = 5000;
export const VISITS = ['99202', '99203', '99204', '99212', '99213', '99214', '99215'] as const;
