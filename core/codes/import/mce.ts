import { MCE_LISTS } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import type { Layout, LineReader, Opening, Sink } from './layout.ts';
import { plainCode, whole } from './values.ts';

type MceList = keyof typeof MCE_LISTS;

/** The manual's lists by the names that extracts of it use. */
const LIST_NAMES: Readonly<Record<string, MceList>> = {
  newborn: 'newborn',
  newborn_only: 'newborn',
  pediatric: 'pediatric',
  pediatric_only: 'pediatric',
  maternity: 'maternity',
  maternity_only: 'maternity',
  adult: 'adult',
  adult_only: 'adult',
  female_only: 'female-only',
  male_only: 'male-only',
  manifestation: 'manifestation',
  principal_manifestation: 'manifestation',
  unacceptable_principal: 'unacceptable-principal',
  principal_unacceptable: 'unacceptable-principal',
  questionable_admission: 'questionable-admission',
  principal_questionable_admit: 'questionable-admission',
  non_covered: 'non-covered',
  noncovered_always: 'non-covered',
  limited_coverage: 'limited-coverage',
};

/** Bands of the editions since FY2021; older ones took 12 to 55 years for maternity. */
const BANDS: Readonly<Partial<Record<MceList, readonly [number, number]>>> = {
  newborn: [0, 0],
  pediatric: [0, 17],
  maternity: [9, 64],
  adult: [15, 124],
};

const COLUMNS = {
  code: [/^code$/],
  /** The list itself, or its family where `value` names the list. */
  list: [/^edit type$/, /^edit$/, /^list$/],
  value: [/^edit value$/],
  kind: [/^dx or px$/],
  ageFrom: [/^age min$/, /^age from$/],
  ageTo: [/^age max$/, /^age to$/],
} as const;
const REQUIRED = ['code', 'list'] as const;

/**
 * Lists of the Medicare Code Editor, which CMS prints in its manual only: extracts as tables with a header row of
 * code and edit type, with or without ages. Lists that hold under a further condition are left out.
 *
 * @see codesets.md 1c
 */
export function mceReader(sink: Sink, opening: Opening): LineReader {
  const left = new Map<string, number>();
  const row = (cell: (column: keyof typeof COLUMNS) => string, line: number): string | undefined => {
    const name = (cell('value') || cell('list')).toLowerCase().replace(/[^a-z0-9]+/g, '_');
    const list = LIST_NAMES[name];
    if (list === undefined) {
      if (name === '') return 'The edit type is missing.';
      left.set(name, (left.get(name) ?? 0) + 1);
      return undefined;
    }
    const code = plainCode(cell('code'));
    const procedure = cell('kind').toUpperCase() === 'P';
    const shape = codeShapes[procedure ? 'icd10pcs' : 'icd10cm'];
    if (!shape.test(code)) return `The code should be an ICD-10-${procedure ? 'PCS' : 'CM'} code.`;
    const [usualFrom = 0, usualTo = 0] = BANDS[list] ?? [];
    const ageFrom = cell('ageFrom') === '' ? usualFrom : whole(cell('ageFrom'));
    const ageTo = cell('ageTo') === '' ? usualTo : whole(cell('ageTo'));
    if (ageFrom === undefined || ageTo === undefined || ageFrom > 124 || ageTo > 124) {
      return 'Ages should be whole years from 0 to 124.';
    }
    sink.row('mce', { code, list: MCE_LISTS[list], ageFrom, ageTo, procedure: procedure ? 1 : 0 }, line);
    return undefined;
  };
  const reader = headedReader(sink, opening, {
    columns: COLUMNS,
    required: REQUIRED,
    header: (has) => {
      if (!has('ageFrom'))
        sink.note('The file gives no ages: those of the newer editions are taken (maternity 9 to 64).');
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
      for (const [name, rows] of left)
        sink.note(`The list ${name} was left out, as no edit uses it (rows: ${rows}).`);
    },
  };
}

/** The first code under the header says whether it is a list of the editor and not another table of codes. */
const naming = ({ lines }: Opening): boolean =>
  lines.some((line) =>
    line
      .toLowerCase()
      .split(/[\t,|;]/)
      .some((cell) => Object.hasOwn(LIST_NAMES, cell.trim().replace(/[^a-z0-9]+/g, '_'))),
  );

export const mceLayout: Layout = {
  title: 'lists of the Medicare Code Editor',
  sets: ['mce'],
  official: /^mce_v\d\d.*\.(?:tsv|txt|csv)$/,
  fit: (opening) => (hasHeader(opening, COLUMNS, REQUIRED) && naming(opening) ? 'yes' : 'no'),
  reads: { as: 'lines', reader: mceReader },
};
