import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Config } from '../core/config.ts';
import { stepNames } from './steps.ts';

export interface BundleOptions {
  /** Holds `{step}/index.ts` for every step of the table. */
  readonly functionsFolder: string;
  /** Gets `{step}/index.mjs` and `{step}/config.json`. */
  readonly outFolder: string;
  readonly config: Config;
}

/**
 * A bundle beyond this starts slowly; something was imported that should not be. The SDK takes 500 KB; the two steps
 * that judge claims carry all edits with their texts and the starter's codes, 400 KB more.
 */
export const BUNDLE_BYTES_MAX = 1_250_000;

export const configHash = (config: Config): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex');

/**
 * Bundles every step's function with its dependencies. The SDK is among them: that starts faster than the
 * runtime's own.
 *
 * The same sources and configuration give the same bytes, so asset hashes change only with them.
 *
 * @throws when a bundle is larger than `BUNDLE_BYTES_MAX`
 */
export function bundleFunctions({ functionsFolder, outFolder, config }: BundleOptions): void {
  buildSync({
    entryPoints: Object.fromEntries(
      stepNames.map((step) => [`${step}/index`, join(functionsFolder, step, 'index.ts')]),
    ),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The module entry of the SDK shakes far better than its main one.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const step of stepNames) {
    const { size } = statSync(join(outFolder, step, 'index.mjs'));
    if (size > BUNDLE_BYTES_MAX)
      throw new Error(`the bundle of ${step} has ${size} bytes, over ${BUNDLE_BYTES_MAX}`);
    writeFileSync(join(outFolder, step, 'config.json'), JSON.stringify(config));
  }
}
