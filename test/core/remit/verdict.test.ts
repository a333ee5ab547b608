import { expect, test } from 'vitest';
import { decideClaim } from '../../../core/remit/adjustments.ts';
import { matchLines } from '../../../core/remit/match.ts';
import { adjudicatedEvent, verdictOf } from '../../../core/remit/verdict.ts';
import { aClaim, aPayment } from './given.ts';

const claim = aClaim('C0001', [
  { code: 'A0001', charge: 60 },
  { code: 'A0002', charge: 40 },
]);

test.each<[string, string, [number, string[]], [number, string[]], string, boolean]>([
  ['all paid', '1', [60, []], [40, []], 'PAID', false],
  ['all for the patient', '1', [0, ['PR-1 60']], [0, ['PR-1 40']], 'ZERO_PAID', false],
  ['all written off', '4', [0, ['CO-24 60']], [0, ['CO-24 40']], 'ZERO_PAID', false],
  ['one line denied', '1', [60, []], [0, ['CO-97 40']], 'PART_DENIED', false],
  ['one denied, one for the patient', '1', [0, ['PR-1 60']], [0, ['CO-50 40']], 'PART_DENIED', false],
  ['one denied, one written off', '1', [0, ['CO-45 60']], [0, ['CO-50 40']], 'DENIED', false],
  ['all denied although processed', '1', [0, ['CO-16 60']], [0, ['CO-16 40']], 'DENIED', false],
  ['all denied as duplicate', '1', [0, ['OA-18 60']], [0, ['OA-18 40']], 'DENIED', true],
  ['partly as duplicate', '1', [0, ['OA-18 60']], [0, ['CO-16 40']], 'DENIED', false],
])('%s (CLP02 %s): %j and %j is %s', (_, status, first, second, verdict, duplicate) => {
  const services = [
    { code: 'A0001', charge: 60, paid: first[0], cas: first[1] },
    { code: 'A0002', charge: 40, paid: second[0], cas: second[1] },
  ];
  const payment = aPayment({ claimId: 'C0001-1', clp: `${status}/100/${first[0] + second[0]}`, services });
  const decision = decideClaim(payment, matchLines(claim, payment.services));
  expect(verdictOf(payment, decision)).toBe(verdict);
  expect(
    adjudicatedEvent(payment, decision, { verdict: verdictOf(payment, decision), furtherPart: false }),
  ).toMatchObject({
    status,
    deniedAsDuplicate: duplicate,
  });
});
