import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { leastDays } from '../../../core/claim/timer-settings.ts';
import { stateTimers } from '../../../core/claim/timer-table.ts';
import { timersPage } from '../../../core/claim/timers-page.ts';

it('docs/timers.md is what the tables say; `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/timers.md', import.meta.url), 'utf8')).toBe(timersPage());
});

it('tells of every timer and every item', () => {
  const page = timersPage();
  expect(Object.keys(leastDays).filter((timer) => !page.includes(`\`${timer}\``))).toEqual([]);
  expect(stateTimers.filter(({ reason }) => !page.includes(`\`${reason}\``))).toEqual([]);
});
