import { expect, it } from 'vitest';
import type { Summary } from '../../../bin/session/summary.ts';
import { makePaint } from '../../../bin/terminal/paint.ts';
import { summaryText } from '../../../bin/terminal/summary-text.ts';

const summary: Summary = {
  encounters: 40,
  claims: { total: 40, byState: { CLOSED: 30, DENIED: 10 }, revisions: 0 },
  work: { open: 1, byQueue: { coding: 1 } },
  ledger: {
    balanced: true,
    chargesCents: 1_000_000,
    insurancePaidCents: 600_000,
    contractualCents: 250_000,
    patientCents: 100_000,
    openCents: 50_000,
    otherCents: 0,
    suspenseCents: 700,
  },
  elapsedMs: 2500,
  claimsPerSecond: 16,
  peakRssBytes: 104_857_600,
  dynamoDbWritesPerClaim: 9.5,
  requests: {},
};

it('tells how things stand in a screenful', () => {
  expect(summaryText(summary, makePaint(false))).toBe(
    [
      '40 claims',
      `  CLOSED  30  ${'▪'.repeat(30)}`,
      `  DENIED  10  ${'▪'.repeat(10)}`,
      '',
      '1 work item for people',
      `  coding  1  ${'▪'.repeat(30)}`,
      '',
      'Ledger  balanced, every check holds',
      '  Charges                         $10,000.00',
      '  Paid by insurance                $6,000.00',
      '  Contractual adjustments          $2,500.00',
      '  Due from patients                $1,000.00',
      '  Due from insurance                 $500.00',
      '  In suspense, of no known claim       $7.00',
      '',
      '2.5 s, 16 claims a second, 9.5 DynamoDB writes a claim, at most 100 MB of memory',
    ].join('\n'),
  );
});

it('does not hide a ledger out of balance', () => {
  const text = summaryText({ ...summary, ledger: { ...summary.ledger, balanced: false } }, makePaint(false));
  expect(text).toContain('NOT balanced');
});
