import { delimiterOf, findColumns, recordReader } from '../codes/import/cells.ts';
import { type CivilDate, isCivilDate } from '../dates.ts';
import { type Cents, cents, parseAmount } from '../money.ts';

/** A line of a bank's file by which money came in. */
export interface BankLine {
  /** The day on which the bank booked it. */
  readonly date: CivilDate;
  /** Above 0. */
  readonly amount: Cents;
  /** Numbers that the bank gives as the payment's own: a trace column, a TRN segment in the text. */
  readonly traces: readonly string[];
  /** What the bank wrote of it, words that may be a trace number among others. */
  readonly text: string;
  /** Says the same for the same line of the same account, however often the file comes. */
  readonly content: string;
  /** How many lines of the file with the same content stand before it, and this one: 1, 2, 3 … */
  readonly ordinal: number;
}

export interface BankFile {
  readonly lines: readonly BankLine[];
  /** Lines by which money went out, or none moved. */
  readonly otherLines: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

type Column = 'date' | 'amount' | 'debit' | 'trace' | 'reference' | 'text' | 'more' | 'side';

/** Headings as banks write them, in small letters without marks; earlier ones are preferred. */
const COLUMNS: Readonly<Record<Column, readonly RegExp[]>> = {
  date: [
    /^(post|posted|posting|booking|book|entry) date$/,
    /^(date|transaction date|trans date|deposit date|effective date|value date|as of date)$/,
    /\bdate\b/,
  ],
  amount: [
    /^(credit|credits|credit amount|amount credit|deposit|deposits|deposit amount|money in|paid in)$/,
    /^(amount|transaction amount|net amount|amt)$/,
    /\bamount\b/,
  ],
  debit: [
    /^(debit|debits|debit amount|amount debit|withdrawal|withdrawals|money out|paid out|payment|payments)$/,
  ],
  trace: [/\b(trace|trn|reassociation)\b/, /^eft (number|no|id)$/],
  reference: [/\b(reference|ref)\b/, /^(check|cheque)( number| no)?$/, /^transaction id$/],
  text: [/^(description|details|memo|narrative|transaction description|particulars)$/, /\bdescription\b/],
  more: [/^(addenda|addendum|additional info|additional information|text|payment details|notes)$/, /addenda/],
  side: [/^(type|transaction type|credit debit|debit credit|cr dr|dr cr|d c|c d|sign)$/],
};

/** So many lines may stand above the headings: the account, its owner, the period. */
const MAX_PREAMBLE = 25;

/** TRN02 in the text of an ACH payment: the payer's TRN segment is its addenda record. */
const TRN = /\bTRN\W1\W([^*|~\\\s]{1,50})\W(?:\d|~|\\|$)/gi;

/**
 * Reads a bank's list of movements: comma, semicolon, tab or bar between cells, headings by name in any order, lines of
 * other things above them, dates and amounts as American banks write them. Amounts are read as text, never as floats.
 */
export function readBankFile(file: string): BankFile {
  const physical = file.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const lines: BankLine[] = [];
  const problems: { line: number; message: string }[] = [];
  const seen = new Map<string, number>();
  let columns: ReadonlyMap<Column, number> | undefined;
  let records = 0;
  let otherLines = 0;
  const problem = (line: number, message: string): void => void problems.push({ line, message });
  const record = (cells: readonly string[], line: number): void => {
    if (cells.every((cell) => cell === '')) return;
    records += 1;
    if (columns === undefined) {
      if (records > MAX_PREAMBLE) return;
      const found = findColumns(cells, COLUMNS);
      if (found.has('date') && (found.has('amount') || found.has('debit'))) columns = found;
      return;
    }
    const row = rowOf(cells, columns);
    if (typeof row === 'string') problem(line, row);
    else if (row === null) otherLines += 1;
    else {
      const ordinal = (seen.get(row.content) ?? 0) + 1;
      seen.set(row.content, ordinal);
      lines.push({ ...row, ordinal });
    }
  };
  const delimiter = delimiterOf({ names: [], lines: physical.slice(0, MAX_PREAMBLE) });
  const reader = recordReader({ problem }, delimiter, record);
  for (const [i, text] of physical.entries()) reader.line(text, i + 1);
  reader.end(physical.length);
  if (columns === undefined) problem(1, 'No line names a column of dates and one of amounts.');
  return { lines, otherLines, problems };
}

/** Null for a line by which no money came in; a sentence for one that cannot be read. */
function rowOf(
  cells: readonly string[],
  columns: ReadonlyMap<Column, number>,
): Omit<BankLine, 'ordinal'> | string | null {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
  const amount = signedAmount(cell('amount'), cell('side'));
  // Without an amount it is a debit, a balance or a line of the bank's own.
  if (cell('amount') === '' && (cell('debit') !== '' || cell('date') === '')) return null;
  if (amount === null) return 'The amount cannot be read.';
  if (amount <= 0) return null;
  const date = bankDate(cell('date'));
  if (date === null) return 'The date cannot be read.';
  const words = [cell('reference'), cell('text'), cell('more')].filter((text) => text !== '');
  const text = words.join(' ');
  const traces = [cell('trace'), ...[...text.matchAll(TRN)].map(([, trace]) => trace ?? '')];
  const content = [date, String(amount), cell('trace'), ...words]
    .join('|')
    .replace(/\s+/g, ' ')
    .toUpperCase();
  return { date, amount, traces: traces.filter((trace) => trace !== ''), text, content };
}

const DEBIT_SIDE = /^(debit|dr|d|withdrawal|payment|-)$/i;

/** `$1,234.50`, `(12.00)`, `12.00-`, `12.00 CR`: cents, negative where money went out. */
function signedAmount(text: string, side: string): Cents | null {
  const bare = text.replace(/USD|[$\s]/gi, '');
  const out = /^\(.*\)$|^-|-$|DR$/i.test(bare) || DEBIT_SIDE.test(side.trim());
  const digits = bare.replace(/^\(|\)$|^[+-]|[+-]$|(CR|DR)$/gi, '');
  if (!/^\d{1,3}(,\d{3})*(\.\d*)?$|^\d*(\.\d*)?$/.test(digits)) return null;
  const amount = parseAmount(digits.replaceAll(',', ''));
  if (amount === null) return null;
  return out ? cents(-amount) : amount;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `02/10/2026`, `2/10/26`, `2026-02-10`, `20260210`, `10-Feb-2026`, `Feb 10, 2026`, with a time or without. */
function bankDate(text: string): CivilDate | null {
  const [day = ''] = text.trim().split(/T|\s+(?=\d{1,2}:)/);
  const two = (part: string): string => part.padStart(2, '0');
  const year = (part: string): string => (part.length === 2 ? `20${part}` : part);
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(day);
  const american = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(day);
  const named = /^(\d{1,2})[-\s]([a-z]{3})[a-z]*[-,\s]+(\d{4}|\d{2})$/i.exec(day);
  const english = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(day);
  const month = (name = ''): string => two(String(MONTHS.indexOf(name.toLowerCase()) + 1));
  const found =
    (iso && `${iso[1]}${iso[2]}${iso[3]}`) ??
    (american && `${year(american[3] ?? '')}${two(american[1] ?? '')}${two(american[2] ?? '')}`) ??
    (named && `${year(named[3] ?? '')}${month(named[2])}${two(named[1] ?? '')}`) ??
    (english && `${english[3]}${month(english[1])}${two(english[2] ?? '')}`);
  return found !== null && isCivilDate(found) ? found : null;
}
