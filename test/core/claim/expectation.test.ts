import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dueDate, expectationOf } from '../../../core/claim/expectation.ts';
import { type FilingState, filingStates } from '../../../core/claim/types.ts';
import { addDays, civilDate, daysBetween } from '../../../core/dates.ts';

const FRIDAY = civilDate('20260109');

describe('the next answer is due', () => {
  test.each<[FilingState, string | null]>([
    ['DRAFT', null],
    ['EDIT_HOLD', '20260113'],
    ['READY', '20260112'],
    ['BATCHED', '20260112'],
    ['SENT', '20260112'],
    ['SYNTAX_OK', '20260113'],
    ['CH_ACCEPTED', '20260116'],
    ['PAYER_ACCEPTED', '20260208'],
    ['PENDED', '20260208'],
    ['REJ_INTERCHANGE', '20260112'],
    ['REJ_SYNTAX', '20260112'],
    ['REJ_FRONTEND', '20260113'],
    ['DENIED', '20260123'],
    ['PART_DENIED', '20260123'],
    ['PAID', null],
    ['CLOSED', null],
    ['VOIDED', null],
  ])('for a filing that is %s since a Friday: %s', (state, due) => {
    expect(dueDate(state, FRIDAY)).toBe(due);
  });

  it.each(['20260109', '20260110', '20260111'])(
    'on the Monday after %s where one business day is given',
    (since) => {
      expect(dueDate('SENT', civilDate(since))).toBe('20260112');
    },
  );

  it('never on a weekend where business days count, and always later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.constantFrom(...filingStates), (days, state) => {
        const since = addDays(civilDate('20240101'), days);
        const due = dueDate(state, since);
        if (due === null) return;
        expect(due > since).toBe(true);
        // 1 January 2024 was a Monday.
        const weekday = daysBetween(civilDate('20240101'), due) % 7;
        if (expectationOf(state)?.business) expect(weekday).toBeLessThan(5);
      }),
    );
  });
});

test.each(filingStates)('an answer is awaited in %s exactly where it has a due date', (state) => {
  expect(expectationOf(state) === null).toBe(dueDate(state, FRIDAY) === null);
});
