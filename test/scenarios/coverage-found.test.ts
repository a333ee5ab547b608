/**
 * A coverage that is found after the patient was billed (domain.md 5.8 J3c), and a payer's correction after the next
 * one was billed (5.5, S57). Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addCoverage, readCoverage } from '../../bin/session/add-coverage.ts';
import { billNextPayer } from '../../bin/session/bill-next.ts';
import { receivePayment } from '../../bin/session/receive-payment.ts';
import { cents } from '../../core/money.ts';
import { type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { actsOf } from './acts.ts';
import { expectProvenLedger, standingOf, workOn } from './books.ts';
import { centsOf, clinicOf, only, type SentClaim } from './clinic.ts';
import { BETA, payment, reversal } from './payer.ts';
import { betaPays, byAcme, byBeta, payersOf, second, visit } from './two-payers.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
let payers: ReturnType<typeof payersOf>;
let acting: ReturnType<typeof actsOf>['acting'];
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
  payers = payersOf(pipeline);
  acting = actsOf(pipeline).acting;
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const standing = (claim: SentClaim) => standingOf(pipeline, claim);
const patientPays = ({ claimNo }: SentClaim, dollars: number) =>
  receivePayment(acting, claimNo, {
    ...{ receipt: `R-${claimNo}`, method: 'card', amount: cents(centsOf(dollars)), receivedOn: TODAY },
  });

/** ACME, the only payer known, paid 101 and left 24 to the patient, who may have paid some of it. */
async function billedToPatient(id: string, paid = 0): Promise<SentClaim> {
  const claim = only(await clinic.sends([visit(id)]));
  await payers.pays(`EFT-${id}-1`, 101, [byAcme(claim)]);
  if (paid > 0) await patientPays(claim, paid);
  return claim;
}

const finds = ({ claimNo }: SentClaim, changes: Readonly<Record<string, unknown>> = {}) => {
  const read = readCoverage(Buffer.from(JSON.stringify(second(changes))));
  if (!read.ok) throw new Error('a coverage');
  return addCoverage(acting, { claimNo, coverage: read.coverage });
};

