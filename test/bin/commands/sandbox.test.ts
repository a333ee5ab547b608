import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimline } from '../memory-world.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const claims = join(import.meta.dirname, '../../golden/x12/a-837p-one-payer.edi');

it('answers an 837 as a clearinghouse and a payer would, in files', async () => {
  const folder = temporaryFolder();
  const { code, out } = await claimline(`sandbox answer ${claims} --scenario all-paid --out answers`, {
    cwd: folder,
  });
  const names = readdirSync(join(folder, 'answers'));
  expect(code).toBe(0);
  expect(out.trimEnd().split('\n')).toHaveLength(names.length);
  expect(names.filter((name) => /ta1|277ca|835/.test(name)).length).toBe(names.length);
});

it('gives the same answers each time', async () => {
  const line = `sandbox answer ${claims} --seed 7 --json`;
  expect((await claimline(line)).out).toBe((await claimline(line)).out);
});

it('refuses what holds no claims', async () => {
  expect(await claimline('sandbox answer -', { stdin: 'hello' })).toMatchObject({ code: 1, out: '' });
});
