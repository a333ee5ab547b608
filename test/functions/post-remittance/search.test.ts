import { describe, expect, it } from 'vitest';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, ca277, clm01, pays, paysInPart } from '../payer.ts';

stopServicesAfterEach();

/** Claims that the payer accepted under numbers of its own: `PC` and the end of CLM01. */
async function accepted(loop: Loop, changes: readonly object[] = [{}]): Promise<readonly string[]> {
  await loop.intake(changes.map((change, i) => encounter(`E${i}`, { ...change })));
  await loop.submit();
  const heads = await loop.heads();
  const numbers = heads.map(clm01);
  const batchId = heads[0]?.batch?.batchId ?? '';
  await loop.respond(ca277({ batchId, claims: numbers.map((claimId) => ({ claimId, status: 'A2:20' })) }));
  return numbers;
}

const NOBODY: Partial<ClaimPayment> = { patientLast: 'OTHER', from: '20251231' };
/** What the example claim's payment says of its services, beside the charge. */
const SERVICES = { memberId: 'MEM0001', renderingNpi: '1888888884' };

const stateOf = async (loop: Loop) => (await loop.heads()).map(({ state }) => state);
const rungs = async (loop: Loop) =>
  (await Array.fromAsync(loop.claims.scanEvents())).flatMap((e) =>
    'facts' in e && e.facts.kind === 'adjudicated' ? e.facts.rung : [],
  );
const unclaimed = async (loop: Loop) =>
  (await Array.fromAsync(loop.claims.scanEvents())).filter((e) => 'remittanceId' in e);
const payersNumber = (claimId: string) => `PC${claimId.slice(-5)}`;

describe('a payment whose claim number is none of ours', () => {
  it("is posted to the claim of the payer's own number, when name, dates or charge agree", async () => {
    const loop = await startLoop();
    const [claimId = ''] = await accepted(loop);
    const payment = { ...paysInPart('PATIENT77'), payerClaimControlNo: payersNumber(claimId) };
    await loop.remit(a835({ payments: [payment] }));
    expect([await stateOf(loop), await rungs(loop), await loop.reasons()]).toEqual([['CLOSED'], [3], []]);
    const [remittance] = await loop.files.listRemittances();
    expect(remittance?.status).toBe('posted');
  });

  it.each([
    ['but nothing else agrees', NOBODY, '1/80/80', []],
    ['and two claims have it', {}, '1/150/150', []],
  ])("lies in suspense when the payer's number fits, %s", async (why, more, clp) => {
    const loop = await startLoop();
    const two = why.includes('two');
    const [claimId = ''] = await accepted(loop, two ? [{}, {}] : [{}]);
    if (two) {
      // The payer gave the second claim the first one's number.
      const [, second = ''] = (await loop.heads()).map(clm01);
      const batchId = (await loop.heads())[0]?.batch?.batchId ?? '';
      const text = ca277({ batchId, trace: 'T2', claims: [{ claimId: second, status: 'A2:20' }] });
      await loop.respond(text.replace(payersNumber(second), payersNumber(claimId)), 'again.edi');
    }
    const payment = { ...pays('PATIENT77', clp), payerClaimControlNo: payersNumber(claimId), ...more };
    await loop.remit(a835({ payments: [payment] }));
    expect(await loop.reasons()).toEqual(['UNKNOWN_CLAIM']);
    expect(await unclaimed(loop)).toMatchObject([
      { reason: 'UNKNOWN_CLAIM', held: { payment: { claimId: 'PATIENT77' } } },
    ]);
  });

  it('is posted to the only claim of that member, day, charge and rendering provider', async () => {
    const loop = await startLoop();
    await accepted(loop, [{}, { 'coverages[0].memberId': 'MEM0002' }]);
    await loop.remit(a835({ payments: [{ ...paysInPart('PATIENT77'), ...SERVICES }] }));
    expect((await stateOf(loop)).toSorted()).toEqual(['CLOSED', 'PAYER_ACCEPTED']);
    expect(await rungs(loop)).toEqual([4]);
  });

  it.each([
    ['two claims are alike', [{}, {}], {}],
    ['the member is another', [{}], { memberId: 'MEM0009' }],
    ['the day is another', [{}], { from: '20260106' }],
    ['the rendering provider is another', [{}], { renderingNpi: '1999999992' }],
  ])('lies in suspense when %s', async (_, claims, more) => {
    const loop = await startLoop();
    await accepted(loop, claims);
    await loop.remit(a835({ payments: [{ ...paysInPart('PATIENT77'), ...SERVICES, ...more }] }));
    expect(await loop.reasons()).toEqual(['UNKNOWN_CLAIM']);
    expect(await rungs(loop)).toEqual([]);
  });
});

describe('what was decided once', () => {
  const read = async (loop: Loop, payments: readonly ClaimPayment[]) => {
    const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments }));
    const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    return { fileId, partner: PARTNER, batch: 0 };
  };

  it('binds a repeat, though the index answers otherwise now', async () => {
    const loop = await startLoop();
    await accepted(loop);
    const input = await read(loop, [{ ...paysInPart('PATIENT77'), ...SERVICES }]);
    await loop.steps.postRemittance(input, quiet);
    const after = await loop.heads();
    // A second claim like the first one: rung 4 would find two now.
    await loop.intake([encounter('E9')], 'later.ndjson');
    await loop.steps.postRemittance(input, quiet);
    expect((await loop.heads()).filter(({ claimNo }) => claimNo === after[0]?.claimNo)).toEqual(after);
    expect((await unclaimed(loop)).map(({ entries }) => entries)).toEqual([[]]);
  });

  it('keeps money in suspense that came before its claim', async () => {
    const loop = await startLoop();
    const other = await startLoop();
    await other.intake([encounter('LATE')]);
    const late = (await other.heads()).map(clm01)[0] ?? '';
    const input = await read(loop, [paysInPart(late)]);
    await loop.steps.postRemittance(input, quiet);
    await loop.intake([encounter('LATE')]);
    await loop.submit();
    await loop.steps.postRemittance(input, quiet);
    expect([await rungs(loop), await loop.reasons()]).toEqual([[], ['UNKNOWN_CLAIM']]);
    const [remittance] = await loop.files.listRemittances();
    expect(await loop.files.proofs(remittance?.remittanceId ?? '')).toMatchObject({
      clearingCents: 10_000,
      suspenseCents: 10_000,
    });
  });
});
