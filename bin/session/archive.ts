import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../embedded/folder-lock.ts';
import { openObjects } from '../../embedded/s3/objects.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import { refused } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { runningSystem } from './endpoint.ts';
import { foldersOf } from './folders.ts';
import { localArchive } from './local-archive.ts';
import type { LookOptions } from './look-options.ts';

export interface ArchiveOptions extends LookOptions {
  /** Then the folder is made where there is none. */
  readonly writes?: boolean;
}

/** What the deployment calls its archive on this machine: a test compares. */
export const ARTIFACTS_BUCKET = 'claimlinedata-artifactsbucket88671897';

/** Nobody is told of what is put by hand: it starts no run. */
const bucket = { name: ARTIFACTS_BUCKET, versioned: true, notifies: false };

/**
 * Opens the archive alone for the time of one command: through a running `up` where there is one, else on the data
 * folder, under its lock. Takes a few milliseconds where the whole system takes seconds. Where there are no data yet,
 * it is empty; the first write makes them.
 *
 * @throws Failure where another process holds the data
 */
export async function withArchive<T>(
  world: World,
  { demo, writes = false }: ArchiveOptions,
  use: (archive: Artifacts) => Promise<T>,
): Promise<T> {
  const folders = foldersOf(world);
  const running = demo ? undefined : await runningSystem(folders.endpoint);
  if (running !== undefined) {
    const { remoteArchive } = await import('./remote-archive.ts');
    const { archive, close } = remoteArchive(running);
    return use(archive).finally(close);
  }
  const folder = demo ? folders.demo : folders.data;
  const isThere = writes || existsSync(join(folder, 's3', 'objects.jsonl'));
  const unlock = isThere ? locked(folder) : () => {};
  try {
    const place = isThere ? join(folder, 's3') : undefined;
    const objects = openObjects({ folder: place, now: world.now, onCreated: () => {} });
    return await use(localArchive(objects, bucket)).finally(objects.close);
  } finally {
    unlock();
  }
}

function locked(folder: string): () => void {
  try {
    return lockFolder(folder);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The data are in use.';
    throw refused(message, 'Wait until it ends, or stop it. Or set CLAIMLINE_DATA to another folder.');
  }
}
