import { Defect } from '../../result.ts';
import type { PairSetName } from '../code-sets.ts';
import type { Builder } from './code-builder.ts';
import { type Numbers, writeContainer } from './container.ts';
import { fitting, growing, narrowed } from './growing.ts';
import { headOf, isKey, writeKeys } from './keys.ts';
import { addPair, emptyFilter } from './pair-filter.ts';

/** Modifier indicators as two bits. */
export const MODIFIERS = [0, 1, 9] as const;
const MOST_CODES = 2 ** 16;
/** Two days as one number: eight digits each. */
const DAY_DIGITS = 1e8;
/** So that a row sorts as one number of 53 bits: 16 and 16 for the codes, 19 for the days, 2 for the modifier. */
const MOST_DAYS = 2 ** 19;

/**
 * Rows of an NCCI set. Each is four numbers until it is sorted, and one while it is: 2.7 million take about 80 MB and
 * two seconds.
 */
export function pairBuilder(set: PairSetName): Builder {
  const codes = new Map<string, number>();
  const days = new Map<number, number>();
  const [firsts, seconds, dayIds, modifiers] = [growing(), growing(), growing(), growing()] as const;
  const codeId = (code: unknown): number => {
    if (typeof code !== 'string' || !isKey(code)) throw new Defect(`a code of ${set} has no form of one`);
    return numbered(codes, code, MOST_CODES);
  };
  return {
    add: ({ code, other, modifier, from, to }) => {
      const indicator = MODIFIERS.indexOf(fitting(modifier, 'u8') as 0 | 1 | 9);
      if (indicator < 0) throw new Defect(`a modifier indicator of ${set} is not 0, 1 or 9`);
      const [first, second] = [codeId(code), codeId(other)];
      const both = fitting(from, 'day') * DAY_DIGITS + fitting(to, 'day');
      dayIds.push(numbered(days, both, MOST_DAYS));
      firsts.push(first);
      seconds.push(second);
      modifiers.push(indicator);
    },
    finish: (release) => {
      const places = { codes: inOrder(codes), days: inOrder(days) };
      const rows = sortedRows({
        firsts: firsts.all().map((id) => places.codes.ranks[id] as number),
        seconds: seconds.all().map((id) => places.codes.ranks[id] as number),
        days: dayIds.all().map((id) => places.days.ranks[id] as number),
        modifiers: modifiers.all(),
      });
      const sections = new Map<string, Numbers>([
        ...writeKeys(places.codes.sorted),
        ...pairSections(rows, places.codes.sorted),
        ['days.from', Uint32Array.from(places.days.sorted, (both) => Math.floor(both / DAY_DIGITS))],
        ['days.to', Uint32Array.from(places.days.sorted, (both) => both % DAY_DIGITS)],
      ]);
      return writeContainer({ release: { ...release, rows: rows.length }, layout: 'pairs', sections });
    },
  };
}

function numbered<K>(ids: Map<K, number>, key: K, most: number): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  if (ids.size === most) throw new Defect('a pair table has more codes or days than its layout holds');
  ids.set(key, ids.size);
  return ids.size - 1;
}

/** Keys in order, and the place there of each id. */
function inOrder<K>(ids: ReadonlyMap<K, number>): {
  readonly sorted: readonly K[];
  readonly ranks: Uint32Array;
} {
  const sorted = [...ids.keys()].sort((a, b) => (a < b ? -1 : 1));
  const ranks = new Uint32Array(sorted.length);
  for (const [rank, key] of sorted.entries()) ranks[ids.get(key) as number] = rank;
  return { sorted, ranks };
}

const SECOND = 2 ** 21;
const FIRST = SECOND * MOST_CODES;

interface Ranks {
  readonly firsts: Uint32Array;
  readonly seconds: Uint32Array;
  readonly days: Uint32Array;
  readonly modifiers: Uint32Array;
}

/** Each row as one number, in order; of equal rows one. */
function sortedRows({ firsts, seconds, days, modifiers }: Ranks): Float64Array {
  const rows = Float64Array.from(
    firsts,
    (first, i) =>
      first * FIRST + (seconds[i] as number) * SECOND + (days[i] as number) * 4 + (modifiers[i] as number),
  ).sort();
  let length = 0;
  for (const row of rows) {
    if (length > 0 && rows[length - 1] === row) continue;
    rows[length] = row;
    length += 1;
  }
  return rows.subarray(0, length);
}

/**
 * `offsets`: where the rows of each column-1 code begin. `others`: the column-2 code of each row. `modifiers`: its
 * indicator, four rows a byte. `days`: its days, by their place among all that occur. `filter`: see pair-filter.ts.
 */
function pairSections(rows: Float64Array, codes: readonly string[]): readonly (readonly [string, Numbers])[] {
  const heads = Uint32Array.from(codes, headOf);
  const offsets = new Uint32Array(codes.length + 1);
  const others = new Uint16Array(rows.length);
  const modifiers = new Uint8Array(Math.ceil(rows.length / 4));
  const days = new Uint32Array(rows.length);
  const filter = emptyFilter(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    const first = Math.floor(row / FIRST);
    offsets[first + 1] = i + 1;
    const other = Math.floor(row / SECOND) % MOST_CODES;
    others[i] = other;
    addPair(filter, heads[first] as number, heads[other] as number);
    const low = row % SECOND;
    days[i] = low >>> 2;
    modifiers[i >> 2] = (modifiers[i >> 2] as number) | ((low & 3) << ((i & 3) * 2));
  }
  for (let i = 1; i <= codes.length; i += 1) {
    if (offsets[i] === 0) offsets[i] = offsets[i - 1] as number;
  }
  return [
    ['offsets', offsets],
    ['others', others],
    ['modifiers', modifiers],
    ['days', narrowed(days)],
    ['filter', filter],
  ];
}
