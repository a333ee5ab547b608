import { describe, expect, it } from 'vitest';
import { makeHandler } from '../../../functions/work-denials/handler.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../loop.ts';
import { a835, clm01, pays } from '../payer.ts';

stopServicesAfterEach();

async function denied(loop: Loop, cas: readonly string[]): Promise<readonly string[]> {
  await loop.intake([encounter('E1')]);
  await loop.submit();
  await loop.remit(a835({ payments: [pays(clm01(await loop.only()), '4/150/0', cas)] }));
  return loop.denials();
}

describe('a denied adjudication', () => {
  it('becomes a work item of the playbook, once, however often its message comes', async () => {
    const loop = await startLoop();
    const bodies = await denied(loop, ['CO-197 150']);
    const answer = await loop.steps.workDenials(queueEvent(...bodies, ...bodies), quiet);
    expect(answer).toEqual({ batchItemFailures: [] });
    const { claimNo } = await loop.only();
    expect(await loop.openWork()).toMatchObject([
      { reason: 'DENIAL', claimNo, value: 15_000, queue: 'authorization', details: [{ code: 'CO-197' }] },
    ]);
  });

  it('with two reasons of different actions becomes two', async () => {
    const loop = await startLoop();
    await loop.steps.workDenials(queueEvent(...(await denied(loop, ['CO-29 100', 'CO-16 50']))), quiet);
    const items = await loop.openWork();
    expect(new Set(items.map(({ action }) => action)).size).toBe(2);
    expect(items.map(({ value }) => value).toSorted()).toEqual([10_000, 5000].toSorted());
  });
});

describe('a message', () => {
  it.each([
    ['is not JSON', 'QUILLBROOK'],
    ['has an unknown field', '{"claimNo":"RVB1","version":1,"patient":"x"}'],
    ['names a claim that is not there', '{"claimNo":"RVB1","version":1}'],
    ['names no adjudication', ''],
  ])('that %s fails alone', async (_, body) => {
    const loop = await startLoop();
    const [good = ''] = await denied(loop, ['CO-197 150']);
    const bad = body === '' ? JSON.stringify({ ...JSON.parse(good), version: 1 }) : body;
    expect(await loop.steps.workDenials(queueEvent(bad, good), quiet)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(await loop.reasons()).toEqual(['DENIAL']);
  });
});

describe('a denial that stands no more', () => {
  const paid = async (loop: Loop) => pays(clm01(await loop.only()), '1/150/100', ['CO-45 50']);
  const outcomes = async (loop: Loop) =>
    (await loop.work.ofClaim((await loop.only()).claimNo))
      .filter(({ reason }) => reason === 'DENIAL')
      .map(({ status, outcome }) => [status, outcome]);

  it('is not opened when the payer paid before its message was worked', async () => {
    const loop = await startLoop();
    const bodies = await denied(loop, ['CO-197 150']);
    await loop.remit(a835({ payments: [await paid(loop)], trace: 'EFT2' }), 'two');
    await loop.steps.workDenials(queueEvent(...bodies), quiet);
    expect(await outcomes(loop)).toEqual([]);
  });

  it('is closed with what was recovered when the payer pays later', async () => {
    const loop = await startLoop();
    await loop.steps.workDenials(queueEvent(...(await denied(loop, ['CO-29 100', 'CO-16 50']))), quiet);
    await loop.remit(a835({ payments: [await paid(loop)], trace: 'EFT2' }), 'two');
    expect(await outcomes(loop)).toEqual([
      ['RESOLVED', 'recovered 100.00'],
      ['RESOLVED', 'recovered 100.00'],
    ]);
  });

  it('is closed when the payer takes it back', async () => {
    const loop = await startLoop();
    await loop.steps.workDenials(queueEvent(...(await denied(loop, ['CO-197 150']))), quiet);
    const back = pays(clm01(await loop.only()), '22/-150/0', ['CO-197 -150']);
    await loop.remit(a835({ payments: [back], trace: 'EFT2' }), 'two');
    expect(await outcomes(loop)).toEqual([['RESOLVED', 'The payer took this decision back.']]);
  });

  it('is closed even when the payer pays while it is opened', async () => {
    const loop = await startLoop();
    const bodies = await denied(loop, ['CO-197 150']);
    const late = async (...item: Parameters<Loop['work']['open']>) => {
      await loop.remit(a835({ payments: [await paid(loop)], trace: 'EFT2' }), 'two');
      return loop.work.open(...item);
    };
    const work = makeHandler({ ...loop, work: { ...loop.work, open: late }, now: () => NOW });
    await work(queueEvent(...bodies), quiet);
    expect(await outcomes(loop)).toEqual([['RESOLVED', 'recovered 100.00']]);
  });
});
