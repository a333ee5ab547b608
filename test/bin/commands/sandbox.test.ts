import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const [title, ...rows] = out.trimEnd().split('\n');
  expect([title, rows.length]).toEqual([expect.stringMatching(/^File +Comes$/), names.length]);
  expect(names.filter((name) => /ta1|277ca|835/.test(name)).length).toBe(names.length);
});

it('gives the same answers each time', async () => {
  const line = `sandbox answer ${claims} --seed 7 --json`;
  expect((await claimline(line)).out).toBe((await claimline(line)).out);
});

it('refuses what holds no claims', async () => {
  expect(await claimline('sandbox answer -', { stdin: 'hello' })).toMatchObject({ code: 1, out: '' });
});

it('says which 835s come only when others are posted', async () => {
  const folder = temporaryFolder();
  const line = `sandbox answer ${claims} --scenario takeback --out answers`;
  const { out } = await claimline(line, { cwd: folder });
  const later = out.split('\n').filter((row) => row.endsWith('when the 835s above are posted'));
  expect(later.map((row) => /835-\d/.exec(row)?.[0])).toEqual(['835-2', '835-3']);
  const { files } = JSON.parse((await claimline(`${line} --json`, { cwd: folder })).out);
  expect(files.map(({ stage }: { stage: number }) => stage)).toEqual([1, 2, 2, 3, 4, 5]);
});

it('answers a replacement from the claims that it is given as sent before', async () => {
  const folder = temporaryFolder();
  const answer = async (options: string): Promise<string> =>
    (await claimline(`sandbox answer ${options} --scenario all-paid`, { cwd: folder })).out;
  const number = /\nCLP\*C0001-1\*(?:[^*]*\*){5}(\d+)/.exec(await answer(claims))?.[1];
  const replacement = readFileSync(claims, 'utf8')
    .replace('CLM*C0001-1*150***11:B:1*', `CLM*C0001-1*160***11:B:7*`)
    .replace(/(\nCLM[^~]*~)/, `$1\nREF*F8*${number}~`)
    .replace('SV1*HC:99213:25*120*', 'SV1*HC:99213:25*130*')
    .replace(/SE\*(\d+)\*/, (_, count) => `SE*${Number(count) + 1}*`);
  writeFileSync(join(folder, 'replacement.837'), replacement);
  const statuses = (text: string) =>
    [...text.matchAll(/\nCLP\*[^*]*\*(\d+)\*(-?\d+)\*/g)].map((m) => m.slice(1));
  expect(statuses(await answer(`replacement.837 --earlier ${claims}`))).toEqual([
    ['22', '-150'],
    ['1', '160'],
  ]);
  expect(statuses(await answer('replacement.837'))).toEqual([['1', '160']]);
});

it('lists what it can play, with a sentence for each', async () => {
  const { code, out } = await claimline('sandbox scenarios');
  expect(code).toBe(0);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const { scenarios } = JSON.parse((await claimline('sandbox scenarios --json')).out);
  expect(scenarios.map(({ name }: { name: string }) => name)).toContain('takeback');
  for (const { name } of scenarios) expect(out).toMatch(new RegExp(`^${name} +[A-Z]`, 'm'));
});

it('shows the list also to who types the group alone', async () => {
  const { out, err } = await claimline('sandbox');
  expect(out + err).toContain('What is played');
});
