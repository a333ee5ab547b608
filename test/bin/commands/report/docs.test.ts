import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { ageBases, buckets } from '../../../../core/report/buckets.ts';
import { dimensionNames } from '../../../../core/report/dimensions.ts';
import { kpiCatalogue, untold } from '../../../../core/report/kpi-catalogue.ts';

const page = readFileSync(new URL('../../../../docs/reports.md', import.meta.url), 'utf8');

test.each([
  ...Object.values(kpiCatalogue).map(({ title }) => `| ${title} |`),
  ...Object.values(untold).map(({ title }) => `**${title}**`),
  ...ageBases.map((basis) => `| \`${basis}\` |`),
  ...dimensionNames.map((name) => `\`${name}\``),
  ...buckets.map(({ name }) => name),
])('docs/reports.md has %s', (word) => {
  expect(page).toContain(word);
});

it('docs/reports.md has no measure that there is not', () => {
  const told = [...(page.split('## Measures')[1]?.matchAll(/^\| ([A-Z][^|]*) \|/gm) ?? [])].map(
    ([, title]) => title,
  );
  expect(told).toEqual(Object.values(kpiCatalogue).map(({ title }) => title));
});