describe('BETA is found after the patient was billed', () => {
  it('and owes the 24: it is billed with what ACME decided, as if it had been known', async () => {
    const known = only(await clinic.sends([visit('F1K', second())]));
    await payers.pays('EFT-F1K', 101, [byAcme(known)]);
    await payers.nextHour();
    const theirs = await payers.lastFile();

    const claim = await billedToPatient('F1');
    expect((await standing(claim)).balance).toBe('PATIENT_DUE');
    expect(await finds(claim)).toMatchObject({
      ...{ outcome: 'done', filing: 2, amountCents: 2400, next: { kind: 'made', state: 'READY' } },
      event: { facts: { user: 'ann' } },
    });
    const after = await standing(claim);
    expect(after.posted).toEqual({ J0: 220, J1: 101, J2: 95, J3b: 24, J3c: 24 });
    expect(after.accounts).toEqual({ 1015: 101, '1100[2]': 24, 4010: -220, 4110: 95 });
    expect(after.balance).toBe('NEXT_PAYER');
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'READY' });
    expect(await workOn(pipeline, claim)).toEqual([]);

    await payers.nextHour();
    const bare = (segments: readonly string[], of: SentClaim) =>
      segments
        .filter((segment) => !/^(ISA|GS|BHT|GE|IEA)\*/.test(segment))
        .map((segment) => segment.replace(of.claimNo, 'C').replace(/^DMG\*D8\*\d+/, 'DMG*D8*'));
    expect(bare(await payers.lastFile(), claim)).toEqual(bare(theirs, known));

    await payers.pays('EFT-F1-2', 24, [betaPays(claim)], BETA);
    const paid = await standing(claim);
    expect(paid.accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
    expect(paid.balance).toBe('ZERO');
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'CLOSED' });
    expect(await workOn(pipeline, claim)).toEqual([]);
  }, 120_000);

  it('after the patient paid 20: the rest is BETA’s, and once it pays, the 20 are the patient’s', async () => {
    const claim = await billedToPatient('F2', 20);
    expect(await finds(claim)).toMatchObject({ amountCents: 400, next: { kind: 'made', state: 'READY' } });
    expect((await standing(claim)).accounts).toEqual({
      ...{ 1015: 101, 1020: 20, '1100[2]': 4, 4010: -220, 4110: 95 },
    });
    await payers.nextHour();
    await payers.pays('EFT-F2-2', 24, [betaPays(claim)], BETA);
    const after = await standing(claim);
    expect(after.accounts).toEqual({ 1015: 125, 1020: 20, 2020: -20, 4010: -220, 4110: 95 });
    expect(after.balance).toBe('CREDIT');
    expect((await workOn(pipeline, claim)).map(({ reason, amount }) => [reason, amount])).toEqual([
      ['PATIENT_REFUND', 20],
    ]);
  });

  it('after the patient paid all: BETA is billed all the same, and what it denies stays paid', async () => {
    const claim = await billedToPatient('F3', 24);
    expect(await finds(claim)).toMatchObject({ amountCents: 0, next: { kind: 'made', state: 'READY' } });
    await payers.nextHour();
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'BATCHED' });
    const denied = byBeta(claim, '4/220/0', [
      { paid: 0, cas: ['OA-23 156', 'CO-27 24'] },
      { paid: 0, cas: ['OA-23 40'] },
    ]);
    await payers.pays('EFT-F3-2', 0, [denied], BETA);
    expect((await standing(claim)).accounts).toEqual({ 1015: 101, 1020: 24, 4010: -220, 4110: 95 });
    await payers.pays('EFT-F3-3', 24, [reversal(denied), betaPays(claim)], BETA);
    expect((await standing(claim)).accounts).toEqual({
      ...{ 1015: 125, 1020: 24, 2020: -24, 4010: -220, 4110: 95 },
    });
  });

  it('before ACME has decided: nothing moves, and its decision goes on to BETA', async () => {
    const claim = only(await clinic.sends([visit('F4')]));
    expect(await finds(claim)).toMatchObject({ amountCents: 0, next: { kind: 'waits' } });
    await payers.pays('EFT-F4-1', 101, [byAcme(claim)]);
    expect((await standing(claim)).posted).toMatchObject({ J3a: 24 });
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'READY' });
  });

  it('and ACME takes its decision back: BETA’s claim waits, and is made anew from the correction', async () => {
    const claim = await billedToPatient('F5');
    const other = await clinic.sendsOne('F5A', [{ code: '99215', charge: 101 }]);
    await finds(claim);
    const paysOther = payment(other, '1/101/101', [{ paid: 101 }]);
    await payers.pays('EFT-F5-2', 0, [reversal(byAcme(claim)), paysOther]);
    expect((await standing(claim)).accounts).toEqual({ '1100[1]': 220, 4010: -220 });
    expect(await payers.filings(claim)).toEqual({ 1: 'REVERSED', 2: 'EDIT_HOLD' });
    await payers.pays('EFT-F5-3', 91, [byAcme(claim, 34)]);
    const after = await standing(claim);
    expect(after.posted).toMatchObject({ J3a: 34 });
    expect(after.accounts).toEqual({ 1015: 91, '1100[2]': 34, 4010: -220, 4110: 95 });
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'READY' });
  });

  it('once: again it changes nothing, and another payer in its place is refused', async () => {
    const claim = await billedToPatient('F6');
    await finds(claim);
    const { events } = await pipeline.claim(claim.claimNo);
    expect(await finds(claim)).toMatchObject({ outcome: 'already', amountCents: 2400 });
    expect(await finds(claim, { memberId: 'OTHER1' })).toMatchObject({
      ...{ outcome: 'refused', refusal: 'PLACE_TAKEN', free: 3 },
    });
    expect((await pipeline.claim(claim.claimNo)).events).toEqual(events);
  });

  it('and an edit finds an error in it: nothing changes', async () => {
    const claim = await billedToPatient('F7');
    const { events } = await pipeline.claim(claim.claimNo);
    expect(await finds(claim, { relationship: 'XX' })).toMatchObject({
      outcome: 'held',
      findings: expect.arrayContaining([
        expect.objectContaining({ editId: 'SBR-02', field: 'coverages[1].relationship' }),
      ]),
    });
    expect((await pipeline.claim(claim.claimNo)).events).toEqual(events);
  });
});

