import { expect, it, test } from 'vitest';
import { fold, foldedTable } from '../../../bin/terminal/fold.ts';
import { makePaint } from '../../../bin/terminal/paint.ts';

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one', 7, ['one']],
  ['', 7, ['']],
  ['unbreakable word', 4, ['unbreakable', 'word']],
])('%j in %d characters', (text, width, lines) => {
  expect(fold(text, width)).toEqual(lines);
});

it('folds the last column of a table under its own title', () => {
  const columns = [{ title: 'Edit' }, { title: 'What' }];
  const rows = [['NPI-01', 'every number ends in a check digit that fits']];
  const text = foldedTable(columns, rows, { paint: makePaint(false), width: 36 });
  expect(text.split('\n')).toEqual([
    'Edit    What',
    'NPI-01  every number ends in a check',
    '        digit that fits',
  ]);
});
