/**
 * One reading of an 835 in a process of its own: `check` balances it, `index` does what the pipeline's step does with
 * it (balances it, says where each claim payment stands, writes that to a file), `plain` reads its bytes only.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, parseConfig } from '../../core/config.ts';
import { checkRemittances } from '../../core/remit/check.ts';
import { type Reading, readPayments } from '../../functions/read-remittance/read-payments.ts';
import { chunksOf } from '../x12/chunks.ts';

/** What a child prints. */
export interface ReadReport {
  readonly seconds: number;
  readonly wallSeconds: number;
  /** At its most, and each time that another tenth was read. */
  readonly rssMegabytes: number;
  readonly rssOnTheWay: readonly number[];
  readonly claims: number;
  /** Bytes of the index. */
  readonly written: number;
}

const [mode, path = '', size = '0', configPath = ''] = process.argv.slice(2);
const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const rssOnTheWay: number[] = [];
async function* watched(): AsyncGenerator<Uint8Array> {
  let read = 0;
  let next = Number(size) / 10;
  for await (const chunk of chunksOf(path)) {
    yield chunk;
    read += chunk.length;
    if (read < next) continue;
    rssOnTheWay.push(megabytes(process.memoryUsage.rss()));
    next += Number(size) / 10;
  }
}

/** What a process is started by counts in its `maxRSS`, on Linux; its own high-water mark stands elsewhere. */
function peakMegabytes(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8')) : null;
  return Math.round(Number(own?.[1] ?? process.resourceUsage().maxRSS) / 1024);
}

let written = 0;

function exampleConfig(): Config {
  const read = parseConfig(JSON.parse(readFileSync(configPath, 'utf8')));
  if (!read.ok) throw new Error('the example configuration is not valid');
  return read.value;
}

/** A store that forgets, and one file for all objects of the index. */
function contextFor(file: FileHandle): Reading {
  const yes = async (): Promise<boolean> => true;
  return {
    artifacts: {
      replace: async (_, content) => {
        written += content.length;
        await file.appendFile(content);
      },
    },
    files: {
      putRemittance: yes,
      remittance: async () => null,
      replaceHeldRemittance: yes,
      claimTrace: async (_, remittanceId) => remittanceId,
      passTrace: yes,
    },
    work: { open: async () => 'opened' },
    config: exampleConfig(),
    now: () => Date.UTC(2026, 6, 1),
    fileId: 'bench',
    partner: 'bench',
    source: { key: 'inbound/bench' },
  };
}

async function index(): Promise<number> {
  const place = join(tmpdir(), `claimline-bench-index-${process.pid}`);
  const file = await open(place, 'w');
  try {
    const { held, payments } = await readPayments(contextFor(file), watched());
    if (held > 0) throw new Error('a remittance is held');
    return payments;
  } finally {
    await file.close();
    rmSync(place);
  }
}

async function check(): Promise<number> {
  const { claims, balanced } = await checkRemittances(watched());
  if (!balanced) throw new Error('the file does not balance');
  return claims;
}

async function plain(): Promise<number> {
  for await (const _ of watched());
  return 0;
}

const start = performance.now();
const before = process.cpuUsage();
const claims = await { check, index, plain }[mode as 'check' | 'index' | 'plain']();
const { user, system } = process.cpuUsage(before);
const report: ReadReport = {
  seconds: (user + system) / 1e6,
  wallSeconds: (performance.now() - start) / 1000,
  rssMegabytes: peakMegabytes(),
  rssOnTheWay,
  claims,
  written,
};
process.stdout.write(JSON.stringify(report));
