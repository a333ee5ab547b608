/**
 * Reads mutants of the golden files and of the traps: nothing throws, hangs, grows or depends on where chunks end.
 *
 * `node bench/fuzz-x12.ts --count 2000000 --workers 2`, or `--seed S --only N` for the one that failed. The same
 * seed gives the same mutants.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readSeeds } from '../test/fuzz/seeds.ts';
import { Failure, runTrial } from '../test/fuzz/trial.ts';

/** What a worker is to do: every `step`-th trial from `first` on. */
interface Job {
  readonly seed: string;
  readonly first: number;
  readonly step: number;
  readonly count: number;
  /** The trial it is at, for whoever watches from outside. */
  readonly at: Int32Array;
}
type Report =
  | {
      readonly kind: 'failure';
      readonly message: string;
      readonly trial: number;
      readonly mutant: Uint8Array;
    }
  | { readonly kind: 'memory'; readonly heapBytes: number };

const SAMPLE_EVERY = 10_000;
const HANG_MS = 20_000;
const PROGRESS_MS = 10_000;
/** What the heap may grow by between the first sample and any later one. */
const MAX_GROWTH_BYTES = 30_000_000;
const MAX_RSS_BYTES = 1_000_000_000;
const MEGABYTE = 1_000_000;
/** Failures beyond these are counted only. */
const MAX_KEPT = 20;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

async function work({ seed, first, step, count, at }: Job, report: (report: Report) => void): Promise<void> {
  const seeds = readSeeds();
  for (let trial = first, done = 0; trial < count; trial += step, done += 1) {
    Atomics.store(at, 0, trial);
    try {
      await runTrial(seeds, seed, trial);
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      report({ kind: 'failure', message: failure.message, trial, mutant: failure.mutant });
    }
    if (done % SAMPLE_EVERY === SAMPLE_EVERY - 1)
      report({ kind: 'memory', heapBytes: heapAfterCollection() });
  }
  report({ kind: 'memory', heapBytes: heapAfterCollection() });
}

/** Follows the workers: their failures, their memory, and whether they get on. */
class Watch {
  readonly #seed: string;
  readonly #folder: string;
  readonly #firstHeap = new Map<number, number>();
  failures = 0;
  peakHeap = 0;
  peakRss = 0;

  constructor(seed: string, folder: string) {
    this.#seed = seed;
    this.#folder = folder;
  }

  take(worker: number, report: Report): void {
    if (report.kind === 'failure') this.#failed(report.message, report.trial, report.mutant);
    if (report.kind === 'memory') this.#sampled(worker, report.heapBytes);
  }

  hangs(trial: number): void {
    this.#failed(`--seed ${this.#seed} --only ${trial}: does not end`, trial, null);
  }

  #failed(message: string, trial: number, mutant: Uint8Array | null): void {
    this.failures += 1;
    if (this.failures > MAX_KEPT) return;
    print(`FAILED ${message}`);
    if (mutant === null) return;
    mkdirSync(this.#folder, { recursive: true });
    const file = join(this.#folder, `${this.#seed}-${trial}.x12`);
    writeFileSync(file, mutant);
    print(`       the mutant: ${file}`);
  }

  #sampled(worker: number, heapBytes: number): void {
    const first = this.#firstHeap.get(worker);
    if (first === undefined) this.#firstHeap.set(worker, heapBytes);
    this.peakHeap = Math.max(this.peakHeap, heapBytes);
    this.peakRss = Math.max(this.peakRss, process.memoryUsage().rss);
    const grown = heapBytes - (first ?? heapBytes);
    if (grown > MAX_GROWTH_BYTES) this.#failed(`memory grew by ${Math.round(grown / MEGABYTE)} MB`, 0, null);
    if (this.peakRss > MAX_RSS_BYTES) this.#failed('the process takes more than 1 GB', 0, null);
  }
}

/** One worker with a clock on it. */
function run(job: Job, worker: number, watch: Watch): Promise<void> {
  const thread = new Worker(new URL(import.meta.url), { workerData: job });
  return new Promise((resolve, reject) => {
    let last = -1;
    const clock = setInterval(() => {
      const now = Atomics.load(job.at, 0);
      if (now === last) {
        watch.hangs(now);
        void thread.terminate();
      }
      last = now;
    }, HANG_MS);
    thread.on('message', (report: Report) => watch.take(worker, report));
    thread.on('error', reject);
    thread.on('exit', () => {
      clearInterval(clock);
      resolve();
    });
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      only: { type: 'string' },
      failures: { type: 'string', default: join(tmpdir(), 'claimline-fuzz') },
    },
  });
  const { seed } = values;
  if (values.only !== undefined) {
    await runTrial(readSeeds(), seed, Number(values.only));
    return print('nothing wrong');
  }
  const count = Number(values.count);
  const workers = Number(values.workers);
  const began = performance.now();
  const watch = new Watch(seed, values.failures);
  const places = Array.from({ length: workers }, () => new Int32Array(new SharedArrayBuffer(4)));
  const seconds = (): number => (performance.now() - began) / 1000;
  const progress = setInterval(() => {
    const done = places.reduce((sum, at) => sum + Math.floor((at[0] ?? 0) / workers), 0);
    print(`${done} of ${count} inputs, ${Math.round(done / seconds())} a second, ${watch.failures} failed`);
  }, PROGRESS_MS);
  await Promise.all(
    places.map((at, worker) => run({ seed, first: worker, step: workers, count, at }, worker, watch)),
  );
  clearInterval(progress);
  print(
    `fuzz-x12: seed ${seed}, ${count} inputs, ${watch.failures} failed, ${Math.round(seconds())} s, ` +
      `${Math.round(count / seconds())} a second, heap at most ${Math.round(watch.peakHeap / MEGABYTE)} MB, ` +
      `process at most ${Math.round(watch.peakRss / MEGABYTE)} MB`,
  );
  process.exitCode = watch.failures === 0 ? 0 : 1;
}

if (isMainThread) await main();
else await work(workerData as Job, (report) => parentPort?.postMessage(report));
