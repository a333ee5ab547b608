import { describe, expect, it } from 'vitest';
import { KeptTexts, shortTextOf } from '../../../../core/x12/syntax/kept-texts.ts';
import { packed } from '../../../../core/x12/syntax/packed.ts';

describe('short texts', () => {
  it('are what their codes say, however many come and in whatever order', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -'];
    const pairs = letters.flatMap((a) => letters.map((b) => a + b));
    const texts = [...letters, ...pairs, ...pairs.flatMap((pair) => ['1', 'Z', '~'].map((c) => pair + c))];
    const read = (all: readonly string[]) => all.map((text) => shortTextOf(packed(text)));

    expect(read(texts)).toEqual(texts);
    expect(read(texts.toReversed())).toEqual(texts.toReversed());
    const byTurns = texts.flatMap((text) => [text, 'HC', text, 'CO', 'PR']);
    expect(read(byTurns)).toEqual(byTurns);
  });
});

describe('long texts', () => {
  const reads = (texts: readonly string[]): readonly string[] => {
    const kept = new KeptTexts();
    return texts.map((text) => kept.textOf(Buffer.from(`NM1*${text}*`), 4, 4 + text.length));
  };

  it('are what their bytes say, however many come and in whatever order', () => {
    const texts = Array.from({ length: 500 }, (_, i) => `ACME HEALTH PLAN ${i} OF ${'OHIO '.repeat(i % 12)}`);

    expect(reads([...texts, ...texts.toReversed()])).toEqual([...texts, ...texts.toReversed()]);
  });

  it('differ where one byte in the middle does', () => {
    const texts = ['ACME HEALTH PLAN', 'ACME WEALTH PLAN', 'ACME HEALTH PLAN', 'ACME HEALTH  LAN'];

    expect(reads(texts)).toEqual(texts);
  });
});
