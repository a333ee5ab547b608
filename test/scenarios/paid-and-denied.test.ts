/** Scenarios S01 to S05, S11, S22 and S53 of domain.md 9: an 835 comes for claims that were sent. Amounts in dollars. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { clearing, expectProvenLedger, inLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, encounter } from './clinic.ts';
import {
  a999,
  accepted,
  acceptedSet,
  acknowledgment,
  claimPayment,
  file835,
  payment,
  remittance,
} from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

it('S01: a payment of 76 on 150, with a copay of 20, closes the claim for the payer', async () => {
  const claim = await clinic.hasAccepted('S01', [
    { code: '99213', charge: 120 },
    { code: '87880', modifiers: ['QW'], charge: 30 },
  ]);

  const paid = payment(claim, '1/150/76/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
  await receive(file835(remittance({ trace: 'EFT-S01', pays: 76, claims: [paid] })));

  const after = await standingOf(pipeline, claim);
  expect(after.history.slice(-4)).toEqual(['SENT', 'PAYER_ACCEPTED', 'PAID', 'CLOSED']);
  expect(after.posted).toEqual({ J0: 150, J1: 76, J2: 54, J3b: 20 });
  expect(after.accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  expect(after.balance).toBe('PATIENT_DUE');
  expect(await clearing(pipeline, 'EFT-S01')).toBe(76);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S02: a denial with CO-16 writes nothing off and asks for a corrected claim of 150', async () => {
  const claim = await clinic.hasAccepted('S02', [
    { code: '99213', charge: 120 },
    { code: '87880', modifiers: ['QW'], charge: 30 },
  ]);

  const denied = payment(claim, '1/150/0', [
    { paid: 0, cas: ['CO-16 120'], remarks: ['N286'] },
    { paid: 0, cas: ['CO-16 30'], remarks: ['N286'] },
  ]);
  const clp = { ...denied, payerClaimControlNo: '2026011500042' };
  await receive(file835(remittance({ trace: 'EFT-S02', pays: 0, claims: [clp] })));

  const after = await standingOf(pipeline, claim);
  expect(after.state).toBe('DENIED');
  expect(after.accounts).toEqual({ '1100[1]': 150, 4010: -150 });
  expect(after.payerClaimNo).toBe('2026011500042');
  expect(await workOn(pipeline, claim)).toMatchObject([
    { reason: 'DENIAL', queue: 'provider-data', action: 'FIX7', amount: 150 },
  ]);
});

it('S03: one of two lines denied as bundled (CO-97) leaves 15 open with the payer', async () => {
  const claim = await clinic.hasAccepted('S03', [
    { code: '99213', charge: 100 },
    { code: '36415', charge: 15 },
  ]);

  const paid = payment(claim, '1/115/70', [
    { paid: 70, cas: ['CO-45 30'] },
    { paid: 0, cas: ['CO-97 15'] },
  ]);
  await receive(file835(remittance({ trace: 'EFT-S03', pays: 70, claims: [paid] })));

  const after = await standingOf(pipeline, claim);
  expect(after.state).toBe('PART_DENIED');
  expect(after.posted).toMatchObject({ J1: 70, J2: 30, J4: 0 });
  expect(after.accounts['1100[1]']).toBe(15);
  expect(await clearing(pipeline, 'EFT-S03')).toBe(70);
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'DENIAL', queue: 'bundling', amount: 15 }]);
});

it('S04: a deductible of 100 and a coinsurance of 10 are the patient’s, for these reasons', async () => {
  const claim = await clinic.hasAccepted('S04', [{ code: '99214', charge: 200 }]);

  const paid = payment(claim, '1/200/40/110', [{ paid: 40, cas: ['CO-45 50', 'PR-1 100', 'PR-2 10'] }]);
  await receive(file835(remittance({ trace: 'EFT-S04', pays: 40, claims: [paid] })));

  const after = await standingOf(pipeline, claim);
  expect(after.history).toContain('PAID');
  expect(after.accounts).toEqual({ 1015: 40, 1110: 110, 4010: -200, 4110: 50 });
  const { entries } = await pipeline.claim(claim.claimNo);
  expect(entries.find(({ type }) => type === 'J3b')?.reasons).toEqual([
    { group: 'PR', carc: '1', amount: 100_00 },
    { group: 'PR', carc: '2', amount: 10_00 },
  ]);
});

it('S05: all 120 that is allowed goes to the deductible: nothing is paid and nothing denied', async () => {
  const claim = await clinic.hasAccepted('S05', [{ code: '99213', charge: 150 }]);

  const zeroPaid = payment(claim, '1/150/0/120', [{ paid: 0, cas: ['CO-45 30', 'PR-1 120'] }]);
  await receive(file835(remittance({ trace: 'EFT-S05', pays: 0, claims: [zeroPaid] })));

  const after = await standingOf(pipeline, claim);
  expect(after.history).toContain('ZERO_PAID');
  expect(after.accounts).toEqual({ 1110: 120, 4010: -150, 4110: 30 });
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S11: money for a claim that is not ours waits in suspense, and our claim is paid', async () => {
  const claim = await clinic.hasAccepted('S11', [{ code: '99213', charge: 50 }]);

  const ours = payment(claim, '1/50/50', [{ paid: 50 }]);
  const theirs = claimPayment('ZZ99', 'NOBODY', '1/75/75');
  const fileId = await receive(file835(remittance({ trace: 'EFT-S11', pays: 125, claims: [ours, theirs] })));

  expect((await standingOf(pipeline, claim)).posted).toMatchObject({ J1: 50 });
  expect(await inLedger(pipeline, '2030')).toBe(-75);
  expect(await clearing(pipeline, 'EFT-S11')).toBe(125);
  expect(await workFrom(pipeline, fileId)).toMatchObject([{ reason: 'UNKNOWN_CLAIM', amount: 75 }]);
});

it('S22: an 835 that pays nothing and denies two claims (CO-50) is posted without cash', async () => {
  const claims = await clinic.sends([
    encounter('S22-1', [{ code: '99215', charge: 150 }]),
    encounter('S22-2', [{ code: '99213', charge: 80 }]),
  ]);
  await receive(acknowledgment(claims.map((claim) => accepted(claim))));

  const denied = claims.map((claim) =>
    payment(claim, `1/${claim.charge}/0`, [{ paid: 0, cas: [`CO-50 ${claim.charge}`] }]),
  );
  const fileId = await receive(file835(remittance({ trace: 'EFT-S22', pays: 0, claims: denied })));

  for (const claim of claims) {
    const after = await standingOf(pipeline, claim);
    expect(after.state).toBe('DENIED');
    expect(after.accounts).toEqual({ '1100[1]': claim.charge, 4010: -claim.charge });
    expect(await workOn(pipeline, claim)).toMatchObject([
      { reason: 'DENIAL', queue: 'medical-necessity', amount: claim.charge },
    ]);
  }
  expect(await clearing(pipeline, 'EFT-S22')).toBe(0);
  expect((await pipeline.files.file(fileId))?.status).toBe('done');
  expect(await statusOf('EFT-S22')).toBe('posted');
});

it('S53: an 835 before any acknowledgment posts, and the late 999 changes nothing', async () => {
  const claim = await clinic.sendsOne('S53', [{ code: '99213', charge: 90 }]);
  expect((await standingOf(pipeline, claim)).state).toBe('SENT');

  const paid = payment(claim, '1/90/60', [{ paid: 60, cas: ['CO-45 30'] }]);
  await receive(file835(remittance({ trace: 'EFT-S53', pays: 60, claims: [paid] })));
  const posted = await standingOf(pipeline, claim);
  expect(posted.history.slice(-3)).toEqual(['SENT', 'PAID', 'CLOSED']);
  expect(posted.accounts).toEqual({ 1015: 60, 4010: -90, 4110: 30 });

  const { controlNo, setControlNo } = claim;
  await receive(a999({ controlNo, code: 'A', counts: '1*1*1', sets: [acceptedSet(setControlNo)] }));
  expect(await standingOf(pipeline, claim)).toEqual(posted);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

async function statusOf(trace: string): Promise<string | undefined> {
  const all = await pipeline.files.listRemittances();
  return all.find((remittance) => remittance.trace === trace)?.status;
}
