import { describe, expect, it } from 'vitest';
import { cents } from '../../../core/money.ts';
import { paymentIndexKey, remittancePageKey } from '../../../functions/read-remittance/payment-batch.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, pays } from '../payer.ts';

stopServicesAfterEach();

const strangers = (count: number) => Array.from({ length: count }, (_, i) => pays(`STRANGER${i}`, '1/10/10'));

async function read(loop: Loop, payments: number) {
  const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments: strangers(payments) }));
  const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
  const [remittance] = await loop.files.listRemittances();
  return { fileId, partner: PARTNER, remittanceId: remittance?.remittanceId ?? '' };
}

describe('a posted remittance', () => {
  it('is closed where every cent of its payment was posted', async () => {
    const loop = await startLoop();
    const { fileId, partner } = await read(loop, 2);
    await loop.steps.postRemittance({ fileId, partner, batch: 0 }, quiet);
    expect(await loop.steps.reconcileRemittance({ fileId, partner }, quiet)).toEqual({
      outcome: 'reconciled',
    });
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'done' });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'posted' }]);
  });

  it('of which a batch is missing stays open, so that the same file resumes it', async () => {
    const loop = await startLoop();
    const { fileId, partner } = await read(loop, 51);
    await loop.steps.postRemittance({ fileId, partner, batch: 0 }, quiet);
    expect(await loop.steps.reconcileRemittance({ fileId, partner }, quiet)).toEqual({
      outcome: 'incomplete',
    });
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'received' });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'read' }]);
    expect(await loop.remit(a835({ payments: strangers(51) }), 'again')).toMatchObject({
      outcome: 'read',
      reconciled: 'reconciled',
    });
  });

  it('that is out of balance stays open and opens one work item with the amounts', async () => {
    const loop = await startLoop();
    const { fileId, partner, remittanceId } = await read(loop, 2);
    await loop.files.putProof(remittanceId, 0, { positions: 2, clearingCents: 1900, suspenseCents: 0 });
    for (const _ of [1, 2]) {
      expect(await loop.steps.reconcileRemittance({ fileId, partner }, quiet)).toEqual({
        outcome: 'out-of-balance',
      });
    }
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'received' });
    expect(await loop.openWork()).toMatchObject([
      {
        reason: 'OUT_OF_BALANCE',
        value: 2000,
        details: [
          { code: 'BPR02', amount: 2000 },
          { code: 'POSTED_TO_1015', amount: 1900 },
          { code: 'DIFFERENCE', amount: -100 },
        ],
      },
    ]);
  });

  it('that was never registered is refused by name', async () => {
    const loop = await startLoop();
    await loop.artifacts.create(paymentIndexKey('f'), JSON.stringify({ batches: 0, remittances: 1 }));
    await loop.artifacts.create(remittancePageKey('f', 0), JSON.stringify([{ remittanceId: 'r', held: [] }]));
    await expect(
      loop.steps.reconcileRemittance({ fileId: 'f', partner: PARTNER }, quiet),
    ).rejects.toMatchObject({ name: 'RemittanceMissing' });
  });
});

describe('adjustments at provider level', () => {
  it('are part of what was posted of the payment, once, and their questions reach people', async () => {
    const loop = await startLoop();
    const plb = [
      { code: 'L6', amount: cents(-300) },
      { code: 'WO', reference: 'PC1', amount: cents(500) },
      { code: 'CS', amount: cents(50) },
      { code: 'LE', amount: cents(40) },
    ];
    const text = a835({ payments: strangers(2), plb, paid: cents(1710) });
    expect(await loop.remit(text)).toMatchObject({ reconciled: 'reconciled' });
    const [{ remittanceId } = { remittanceId: '' }] = await loop.files.listRemittances();
    const unclaimed = await loop.claims.unclaimed(remittanceId, 0);
    expect(unclaimed?.entries.map(({ type }) => type)).toEqual(['J7', 'J18', 'J8g', 'J8f']);
    expect(await loop.files.listRecoupments()).toMatchObject([
      { kind: 'WO', reference: 'PC1', amountCents: 500, trace: 'EFT1' },
    ]);
    expect((await loop.reasons()).filter((reason) => reason !== 'UNKNOWN_CLAIM').toSorted()).toEqual([
      'INTEREST_MISMATCH',
      'LEVY',
      'PROVIDER_ADJUSTMENT_TO_CLASSIFY',
      'RECOUPMENT_UNEXPLAINED',
    ]);
  });

  it('of a payment without claims are posted too', async () => {
    const loop = await startLoop();
    const plb = [{ code: 'AP', amount: cents(-10_000) }];
    const remitted = await loop.remit(a835({ payments: [], plb, paid: cents(10_000) }));
    expect(remitted).toMatchObject({ outcome: 'read', batches: 0, reconciled: 'reconciled' });
  });
});
