import type { CodeSetName } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import { type Fit, type Layout, type LineReader, named, type Opening, type Sink } from './layout.ts';

type MueSet = Extract<CodeSetName, `mue-${string}`>;

const COLUMNS = {
  code: [/hcpcs.*code/, /cpt.*code/],
  units: [/mue value/],
  mai: [/adjudication indicator/, /^mai$/],
} as const;
const REQUIRED = ['code', 'units', 'mai'] as const;

/**
 * Medically unlikely edits: a quoted notice over several lines, then code, value, adjudication indicator (its digit
 * first) and rationale. The heading of the values names the table.
 *
 * @see codesets.md 3.4
 */
export function mueReader(set: MueSet, sink: Sink, opening: Opening): LineReader {
  const row = (cell: (column: keyof typeof COLUMNS) => string, line: number): string | undefined => {
    const code = cell('code').toUpperCase();
    if (!codeShapes[set].test(code)) return 'The first cell should be a code of five characters.';
    const units = cell('units');
    if (!/^\d{1,7}$/.test(units)) return 'The MUE value should be a whole number.';
    const mai = cell('mai').charAt(0);
    if (!/^[123]$/.test(mai)) return 'The adjudication indicator should begin with 1, 2 or 3.';
    sink.row(set, { code, units: Number(units), mai: Number(mai) }, line);
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

const TABLES: Readonly<
  Record<MueSet, { readonly title: string; readonly says: RegExp; readonly official: RegExp }>
> = {
  'mue-practitioner': {
    title: 'the MUE table for practitioners',
    says: /practitioner/i,
    official: /^mcr_mue_practitioner.*\.(?:csv|txt)$/,
  },
  'mue-outpatient': {
    title: 'the MUE table for outpatient hospitals',
    says: /outpatient|hospital/i,
    official: /^mcr_mue_outpatient.*\.(?:csv|txt)$/,
  },
  'mue-dme': {
    title: 'the MUE table for DME suppliers',
    says: /dme|supplier/i,
    official: /^mcr_mue_dme.*\.(?:csv|txt)$/,
  },
};

function fitOf(set: MueSet, opening: Opening): Fit {
  if (!hasHeader(opening, COLUMNS, REQUIRED)) return 'no';
  const heading = opening.lines.filter((line) => /mue value/i.test(line)).join(' ');
  const says = (one: MueSet) => TABLES[one].says.test(heading) || named(opening, TABLES[one].says);
  if (says(set)) return 'yes';
  return (Object.keys(TABLES) as MueSet[]).some(says) ? 'no' : 'shape';
}

export const mueLayouts: readonly Layout[] = (Object.keys(TABLES) as MueSet[]).map((set) => ({
  title: TABLES[set].title,
  sets: [set],
  official: TABLES[set].official,
  fit: (opening) => fitOf(set, opening),
  reads: { as: 'lines', reader: (sink, opening) => mueReader(set, sink, opening) },
}));
