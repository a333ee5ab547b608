import { describe, expect, it, test } from 'vitest';
import type { Priority } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { DeadlineBasis } from '../../../core/denial/carc.ts';
import type { DenialItem } from '../../../core/denial/classify.ts';
import {
  type DenialContext,
  deadlineOf,
  denialDueDate,
  denialWorkItems,
} from '../../../core/denial/playbook.ts';
import { claimNo } from '../../../core/ids.ts';
import { usd } from '../remit/given.ts';

const context: DenialContext = {
  adjudicationId: 'A1',
  claimNo: claimNo('C0001'),
  clientId: 'riverbend',
  partnerId: 'acme',
  today: civilDate('20260211'),
  remittanceDate: civilDate('20260210'),
  serviceDate: civilDate('20260105'),
  limits: { replacementWindowDays: 90, appealDays: 120, timelyFilingDays: 365 },
};
const item = (lineNo: number, carc: string, dollars: number, ...remarks: string[]): DenialItem => ({
  lineNo,
  group: 'CO',
  carc,
  amount: usd(dollars),
  remarks,
});

test.each<[DeadlineBasis | undefined, string | null]>([
  ['R', '20260511'],
  ['A', '20260610'],
  ['D', '20260312'],
  ['T', '20270105'],
  [undefined, null],
])('the deadline of basis %s is %s', (basis, deadline) => {
  expect(deadlineOf(basis, context)).toBe(deadline);
});

it('knows no filing limit where the payer has none configured', () => {
  const limits = { replacementWindowDays: 90, appealDays: 120 };
  expect(deadlineOf('T', { ...context, limits })).toBeNull();
});

test.each<[Priority, string | null, string]>([
  ['P1', null, '20260225'],
  ['P2', null, '20260313'],
  ['P3', null, '20260328'],
  ['P4', null, '20260412'],
  ['P1', '20260511', '20260225'],
  ['P4', '20260312', '20260302'],
  ['P1', '20260215', '20260211'],
  ['P1', '20250101', '20260211'],
])('%s with the deadline %s is due %s', (priority, deadline, due) => {
  const today = context.today;
  expect(denialDueDate(priority, deadline === null ? null : civilDate(deadline), today)).toBe(due);
});

describe('work items', () => {
  it('S02: both lines of a CO-16 are one item, for provider data', () => {
    const items = denialWorkItems([item(1, '16', 120, 'N286'), item(2, '16', 30, 'N286')], context);
    expect(items).toEqual([
      {
        id: 'A1/DENIAL/FIX7',
        queue: 'provider-data',
        reason: 'DENIAL',
        priority: 'P1',
        dueDate: '20260225',
        summary:
          'Line 1 was denied: information missing or wrong; a remark code says which (CO-16), with 1 more of the ' +
          'same action. Next: correct the claim and send a replacement (or NEW1).',
        clientId: 'riverbend',
        partnerId: 'acme',
        claimNo: 'C0001',
        value: usd(150),
        action: 'FIX7',
        details: [
          {
            code: 'CO-16',
            line: 1,
            amount: usd(120),
            text: 'information missing or wrong; a remark code says which',
          },
          { code: 'N286', line: 1 },
          {
            code: 'CO-16',
            line: 2,
            amount: usd(30),
            text: 'information missing or wrong; a remark code says which',
          },
          { code: 'N286', line: 2 },
        ],
      },
    ]);
  });

  it('S03: a CO-97 goes to bundling', () => {
    expect(denialWorkItems([item(2, '97', 15)], context)).toMatchObject([
      { queue: 'bundling', value: usd(15) },
    ]);
  });

  it('S22: a CO-50 goes to medical necessity, to be appealed', () => {
    expect(denialWorkItems([item(1, '50', 80)], context)).toMatchObject([
      { queue: 'medical-necessity', action: 'APPEAL', priority: 'P1' },
    ]);
  });

  it('S29: a late filing is appealed within two weeks', () => {
    const late = { ...context, today: civilDate('20260520'), remittanceDate: civilDate('20260520') };
    expect(denialWorkItems([item(1, '29', 300)], late)).toMatchObject([
      { queue: 'timely-filing', action: 'APPEAL', priority: 'P1', dueDate: '20260603', value: usd(300) },
    ]);
  });

  it('are one per action, with the queue of the most urgent', () => {
    const items = denialWorkItems(
      [item(1, '58', 10), item(2, '4', 5), item(3, '50', 80), item(0, '16', 5)],
      context,
    );
    expect(items.map((i) => [i.id, i.queue, i.value])).toEqual([
      ['A1/DENIAL/APPEAL', 'medical-necessity', usd(80)],
      ['A1/DENIAL/FIX7', 'technical', usd(20)],
    ]);
    expect(items[1]?.summary).toMatch(/^The claim was denied: .* with 2 more/);
  });

  it('are due with their most pressing part', () => {
    const short = { ...context, limits: { ...context.limits, replacementWindowDays: 15 } };
    expect(denialWorkItems([item(1, '16', 100), item(2, '58', 10)], short)).toMatchObject([
      { dueDate: '20260215' },
    ]);
  });

  it('speak of the patient’s share as such', () => {
    const [found] = denialWorkItems([{ ...item(1, '27', 24), group: 'PR' }], context);
    expect(found).toMatchObject({ queue: 'registration', action: 'ELIG' });
    expect(found?.summary).toMatch(/^Line 1 was left to the patient: /);
  });

  it('are none without denials', () => {
    expect(denialWorkItems([], context)).toEqual([]);
  });
});
