/** Kills a process in the middle of its work, starts it again on the same data, and compares what comes out. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ClaimBalances } from '../../core/ledger/balances.ts';
import { inventEncounters } from '../../core/sandbox/encounters.ts';
import { TODAY } from './pipeline.ts';

/** What the run made of the claims and the books, without dates and control numbers. Amounts in cents. */
export interface CrashOutcome {
  /** By claim number. */
  readonly claims: Readonly<
    Record<string, { readonly state: string; readonly attempt: number; readonly balances: ClaimBalances }>
  >;
  readonly accounts: Readonly<Record<string, number>>;
  /** Open work items by reason. */
  readonly work: Readonly<Record<string, number>>;
  readonly balanced: boolean;
}

/** A moment to be killed at: after so many lines of the functions' logs, and so many milliseconds more. */
export interface KillMoment {
  readonly lines: number;
  readonly thenMs: number;
}

export interface CrashTrial {
  readonly outcome: CrashOutcome;
  /** Kills that hit before the work was done. */
  readonly kills: number;
  /** Log lines of the process that came to the end. */
  readonly lines: number;
  readonly elapsedMs: number;
}

/** The encounters of all trials, in a file of their own, with a folder for each trial's data. */
export function crashGround(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'claimline-crash-'));
  const upload = join(folder, 'upload.ndjson');
  const encounters = [...inventEncounters({ count, seed: 'crash', today: TODAY })];
  writeFileSync(upload, encounters.map((one) => JSON.stringify(one)).join('\n'));
  let trials = 0;
  return {
    /** Runs the upload until all is done. @param moments one for each process that is to be killed on the way */
    run: async (moments: readonly KillMoment[]): Promise<CrashTrial> => {
      trials += 1;
      const dataDir = join(folder, `trial-${trials}`);
      mkdirSync(dataDir);
      const trial = await runKilled(dataDir, upload, moments);
      rmSync(dataDir, { recursive: true });
      return trial;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function runKilled(
  dataDir: string,
  upload: string,
  moments: readonly KillMoment[],
): Promise<CrashTrial> {
  const start = performance.now();
  let kills = 0;
  for (const moment of moments)
    if ((await runOnce(dataDir, upload, moment)).outcome === undefined) kills += 1;
  const { outcome, lines } = await runOnce(dataDir, upload);
  if (outcome === undefined) throw new Error('a process that nobody killed did not come to its end');
  return { outcome, kills, lines, elapsedMs: performance.now() - start };
}

interface ChildRun {
  readonly lines: number;
  /** Undefined where it was killed. */
  readonly outcome: CrashOutcome | undefined;
}

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

async function runOnce(dataDir: string, upload: string, moment?: KillMoment): Promise<ChildRun> {
  const running = spawn(process.execPath, [child, dataDir, upload], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => running.once('close', () => resolve()));
  let lines = 0;
  let outcome: CrashOutcome | undefined;
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith('outcome ')) outcome = JSON.parse(line.slice('outcome '.length));
    else lines += 1;
    if (lines !== moment?.lines || outcome !== undefined) continue;
    await sleep(moment.thenMs);
    running.kill('SIGKILL');
  }
  await ended;
  return { lines, outcome };
}

/** Every claim, account and kind of work that differs, in words. */
export function differences(expected: CrashOutcome, found: CrashOutcome): readonly string[] {
  const parts = ['claims', 'accounts', 'work'] as const;
  const differing = parts.flatMap((part) => {
    const [a, b]: readonly Readonly<Record<string, unknown>>[] = [expected[part], found[part]];
    const keys = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
    return [...keys]
      .filter((key) => canonical(a?.[key]) !== canonical(b?.[key]))
      .map((key) => `${part} ${key}: ${canonical(a?.[key])} became ${canonical(b?.[key])}`);
  });
  return found.balanced ? differing : [...differing, 'the ledger is not proven'];
}

/** JSON with sorted keys; undefined where there is nothing. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
