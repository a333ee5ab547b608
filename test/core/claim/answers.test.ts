import { expect, test } from 'vitest';
import { decidingStatus, isRefused, isRefusedSet, statusCodes } from '../../../core/claim/answers.ts';
import type { ClaimStatus } from '../../../core/x12/types.ts';

/** `WQ A1:20 A7:164:IL`: the action and the composites of one STC. */
function stc(text: string): ClaimStatus {
  const [action = '', ...composites] = text.split(' ');
  return {
    action,
    categories: composites.map((composite) => {
      const [category = '', status = '', entity] = composite.split(':');
      return { category, status, ...(entity === undefined ? {} : { entity }) };
    }),
  };
}

test.each<[string, readonly string[], boolean, string | undefined]>([
  ['accepted', ['WQ A2:20'], false, 'A2'],
  ['received', ['WQ A1:19'], false, 'A1'],
  ['split', ['WQ A5:717'], false, 'A5'],
  ['refused by action and category', ['U A7:164:IL'], true, 'A7'],
  ['refused by its category though the action accepts', ['WQ A3:33'], true, 'A3'],
  ['refused by its action though the category accepts', ['U A1:20'], true, 'A1'],
  ['not found', ['U A4:35'], true, 'A4'],
  ['refused by a later status', ['WQ A1:19', 'U A8:187'], true, 'A8'],
  ['refused by a later composite', ['U A1:19 A6:158'], true, 'A6'],
  ['not said', [], false, undefined],
])('a claim is %s', (_, texts, refused, deciding) => {
  const statuses = texts.map(stc);
  expect(isRefused(statuses)).toBe(refused);
  expect(decidingStatus(statuses)?.category).toBe(deciding);
});

test('status codes name category, status and entity of every composite, and nothing else', () => {
  expect(statusCodes([stc('U A7:164:IL A3:33'), stc('WQ A1:19')])).toEqual(['A7:164:IL', 'A3:33', 'A1:19']);
});

test.each([
  ['A', 'A', false],
  ['E', 'A', false],
  [undefined, 'A', false],
  [undefined, 'P', false],
  [undefined, 'R', true],
  ['R', 'P', true],
  ['M', 'P', true],
  ['W', 'P', true],
  ['X', 'P', true],
  ['A', 'R', true],
])('a set with IK501 %s in a group with AK901 %s is refused: %s', (setCode, groupCode, refused) => {
  expect(isRefusedSet({ groupCode, ...(setCode === undefined ? {} : { setCode }) })).toBe(refused);
});
