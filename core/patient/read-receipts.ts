import { type PaymentMethod, paymentMethods } from '../claim/patient-facts.ts';
import { delimiterOf, findColumns, recordReader } from '../codes/import/cells.ts';
import { type CivilDate, isCivilDate } from '../dates.ts';
import { type ClaimNo, claimNo, parseFilingId } from '../ids.ts';
import { type Cents, parseAmount } from '../money.ts';

/** A row of a list of patients' payments. */
export interface ReceiptRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly claimNo: ClaimNo;
  /** Above 0. */
  readonly amount: Cents;
  readonly method: PaymentMethod;
  readonly receipt: string;
  /** Absent where the file has no such column, or the cell is empty. */
  readonly receivedOn?: CivilDate;
}

export interface ReceiptFile {
  readonly rows: readonly ReceiptRow[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Letters, digits and hyphens: enough for a number, too little for a name. */
const RECEIPT = /^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/;
export const isReceipt = (text: string): boolean => RECEIPT.test(text);

type Column = 'claim' | 'amount' | 'method' | 'receipt' | 'date';

const COLUMNS: Readonly<Record<Column, readonly RegExp[]>> = {
  claim: [/^claim( number| no)?$/, /^clm01$/, /\bclaim\b/],
  amount: [/^(amount|paid|payment|payment amount)$/, /\bamount\b/],
  method: [/^(method|payment method|type|tender)$/, /\bmethod\b/],
  receipt: [/^(receipt|receipt number|receipt no|reference|transaction id)$/, /\breceipt\b/],
  date: [/^(date|received|received on|payment date|receipt date)$/, /\bdate\b/],
};
const REQUIRED: readonly Column[] = ['claim', 'amount', 'receipt'];

/** So many lines may stand above the headings. */
const MAX_PREAMBLE = 25;

/**
 * Reads a CSV of patients' payments: headings by name in any order, one payment a row. What cannot be read is told by
 * its line and no value of it is repeated: a cell may hold anything.
 */
export function readReceipts(file: string): ReceiptFile {
  const physical = file.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const rows: ReceiptRow[] = [];
  const problems: { line: number; message: string }[] = [];
  const problem = (line: number, message: string): void => void problems.push({ line, message });
  const seen = new Map<string, number>();
  let columns: ReadonlyMap<Column, number> | undefined;
  let before = 0;
  const record = (cells: readonly string[], line: number): void => {
    if (cells.every((cell) => cell === '')) return;
    if (columns === undefined) {
      before += 1;
      const found = findColumns(cells, COLUMNS);
      if (before <= MAX_PREAMBLE && REQUIRED.every((column) => found.has(column))) columns = found;
      return;
    }
    const at = columns;
    const row = rowOf((column) => cells[at.get(column) ?? -1] ?? '', line);
    const earlier = typeof row === 'string' ? undefined : seen.get(row.receipt);
    if (typeof row === 'string') problem(line, row);
    else if (earlier !== undefined) problem(line, `The receipt is that of line ${earlier} too.`);
    else {
      seen.set(row.receipt, line);
      rows.push(row);
    }
  };
  const reader = recordReader(
    { problem },
    delimiterOf({ names: [], lines: physical.slice(0, MAX_PREAMBLE) }),
    record,
  );
  for (const [i, text] of physical.entries()) reader.line(text, i + 1);
  reader.end(physical.length);
  if (columns === undefined) problem(1, 'No line names the columns claim, amount and receipt.');
  return { rows, problems };
}

/** A sentence for a row that cannot be read. */
function rowOf(cell: (column: Column) => string, line: number): ReceiptRow | string {
  const claim = cell('claim').toUpperCase();
  if (!/^[A-Z0-9]{1,17}(-[1-9])?$/.test(claim)) return 'The claim number cannot be read.';
  const amount = dollarsOf(cell('amount'));
  if (amount === null || amount <= 0) return 'The amount cannot be read, or is not above 0.';
  const receipt = cell('receipt');
  if (!isReceipt(receipt)) return 'The receipt is no number of letters, digits and hyphens.';
  const method = methodOf(cell('method'));
  if (method === null) return `The method is none of ${paymentMethods.join(', ')}.`;
  const date = cell('date');
  const receivedOn = dateOf(date);
  if (date !== '' && receivedOn === null) return 'The date cannot be read.';
  const no = parseFilingId(claim)?.claimNo ?? claimNo(claim);
  return { line, claimNo: no, amount, method, receipt, ...(receivedOn === null ? {} : { receivedOn }) };
}

/** `20.00`, `$1,250.00`; by string, never through a float. */
const dollarsOf = (text: string): Cents | null =>
  /^\$?\d{1,3}(,\d{3})*(\.\d{1,2})?$|^\$?\d+(\.\d{1,2})?$/.test(text)
    ? parseAmount(text.replace(/[$,]/g, ''))
    : null;

/** No word is `other`. */
function methodOf(text: string): PaymentMethod | null {
  const word = text.toLowerCase();
  if (word === '') return 'other';
  if (word === 'cheque') return 'check';
  return paymentMethods.find((method) => method === word) ?? null;
}

/** `2026-03-01`, `20260301`, `3/1/2026`. */
function dateOf(text: string): CivilDate | null {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [, month = '', day = '', year = ''] = american ?? [];
  const digits =
    american === null ? text.replaceAll('-', '') : year + month.padStart(2, '0') + day.padStart(2, '0');
  return isCivilDate(digits) ? digits : null;
}
