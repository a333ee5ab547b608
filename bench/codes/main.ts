/**
 * The code tables: how soon they are ready from local disk, what memory they take, how long a lookup lasts.
 *
 *     CLAIMLINE_SHARED=... node bench/codes/main.ts [--rounds 7] [--json]
 *
 * 2.7 million invented pairs for practitioners and as many for hospitals, 16,000 unit limits in two settings, two
 * years of ICD-10-CM and HCPCS: the real ones of CLAIMLINE_SHARED/codesets where that is given, else as many invented.
 * Each way gets a fresh process, all in turn, and all of that in rounds; medians count, and ratios are taken within
 * a round. `ready` runs from the file on disk (in the page cache) to the first answer; loading our modules is not
 * counted. The tables are made once and kept (`CLAIMLINE_BENCH_CACHE` names another folder than the usual).
 */
import { execFile } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import type { PairTable } from '../../core/codes/code-sets.ts';
import { openTable } from '../../core/codes/open.ts';
import { median } from '../x12/rounds.ts';
import type { ChildReport } from './child.ts';
import { type BenchTable, benchTables } from './tables.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } },
});
const cache = process.env.CLAIMLINE_BENCH_CACHE ?? join(tmpdir(), 'claimline-bench-codes');
/** Bundled as a step is deployed: no type stripping at run time. */
const child = join(cache, 'child.mjs');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);

interface Way {
  readonly name: string;
  readonly mode: 'tables' | 'read' | 'lookup' | 'map';
  readonly paths: readonly string[];
  /** The way that it is compared with. */
  readonly beside?: string;
  /** The limits. */
  readonly limits?: Partial<Record<'readyMs' | 'rssMb' | 'lookupNs', number>>;
}

function waysOf(tables: readonly BenchTable[], tsv: string): readonly Way[] {
  const [pairs] = tables.map(({ path }) => path);
  const all = tables.map(({ path }) => path);
  const one = pairs === undefined ? [] : [pairs];
  return [
    { name: 'pairs: bytes read only', mode: 'read', paths: one },
    {
      ...{ name: 'pairs: table', mode: 'lookup', paths: one, beside: 'pairs: bytes read only' },
      limits: { readyMs: 80, lookupNs: 150 },
    },
    { name: 'pairs: Map of strings', mode: 'map', paths: [...one, tsv], beside: 'pairs: table' },
    { name: 'all: bytes read only', mode: 'read', paths: all },
    {
      ...{ name: 'all: tables', mode: 'tables', paths: all, beside: 'all: bytes read only' },
      limits: { readyMs: 300, rssMb: 150 },
    },
  ];
}

/** The same pairs as lines, for the Map. */
async function linesOf({ path }: BenchTable): Promise<string> {
  const tsv = `${path}.tsv`;
  if (existsSync(tsv)) return tsv;
  const table = openTable(readFileSync(path));
  if (!table.ok) throw new Error(table.error.message);
  const out = createWriteStream(`${tsv}.part`);
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (!out.write(lines.join(''))) await new Promise<void>((done) => out.once('drain', () => done()));
    lines = [];
  };
  for (const { code, other, modifier, from, to } of (table.value as PairTable).entries()) {
    lines.push(`${code}\t${other}\t${modifier}\t${from}\t${to}\n`);
    if (lines.length === 50_000) await flush();
  }
  await flush();
  out.end();
  await finished(out);
  renameSync(`${tsv}.part`, tsv);
  return tsv;
}

async function runOnce({ mode, paths }: Way): Promise<ChildReport> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, mode, ...paths]);
  return JSON.parse(stdout) as ChildReport;
}

const figures = ['readyMs', 'rssMb', 'emptyMb', 'lookupNs', 'fastestNs'] as const;
type Figure = (typeof figures)[number];

async function main(): Promise<void> {
  const tables = benchTables(cache, process.env.CLAIMLINE_SHARED);
  await build({
    ...{ entryPoints: [join(import.meta.dirname, 'child.ts')], outfile: child },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'error' },
  });
  for (const { name, path, rows, addMs, writeMs } of tables) {
    const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
    const made = writeMs === 0 ? '' : `; made in ${Math.round(addMs)} + ${Math.round(writeMs)} ms`;
    progress(`${name}: ${rows.toLocaleString('en-US')} rows, ${size}${made}`);
  }
  const [pairs] = tables;
  if (pairs === undefined) throw new Error('no tables');
  const ways = waysOf(tables, await linesOf(pairs));
  const rounds = new Map<string, ChildReport[]>(ways.map(({ name }) => [name, []]));
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    progress(`round ${round} of ${values.rounds}`);
    for (const way of ways) rounds.get(way.name)?.push(await runOnce(way));
  }
  report(ways, rounds);
}

function report(ways: readonly Way[], rounds: ReadonlyMap<string, readonly ChildReport[]>): void {
  const rows = ways.map(({ name, beside = '', limits = {} }) => {
    const own = rounds.get(name) ?? [];
    const other = rounds.get(beside) ?? [];
    const medianOf = (of: (report: ChildReport, round: number) => number | undefined): number | undefined => {
      const found = own.map(of).filter((value) => value !== undefined && Number.isFinite(value));
      return found.length === 0 ? undefined : median(found as number[]);
    };
    const ratioOf = (figure: Figure): number | undefined =>
      medianOf((one, round) => (one[figure] ?? Number.NaN) / (other[round]?.[figure] ?? Number.NaN));
    const medians = new Map(figures.map((figure) => [figure, medianOf((one) => one[figure])]));
    return { name, beside, limits, medians, ready: ratioOf('readyMs'), lookup: ratioOf('lookupNs') };
  });
  if (values.json) {
    say(JSON.stringify(rows.map(({ medians, ...row }) => ({ ...row, ...Object.fromEntries(medians) }))));
    return;
  }
  say(['way'.padEnd(24), 'ready ms', 'RSS MB', 'empty', 'ns', 'fastest', 'ready ÷', 'ns ÷', 'of'].join('\t'));
  for (const { name, beside, limits, medians, ready, lookup } of rows) {
    const shown = [...medians.values(), ready, lookup].map((value) => fixed(value));
    say([name.padEnd(24), ...shown, beside].join('\t'));
    for (const [figure, limit] of Object.entries(limits)) {
      const value = medians.get(figure as Figure) ?? Number.NaN;
      say(`  ${figure} ${fixed(value)} of ${limit}: ${value <= limit ? 'within' : 'ABOVE'}`);
    }
  }
}

const fixed = (value: number | undefined): string =>
  value === undefined ? '-' : value.toLocaleString('en-US', { maximumFractionDigits: 1, useGrouping: false });

await main();
