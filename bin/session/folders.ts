import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { World } from '../world.ts';

/** Where this clone of claimline stands. */
export const sourceFolder = resolve(import.meta.dirname, '../..');

/** Where things lie on this machine. */
export interface Folders {
  /** `.claimline/`, or `CLAIMLINE_DATA`. */
  readonly root: string;
  /** What `run`, `up` and `put` work on. */
  readonly data: string;
  /** What the last demo left. */
  readonly demo: string;
  /** `up` looks here for files, in a folder for each client. */
  readonly inbox: string;
  /** How to reach a running `up`. */
  readonly endpoint: string;
}

export function foldersOf({ cwd, env }: Pick<World, 'cwd' | 'env'>): Folders {
  const named = env.CLAIMLINE_DATA ?? '';
  const root = named === '' ? join(projectRoot(cwd), '.claimline') : resolve(cwd, named);
  return {
    root,
    data: join(root, 'data'),
    demo: join(root, 'demo'),
    inbox: join(root, 'inbox'),
    endpoint: join(root, 'endpoint.json'),
  };
}

const marks = ['.claimline', 'package.json', '.git'];

/** The nearest folder from `cwd` up that is a project's; `cwd` itself where there is none. */
function projectRoot(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}
