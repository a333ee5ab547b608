import { type Draw, drawFrom } from '../../core/sandbox/random.ts';
import { readX12, type X12Item } from '../../core/x12/read.ts';
import { largeMutantOf, mutantOf } from './mutate.ts';
import { canReadAgain } from './payments-again.ts';
import type { Seed } from './seeds.ts';
import { toolTrials } from './tool-trials.ts';

/** What a trial found wrong. The draws are named, so that the mutant can be made again. */
export class Failure extends Error {
  readonly seed: string;
  readonly trial: number;
  readonly mutant: Buffer;

  constructor(
    what: string,
    at: { readonly seed: string; readonly trial: number; readonly mutant: Buffer },
    cause?: unknown,
  ) {
    super(`--seed ${at.seed} --only ${at.trial}: ${what}`, { cause });
    this.seed = at.seed;
    this.trial = at.trial;
    this.mutant = at.mutant;
  }
}

/** Time that this thread worked: the machine may be busy with other things. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
/** Nothing of this size takes so long, however broken it is. */
const SLOW_MS = 1000;
/** Every so many mutants one is long enough to be read in several blocks. */
const LARGE_EVERY = 1000;
/** The tools for people run on every so many mutants only: they stand on the same walk. */
const TOOLS_EVERY = 8;

/**
 * Makes one mutant and reads it whole and in pieces.
 *
 * @throws Failure
 */
export async function runTrial(seeds: readonly Seed[], seed: string, trial: number): Promise<void> {
  const draw = drawFrom('fuzz', seed, String(trial));
  const mutant = trial % LARGE_EVERY === LARGE_EVERY - 1 ? largeMutantOf(seeds, draw) : mutantOf(seeds, draw);
  const fail = (what: string, cause?: unknown) => new Failure(what, { seed, trial, mutant }, cause);
  const began = cpuMs();
  let wrong: string | null;
  try {
    wrong = (await readings(mutant, draw)) ?? (trial % TOOLS_EVERY === 0 ? await toolTrials(mutant) : null);
  } catch (cause) {
    throw fail(`threw ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  if (wrong !== null) throw fail(wrong);
  const took = cpuMs() - began;
  if (took > SLOW_MS) throw fail(`took ${Math.round(took)} ms`);
}

/** Cuts bytes anywhere: into single bytes, or at drawn places, some chunks empty. */
function chunksOf(bytes: Buffer, draw: Draw): readonly Buffer[] {
  const most = draw.pick(bytes.length > 100_000 ? [700, 20_000, 200_000] : [1, 3, 40, 1000, 5000]);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = most === 1 ? 1 : draw.below(most);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

async function itemsOf(chunks: readonly Buffer[]): Promise<readonly X12Item[]> {
  const items: X12Item[] = [];
  for await (const item of readX12(chunks, { check: 'all' })) items.push(item);
  return items;
}

async function readings(mutant: Buffer, draw: Draw): Promise<string | null> {
  const whole = await itemsOf([mutant]);
  const cut = await itemsOf(chunksOf(mutant, draw));
  if (JSON.stringify(cut) !== JSON.stringify(whole)) return 'reads otherwise when it is cut into chunks';
  if (!canReadAgain(whole, mutant)) return 'a claim payment is another when it is read again';
  return wrongItems(whole, mutant);
}

function wrongItems(items: readonly X12Item[], mutant: Buffer): string | null {
  if (items.at(-1)?.kind !== 'end') return 'is not read to its end';
  let open = 0;
  let errors = 0;
  for (const item of items) {
    if (item.kind === 'set') errors = 0;
    if (item.kind === 'set') open += 1;
    if (item.kind === 'set-end') open -= 1;
    if (open < 0 || open > 1) return 'sets do not end one after the other';
    if (item.kind === 'set-end' && item.accepted && errors > 0) return 'a set with errors is accepted';
    if (item.kind !== 'finding') continue;
    const { severity, position } = item.finding;
    if (severity === 'error') errors += 1;
    if (position.offset < 0 || position.offset > mutant.length) return 'a finding stands outside of the file';
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(position.segmentId ?? 'ISA'))
      return 'a finding quotes data as segment id';
  }
  return open === 0 ? null : 'a set does not end';
}
