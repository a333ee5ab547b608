/**
 * Scenarios S45, S47 and S55 of domain.md 9: a payer splits a claim, bundles lines, splits units, or only says what it
 * would pay. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { claimDetails } from '../../bin/session/claim-details.ts';
import { cents } from '../../core/money.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { clearing, expectProvenLedger, standingOf, workOn } from './books.ts';
import { clinicOf, type Line, type SentClaim } from './clinic.ts';
import {
  acknowledgment,
  file835,
  type PaidLine,
  payment,
  remittance,
  reversal,
  splitOnAcceptance,
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

const s45: readonly Line[] = [
  { code: '99214', charge: 100 },
  { code: '71046', charge: 60 },
];

/** A CLP for one line of the claim alone, under a number of its own. */
function part(claim: SentClaim, lineNo: number, clp: string, paid: PaidLine, number = `X${lineNo}`) {
  const whole = payment(claim, clp, []);
  const line = claim.lines[lineNo - 1];
  if (line === undefined) throw new Error('the claim has the line');
  const one = payment({ ...claim, lines: [line] }, clp, [paid]);
  const services = one.services.map((service) => ({ ...service, lineControlNo: `${claim.clm01}-${lineNo}` }));
  return { ...whole, services, payerClaimControlNo: number };
}
const x1 = (claim: SentClaim) => part(claim, 1, '1/100/70', { paid: 70, cas: ['CO-45 30'] });
const x2 = (claim: SentClaim) => part(claim, 2, '1/60/40', { paid: 40, cas: ['CO-45 20'] });
const reasonsOn = async (claim: SentClaim) => (await workOn(pipeline, claim)).map(({ reason }) => reason);

describe('S45: a claim that the payer split (A5)', () => {
  it('is answered in parts, each posts to its lines, and no duplicate is seen', async () => {
    const claim = await clinic.sendsOne('S45', s45);
    await receive(acknowledgment([splitOnAcceptance(claim)]));
    expect(await reasonsOn(claim)).toEqual(['CLAIM_SPLIT']);
    await receive(file835(remittance({ trace: 'EFT-S45', pays: 110, claims: [x1(claim), x2(claim)] })));

    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-3)).toEqual(['PAYER_ACCEPTED', 'PAID', 'CLOSED']);
    expect(after.posted).toEqual({ J0: 160, J1: 110, J2: 50 });
    expect(after.accounts).toEqual({ 1015: 110, 4010: -160, 4110: 50 });
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it.each([
    ['the first part first', ['x1', 'x2']],
    ['the second part first', ['x2', 'x1']],
  ])('in two remittances, %s: it is closed once all lines are answered', async (_, order) => {
    const id = `S45-${order.join('')}`;
    const claim = await clinic.hasAccepted(id, s45);
    const parts = { x1: x1(claim), x2: x2(claim) };
    const [one, two] = order.map((name) => (name === 'x1' ? parts.x1 : parts.x2));
    if (one === undefined || two === undefined) throw new Error('two parts');
    const paid = order[0] === 'x1' ? 70 : 40;
    await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: paid, claims: [one] })));
    const between = await standingOf(pipeline, claim);
    expect(between.state).toBe('PAID');
    expect(await reasonsOn(claim)).toEqual(['CLAIM_SPLIT']);

    await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 110 - paid, claims: [two] })));
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts]).toEqual(['CLOSED', { 1015: 110, 4010: -160, 4110: 50 }]);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('whose first part is denied and the second paid is part-denied', async () => {
    const claim = await clinic.hasAccepted('S45-denied', s45);
    const denied = part(claim, 1, '1/100/0', { paid: 0, cas: ['CO-50 100'] });
    await receive(file835(remittance({ trace: 'EFT-S45-d1', pays: 0, claims: [denied] })));
    expect((await standingOf(pipeline, claim)).state).toBe('DENIED');
    await receive(file835(remittance({ trace: 'EFT-S45-d2', pays: 40, claims: [x2(claim)] })));
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts['1100[1]']]).toEqual(['PART_DENIED', 100]);
    expect((await reasonsOn(claim)).toSorted()).toEqual(['DENIAL']);
  });

  it('has one part reversed and corrected, while the other stands', async () => {
    const claim = await clinic.hasAccepted('S45-back', s45);
    await receive(file835(remittance({ trace: 'EFT-S45-b1', pays: 110, claims: [x1(claim), x2(claim)] })));
    const plb = ['WO:X1 -70'];
    await receive(file835(remittance({ trace: 'EFT-S45-b2', pays: 0, claims: [reversal(x1(claim))], plb })));
    const between = await standingOf(pipeline, claim);
    expect(between.state).toBe('REVERSED');
    expect(between.accounts).toEqual({ '1100[1]': 100, 1015: 40, 4010: -160, 4110: 20 });

    const corrected = part(claim, 1, '1/100/80', { paid: 80, cas: ['CO-45 20'] }, 'X3');
    await receive(file835(remittance({ trace: 'EFT-S45-b3', pays: 80, claims: [corrected] })));
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts]).toEqual(['CLOSED', { 1015: 120, 4010: -160, 4110: 40 }]);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('a line that is paid a second time is no further part, but a possible duplicate', async () => {
    const claim = await clinic.hasAccepted('S45-twice', s45);
    await receive(file835(remittance({ trace: 'EFT-S45-t1', pays: 70, claims: [x1(claim)] })));
    const again = part(claim, 1, '1/100/70', { paid: 70, cas: ['CO-45 30'] }, 'X9');
    await receive(file835(remittance({ trace: 'EFT-S45-t2', pays: 70, claims: [again] })));
    expect((await reasonsOn(claim)).toSorted()).toEqual(['CLAIM_SPLIT', 'POSSIBLE_DUPLICATE_PAYMENT']);
  });
});

