/** Scenario S52 of domain.md 9, and the recoupment of a credit (J18b, 5.8). Amounts in dollars. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Acting } from '../../bin/session/patient-money.ts';
import { explainByCredit } from '../../bin/session/recouped.ts';
import { parseConfig } from '../../core/config.ts';
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

it('J18b: a payer that takes back what it had to the good owes nothing for it, once a person says so', async () => {
  const claim = await aClaim('J18B', 50);
  await receive(file835(remittance({ trace: 'EFT-J18B-1', pays: 50, claims: [paysInFull(claim)] })));
  const again = { ...paysInFull(claim), payerClaimControlNo: 'ANOTHER' };
  await receive(file835(remittance({ trace: 'EFT-J18B-2', pays: 50, claims: [again] })));
  expect((await standingOf(pipeline, claim)).accounts).toMatchObject({ 2010: -50 });
  const file = await recouped('J18B', '2025090100002');
  expect(await asked(file)).toEqual([['RECOUPMENT_UNEXPLAINED', 50]]);

  const read = parseConfig(pipelineConfig);
  if (!read.ok) throw new Error('the tests have a configuration');
  const { claims, files, work } = pipeline;
  const now = () => Date.parse(`${TODAY.slice(0, 4)}-${TODAY.slice(4, 6)}-${TODAY.slice(6)}T12:00:00Z`);
  const acting: Acting = { claims, files, work, config: read.value, now, user: 'ann' };
  const say = (reference: string) => explainByCredit(acting, claim.claimNo, { payer: 1, reference });
  expect(await say('2025090199999')).toBeNull();
  expect((await say('2025090100002'))?.outcome).toBe('done');
  expect((await say('2025090100002'))?.outcome).toBe('already');
  expect((await standingOf(pipeline, claim)).accounts[2010] ?? 0).toBe(0);
  expect(await in2050('2025090100002')).toBe(0);
  expect([await asked(file), (await workOn(pipeline, claim)).map(({ reason }) => reason)]).toEqual([
    [],
    ['POSSIBLE_DUPLICATE_PAYMENT'],
  ]);
});
