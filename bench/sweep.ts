/**
 * The fault sweep: a remittance with reversals, corrections, denials, suspense, underpayments and adjustments at
 * provider level, in which each AWS call of each step goes wrong in turn, in each way. After it the step is run again,
 * as its state machine does, and everything that is stored and sent is compared with an undisturbed run.
 *
 *     node bench/sweep.ts [--claims 60] [--every 1] [--processes 2]
 *
 * Exits with 1 where anything differs.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SweepResult } from './sweep/sweep.ts';
import { ways } from './sweep/tap.ts';

const SHOWN_DIFFERENCES = 20;
const SHOWN_LENGTH = 800;
const TOLD_MS = 10_000;

interface Told {
  readonly done?: number;
  readonly all?: number;
  readonly result?: SweepResult;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      claims: { type: 'string', default: '60' },
      every: { type: 'string', default: '1' },
      processes: { type: 'string', default: '2' },
    },
  });
  const processes = Number(values.processes);
  const start = performance.now();
  const progress = Array.from({ length: processes }, () => ({ done: 0, all: 0 }));
  const told = setInterval(() => {
    const [done, all] = [sum(progress.map((p) => p.done)), sum(progress.map((p) => p.all))];
    if (all > 0) say(`  ${done} of ${all} points after ${secondsSince(start)} s`);
  }, TOLD_MS);
  try {
    const shares = progress.map((own, rest) =>
      runShare([values.claims, values.every, values.processes, String(rest)], ({ done = 0, all = 0 }) =>
        Object.assign(own, { done, all }),
      ),
    );
    report(await Promise.all(shares), secondsSince(start));
  } finally {
    clearInterval(told);
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
const secondsSince = (start: number): number => Math.round((performance.now() - start) / 1000);

function runShare(args: readonly string[], onProgress: (told: Told) => void): Promise<SweepResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'sweep', 'child.ts'), args);
    let result: SweepResult | undefined;
    child.on('message', (told: Told) => {
      if (told.result === undefined) onProgress(told);
      else result = told.result;
    });
    child.once('exit', (code) =>
      result === undefined ? reject(new Error(`a process ended with ${code}`)) : resolve(result),
    );
  });
}

function report(results: readonly SweepResult[], seconds: number): void {
  const [first] = results;
  if (first === undefined) return;
  say(`${first.claims} claims, ${first.payments} claim payments. Calls of the undisturbed run:`);
  for (const [step, calls] of Object.entries(first.calls)) say(`  ${String(calls).padStart(5)}  ${step}`);
  const calls = sum(Object.values(first.calls));
  const points = ways.map((way) => [way, sum(results.map((r) => r.points[way] ?? 0))] as const);
  const swept = sum(points.map(([, count]) => count));
  say(`${calls} calls; ${swept} points swept in ${seconds} s:`);
  for (const [way, count] of points) say(`  ${String(count).padStart(5)}  ${way}`);
  const differences = results.flatMap((r) => r.differences);
  say(
    differences.length === 0 ? 'The end was the same at every point.' : `${differences.length} differences:`,
  );
  for (const difference of differences.slice(0, SHOWN_DIFFERENCES))
    say(`  ${difference.slice(0, SHOWN_LENGTH)}`);
  if (differences.length > 0) process.exitCode = 1;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await main();
