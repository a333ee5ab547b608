import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type BenchFile, benchFile } from '../x12/files.ts';
import { compile } from '../x12/install.ts';
import type { ChildReport } from '../x12/mode.ts';
import { median } from '../x12/rounds.ts';
import type { ReadReport } from './child.ts';

/** What the issue asks of reading an 835 of 1 GB. */
const RATE = 100;
const MEMORY = 200;

const config = join(import.meta.dirname, '../../examples/claimline.config.json');

type Mode = 'index' | 'check' | 'plain';
interface Round extends Readonly<Record<Mode, ReadReport>> {
  /** Seconds of a `memchr` pass in C; null where there is no gcc. */
  readonly memchr: number | null;
}

/**
 * Reads a large 835 in fresh processes: as the pipeline does (balanced and indexed), as `remit check` does, its bytes
 * alone, and by `memchr` in C; all in turn, and all of that in rounds. Ratios are taken within a round.
 */
export async function measureReading(
  cache: string,
  { megabytes, rounds }: { readonly megabytes: number; readonly rounds: number },
): Promise<readonly string[]> {
  const kept = existsSync(join(cache, 'files', `835-${megabytes}mb-1.x12.json`));
  const file = benchFile(join(cache, 'files'), '835', megabytes);
  const child = await bundledChild(join(cache, 'remit'));
  const memchr = memchrIn(cache);
  const all: Round[] = [];
  try {
    for (let i = 0; i < rounds; i += 1) all.push(readInTurn(child, memchr, file));
  } finally {
    if (!kept) for (const path of [file.path, `${file.path}.json`]) rmSync(path);
  }
  return printed(all, file);
}

/** As a step is deployed: no types to strip at run time. */
async function bundledChild(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'child.js');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const entryPoints = [join(import.meta.dirname, 'child.ts')];
  const target = { platform: 'node', format: 'esm', target: 'node24' } as const;
  await build({ entryPoints, outfile, bundle: true, ...target, logLevel: 'error' });
  return outfile;
}

function memchrIn(cache: string): string | null {
  try {
    return compile(cache);
  } catch {
    return null;
  }
}

function readInTurn(child: string, memchr: string | null, { path, truth }: BenchFile): Round {
  const once = (mode: Mode): ReadReport => {
    const args = [child, mode, path, String(truth.bytes), config];
    const report = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ReadReport;
    if (mode !== 'plain' && report.claims !== truth.claims) throw new Error('claims were lost');
    return report;
  };
  return {
    memchr: memchr === null ? null : secondsOf(memchr, path),
    plain: once('plain'),
    check: once('check'),
    index: once('index'),
  };
}

function secondsOf(memchr: string, path: string): number {
  const { seconds } = JSON.parse(execFileSync(memchr, [path], { encoding: 'utf8' })) as ChildReport;
  return seconds[0] ?? Number.NaN;
}

function printed(rounds: readonly Round[], { truth }: BenchFile): readonly string[] {
  const megabytes = truth.bytes / 1e6;
  const rate = (mode: Mode): string =>
    median(rounds.map((round) => megabytes / round[mode].wallSeconds)).toFixed(0);
  const onCpu = (mode: Mode): string =>
    median(rounds.map((round) => megabytes / round[mode].seconds)).toFixed(0);
  const most = (mode: Mode): number => Math.max(...rounds.map((round) => round[mode].rssMegabytes));
  const share = median(
    rounds.flatMap(({ memchr, index }) => (memchr === null ? [] : [memchr / index.wallSeconds])),
  );
  const lines = (['index', 'check', 'plain'] as const).map(
    (mode) =>
      `  ${TITLES[mode].padEnd(32)} ${rate(mode).padStart(5)} MB/s (${onCpu(mode)} by CPU time), ` +
      `at most ${most(mode)} MB resident`,
  );
  const last = rounds.at(-1)?.index;
  return [
    `An 835 of ${megabytes.toFixed(0)} MB, ${truth.claims} claims in ${truth.sets} payments:`,
    ...lines,
    `  resident while indexing, at each tenth: ${last?.rssOnTheWay.join(' ')} MB; ` +
      `index of ${((last?.written ?? 0) / 1e6).toFixed(0)} MB`,
    Number.isNaN(share)
      ? '  left out: the memchr pass (no gcc)'
      : `  indexing runs at ${share.toFixed(3)} of a memchr pass over the file`,
    `  asked: ${RATE} MB/s, ${MEMORY} MB`,
  ];
}

const TITLES: Readonly<Record<Mode, string>> = {
  index: 'read, balanced and indexed',
  check: 'read and balanced (remit check)',
  plain: 'its bytes alone',
};
