/**
 * Scenarios S34, S35 and S36 of domain.md 9, and the ways around them: a claim goes to its payer again as a
 * replacement, as a void or anew. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { actsOf } from './acts.ts';
import { clearing, expectProvenLedger, inLedger, standingOf, workOn } from './books.ts';
import { clinicOf, encounter, type Line, type SentClaim } from './clinic.ts';
import {
  a999,
  accepted,
  acknowledgment,
  file835,
  payment,
  refused,
  rejectedSet,
  remittance,
  reversal,
} from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
let acts: ReturnType<typeof actsOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
  acts = actsOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

const twoLines: readonly Line[] = [
  { code: '99213', charge: 120, modifiers: ['25'] },
  { code: '87880', modifiers: ['QW'], charge: 30 },
];
const s01 = (claim: SentClaim) =>
  payment(claim, '1/150/76/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
/** Example G's CLP for C0001-1. */
const correction = (claim: SentClaim) => ({
  ...s01(claim),
  frequency: '7',
  payerClaimControlNo: '2026030600050',
});

/** S02: denied for 150 with CO-16 and N286. */
async function deniedAsInS02(id: string): Promise<SentClaim> {
  const claim = await clinic.hasAccepted(id, twoLines);
  const denied = payment(claim, '1/150/0', [
    { paid: 0, cas: ['CO-16 120'], remarks: ['N286'] },
    { paid: 0, cas: ['CO-16 30'], remarks: ['N286'] },
  ]);
  const clp = { ...denied, payerClaimControlNo: '2026011500042' };
  await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 0, claims: [clp] })));
  expect((await standingOf(pipeline, claim)).state).toBe('DENIED');
  return claim;
}
async function paidAsInS01(id: string): Promise<SentClaim> {
  const claim = await clinic.hasAccepted(id, twoLines);
  await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 76, claims: [s01(claim)] })));
  return claim;
}

/** The encounter with a referring provider, which the denial asked for. */
const withReferring = (id: string, lines: readonly Line[] = twoLines) =>
  encounter(id, lines, { referring: [{ last: 'LEE', first: 'GRACE', npi: '1777777776' }] });

/** The segments of the claim in the file that it left with last. */
async function sentLast({ claimNo, clm01 }: SentClaim): Promise<readonly string[]> {
  const { head } = await pipeline.claim(claimNo);
  const key = `outbound/clearinghouse/${String(head.batch?.controlNo).padStart(9, '0')}.837`;
  const segments = ((await pipeline.object(key)) ?? '').split(/~\n?/);
  const from = segments.findIndex((segment) => segment.startsWith(`CLM*${clm01}*`));
  const to = segments.findIndex((segment, i) => i > from && /^(HL|SE)\*/.test(segment));
  return from < 0 ? [] : segments.slice(from, to);
}

