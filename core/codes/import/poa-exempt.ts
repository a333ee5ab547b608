import { codeShapes } from '../shapes.ts';
import { hasHeader, headedReader } from './cells.ts';
import { type Layout, type LineReader, named, type Opening, type Sink } from './layout.ts';
import { plainCode } from './values.ts';

const COLUMNS = { code: [/^poa ?exempt ?code$/, /^icd 10 cm code$/, /^diagnosis code$/, /^code$/] } as const;
/** The heading that no other list has. */
const OWN = { code: [/^poa ?exempt ?code$/] } as const;

/**
 * `POAexemptCodesFY25.txt`: tab-separated order number, code and title under a header row.
 *
 * @see codesets.md 3.1; the files' own ReadMe
 */
export const poaReader = (sink: Sink, opening: Opening): LineReader =>
  headedReader(sink, opening, {
    columns: COLUMNS,
    required: ['code'],
    row: (cell, line) => {
      const code = plainCode(cell('code'));
      if (codeShapes['poa-exempt'].test(code)) sink.row('poa-exempt', { code }, line);
      else sink.problem(line, 'The code should be an ICD-10-CM code.');
    },
  });

export const poaLayout: Layout = {
  title: 'the list of codes exempt from present-on-admission marks',
  sets: ['poa-exempt'],
  official: /^poaexemptcodes.*\.txt$/,
  fit: (opening) => {
    // The lists of what was added, deleted and revised lie beside the whole one.
    if (named(opening, /(?:add|delete|revise)codes|readme/)) return 'no';
    if (!hasHeader(opening, COLUMNS, ['code'])) return 'no';
    return named(opening, /poa[-_ ]?exempt/) || hasHeader(opening, OWN, ['code']) ? 'yes' : 'shape';
  },
  reads: { as: 'lines', reader: poaReader },
};
