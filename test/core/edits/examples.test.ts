import { expect, test } from 'vitest';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { exampleEncounter } from '../../../core/edits/example.ts';
import { findingsIn } from './contexts.ts';

const edits = catalogedEdits.map(({ edit }) => [edit.id, edit] as const);

test('the example encounter has no finding', () => {
  expect(findingsIn({})).toEqual([]);
});

test.each(edits)('%s finds its failing example, and says where to work on it', (id, edit) => {
  const found = findingsIn(edit.examples.fails).filter(({ editId }) => editId === id);
  expect(found).not.toEqual([]);
  for (const finding of found) {
    expect(finding.message).toMatch(/^[A-Z].*\.$/);
    expect(finding.field).toMatch(/^[a-zA-Z]+(\d|\[\d+\]|\.[a-zA-Z0-9]+)*$/);
  }
});

test.each(edits)('%s lets its passing example through', (id, edit) => {
  expect(findingsIn(edit.examples.passes).filter(({ editId }) => editId === id)).toEqual([]);
});

test.each(edits)('%s says no value of the claim', (_, edit) => {
  const values = leaves([exampleEncounter, edit.examples.fails]).filter((text) => text.length > 2);
  const said = JSON.stringify(findingsIn(edit.examples.fails).map(({ message, field }) => [message, field]));
  expect(values.filter((value) => said.includes(value))).toEqual([]);
});

function leaves(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}
