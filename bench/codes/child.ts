/** One thing that is measured, in a process of its own: `node child.ts MODE FILE...` prints what it took as JSON. */
import { readFileSync } from 'node:fs';
import type { PairTable } from '../../core/codes/code-sets.ts';
import { type AnyTable, openCodeSets, openTable } from '../../core/codes/open.ts';
import { drawing } from './synthetic.ts';

export interface ChildReport {
  /** From the file on disk to the first answer. */
  readonly readyMs: number;
  /** What the process holds then, and before it began. */
  readonly rssMb: number;
  readonly emptyMb: number;
  /** One lookup: the median of many loops, the process warm. */
  readonly lookupNs?: number;
  /** The fastest loop: what it takes on a machine that has nothing else to do. */
  readonly fastestNs?: number;
  /** So that nothing is optimised away, and so that ways may be compared. */
  readonly found: number;
}

const DAY = 20261121;
/** Short loops and many of them: most fit between two turns of the scheduler. */
const QUERIES = 20_000;
const ROUNDS = 501;

function opened(path: string): AnyTable {
  const table = openTable(readFileSync(path));
  if (!table.ok) throw new Error(table.error.message);
  return table.value;
}

interface Queries {
  readonly firsts: readonly string[];
  readonly seconds: readonly string[];
}

/** Pairs to ask for: a tenth are in the table. */
function queriesOf(table: PairTable): Queries {
  const draw = drawing(7);
  const rows = [...table.entries()].filter(() => draw() < 0.02);
  const codes = [...new Set(rows.map(({ code }) => code))];
  const any = (): string => codes[Math.floor(draw() * codes.length)] as string;
  const pairs = Array.from({ length: 200_000 }, () => {
    const row = rows[Math.floor(draw() * rows.length)];
    return row !== undefined && draw() < 0.1 ? [row.code, row.other] : [any(), any()];
  });
  return { firsts: pairs.map(([code = '']) => code), seconds: pairs.map(([, other = '']) => other) };
}

/** The median round, so that neither compiling nor a neighbour counts. */
function lookupNs(ask: (first: string, second: string) => number, { firsts, seconds }: Queries) {
  const times: number[] = [];
  let found = 0;
  let at = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let i = 0; i < QUERIES; i += 1, at = at + 1 === firsts.length ? 0 : at + 1) {
      if (ask(firsts[at] as string, seconds[at] as string) >= 0) found += 1;
    }
    times.push(((performance.now() - start) * 1e6) / QUERIES);
  }
  times.sort((a, b) => a - b);
  return { lookupNs: times[ROUNDS >> 1] as number, fastestNs: times[0] as number, found };
}

const MB = 1e6;
const rssMb = (): number => process.memoryUsage.rss() / MB;

/** The pairs as a program would keep them that thinks no further: strings in a Map, from lines. */
function mapOf(path: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const line of readFileSync(path, 'latin1').split('\n')) {
    const second = line.indexOf('\t', line.indexOf('\t') + 1);
    map.set(line.slice(0, second), line.slice(second + 1));
  }
  return map;
}

function inMap(map: ReadonlyMap<string, string>): (first: string, second: string) => number {
  return (first, second) => {
    const row = map.get(`${first}\t${second}`);
    if (row === undefined) return -1;
    const [modifier, from, to] = row.split('\t').map(Number) as [number, number, number];
    return modifier !== 9 && from <= DAY && (to === 0 || DAY <= to) ? modifier : -1;
  };
}

type Measured = Omit<ChildReport, 'emptyMb'>;

const modes: Readonly<Record<string, (paths: readonly string[]) => Measured>> = {
  /** Reads the bytes and does nothing with them: what any layout must take. */
  read: (paths) => {
    const start = performance.now();
    const bytes = paths.map((path) => readFileSync(path));
    const readyMs = performance.now() - start;
    return { readyMs, rssMb: rssMb(), found: bytes.length };
  },
  tables: (paths) => {
    const start = performance.now();
    const sets = openCodeSets(paths.map(opened));
    const found = sets.releases.filter(({ set }) => {
      const table = sets.at(set, DAY);
      if (table === undefined) return false;
      return 'entries' in table ? table.indicator('10000', '10001', DAY) : table.find('E119', DAY);
    }).length;
    const readyMs = performance.now() - start;
    return { readyMs, rssMb: rssMb(), found };
  },
  lookup: ([path = '']) => {
    const start = performance.now();
    const table = opened(path) as PairTable;
    table.indicator('10000', '10001', DAY);
    const ready = { readyMs: performance.now() - start, rssMb: rssMb() };
    return { ...ready, ...lookupNs((a, b) => table.indicator(a, b, DAY), queriesOf(table)) };
  },
  map: ([path = '', tsv = '']) => {
    const start = performance.now();
    const map = mapOf(tsv);
    const ask = inMap(map);
    ask('10000', '10001');
    const ready = { readyMs: performance.now() - start, rssMb: rssMb() };
    return { ...ready, ...lookupNs(ask, queriesOf(opened(path) as PairTable)) };
  },
};

const [name = '', ...paths] = process.argv.slice(2);
const emptyMb = rssMb();
const measured = modes[name]?.(paths);
if (measured === undefined) throw new Error(`no mode ${name}`);
process.stdout.write(`${JSON.stringify({ ...measured, emptyMb } satisfies ChildReport)}\n`);
