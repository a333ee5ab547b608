import { describe, expect, it, test } from 'vitest';
import type { X12Item } from '../../core/x12/read.ts';
import type { Finding } from '../../core/x12/types.ts';
import { isOurs, itemsOf, type Row, readingOf, rows } from './corpus.ts';
import { REWRITINGS } from './rewrite.ts';

const isOfTa1 = ({ position }: Finding): boolean => position.segmentId === 'TA1';

/** What balances, conditions and code lists say: it stands with the content, which is the same. */
const ofContent = (items: readonly X12Item[]): readonly string[] =>
  items.flatMap((item) => (item.kind === 'finding' && item.finding.level > 2 ? [item.finding.code] : []));

/**
 * Every file of the corpus that we accept, but 837s (x12-837.wide.ts): what we write of what we read reads as it
 * did.
 */
describe.each(Object.entries(REWRITINGS))('%s', async (type, { content, write }) => {
  const accepted: (readonly [file: string, row: Row])[] = [];
  for (const row of rows) {
    const { errors } = await readingOf(row);
    // The TA1s of the corpus stand in interchanges of version 00401, or beside 997s.
    const answered = type === 'TA1' && row.types.includes('TA1');
    const sound = answered ? !errors.some(isOfTa1) : errors.length === 0 && isOurs(row);
    if (sound && (answered || row.types.every((t) => t === type))) accepted.push([row.file, row]);
  }

  it('is accepted more than once', () => {
    expect(accepted.length).toBeGreaterThanOrEqual(2);
  });

  test.each(accepted)('%s is written as it was read', async (_, row) => {
    const { items } = await readingOf(row);
    const text = write(items);
    if (!text.ok) throw new Error(JSON.stringify(text.error));
    const again = await itemsOf(Buffer.from(text.value.text));
    expect(again.filter((item) => item.kind === 'finding' && item.finding.level <= 2)).toEqual([]);
    expect(ofContent(again)).toEqual(ofContent(items));
    expect(content(items).length).toBeGreaterThan(0);
    expect(content(again)).toEqual(content(items));
  });
});
