import type { CodeSetName } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import { type Layout, type LineReader, named, type Opening, type Sink } from './layout.ts';

type Icd10Set = Extract<CodeSetName, 'icd10cm' | 'icd10pcs'>;
/** Both order files have the same columns: the first code tells them apart. */
const ORDER_LINE = /^\d{5} ([0-9A-Z]{3,7}) {1,5}[01] \S/i;

function fitOrder(set: Icd10Set, opening: Opening): 'yes' | 'no' {
  if (named(opening, /addenda/)) return 'no';
  const first = opening.lines.find((line) => line.trim() !== '') ?? '';
  const code = ORDER_LINE.exec(first)?.[1]?.toUpperCase();
  if (code === undefined) return 'no';
  const said = /icd[-_]?10[-_]?(cm|pcs)/.exec(opening.names.join(' '))?.[1];
  return set === (said === undefined ? setOf(code) : `icd10${said}`) ? 'yes' : 'no';
}

/** PCS begins with `001`, diagnoses with `A00`. */
const setOf = (first: string): Icd10Set => (codeShapes.icd10cm.test(first) ? 'icd10cm' : 'icd10pcs');

/**
 * `icd10cm_order_YYYY.txt`, `icd10pcs_order_YYYY.txt`: columns 1-5 an order number, 7-13 the code, 15 whether it is
 * valid for submission, 17-76 the short title, from 78 the title.
 *
 * @see codesets.md 3.1
 */
function orderReader(set: Icd10Set, sink: Sink): LineReader {
  const readLine = (text: string, number: number): string | undefined => {
    if (!/^\d{5} /.test(text)) return 'An order number of five digits should stand in columns 1 to 5.';
    const code = text.slice(6, 13).trim().toUpperCase();
    if (!codeShapes[set].test(code)) return 'Columns 7 to 13 hold no code of this set.';
    const flag = text.charAt(14);
    if (flag !== '0' && flag !== '1') return 'Column 15 should say 1 (valid for submission) or 0 (a header).';
    const short = text.slice(16, 76).trim();
    const title = text.slice(77).trim() || short;
    if (title === '') return 'The title is missing in columns 17 and following.';
    sink.row(set, { code, billable: Number(flag), short, title }, number);
    return undefined;
  };
  return lineByLine(sink, readLine);
}

/** Reads each line that has content by itself. */
export function lineByLine(
  sink: Sink,
  readLine: (text: string, number: number) => string | undefined,
): LineReader {
  return {
    line: (text, number) => {
      if (text.trim() === '') return;
      const problem = readLine(text, number);
      if (problem !== undefined) sink.problem(number, problem);
    },
    end: () => undefined,
  };
}

/** Without headers, which PCS has in three characters. */
const BILLABLE: Readonly<Record<Icd10Set, RegExp>> = {
  icd10cm: codeShapes.icd10cm,
  icd10pcs: /^[\dA-HJ-NP-Z]{7}$/,
};

const CODES_LINE = /^([0-9A-Z]{3,7})\s+(\S.*)$/i;

/**
 * `icd10cm_codes_YYYY.txt`: code, blanks, title; billable codes only.
 *
 * @see codesets.md 3.1
 */
function codesReader(set: Icd10Set, sink: Sink): LineReader {
  const readLine = (text: string, number: number): string | undefined => {
    const [, code = '', title = ''] = CODES_LINE.exec(text.trim()) ?? [];
    const upper = code.toUpperCase();
    if (!BILLABLE[set].test(upper))
      return 'A line should begin with a code of this set, then blanks and its title.';
    sink.row(set, { code: upper, billable: 1, short: '', title }, number);
    return undefined;
  };
  return lineByLine(sink, readLine);
}

const order = (set: Icd10Set, title: string): Layout => ({
  title,
  sets: [set],
  official: new RegExp(`^${set}[-_]order[-_]\\d{4}.*\\.txt$`),
  fit: (opening) => fitOrder(set, opening),
  reads: { as: 'lines', reader: (sink) => orderReader(set, sink) },
});

const codes = (set: Icd10Set, title: string): Layout => ({
  title,
  sets: [set],
  rank: 1,
  official: new RegExp(`^${set}[-_]codes[-_]\\d{4}.*\\.txt$`),
  fit: (opening) => {
    if (named(opening, /addenda/) || !onlyCodes(set, opening)) return 'no';
    return named(opening, new RegExp(`${set}[-_]?codes`)) ? 'yes' : 'shape';
  },
  incomplete:
    'It lists billable codes only: headers such as E11 are not in it. Import the order file to have them.',
  reads: { as: 'lines', reader: (sink) => codesReader(set, sink) },
});

const onlyCodes = (set: Icd10Set, { lines }: Opening): boolean => {
  const written = lines.filter((line) => line.trim() !== '');
  const isCode = (line: string) => BILLABLE[set].test(CODES_LINE.exec(line.trim())?.[1]?.toUpperCase() ?? '');
  return written.length > 0 && written.every(isCode);
};

export const icd10Layouts: readonly Layout[] = [
  order('icd10cm', 'an ICD-10-CM order file'),
  order('icd10pcs', 'an ICD-10-PCS order file'),
  codes('icd10cm', 'an ICD-10-CM list of billable codes'),
  codes('icd10pcs', 'an ICD-10-PCS list of codes'),
];
