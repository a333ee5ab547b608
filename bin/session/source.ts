import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { wrongUse } from '../terminal/answer.ts';
import type { World } from '../world.ts';

/**
 * The bytes of a file as they are read; of standard input for `-`.
 *
 * @throws Failure, at the first read, where it cannot be read
 */
export async function* sourceOf({ cwd, stdin }: World, file: string): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* stdin;
    return;
  }
  try {
    yield* createReadStream(resolve(cwd, file)) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    throw wrongUse(`The file cannot be read (${error.code}).`, 'Check its path and who may read it.');
  }
}
