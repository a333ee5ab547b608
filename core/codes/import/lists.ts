import type { CodeSetName } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import { type Fit, type Layout, type LineReader, named, type Opening, type Sink } from './layout.ts';
import { oneLine, readDay } from './values.ts';

/** Sets that are published as plain lists: a code, its title and its days. */
type ListSet = Extract<
  CodeSetName,
  'pos' | 'revenue' | 'bill-types' | 'taxonomy' | 'carc' | 'rarc' | 'claim-status' | 'claim-status-category'
>;

const COLUMNS = {
  code: [/^code$/, /\bcode$/, /^code /, /^value$/],
  title: [
    /^display name$/,
    /name$/,
    /^title$/,
    /description$/,
    /^description/,
    /desc$/,
    /meaning/,
    /definition/,
  ],
  from: [/^start(?: date)?$/, /^from$/, /^effective(?: date)?$/],
  to: [/^stop(?: date)?$/, /^to$/, /^end(?: date)?$/, /^termination(?: date)?$/, /^deactivat/],
  /** `Facility` or `Non-Facility`, `F` or `NF`. */
  facility: [/^pos type$/, /facility/],
  /** Whether a line needs a procedure: `Y` or `1`. */
  procedure: [/^procedure/, /hcpcs/],
} as const;
type Column = keyof typeof COLUMNS;

interface List {
  readonly title: string;
  readonly name: RegExp;
  /** Spreadsheets take leading zeros away. */
  readonly digits?: number;
}

const LISTS: Readonly<Record<ListSet, List>> = {
  pos: {
    title: 'places of service',
    name: /place[-_ ]*(?:of[-_ ]*)?service|(?:^|[^a-z])pos(?:[^a-z]|$)/,
    digits: 2,
  },
  revenue: { title: 'revenue codes', name: /revenue/, digits: 4 },
  'bill-types': {
    title: 'types of bill',
    name: /type[-_ ]*of[-_ ]*bill|bill[-_ ]*type/,
  },
  taxonomy: { title: 'provider taxonomy', name: /taxonomy|nucc/ },
  carc: { title: 'claim adjustment reasons', name: /carc|adjustment[-_ ]*reason/ },
  rarc: { title: 'remittance remarks', name: /rarc|remark/ },
  'claim-status-category': {
    title: 'claim status categories',
    name: /status[-_ ]*cat/,
  },
  'claim-status': { title: 'claim status codes', name: /status(?![-_ ]*cat)/ },
};

/** Lists of every possible value name those that have no meaning. */
const NO_CODE = /^(?:unassigned|reserved|no description available)\b/i;

interface Row {
  readonly code: string;
  readonly line: number;
  readonly cell: (column: Column) => string;
}

function emit(set: ListSet, { code, line, cell }: Row, sink: Sink): string | undefined {
  const from = readDay(cell('from'));
  const to = readDay(cell('to'));
  if (from === undefined || to === undefined)
    return 'The days of the code should be dates such as 2026-10-01.';
  const row = { code, from, to, title: oneLine(cell('title')) };
  const says = (column: Column, yes: RegExp): number => (yes.test(cell(column)) ? 1 : 0);
  if (set === 'pos') sink.row(set, { ...row, facility: says('facility', /^(?:f|facility|y|yes|1)$/i) }, line);
  else if (set !== 'revenue') sink.row(set, row, line);
  else sink.row(set, { ...row, procedure: says('procedure', /^(?:y|yes|1|required)$/i) }, line);
  return undefined;
}

/**
 * A list under a header row, as CSV or with tabs: columns are known by their names (code; title, description or name;
 * start, from or effective; stop, to, end or termination). Unassigned and reserved values are left out.
 *
 * @see codesets.md 3.8 (NUCC), 3.9
 */
export function listReader(set: ListSet, sink: Sink, opening: Opening): LineReader {
  const { digits = 0, title } = LISTS[set];
  let unused = 0;
  const row = (cell: (column: Column) => string, line: number): string | undefined => {
    const code = cell('code').toUpperCase();
    if (NO_CODE.test(cell('title'))) {
      unused += 1;
      return undefined;
    }
    const whole = /^\d+$/.test(code) ? code.padStart(digits, '0') : code;
    const plain = set === 'bill-types' && whole.length === 4 ? whole.replace(/^0/, '') : whole;
    if (!codeShapes[set].test(plain)) return `The code does not have the form of ${title}.`;
    return emit(set, { code: plain, line, cell }, sink);
  };
  const reader = headedReader(sink, opening, {
    columns: COLUMNS,
    required: ['code'],
    header: (has) => {
      if (set === 'pos' && !has('facility')) {
        sink.note('The list does not say which places are facilities: all count as offices.');
      }
    },
    row: (cell, line) => {
      const problem = row(cell, line);
      if (problem !== undefined) sink.problem(line, problem);
    },
  });
  return {
    line: reader.line,
    end: (number) => {
      reader.end(number);
      if (unused > 0) sink.note(`${unused} values that the list calls unassigned or reserved were left out.`);
    },
  };
}

function fitOf(set: ListSet, opening: Opening): Fit {
  if (!hasHeader(opening, COLUMNS, ['code'])) return 'no';
  const says = (one: ListSet) => named(opening, LISTS[one].name);
  if (says(set)) return 'yes';
  return (Object.keys(LISTS) as ListSet[]).some(says) ? 'no' : 'shape';
}

export const listLayouts: readonly Layout[] = (Object.keys(LISTS) as ListSet[]).map((set) => ({
  title: `a list of ${LISTS[set].title}`,
  sets: [set],
  ...(set === 'taxonomy' ? { official: /^nucc_taxonomy_\d+.*\.csv$/ } : {}),
  fit: (opening) => fitOf(set, opening),
  reads: { as: 'lines', reader: (sink, opening) => listReader(set, sink, opening) },
}));
