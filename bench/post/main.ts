/**
 * Embedded posting: how fast the remittances of claims that payers have accepted are posted and reconciled.
 *
 *     node bench/post/main.ts [--claims 10000] [--rounds 3] [--prepared FOLDER] [--cpu-prof FOLDER]
 *
 * Made ready once, and not measured: the claims are invented, assembled, sent and accepted, and the sandbox payer's
 * 835s of all of them lie in one file. Each round takes a fresh process and a copy of the data. It is measured from the
 * upload of that file until its run has reconciled it. `--prepared` keeps the data, or takes what lies there;
 * `--cpu-prof` writes profiles of the services' thread.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../x12/rounds.ts';
import type { Posted } from './child.ts';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    prepared: { type: 'string' },
    'cpu-prof': { type: 'string' },
  },
});

/** What the issue asks for, claims a second. */
const TARGET = 250;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function child(what: readonly string[], profileFolder?: string): string {
  const profile = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  return execFileSync(process.execPath, [...profile, join(import.meta.dirname, 'child.ts'), ...what], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const work = mkdtempSync(join(tmpdir(), 'claimline-bench-post-'));
try {
  const ground = values.prepared ?? join(work, 'ground');
  if (!existsSync(join(ground, 'remittance.835'))) {
    const start = performance.now();
    child(['prepare', ground, values.claims]);
    say(`made ready in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  const rounds: Posted[] = [];
  for (let i = 0; i < Number(values.rounds); i += 1) {
    const folder = join(work, 'round');
    cpSync(ground, folder, { recursive: true });
    rounds.push(JSON.parse(child(['post', folder], values['cpu-prof'])) as Posted);
    rmSync(folder, { recursive: true });
    const round = rounds.at(-1);
    if (round !== undefined) say(lineOf(i + 1, round));
  }
  report(rounds);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function lineOf(n: number, { payments, postedSeconds, cpuSeconds, mainCpuSeconds }: Posted): string {
  const rate = (payments / postedSeconds).toFixed(0);
  const cpu = `CPU ${cpuSeconds.toFixed(1)} s, of it ${mainCpuSeconds.toFixed(1)} s the services'`;
  return `  round ${n}: ${rate} claims/s, ${cpu}`;
}

function report(rounds: readonly Posted[]): void {
  const [first] = rounds;
  if (first === undefined) return;
  const of = (value: (round: Posted) => number): number => median(rounds.map(value));
  const { payments, transactions, bytes, requests } = first;
  const rate = of((round) => payments / round.postedSeconds);
  say(`${payments} claim payments in ${transactions} transactions, ${(bytes / 1e6).toFixed(1)} MB`);
  say(`${rate.toFixed(0)} claims/s posted and reconciled; asked: ${TARGET}`);
  const [posted, settled] = [of((r) => r.postedSeconds), of((r) => r.settledSeconds)];
  say(`  ${posted.toFixed(1)} s; until all work items were open ${settled.toFixed(1)} s`);
  const perClaim = (seconds: number): string => ((seconds / payments) * 1000).toFixed(2);
  const [all, services] = [perClaim(of((r) => r.cpuSeconds)), perClaim(of((r) => r.mainCpuSeconds))];
  say(`  CPU ${all} ms a claim, of it ${services} ms in the thread of the services`);
  say(`  at most ${Math.max(...rounds.map((r) => r.peakBytes / 1e6)).toFixed(0)} MB resident`);
  for (const [name, count] of Object.entries(requests).toSorted(([, a], [, b]) => b - a))
    say(`    ${name.padEnd(26)} ${(count / payments).toFixed(3).padStart(8)} a claim`);
}
