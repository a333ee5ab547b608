import { type FileHandle, open } from 'node:fs/promises';

const CHUNK_BYTES = 524_288;

/**
 * A file's bytes in two buffers that take turns: one is filled while the other is read. Our readers copy what
 * they keep.
 */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file);
  try {
    let [current, next] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
    let reading = filled(handle, current);
    for (;;) {
      const bytesRead = await reading;
      if (bytesRead === 0) return;
      reading = filled(handle, next);
      yield current.subarray(0, bytesRead);
      [current, next] = [next, current];
    }
  } finally {
    await handle.close();
  }
}

const filled = async (handle: FileHandle, buffer: Buffer): Promise<number> =>
  (await handle.read(buffer, 0, CHUNK_BYTES)).bytesRead;
