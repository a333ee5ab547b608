import type { PairSetName } from '../code-sets.ts';
import { codeShapes } from '../shapes.ts';
import {
  type Fit,
  type Layout,
  type LineReader,
  MAX_PREAMBLE,
  named,
  type Opening,
  type Sink,
} from './layout.ts';
import { readDay } from './values.ts';

const CODE = codeShapes['ptp-practitioner'];

/** Column 1, column 2, effective, deletion, modifier indicator. Some releases quote their cells. */
const cellsOf = (text: string): readonly string[] =>
  (text.includes('"') ? text.replaceAll('"', '') : text).split('\t').map((cell) => cell.trim());

const isPair = ([first = '', second = '', , effective = '']: readonly string[]): boolean =>
  CODE.test(first) && CODE.test(second) && /^\d{8}$/.test(effective);

/**
 * NCCI procedure-to-procedure edits, tab-separated: column 1, column 2, `*` where older than 1996, effective date,
 * deletion date or `*`, modifier indicator. The preamble may have any length; the first pair ends it. A pair may
 * come again with other dates.
 *
 * @see codesets.md 3.3
 */
export function ptpReader(set: PairSetName, sink: Sink): LineReader {
  let began = false;
  const readLine = (cells: readonly string[], number: number): string | undefined => {
    const [code = '', other = '', , effective = '', deletion = '', indicator = ''] = cells;
    if (!CODE.test(code) || !CODE.test(other))
      return 'The first two cells should be codes of five characters.';
    const from = readDay(effective);
    if (from === undefined || from === 0) return 'The fourth cell should be the effective date (YYYYMMDD).';
    const to = readDay(deletion);
    if (to === undefined) return 'The fifth cell should be the deletion date (YYYYMMDD) or *.';
    if (!/^[019]$/.test(indicator)) return 'The sixth cell should be the modifier indicator 0, 1 or 9.';
    sink.row(set, { code, other, modifier: Number(indicator), from, to }, number);
    return undefined;
  };
  return {
    line: (text, number) => {
      if (text.trim() === '') return;
      const cells = cellsOf(text);
      began ||= isPair(cells);
      if (!began) return;
      const problem = readLine(cells, number);
      if (problem !== undefined) sink.problem(number, problem);
    },
    end: () => undefined,
  };
}

function fitOf(opening: Opening, mine: RegExp, theirs: RegExp): Fit {
  const lines = opening.lines.slice(0, MAX_PREAMBLE);
  const shown =
    lines.some((line) => isPair(cellsOf(line))) || lines.some((line) => /column\s*1\/column\s*2/i.test(line));
  if (!shown || named(opening, theirs)) return 'no';
  return named(opening, mine) ? 'yes' : 'shape';
}

const PRACTITIONER = /ccipra|practitioner/;
const HOSPITAL = /ccioph|hospital|outpatient/;

export const ptpLayouts: readonly Layout[] = [
  {
    title: 'NCCI PTP edits for practitioners',
    sets: ['ptp-practitioner'],
    official: /^ccipra-v\d+r\d+-f\d.*\.txt$/,
    fit: (opening) => fitOf(opening, PRACTITIONER, HOSPITAL),
    reads: { as: 'lines', reader: (sink) => ptpReader('ptp-practitioner', sink) },
  },
  {
    title: 'NCCI PTP edits for outpatient hospitals',
    sets: ['ptp-hospital'],
    official: /^ccioph-v\d+r\d+-f\d.*\.txt$/,
    fit: (opening) => fitOf(opening, HOSPITAL, PRACTITIONER),
    reads: { as: 'lines', reader: (sink) => ptpReader('ptp-hospital', sink) },
  },
];