describe('S34: a replacement of a denied claim', () => {
  it('goes out with the next file: frequency 7, the payer’s number, the same claim number and line numbers', async () => {
    const claim = await deniedAsInS02('S34');
    const made = await acts.again(claim, 'replace', { corrected: withReferring('S34') });

    expect(made).toMatchObject({ outcome: 'done', event: { state: 'REPLACING', attempt: 2 } });
    expect((await pipeline.claim(claim.claimNo)).head.batch).toBeUndefined();
    await acts.submits();

    const segments = await sentLast(claim);
    expect(segments[0]).toBe(`CLM*${claim.clm01}*150***11:B:7*Y*A*Y*Y`);
    expect(segments).toContain('REF*F8*2026011500042');
    expect(segments).toContain('NM1*DN*1*LEE*GRACE****XX*1777777776');
    expect(segments.filter((segment) => segment.startsWith('REF*6R'))).toEqual([
      `REF*6R*${claim.clm01}-1`,
      `REF*6R*${claim.clm01}-2`,
    ]);
    const after = await standingOf(pipeline, claim);
    expect(after.state).toBe('REPLACING');
    expect(after.accounts).toEqual({ '1100[1]': 150, 4010: -150 });
    await acts.submits();
    expect(
      (await pipeline.claim(claim.claimNo)).events.filter(({ facts }) => facts.kind === 'batched'),
    ).toHaveLength(2);
  });

  it('is not made before the payer has given the claim a number', async () => {
    const claim = await clinic.hasAccepted('S34-early', twoLines);
    expect(await acts.again(claim, 'replace')).toMatchObject({ outcome: 'refused', reason: 'STATE' });
  });

  it('with an error stays here, and nothing changes', async () => {
    const claim = await deniedAsInS02('S34-error');
    const before = await pipeline.claim(claim.claimNo);
    const wrong = { ...withReferring('S34-error'), pos: '00' };
    expect(await acts.again(claim, 'replace', { corrected: wrong })).toMatchObject({ outcome: 'held' });
    expect(await pipeline.claim(claim.claimNo)).toEqual(before);
  });

  it('that is made twice is one; with other content it is mended while it waits', async () => {
    const claim = await deniedAsInS02('S34-twice');
    await acts.again(claim, 'replace');
    expect(await acts.again(claim, 'replace')).toMatchObject({ outcome: 'already' });
    const mended = await acts.again(claim, 'replace', { corrected: withReferring('S34-twice') });
    expect(mended).toMatchObject({ outcome: 'done', event: { attempt: 2 } });
    await acts.submits();
    expect(await sentLast(claim)).toContain('NM1*DN*1*LEE*GRACE****XX*1777777776');
    expect(
      await acts.again(claim, 'replace', { corrected: withReferring('S34-twice', [...twoLines]) }),
    ).toMatchObject({
      outcome: 'already',
    });
  });

  it('refused by a 999 goes back to the denial, which can be replaced again', async () => {
    const claim = await deniedAsInS02('S34-999');
    await acts.again(claim, 'replace');
    await acts.submits();
    const { batch } = (await pipeline.claim(claim.claimNo)).head;
    const { controlNo = 0, setControlNo = '' } = batch ?? {};
    // An answer to the original says nothing about the replacement.
    await receive(acknowledgment([refused(claim)], { trace: 'LATE' }));
    expect((await standingOf(pipeline, claim)).state).toBe('REPLACING');

    const sets = [rejectedSet(setControlNo, claim.clm01)];
    await receive(a999({ controlNo, code: 'R', counts: '1*1*0', sets }));
    expect((await standingOf(pipeline, claim)).state).toBe('DENIED');
    expect(await acts.again(claim, 'replace')).toMatchObject({ event: { state: 'REPLACING', attempt: 3 } });
  });

  it('called a duplicate (CARC 18) goes back to the denial, and a person calls the payer', async () => {
    const claim = await deniedAsInS02('S34-18');
    await acts.again(claim, 'replace');
    await acts.submits();
    const duplicate = payment(claim, '1/150/0', [
      { paid: 0, cas: ['OA-18 120'] },
      { paid: 0, cas: ['OA-18 30'] },
    ]);
    const clp = { ...duplicate, frequency: '7', payerClaimControlNo: '2026030600050' };
    await receive(file835(remittance({ trace: 'EFT-S34-18-2', pays: 0, claims: [clp] })));

    const after = await standingOf(pipeline, claim);
    expect(after.state).toBe('DENIED');
    expect(after.payerClaimNo).toBe('2026011500042');
    expect((await workOn(pipeline, claim)).map(({ reason }) => reason).toSorted()).toEqual([
      'DENIAL',
      'REPLACEMENT_NOT_HONOURED',
    ]);
  });

  it('of a claim that was paid waits for the reversal, and then takes its place', async () => {
    const claim = await paidAsInS01('S34-paid');
    const dearer: readonly Line[] = [{ code: '99214', charge: 150, modifiers: ['25'] }, ...twoLines.slice(1)];
    const made = await acts.again(claim, 'replace', { corrected: encounter('S34-paid', dearer) });
    expect(made).toMatchObject({ outcome: 'done', event: { state: 'REPLACING', before: 'CLOSED' } });
    await acts.submits();
    expect((await standingOf(pipeline, claim)).accounts).toMatchObject({ '1100[1]': 30, 4010: -180 });

    const replaced = { ...claim, lines: dearer, charge: 180 };
    const corrected = {
      ...payment(replaced, '1/180/96/20', [
        { paid: 80, cas: ['CO-45 50', 'PR-3 20'] },
        { paid: 16, cas: ['CO-45 14'] },
      ]),
      ...{ frequency: '7', payerClaimControlNo: '2026030600051' },
    };
    const claims = [corrected, reversal(s01(claim))];
    await receive(file835(remittance({ trace: 'EFT-S34-paid-2', pays: 20, claims })));

    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-4)).toEqual(['REPLACING', 'REVERSED', 'PAID', 'CLOSED']);
    expect(after.accounts).toEqual({ 1015: 96, 1110: 20, 4010: -180, 4110: 64 });
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('that charges less takes the difference out of the books once the payment is reversed', async () => {
    const claim = await paidAsInS01('S34-less');
    const cheaper: readonly Line[] = [{ code: '99212', charge: 90, modifiers: ['25'] }, ...twoLines.slice(1)];
    await acts.again(claim, 'replace', { corrected: encounter('S34-less', cheaper) });
    await acts.submits();
    expect((await standingOf(pipeline, claim)).accounts).toMatchObject({ 4010: -150 });

    const replaced = { ...claim, lines: cheaper, charge: 120 };
    const corrected = payment(replaced, '1/120/66', [
      { paid: 50, cas: ['CO-45 40'] },
      { paid: 16, cas: ['CO-45 14'] },
    ]);
    const claims = [reversal(s01(claim)), { ...corrected, frequency: '7' }];
    await receive(
      file835(remittance({ trace: 'EFT-S34-less-2', pays: 0, claims, plb: ['WO:2026020200031 -10'] })),
    );
    expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 66, 4010: -120, 4110: 54 });
  });
});

