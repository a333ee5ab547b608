import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lifecyclePage } from '../../../core/claim/lifecycle-page.ts';
import { transitionTable } from '../../../core/claim/lifecycle-table.ts';
import { filingStates } from '../../../core/claim/types.ts';

it('docs/lifecycle.md is what the table says; `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/lifecycle.md', import.meta.url), 'utf8')).toBe(lifecyclePage());
});

it('shows every state and every row', () => {
  const page = lifecyclePage();
  expect(filingStates.filter((state) => !page.includes(`| \`${state}\` |`))).toEqual([]);
  const rows = new Set([...page.matchAll(/^\| (\d+) \|/gm)].map((m) => Number(m[1])));
  expect([...rows]).toEqual([...new Set(transitionTable.map(({ row }) => row))]);
});
