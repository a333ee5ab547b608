import { describe, expect, it, test } from 'vitest';
import { addDays, type CivilDate, civilDate } from '../../../core/dates.ts';
import { cents } from '../../../core/money.ts';
import type { StatementClaim } from '../../../core/patient/statement-claim.ts';
import {
  type Asked,
  aged,
  type CycleStep,
  cycleStep,
  type IssuedStatement,
  type MailAct,
} from '../../../core/patient/statement-cycle.ts';
import {
  cashOf,
  type PlanAct,
  type PlanStanding,
  planStanding,
} from '../../../core/patient/statement-plan.ts';
import type { Level } from '../../../core/patient/statement-words.ts';
import { bookOf } from './claim-book.ts';
import { aVisit, leaves, shownOf } from './statement-given.ts';

const FIRST = civilDate('20260212');
const on = (days: number): CivilDate => addDays(FIRST, days);

/** A claim that asks for so much, owed since a version of its journal. */
const claim = (claimNo: string, due = 2000, owedSince = 3): StatementClaim => ({
  ...{ claimNo, version: 9, owedSince, patient: 'ANN COE', day: '20260114', lines: [], payments: [] },
  ...{ balance: cents(due), projected: cents(due), due: cents(due) },
});
const A = claim('A');

interface Sent {
  readonly claims?: readonly string[];
  readonly level?: Level;
  readonly version?: number;
  readonly planned?: true;
}
/** The n-th statement, so many days after the first. */
const sent = (
  n: number,
  days: number,
  { claims = ['A'], level = 1, version = 9, ...more }: Sent = {},
): IssuedStatement => ({
  ...{ n, number: `RVB-1-${n}`, day: on(days), level, ...more },
  claims: claims.map((claimNo) => ({ claimNo, version, dueCents: cents(2000) })),
});

interface Case {
  readonly claims?: readonly StatementClaim[];
  readonly issued?: readonly IssuedStatement[];
  readonly mail?: readonly MailAct[];
  readonly plan?: PlanStanding;
}
const stepAfter = (
  days: number,
  { claims = [A], issued = [], mail = [], plan = { kind: 'none' } }: Case,
): CycleStep => cycleStep({ today: on(days), claims, issued, mail, plan, minimum: cents(500) });
const said = (step: CycleStep): string => {
  if (step.kind === 'issue') return `no. ${step.n}, level ${step.level}`;
  return step.kind === 'wait' ? `wait until ${step.until}` : step.kind;
};

describe('a balance that nobody pays', () => {
  const first = sent(1, 0);
  const second = sent(2, 30);
  const third = sent(3, 60);
  const fourth = sent(4, 90);
  test.each<[number, readonly IssuedStatement[], string]>([
    [0, [], 'no. 1, level 1'],
    [0, [first], 'wait until 20260314'],
    [29, [first], 'wait until 20260314'],
    [30, [first], 'no. 2, level 2'],
    [59, [first, second], 'wait until 20260413'],
    [60, [first, second], 'no. 3, level 3'],
    [90, [first, second, third], 'no. 4, level 4'],
    [119, [first, second, third, fourth], 'wait until 20260612'],
    [120, [first, second, third, fourth], 'review'],
    [400, [first, second, third, fourth], 'review'],
  ])('on day %i: %s', (days, issued, expected) => {
    expect(said(stepAfter(days, { issued }))).toBe(expected);
  });

  test.each<[string, number, readonly IssuedStatement[], string]>([
    ['a reminder comes before what is past due', 95, [first], 'no. 2, level 2'],
    ['nobody is reviewed before the final notice', 200, [first, second, third], 'no. 4, level 4'],
    ['the final notice has its time', 130, [first, second, third, sent(4, 110)], 'wait until 20260702'],
  ])('late: %s', (_, days, issued, expected) => {
    expect(said(stepAfter(days, { issued }))).toBe(expected);
  });

  it('is reviewed claim by claim, under the number of the last statement', () => {
    expect(stepAfter(120, { issued: [first, second, third, fourth] })).toEqual({
      ...{ kind: 'review', claims: ['A'], last: 'RVB-1-4' },
    });
  });
});

