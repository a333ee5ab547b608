import { expect, it } from 'vitest';
import { untestedLines } from '../../../bin/terminal/claim-text.ts';
import { wrapped } from '../../../bin/terminal/wrapped.ts';

it('what was not tested is told apart: no table, or a part of one', () => {
  const claim = { releases: ['icd10cm starter', 'pos starter'], untested: ['icd10cm', 'cpt', 'add-on'] };
  expect(untestedLines(claim)).toEqual(['no table of cpt, add-on', 'in part only: icd10cm']);
  expect(untestedLines({ releases: [], untested: [] })).toEqual([]);
});

it('words are set in lines that fit a terminal', () => {
  const words = Array.from({ length: 30 }, (_, i) => `word-${i}`);
  const lines = wrapped('  ', words);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.length <= 80 && line.startsWith('  '))).toBe(true);
  expect(lines.join(' ').replaceAll(/\s+/g, '').split(',')).toEqual(words);
});
