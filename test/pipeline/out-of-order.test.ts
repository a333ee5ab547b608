/** Answers that come in another order than they were sent (domain.md 1.4, the rules below the table). */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createFaults } from '../../embedded/index.ts';
import { expectProvenLedger, standingOf, workOn } from '../scenarios/books.ts';
import { clinicOf, type SentClaim } from '../scenarios/clinic.ts';
import {
  a999,
  accepted,
  acceptedSet,
  acknowledgment,
  file835,
  payment,
  refused,
  remittance,
  ta1,
} from '../scenarios/payer.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

const faults = createFaults();
let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ faults });
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const aClaim = (id: string): Promise<SentClaim> =>
  clinicOf(pipeline).sendsOne(id, [{ code: '99213', charge: 100 }]);

const answersTo = (claim: SentClaim) => {
  const { controlNo, setControlNo, claimNo } = claim;
  const paid = payment(claim, '1/100/70', [{ paid: 70, cas: ['CO-45 30'] }]);
  return {
    ta1: ta1(controlNo, 'A'),
    a999: a999({ controlNo, code: 'A', counts: '1*1*1', sets: [acceptedSet(setControlNo)] }),
    ca277: acknowledgment([accepted(claim)]),
    r835: file835(remittance({ trace: `EFT-${claimNo}`, pays: 70, claims: [paid] })),
  };
};

const paidOnce = { state: 'CLOSED', accounts: { 1015: 70, 4010: -100, 4110: 30 } };

it('an 835 before its 277CA posts, and the 277CA is only stored (rules 4 and 1)', async () => {
  const claim = await aClaim('835-first');
  const { a999, ca277, r835 } = answersTo(claim);
  await pipeline.receive('clearinghouse', a999);

  await pipeline.receive('clearinghouse', r835);
  expect(await standingOf(pipeline, claim)).toMatchObject(paidOnce);

  await pipeline.receive('clearinghouse', ca277);
  expect(await standingOf(pipeline, claim)).toMatchObject(paidOnce);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('an 835 for a claim that was refused by 277CA posts all the same (rule 4)', async () => {
  const claim = await aClaim('835-after-refusal');
  await pipeline.receive('clearinghouse', acknowledgment([refused(claim)]));
  expect((await standingOf(pipeline, claim)).state).toBe('REJ_FRONTEND');

  await pipeline.receive('clearinghouse', answersTo(claim).r835);

  expect(await standingOf(pipeline, claim)).toMatchObject(paidOnce);
});

it('a TA1 that refuses what a 999 has accepted is a conflict for a person (rule 2)', async () => {
  const claim = await aClaim('ta1-after-999');
  await pipeline.receive('clearinghouse', answersTo(claim).a999);

  await pipeline.receive('clearinghouse', ta1(claim.controlNo, 'R', '006'));

  expect((await standingOf(pipeline, claim)).state).toBe('SYNTAX_OK');
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'CONFLICTING_ACK' }]);
});

it.each([
  ['in the order of their making', ['ta1', 'a999', 'ca277', 'r835']],
  ['backwards', ['r835', 'ca277', 'a999', 'ta1']],
] as const)('four answers put at the same moment, %s, pay the claim once', async (_, order) => {
  const claim = await aClaim(`at-once-${order[0]}`);
  const answers = answersTo(claim);
  faults.inject({ kind: 'event', at: 2, times: 2, delivery: 'late' });

  await Promise.all(
    order.map((kind) => pipeline.put(`inbound/clearinghouse/${claim.claimNo}-${kind}`, answers[kind])),
  );
  await pipeline.settled();
  faults.clear();

  expect(await standingOf(pipeline, claim)).toMatchObject(paidOnce);
  expect(await workOn(pipeline, claim)).toEqual([]);
});
