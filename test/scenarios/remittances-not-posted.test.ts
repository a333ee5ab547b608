/**
 * Scenarios S08 to S10, S12, S13, S21, S48 and S51 of domain.md 9: remittances that come twice, contradict
 * themselves or are not for us. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { clearing, expectProvenLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, encounter, type SentClaim } from './clinic.ts';
import { accepted, acknowledgment, BETA, file835, payment, remittance } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

/** A claim of one line, accepted by the payer. */
const aClaim = (id: string, charge: number): Promise<SentClaim> =>
  clinic.hasAccepted(id, [{ code: '99213', charge }]);

/** Two claims of one line each, accepted by the payer. */
async function twoClaims(id: string, charges: readonly [number, number]): Promise<readonly SentClaim[]> {
  const claims = await clinic.sends(
    charges.map((charge, i) => encounter(`${id}-${i + 1}`, [{ code: '99213', charge }])),
  );
  await receive(acknowledgment(claims.map((claim) => accepted(claim))));
  return claims;
}

/** Pays part of the charge; the rest is contractual. */
const pays = (claim: SentClaim, paid: number) =>
  payment(claim, `1/${claim.charge}/${paid}`, [{ paid, cas: [`CO-45 ${claim.charge - paid}`] }]);

/** Nothing of the file was posted to the claim. */
async function expectUntouched(claim: SentClaim): Promise<void> {
  const after = await standingOf(pipeline, claim);
  expect(after.state).toBe('PAYER_ACCEPTED');
  expect(after.accounts).toEqual({ '1100[1]': claim.charge, 4010: -claim.charge });
}

it('S08: the same file again posts nothing and is reported as a duplicate', async () => {
  const claim = await aClaim('S08', 150);
  const text = file835(remittance({ trace: 'EFT-S08', pays: 76, claims: [pays(claim, 76)] }));
  const fileId = await receive(text);
  const posted = await standingOf(pipeline, claim);

  await pipeline.receive('clearinghouse', text, 'again.835');

  expect(await standingOf(pipeline, claim)).toEqual(posted);
  expect(await clearing(pipeline, 'EFT-S08')).toBe(76);
  expect(pipeline.outcomes(fileId)).toEqual(['read', 'duplicate']);
});

it('S09: the same payment in a new envelope posts nothing and is reported as a duplicate', async () => {
  const claim = await aClaim('S09', 150);
  const paid = remittance({ trace: 'EFT-S09', pays: 76, claims: [pays(claim, 76)] });
  const first = await receive(file835(paid));
  const posted = await standingOf(pipeline, claim);

  const second = await receive(file835(paid));

  expect(second).not.toBe(first);
  expect(await standingOf(pipeline, claim)).toEqual(posted);
  expect(await clearing(pipeline, 'EFT-S09')).toBe(76);
  expect(pipeline.outcomes(second)).toEqual(['duplicate']);
  expect(await workFrom(pipeline, second)).toEqual([]);
});

it('S10: another amount under the same trace number is a conflict, and nothing of it is posted', async () => {
  const [first, second] = await twoClaims('S10', [150, 100]);
  if (first === undefined || second === undefined) throw new Error('two claims');
  await receive(file835(remittance({ trace: 'EFT-S10', pays: 76, claims: [pays(first, 76)] })));

  const fileId = await receive(
    file835(remittance({ trace: 'EFT-S10', pays: 80, claims: [pays(second, 80)] })),
  );

  await expectUntouched(second);
  expect(await clearing(pipeline, 'EFT-S10')).toBe(76);
  expect(await workFrom(pipeline, fileId)).toMatchObject([{ reason: 'TRACE_NUMBER_CONFLICT', amount: 80 }]);
});

it('S12: a line that explains 90 of its 100 holds the whole 835 and names the difference of 10', async () => {
  const claim = await aClaim('S12', 100);

  const unbalanced = payment(claim, '1/100/60', [{ paid: 60, cas: ['CO-45 30'] }]);
  const fileId = await receive(file835(remittance({ trace: 'EFT-S12', pays: 60, claims: [unbalanced] })));

  await expectUntouched(claim);
  const [item] = await workFrom(pipeline, fileId);
  expect(item?.reason).toBe('UNBALANCED_CLAIM');
  expect(item?.details.map(({ amount }) => amount)).toContain(10_00);
  expect((await pipeline.files.file(fileId))?.status).toBe('held');
});

