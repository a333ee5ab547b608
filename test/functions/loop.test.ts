import { expect, test } from 'vitest';
import { stopServicesAfterEach } from '../support/services.ts';
import { encounter, PARTNER, startLoop } from './loop.ts';
import { a835, a999, ca277, clm01, denies, paysInPart, ta1 } from './payer.ts';

stopServicesAfterEach();

test('an encounter goes through every step to a posted and reconciled remittance', async () => {
  const loop = await startLoop();
  expect(await loop.intake([encounter('E1'), encounter('E2')])).toMatchObject({
    outcome: 'received',
    batches: 1,
  });
  expect(await loop.submit()).toMatchObject({ outcome: 'planned', interchanges: 1 });
  const [first, second] = await loop.heads();
  if (first?.batch === undefined || second === undefined) throw new Error('two claims were sent');
  await loop.respond(ta1(1), 'ta1');
  await loop.respond(a999(1, { '0001': 'A' }), '999');
  const claims = [first, second].map((head) => ({ claimId: clm01(head), status: 'A2:20' }));
  await loop.respond(ca277({ batchId: first.batch.batchId, claims }), '277ca');
  expect(Object.values(await loop.states())).toEqual(['PAYER_ACCEPTED', 'PAYER_ACCEPTED']);
  const remitted = await loop.remit(a835({ payments: [paysInPart(clm01(first)), denies(clm01(second))] }));
  expect(remitted).toMatchObject({ outcome: 'read', reconciled: 'reconciled' });
  expect(await loop.states()).toEqual({ [first.claimNo]: 'CLOSED', [second.claimNo]: 'DENIED' });
  const denials = await loop.denials();
  await loop.steps.workDenials({ Records: [] }, { note: () => {}, count: () => {} });
  expect(denials).toHaveLength(1);
  expect(await loop.files.interchange(PARTNER, 1)).toMatchObject({ ta1: 'A', acceptedSets: ['0001'] });
});