describe('S47: bundled lines', () => {
  const procedure = (code: string) => ({ qualifier: 'HC', code, modifiers: [] });

  it('offset each other: the claim is paid, nothing is denied and nothing overpaid', async () => {
    const claim = await clinic.hasAccepted('S47', [
      { code: '80048', charge: 100 },
      { code: '80076', charge: 50 },
    ]);
    const clp = payment(claim, '1/150/120', [
      { paid: 120, cas: ['OA-94 -50', 'CO-45 30'] },
      { paid: 0, cas: ['CO-97 50'] },
    ]);
    const services = clp.services.map((service) => ({
      ...service,
      ...{ submittedProcedure: service.procedure, procedure: procedure('80053') },
    }));
    await receive(file835(remittance({ trace: 'EFT-S47', pays: 120, claims: [{ ...clp, services }] })));

    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-2)).toEqual(['PAID', 'CLOSED']);
    expect(after.posted).toMatchObject({ J1: 120, J2: 30 });
    expect(after.accounts).toEqual({ 1015: 120, 4010: -150, 4110: 30 });
    const { balances } = (await pipeline.claim(claim.claimNo)).head;
    expect([balances[1]?.['1100[1]'], balances[2]?.['1100[1]']]).toEqual([-50_00, 50_00]);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('variant: without the other line CARC 94 is a contractual amount the other way', async () => {
    const claim = await clinic.hasAccepted('S47-alone', [{ code: '80048', charge: 100 }]);
    const clp = payment(claim, '1/100/120', [{ paid: 120, cas: ['OA-94 -20'] }]);
    await receive(file835(remittance({ trace: 'EFT-S47-a', pays: 120, claims: [clp] })));
    const after = await standingOf(pipeline, claim);
    expect(after.posted).toMatchObject({ J1: 120, J2: 20 });
    expect(after.accounts).toEqual({ 1015: 120, 4010: -100, 4110: -20 });
  });

  it('units that the payer splits over two services, without our line number, are one line', async () => {
    const claim = await clinic.hasAccepted('S47-units', [{ code: '97110', charge: 120 }]);
    const clp = payment(claim, '1/120/90', []);
    const half = { ...clp.services[0], charge: cents(60_00), submittedUnits: '4', adjustments: [] };
    const [service] = clp.services;
    if (service === undefined) throw new Error('one service');
    const { lineControlNo: _, ...unnamed } = { ...service, ...half };
    const services = [
      { ...unnamed, paid: cents(50_00), adjustments: [{ group: 'CO', carc: '45', amount: cents(10_00) }] },
      { ...unnamed, paid: cents(40_00), adjustments: [{ group: 'CO', carc: '45', amount: cents(20_00) }] },
    ];
    await receive(file835(remittance({ trace: 'EFT-S47-u', pays: 90, claims: [{ ...clp, services }] })));
    const after = await standingOf(pipeline, claim);
    expect([after.state, after.accounts]).toEqual(['CLOSED', { 1015: 90, 4010: -120, 4110: 30 }]);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });
});

it('S55: a predetermination is kept as an estimate: no entry, and the claim stays what it is', async () => {
  const claim = await clinic.hasAccepted('S55', [{ code: '99215', charge: 200 }]);
  const before = await standingOf(pipeline, claim);
  const estimate = payment(claim, '25/200/0/30', [{ paid: 0, cas: ['CO-45 50', 'PR-2 30', 'OA-101 120'] }]);
  await receive(file835(remittance({ trace: 'EFT-S55', pays: 0, claims: [estimate] })));

  expect(await standingOf(pipeline, claim)).toEqual({
    ...before,
    history: before.history,
  });
  const { events, head } = await pipeline.claim(claim.claimNo);
  expect(events.at(-1)).toMatchObject({
    entries: [],
    facts: {
      ...{ kind: 'estimated', chargeCents: 200_00, allowedCents: 150_00 },
      ...{ patientCents: 30_00, planCents: 120_00 },
    },
  });
  const details = await claimDetails(pipeline, head, false);
  expect(details.estimate).toMatchObject({ planCents: 120_00, patientCents: 30_00, on: '20260210' });
  expect(await clearing(pipeline, 'EFT-S55')).toBe(0);
  expect(await workOn(pipeline, claim)).toEqual([]);

  // The services are rendered, and the claim is decided as any other.
  const paid = payment(claim, '1/200/120/30', [{ paid: 120, cas: ['CO-45 50', 'PR-2 30'] }]);
  await receive(file835(remittance({ trace: 'EFT-S55-2', pays: 120, claims: [paid] })));
  expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 120, 1110: 30, 4010: -200, 4110: 50 });
});
