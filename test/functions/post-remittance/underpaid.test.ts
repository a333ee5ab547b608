import { describe, expect, it } from 'vitest';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { aPayment } from '../../core/remit/given.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { loadRates, withContract } from '../contract.ts';
import { encounter, type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, clm01 } from '../payer.ts';

stopServicesAfterEach();

/** A claim of $120 and $30, sent; its contract allows 100 and 20. */
async function started() {
  const loop = await startLoop({ config: withContract() });
  await loadRates(loop);
  await loop.intake([encounter('E1')]);
  await loop.submit();
  return { loop, claimId: clm01(await loop.only()) };
}

/** Pays the first line so much, and the second by contract. Amounts in dollars. */
const paysFirst = (claimId: string, dollars: number): ClaimPayment =>
  aPayment(
    {
      claimId,
      clp: `1/150/${dollars + 20}`,
      services: [
        { code: '99213', modifiers: ['25'], charge: 120, paid: dollars, cas: [`CO-45 ${120 - dollars}`] },
        { code: '87880', modifiers: ['QW'], charge: 30, paid: 20, cas: ['CO-45 10'] },
      ],
    },
    { filingCode: '12', patientLast: 'QUILLBROOK', patientFirst: 'OTTILIE', from: '20260105' },
  );

const reversed = (payment: ClaimPayment): ClaimPayment => ({
  ...payment,
  status: '22',
  charge: -payment.charge as ClaimPayment['charge'],
  paid: -payment.paid as ClaimPayment['paid'],
  services: payment.services.map((service) => ({
    ...service,
    charge: -service.charge as ClaimPayment['charge'],
    paid: -service.paid as ClaimPayment['paid'],
    adjustments: service.adjustments.map((one) => ({ ...one, amount: -one.amount as typeof one.amount })),
  })),
});

const underpaid = async (loop: Loop, status: 'OPEN' | 'RESOLVED' = 'OPEN') =>
  (await loop.work.list({ status })).filter(({ reason }) => reason === 'UNDERPAID');

describe('a payer with a contract', () => {
  it('that allows what it owes leaves no work', async () => {
    const { loop, claimId } = await started();
    await loop.remit(a835({ payments: [paysFirst(claimId, 100)] }));
    expect(await loop.reasons()).toEqual([]);
  });

  it('that allows less opens one item for the claim, with the lines and their amounts', async () => {
    const { loop, claimId } = await started();
    await loop.remit(a835({ payments: [paysFirst(claimId, 87.5)] }));
    const [item, ...more] = await underpaid(loop);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      ...{ queue: 'posting', priority: 'P2', action: 'APPEAL', value: 1250, partnerId: PARTNER },
      details: [
        { code: 'EXPECTED', line: 1, amount: 10_000 },
        { code: 'ALLOWED', line: 1, amount: 8750 },
      ],
    });
  });

  it('opens it once, however often the batch is posted', async () => {
    const { loop, claimId } = await started();
    const read = await loop.remit(a835({ payments: [paysFirst(claimId, 87.5)] }));
    const before = await loop.dump();
    await loop.steps.postRemittance({ fileId: read.fileId, partner: PARTNER, batch: 0 }, quiet);
    expect(await loop.dump()).toEqual(before);
  });

  it('that takes its decision back has no open item any more, and its correction is compared', async () => {
    const { loop, claimId } = await started();
    const first = paysFirst(claimId, 87.5);
    await loop.remit(a835({ payments: [first] }), 'a');
    await loop.remit(a835({ trace: 'EFT2', payments: [paysFirst(claimId, 90), reversed(first)] }), 'b');
    expect(await underpaid(loop)).toMatchObject([{ value: 1000 }]);
    expect(await underpaid(loop, 'RESOLVED')).toMatchObject([
      { value: 1250, outcome: 'The payer took its decision back.' },
    ]);
  });

  it('whose correction came before the reversal is compared once it counts', async () => {
    const { loop, claimId } = await started();
    const first = paysFirst(claimId, 87.5);
    await loop.remit(a835({ payments: [first] }), 'a');
    await loop.remit(a835({ trace: 'EFT2', payments: [paysFirst(claimId, 90)] }), 'b');
    expect(await underpaid(loop)).toMatchObject([{ value: 1250 }]);
    // What the reversal takes back and the forwarding balance come to no payment.
    const plb = [{ code: 'FB', amount: first.paid === 0 ? first.paid : (-first.paid as typeof first.paid) }];
    const header = { handling: 'H', method: 'NON' };
    const none = (first.paid - first.paid) as typeof first.paid;
    await loop.remit(a835({ trace: 'EFT3', payments: [reversed(first)], plb, header, paid: none }), 'c');
    expect(await underpaid(loop)).toMatchObject([{ value: 1000 }]);
  });

  it('of which no table is loaded leaves no work, and the log says so once for the batch', async () => {
    const loop = await startLoop({ config: withContract() });
    await loop.intake([encounter('E1'), encounter('E2')]);
    await loop.submit();
    const payments = (await loop.heads()).map((head) => paysFirst(clm01(head), 1));
    const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments }));
    const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    const notes: unknown[] = [];
    const log = { ...quiet, note: (...said: readonly unknown[]) => void notes.push(said) };
    await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, log);
    expect(await loop.reasons()).toEqual([]);
    expect(notes.filter((said) => JSON.stringify(said).includes('no-rates'))).toHaveLength(1);
  });
});

it('a payer without a contract is asked for nothing', async () => {
  const loop = await startLoop();
  await loadRates(loop);
  await loop.intake([encounter('E1')]);
  await loop.submit();
  await loop.remit(a835({ payments: [paysFirst(clm01(await loop.only()), 1)] }));
  expect(await loop.reasons()).toEqual([]);
});
