import { hasHeader, headedReader } from './cells.ts';
import { lineByLine } from './icd10-order.ts';
import type { Layout, LineReader, Opening, Sink } from './layout.ts';
import { oneLine, scaled } from './values.ts';

const COLUMNS = {
  contractor: [/medicare administrative contractor/, /^mac$/, /^contractor$/],
  state: [/^state$/],
  locality: [/^locality number$/, /^locality$/],
  name: [/^locality name$/],
  /** Some years give the work index without its floor of 1.0 too: Medicare pays by the one with it. */
  work: [/pw gpci with 1 0 floor/, /pw gpci$/, /work gpci/],
  practice: [/pe gpci/],
  malpractice: [/mp gpci/],
} as const;
const REQUIRED = ['contractor', 'locality', 'work', 'practice', 'malpractice'] as const;
type Column = keyof typeof COLUMNS;

/** Thousandths as 16 bits hold them. */
const MOST = 65_535;

function readRow(cell: (column: Column) => string, line: number, sink: Sink): string | undefined {
  const contractor = cell('contractor').padStart(5, '0');
  if (!/^\d{5}$/.test(contractor)) return 'The contractor should be a number of five digits.';
  const locality = cell('locality').padStart(2, '0');
  if (!/^\d{2}$/.test(locality)) return 'The locality should be a number of two digits.';
  const [work, practice, malpractice] = (['work', 'practice', 'malpractice'] as const).map((column) =>
    cell(column) === '' ? undefined : scaled(cell(column), 3),
  );
  if (work === undefined || practice === undefined || malpractice === undefined) {
    return 'The three indices should be numbers with up to three decimals.';
  }
  if ([work, practice, malpractice].some((index) => index < 0 || index > MOST)) {
    return 'An index should be from 0 to 65.';
  }
  sink.row(
    'gpci',
    {
      code: `${contractor}-${locality}`,
      state: cell('state').toUpperCase(),
      // Asterisks point to notes below the table.
      name: oneLine(cell('name').replaceAll('*', '')),
      work,
      practice,
      malpractice,
    },
    line,
  );
  return undefined;
}

/**
 * `GPCIyyyy.csv`: title rows, a header, one row for each locality, then notes.
 *
 * @see codesets.md 3.8
 */
export const gpciCsvReader = (sink: Sink, opening: Opening): LineReader =>
  headedReader(sink, opening, {
    columns: COLUMNS,
    required: REQUIRED,
    row: (cell, line, cells) => {
      const isNote = cells.filter((text) => text !== '').length === 1;
      const problem = isNote ? undefined : readRow(cell, line, sink);
      if (problem !== undefined) sink.problem(line, problem);
    },
  });

const PLACES = {
  contractor: [1, 5],
  state: [17, 18],
  locality: [25, 26],
  name: [29, 78],
  work: [122, 126],
  practice: [134, 138],
  malpractice: [146, 150],
} as const satisfies Readonly<Record<Column, readonly [number, number]>>;

/**
 * `GPCIyyyy.txt`: the same in fixed columns, between titles and notes.
 *
 * @see codesets.md 3.8
 */
export const gpciTextReader = (sink: Sink): LineReader =>
  lineByLine(sink, (text, number) => {
    if (!/^\d{5}\s/.test(text)) return undefined;
    return readRow((column) => text.slice(PLACES[column][0] - 1, PLACES[column][1]).trim(), number, sink);
  });

const TEXT_ROW = /^\d{5} {11}[A-Z]{2} {6}\d{2} {2}\S/;

export const gpciLayouts: readonly Layout[] = [
  {
    title: 'geographic practice cost indices (GPCI) as CSV',
    sets: ['gpci'],
    official: /^gpci\d{4}.*\.csv$/,
    fit: (opening) => (hasHeader(opening, COLUMNS, REQUIRED) ? 'yes' : 'no'),
    reads: { as: 'lines', reader: gpciCsvReader },
  },
  {
    title: 'geographic practice cost indices (GPCI) as text',
    sets: ['gpci'],
    rank: 1,
    official: /^gpci\d{4}.*\.(?:txt|prn)$/,
    fit: ({ lines }) => (lines.some((line) => TEXT_ROW.test(line)) ? 'yes' : 'no'),
    reads: { as: 'lines', reader: gpciTextReader },
  },
];
