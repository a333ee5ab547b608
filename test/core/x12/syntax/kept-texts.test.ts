import { describe, expect, it } from 'vitest';
import { shortTextOf } from '../../../../core/x12/syntax/kept-texts.ts';
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
