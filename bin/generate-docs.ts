/** Writes the pages that are drawn from tables. Tests fail when a page and its table differ. */
import { writeFileSync } from 'node:fs';
import { lifecyclePage } from '../core/claim/lifecycle-page.ts';
import { timersPage } from '../core/claim/timers-page.ts';
import { editCatalogue } from '../core/edits/catalogue.ts';
import { scenarioPage } from '../core/sandbox/scenario-page.ts';

const pages = {
  'docs/lifecycle.md': lifecyclePage,
  'docs/edits.md': editCatalogue,
  'docs/sandbox.md': scenarioPage,
  'docs/timers.md': timersPage,
};

for (const [path, page] of Object.entries(pages)) {
  writeFileSync(new URL(`../${path}`, import.meta.url), page());
}
