/** One library, one way of using it, one file: runs it some times and prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import type { ChildReport, Counts, Mode } from './mode.ts';
import { check, typed, walk, write, writeUnverified } from './our-modes.ts';
import {
  ediParser,
  nodeX12Generator,
  nodeX12Stream,
  nodeX12ToString,
  stediMetadata,
  x12Parser,
} from './peer-modes.ts';
import { split } from './split-mode.ts';

const modes: Readonly<Record<string, Mode>> = {
  walk,
  typed,
  check,
  write,
  'write-unverified': writeUnverified,
  split,
  'node-x12-stream': nodeX12Stream,
  'node-x12-tostring': nodeX12ToString,
  'node-x12-generator': nodeX12Generator,
  'x12-parser': x12Parser,
  'stedi-metadata': stediMetadata,
  'edi-parser': ediParser,
};

/** The most this process held; not its parent's, as `maxRSS` may be. */
function peakRss(): number {
  try {
    const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (line !== null) return Number(line[1]) * 1024;
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

async function main([name = '', file = '', times = '1']: readonly string[]): Promise<void> {
  const mode = modes[name];
  if (mode === undefined) throw new Error(`no mode ${name}`);
  const run = await mode(file);
  const seconds: number[] = [];
  let counts: Counts = {};
  for (let i = 0; i < Number(times); i += 1) {
    const start = performance.now();
    counts = await run();
    seconds.push((performance.now() - start) / 1000);
  }
  const report: ChildReport = { seconds, rssBytes: peakRss(), counts };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

await main(process.argv.slice(2));
