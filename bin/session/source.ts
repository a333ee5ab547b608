import { createReadStream, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Failure, wrongUse } from '../terminal/answer.ts';
import type { World } from '../world.ts';

/** Each chunk costs a turn of the event loop: the usual 64 KB take four times as many. */
const CHUNK_BYTES = 262_144;

/** @throws Failure where the file cannot be read */
export function readWhole(cwd: string, file: string): Buffer {
  try {
    return readFileSync(resolve(cwd, file));
  } catch (error) {
    throw unreadable(file, error) ?? error;
  }
}

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
    yield* createReadStream(resolve(cwd, file), { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(file, error) ?? error;
  }
}

/** Nothing where the error is not one of the file system. */
function unreadable(file: string, error: unknown): Failure | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  if (error.code === 'EISDIR') return wrongUse(`${file} is a folder.`, 'Name a file in it.');
  return wrongUse(`${file} cannot be read (${error.code}).`, 'Check its path and who may read it.');
}

/** A file that is read more than once: for its hash, then for its content. */
export interface ReadableFile {
  /** As it was named on the command line. */
  readonly path: string;
  readonly size: number;
  readonly chunks: () => AsyncGenerator<Uint8Array>;
}

/** @throws Failure where it is not there */
export function readableFile(world: World, path: string): ReadableFile {
  try {
    const { size } = statSync(resolve(world.cwd, path));
    return { path, size, chunks: () => sourceOf(world, path) };
  } catch (error) {
    throw unreadable(path, error) ?? error;
  }
}
