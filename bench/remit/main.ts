/**
 * Remittances: how fast a large 835 is read and balanced, and how many of its claims one core posts in a second,
 * without storage.
 *
 *     node bench/remit/main.ts [--megabytes 100] [--rounds 5] [--claims 40000]
 *
 * Reading runs in a fresh process each round (CPU time and peak memory of it), next to a plain read of the same file.
 * Posting is: is it this claim's, which lines, the entries, the whole proof of the ledger. Making claims is no part.
 */
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchFile } from '../x12/files.ts';
import { median } from '../x12/rounds.ts';
import { type Given, invented, postAll } from './posting.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '5' },
    claims: { type: 'string', default: '40000' },
  },
});
const megabytes = Number(values.megabytes);
const rounds = Number(values.rounds);
/** What the issue asks for. */
const READ_TARGET = 100;
const POST_TARGET = 50_000;
const MEMORY_TARGET = 200;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Read {
  readonly seconds: number;
  readonly wallSeconds: number;
  readonly rssMegabytes: number;
  readonly claims: number;
}

const readOnce = (path: string, mode: 'check' | 'plain'): Read =>
  JSON.parse(
    execFileSync(process.execPath, [join(import.meta.dirname, 'child.ts'), mode, path], { encoding: 'utf8' }),
  ) as Read;

function reading(): void {
  const { path } = benchFile(join(tmpdir(), 'claimline-bench-x12', 'files'), '835', megabytes);
  const ours: Read[] = [];
  const plain: Read[] = [];
  for (let i = 0; i < rounds; i += 1) {
    plain.push(readOnce(path, 'plain'));
    ours.push(readOnce(path, 'check'));
  }
  const rate = (of: readonly Read[]): number => median(of.map(({ wallSeconds }) => megabytes / wallSeconds));
  const memory = Math.max(...ours.map(({ rssMegabytes }) => rssMegabytes));
  const [first] = ours;
  say(`read and balanced: ${rate(ours).toFixed(0)} MB/s of ${megabytes} MB, ${first?.claims} claims`);
  say(
    `  CPU ${median(ours.map(({ seconds }) => seconds)).toFixed(2)} s, at most ${memory.toFixed(0)} MB resident`,
  );
  say(`  a plain read of the file: ${rate(plain).toFixed(0)} MB/s`);
  say(`  asked: ${READ_TARGET} MB/s, ${MEMORY_TARGET} MB`);
}

/** A loop that is the same in every run: it tells how much of a core the machine gives us. Million steps a second. */
function reference(): number {
  const sums: Record<string, number> = {};
  const start = process.threadCpuUsage();
  for (let i = 0; i < REFERENCE_STEPS; i += 1) {
    const key = `k${i % 1000}`;
    sums[key] = (sums[key] ?? 0) + i;
  }
  const { user, system } = process.threadCpuUsage(start);
  return REFERENCE_STEPS / (user + system);
}
const REFERENCE_STEPS = 3e6;

function posting(): void {
  const given: readonly Given[] = invented(Number(values.claims));
  postAll(given);
  reference();
  const rates = Array.from({ length: rounds }, () => {
    const steps = reference();
    const start = process.threadCpuUsage();
    const { balanced, entries } = postAll(given);
    if (!balanced) throw new Error('the ledger does not prove');
    const { user, system } = process.threadCpuUsage(start);
    return { rate: given.length / ((user + system) / 1e6), entries, steps };
  });
  const rate = median(rates.map((one) => one.rate));
  say(`posted and proved: ${rate.toFixed(0)} claims/s on one core, ${rates[0]?.entries} entries`);
  const best = rates.reduce((a, b) => (b.rate > a.rate ? b : a));
  say(`  best round ${best.rate.toFixed(0)} claims/s; asked: ${POST_TARGET} claims/s`);
  const steps = median(rates.map((one) => one.steps));
  say(
    `  reference loop in the same rounds: ${steps.toFixed(1)} million steps/s, at best ${best.steps.toFixed(1)}`,
  );
}

reading();
posting();
