/** Holds a folder for one process: two would spoil the stores in it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the folder, made if need be. A lock that a dead process left is taken over.
 *
 * @returns what lets it go
 * @throws Error where a running process holds it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'pid');
  const holder = holderOf(path);
  if (holder !== undefined && isRunning(holder)) throw new Error(`${folder} is in use by process ${holder}`);
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
