import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scenarioPage } from '../../../core/sandbox/scenario-page.ts';
import { scenarios } from '../../../core/sandbox/scenarios.ts';

it('docs/sandbox.md is what the tables say; `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8')).toBe(scenarioPage());
});

it('shows every scenario', () => {
  const page = scenarioPage();
  expect(Object.keys(scenarios).filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});
