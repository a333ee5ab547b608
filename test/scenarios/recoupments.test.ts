/** Scenario S52 of domain.md 9, and the recoupment of a credit (J18b, 5.8). Amounts in dollars. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Acting, payBack, undo } from '../../bin/session/patient-money.ts';
import { explainByCredit } from '../../bin/session/recouped.ts';
import { parseConfig } from '../../core/config.ts';
import { cents } from '../../core/money.ts';
import { sumRecoupments } from '../../core/remit/recoupments.ts';
import { type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { clearing, expectProvenLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, type SentClaim } from './clinic.ts';
import { file835, payment, remittance, reversal } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);
const aClaim = (id: string, charge: number): Promise<SentClaim> =>
  clinic.hasAccepted(id, [{ code: '99213', charge }]);
const paysInFull = (claim: SentClaim) =>
  payment(claim, `1/${claim.charge}/${claim.charge}`, [{ paid: claim.charge }]);
const in2050 = async (reference: string): Promise<number> =>
  ((await pipeline.ledger()).balances[`2050[99001|WO|${reference}]`] ?? 0) / 100;
const asked = async (file: string) =>
  (await workFrom(pipeline, file)).map(({ reason, amount }) => [reason, amount]);

/** A payment of $200 for another claim, of which the payer keeps $50. */
async function recouped(id: string, reference: string): Promise<string> {
  const other = await aClaim(`${id}-OTHER`, 200);
  return receive(
    file835(
      remittance({ trace: `EFT-${id}`, pays: 150, claims: [paysInFull(other)], plb: [`WO:${reference} 50`] }),
    ),
  );
}

it('S52: an unexplained recoupment is due from the payer, and somebody asks until a reversal explains it', async () => {
  const claim = await aClaim('S52', 50);
  await receive(file835(remittance({ trace: 'EFT-S52-1', pays: 50, claims: [paysInFull(claim)] })));
  const file = await recouped('S52', '2025090100001');
  expect([await clearing(pipeline, 'EFT-S52'), await in2050('2025090100001')]).toEqual([150, 50]);
  expect(await asked(file)).toEqual([['RECOUPMENT_UNEXPLAINED', 50]]);

  const back = { claims: [reversal(paysInFull(claim))], plb: ['WO:2025090100001 -50'] };
  await receive(file835(remittance({ trace: 'EFT-S52-3', pays: 0, ...back })));
  expect((await standingOf(pipeline, claim)).state).toBe('REVERSED');
  expect([await in2050('2025090100001'), await clearing(pipeline, 'EFT-S52-3')]).toEqual([0, 0]);
  expect(await asked(file)).toEqual([]);
});

const person = (): Acting => {
  const read = parseConfig(pipelineConfig);
  if (!read.ok) throw new Error('the tests have a configuration');
  const { claims, files, work } = pipeline;
  const now = () => Date.parse(`${TODAY.slice(0, 4)}-${TODAY.slice(4, 6)}-${TODAY.slice(6)}T12:00:00Z`);
  return { claims, files, work, config: read.value, now, user: 'ann' };
};
/** Paid 50 twice: the payer has 50 to the good. */
async function paidTwice(id: string): Promise<SentClaim> {
  const claim = await aClaim(id, 50);
  await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 50, claims: [paysInFull(claim)] })));
  const again = { ...paysInFull(claim), payerClaimControlNo: 'ANOTHER' };
  await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 50, claims: [again] })));
  expect((await standingOf(pipeline, claim)).accounts).toMatchObject({ 2010: -50 });
  return claim;
}
const credit = async (claim: SentClaim): Promise<number> =>
  (await standingOf(pipeline, claim)).accounts[2010] ?? 0;
const questions = async (claim: SentClaim): Promise<readonly string[]> =>
  (await workOn(pipeline, claim)).map(({ reason }) => reason);
const recoupment = async (reference: string) => {
  const all = sumRecoupments(
    (await pipeline.files.listRecoupments()).filter((one) => one.reference === reference),
  );
  return all.map(({ takenCents, unexplainedCents, payments }) => ({
    ...{ taken: takenCents / 100, unexplained: unexplainedCents / 100 },
    moved: payments.map(({ cents }) => cents / 100),
  }));
};

