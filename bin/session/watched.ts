import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { mebibytes } from '../terminal/format.ts';
import { progressView } from '../terminal/progress-bar.ts';
import type { World } from '../world.ts';
import { sourceOf } from './source.ts';

/** The bytes of a file; on a screen with a bar of how much of it is read. */
export async function* watched(file: string, world: World): AsyncGenerator<Uint8Array> {
  const size = file === '-' ? 0 : (statSync(resolve(world.cwd, file), { throwIfNoEntry: false })?.size ?? 0);
  const view = progressView(world.terminal, world.now);
  let read = 0;
  try {
    for await (const chunk of sourceOf(world, file)) {
      yield chunk;
      read += chunk.length;
      if (size > 0 && world.terminal.redraws) {
        view.show({ fraction: read / size, text: `${mebibytes(read)} of ${mebibytes(size)}` });
      }
    }
  } finally {
    view.end();
  }
}
