import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { foldersOf } from '../../../bin/session/folders.ts';
import { temporaryFolder } from '../temporary-folder.ts';

it('keeps data at the top of the project, from wherever in it one calls', () => {
  const project = temporaryFolder();
  writeFileSync(join(project, 'package.json'), '{}');
  const deep = join(project, 'a/b');
  mkdirSync(deep, { recursive: true });
  expect(foldersOf({ cwd: deep, env: {} }).data).toBe(join(project, '.claimline/data'));
});

it('keeps data where the environment says', () => {
  const cwd = temporaryFolder();
  expect(foldersOf({ cwd, env: { CLAIMLINE_DATA: 'elsewhere' } })).toMatchObject({
    root: join(cwd, 'elsewhere'),
    demo: join(cwd, 'elsewhere/demo'),
  });
});
