import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchFile } from './files.ts';
import { pyx12Script, type Tools } from './install.ts';
import type { ChildReport } from './mode.ts';

/** One library, used one way, on one file. */
export interface Task {
  /** A mode of the child, or `memchr` or `pyx12`. */
  readonly mode: string;
  readonly file: BenchFile;
  readonly megabytes: number;
  readonly nodeOptions?: readonly string[];
}

/** A task's rounds. A round in which it failed is null. */
export type Measured = ReadonlyMap<string, readonly (Sample | null)[]>;
export interface Sample {
  /** Median of the process's iterations. */
  readonly seconds: number;
  /** The first iteration, with nothing compiled yet. */
  readonly coldSeconds: number;
  readonly rssBytes: number;
  /** Bytes read, or written. */
  readonly bytes: number;
  /** What the library counted otherwise than the file's maker; empty where all is right. */
  readonly wrong: string;
}

const LIMIT_MS = 180_000;

export const keyOf = ({ mode, file, megabytes, nodeOptions = [] }: Task): string =>
  [mode, file.kind, megabytes, ...nodeOptions].join(' ');

/** Small files are done several times in a process, as a long-lived one would; large ones once. */
const iterationsOf = (megabytes: number): number => (megabytes <= 1 ? 7 : megabytes <= 10 ? 3 : 1);

/** Runs all tasks in turn, each in a fresh process, and all of that `rounds` times. */
export async function measure(
  tools: Tools & { readonly cache: string },
  tasks: readonly Task[],
  { rounds, progress }: { readonly rounds: number; readonly progress: (text: string) => void },
): Promise<Measured> {
  const measured = new Map<string, (Sample | null)[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const task of tasks) {
      progress(`round ${round} of ${rounds}: ${keyOf(task)}`);
      const samples = measured.get(keyOf(task)) ?? [];
      samples.push(await runOnce(tools, task));
      measured.set(keyOf(task), samples);
    }
  }
  return measured;
}

async function runOnce(tools: Tools & { readonly cache: string }, task: Task): Promise<Sample | null> {
  const [command, args] = commandOf(tools, task);
  try {
    const { stdout } = await promisify(execFile)(command, [...args], {
      timeout: LIMIT_MS,
      env: { ...process.env, CLAIMLINE_BENCH_CACHE: tools.cache },
    });
    return sampleOf(JSON.parse(stdout) as ChildReport, task);
  } catch {
    return null;
  }
}

function commandOf(
  tools: Tools,
  { mode, file, megabytes, nodeOptions = [] }: Task,
): readonly [string, readonly string[]] {
  if (mode === 'memchr') return [tools.memchr ?? '', [file.path]];
  if (mode === 'pyx12') return [tools.python ?? '', [pyx12Script, file.path]];
  const iterations = String(iterationsOf(megabytes));
  return [process.execPath, [...nodeOptions, tools.child, mode, file.path, iterations]];
}

function sampleOf({ seconds, rssBytes, counts }: ChildReport, { file: { truth } }: Task): Sample {
  const wrong = (['segments', 'claims', 'cents'] as const).filter(
    (what) => counts[what] !== undefined && counts[what] !== truth[what],
  );
  return {
    seconds: median(seconds),
    coldSeconds: seconds[0] ?? Number.NaN,
    rssBytes,
    bytes: counts.bytes ?? truth.bytes,
    wrong: wrong.join(', '),
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
