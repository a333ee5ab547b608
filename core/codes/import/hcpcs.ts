import { isCivilDay } from '../../dates.ts';
import { codeShapes } from '../shapes.ts';
import { type Layout, type LineReader, MAX_PREAMBLE, type Sink } from './layout.ts';
import { oneLine, readDay, unlisted, whole } from './values.ts';

/** First lines and continuations of procedures (3, 4) and modifiers (7, 8): code, sequence, what the line is. */
const RECORD = /^(?:[0-9A-Z]{5}\d{5}[34]|[ 0-9A-Z]{3}[0-9A-Z]{2}\d{5}[78])/i;

/** Codes of others: CPT and its categories, and CDT. */
const FOREIGN = /^(?:\d{5}|\d{4}[A-Z]|D\d{4})$/;

interface HcpcsRecord {
  readonly line: number;
  readonly text: string;
  readonly code: string;
  readonly modifier: boolean;
  long: string;
}

/** Columns `from` to `to` as the record layout counts them, from 1, trimmed. */
const columns = (text: string, from: number, to: number): string => text.slice(from - 1, to).trim();

/** Fields of equal width, those with content, blank-separated. */
const fields = (text: string, from: number, widths: readonly number[]): string => {
  let at = from;
  const found = widths.map((width) => {
    const field = columns(text, at, at + width - 1);
    at += width;
    return field;
  });
  return found.filter((field) => field !== '').join(' ');
};

function emit(record: HcpcsRecord, sink: Sink): string | undefined {
  const { text, code, line } = record;
  const from = readDay(columns(text, 269, 276));
  const to = readDay(columns(text, 285, 292));
  if (from === undefined) return 'Columns 269 to 276 hold no date of the code’s addition (YYYYMMDD).';
  if (to === undefined) return 'Columns 285 to 292 hold no date of termination (YYYYMMDD).';
  const short = columns(text, 92, 119);
  const title = oneLine(record.long) || short;
  if (record.modifier) {
    sink.row('hcpcs-modifiers', { code, from, to, title }, line);
    return undefined;
  }
  const anesthesiaUnits = whole(columns(text, 266, 268));
  if (anesthesiaUnits === undefined) return 'Columns 266 to 268 hold no number of anesthesia units.';
  const coverage = columns(text, 230, 230);
  sink.row(
    'hcpcs',
    {
      code,
      from,
      to,
      title,
      short,
      coverage: coverage === '' ? 0 : coverage.charCodeAt(0),
      unlisted: unlisted(code, title),
      pricing: columns(text, 120, 121),
      typeOfService: columns(text, 261, 265),
      betos: columns(text, 257, 259),
      labs: fields(text, 181, [3, 3, 3, 3, 3, 3, 3, 3]),
      crossReference: fields(text, 205, [5, 5, 5, 5, 5]),
      anesthesiaUnits,
    },
    line,
  );
  return undefined;
}

/**
 * `HCPCyyyy_MMM_ANWEB.txt`: fixed columns, a procedure's or modifier's long title continued over several lines. Older
 * files begin with a disclaimer. Rows of CPT or CDT are left out: they are others' and not CMS's to give.
 *
 * @see codesets.md 3.2
 */
export function hcpcsReader(sink: Sink): LineReader {
  let open: HcpcsRecord | undefined;
  let began = false;
  let skipped = 0;
  let foreign = 0;
  const finish = () => {
    if (open !== undefined && FOREIGN.test(open.code)) foreign += 1;
    else if (open !== undefined) {
      const problem = emit(open, sink);
      if (problem !== undefined) sink.problem(open.line, problem);
    }
    open = undefined;
  };
  const begin = (text: string, line: number, modifier: boolean): string | undefined => {
    finish();
    const code = (modifier ? columns(text, 4, 5) : columns(text, 1, 5)).toUpperCase();
    if (modifier && !codeShapes['hcpcs-modifiers'].test(code)) return 'Columns 4 and 5 hold no modifier.';
    if (!modifier && !codeShapes.hcpcs.test(code) && !FOREIGN.test(code))
      return 'Columns 1 to 5 hold no HCPCS code.';
    open = { line, text, code, modifier, long: columns(text, 12, 91) };
    return undefined;
  };
  const readLine = (text: string, number: number): string | undefined => {
    const kind = text.charAt(10);
    if (kind === '3' || kind === '7') return begin(text, number, kind === '7');
    const code = columns(text, 1, 5).toUpperCase();
    if (open?.code !== code) return 'A title is continued here, but its first line is missing.';
    open.long += ` ${columns(text, 12, 91)}`;
    return undefined;
  };
  return {
    line: (text, number) => {
      if (text.trim() === '') return;
      if (!RECORD.test(text)) {
        skipped += 1;
        if (began || skipped > MAX_PREAMBLE) {
          sink.problem(
            number,
            'A code, a sequence number and a record mark should stand in columns 1 to 11.',
          );
        }
        return;
      }
      began = true;
      const problem = readLine(text, number);
      if (problem !== undefined) sink.problem(number, problem);
    },
    end: () => {
      finish();
      if (foreign > 0)
        sink.note(`${foreign} rows of CPT or CDT were left out: import the licensed file of your own.`);
    },
  };
}

/** A record of the layout has a day of addition where the layout says. */
const isRecord = (line: string): boolean =>
  RECORD.test(line) && isCivilDay(readDay(columns(line, 269, 276)) ?? 0);

export const hcpcsLayout: Layout = {
  title: 'a HCPCS ANWEB file',
  sets: ['hcpcs', 'hcpcs-modifiers'],
  official: /^hcpc\d{4}_.*anweb[^.]*\.txt$/,
  fit: ({ lines }) => (lines.some(isRecord) ? 'yes' : 'no'),
  reads: { as: 'lines', reader: hcpcsReader },
};
