import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a cloud assembly is made of; the embedded AWS only runs it. */
export const assemblySources = [
  'bin/app.ts',
  'cdk.json',
  'package-lock.json',
  'lib',
  'functions',
  'core',
  'store',
  'transport',
  'statemachines',
] as const;

/**
 * Names what a synthesis would make: a hash over the sources' paths and bytes and over the configuration.
 *
 * @param sources files and folders below `folder`; one that is missing counts as empty
 */
export function sourceHash(folder: string, sources: readonly string[], config: string): string {
  const hash = createHash('sha256').update(config);
  for (const path of sources.flatMap((source) => filesBelow(folder, source))) {
    hash.update(`\n${path}\n`).update(readFileSync(join(folder, path)));
  }
  return hash.digest('hex').slice(0, 20);
}

/** In an order that depends on the names alone. */
function filesBelow(folder: string, path: string): readonly string[] {
  const found = statSync(join(folder, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
