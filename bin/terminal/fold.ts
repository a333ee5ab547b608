import type { Paint } from './paint.ts';
import { type Column, table } from './table.ts';

/** Words in lines of at most `width` characters; a longer word has a line of its own. */
export function fold(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

const GAP = 2;
/** Narrower than this nobody reads a column of prose. */
const LEAST = 24;

/** A table that fits the terminal: the last column, which holds prose, is folded. */
export function foldedTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  const last = columns.length - 1;
  const taken = columns
    .slice(0, last)
    .map(({ title }, i) => rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), title.length))
    .reduce((sum, each) => sum + each + GAP, 0);
  const room = Math.max(LEAST, width - taken);
  const blank = columns.slice(0, last).map(() => '');
  const folded = rows.flatMap((row) => {
    const [first = '', ...more] = fold(row[last] ?? '', room);
    return [[...row.slice(0, last), first], ...more.map((line) => [...blank, line])];
  });
  return table(columns, folded, paint);
}
