import { codeShapes } from '../shapes.ts';
import type { Fit, Layout, LineReader, Opening, Sink } from './layout.ts';
import { oneLine, unlisted } from './values.ts';

/** A row of a code: also what ends the copyright lines before the first. */
const CODE_LINE = /^(\d{4}[0-9A-Z])[ \t]+(\S.*)$/;
const MODIFIERS_NAME = /^modul(?:[-_ ].*)?\.txt$/;
const MODIFIER_LINE = /^([0-9A-Z]{2})[ \t]+(\S.*)$/;
/** Releases have about 31 lines of copyright or none. */
const MAX_COPYRIGHT = 50;

type Read = (code: string, text: string, line: number) => void;

/** Passes over the copyright lines, then wants a row on every line. */
function rowsAfterCopyright(sink: Sink, row: RegExp, read: Read): LineReader {
  let skipped = 0;
  let began = false;
  return {
    line: (text, number) => {
      if (text.trim() === '') return;
      const [, code, title = ''] = row.exec(text.trim()) ?? [];
      if (code !== undefined) {
        began = true;
        read(code, oneLine(title), number);
        return;
      }
      skipped += 1;
      if (began)
        sink.problem(number, 'A line should begin with a code, then a blank or tab and its descriptor.');
      else if (skipped === MAX_COPYRIGHT) {
        sink.problem(number, `No code was found in the first ${MAX_COPYRIGHT} lines.`);
      }
    },
    end: () => undefined,
  };
}

/**
 * CPT as the AMA's licensees get it: `LONGULT.txt` and `LONGUT.txt` have a tab after the code, `MEDU.txt` and
 * `SHORTU.txt` a blank.
 *
 * @see codesets.md 3.6
 */
const cptReader = (sink: Sink, short: boolean): LineReader =>
  rowsAfterCopyright(sink, CODE_LINE, (code, text, line) => {
    if (!codeShapes.cpt.test(code)) sink.problem(line, 'The line does not begin with a CPT code.');
    else
      sink.row('cpt', { code, title: text, short: short ? text : '', unlisted: unlisted(code, text) }, line);
  });

const modifierReader = (sink: Sink): LineReader =>
  rowsAfterCopyright(sink, MODIFIER_LINE, (code, title, line) =>
    sink.row('cpt-modifiers', { code, title }, line),
  );

/** By the name and a row; or, where the name is another, by rows alone. */
function fits({ names, lines }: Opening, name: RegExp, row: RegExp): Fit {
  const begun = lines.slice(0, MAX_COPYRIGHT).findIndex((line) => row.test(line.trim()));
  if (begun < 0) return 'no';
  if (names.some((one) => name.test(one))) return 'yes';
  const rows = lines.slice(begun).filter((line) => line.trim() !== '');
  return rows.length > 1 && rows.every((line) => row.test(line.trim())) ? 'shape' : 'no';
}

const descriptors = (rank: number, name: RegExp, title: string): Layout => ({
  title,
  sets: ['cpt'],
  rank,
  official: name,
  fit: (opening) => fits(opening, name, CODE_LINE),
  reads: { as: 'lines', reader: (sink) => cptReader(sink, rank > 1) },
});

/** Names are the whole of a file's name: other files of the same zip are called much the same. */
export const cptLayouts: readonly Layout[] = [
  descriptors(0, /^longult(?:[-_ ].*)?\.txt$/, 'CPT codes with long descriptors (LONGULT)'),
  descriptors(1, /^longut(?:[-_ ].*)?\.txt$/, 'CPT codes with long descriptors in capitals (LONGUT)'),
  descriptors(2, /^medu(?:[-_ ].*)?\.txt$/, 'CPT codes with medium descriptors (MEDU)'),
  descriptors(3, /^shortu(?:[-_ ].*)?\.txt$/, 'CPT codes with short descriptors (SHORTU)'),
  {
    title: 'CPT modifiers (MODUL)',
    sets: ['cpt-modifiers'],
    official: MODIFIERS_NAME,
    fit: (opening) => fits(opening, MODIFIERS_NAME, MODIFIER_LINE),
    reads: { as: 'lines', reader: modifierReader },
  },
];
