import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BUNDLE_BYTES_MAX, bundleFunctions, configHash } from '../../lib/bundles.ts';
import { stepNames } from '../../lib/steps.ts';
import { exampleConfig, stubFunctions, temporaryFolder } from './synthesis.ts';

const functions = fileURLToPath(new URL('../../functions', import.meta.url));
const bundle = (functionsFolder: string): string => {
  const outFolder = temporaryFolder();
  bundleFunctions({ functionsFolder, outFolder, config: exampleConfig() });
  return outFolder;
};
const hashOf = (folder: string): readonly string[] =>
  stepNames.map((step) =>
    createHash('sha256')
      .update(readFileSync(join(folder, step, 'index.mjs')))
      .digest('hex'),
  );

describe('bundling', () => {
  it('gives each step one module and the configuration beside it', async () => {
    const folder = bundle(stubFunctions());
    expect(readdirSync(folder).sort()).toEqual([...stepNames].sort());
    for (const step of stepNames) {
      expect(readdirSync(join(folder, step)).sort()).toEqual(['config.json', 'index.mjs']);
    }
    const config: unknown = JSON.parse(readFileSync(join(folder, 'receive-file', 'config.json'), 'utf8'));
    expect(config).toEqual(exampleConfig());
    const module: object = await import(pathToFileURL(join(folder, 'receive-file', 'index.mjs')).href);
    expect(module).toHaveProperty('handler');
  });

  it('gives the same bytes again, whatever folder it works in', () => {
    expect(hashOf(bundle(stubFunctions()))).toEqual(hashOf(bundle(stubFunctions())));
  });

  it('refuses a bundle that would start slowly', () => {
    const large = `export const handler = async () => '${'x'.repeat(BUNDLE_BYTES_MAX)}';\n`;
    expect(() => bundle(stubFunctions(large))).toThrow(/the bundle of route-upload has \d+ bytes/);
  });
});

describe('the functions folder', () => {
  it('holds exactly the steps of the table', () => {
    const built = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'index.ts')));
    expect(built.sort()).toEqual([...stepNames].sort());
  });

  it('bundles to less than the limit each, and each bundle loads', () => {
    const folder = bundle(functions);
    for (const step of stepNames) {
      expect(statSync(join(folder, step, 'index.mjs')).size, step).toBeLessThan(BUNDLE_BYTES_MAX);
    }
    // In a process of its own: the test runner would transform the bundles first.
    const modules = stepNames.map((step) => pathToFileURL(join(folder, step, 'index.mjs')).href);
    const load = `for (const m of ${JSON.stringify(modules)}) console.log(typeof (await import(m)).handler);`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', load], {
      encoding: 'utf8',
    });
    expect(printed.trim().split('\n')).toEqual(stepNames.map(() => 'function'));
  });
});

describe('the hash of a configuration', () => {
  it('changes with it', () => {
    const other = exampleConfig((json) => ({ ...json, retentionYears: 9 }));
    expect(configHash(other)).not.toBe(configHash(exampleConfig()));
  });
});
