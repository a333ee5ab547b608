import { Defect } from '../../result.ts';
import type { CodeTable } from '../code-sets.ts';
import { type CodeRow, type CodeSetName, type Columns, codeSets } from '../sets.ts';
import type { Container, Numbers } from './container.ts';
import { needed, openKeys } from './keys.ts';
import { openTexts } from './texts.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A generic table over the sections of its file. */
export function openCodeTable<S extends CodeSetName>({ release, sections }: Container): CodeTable<S> {
  const spec: Columns = codeSets[release.set].columns;
  const columns = new Map<string, Numbers>(
    Object.keys(spec).map((name) => [name, needed(sections, `column.${name}`)]),
  );
  const textAt = Object.values(spec).includes('text') ? openTexts(sections) : undefined;
  const keys = openKeys(sections);
  /** Absent where every code has one row: its place is the row then. */
  const first = sections.get('rows') as Uint32Array | undefined;
  const [from, to] = [columns.get('from'), columns.get('to')];

  const rowOfPlace = (place: number): number => (first === undefined ? place : (first[place] as number));
  function range(code: string): Span {
    const place = keys.find(code);
    return place < 0 ? { start: 0, end: 0 } : { start: rowOfPlace(place), end: rowOfPlace(place + 1) };
  }
  /** Of several rows in force, the one that came last decides. */
  function find(code: string, day: number): number {
    const place = keys.find(code);
    if (place < 0) return -1;
    const start = rowOfPlace(place);
    if (from === undefined || to === undefined) return start;
    for (let row = rowOfPlace(place + 1) - 1; row >= start; row -= 1) {
      if (isWithin(day, from[row] as number, to[row] as number)) return row;
    }
    return -1;
  }
  function value(row: number, column: string): number {
    const found = columns.get(column)?.[row];
    if (found === undefined) throw new Defect(`no such row or column of ${release.set}`);
    return found;
  }
  function text(row: number, column: string): string {
    if (textAt === undefined) throw new Defect(`${release.set} has no texts`);
    return textAt(value(row, column));
  }
  const codeAt = (row: number): string => keys.codeAt(first === undefined ? row : placeOf(first, row));

  return {
    release,
    size: release.rows,
    find,
    range,
    prefixed: (prefix) => {
      const { start, end } = keys.prefixed(prefix);
      return start < end ? { start: rowOfPlace(start), end: rowOfPlace(end) } : { start: 0, end: 0 };
    },
    codeAt,
    number: value,
    text,
    rowAt: (row) => {
      const values = Object.entries(spec).map(([name, type]) => [
        name,
        type === 'text' ? text(row, name) : value(row, name),
      ]);
      return { code: codeAt(row), ...Object.fromEntries(values) } as CodeRow<S>;
    },
  };
}

/** Whether a day lies between two, both included; the second is open where it is 0. */
export const isWithin = (day: number, from: number, to: number): boolean =>
  from <= day && (to === 0 || day <= to);

/** The code that a row belongs to, where codes have several: the last whose first row is not behind it. */
function placeOf(first: Uint32Array, row: number): number {
  let from = 0;
  let to = first.length - 1;
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if ((first[middle] as number) <= row) from = middle;
    else to = middle;
  }
  return row < (first.at(-1) ?? 0) ? from : first.length;
}
