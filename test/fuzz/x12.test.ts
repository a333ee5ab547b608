import { expect, it } from 'vitest';
import { readSeeds } from './seeds.ts';
import { runTrial } from './trial.ts';

/** The first of what `bench/fuzz-x12.ts` reads by the million. */
const TRIALS = 3000;

it(`reads ${TRIALS} mutants of our files without a throw, a hang, or a difference by chunks`, async () => {
  const seeds = readSeeds();
  expect(seeds.length).toBeGreaterThan(100);
  for (let trial = 0; trial < TRIALS; trial += 1) await runTrial(seeds, '1', trial);
}, 60_000);
