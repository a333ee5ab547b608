import { readdirSync, readFileSync } from 'node:fs';

const FOLDERS = ['../golden/x12/', '../fixtures/x12/'];
/** Mutants are to stay small: what goes wrong goes wrong in little. */
const MAX_SEED_BYTES = 4096;

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The golden files and the traps, in the order of their names. */
export function readSeeds(): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const name of FOLDERS) {
    const folder = new URL(name, import.meta.url);
    for (const file of readdirSync(folder).sort()) {
      if (!/\.(x12|edi)$/.test(file)) continue;
      const bytes = readFileSync(new URL(file, folder));
      if (bytes.length <= MAX_SEED_BYTES) seeds.push({ name: file, bytes });
    }
  }
  return seeds;
}
