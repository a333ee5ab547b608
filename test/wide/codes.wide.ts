import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { renderCodeSets } from '../../bench/codes-render.ts';
import type { CodeTable } from '../../core/codes/code-sets.ts';
import { noteReferences } from '../../core/codes/import/tabular.ts';
import { type AnyTable, openCodeSets, openTable } from '../../core/codes/open.ts';
import { NOTE_KINDS } from '../../core/codes/sets.ts';
import { verifyTable } from '../../core/codes/verify.ts';
import { type ImportReport, importFile } from '../../functions/import-codes/open-file.ts';

/** The shared code sets, rendered into the official layouts, imported whole. */
function sharedFolder(): string {
  const shared = process.env.CLAIMLINE_SHARED;
  if (shared === undefined) throw new Error('CLAIMLINE_SHARED must name the folder that holds codesets/');
  return shared;
}
const shared = sharedFolder();
const folder = mkdtempSync(join(tmpdir(), 'claimline-codes-'));
const NOW = Date.UTC(2026, 10, 22);

beforeAll(() => renderCodeSets(shared, folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const imported = (name: string): Promise<ImportReport> =>
  importFile(name, createReadStream(join(folder, name)), { importedAt: NOW });

function tablesOf(report: ImportReport): readonly AnyTable[] {
  return report.tables.map(({ bytes }) => {
    const opened = openTable(bytes);
    if (!opened.ok) throw new Error('a table that cannot be opened');
    return opened.value;
  });
}

const billableIn = (table: CodeTable<'icd10cm'>): number => {
  let count = 0;
  for (let row = 0; row < table.size; row += 1) count += table.number(row, 'billable');
  return count;
};

describe('ICD-10-CM of seven years', () => {
  test.each([
    [2021, 72_621],
    [2022, 72_750],
    [2023, 73_674],
    [2024, 74_044],
    [2025, 74_260],
    [2026, 74_719],
    [2027, 74_879],
  ])('FY%i has %i billable codes, in both of its files', async (year, billable) => {
    const [order] = tablesOf(await imported(`icd10cm_order_${year}.txt`));
    expect(order?.release).toMatchObject({ set: 'icd10cm', release: `FY${year}`, complete: true });
    expect(billableIn(order as CodeTable<'icd10cm'>)).toBe(billable);
    const codes = await imported(`icd10cm_codes_${year}.txt`);
    expect(codes.tables[0]?.release).toMatchObject({ rows: billable, complete: false });
  });

  it('decides by the date of service', async () => {
    const reports = await Promise.all([
      imported('icd10cm_order_2026.txt'),
      imported('icd10cm_order_2027.txt'),
    ]);
    const sets = openCodeSets(reports.flatMap(tablesOf));
    const billable = (code: string, day: number) => {
      const table = sets.at('icd10cm', day);
      const row = table?.find(code, day) ?? -1;
      return table === undefined || row < 0 ? undefined : table.number(row, 'billable');
    };
    const counted = (day: number) => {
      const table = sets.at('icd10cm', day);
      return table === undefined ? undefined : billableIn(table);
    };
    expect([counted(20261121), counted(20260930)]).toEqual([74_879, 74_719]);
    expect([billable('E11', 20261121), billable('E119', 20261121)]).toEqual([0, 1]);
    expect([billable('D691', 20260930), billable('D691', 20261001)]).toEqual([1, 0]);
    expect([billable('T528X1A', 20260930), billable('T528X1A', 20261001)]).toEqual([1, undefined]);
    expect(billable('QA00101', 20261001)).toBe(1);
  });
});

describe('the other sets', () => {
  test.each([
    ['icd10pcs_order_2022.txt', [['icd10pcs', 'FY2022', 79_115]]],
    [
      'HCPC2026_JUL_ANWEB.txt',
      [
        ['hcpcs', '2026Q3', 8725],
        ['hcpcs-modifiers', '2026Q3', 383],
      ],
    ],
    ['POAexemptCodesFY22.txt', [['poa-exempt', 'FY2022', 37_297]]],
    // One of 12,368 notes stands twice.
    ['icd10cm_tabular_2021.xml', [['icd10cm-notes', 'FY2021', 12_367]]],
    ['mce_v41_1_fy2024_dx.tsv', [['mce', 'FY2024-APR', 7946]]],
    // Six of 14,153 belong to lists under a condition, one stands twice.
    ['mce_v37_fy2020_all.tsv', [['mce', 'FY2020', 14_147]]],
    ['PPRRVU2025_Oct.csv', [['mpfs', '2025Q4', 5183]]],
    ['GPCI2025.csv', [['gpci', '2025', 109]]],
    ['carc.tsv', [['carc', '2026-11-22', 407]]],
    ['rarc_codes_dates.tsv', [['rarc', '2026-11-22', 1171]]],
    ['place_of_service.tsv', [['pos', '2026-11-22', 52]]],
    ['place_of_service_long.tsv', [['pos', '2026-11-22', 52]]],
    ['revenue_codes.tsv', [['revenue', '2026-11-22', 539]]],
    ['type_of_bill_3digit.tsv', [['bill-types', '2026-11-22', 1542]]],
    ['nucc_taxonomy_25_1_codes_only.tsv', [['taxonomy', '25.1', 883]]],
    ['claim_status.tsv', [['claim-status', '2026-11-22', 759]]],
    ['claim_status_cat.tsv', [['claim-status-category', '2026-11-22', 48]]],
  ] as const)('%s is read whole and passes its verification', async (name, expected) => {
    const report = await imported(name);
    expect(report.problems).toEqual([]);
    expect(report.tables.map(({ release: { set, release, rows } }) => [set, release, rows])).toEqual(
      expected,
    );
    for (const table of tablesOf(report)) {
      const failed = verifyTable(table).checks.filter(({ passed }) => !passed);
      expect(failed).toEqual([]);
    }
  });

  it('gives HCPCS its title, dates and coverage', async () => {
    const [table] = tablesOf(await imported('HCPC2026_JUL_ANWEB.txt'));
    const hcpcs = table as CodeTable<'hcpcs'>;
    const rowOf = (code: string) => hcpcs.rowAt(hcpcs.range(code).start);
    expect(rowOf('J1885')).toMatchObject({ unlisted: 0, coverage: 'D'.charCodeAt(0) });
    expect(rowOf('J1885').title).toMatch(/ketorolac/i);
    expect(rowOf('J3490')).toMatchObject({ unlisted: 1 });
    expect(rowOf('A0021')).toMatchObject({
      title: 'Ambulance service, outside state per mile, transport (medicaid only)',
      from: 19_850_101,
      coverage: 'I'.charCodeAt(0),
    });
  });

  it('gives relative values as CMS prints them', async () => {
    const [table] = tablesOf(await imported('PPRRVU2025_Oct.csv'));
    const mpfs = table as CodeTable<'mpfs'>;
    const { start } = mpfs.range('G0101');
    expect(mpfs.rowAt(start)).toMatchObject({
      modifier: '',
      status: 'A',
      work: 45,
      conversionFactor: 323_465,
    });
  });
});

describe('references of the tabular list', () => {
  /** It wants brackets that are closed, which these two are not. */
  const theirErrors = ['K59.03', 'Z47.33'];

  it('are those that another parser found', () => {
    const path = join(shared, 'codesets/icd10cm_edits/icd10cm_tabular_notes_fy2021.tsv.gz');
    const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n').slice(1);
    const notes = lines.map((line) => line.split('\t')).filter(([, kind = '']) => kind in NOTE_KINDS);
    const codes = (text: string) =>
      [...new Set(text.match(/[A-Z][\dA][\dAB](?:[0-9A-Z]{1,4})?/g))].sort().join();
    const differing = notes.filter(([, , refs = '', text = '']) => {
      const mine = noteReferences(text, NOTE_KINDS.codeFirst);
      return codes(mine) !== codes(refs.replaceAll('.', ''));
    });
    expect(notes.length).toBeGreaterThan(9000);
    expect(differing.map(([code]) => code)).toEqual(theirErrors);
  });
});
