import { expect, test } from 'vitest';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import { brief, findingsOfExample } from './contexts.ts';

const edits = catalogedEdits.map(({ edit }) => [edit.id, edit] as const);

test.each(['P', 'I', 'D'] as const)('the example claim %s has no finding', (of) => {
  expect(brief(findingsOfExample({ of, changes: {} }))).toEqual([]);
});

test.each(edits)('%s finds its failing example, and says where to work on it', (id, edit) => {
  const found = findingsOfExample(edit.examples.fails).filter(({ editId }) => editId === id);
  expect(found).not.toEqual([]);
  for (const finding of found) {
    expect(finding.message).toMatch(/^[A-Z].*\.$/);
    expect(finding.field).toMatch(/^[a-zA-Z]+(\d|\[\d+\]|\.[a-zA-Z0-9]+)*$/);
    expect(finding.severity === 'info' || edit.severity !== 'info').toBe(true);
  }
});

test.each(edits)('%s lets its passing example through', (id, edit) => {
  expect(findingsOfExample(edit.examples.passes).filter(({ editId }) => editId === id)).toEqual([]);
});

test.each(edits)('%s tests the kinds of claims of its examples', (_, { types, examples }) => {
  expect(types).toContain(examples.fails.of ?? 'P');
  expect(types).toContain(examples.passes.of ?? 'P');
});

test.each(edits)('%s says no value of the claim', (_, edit) => {
  const { fails } = edit.examples;
  const values = leaves([exampleClaim(fails), fails.changes]).filter((text) => text.length > 3);
  const said = JSON.stringify(findingsOfExample(fails).map(({ message, field }) => [message, field]));
  expect(values.filter((value) => said.includes(value))).toEqual([]);
});

function leaves(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}
