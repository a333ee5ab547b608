import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoClient, demoConfig, inventFile, prepareDemo } from '../../../bin/session/demo-run.ts';
import { parseConfig } from '../../../core/config.ts';
import { civilDate } from '../../../core/dates.ts';
import { lockFolder } from '../../../embedded/folder-lock.ts';
import exampleConfig from '../../../examples/claimline.config.json' with { type: 'json' };
import { noon } from '../memory-world.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const wanted = { claims: 5, seed: 1, configHash: 'c' };
const dayMs = 86_400_000;

describe('the folder of a demo', () => {
  const prepared = () => {
    const folder = join(temporaryFolder(), 'demo');
    const data = prepareDemo(folder, wanted, noon);
    const left = join(folder, 'left-by-the-demo');
    writeFileSync(left, '');
    return { folder, data, left };
  };

  it('begins empty', () => {
    expect(prepared().data).toMatchObject({ resumed: false, parameters: { ...wanted, today: '20260714' } });
  });

  it('is kept when the same demo was cut short, with the day it began on', () => {
    const { folder, left } = prepared();
    const again = prepareDemo(folder, wanted, noon + dayMs);
    expect(again).toMatchObject({ resumed: true, parameters: { today: '20260714' } });
    expect(existsSync(left)).toBe(true);
  });

  it('is emptied when the demo had finished', () => {
    const { folder, data, left } = prepared();
    data.finish();
    expect(prepareDemo(folder, wanted, noon).resumed).toBe(false);
    expect(existsSync(left)).toBe(false);
  });

  it('is emptied for another demo', () => {
    const { folder, left } = prepared();
    expect(prepareDemo(folder, { ...wanted, seed: 2 }, noon).resumed).toBe(false);
    expect(existsSync(left)).toBe(false);
  });

  it('is refused while a demo runs in it', () => {
    const { folder, left } = prepared();
    onTestFinished(lockFolder(folder));
    expect(() => prepareDemo(folder, wanted, noon)).toThrow('A demo is running.');
    expect(existsSync(left)).toBe(true);
  });
});

describe('the encounters of a demo', () => {
  const client = { ...exampleClient() };
  const parameters = { ...wanted, today: civilDate('20260714') };

  it('are the same file each time, under its hash', () => {
    const file = inventFile(parameters, client);
    expect(inventFile(parameters, client)).toEqual(file);
    expect(file.key).toMatch(/^intake\/riverbend\/[0-9a-f]{64}\.ndjson$/);
    expect(Buffer.from(file.bytes).toString().trimEnd().split('\n')).toHaveLength(5);
  });

  it('are others for another seed', () => {
    expect(inventFile({ ...parameters, seed: 2 }, client).key).not.toBe(inventFile(parameters, client).key);
  });
});

describe('the configuration of a demo', () => {
  it('answers by the scenario asked for', () => {
    expect(demoConfig(example(), 'all-denied').partners[0]?.sandboxScenario).toBe('all-denied');
  });

  it('must have a sandbox partner', () => {
    const config = example();
    const partners = config.partners.map((partner) => ({ ...partner, sandbox: false }));
    expect(() => demoConfig({ ...config, partners }, undefined)).toThrow('needs a sandbox partner');
  });
});

function example() {
  const read = parseConfig(exampleConfig);
  if (!read.ok) throw new Error('the example is no configuration');
  return read.value;
}

function exampleClient() {
  return demoClient(example());
}
