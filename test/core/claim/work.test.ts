import { expect, it, test } from 'vitest';
import { transitionTable } from '../../../core/claim/lifecycle-table.ts';
import { workQueues } from '../../../core/claim/types.ts';
import { type WorkReason, workItem, workRules } from '../../../core/claim/work.ts';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';
import { usd } from '../remit/given.ts';

const today = civilDate('20260210');

test.each<[WorkReason, string, string, string]>([
  ['TA1_REJECT', 'technical', 'P1', '20260211'],
  ['999_REJECT', 'technical', 'P1', '20260211'],
  ['277CA_REJECT', 'billing', 'P1', '20260212'],
  ['CONFLICTING_ACK', 'billing', 'P2', '20260215'],
  ['UNKNOWN_CLAIM', 'posting', 'P2', '20260215'],
  ['RECORDS_REQUEST', 'documentation', 'P1', '20260312'],
])('%s goes to %s as %s, due %s', (reason, queue, priority, dueDate) => {
  expect(workItem(reason, { id: 'x', today })).toMatchObject({ reason, queue, priority, dueDate, value: 0 });
});

it('takes ids, money, details and a better queue from its subject', () => {
  const item = workItem('277CA_REJECT', {
    id: 'ack/C0009',
    today,
    queue: 'registration',
    claimNo: claimNo('C0009'),
    partnerId: 'acme',
    value: usd(250),
    details: [{ code: 'A7:164:IL' }],
  });
  expect(item).toMatchObject({
    id: 'ack/C0009',
    queue: 'registration',
    claimNo: 'C0009',
    value: 25000,
    details: [{ code: 'A7:164:IL' }],
  });
  expect(item).not.toHaveProperty('today');
});

test.each(Object.entries(workRules))('%s says what happened and what to do', (_, { queue, summary }) => {
  expect(workQueues).toContain(queue);
  expect(summary).toMatch(/^[A-Z].+\.$/);
  expect(summary.length).toBeLessThan(160);
});

it('knows every reason of the transition table', () => {
  const reasons = transitionTable.flatMap(({ work = [] }) => work);
  expect(reasons.filter((reason) => !(reason in workRules))).toEqual([]);
});
