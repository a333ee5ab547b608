import { expect, it } from 'vitest';
import { makePaint } from '../../../bin/terminal/paint.ts';
import { sheet, table } from '../../../bin/terminal/table.ts';

const plain = makePaint(false);

it('is as wide as its content and ends its lines without blanks', () => {
  const columns = [{ title: 'Name' }, { title: 'Amount', align: 'right' }, { title: 'Note' }] as const;
  const rows = [
    ['a', '1.00', ''],
    ['a longer one', '1,234.50', 'x'],
  ];
  expect(table(columns, rows, plain)).toBe(
    ['Name            Amount  Note', 'a                 1.00', 'a longer one  1,234.50  x'].join('\n'),
  );
});

it('is its head alone without rows', () => {
  expect(table([{ title: 'Name' }], [], plain)).toBe('Name');
});

it('leaves out what is not known of one thing', () => {
  expect(
    sheet([
      ['State', 'PAID'],
      ['Sent', undefined],
      ['Payer', '99001'],
    ]),
  ).toBe('State  PAID\nPayer  99001');
});
