import { describe, expect, it } from 'vitest';
import { type Matching, matchTo, unmatch } from '../../../bin/session/match-payment.ts';
import type { PaymentRef } from '../../../bin/session/suspended-payment.ts';
import { readSuspense } from '../../../bin/session/suspense.ts';
import { civilDate } from '../../../core/dates.ts';
import { contractsOf } from '../../../functions/post-remittance/underpaid.ts';
import { codeLoader } from '../../../store/loaded-codes.ts';
import { encounter, type Loop, NOW, quiet, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays, paysInPart } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const as = (loop: Loop): Matching => ({
  ...loop,
  user: 'ann',
  contracts: contractsOf({ config: loop.config, codeLoader: codeLoader(loop.codeSets) }, quiet),
  now: () => NOW,
});

/** The stores, of which nothing may read a whole table. */
const withoutScans = ({ claims, files }: Loop) => {
  const never = () => {
    throw new Error('a whole table is read');
  };
  return { files, claims: { ...claims, scanHeads: never, scanEvents: never } };
};

const question = { today: NOW, suggestions: 3, phi: false };
const listed = async (loop: Loop, more = {}) =>
  (await readSuspense(withoutScans(loop), { ...question, ...more })).items;

/** Two claims that were sent, and $100 for a number that is no claim's. */
async function strangers(loop: Loop): Promise<PaymentRef> {
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  await loop.remit(a835({ payments: [paysInPart('STRANGER1')] }));
  const [remittance] = await loop.files.listRemittances();
  return { remittanceId: remittance?.remittanceId ?? '', ordinal: 1 };
}

describe('the list of suspense', () => {
  it('is read from indexes, with suggestions, whatever else the ledger holds', async () => {
    const loop = await startLoop();
    const { remittanceId } = await strangers(loop);
    const numbers = (await loop.heads()).map(({ claimNo }) => claimNo);
    const [item, another] = await listed(loop);
    expect(another).toBeUndefined();
    expect(item).toMatchObject({
      payment: `${remittanceId}:1`,
      amountCents: 10_000,
      reason: 'UNKNOWN_CLAIM',
    });
    expect(item?.suggestions.map(({ claimNo }) => claimNo).toSorted()).toEqual(numbers.toSorted());
    expect(await listed(loop, { suggestions: 0 })).toMatchObject([{ suggestions: [] }]);
  });

  it('leaves out what was matched, even where the index has not heard of it', async () => {
    const loop = await startLoop();
    const ref = await strangers(loop);
    const [claim] = await loop.heads();
    if (claim === undefined) throw new Error('there are claims');
    await matchTo(as(loop), ref, claim.claimNo);
    expect(await loop.claims.inSuspense()).toEqual([]);
    await loop.claims.enterSuspense(ref, civilDate('20260110'));
    expect(await loop.claims.inSuspense()).toHaveLength(1);
    expect(await listed(loop)).toEqual([]);
  });

  it('has a payment again whose match was undone, and one that its own claim cannot take', async () => {
    const loop = await startLoop();
    const ref = await strangers(loop);
    const [claim] = await loop.heads();
    if (claim === undefined) throw new Error('there are claims');
    await matchTo(as(loop), ref, claim.claimNo);
    await unmatch(as(loop), ref);
    expect(await listed(loop)).toMatchObject([{ reason: 'UNKNOWN_CLAIM' }]);

    await loop.intake([encounter('UNSENT')], 'unsent.ndjson');
    const unsent = (await loop.heads()).find(({ batch }) => batch === undefined);
    if (unsent === undefined) throw new Error('one claim is not sent');
    await loop.remit(a835({ payments: [paysInPart(clm01(unsent))], trace: 'EFT2' }), 'EFT2.edi');
    expect((await listed(loop)).map(({ claimNo }) => claimNo)).toContain(unsent.claimNo);
  });

  it('suggests an answered claim whose number is mistyped only where all claims are looked at', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    await loop.submit();
    const { claimNo } = await loop.only();
    await loop.remit(a835({ payments: [paysInPart(`${claimNo}-1`)], trace: 'EFT1' }), 'EFT1.edi');
    const mistyped = `${claimNo.slice(0, -1)}${claimNo.endsWith('X') ? 'Y' : 'X'}-1`;
    await loop.remit(
      a835({ payments: [{ ...pays(mistyped, '1/80/80'), payerClaimControlNo: 'OTHER1' }], trace: 'EFT2' }),
      'EFT2.edi',
    );
    expect((await listed(loop)).map(({ suggestions }) => suggestions)).toEqual([[]]);
    const [item] = (await readSuspense(loop, { ...question, thorough: true })).items;
    expect(item?.suggestions).toMatchObject([
      { claimNo, fits: expect.arrayContaining(['CLAIM_NUMBER_NEAR']) },
    ]);
  });

  it('is compared with the whole ledger when that is asked for', async () => {
    const loop = await startLoop();
    await strangers(loop);
    expect(await readSuspense(loop, { ...question, check: true })).toMatchObject({
      explainedCents: 10_000,
      balanceCents: 10_000,
    });
    expect(await readSuspense(loop, question)).not.toHaveProperty('balanceCents');
  });
});