it('J18b: a payer that takes back what it had to the good owes nothing for it, once a person says so', async () => {
  const claim = await paidTwice('J18B');
  expect(await questions(claim)).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
  const file = await recouped('J18B', '2025090100002');
  expect(await asked(file)).toEqual([['RECOUPMENT_UNEXPLAINED', 50]]);

  const say = (reference: string) => explainByCredit(person(), claim.claimNo, { payer: 1, reference });
  expect(await say('2025090199999')).toBeNull();
  expect((await say('2025090100002'))?.outcome).toBe('done');
  expect((await say('2025090100002'))?.outcome).toBe('already');
  expect([await credit(claim), await in2050('2025090100002')]).toEqual([0, 0]);
  expect([await asked(file), await questions(claim)]).toEqual([[], []]);
});

it('what a person said of a recoupment is undone: both questions are open again, and it can be said anew', async () => {
  const reference = '2025090100003';
  const claim = await paidTwice('UNDO');
  const file = await recouped('UNDO', reference);
  const say = () => explainByCredit(person(), claim.claimNo, { payer: 1, reference });
  expect((await say())?.outcome).toBe('done');

  const undone = await undo(person(), claim.claimNo);
  expect(undone).toMatchObject({
    outcome: 'done',
    event: { facts: { kind: 'act-undone', undid: 'credit-recouped', amountCents: 5000 } },
  });
  expect((await undo(person(), claim.claimNo)).outcome).toBe('already');
  expect([await credit(claim), await in2050(reference)]).toEqual([-50, 50]);
  expect(await asked(file)).toEqual([['RECOUPMENT_UNEXPLAINED', 50]]);
  expect(await questions(claim)).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
  expect(await recoupment(reference)).toEqual([{ taken: 50, unexplained: 50, moved: [50, -50, 50] }]);

  expect((await say())?.outcome).toBe('done');
  expect((await say())?.outcome).toBe('already');
  expect([await credit(claim), await in2050(reference)]).toEqual([0, 0]);
  expect([await asked(file), await questions(claim)]).toEqual([[], []]);
  expect(await recoupment(reference)).toMatchObject([{ taken: 50, unexplained: 0 }]);
  const types = (await pipeline.claim(claim.claimNo)).entries.map(({ type }) => type);
  expect(types.slice(-3)).toEqual(['J18b', 'J13', 'J18b']);
});

it('a credit that is refunded, and one that is reversed, is asked about no more; one that is not gone is', async () => {
  const claim = await paidTwice('REFUND');
  const back = (reference: string, dollars: number) =>
    payBack(person(), claim.claimNo, { to: 1, reference, amount: cents(dollars * 100) });
  expect((await back('CHK-1', 20)).outcome).toBe('done');
  expect([await credit(claim), await questions(claim)]).toEqual([-30, ['POSSIBLE_DUPLICATE_PAYMENT']]);
  expect((await back('CHK-2', 30)).outcome).toBe('done');
  expect([await credit(claim), await questions(claim)]).toEqual([0, []]);
  // The check never left.
  expect((await undo(person(), claim.claimNo)).outcome).toBe('done');
  expect([await credit(claim), await questions(claim)]).toEqual([-30, ['POSSIBLE_DUPLICATE_PAYMENT']]);

  // Paid above what is open.
  const overpaid = await aClaim('OVERPAID', 50);
  const above = payment(overpaid, '1/50/60', [{ paid: 60, cas: ['OA-209 -10'] }]);
  await receive(file835(remittance({ trace: 'EFT-OVERPAID-1', pays: 60, claims: [above] })));
  expect([await credit(overpaid), await questions(overpaid)]).toEqual([-10, ['POSSIBLE_DUPLICATE_PAYMENT']]);
  const taken = ['WO:2025090100005 -60'];
  await receive(
    file835(remittance({ trace: 'EFT-OVERPAID-2', pays: 0, claims: [reversal(above)], plb: taken })),
  );
  expect([await credit(overpaid), await questions(overpaid)]).toEqual([0, []]);

  const other = await paidTwice('REVERSED');
  const again = { ...paysInFull(other), payerClaimControlNo: 'ANOTHER' };
  const plb = ['WO:2025090100004 -50'];
  await receive(file835(remittance({ trace: 'EFT-REVERSED-3', pays: 0, claims: [reversal(again)], plb })));
  expect([await credit(other), await questions(other)]).toEqual([0, []]);
});
