/**
 * Scenarios S14 to S19 of domain.md 9: what TA1, 999 and 277CA make of claims that were sent. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { expectProvenLedger, standingOf, workFrom, workOn } from './books.ts';
import { clinicOf, encounter, only, type SentClaim } from './clinic.ts';
import {
  a999,
  accepted,
  acceptedSet,
  acknowledgment,
  file835,
  payment,
  refused,
  rejectedSet,
  remittance,
  ta1,
} from './payer.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

/** Hillside's clearinghouse takes three claims to a set, so five make ST 0001 with three and ST 0002 with two. */
async function fiveClaimsInTwoSets(id: string): Promise<Record<'first' | 'second', readonly SentClaim[]>> {
  const claims = await clinicOf(pipeline, 'hillside').sends(
    [1, 2, 3, 4, 5].map((n) => encounter(`${id}-${n}`, [{ code: '99213', charge: 100 }])),
  );
  const inSet = (set: string) => claims.filter(({ setControlNo }) => setControlNo === set);
  return { first: inSet('0001'), second: inSet('0002') };
}

const statesOf = async (claims: readonly SentClaim[]): Promise<readonly string[]> =>
  Promise.all(claims.map(async (claim) => (await standingOf(pipeline, claim)).state));

it('S14: a 999 that rejects one of two sets rejects its two claims, and the other three go on', async () => {
  const { first, second } = await fiveClaimsInTwoSets('S14');
  const [named] = second;
  if (named === undefined) throw new Error('the second set is empty');

  const { controlNo } = named;
  const sets = [acceptedSet('0001'), rejectedSet('0002', named.clm01)];
  const fileId = await pipeline.receive('small-sets', a999({ controlNo, code: 'P', counts: '2*2*1', sets }));

  expect(await statesOf(first)).toEqual(['SYNTAX_OK', 'SYNTAX_OK', 'SYNTAX_OK']);
  expect(await statesOf(second)).toEqual(['REJ_SYNTAX', 'REJ_SYNTAX']);
  const item = only(await workFrom(pipeline, fileId));
  expect(item).toMatchObject({ reason: '999_REJECT', queue: 'technical' });
  const told = JSON.stringify(item.details);
  expect(told).toContain('segment 22 (NM1)');
  expect(told).toContain('element 9');
  expect(told).toContain(`names claim ${named.clm01}`);
  expect(told).toContain('2 claims');
});

it('S15: a 999 that rejects the whole group rejects all five claims', async () => {
  const { first, second } = await fiveClaimsInTwoSets('S15');

  const controlNo = first[0]?.controlNo ?? 0;
  await pipeline.receive('small-sets', a999({ controlNo, code: 'R', counts: '2*2*0' }));

  expect(new Set(await statesOf([...first, ...second]))).toEqual(new Set(['REJ_SYNTAX']));
});

it('S16: a 277CA accepts 99 claims and rejects one for its member id', async () => {
  const claims = await clinicOf(pipeline).sends(
    Array.from({ length: 100 }, (_, i) => encounter(`S16-${i}`, [{ code: '99215', charge: 250 }])),
  );
  const [rejected, ...others] = claims;
  if (rejected === undefined) throw new Error('100 claims');

  const text = acknowledgment([...others.map((claim) => accepted(claim)), refused(rejected, 'A7:164:IL')]);
  expect(text).toContain('QTY*90*99~');
  expect(text).toContain('AMT*YU*24750~');
  const fileId = await pipeline.receive('clearinghouse', text);

  expect(new Set(await statesOf(others))).toEqual(new Set(['PAYER_ACCEPTED']));
  expect(await statesOf([rejected])).toEqual(['REJ_FRONTEND']);
  expect(await workFrom(pipeline, fileId)).toMatchObject([
    { reason: '277CA_REJECT', queue: 'registration', amount: 250 },
  ]);
  expect(await workOn(pipeline, rejected)).toHaveLength(1);
});

it('S17: a TA1 that refuses the second copy of an accepted interchange changes no claim', async () => {
  const claim = await clinicOf(pipeline).sendsOne('S17', [{ code: '99213', charge: 100 }]);
  const { controlNo, setControlNo } = claim;
  await pipeline.receive('clearinghouse', ta1(controlNo, 'A'));
  const sets = [acceptedSet(setControlNo)];
  await pipeline.receive('clearinghouse', a999({ controlNo, code: 'A', counts: '1*1*1', sets }));
  expect(await statesOf([claim])).toEqual(['SYNTAX_OK']);

  await pipeline.receive('clearinghouse', ta1(controlNo, 'R', '025'));

  expect(await statesOf([claim])).toEqual(['SYNTAX_OK']);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S18: an acceptance that comes after the payment leaves the claim paid and keeps the payer’s number', async () => {
  const claim = await paidClaim('S18');

  await pipeline.receive('clearinghouse', acknowledgment([accepted(claim, 'LATE0001')]));

  const after = await standingOf(pipeline, claim);
  expect(after.state).toBe('CLOSED');
  const { events } = await pipeline.claim(claim.claimNo);
  expect(events.at(-1)?.facts).toMatchObject({ kind: 'acknowledged', payerClaimControlNo: 'LATE0001' });
  expect(after.payerClaimNo, 'a replacement needs CLP07 of the 835').toBe('2026020200031');
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S19: a refusal that comes after the payment is a conflict for a person, and the claim stays paid', async () => {
  const claim = await paidClaim('S19');
  const before = await standingOf(pipeline, claim);

  await pipeline.receive('clearinghouse', acknowledgment([refused(claim)]));

  expect(await standingOf(pipeline, claim)).toEqual(before);
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'CONFLICTING_ACK' }]);
});

async function paidClaim(id: string): Promise<SentClaim> {
  const claim = await clinicOf(pipeline).sendsOne(id, [{ code: '99213', charge: 100 }]);
  const paid = payment(claim, '1/100/70', [{ paid: 70, cas: ['CO-45 30'] }]);
  await pipeline.receive(
    'clearinghouse',
    file835(remittance({ trace: `EFT-${id}`, pays: 70, claims: [paid] })),
  );
  return claim;
}
