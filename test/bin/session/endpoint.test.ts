import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { announce, runningSystem } from '../../../bin/session/endpoint.ts';
import { parseConfig } from '../../../core/config.ts';
import exampleConfig from '../../../examples/claimline.config.json' with { type: 'json' };
import { temporaryFolder } from '../temporary-folder.ts';

const facts = () => {
  const config = parseConfig(exampleConfig);
  if (!config.ok) throw new Error('the example is no configuration');
  return { env: { A: '1' }, outputs: { B: '2' }, config: config.value, startedAt: '', port: 0 };
};

it('is found while it runs, and gone afterwards', async () => {
  const file = join(temporaryFolder(), 'root/endpoint.json');
  const { url, withdraw } = await announce(file, facts());
  expect(await runningSystem(file)).toMatchObject({ pid: process.pid, env: { A: '1' }, outputs: { B: '2' } });
  expect(await (await fetch(url)).json()).toMatchObject({ outputs: { B: '2' } });
  await withdraw();
  expect(existsSync(file)).toBe(false);
  expect(await runningSystem(file)).toBeUndefined();
});

it('is not taken for running when a crash left its file', async () => {
  const file = join(temporaryFolder(), 'endpoint.json');
  const { withdraw } = await announce(file, facts());
  await withdraw();
  writeFileSync(file, JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:9/', ...facts() }));
  expect(await runningSystem(file)).toBeUndefined();
  writeFileSync(file, '{"half":');
  expect(await runningSystem(file)).toBeUndefined();
});

it('says so when its port is taken', async () => {
  const folder = temporaryFolder();
  const first = await announce(join(folder, 'a.json'), facts());
  onTestFinished(first.withdraw);
  const port = Number(new URL(first.url).port);
  await expect(announce(join(folder, 'b.json'), { ...facts(), port })).rejects.toThrow(`Port ${port}`);
});
