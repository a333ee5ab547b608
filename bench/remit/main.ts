/**
 * Remittances: how fast a large 835 is read, balanced and indexed, and how many of its claims one core posts in a
 * second, without storage.
 *
 *     node bench/remit/main.ts [--megabytes 1000] [--rounds 5] [--claims 40000] [--only reading|posting]
 *
 * Reading runs in a fresh process each round, next to a plain read and a `memchr` pass of the same file. MB are 10^6
 * bytes of file and 2^20 of memory. The file is made below the folder for temporary files and deleted afterwards.
 * Posting is: is it this claim's, which lines, the entries, the whole proof of the ledger. Making claims is no part.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../x12/rounds.ts';
import { type Given, invented, postAll } from './posting.ts';
import { measureReading } from './reading.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    claims: { type: 'string', default: '40000' },
    only: { type: 'string' },
  },
});
const megabytes = Number(values.megabytes);
const rounds = Number(values.rounds);
/** What the issue asks for. */
const POST_TARGET = 50_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

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

if (values.only !== 'posting') {
  const cache = process.env.CLAIMLINE_BENCH_CACHE ?? join(tmpdir(), 'claimline-bench-x12');
  for (const line of await measureReading(cache, { megabytes, rounds })) say(line);
}
if (values.only !== 'reading') posting();
