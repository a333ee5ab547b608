import { expect, it, test } from 'vitest';
import { claimStatusGroups, queueOfStatus } from '../../../core/denial/claim-status.ts';

test.each([
  ['164', 'registration'],
  ['562', 'provider-data'],
  ['24', 'provider-enrolment'],
  ['255', 'coding'],
  ['187', 'charge-entry'],
  ['252', 'authorization'],
  ['116', 'payer-mapping'],
  ['54', 'duplicate'],
  ['400', 'billing'],
  ['516', 'cob'],
  ['718', 'timely-filing'],
  ['294', 'documentation'],
  ['021', 'technical'],
  ['20', null],
  ['717', null],
  ['9999', 'technical'],
  ['', 'technical'],
])('status %s is for %s', (code, queue) => {
  expect(queueOfStatus(code)).toBe(queue);
});

it('has every status once', () => {
  const codes = claimStatusGroups.flatMap((g) => g.codes);
  expect(new Set(codes).size).toBe(codes.length);
});
