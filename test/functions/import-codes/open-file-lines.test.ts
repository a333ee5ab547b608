import { describe, expect, test } from 'vitest';
import { lineBatches } from '../../../functions/import-codes/open-file-lines.ts';
import { inChunks } from './uploads.ts';

async function linesOf(bytes: Uint8Array | string, size: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const batch of lineBatches(inChunks(bytes, size))) lines.push(...batch);
  return lines;
}

describe.each([1, 2, 3, 5, 1000])('lines, %d bytes at a time', (size) => {
  test.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\r\n\r\nc', ['a', 'b', '', 'c']],
    ['a\rb\r\rc\r', ['a', 'b', '', 'c']],
    ['a\r\nb\nc\rd', ['a', 'b', 'c', 'd']],
    ['é’\r\nüß\n', ['é’', 'üß']],
    ['a\n\u001a', ['a']],
    ['', []],
  ])('of %j', async (text, lines) => {
    expect(await linesOf(text, size)).toEqual(lines);
  });

  test('of two code pages', async () => {
    const bytes = Buffer.concat([
      Buffer.from('é\r\n'),
      Buffer.from('\u0093é\u0094\r\n', 'latin1'),
      Buffer.from('’\n'),
    ]);
    expect(await linesOf(bytes, size)).toEqual(['é', '“é”', '’']);
  });
});
