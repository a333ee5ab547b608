import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import type { Layout, LineReader, Opening, Sink } from './layout.ts';
import { readOrdinalDay } from './values.ts';

const COLUMNS = {
  type: [/^aoc edit type$/],
  code: [/^add on code$/],
  deleted: [/^aoc deldt$/],
  primary: [/^primary code$/],
  primaryDeleted: [/^primary code deldt$/],
  from: [/^aoc edit effdt$/],
  to: [/^aoc edit deldt$/],
} as const;
const REQUIRED = ['type', 'code', 'primary', 'from'] as const;
const ENDS = ['deleted', 'primaryDeleted', 'to'] as const;

/**
 * NCCI add-on codes: a notice, a header row, then one row for each add-on and primary code. Days are written as year
 * and day of the year. A pair ends with the first of its edit, its add-on code and its primary code.
 *
 * @see codesets.md 3.5
 */
export function addOnReader(sink: Sink, opening: Opening): LineReader {
  const row = (cell: (column: keyof typeof COLUMNS) => string, line: number): string | undefined => {
    const type = cell('type');
    if (!/^[123]$/.test(type)) return 'The edit type should be 1, 2 or 3.';
    const code = cell('code').toUpperCase();
    if (!codeShapes['add-on'].test(code)) return 'The add-on code should have five characters.';
    const primary = cell('primary').toUpperCase();
    if (!codeShapes['add-on'].test(primary)) return 'The primary code should have five characters.';
    const from = readOrdinalDay(cell('from'));
    if (from === undefined) return 'The effective date should be a year and a day of the year (YYYYDDD).';
    const ends = ENDS.map((column) => readOrdinalDay(cell(column)));
    if (ends.includes(undefined)) return 'A deletion date should be a year and a day of the year (YYYYDDD).';
    const set = ends.filter((day) => day !== undefined && day !== 0) as number[];
    const to = set.length === 0 ? 0 : Math.min(...set);
    // A pair whose code had ended before its edit began was never in force.
    if (to !== 0 && to < from) return undefined;
    sink.row('add-on', { code, type: Number(type), primary, from, to }, line);
    return undefined;
  };
  return headedReader(sink, opening, {
    columns: COLUMNS,
    required: REQUIRED,
    row: (cell, line) => {
      const problem = row(cell, line);
      if (problem !== undefined) sink.problem(line, problem);
    },
  });
}

export const addOnLayout: Layout = {
  title: 'the NCCI add-on code file',
  sets: ['add-on'],
  official: /^aoc_v\d{4}q\d.*\.(?:csv|txt)$/,
  fit: (opening) => (hasHeader(opening, COLUMNS, REQUIRED) ? 'yes' : 'no'),
  reads: { as: 'lines', reader: addOnReader },
};
