import { expect, it } from 'vitest';
import { headOf } from '../../../core/codes/table/keys.ts';
import { addPair, emptyFilter, mayHold } from '../../../core/codes/table/pair-filter.ts';

const codes = Array.from({ length: 200 }, (_, i) => String(90_000 + i * 7));
const pairs = codes.flatMap((one) => codes.map((two) => [one, two] as const));
const held = pairs.filter((_, i) => i % 5 === 0);
const filter = emptyFilter(held.length);
for (const [one, two] of held) addPair(filter, headOf(one), headOf(two));

it('a filter lets every pair through that it was given', () => {
  expect(held.filter(([one, two]) => !mayHold(filter, one, two))).toEqual([]);
});

it('and keeps four fifths of the others out, at least', () => {
  const others = pairs.filter((_, i) => i % 5 !== 0);
  expect(others.filter(([one, two]) => mayHold(filter, one, two)).length).toBeLessThan(others.length / 5);
});

it('keeps out what is no code', () => {
  expect(mayHold(emptyFilter(0), 'é', '')).toBe(false);
});