it('S35: the replacement is paid without a reversal: the denial is closed as recovered 76', async () => {
  const claim = await deniedAsInS02('S35');
  const [denial] = await pipeline.workItems((item) => item.claimNo === claim.claimNo);
  await acts.again(claim, 'replace', { corrected: withReferring('S35') });
  await acts.submits();

  await receive(file835(remittance({ trace: 'EFT-S35-2', pays: 76, claims: [correction(claim)] })));
  const after = await standingOf(pipeline, claim);
  expect(after.history.slice(-3)).toEqual(['REPLACING', 'PAID', 'CLOSED']);
  expect(after.posted).toEqual({ J0: 150, J1: 76, J2: 54, J3b: 20, J4: 0 });
  expect(after.accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  expect(after.payerClaimNo).toBe('2026030600050');
  expect(await workOn(pipeline, claim)).toEqual([]);
  expect(await pipeline.work.get(denial?.id ?? '')).toMatchObject({
    status: 'RESOLVED',
    outcome: 'recovered 76.00',
  });

  // The payer takes its denial back afterwards: it stands no more, and nothing moves.
  const late = reversal({
    ...payment(claim, '1/150/0', [
      { paid: 0, cas: ['CO-16 120'] },
      { paid: 0, cas: ['CO-16 30'] },
    ]),
    payerClaimControlNo: '2026011500042',
  });
  await receive(file835(remittance({ trace: 'EFT-S35-3', pays: 0, claims: [late] })));
  const then = await standingOf(pipeline, claim);
  expect([then.state, then.accounts]).toEqual([after.state, after.accounts]);
});

describe('S36: a void', () => {
  it('of services that never happened takes the money and the charges back', async () => {
    const claim = await paidAsInS01('S36');
    const other = await clinic.hasAccepted('S36-other', [{ code: '99213', charge: 100 }]);
    const made = await acts.again(claim, 'void', { neverHappened: true });
    expect(made).toMatchObject({ outcome: 'done', event: { state: 'VOIDING', before: 'CLOSED' } });
    await acts.submits();
    const segments = await sentLast(claim);
    expect(segments[0]).toBe(`CLM*${claim.clm01}*150***11:B:8*Y*A*Y*Y`);
    expect(segments).toContain('REF*F8*2026020200031');

    const claims = [reversal(s01(claim)), payment(other, '1/100/100', [{ paid: 100 }])];
    await receive(file835(remittance({ trace: 'EFT-S36-2', pays: 24, claims })));
    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-2)).toEqual(['VOIDING', 'VOIDED']);
    expect(after.posted).toMatchObject({ J13: 150, J17: 150 });
    expect(after.accounts).toEqual({});
    expect(await clearing(pipeline, 'EFT-S36-2')).toBe(24);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('leaves the charges where the services were rendered', async () => {
    const claim = await paidAsInS01('S36-kept');
    await acts.again(claim, 'void');
    await acts.submits();
    const claims = [reversal(s01(claim))];
    const text = file835(remittance({ trace: 'EFT-S36-k', pays: 0, claims, plb: ['WO:2026020200031 -76'] }));
    await receive(text);
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts]).toEqual(['VOIDED', { '1100[1]': 150, 4010: -150 }]);
  });

  it.each([
    ['in the same remittance', true],
    ['in a later one', false],
  ])(
    'that the payer answers with a correction %s is posted as one, and a person asks why',
    async (_, together) => {
      const id = `S36-corrected-${together}`;
      const claim = await paidAsInS01(id);
      await acts.again(claim, 'void', { neverHappened: true });
      await acts.submits();
      const back = reversal(s01(claim));
      const anew = { ...s01(claim), payerClaimControlNo: '2026030600052' };
      if (together)
        await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 0, claims: [anew, back] })));
      else {
        const plb = ['WO:2026020200031 -76'];
        await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 0, claims: [back], plb })));
        await receive(file835(remittance({ trace: `EFT-${id}-3`, pays: 76, claims: [anew] })));
      }
      const after = await standingOf(pipeline, claim);
      expect(after.history.slice(-4)).toEqual(['VOIDING', 'VOIDED', 'PAID', 'CLOSED']);
      expect(after.accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
      expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'VOID_NOT_HONOURED' }]);
    },
  );

  it('that the payer accepted and never answered is confirmed by a person after 45 days', async () => {
    const claim = await deniedAsInS02('S36-silent');
    await acts.again(claim, 'void', { neverHappened: true });
    expect(await acts.confirmVoid(claim)).toMatchObject({ refusal: { reason: 'NOT_SENT' } });
    await acts.submits();
    expect(await acts.confirmVoid(claim)).toMatchObject({ refusal: { reason: 'NOT_ACCEPTED' } });
    const { batchId = '' } = (await pipeline.claim(claim.claimNo)).head.batch ?? {};
    await receive(acknowledgment([accepted({ ...claim, batchId })], { trace: 'VOID' }));
    expect(await acts.confirmVoid(claim)).toMatchObject({
      refusal: { reason: 'TOO_EARLY', from: '20260329' },
    });
    acts.on('20260329');
    expect(await acts.confirmVoid(claim)).toMatchObject({ outcome: 'done', event: { state: 'VOIDED' } });
    expect(await acts.confirmVoid(claim)).toMatchObject({ outcome: 'already' });
    acts.on('20260212');
    expect((await standingOf(pipeline, claim)).accounts).toEqual({});
    expect(await workOn(pipeline, claim)).toEqual([]);
  });
});

