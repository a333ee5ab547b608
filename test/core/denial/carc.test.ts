import { describe, expect, it, test } from 'vitest';
import { workQueues } from '../../../core/claim/types.ts';
import {
  carcRule,
  carcRules,
  categoryQueues,
  contractualCarcs,
  contractualIfPaid,
  rarcRule,
  rarcRules,
} from '../../../core/denial/carc.ts';

it('has every code of domain.md 6.2 and 6.3 once', () => {
  expect(new Set(carcRules.map((r) => r.carc)).size).toBe(carcRules.length);
  expect(new Set(rarcRules.map((r) => r.rarc)).size).toBe(rarcRules.length);
  expect([carcRules.length, rarcRules.length]).toEqual([99, 61]);
});

test.each([
  ['16', 'technical', 'FIX7', 'P1', 'R', 'S2'],
  ['29', 'timely-filing', 'APPEAL', 'P1', 'A', undefined],
  ['50', 'medical-necessity', 'APPEAL', 'P1', 'A', 'S3'],
  ['97', 'bundling', 'FIX7', 'P2', 'R', 'S4'],
  ['197', 'authorization', 'AUTH', 'P1', 'A', undefined],
  ['252', 'documentation', 'DOCS', 'P1', 'D', 'S1'],
  ['22', 'cob', 'ELIG', 'P1', 'T', undefined],
  ['B7', 'provider-enrolment', 'FIX7', 'P1', 'R', undefined],
])('CARC %s is %s, %s, %s', (carc, category, action, priority, deadline, scenario) => {
  const rule = carcRule(carc);
  expect([rule.category, rule.actions[0], rule.priority, rule.deadline, rule.scenario]).toEqual([
    category,
    action,
    priority,
    deadline,
    scenario,
  ]);
});

it('sends a code that nobody knows to a person', () => {
  expect(carcRule('999')).toMatchObject({ category: 'technical', priority: 'P2', actions: ['REPROC'] });
  expect(rarcRule('N9999')).toBeUndefined();
});

describe('every category', () => {
  it('has a queue', () => {
    expect(Object.values(categoryQueues).filter((queue) => !workQueues.includes(queue))).toEqual([]);
  });

  it.each(carcRules)('of CARC $carc is known, its words are our own and plain', ({ category, means }) => {
    expect(categoryQueues).toHaveProperty(category);
    expect(means).toMatch(/^[a-zA-Z].*[a-z0-9)]$/);
  });
});

it('posts as contractual only what the table does not want worked', () => {
  const worked = contractualCarcs
    .map(carcRule)
    .filter(
      (r) =>
        r.category !== 'contractual' && r.category !== 'technical' && !contractualIfPaid.includes(r.carc),
    );
  expect(worked).toEqual([]);
});
