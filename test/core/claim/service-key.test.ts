import { expect, test } from 'vitest';
import { serviceKey, serviceKeyOf } from '../../../core/claim/service-key.ts';
import { paidServiceKey } from '../../../core/remit/match.ts';
import { aClaim, aHeader, aPayment, usd } from '../remit/given.ts';

const facts = { memberId: 'MEM0001', day: '20260114', chargeCents: usd(90), renderingNpi: '1888888884' };

test.each([
  ['as billed', {}, true],
  ['with blanks, hyphens and small letters in the member id', { memberId: ' mem-0001 ' }, true],
  ['another member', { memberId: 'MEM0002' }, false],
  ['another day', { day: '20260115' }, false],
  ['another charge', { chargeCents: usd(90.01) }, false],
  ['another provider', { renderingNpi: '1999999992' }, false],
])('a payment of the same services, %s: %s', (_, changes, same) => {
  expect(serviceKey({ ...facts, ...changes }) === serviceKey(facts)).toBe(same);
});

test.each(['memberId', 'day', 'renderingNpi'] as const)('without %s there is no key', (missing) => {
  expect(serviceKey({ ...facts, [missing]: undefined })).toBeUndefined();
});

test('a claim and its payment have the same key, where the payee renders and is not named again', () => {
  const claim = aClaim('C0050', [
    { code: '99213', charge: 60 },
    { code: '87880', charge: 30 },
  ]);
  const [acme] = claim.content.coverages;
  const content = {
    ...claim.content,
    coverages: [{ ...acme, seq: 1, payer: { name: 'ACME', id: '99001' }, memberId: 'MEM0001' }],
  };
  const ours = serviceKeyOf(content, claim.totalCharge, 1);
  const payment = aPayment({ claimId: 'ZZ99', clp: '1/90/75' }, { memberId: 'MEM 0001' });
  expect(paidServiceKey(payment, aHeader(75))).toBe(ours);
  expect(ours).toBeDefined();
  expect(paidServiceKey({ ...payment, renderingNpi: '1888888884' }, aHeader(75))).not.toBe(ours);
  expect(serviceKeyOf(content, claim.totalCharge, 2)).toBeUndefined();
});
