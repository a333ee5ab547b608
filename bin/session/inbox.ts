import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../core/config.ts';
import { shortId } from '../terminal/format.ts';
import { type LocalFile, readLocalFile } from './upload.ts';

/** A file that someone laid into the inbox, whole. */
export interface Arrival {
  readonly client: Client;
  readonly file: LocalFile;
}

export interface Inbox {
  /** Takes what has not grown since the last look. To be called every second or so. */
  readonly look: () => Promise<void>;
}

interface InboxOptions {
  /** Has a folder for each client, and `taken` for what was uploaded. */
  readonly folder: string;
  readonly clients: readonly Client[];
  /** Uploads the file. When it fails, the file stays and is tried again. */
  readonly take: (arrival: Arrival) => Promise<void>;
}

/** A file that is being written grows; one of the same size at two looks is taken to be whole. */
export function openInbox({ folder, clients, take }: InboxOptions): Inbox {
  const taken = join(folder, 'taken');
  for (const { id } of clients) mkdirSync(join(folder, id), { recursive: true });
  mkdirSync(taken, { recursive: true });
  let sizes = new Map<string, number>();
  return {
    look: async () => {
      const seen = new Map<string, number>();
      for (const client of clients) {
        for (const name of filesIn(join(folder, client.id))) {
          const path = join(folder, client.id, name);
          const size = statSync(path, { throwIfNoEntry: false })?.size;
          if (size === undefined) continue;
          if (sizes.get(path) !== size) {
            seen.set(path, size);
            continue;
          }
          const file = readLocalFile(folder, path);
          await take({ client, file });
          moveTo(taken, path, { name, fileId: file.fileId });
        }
      }
      sizes = seen;
    },
  };
}

/** Names that begin with a dot are not finished or not meant for us. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

/** Another file of that name may have been taken before; both are kept. */
function moveTo(taken: string, path: string, { name, fileId }: { name: string; fileId: string }): void {
  const target = join(taken, name);
  renameSync(path, existsSync(target) ? join(taken, `${shortId(fileId)}-${name}`) : target);
}