it('S12: the corrected 835 that was asked for takes the place of the held one', async () => {
  const claim = await aClaim('S12-corrected', 100);
  const trace = 'EFT-S12-C';
  const unbalanced = payment(claim, '1/100/60', [{ paid: 60, cas: ['CO-45 30'] }]);
  await receive(file835(remittance({ trace, pays: 60, claims: [unbalanced] })));
  await expectUntouched(claim);

  const corrected = await receive(file835(remittance({ trace, pays: 60, claims: [pays(claim, 60)] })));

  expect((await standingOf(pipeline, claim)).state).toBe('CLOSED');
  expect(await clearing(pipeline, trace)).toBe(60);
  expect(await workFrom(pipeline, corrected)).toEqual([]);
});

it('S13: two claims of 100 and 200 under a payment of 290 are held, with the difference of 10', async () => {
  const claims = await twoClaims('S13', [150, 300]);
  const [first, second] = claims;
  if (first === undefined || second === undefined) throw new Error('two claims');

  const fileId = await receive(
    file835(remittance({ trace: 'EFT-S13', pays: 290, claims: [pays(first, 100), pays(second, 200)] })),
  );

  for (const claim of claims) await expectUntouched(claim);
  expect(await workFrom(pipeline, fileId)).toMatchObject([
    { reason: 'UNBALANCED_835', details: [{ code: 'DIFFERENCE transaction', amount: 10_00 }] },
  ]);
});

it('S21: a payment below zero is not compliant: it is held and nothing is posted', async () => {
  const claim = await aClaim('S21', 180);

  const negative = payment(claim, '1/-180/-180', [{ paid: -180 }]);
  const lines = negative.services.map((line) => ({ ...line, charge: line.paid }));
  const text = file835(
    remittance({ trace: 'EFT-S21', pays: -180, claims: [{ ...negative, services: lines }] }),
  );
  const fileId = await receive(text);

  await expectUntouched(claim);
  expect((await workFrom(pipeline, fileId)).map(({ reason }) => reason)).toContain('NEGATIVE_PAYMENT');
});

it('S48: of two payers in one file, the balanced ST is posted and the other is held', async () => {
  const [ofAcme, ofBeta] = await twoClaims('S48', [100, 90]);
  if (ofAcme === undefined || ofBeta === undefined) throw new Error('two claims');

  const good = remittance({ trace: 'EFT-S48-A', pays: 76, claims: [pays(ofAcme, 76)] });
  const unbalanced = payment(ofBeta, '1/90/50', [{ paid: 50, cas: ['CO-45 30'] }]);
  const bad = remittance({ trace: 'EFT-S48-B', pays: 50, claims: [unbalanced], payer: BETA });
  const fileId = await receive(file835(good, bad));

  expect((await standingOf(pipeline, ofAcme)).state).toBe('CLOSED');
  expect(await clearing(pipeline, 'EFT-S48-A')).toBe(76);
  await expectUntouched(ofBeta);
  expect((await pipeline.files.file(fileId))?.status).toBe('partial');
  expect(await workFrom(pipeline, fileId)).toMatchObject([{ reason: 'UNBALANCED_CLAIM', amount: 50 }]);
});

it('S51: an 835 for a provider that we do not bill for is not posted', async () => {
  const claim = await aClaim('S51', 120);

  const fileId = await receive(
    file835(remittance({ trace: 'EFT-S51', pays: 76, claims: [pays(claim, 76)], payee: '1555555550' })),
  );

  await expectUntouched(claim);
  expect(await workOn(pipeline, claim)).toEqual([]);
  expect(await workFrom(pipeline, fileId)).toMatchObject([{ reason: 'WRONG_PAYEE', amount: 76 }]);
});
