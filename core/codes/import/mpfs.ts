import type { CodeRow } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import { recordReader } from './cells.ts';
import { lineByLine } from './icd10-order.ts';
import { type Layout, type LineReader, named, type Opening, type Sink } from './layout.ts';
import { scaled } from './values.ts';

/** Where each value stands: the CSV's column from 1, and the text record's columns. */
const FIELDS = {
  code: [1, 1, 5],
  modifier: [2, 6, 7],
  title: [3, 8, 57],
  status: [4, 58, 58],
  work: [6, 60, 65],
  nonFacilityPe: [7, 67, 72],
  facilityPe: [9, 76, 81],
  malpractice: [11, 85, 89],
  pcTc: [14, 103, 103],
  global: [15, 104, 106],
  preoperative: [16, 107, 109],
  intraoperative: [17, 110, 112],
  postoperative: [18, 113, 115],
  multiple: [19, 116, 116],
  bilateral: [20, 117, 117],
  assistant: [21, 118, 118],
  coSurgeons: [22, 119, 119],
  team: [23, 120, 120],
  endoscopicBase: [24, 128, 132],
  conversionFactor: [25, 133, 140],
} as const satisfies Readonly<Record<keyof CodeRow<'mpfs'>, readonly [number, number, number]>>;

type Field = keyof typeof FIELDS;
type Numeric = 'work' | 'nonFacilityPe' | 'facilityPe' | 'malpractice';
const RVUS: readonly Numeric[] = ['work', 'nonFacilityPe', 'facilityPe', 'malpractice'];
const SHARES = ['preoperative', 'intraoperative', 'postoperative'] as const;

function numbersOf(cell: (field: Field) => string): Readonly<Record<string, number>> | string {
  const numbers: Record<string, number> = {};
  for (const field of RVUS) {
    const value = scaled(cell(field), 2);
    if (value === undefined) return `The relative value ${field} should be a number with two decimals.`;
    numbers[field] = value;
  }
  for (const field of SHARES) {
    const value = scaled(cell(field), 2);
    if (value === undefined || value < 0 || value > 100) return `The ${field} share should be from 0 to 1.`;
    numbers[field] = value;
  }
  return numbers;
}

function readRow(cell: (field: Field) => string, line: number, sink: Sink): string | undefined {
  const code = cell('code').toUpperCase();
  if (!codeShapes.mpfs.test(code)) return 'The row should begin with a code of five characters.';
  const status = cell('status');
  if (!/^[A-Z]$/.test(status)) return 'The status code should be one letter.';
  const numbers = numbersOf(cell);
  if (typeof numbers === 'string') return numbers;
  const conversionFactor = scaled(cell('conversionFactor'), 4);
  if (conversionFactor === undefined || conversionFactor < 0)
    return 'The conversion factor should be a number.';
  const { work = 0, nonFacilityPe = 0, facilityPe = 0, malpractice = 0 } = numbers;
  const { preoperative = 0, intraoperative = 0, postoperative = 0 } = numbers;
  sink.row(
    'mpfs',
    {
      code,
      modifier: cell('modifier').toUpperCase(),
      title: cell('title'),
      status,
      work,
      nonFacilityPe,
      facilityPe,
      malpractice,
      preoperative,
      intraoperative,
      postoperative,
      conversionFactor,
      pcTc: cell('pcTc'),
      global: cell('global'),
      multiple: cell('multiple'),
      bilateral: cell('bilateral'),
      assistant: cell('assistant'),
      coSurgeons: cell('coSurgeons'),
      team: cell('team'),
      endoscopicBase: cell('endoscopicBase'),
    },
    line,
  );
  return undefined;
}

const isRow = (cells: readonly string[]): boolean =>
  cells.length >= 25 && /^[0-9A-Z]{5}$/i.test(cells[0] ?? '') && /^[A-Z]$/.test(cells[3] ?? '');

/**
 * `PPRRVU…csv`: title rows and a header whose names repeat; columns are known by their places, and the first row of
 * a code begins the table.
 *
 * @see codesets.md 3.7
 */
export function mpfsCsvReader(sink: Sink): LineReader {
  let began = false;
  return recordReader(sink, ',', (cells, line) => {
    if (cells.every((cell) => cell === '')) return;
    began ||= isRow(cells);
    if (!began) return;
    const problem = readRow((field) => cells[FIELDS[field][0] - 1] ?? '', line, sink);
    if (problem !== undefined) sink.problem(line, problem);
  });
}

/**
 * `PPRRVU…txt`: records of 200 columns after a header record that begins with HDR.
 *
 * @see codesets.md 3.7
 */
export function mpfsTextReader(sink: Sink): LineReader {
  return lineByLine(sink, (text, number) => {
    if (text.startsWith('HDR')) return undefined;
    const cell = (field: Field) => text.slice(FIELDS[field][1] - 1, FIELDS[field][2]).trim();
    return readRow(cell, number, sink);
  });
}

/** Qualifying participants have a conversion factor of their own; the other file is everybody's. */
const isQualifying = (opening: Opening): boolean => named(opening, /(?<!non)[-_]qpp/);

const csvFits = ({ lines }: Opening): boolean => {
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return cells.some(
    (row) => row.length >= 25 && /^hcpcs$/i.test(row[0] ?? '') && /^mod$/i.test(row[1] ?? ''),
  );
};
const TEXT_ROW = /^[0-9A-Z]{5}.{52}[A-Z] [ \d]{3}\.\d\d/;

export const mpfsLayouts: readonly Layout[] = [
  {
    title: 'the physician fee schedule (PPRRVU) as CSV',
    sets: ['mpfs'],
    official: /^pprrvu\d{2,4}(?!.*_qpp).*\.csv$/,
    fit: (opening) => (csvFits(opening) && !isQualifying(opening) ? 'yes' : 'no'),
    reads: { as: 'lines', reader: mpfsCsvReader },
  },
  {
    title: 'the physician fee schedule (PPRRVU) of qualifying participants as CSV',
    sets: ['mpfs'],
    rank: 2,
    official: /^pprrvu\d{2,4}.*_qpp.*\.csv$/,
    fit: (opening) => (csvFits(opening) && isQualifying(opening) ? 'yes' : 'no'),
    reads: { as: 'lines', reader: mpfsCsvReader },
  },
  {
    title: 'the physician fee schedule (PPRRVU) as text',
    sets: ['mpfs'],
    rank: 1,
    official: /^pprrvu\d{2,4}.*\.txt$/,
    fit: (opening) => (opening.lines.some((line) => TEXT_ROW.test(line)) ? 'yes' : 'no'),
    reads: { as: 'lines', reader: mpfsTextReader },
  },
];
