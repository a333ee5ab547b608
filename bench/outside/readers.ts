/**
 * What our writers make, read by others: pyx12 must find it valid, node-x12 must see the same segments.
 *
 * `node bench/outside/readers.ts` (500 generated claims), or with another number. Installs both readers into a
 * cache of its own; without Python or network it says so and does the rest.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { acknowledgments, sandboxAnswers } from './answers.ts';
import { generatedClaims, goldens, type Made } from './made.ts';
import { installNodeX12, ourSegments, theirSegments } from './node-x12.ts';
import { askPyx12, explained, installPyx12 } from './pyx12.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const SEED = '1';

function checkWithPyx12(cache: string, made: readonly Made[]): number {
  const installed = installPyx12(cache);
  if ('reason' in installed) {
    print(`pyx12: SKIPPED, ${installed.reason}`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'claimline-outside-'));
  try {
    const paths = made.map(({ name, text }) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    });
    let wrong = 0;
    let valid = 0;
    for (const answer of askPyx12(installed.python, paths)) {
      const name = basename(answer.file);
      const { open, reasons } = explained(name, answer);
      if (answer.valid) valid += 1;
      if (open.length > 0) wrong += 1;
      for (const line of open) print(`pyx12: ${name}: ${line}`);
      for (const reason of reasons) print(`pyx12: ${name}: left out: ${reason}`);
    }
    print(`pyx12: ${made.length} files, ${valid} valid, ${wrong} wrong without a reason`);
    return wrong;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkWithNodeX12(cache: string, made: readonly Made[]): number {
  const installed = installNodeX12(cache);
  if ('reason' in installed) {
    print(`node-x12: SKIPPED, ${installed.reason}`);
    return 0;
  }
  let wrong = 0;
  for (const { name, text } of made) {
    // It takes segments outside of groups for the header of one, so that a TA1 breaks it.
    if (/~\s*TA1\*/.test(text)) {
      print(`node-x12: ${name}: left out: it cannot read a TA1`);
      continue;
    }
    const ours = ourSegments(text);
    const theirs = theirSegments(installed.library, text);
    const at = ours.findIndex((segment, n) => segment !== theirs[n]);
    if (at === -1 && ours.length === theirs.length) continue;
    wrong += 1;
    print(`node-x12: ${name}: segment ${at + 1} differs`);
  }
  print(`node-x12: ${made.length} files, ${wrong} read otherwise`);
  return wrong;
}

const count = Number(process.argv[2] ?? 500);
const cache = join(tmpdir(), 'claimline-outside-cache');
mkdirSync(cache, { recursive: true });
const examples = goldens();
const claims = examples.filter(({ name }) => name.includes('-837p-'));
const made = [
  ...examples,
  ...(await generatedClaims(count, SEED)),
  ...(await acknowledgments()),
  ...(await sandboxAnswers(claims)),
];
print(`${made.length} files, ${count} generated claims among them`);
const wrong = checkWithPyx12(cache, made) + checkWithNodeX12(cache, made);
process.exitCode = wrong === 0 ? 0 : 1;
