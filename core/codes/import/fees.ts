import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import type { Layout, LineReader, Opening, Sink } from './layout.ts';
import { plainCode, readDay, scaled } from './values.ts';

const COLUMNS = {
  code: [
    /^code$/,
    /^procedure code$/,
    /^procedure$/,
    /^hcpcs(?: code)?$/,
    /^cpt(?: code)?$/,
    /^cpt hcpcs/,
    /^hcpcs cpt/,
  ],
  modifier: [/^modifier$/, /^mod$/],
  payer: [/^payer$/, /^payer id$/, /^plan$/],
  rate: [/^rate$/, /^fee$/, /^allowed(?: amount)?$/, /^amount$/, /^price$/, /^contract rate$/],
  from: [/^from$/, /^effective(?: date| from)?$/, /^start(?: date)?$/],
  to: [/^to$/, /^through$/, /^end(?: date)?$/, /^termination(?: date)?$/, /^effective to$/],
} as const;
const REQUIRED = ['code', 'rate'] as const;
/** Cents as 32 bits hold them. */
const MOST = 4_294_967_295;

/** A contract's fee schedule: code, modifier, payer, rate in dollars, from, to under a header row. */
export function feesReader(sink: Sink, opening: Opening): LineReader {
  const row = (cell: (column: keyof typeof COLUMNS) => string, line: number): string | undefined => {
    const code = plainCode(cell('code'));
    if (!codeShapes.fees.test(code)) return 'The code should be letters and digits.';
    const modifier = cell('modifier').toUpperCase();
    if (!/^(?:[0-9A-Z]{2})?$/.test(modifier)) return 'The modifier should have two characters or be empty.';
    const cents = cell('rate') === '' ? undefined : scaled(cell('rate'), 2);
    if (cents === undefined || cents < 0 || cents > MOST)
      return 'The rate should be dollars and whole cents.';
    const from = readDay(cell('from'));
    const to = readDay(cell('to'));
    if (from === undefined || to === undefined)
      return 'The days from and to should be dates such as 2026-10-01.';
    if (to !== 0 && to < from) return 'The rate ends before it begins.';
    sink.row('fees', { code, modifier, payer: cell('payer'), cents, from, to }, line);
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

export const feesLayout: Layout = {
  title: 'a fee schedule with the columns code and rate',
  sets: ['fees'],
  fit: (opening) => (hasHeader(opening, COLUMNS, REQUIRED) ? 'yes' : 'no'),
  reads: { as: 'lines', reader: feesReader },
};
