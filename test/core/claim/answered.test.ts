import { expect, test } from 'vitest';
import { together, verdictTogether } from '../../../core/claim/answered.ts';
import type { AdjudicationFacts } from '../../../core/claim/journal.ts';

test.each([
  ['PAID', 'PAID', 'PAID'],
  ['PAID', 'ZERO_PAID', 'PAID'],
  ['ZERO_PAID', 'ZERO_PAID', 'ZERO_PAID'],
  ['DENIED', 'DENIED', 'DENIED'],
  ['DENIED', 'PAID', 'PART_DENIED'],
  ['ZERO_PAID', 'DENIED', 'PART_DENIED'],
  ['PART_DENIED', 'PAID', 'PART_DENIED'],
] as const)('%s and %s are %s together, in either order', (a, b, both) => {
  expect([verdictTogether(a, b), verdictTogether(b, a)]).toEqual([both, both]);
});

test('two parts of a claim are added up', () => {
  const part = (lines: readonly number[], paidCents: number): AdjudicationFacts => ({
    ...{ remittanceId: 'r', ordinal: lines[0] ?? 0, status: '1', paidCents, patientCents: 500 },
    ...{ whollyDenied: paidCents === 0, payerClaimControlNo: `X${lines[0]}` },
    part: { lines, chargeCents: 10_000, verdict: paidCents === 0 ? 'DENIED' : 'PAID' },
  });
  expect(together(part([2], 0), part([1, 3], 7000))).toMatchObject({
    ...{ paidCents: 7000, patientCents: 1000, whollyDenied: false, payerClaimControlNo: 'X1' },
    part: { lines: [1, 2, 3], chargeCents: 20_000, verdict: 'PART_DENIED' },
  });
});