describe('several claims', () => {
  const B = claim('B');
  it('are on one statement, as earnest as the oldest', () => {
    expect(said(stepAfter(60, { claims: [A, B], issued: [sent(1, 0), sent(2, 30)] }))).toBe('no. 3, level 3');
  });

  it('go on with the next oldest once that one is paid', () => {
    const issued = [sent(1, 0), sent(2, 30, { claims: ['A', 'B'], level: 2 })];
    expect(said(stepAfter(60, { claims: [B], issued }))).toBe('no. 3, level 2');
  });

  it('keep their guarantor’s statements going when one of them is for review', () => {
    const issued = [sent(1, 0), sent(2, 30), sent(3, 60), sent(4, 90)];
    const step = stepAfter(120, { claims: [A, B], issued });
    expect(said(step)).toBe('no. 5, level 1');
    expect(step.kind === 'issue' && step.asked).toEqual([
      { claimNo: 'A', times: 4, firstOn: FIRST },
      { claimNo: 'B', times: 0 },
    ]);
  });

  it('are asked for together when one alone is too small', () => {
    const [a, b] = [claim('A', 300), claim('B', 200)];
    expect(said(stepAfter(0, { claims: [a] }))).toBe('below-minimum');
    expect(said(stepAfter(0, { claims: [a, b] }))).toBe('no. 1, level 1');
  });
});

test.each<[string, Case, string]>([
  ['nothing owed', { claims: [] }, 'nothing-due'],
  ['all of it held back', { claims: [claim('A', 0)] }, 'nothing-due'],
  ['4.99', { claims: [claim('A', 499)] }, 'below-minimum'],
  ['5.00', { claims: [claim('A', 500)] }, 'no. 1, level 1'],
])('%s: %s', (_, given, expected) => {
  expect(said(stepAfter(0, given))).toBe(expected);
});

describe('what was not owed in between', () => {
  it('begins anew: a statement before does not count', () => {
    const owedAgain = claim('A', 2000, 12);
    const issued = [sent(1, 0), sent(2, 30, { version: 9, level: 2 })];
    expect(said(stepAfter(60, { claims: [owedAgain], issued }))).toBe('no. 3, level 1');
    expect(said(stepAfter(60, { claims: [A], issued }))).toBe('no. 3, level 3');
  });

  it('is seen by the journal: a reversal takes the balance away, its correction makes it new', () => {
    const book = bookOf(aVisit('RVB0003'));
    book.decides(leaves('RVB0003', 20), 'EFT1');
    expect(shownOf(book).owedSince).toBe(3);
    book.receives(5, 'R1');
    expect(shownOf(book).owedSince).toBe(3);
    book.takesBack(leaves('RVB0003', 20), 'EFT2');
    expect(shownOf(book).owedSince).toBe(0);
    book.decides(leaves('RVB0003', 20), 'EFT3');
    expect(shownOf(book)).toMatchObject({ owedSince: 6, balance: 1500 });
  });
});

describe('letters that come back', () => {
  const mail = (act: MailAct['act'], afterStatement: number, n = 1): MailAct => ({
    ...{ n, act, afterStatement, user: 'ann', at: '2026-03-01T12:00:00.000Z' },
  });
  it('stop the cycle', () => {
    expect(said(stepAfter(30, { issued: [sent(1, 0)], mail: [mail('returned', 1)] }))).toBe('returned-mail');
  });

  it('and begin it anew, at once, when the address is mended; numbers go on', () => {
    const given = { issued: [sent(1, 0), sent(2, 30)], mail: [mail('returned', 2), mail('mended', 2, 2)] };
    expect(said(stepAfter(35, given))).toBe('no. 3, level 1');
    expect(said(stepAfter(70, { ...given, issued: [...given.issued, sent(3, 35)] }))).toBe('no. 4, level 2');
  });
});

