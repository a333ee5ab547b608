import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import exampleConfig from '../../../examples/claimline.config.json' with { type: 'json' };
import { claimline } from '../memory-world.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const check = (document: unknown, flags = '') => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'c.json'), typeof document === 'string' ? document : JSON.stringify(document));
  return claimline(`config check c.json${flags}`, { cwd });
};

it('says what a right one sets up', async () => {
  const { code, out } = await check(exampleConfig);
  expect(code).toBe(0);
  expect(out).toContain('riverbend: Riverbend Family Practice, through sandbox, immediately');
});

it('names the contracts of payers', async () => {
  const rates = { id: '99001', contract: { kind: 'rates' } };
  const share = { id: '99002', contract: { kind: 'fee-schedule', percent: 112.5, locality: '10112-00' } };
  const { out } = await check({ ...exampleConfig, payers: [...exampleConfig.payers, rates, share] });
  expect(out).toContain('99001: contract, its own rates');
  expect(out).toContain('99002: contract, 112.5 % of Medicare in 10112-00');
});

it('lists everything that is wrong, with its place', async () => {
  const { code, out } = await check({ ...exampleConfig, clients: [{ id: 'A B' }], extra: 1 }, ' --json');
  expect(code).toBe(1);
  const { valid, problems } = JSON.parse(out) as { valid: boolean; problems: { path: string }[] };
  expect(valid).toBe(false);
  expect(problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['clients.0.id', 'clients.0.code']),
  );
});

it('says so of what is no JSON', async () => {
  expect(await check('{')).toMatchObject({ code: 1, out: expect.stringContaining('is not right') });
});
