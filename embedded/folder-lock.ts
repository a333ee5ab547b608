/** Holds a folder for one process: two would spoil the stores in it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes the folder, made if need be. The lock is one of the operating system's (by way of SQLite), so that
 * it never outlives its process.
 *
 * @returns what lets the folder go
 * @throws Error naming the process that holds it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const pidFile = join(folder, 'pid');
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    const holder = existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : 'unknown';
    throw new Error(`${folder} is in use by process ${holder}`);
  }
  writeFileSync(pidFile, String(process.pid));
  return () => lock.close();
}
