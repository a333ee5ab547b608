import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { addDays, civilDate } from '../../../core/dates.ts';
import { daysFrom } from '../../../core/edits/global-days.ts';
import { editCases, lineOf, linesOf } from './procedures-cases.ts';

const GLB = { ids: ['GLB-'] };
/** A knee replacement (90 days) so many days before the visit of 5 January 2026. */
const kneeBefore = (days: number, changes: object = {}) => {
  const day = Number(addDays(civilDate('20260105'), -days));
  return { code: '27447', modifiers: ['RT'], from: day, to: day, pos: '21', ...changes };
};
const visit = (text: string, ...history: readonly object[]) => ({
  changes: linesOf(lineOf(text)),
  history,
});

editCases('visits after an operation', GLB, [
  ['five days after are part of it', visit('99213', kneeBefore(5)), ['GLB-01 lines[0].modifiers (warning)']],
  [
    'ninety days after are part of it',
    visit('99213', kneeBefore(90)),
    ['GLB-01 lines[0].modifiers (warning)'],
  ],
  ['ninety-one days after are not', visit('99213', kneeBefore(91)), []],
  ['of its own day are for MOD-05', visit('99213', kneeBefore(0)), []],
  ['before it are not', visit('99213', kneeBefore(-5)), []],
  ['for another problem have 24', visit('99213-24', kneeBefore(5)), []],
  ['that decide on a further operation have 57', visit('99213-57', kneeBefore(5)), []],
  ['by another provider are none', visit('99213', kneeBefore(5, { rendering: '1234567893' })), []],
  ['by who only assisted are none', visit('99213', kneeBefore(5, { modifiers: ['80'] })), []],
  ['by who gave the surgical care only are none', visit('99213', kneeBefore(5, { modifiers: ['54'] })), []],
  ['after a procedure without a period are none', visit('99213', kneeBefore(5, { code: '11102' })), []],
  [
    'whichever payer had the operation',
    visit('99213', kneeBefore(5, { payerId: '99002' })),
    ['GLB-01 lines[0].modifiers (warning)'],
  ],
  [
    'on the same claim are part of it too',
    { changes: linesOf(lineOf('27447', { from: '20260102' }), lineOf('99213')) },
    ['GLB-01 lines[1].modifiers (warning)'],
  ],
]);

editCases('operations after an operation', GLB, [
  ['say how they belong together', visit('11102', kneeBefore(5)), ['GLB-02 lines[0].modifiers (warning)']],
  ['58 says it', visit('11102-58', kneeBefore(5)), []],
  ['78 says it', visit('27447-78', kneeBefore(5)), []],
  ['79 says it', visit('27447-79-LT', kneeBefore(5)), []],
  ['need not beyond the period', visit('11102', kneeBefore(91)), []],
]);

test.each([
  [20260105, 20260105, 0],
  [20251231, 20260101, 1],
  [20240228, 20240301, 2],
  [20250228, 20250301, 1],
  [20260105, 20251231, -5],
])('from %i to %i there are %i days', (a, b, days) => {
  expect(daysFrom(a, b)).toBe(days);
});

it('counts days as the calendar does', () => {
  const start = civilDate('19000101');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: -5000, max: 5000 }), (from, days) => {
      const a = addDays(start, from);
      expect(daysFrom(Number(a), Number(addDays(a, days)))).toBe(days);
    }),
  );
});
