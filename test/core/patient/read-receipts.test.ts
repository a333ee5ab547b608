import { describe, expect, it, test } from 'vitest';
import { readReceipts } from '../../../core/patient/read-receipts.ts';

const heading = 'Claim,Amount,Method,Receipt,Date';
const read = (...rows: readonly string[]) => readReceipts([heading, ...rows].join('\n'));

describe('a list of patients’ payments', () => {
  it('is read by its headings, in any order, under whatever stands above them', () => {
    const file = [
      'Riverbend in July',
      '',
      'Received;Receipt No;Claim number;Paid',
      '3/1/2026;R-1;rvb2m4kq-1;"1,250.5"',
    ];
    expect(readReceipts(file.join('\r\n'))).toEqual({
      rows: [
        {
          line: 4,
          claimNo: 'RVB2M4KQ',
          amount: 125_050,
          method: 'other',
          receipt: 'R-1',
          receivedOn: '20260301',
        },
      ],
      problems: [],
    });
  });

  test.each([
    ['20.00', 2000],
    ['$20', 2000],
    ['1,250.05', 125_005],
    ['0.07', 7],
  ])('takes %s', (amount, cents) => {
    expect(read(`C1,"${amount}",card,R1,2026-03-01`).rows.map((row) => row.amount)).toEqual([cents]);
  });

  test.each([
    ['C1,20.001,cash,R1,', 'The amount cannot be read, or is not above 0.'],
    ['C1,0.00,cash,R1,', 'The amount cannot be read, or is not above 0.'],
    ['C1,-5.00,cash,R1,', 'The amount cannot be read, or is not above 0.'],
    ['C1,"1,2",cash,R1,', 'The amount cannot be read, or is not above 0.'],
    ['C 1,5.00,cash,R1,', 'The claim number cannot be read.'],
    [',5.00,cash,R1,', 'The claim number cannot be read.'],
    ['C1,5.00,barter,R1,', 'The method is none of cash, check, card, other.'],
    ['C1,5.00,cash,,', 'The receipt is no number of letters, digits and hyphens.'],
    ['C1,5.00,cash,ANN COE,', 'The receipt is no number of letters, digits and hyphens.'],
    ['C1,5.00,cash,R1,2026-02-30', 'The date cannot be read.'],
  ])('refuses %s and repeats none of it', (row, message) => {
    const { rows, problems } = read(row, 'C2,5.00,cheque,R2,20260301');
    expect(problems).toEqual([{ line: 2, message }]);
    expect(rows.map(({ claimNo, method }) => [claimNo, method])).toEqual([['C2', 'check']]);
  });

  it('refuses a receipt that stands there twice', () => {
    expect(read('C1,5.00,cash,R1,', 'C2,5.00,cash,R1,').problems).toEqual([
      { line: 3, message: 'The receipt is that of line 2 too.' },
    ]);
  });

  it('without its headings is no list', () => {
    expect(readReceipts('Name,Town\nA,B\n')).toEqual({
      rows: [],
      problems: [{ line: 1, message: 'No line names the columns claim, amount and receipt.' }],
    });
  });
});
