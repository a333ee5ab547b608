/** The bytes of the objects, in a folder or in memory. */
import { open, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Bodies {
  readonly write: (id: string, body: Buffer) => Promise<void>;
  readonly read: (id: string, start: number, length: number) => Promise<Buffer>;
  readonly remove: (id: string) => Promise<void>;
}

export function bodiesIn(folder: string): Bodies {
  return {
    write: (id, body) => writeFile(join(folder, id), body),
    read: async (id, start, length) => {
      const file = await open(join(folder, id));
      try {
        const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
        return buffer;
      } finally {
        await file.close();
      }
    },
    remove: (id) => unlink(join(folder, id)),
  };
}

export function bodiesInMemory(): Bodies {
  const bodies = new Map<string, Buffer>();
  return {
    write: async (id, body) => {
      bodies.set(id, body);
    },
    read: async (id, start, length) => bodies.get(id)?.subarray(start, start + length) ?? Buffer.alloc(0),
    remove: async (id) => {
      bodies.delete(id);
    },
  };
}
