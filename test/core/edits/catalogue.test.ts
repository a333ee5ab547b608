import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { editCatalogue } from '../../../core/edits/catalogue.ts';
import { catalogedEdits, editSeverityKeys } from '../../../core/edits/edit-set.ts';
import { EDIT_SET_VERSION } from '../../../core/edits/engine.ts';

it('is the page docs/edits.md; run `npm run docs` when it is not', () => {
  const page = readFileSync(new URL('../../../docs/edits.md', import.meta.url), 'utf8');
  expect(page).toBe(editCatalogue());
});

it('has no edit twice', () => {
  const ids = catalogedEdits.map(({ edit }) => edit.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[A-Z]{2,4}-\d{2}$/.test(id))).toBe(true);
});

it('lists every key that a payer profile may set', () => {
  expect(editSeverityKeys).toContain('NPI-01');
  expect(editSeverityKeys).toContain('family:identifiers');
});

/** What the edits of the version said when it got its number. */
const PUBLISHED = { version: '2026-11.5', digest: '6c8f87e90df49cdf' };

it('has a new version when what it says changes: raise EDIT_SET_VERSION and put both here', () => {
  const digest = createHash('sha256').update(editCatalogue()).digest('hex').slice(0, 16);
  expect({ version: EDIT_SET_VERSION, digest }).toEqual(PUBLISHED);
});
