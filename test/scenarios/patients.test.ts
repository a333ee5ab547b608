/**
 * Scenarios S06 (the patient has paid), S07 (with its patient), S43 and S60 of domain.md 9, and what else patients and
 * the practice do with a claim's money. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Acting, giveUpDenial, payBack, place, waive } from '../../bin/session/patient-money.ts';
import { receivePayment } from '../../bin/session/receive-payment.ts';
import { parseConfig } from '../../core/config.ts';
import { addDays, civilDate } from '../../core/dates.ts';
import { cents } from '../../core/money.ts';
import { patientReasons } from '../../core/patient/account.ts';
import { claimNoOf, type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { expectProvenLedger, inLedger, standingOf, workOn } from './books.ts';
import { centsOf, clinicOf, encounter, type Line, only, type SentClaim } from './clinic.ts';
import { accepted, acknowledgment, file835, payment, remittance, reversal } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
let acting: Acting;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
  const config = parseConfig(pipelineConfig);
  if (!config.ok) throw new Error('not a configuration');
  const { claims, files, work } = pipeline;
  acting = { claims, files, work, config: config.value, user: 'ann', now: () => Date.UTC(2026, 1, 12, 12) };
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);
/** An 835 of ACME with these payments. */
const sends = (trace: string, pays: number, ...claims: Parameters<typeof remittance>[0]['claims']) =>
  receive(file835(remittance({ trace, pays, claims })));
const patientPays = (claim: SentClaim, dollars: number, receipt: string) =>
  receivePayment(acting, claim.claimNo, {
    ...{ receipt, method: 'card', amount: cents(centsOf(dollars)) },
    receivedOn: TODAY,
  });
const standing = (claim: SentClaim) => standingOf(pipeline, claim);

