import { describe, expect, it, test } from 'vitest';
import { readBankFile } from '../../../core/deposits/read.ts';

const seen = (file: string) =>
  readBankFile(file).lines.map(({ date, amount, traces, text }) => ({ date, amount, traces, text }));
const lineOf = (file: string) => seen(file)[0];

describe('reads the habits of banks', () => {
  test.each([
    [
      'one amount with a sign, American dates',
      'Date,Description,Amount\n02/10/2026,ACME HCCLAIMPMT,"1,234.50"\n02/11/2026,RENT,-900.00',
      { date: '20260210', amount: 123_450, traces: [], text: 'ACME HCCLAIMPMT' },
    ],
    [
      'debits and credits in columns of their own',
      'Posting Date;Details;Debit;Credit;Reference\n2026-02-10;WIRE OUT;50.00;;X\n2026-02-10;ACH IN;;76.00;EFT1',
      { date: '20260210', amount: 7600, traces: [], text: 'EFT1 ACH IN' },
    ],
    [
      'lines above the headings, a trace column, dollar signs',
      'Riverbend Family Clinic\nAccount,****1234\n\nPost Date,Trace Number,Amount,Type\n2/10/26,0012345,$76.00,Credit',
      { date: '20260210', amount: 7600, traces: ['0012345'], text: '' },
    ],
    [
      'the payer’s TRN segment in the addenda',
      'Date\tAmount\tDescription\tAddenda\n20260210\t76.00\tHCCLAIMPMT\tTRN*1*EFT-77*1999999999~',
      { date: '20260210', amount: 7600, traces: ['EFT-77'], text: 'HCCLAIMPMT TRN*1*EFT-77*1999999999~' },
    ],
    [
      'a quoted cell with a line break and marks of its own',
      'Date,Amount,Memo\r\n10-Feb-2026,76,"ACME, ""PPO""\r\nclaims"',
      { date: '20260210', amount: 7600, traces: [], text: 'ACME, "PPO"\nclaims' },
    ],
    [
      'a byte order mark, a time beside the date, CR after the amount',
      '\uFEFFTransaction Date|Amount|Details\nFeb 10, 2026|76.00 CR|DEPOSIT',
      { date: '20260210', amount: 7600, traces: [], text: 'DEPOSIT' },
    ],
    [
      'an instant',
      'Booking Date,Net Amount\n2026-02-10T08:30:00,.05',
      { date: '20260210', amount: 5, traces: [], text: '' },
    ],
  ])('%s', (_, file, line) => {
    expect(lineOf(file)).toEqual(line);
    expect(readBankFile(file).problems).toEqual([]);
  });

  test.each([
    ['-76.00', ''],
    ['(76.00)', ''],
    ['76.00-', ''],
    ['76.00 DR', ''],
    ['76.00', 'Debit'],
    ['0.00', ''],
  ])('%s %s is no deposit', (amount, side) => {
    const { lines, otherLines, problems } = readBankFile(`Date,Amount,Type\n20260210,${amount},${side}`);
    expect([lines, otherLines, problems]).toEqual([[], 1, []]);
  });
});

it('reads cents as text: no float comes near them', () => {
  const file = 'Date,Amount\n20260210,0.29\n20260210,1.15\n20260210,"$90,071,992,547,409.91"';
  expect(readBankFile(file).lines.map(({ amount }) => amount)).toEqual([29, 115, Number.MAX_SAFE_INTEGER]);
});

describe('tells what it cannot read', () => {
  test.each([
    ['Date,Amount\nyesterday,76.00', 2, 'The date cannot be read.'],
    ['Date,Amount\n02/30/2026,76.00', 2, 'The date cannot be read.'],
    ['Date,Amount\n02/10/2026,76.005', 2, 'The amount cannot be read.'],
    ['Date,Amount\n02/10/2026,"7,6.00"', 2, 'The amount cannot be read.'],
    ['Date,Amount\n02/10/2026,90071992547409.92', 2, 'The amount cannot be read.'],
    ['Date,Amount\n02/10/2026,90071992547409.92', 2, 'The amount cannot be read.'],
    ['Name,Town\nA,B', 1, 'No line names a column of dates and one of amounts.'],
    ['', 1, 'No line names a column of dates and one of amounts.'],
  ])('%j', (file, line, message) => {
    expect(readBankFile(file).problems).toEqual([{ line, message }]);
  });
});

it('tells equal lines apart by their order, and says the same of them in another file', () => {
  const row = '02/10/2026,76.00,ACME';
  const [first, second] = readBankFile(`Date,Amount,Memo\n${row}\n${row}`).lines;
  const [alone] = readBankFile(`Memo;Date;Amount\nACME;2026-02-10;76`).lines;
  expect([first?.ordinal, second?.ordinal]).toEqual([1, 2]);
  expect(first?.content).toBe(second?.content);
  expect(alone?.content).toBe(first?.content);
});
