/**
 * The laws of test/laws with many more random cases than a test run has.
 *
 *     node bench/laws.ts [--runs 10000] [--only TEXT]
 *
 * `--only` tries the laws that have the text in their name. Exits with 1 where a law does not hold; fast-check prints
 * the seed and the smallest case that it found.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, only: { type: 'string' } },
});
const named = values.only === undefined ? [] : ['--testNamePattern', values.only];
const root = join(import.meta.dirname, '..');
const start = performance.now();
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/laws', ...named],
  { cwd: root, env: { ...process.env, CLAIMLINE_LAW_RUNS: values.runs }, stdio: 'inherit' },
);
const seconds = Math.round((performance.now() - start) / 1000);
process.stdout.write(`${values.runs} runs of each law in ${seconds} s\n`);
process.exitCode = status ?? 1;