const twoLines: readonly Line[] = [
  { code: '99213', charge: 120 },
  { code: '87880', modifiers: ['QW'], charge: 30 },
];
/** What S01 pays: 76 of 150, with a copay of 20. */
const s01 = (claim: SentClaim) =>
  payment(claim, '1/150/76/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
const s02 = (claim: SentClaim) =>
  payment(claim, '1/150/0', [
    { paid: 0, cas: ['CO-16 120'], remarks: ['N286'] },
    { paid: 0, cas: ['CO-16 30'], remarks: ['N286'] },
  ]);

async function paidAsInS01(id: string): Promise<SentClaim> {
  const claim = await clinic.hasAccepted(id, twoLines);
  await sends(`EFT-${id}`, 76, s01(claim));
  return claim;
}
/** The patient paid at the desk; the encounter says so. */
async function prepaid(id: string, dollars: number): Promise<SentClaim> {
  const claim = only(await clinic.sends([encounter(id, twoLines, { patientPaidCents: centsOf(dollars) })]));
  await receive(acknowledgment([accepted(claim)]));
  return claim;
}
const aClaim = (id: string, charge: number) => clinic.hasAccepted(id, [{ code: '99213', charge }]);
const paysInFull = (claim: SentClaim) =>
  payment(claim, `1/${claim.charge}/${claim.charge}`, [{ paid: claim.charge }]);

describe('S06: a reversal and its correction after the patient paid', () => {
  it('leave the patient’s 20 to the patient, and somebody gives it back', async () => {
    const claim = await paidAsInS01('S06P');
    await patientPays(claim, 20, 'R-S06P');
    expect(await standing(claim)).toMatchObject({ balance: 'ZERO', accounts: { 1020: 20 } });
    const corrected = payment(claim, '1/150/96', [
      { paid: 80, cas: ['CO-45 40'] },
      { paid: 16, cas: ['CO-45 14'] },
    ]);
    await sends('EFT-S06P-2', 20, reversal(s01(claim)), { ...corrected, payerClaimControlNo: 'NEW1' });

    const after = await standing(claim);
    expect(after.history.slice(-5)).toEqual(['PAID', 'CLOSED', 'REVERSED', 'PAID', 'CLOSED']);
    expect(after.accounts).toEqual({ 1015: 96, 1020: 20, 2020: -20, 4010: -150, 4110: 54 });
    expect(after.balance).toBe('CREDIT');
    expect((await workOn(pipeline, claim)).map(({ reason, amount }) => [reason, amount])).toEqual([
      ['PATIENT_REFUND', 20],
    ]);

    await payBack(acting, claim.claimNo, { to: 'patient', reference: 'CHK-S06P' });
    expect(await standing(claim)).toMatchObject({ balance: 'ZERO', accounts: { 1010: -20, 1020: 20 } });
    expect(await workOn(pipeline, claim)).toEqual([]);
  });
});

describe('S07: a reversal without a correction', () => {
  it('leaves nothing due from the patient: no statement can be written', async () => {
    const claim = await paidAsInS01('S07P');
    expect((await standing(claim)).balance).toBe('PATIENT_DUE');
    const other = await aClaim('S07P-OTHER', 200);
    await sends('EFT-S07P-2', 124, reversal(s01(claim)), paysInFull(other));
    const after = await standing(claim);
    expect([after.state, after.balance, after.accounts]).toEqual([
      ...['REVERSED', 'INS_OPEN', { '1100[1]': 150, 4010: -150 }],
    ]);
  });

  it('takes back what the practice had given up of it', async () => {
    const claim = await paidAsInS01('S07W');
    await waive(acting, claim.claimNo, { why: 'courtesy' });
    expect(await standing(claim)).toMatchObject({ balance: 'WRITTEN_OFF', accounts: { 4130: 20 } });
    const other = await aClaim('S07W-OTHER', 200);
    await sends('EFT-S07W-2', 124, reversal(s01(claim)), paysInFull(other));
    expect((await standing(claim)).accounts).toEqual({ '1100[1]': 150, 4010: -150 });
  });

  it('takes back from the agency what was placed there', async () => {
    const claim = await paidAsInS01('S07C');
    await place(acting, claim.claimNo);
    expect(await standing(claim)).toMatchObject({ balance: 'COLLECTIONS', accounts: { 1120: 20 } });
    const other = await aClaim('S07C-OTHER', 200);
    await sends('EFT-S07C-2', 124, reversal(s01(claim)), paysInFull(other));
    expect((await standing(claim)).accounts).toEqual({ '1100[1]': 150, 4010: -150 });
  });
});

describe('S43: a copay of 20 at the desk', () => {
  it('pays the copay that the payer finds', async () => {
    const claim = await prepaid('S43', 20);
    expect(await standing(claim)).toMatchObject({ balance: 'INS_OPEN', accounts: { 1020: 20, 2020: -20 } });
    await sends('EFT-S43', 76, s01(claim));
    const after = await standing(claim);
    expect([after.posted.J6, after.balance]).toEqual([20, 'ZERO']);
    expect(after.accounts).toEqual({ 1015: 76, 1020: 20, 4010: -150, 4110: 54 });
  });

  it('leaves 15 due where the payer finds 35', async () => {
    const claim = await prepaid('S43-35', 20);
    await sends(
      'EFT-S43-35',
      61,
      payment(claim, '1/150/61/35', [
        { paid: 45, cas: ['CO-45 40', 'PR-3 35'] },
        { paid: 16, cas: ['CO-45 14'] },
      ]),
    );
    const after = await standing(claim);
    expect([after.accounts[1110], after.accounts[2020], after.balance]).toEqual([
      15,
      undefined,
      'PATIENT_DUE',
    ]);
    expect(patientReasons((await pipeline.claim(claim.claimNo)).events)).toEqual([
      { carc: '3', amount: 3500 },
    ]);
  });

  it('of an encounter in two claims is on the first alone', async () => {
    const visits = Array.from({ length: 51 }, () => ({ code: '99213', charge: 10 }));
    const { lines } = encounter('S43-SPLIT', visits);
    const given = encounter('S43-SPLIT', visits, {
      patientPaidCents: centsOf(20),
      // A visit on each of so many days: the same visit twice would be a duplicate.
      lines: lines.map((line, i) => ({ ...line, from: addDays(civilDate('20251101'), i) })),
    });
    await pipeline.upload('riverbend', [given]);
    const creditOf = async (part: number) => {
      const { head } = await pipeline.claim(claimNoOf('riverbend', given, part));
      return Object.values(head.balances).reduce((sum, line) => sum + (line['2020'] ?? 0), 0);
    };
    expect([await creditOf(0), await creditOf(1)]).toEqual([-2000, 0]);
  });
});

describe('S60: a late payment of a denial that was written off', () => {
  it('takes the write-off back first: nothing is overpaid, and the copay is due', async () => {
    const claim = await clinic.hasAccepted('S60', twoLines);
    await sends('EFT-S60', 0, s02(claim));
    await giveUpDenial(acting, claim.claimNo, { why: 'timely' });
    expect(await standing(claim)).toMatchObject({
      ...{ state: 'CLOSED', balance: 'WRITTEN_OFF' },
      accounts: { 4010: -150, 4120: 150 },
    });
    expect((await pipeline.ledger()).balances['4120[timely]']).toBe(15_000);
    await sends('EFT-S60-2', 76, { ...s01(claim), payerClaimControlNo: 'LATE1' });
    const after = await standing(claim);
    expect([after.state, after.balance]).toEqual(['CLOSED', 'PATIENT_DUE']);
    expect(after.accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
    expect(await inLedger(pipeline, '4120')).toBe(0);
    expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toEqual(['REPROCESSED']);
  });

  it('and so does the reversal of the denial itself', async () => {
    const claim = await clinic.hasAccepted('S60R', twoLines);
    await sends('EFT-S60R', 0, s02(claim));
    await giveUpDenial(acting, claim.claimNo, { why: 'auth' });
    await sends('EFT-S60R-2', 76, reversal(s02(claim)), { ...s01(claim), payerClaimControlNo: 'LATE2' });
    const after = await standing(claim);
    expect(after.history.slice(-4)).toEqual(['CLOSED', 'REVERSED', 'PAID', 'CLOSED']);
    expect(after.accounts).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  });
});

describe('the patient', () => {
  it('who pays more than is due has the rest to the good, and gets it back', async () => {
    const claim = await paidAsInS01('OVERPAID');
    await patientPays(claim, 50, 'R-OVERPAID');
    expect(await standing(claim)).toMatchObject({ balance: 'CREDIT', accounts: { 1020: 50, 2020: -30 } });
    await payBack(acting, claim.claimNo, { to: 'patient', reference: 'CHK-OVERPAID' });
    expect((await standing(claim)).accounts).toEqual({ 1010: -30, 1015: 76, 1020: 50, 4010: -150, 4110: 54 });
  });

  it('who owes 4.99 after a payment is not written to; one who owes 5.00 is', async () => {
    const [small, large] = [await paidAsInS01('SMALL'), await paidAsInS01('LARGE')];
    await patientPays(small, 15.01, 'R-SMALL');
    await patientPays(large, 15, 'R-LARGE');
    const closed = await waive(acting, small.claimNo, { why: 'small-balance' });
    expect([closed.outcome, (await standing(small)).accounts[4130], (await standing(small)).balance]).toEqual(
      [...['done', 4.99, 'ZERO']],
    );
    expect(await waive(acting, large.claimNo, { why: 'small-balance' })).toMatchObject({
      ...{ outcome: 'refused', reason: 'ABOVE_SMALL_BALANCE' },
    });
    expect((await standing(large)).balance).toBe('PATIENT_DUE');
  });
});
