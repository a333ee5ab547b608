/** One library, one way of using it, one file: runs it some times and prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import type { ChildReport, Counts, Mode } from './mode.ts';

/** Loaded when wanted: a library's memory is its own. */
const ours = {
  walk: async () => (await import('./walk-mode.ts')).walk,
  typed: async () => (await import('./read-modes.ts')).typed,
  check: async () => (await import('./read-modes.ts')).check,
  write: async () => (await import('./write-modes.ts')).write,
  'write-unverified': async () => (await import('./write-modes.ts')).writeUnverified,
  split: async () => (await import('./split-mode.ts')).split,
};
const peers = () => import('./peer-modes.ts');
const modes: Readonly<Record<string, () => Promise<Mode>>> = {
  ...ours,
  'node-x12-stream': async () => (await peers()).nodeX12Stream,
  'node-x12-tostring': async () => (await peers()).nodeX12ToString,
  'node-x12-generator': async () => (await peers()).nodeX12Generator,
  'x12-parser': async () => (await peers()).x12Parser,
  'stedi-metadata': async () => (await peers()).stediMetadata,
  'edi-parser': async () => (await peers()).ediParser,
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
  const load = modes[name];
  if (load === undefined) throw new Error(`no mode ${name}`);
  const mode = await load();
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
