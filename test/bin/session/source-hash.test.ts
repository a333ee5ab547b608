import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { sourceHash } from '../../../bin/session/source-hash.ts';
import { temporaryFolder } from '../temporary-folder.ts';

function sources(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lib/deep'), { recursive: true });
  writeFileSync(join(folder, 'lib/a.ts'), 'a');
  writeFileSync(join(folder, 'lib/deep/b.ts'), 'b');
  writeFileSync(join(folder, 'lock.json'), '{}');
  return folder;
}
const names = ['lib', 'lock.json', 'missing'];
const hashOf = (folder: string, config = '{}'): string => sourceHash(folder, names, config);

it('is the same for the same sources, wherever they lie', () => {
  expect(hashOf(sources())).toBe(hashOf(sources()));
});

test.each<[string, (folder: string) => void]>([
  ['a file is changed', (folder) => writeFileSync(join(folder, 'lib/deep/b.ts'), 'B')],
  ['a file is added', (folder) => writeFileSync(join(folder, 'lib/deep/c.ts'), '')],
  ['a file is removed', (folder) => rmSync(join(folder, 'lib/a.ts'))],
  ['a missing one appears', (folder) => writeFileSync(join(folder, 'missing'), '')],
])('is another when %s', (_what, change) => {
  const folder = sources();
  const before = hashOf(folder);
  change(folder);
  expect(hashOf(folder)).not.toBe(before);
});

it('is another for another configuration, and not for what it does not depend on', () => {
  const folder = sources();
  expect(hashOf(folder, '{"a":1}')).not.toBe(hashOf(folder));
  const before = hashOf(folder);
  writeFileSync(join(folder, 'README.md'), 'new');
  expect(hashOf(folder)).toBe(before);
});
