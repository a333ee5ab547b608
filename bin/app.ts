import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { type Config, parseConfig } from '../core/config.ts';
import { addClaimline, newApp } from '../lib/claimline-app.ts';

/**
 * The CDK app. Run by the CDK CLI (`npx cdk synth`), or directly with `CDK_OUTDIR` set.
 *
 * The configuration is the file that `CLAIMLINE_CONFIG` or the context value `config` names; by default the
 * example.
 */
function main(): void {
  const app = newApp();
  const config = readConfig(configFile(app));
  if (config === undefined) {
    process.exitCode = 2;
    return;
  }
  addClaimline(app, { config });
  app.synth();
}

function configFile(app: App): string {
  const fromContext: unknown = app.node.tryGetContext('config');
  const named = process.env.CLAIMLINE_CONFIG ?? fromContext;
  if (typeof named === 'string' && named !== '') return resolve(named);
  return resolve(import.meta.dirname, '../examples/claimline.config.json');
}

/** The configuration, or nothing after saying on standard error what is wrong with it and where. */
function readConfig(file: string): Config | undefined {
  const complain = (lines: readonly string[]): undefined => {
    process.stderr.write(`${[`${file} is no configuration:`, ...lines.map((l) => `  ${l}`)].join('\n')}\n`);
  };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return complain([error instanceof Error ? error.message : 'cannot be read']);
  }
  const read = parseConfig(json);
  if (read.ok) return read.value;
  return complain(read.error.map(({ path, message }) => `${path}: ${message}`));
}

main();
