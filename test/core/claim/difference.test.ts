import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { changedFields } from '../../../core/claim/difference.ts';

test.each<[string, unknown, unknown, readonly string[]]>([
  ['nothing', { a: 1, b: [{ c: 'x' }] }, { b: [{ c: 'x' }], a: 1 }, []],
  ['a field', { pos: '11' }, { pos: '22' }, ['pos']],
  ['a field of a party', { billing: { npi: '1' } }, { billing: { npi: '2' } }, ['billing.npi']],
  [
    'a field of a line',
    { lines: [{ code: 'A' }, { code: 'B' }] },
    { lines: [{ code: 'A' }, { code: 'C' }] },
    ['lines[1].code'],
  ],
  ['a field that came', {}, { cliaNo: 'x' }, ['cliaNo']],
  ['a field that went', { cliaNo: 'x' }, {}, ['cliaNo']],
  ['a line that came', { lines: [1] }, { lines: [1, 2] }, ['lines[1]']],
  ['a list that became a field', { dx: ['A'] }, { dx: 'A' }, ['dx']],
  ['a party that went', { rendering: { npi: '1' } }, { rendering: null }, ['rendering']],
  ['several, in order', { b: 1, a: { z: 1, y: 1 } }, { b: 2, a: { z: 2, y: 2 } }, ['a.y', 'a.z', 'b']],
])('two versions differ in %s', (_, before, after, paths) => {
  expect(changedFields(before, after)).toEqual(paths);
});

it('names list places in the order of their numbers', () => {
  const before = Array.from({ length: 12 }, () => 'x');
  const after = before.map((_, i) => ([2, 10].includes(i) ? 'y' : 'x'));
  expect(changedFields(before, after)).toEqual(['[2]', '[10]']);
});

it('names fifty places at most', () => {
  const before = Array.from({ length: 80 }, (_, i) => i);
  expect(
    changedFields(
      before,
      before.map((n) => n + 1),
    ),
  ).toHaveLength(50);
});

it('finds nothing between equal values, and the same paths in either direction', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(changedFields(before, structuredClone(before))).toEqual([]);
      expect(changedFields(before, after)).toEqual(changedFields(after, before));
    }),
  );
});
