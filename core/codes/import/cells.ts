import type { LineReader, Opening, Sink } from './layout.ts';
import { MAX_PREAMBLE } from './layout.ts';

/** A quoted cell may hold line breaks, but not a whole file. */
const MAX_QUOTED_LINES = 200;

/** What separates a file's cells: what most of its first lines have. */
export function delimiterOf({ lines }: Opening): string {
  const last = lines.filter((line) => line.trim() !== '').slice(-12);
  const having = (c: string) => last.filter((line) => line.includes(c)).length;
  if (having('\t') * 2 >= last.length && having('\t') > 0) return '\t';
  const others = [',', '|', ';'].map((c) => ({ c, n: having(c) }));
  return others.reduce((best, one) => (one.n > best.n ? one : best), { c: ',', n: 0 }).c;
}

/**
 * Splits one record into cells, trimmed.
 *
 * @returns nothing where a quoted cell goes on after the end of `text`
 */
export function splitCells(text: string, delimiter: string): string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    while (text[at] === ' ') at += 1;
    const close = text[at] === '"' ? closingQuote(text, at + 1) : at;
    if (close < 0) return undefined;
    const found = text.indexOf(delimiter, close);
    const end = found < 0 ? text.length : found;
    // A cell that only begins with a quoted word is no quoted cell.
    const quoted = close > at && text.slice(close + 1, end).trim() === '';
    const cell = quoted ? text.slice(at + 1, close).replaceAll('""', '"') : text.slice(at, end);
    cells.push(cell.trim());
    if (found < 0) return cells;
    at = found + 1;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/**
 * Reads lines as records of cells; a quoted cell may go over several lines. A record bears the number of its first
 * line.
 */
export function recordReader(
  sink: Pick<Sink, 'problem'>,
  delimiter: string,
  record: (cells: readonly string[], line: number) => void,
): LineReader {
  let open: { text: string; line: number; lines: number } | undefined;
  const neverClosed = (line: number) => {
    sink.problem(line, 'A quotation mark opens a cell here and is never closed.');
    open = undefined;
  };
  return {
    line: (text, number) => {
      const whole = open === undefined ? text : `${open.text}\n${text}`;
      const cells = splitCells(whole, delimiter);
      if (cells !== undefined) {
        record(cells, open?.line ?? number);
        open = undefined;
      } else {
        open = { text: whole, line: open?.line ?? number, lines: (open?.lines ?? 0) + 1 };
        if (open.lines > MAX_QUOTED_LINES) neverClosed(open.line);
      }
    },
    end: () => {
      if (open !== undefined) neverClosed(open.line);
    },
  };
}

const plain = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Where each wanted column stands; a column that no heading fits is missing. Earlier patterns are preferred. */
export function findColumns<K extends string>(
  cells: readonly string[],
  wanted: Readonly<Record<K, readonly RegExp[]>>,
): ReadonlyMap<K, number> {
  const headings = cells.map(plain);
  const found = new Map<K, number>();
  for (const column of Object.keys(wanted) as K[]) {
    for (const pattern of wanted[column]) {
      const at = headings.findIndex((heading) => pattern.test(heading));
      if (at < 0) continue;
      found.set(column, at);
      break;
    }
  }
  return found;
}

/** A table under a header row: which columns it may have, and what becomes of a row. */
export interface Headed<K extends string> {
  /** Patterns over the headings in lower case, every run of other characters than letters and digits a blank. */
  readonly columns: Readonly<Record<K, readonly RegExp[]>>;
  readonly required: readonly NoInfer<K>[];
  /** The header's own cells, when it is found. */
  readonly header?: (has: (column: K) => boolean, cells: readonly string[]) => void;
  readonly row: (cell: (column: K) => string, line: number, cells: readonly string[]) => void;
}

/** Reads a table under a header row that may stand after a preamble; rows without any content are passed over. */
export function headedReader<K extends string>(sink: Sink, opening: Opening, table: Headed<K>): LineReader {
  let places: ReadonlyMap<K, number> | undefined;
  let before = 0;
  const record = (cells: readonly string[], line: number) => {
    if (cells.every((cell) => cell === '')) return;
    if (places !== undefined) {
      const at = places;
      table.row((column) => cells[at.get(column) ?? -1] ?? '', line, cells);
      return;
    }
    const found = findColumns(cells, table.columns);
    if (!table.required.every((column) => found.has(column))) {
      before += 1;
      return;
    }
    places = found;
    table.header?.((column) => found.has(column), cells);
  };
  const records = recordReader(sink, delimiterOf(opening), record);
  return {
    line: (text, number) => {
      if (before < MAX_PREAMBLE) records.line(text, number);
    },
    end: (number) => {
      records.end(number);
      if (places === undefined) sink.problem(1, missingHeader(table.required));
    },
  };
}

const missingHeader = (required: readonly string[]): string =>
  `No header row with the column${required.length === 1 ? '' : 's'} ${required.join(', ')} was found.`;

/** Whether one of the first lines is a header with these columns. */
export function hasHeader<K extends string>(
  opening: Opening,
  columns: Readonly<Record<K, readonly RegExp[]>>,
  required: readonly NoInfer<K>[],
): boolean {
  const rows: (readonly string[])[] = [];
  const ignored: Sink = { row: () => undefined, problem: () => undefined, note: () => undefined };
  const reader = recordReader(ignored, delimiterOf(opening), (cells) => rows.push(cells));
  opening.lines.forEach((text, i) => {
    reader.line(text, i + 1);
  });
  return rows.some((cells) => {
    const found = findColumns(cells, columns);
    return required.every((column) => found.has(column));
  });
}