describe('ACME corrects its decision after BETA was billed (S57)', () => {
  /** BETA has the claim with a share of 24, and may have paid it. */
  async function sentToBeta(id: string, isPaid = true): Promise<SentClaim> {
    const claim = only(await clinic.sends([visit(id, second())]));
    await payers.pays(`EFT-${id}-1`, 101, [byAcme(claim)]);
    await payers.nextHour();
    if (isPaid) await payers.pays(`EFT-${id}-2`, 24, [betaPays(claim)], BETA);
    return claim;
  }
  const corrects = async (id: string, claim: SentClaim, left: number) => {
    const other = await clinic.sendsOne(`${id}A`, [{ code: '99215', charge: 101 }]);
    const paysOther = payment(other, '1/101/101', [{ paid: 101 }]);
    await payers.pays(`EFT-${id}-3`, 0, [reversal(byAcme(claim)), paysOther]);
    expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toEqual(['SECONDARY_REVIEW']);
    const corrected = { ...byAcme(claim, left), payerClaimControlNo: '2026020100099' };
    await payers.pays(`EFT-${id}-4`, 125 - left, [corrected]);
  };
  const bills = ({ claimNo }: SentClaim) => billNextPayer(acting, claimNo, false);

  it('bill-next sends BETA the corrected claim: frequency 7, its own number, the new result', async () => {
    const claim = await sentToBeta('C1');
    await corrects('C1', claim, 34);
    expect((await standing(claim)).accounts['1100[2]']).toBe(10);
    expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toEqual(['SECONDARY_REVIEW']);
    expect(await bills(claim)).toMatchObject({
      ...{ outcome: 'again', act: 'replace' },
      again: { outcome: 'done', event: { filing: 2, state: 'REPLACING', attempt: 2 } },
    });
    expect(await workOn(pipeline, claim)).toEqual([]);
    await payers.nextHour();
    const file = await payers.lastFile();
    expect(file).toEqual(
      expect.arrayContaining([
        `CLM*${claim.claimNo}-2*220***11:B:7*Y*A*Y*Y`,
        'REF*F8*B000077',
        'AMT*D*91',
        'REF*F8*2026020100099',
        'SVD*99001*86*HC:99214**1',
        'CAS*PR*2*34',
      ]),
    );
    const again = { ...betaPays(claim, 34, 'CO-45 0'), payerClaimControlNo: 'B000078', frequency: '7' };
    const taken = { ...again, services: betaPays({ ...claim }, 34).services.map(withoutTen) };
    await payers.pays('EFT-C1-5', 10, [reversal(betaPays(claim)), taken], BETA);
    const after = await standing(claim);
    expect(after.accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
    expect(after.balance).toBe('ZERO');
    expect(await payers.filings(claim)).toEqual({ 1: 'CLOSED', 2: 'CLOSED' });
    expect(await workOn(pipeline, claim)).toEqual([]);
  }, 120_000);

  it('waits for BETA’s answer where it has none: its claim number is not known', async () => {
    const claim = await sentToBeta('C2', false);
    await corrects('C2', claim, 34);
    expect(await bills(claim)).toMatchObject({ outcome: 'refused', reason: 'AWAITS_ANSWER' });
    await payers.pays('EFT-C2-5', 24, [betaPays(claim)], BETA);
    expect((await standing(claim)).accounts['1100[2]']).toBe(10);
    expect(await bills(claim)).toMatchObject({ outcome: 'again', again: { outcome: 'done' } });
    // BETA reckoned with the first decision: its own answer asks a person too.
    const reasons = (await workOn(pipeline, claim)).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(['BALANCE_UNEXPLAINED', 'PRIOR_PAYER_MISMATCH']);
  });

  it('asks nobody any more where the correction leaves what BETA was told', async () => {
    const claim = await sentToBeta('C3');
    const other = await clinic.sendsOne('C3A', [{ code: '99215', charge: 101 }]);
    const paysOther = payment(other, '1/101/101', [{ paid: 101 }]);
    await payers.pays('EFT-C3-3', 0, [reversal(byAcme(claim)), paysOther]);
    expect(await bills(claim)).toMatchObject({ outcome: 'refused' });
    await payers.pays('EFT-C3-4', 101, [byAcme(claim)]);
    expect((await standing(claim)).accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
    expect(await workOn(pipeline, claim)).toEqual([]);
    expect(await bills(claim)).toMatchObject({ outcome: 'refused', reason: 'NO_NEXT_PAYER' });
  });
});

type Service = ReturnType<typeof betaPays>['services'][number];
/** BETA repeats ten less of what ACME did. */
const withoutTen = (service: Service, i: number): Service =>
  i > 0
    ? service
    : {
        ...service,
        adjustments: service.adjustments.map((one) => ({ ...one, amount: cents(one.amount - centsOf(10)) })),
      };
