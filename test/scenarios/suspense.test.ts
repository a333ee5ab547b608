/**
 * Scenario S11 of domain.md 9, whole: money for a claim that is not known waits in suspense until a person knows its
 * claim. And what the match ladder finds without a person (5.4, rungs 3 and 4). Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Matching, matchTo, unmatch } from '../../bin/session/match-payment.ts';
import { readSuspense } from '../../bin/session/suspense.ts';
import { parseConfig } from '../../core/config.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { clearing, expectProvenLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, coverage, encounter } from './clinic.ts';
import { accepted, acknowledgment, claimPayment, file835, payment, remittance } from './payer.ts';

const NOW = Date.UTC(2026, 1, 13, 10);
const config = parseConfig(pipelineConfig);
if (!config.ok) throw new Error('not a configuration');
/** No payer here has one. */
const contracts: Matching['contracts'] = {
  terms: () => undefined,
  tables: () => Promise.reject(new Error('no contract asks for tables')),
  missing: () => undefined,
};

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);
const matching = (user: string): Matching => ({
  ...pipeline,
  config: config.value,
  contracts,
  user,
  now: () => NOW,
});
const in2030 = async (trace: string): Promise<number> =>
  0 - ((await pipeline.ledger()).balances[`2030[99001|${trace}]`] ?? 0) / 100;
const suspense = () => readSuspense(pipeline, { today: NOW, suggestions: 1, check: true, phi: false });

it('S11: a person links the payment to its claim; undone and linked again, it ends the same', async () => {
  const [ours, unknown] = await clinic.sends([
    encounter('S11', [{ code: '99213', charge: 50 }]),
    encounter('S11-C0050', [{ code: '99214', charge: 90 }], {
      coverages: [coverage({ memberId: 'MEM0050' })],
    }),
  ]);
  if (ours === undefined || unknown === undefined) throw new Error('two claims are sent');
  await receive(acknowledgment([accepted(ours), accepted(unknown, '2026011400050')]));
  const paysOurs = payment(ours, '1/50/50', [{ paid: 50 }]);
  const paysUnknown = {
    ...payment({ ...unknown, clm01: 'ZZ99' }, '1/90/75', [{ paid: 75, cas: ['CO-45 15'] }]),
    payerClaimControlNo: '2026020200099',
  };
  const fileId = await receive(
    file835(remittance({ trace: 'EFT-S11', pays: 125, claims: [paysOurs, paysUnknown] })),
  );

  expect((await standingOf(pipeline, ours)).posted).toEqual({ J0: 50, J1: 50 });
  expect([await in2030('EFT-S11'), await clearing(pipeline, 'EFT-S11')]).toEqual([75, 125]);
  expect((await workFrom(pipeline, fileId)).map(({ reason, amount }) => [reason, amount])).toEqual([
    ['UNKNOWN_CLAIM', 75],
  ]);
  const { items, balanceCents, explainedCents } = await suspense();
  expect([items.length, balanceCents, explainedCents]).toEqual([1, 7500, 7500]);
  const [item] = items;
  expect(item).toMatchObject({ trace: 'EFT-S11', reason: 'UNKNOWN_CLAIM', ageDays: 1 });
  expect(item?.suggestions).toMatchObject([{ claimNo: unknown.claimNo, differs: [] }]);

  const [remittanceId = '', ordinal] = item?.payment.split(':') ?? [];
  const ref = { remittanceId, ordinal: Number(ordinal) };
  const before = await standingOf(pipeline, unknown);
  expect(await matchTo(matching('ann'), ref, unknown.claimNo)).toMatchObject({ outcome: 'matched' });

  const matched = await standingOf(pipeline, unknown);
  expect(matched.posted).toEqual({ J0: 90, J12b: 75, J1: 75, J2: 15 });
  expect(matched.accounts).toEqual({ 1015: 75, 4010: -90, 4110: 15 });
  expect([matched.state, matched.balance]).toEqual(['CLOSED', 'ZERO']);
  expect([await in2030('EFT-S11'), await clearing(pipeline, 'EFT-S11')]).toEqual([0, 125]);
  expect([await workFrom(pipeline, fileId), (await suspense()).items]).toEqual([[], []]);
  await expectProvenLedger(pipeline);

  expect(await unmatch(matching('bob'), ref)).toMatchObject({ outcome: 'unmatched' });
  const undone = await standingOf(pipeline, unknown);
  expect([undone.state, undone.accounts, undone.balance]).toEqual([
    before.state,
    before.accounts,
    before.balance,
  ]);
  expect([await in2030('EFT-S11'), await clearing(pipeline, 'EFT-S11')]).toEqual([75, 125]);
  expect((await workFrom(pipeline, fileId)).map(({ reason }) => reason)).toEqual(['UNKNOWN_CLAIM']);
  await expectProvenLedger(pipeline);

  await matchTo(matching('ann'), ref, unknown.claimNo);
  const again = await standingOf(pipeline, unknown);
  expect([again.state, again.accounts, await in2030('EFT-S11')]).toEqual(['CLOSED', matched.accounts, 0]);
  expect(again.history.slice(-5)).toEqual(['PAID', 'CLOSED', 'PAYER_ACCEPTED', 'PAID', 'CLOSED']);
  const { events } = await pipeline.claim(unknown.claimNo);
  expect(
    events
      .slice(-3)
      .map(({ facts }) => ('matched' in facts ? facts.matched?.user : 'user' in facts && facts.user)),
  ).toEqual(['ann', 'bob', 'ann']);
});

it("a payment under a strange number finds its claim by the payer's own number", async () => {
  const [claim] = await clinic.sends([encounter('RUNG3', [{ code: '99213', charge: 120 }])]);
  if (claim === undefined) throw new Error('a claim is sent');
  await receive(acknowledgment([accepted(claim, '2026011400333')]));
  const clp = {
    ...claimPayment('PATIENT77', claim.patientLast, '1/120/120'),
    payerClaimControlNo: '2026011400333',
  };
  await receive(file835(remittance({ trace: 'EFT-RUNG3', pays: 120, claims: [clp] })));
  expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 120, 4010: -120 });
  expect([await in2030('EFT-RUNG3'), await workOn(pipeline, claim)]).toEqual([0, []]);
});

it('or by member, day, charge and rendering provider, when only one claim has them', async () => {
  const coverages = [coverage({ memberId: 'MEM-RUNG4' })];
  const [claim] = await clinic.sends([encounter('RUNG4', [{ code: '99213', charge: 130 }], { coverages })]);
  if (claim === undefined) throw new Error('a claim is sent');
  await receive(acknowledgment([accepted(claim, '2026011400444')]));
  const said = { memberId: 'MEMRUNG4', renderingNpi: '1888888884', payerClaimControlNo: '2026020200444' };
  const clp = { ...claimPayment('PATIENT78', claim.patientLast, '1/130/130'), ...said };
  await receive(file835(remittance({ trace: 'EFT-RUNG4', pays: 130, claims: [clp] })));
  expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 130, 4010: -130 });
  const { events } = await pipeline.claim(claim.claimNo);
  expect(events.at(-1)?.facts).toMatchObject({ kind: 'adjudicated', rung: 4 });
});