describe('a payment plan', () => {
  const plan = (kind: 'on-time' | 'late'): PlanStanding => ({ kind, instalment: cents(500), payBy: on(30) });
  const kept = plan('on-time');
  const first = sent(1, 0);
  const planned = [sent(2, 30, { planned: true }), sent(3, 60, { planned: true })];
  test.each<[string, number, Case, string]>([
    ['kept: statements come, and take no level', 30, { issued: [first], plan: kept }, 'no. 2, level 1'],
    ['kept: one a month', 31, { issued: [first, ...planned.slice(0, 1)], plan: kept }, 'wait until 20260413'],
    [
      'kept: nobody is reviewed',
      200,
      { issued: [first, sent(2, 30), sent(3, 60), sent(4, 90)], plan: kept },
      'no. 5, level 1',
    ],
    [
      'broken: levels go on where they stood',
      90,
      { issued: [first, ...planned], plan: plan('late') },
      'no. 4, level 2',
    ],
  ])('%s', (_, days, given, expected) => {
    expect(said(stepAfter(days, given))).toBe(expected);
  });

  const agreed = (instalment: number): PlanAct => ({
    ...{ n: 1, act: 'agreed', day: FIRST, instalmentCents: cents(instalment), firstOn: on(30) },
    ...{ user: 'ann', at: '2026-02-12T12:00:00.000Z' },
  });
  test.each<[number, readonly (readonly [day: number, amount: number])[], string]>([
    [0, [], 'on-time 20260314'],
    [40, [], 'on-time 20260314'],
    [41, [], 'late 20260314'],
    [41, [[35, 400]], 'late 20260314'],
    [41, [[35, 500]], 'on-time 20260413'],
    [41, [[-1, 500]], 'late 20260314'],
    [70, [[0, 500]], 'on-time 20260413'],
    [71, [[0, 500]], 'late 20260413'],
    [
      71,
      [
        [0, 500],
        [2, 499],
      ],
      'late 20260413',
    ],
    [
      71,
      [
        [0, 500],
        [71, 500],
      ],
      'on-time 20260513',
    ],
    [130, [[0, 2000]], 'on-time 20260712'],
  ])('of 5.00 in 30 days each, on day %i, paid %o: %s', (day, paid, expected) => {
    const cash = paid.map(([days, amount]) => ({ day: on(days), amount: cents(amount) }));
    const stands = planStanding([agreed(500)], cash, on(day));
    expect(stands.kind === 'none' ? 'none' : `${stands.kind} ${stands.payBy}`).toBe(expected);
  });

  it('that ended, or never was, stands for nothing', () => {
    const { instalmentCents: _, firstOn: __, ...act } = agreed(500);
    expect(planStanding([], [], FIRST)).toEqual({ kind: 'none' });
    expect(planStanding([agreed(500), { ...act, n: 2, act: 'ended' }], [], FIRST)).toEqual({ kind: 'none' });
  });

  it('counts what the patient paid, not what bounced', () => {
    const book = bookOf(aVisit('RVB0003'));
    book.decides(leaves('RVB0003', 20), 'EFT1');
    book.receives(5, 'R1');
    book.receives(6, 'R2');
    book.returns('R1');
    expect(cashOf(book.events)).toEqual([{ day: '20260301', amount: 600 }]);
  });
});

test.each([
  [0, 'current'],
  [30, 'current'],
  [31, '31-60'],
  [60, '31-60'],
  [61, '61-90'],
  [90, '61-90'],
  [91, '91-120'],
  [120, '91-120'],
  [121, 'over 120'],
] as const)('%i days after its first statement a balance is in the box %s', (days, box) => {
  const asked: readonly Asked[] = [{ claimNo: 'A', times: 1, firstOn: FIRST }];
  const none = { current: 0, '31-60': 0, '61-90': 0, '91-120': 0, 'over 120': 0 };
  expect(aged([A], asked, on(days))).toEqual({ ...none, [box]: 2000 });
});
