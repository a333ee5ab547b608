import type { PairRow, PairTable } from '../code-sets.ts';
import { isWithin } from './code-table.ts';
import type { Container, Numbers } from './container.ts';
import { needed, openKeys } from './keys.ts';
import { MODIFIERS } from './pair-builder.ts';
import { mayHold } from './pair-filter.ts';

const NEVER = 9;

/** A pair table over the sections of its file: the days of a pair are read only when the pair is there. */
export function openPairTable({ release, sections }: Container): PairTable {
  const keys = openKeys(sections);
  const offsets = needed(sections, 'offsets');
  const others = needed(sections, 'others');
  const modifiers = needed(sections, 'modifiers');
  const filter = needed(sections, 'filter') as Uint32Array;
  const [days, from, to] = ['days', 'days.from', 'days.to'].map((name) => needed(sections, name)) as [
    Numbers,
    Numbers,
    Numbers,
  ];
  const modifierAt = (row: number): number =>
    MODIFIERS[((modifiers[row >> 2] as number) >> ((row & 3) * 2)) & 3] as number;

  /** The first row of a pair; the rows after it with the same column 2 are of the pair too. -1 where none is. */
  function first(place: number, other: number): number {
    let low = offsets[place] as number;
    const end = offsets[place + 1] as number;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((others[middle] as number) < other) low = middle + 1;
      else high = middle;
    }
    return low < end && others[low] === other ? low : -1;
  }
  function indicator(column1: string, column2: string, day: number): number {
    if (!mayHold(filter, column1, column2)) return -1;
    const place = keys.find(column1);
    if (place < 0) return -1;
    const other = keys.find(column2);
    if (other < 0) return -1;
    const start = first(place, other);
    if (start < 0) return -1;
    const end = offsets[place + 1] as number;
    let decided = -1;
    for (let row = start; row < end && others[row] === other; row += 1) {
      const at = days[row] as number;
      const modifier = modifierAt(row);
      if (modifier !== NEVER && isWithin(day, from[at] as number, to[at] as number)) decided = modifier;
    }
    return decided;
  }
  const daysAt = (row: number): { from: number; to: number; modifier: number } => {
    const at = days[row] as number;
    return { from: from[at] as number, to: to[at] as number, modifier: modifierAt(row) };
  };
  function* entries(): Generator<PairRow> {
    const codes = Array.from({ length: keys.size }, (_, place) => keys.codeAt(place));
    for (const [place, code] of codes.entries()) {
      const end = offsets[place + 1] as number;
      for (let row = offsets[place] as number; row < end; row += 1) {
        yield { code, other: codes[others[row] as number] as string, ...daysAt(row) };
      }
    }
  }
  return {
    release,
    size: release.rows,
    indicator,
    rows: (column1, column2) => {
      const [place, other] = [keys.find(column1), keys.find(column2)];
      const start = place < 0 || other < 0 ? -1 : first(place, other);
      if (start < 0) return [];
      const end = offsets[place + 1] as number;
      let after = start;
      while (after < end && others[after] === other) after += 1;
      return Array.from({ length: after - start }, (_, i) => daysAt(start + i));
    },
    entries,
  };
}