describe('sent again as an original', () => {
  it('S16: a claim that the front end refused goes out corrected, as attempt 2', async () => {
    const claim = await clinic.sendsOne('S16-again', [{ code: '99213', charge: 90 }]);
    await receive(acknowledgment([refused(claim)]));
    expect((await standingOf(pipeline, claim)).state).toBe('REJ_FRONTEND');
    const made = await acts.again(claim, 'resend', {
      corrected: encounter('S16-again', [{ code: '99213', charge: 95 }]),
    });
    expect(made).toMatchObject({ outcome: 'done', event: { state: 'READY', attempt: 2 } });
    await acts.submits();
    const [clm] = await sentLast(claim);
    expect(clm).toBe(`CLM*${claim.clm01}*95***11:B:1*Y*A*Y*Y`);
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts]).toEqual(['SENT', { '1100[1]': 95, 4010: -95 }]);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('a claim that nobody says is missing is not sent twice', async () => {
    const claim = await clinic.hasAccepted('S16-no', [{ code: '99213', charge: 90 }]);
    expect(await acts.again(claim, 'resend')).toMatchObject({ outcome: 'refused', reason: 'NOT_MISSING' });
  });

  it('row 58: a denial as unprocessable (MA130) is filed anew, and its payment closes the denial', async () => {
    const claim = await clinic.hasAccepted('R58', [{ code: '99213', charge: 90 }]);
    const denied = payment(claim, '1/90/0', [{ paid: 0, cas: ['CO-16 90'], remarks: ['MA130'] }]);
    await receive(file835(remittance({ trace: 'EFT-R58-1', pays: 0, claims: [denied] })));
    expect(await acts.again(claim, 'refile')).toMatchObject({ event: { state: 'READY', attempt: 2 } });
    await acts.submits();
    const [clm] = await sentLast(claim);
    expect(clm).toContain('11:B:1');
    const paid = payment(claim, '1/90/60', [{ paid: 60, cas: ['CO-45 30'] }]);
    await receive(file835(remittance({ trace: 'EFT-R58-2', pays: 60, claims: [paid] })));
    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-3)).toEqual(['SENT', 'PAID', 'CLOSED']);
    expect(after.accounts).toEqual({ 1015: 60, 4010: -90, 4110: 30 });
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('a denial that the payer could process is replaced, not filed anew', async () => {
    const claim = await deniedAsInS02('R58-no');
    expect(await acts.again(claim, 'refile')).toMatchObject({ outcome: 'refused', reason: 'PROCESSED' });
    expect(await inLedger(pipeline, '2030')).toBe(0);
  });
});
