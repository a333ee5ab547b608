import { expect, test } from 'vitest';
import { matchLines } from '../../../core/remit/match.ts';
import { leavesLinesOpen, partAnswered } from '../../../core/remit/split-claim.ts';
import { aClaim, aPayment, filingIn } from './given.ts';

const claim = aClaim('C0060', [
  { code: '99214', charge: 100 },
  { code: '71046', charge: 60 },
  { code: '87880', charge: 40 },
]);
const ofLines = (charge: number, ...lines: readonly number[]) =>
  aPayment({
    claimId: 'C0060-1',
    clp: `1/${charge}/0`,
    services: lines.map((line) => ({ code: 'X', charge: 1, paid: 0, line: `C0060-1-${line}` })),
  });
/** What was answered before. */
const after = (lines: readonly number[], chargeCents: number) =>
  filingIn('PAID', {
    adjudication: {
      ...{ paidCents: 1, patientCents: 0, whollyDenied: false },
      part: { lines, chargeCents, verdict: 'PAID' },
    },
  });

test.each([
  ['a first part', ofLines(100, 1), filingIn('PAYER_ACCEPTED'), { lines: [1], joins: false, open: true }],
  ['other lines', ofLines(60, 2), after([1], 100_00), { lines: [2], joins: true, open: true }],
  ['the last lines', ofLines(100, 2, 3), after([1], 100_00), { lines: [2, 3], joins: true, open: false }],
  ['a line again', ofLines(60, 1, 2), after([1], 100_00), { lines: [1, 2], joins: false, open: true }],
  [
    'more than the claim charges',
    ofLines(120, 2),
    after([1], 100_00),
    { lines: [2], joins: false, open: true },
  ],
] as const)('%s', (_, payment, filing, expected) => {
  const found = partAnswered(
    { payment, matches: matchLines(claim, payment.services) },
    claim,
    filing,
    'PAID',
  );
  expect(found).toMatchObject({ part: { lines: expected.lines }, joins: expected.joins });
  expect(leavesLinesOpen(found, claim, filing.adjudication)).toBe(expected.open);
});

test.each([
  ['of all lines', ofLines(190, 1, 2, 3)],
  ['of the whole charge', ofLines(200, 1)],
  ['without lines', aPayment({ claimId: 'C0060-1', clp: '1/100/0' })],
  ['of a line that is not ours', ofLines(100, 1, 9)],
])('a payment %s is no part', (_, payment) => {
  const matches = matchLines(claim, payment.services);
  expect(partAnswered({ payment, matches }, claim, filingIn('PAID'), 'PAID')).toBeNull();
});
