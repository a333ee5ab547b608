import { expect, it, test } from 'vitest';
import { estimateOf } from '../../../core/remit/estimate.ts';
import { aPayment } from './given.ts';

test.each<[string, string[], [number, number, number]]>([
  [
    'what the payer expects to pay stands under CARC 101',
    ['CO-45 50', 'PR-2 30', 'OA-101 120'],
    [150, 30, 120],
  ],
  ['all is the patient’s', ['CO-45 50', 'PR-1 150'], [150, 150, 0]],
  ['nothing would be allowed', ['CO-96 200'], [0, 0, 0]],
])('%s', (_, cas, [allowed, patient, plan]) => {
  const payment = aPayment({ claimId: 'C0001-1', clp: '25/200/0', cas });
  expect(estimateOf(payment)).toEqual({
    chargeCents: 200_00,
    allowedCents: allowed * 100,
    patientCents: patient * 100,
    planCents: plan * 100,
  });
});

it('counts what stands on lines as what stands on the claim', () => {
  const services = [
    { code: 'D2740', charge: 150, paid: 0, cas: ['OA-101 100', 'PR-2 50'] },
    { code: 'D0120', charge: 50, paid: 0, cas: ['CO-45 50'] },
  ];
  const payment = aPayment({ claimId: 'C0001-1', clp: '25/200/0', services });
  expect(estimateOf(payment)).toMatchObject({ allowedCents: 150_00, patientCents: 50_00, planCents: 100_00 });
});
