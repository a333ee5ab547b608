/**
 * A replacement that drops a line (domain.md 1.2, 3.8; rows 34 to 37): what was charged, paid and left to the patient for
 * it is taken back, in whatever order the payer’s documents come. Amounts in dollars, by account and by line.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { againAnswer } from '../../bin/commands/claim-act-answers.ts';
import { onFiling } from '../../core/claim/filings.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { actsOf } from './acts.ts';
import { expectProvenLedger, standingOf, workOn } from './books.ts';
import { clinicOf, coverage, dollars, encounter, type Line, only, type SentClaim } from './clinic.ts';
import { a999, BETA, file835, payment, rejectedSet, remittance, reversal } from './payer.ts';

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

const VISIT: Line = { code: '99213', charge: 120, modifiers: ['25'] };
const TEST: Line = { code: '87880', modifiers: ['QW'], charge: 30 };
const XRAY: Line = { code: '71045', charge: 50 };

/** Accounts of each line, in dollars; what is 0 is left out. */
async function byLine({ claimNo }: SentClaim): Promise<Record<string, Record<string, number>>> {
  const { head } = await pipeline.claim(claimNo);
  return Object.fromEntries(
    Object.entries(head.balances).map(([line, accounts]) => [
      line,
      Object.fromEntries(
        Object.entries(accounts).flatMap(([account, amount]) =>
          amount === 0 ? [] : [[account, dollars(amount)]],
        ),
      ),
    ]),
  );
}

/** The line numbers that the claim left with last: REF*6R. */
async function numbersSent({ claimNo, clm01 }: SentClaim): Promise<readonly string[]> {
  const { head } = await pipeline.claim(claimNo);
  const key = `outbound/clearinghouse/${String(head.batch?.controlNo).padStart(9, '0')}.837`;
  const segments = ((await pipeline.object(key)) ?? '').split(/~\n?/);
  const from = segments.findIndex((segment) => segment.startsWith(`CLM*${clm01}*`));
  const to = segments.findIndex((segment, i) => i > from && /^(HL|SE)\*/.test(segment));
  return segments.slice(from, to).filter((segment) => /^(LX|REF\*6R)\*/.test(segment));
}

const paysTwo = (claim: SentClaim) =>
  payment(claim, '1/150/76/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
/** The payer’s answer to the replacement without its second line. */
const paysVisit = (claim: SentClaim) => ({
  ...payment({ ...claim, lines: [VISIT], charge: 120 }, '1/120/60/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
  ]),
  ...{ frequency: '7', payerClaimControlNo: '2026030600060' },
});
const hasPaid = async (id: string): Promise<SentClaim> => {
  const claim = await clinic.hasAccepted(id, [VISIT, TEST]);
  await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 76, claims: [paysTwo(claim)] })));
  return claim;
};
const dropsTest = async (claim: SentClaim, id: string): Promise<void> => {
  const made = await acts.again(claim, 'replace', { corrected: encounter(id, [VISIT]) });
  expect(againAnswer(made, 'replace').text()).toContain('Not in it any more: line 2.');
  expect(made).toMatchObject({
    outcome: 'done',
    event: { state: 'REPLACING', facts: { claim: { droppedLines: [2], totalCharge: 12_000 } } },
  });
  await acts.submits();
};

/** The end of each history: line 1 as the correction says, nothing of line 2 but the two payments that cancel. */
const END = {
  accounts: { 1015: 60, 1110: 20, 4010: -120, 4110: 40 },
  lines: { 1: { 1015: 60, 1110: 20, 4010: -120, 4110: 40 } },
};
const stands = async (claim: SentClaim) => ({
  accounts: (await standingOf(pipeline, claim)).accounts,
  lines: await byLine(claim),
});

describe('a paid claim, replaced without its second line', () => {
  it('keeps the line’s money until the payment is reversed, then charges and pays what is left', async () => {
    const claim = await hasPaid('drop-order');
    await dropsTest(claim, 'drop-order');
    expect(await numbersSent(claim)).toEqual(['LX*1', `REF*6R*${claim.clm01}-1`]);
    expect(await stands(claim)).toEqual({
      accounts: { 1015: 76, 1110: 20, 4010: -150, 4110: 54 },
      lines: { 1: { 1015: 60, 1110: 20, 4010: -120, 4110: 40 }, 2: { 1015: 16, 4010: -30, 4110: 14 } },
    });

    const plb = ['WO:2026020200031 -76'];
    await receive(
      file835(remittance({ trace: 'EFT-drop-order-2', pays: 0, claims: [reversal(paysTwo(claim))], plb })),
    );
    expect(await stands(claim)).toEqual({
      accounts: { '1100[1]': 120, 4010: -120 },
      lines: { 1: { '1100[1]': 120, 4010: -120 } },
    });

    await receive(file835(remittance({ trace: 'EFT-drop-order-3', pays: 60, claims: [paysVisit(claim)] })));
    expect(await stands(claim)).toEqual(END);
    const after = await standingOf(pipeline, claim);
    expect(after.history.slice(-4)).toEqual(['REPLACING', 'REVERSED', 'PAID', 'CLOSED']);
    expect(after.posted).toMatchObject({ J0: 180, J13: 150 });
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it.each([
    ['in one remittance, the correction first', true],
    ['the correction in an earlier remittance', false],
  ])('ends the same with reversal and correction %s', async (_, together) => {
    const id = `drop-${together}`;
    const claim = await hasPaid(id);
    await dropsTest(claim, id);
    const back = reversal(paysTwo(claim));
    if (together) {
      const claims = [paysVisit(claim), back];
      await receive(
        file835(remittance({ trace: `EFT-${id}-2`, pays: 0, claims, plb: ['WO:2026020200031 -16'] })),
      );
    } else {
      await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 60, claims: [paysVisit(claim)] })));
      // It came before its reversal: all of it is owed to the payer, and line 2 is as the payer paid it (J14).
      expect(await stands(claim)).toEqual({
        accounts: { 1015: 136, 1110: 20, 2010: -60, 4010: -150, 4110: 54 },
        lines: {
          1: { 1015: 120, 1110: 20, 2010: -60, 4010: -120, 4110: 40 },
          2: { 1015: 16, 4010: -30, 4110: 14 },
        },
      });
      const plb = ['WO:2026020200031 -76'];
      await receive(file835(remittance({ trace: `EFT-${id}-3`, pays: 0, claims: [back], plb })));
    }
    expect(await stands(claim)).toEqual(END);
    expect((await standingOf(pipeline, claim)).state).toBe('CLOSED');
  });

  it('gives the patient back what was paid for the line', async () => {
    const id = 'drop-patient';
    const claim = await clinic.hasAccepted(id, [VISIT, TEST]);
    const leaves = payment(claim, '1/150/60/30', [
      { paid: 60, cas: ['CO-45 60'] },
      { paid: 0, cas: ['PR-1 30'] },
    ]);
    await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 60, claims: [leaves] })));
    await acts.patientPays(claim, 30, 'R-drop');
    await dropsTest(claim, id);
    expect(await byLine(claim)).toMatchObject({ 2: { 1020: 30, 4010: -30 } });
    const corrected = {
      ...payment({ ...claim, lines: [VISIT], charge: 120 }, '1/120/60', [{ paid: 60, cas: ['CO-45 60'] }]),
      frequency: '7',
    };
    const claims = [reversal(leaves), corrected];
    await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 0, claims })));
    expect(await stands(claim)).toEqual({
      accounts: { 1015: 60, 1020: 30, 2020: -30, 4010: -120, 4110: 60 },
      lines: { 1: { 1015: 60, 4010: -120, 4110: 60 }, 2: { 1020: 30, 2020: -30 } },
    });
    expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toContain('PATIENT_REFUND');
  });
});

describe('a denied claim, replaced without its second line', () => {
  const denied = async (id: string, second: readonly string[]): Promise<SentClaim> => {
    const claim = await clinic.hasAccepted(id, [VISIT, TEST]);
    const clp = payment(claim, '1/150/0', [
      { paid: 0, cas: ['CO-16 120'], remarks: ['N286'] },
      { paid: 0, cas: second },
    ]);
    await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 0, claims: [clp] })));
    expect((await standingOf(pipeline, claim)).state).toBe('DENIED');
    return claim;
  };

  it.each([
    ['wholly', 'CO-16 30', { '1100[1]': 120, 4010: -120 }, undefined],
    [
      'with a contractual reduction of it',
      'CO-45 30',
      { '1100[1]': 120, 4010: -150, 4110: 30 },
      { 4010: -30, 4110: 30 },
    ],
  ])('%s, is paid without a reversal', async (how, second, accounts, line2) => {
    const id = `drop-denied-${how.slice(0, 6)}`;
    const claim = await denied(id, [second]);
    await dropsTest(claim, id);
    expect(await stands(claim)).toEqual({
      accounts,
      lines: { 1: { '1100[1]': 120, 4010: -120 }, ...(line2 === undefined ? {} : { 2: line2 }) },
    });
    await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 60, claims: [paysVisit(claim)] })));
    expect(await stands(claim)).toEqual(END);
    expect((await standingOf(pipeline, claim)).history.slice(-3)).toEqual(['REPLACING', 'PAID', 'CLOSED']);
    expect(await workOn(pipeline, claim)).toEqual([]);
  });

  it('and answered with the line all the same: what is paid for it is owed back, what is denied is no denial', async () => {
    const id = 'drop-answered';
    const claim = await denied(id, ['CO-16 30']);
    await dropsTest(claim, id);
    const answer = {
      ...payment(claim, '1/150/60/20', [
        { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
        { paid: 0, cas: ['CO-16 30'] },
      ]),
      frequency: '7',
    };
    await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 60, claims: [answer] })));
    expect(await stands(claim)).toEqual(END);
    expect((await standingOf(pipeline, claim)).state).toBe('CLOSED');
    expect(await workOn(pipeline, claim)).toEqual([]);

    const other = await denied('drop-paid', ['CO-16 30']);
    await dropsTest(other, 'drop-paid');
    const paid = { ...paysTwo(other), frequency: '7' };
    await receive(file835(remittance({ trace: 'EFT-drop-paid-2', pays: 76, claims: [paid] })));
    expect(await stands(other)).toEqual({
      accounts: { 1015: 76, 1110: 20, 2010: -16, 4010: -120, 4110: 40 },
      lines: { 1: END.lines[1], 2: { 1015: 16, 2010: -16 } },
    });
    expect((await workOn(pipeline, other)).map(({ reason }) => reason)).toEqual([
      'POSSIBLE_DUPLICATE_PAYMENT',
    ]);
  });

  it('goes back to the denial when a 999 refuses it, and is replaced again with the line under its own number', async () => {
    const id = 'drop-999';
    const claim = await denied(id, ['CO-16 30']);
    await dropsTest(claim, id);
    const { batch } = (await pipeline.claim(claim.claimNo)).head;
    const { controlNo = 0, setControlNo = '' } = batch ?? {};
    await receive(
      a999({ controlNo, code: 'R', counts: '1*1*0', sets: [rejectedSet(setControlNo, claim.clm01)] }),
    );
    expect((await standingOf(pipeline, claim)).state).toBe('DENIED');
    const again = await acts.again(claim, 'replace', { corrected: encounter(id, [VISIT, TEST]) });
    // The payer knows number 2 as a service that is gone from the claim: it is not given again.
    expect(again).toMatchObject({ event: { facts: { claim: { lineNos: [1, 3], droppedLines: [2] } } } });
    await acts.submits();
    expect(await stands(claim)).toEqual({
      accounts: { '1100[1]': 150, 4010: -150 },
      lines: { 1: { '1100[1]': 120, 4010: -120 }, 3: { '1100[1]': 30, 4010: -30 } },
    });
    expect(await numbersSent(claim)).toEqual([
      'LX*1',
      `REF*6R*${claim.clm01}-1`,
      'LX*2',
      `REF*6R*${claim.clm01}-3`,
    ]);
  });
});

it('the first line may go, and another come: the others keep their numbers, by which the payer answers', async () => {
  const id = 'drop-first';
  const claim = await clinic.hasAccepted(id, [VISIT, TEST, XRAY]);
  const clp = payment(claim, '1/200/0', [
    { paid: 0, cas: ['CO-16 120'] },
    { paid: 0, cas: ['CO-16 30'] },
    { paid: 0, cas: ['CO-16 50'] },
  ]);
  await receive(file835(remittance({ trace: `EFT-${id}-1`, pays: 0, claims: [clp] })));
  const made = await acts.again(claim, 'replace', { corrected: encounter(id, [XRAY, TEST]) });
  expect(made).toMatchObject({ event: { facts: { claim: { lineNos: [2, 3], droppedLines: [1] } } } });
  await acts.submits();
  expect(await numbersSent(claim)).toEqual([
    'LX*1',
    `REF*6R*${claim.clm01}-2`,
    'LX*2',
    `REF*6R*${claim.clm01}-3`,
  ]);

  // Without our numbers the payer’s lines are found by code, day and charge.
  const whole = { ...claim, lines: [TEST, XRAY], charge: 80 };
  const answer = payment(whole, '1/80/50', [
    { paid: 20, cas: ['CO-45 10'] },
    { paid: 30, cas: ['CO-45 20'] },
  ]);
  const services = answer.services.map(({ lineControlNo: _, ...service }) => service);
  const claims = [{ ...answer, services, frequency: '7' }];
  await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 50, claims })));
  expect(await byLine(claim)).toEqual({
    2: { 1015: 20, 4010: -30, 4110: 10 },
    3: { 1015: 30, 4010: -50, 4110: 20 },
  });
  expect((await standingOf(pipeline, claim)).state).toBe('CLOSED');
});

it('a claim with a second payer: its replacement drops the line too, and what that payer paid for it is owed back', async () => {
  const id = 'drop-second';
  const lines: readonly Line[] = [
    { code: '99214', charge: 180 },
    { code: '81002', charge: 40 },
  ];
  const beta = coverage({ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, memberId: 'BM778899' });
  const given = (some: readonly Line[]) => encounter(id, some, { coverages: [coverage(), beta] });
  const claim = only(await clinic.sends([given(lines)]));
  const receives = (
    trace: string,
    pays: number,
    claims: Parameters<typeof remittance>[0]['claims'],
    more = {},
  ) => receive(file835(remittance({ trace: `EFT-${id}-${trace}`, pays, claims, ...more })));
  const acme = payment(claim, '1/220/101/34', [
    { paid: 96, cas: ['CO-45 60', 'PR-2 24'] },
    { paid: 5, cas: ['CO-45 25', 'PR-2 10'] },
  ]);
  await receives('1', 101, [acme]);
  await acts.submits();
  const second = { ...claim, clm01: `${claim.claimNo}-2` };
  const betas = {
    ...payment(second, '2/220/34', [
      { paid: 24, cas: ['OA-23 156'] },
      { paid: 10, cas: ['OA-23 30'] },
    ]),
    payerClaimControlNo: 'B000077',
  };
  await receives('2', 34, [betas], { payer: BETA });
  expect(await byLine(claim)).toEqual({
    1: { 1015: 120, 4010: -180, 4110: 60 },
    2: { 1015: 15, 4010: -40, 4110: 25 },
  });

  const one = lines.slice(0, 1);
  await acts.again(claim, 'replace', { filing: 1, corrected: given(one) });
  await acts.submits();
  const only1 = { ...claim, lines: one, charge: 180 };
  const corrected = {
    ...payment(only1, '1/180/96/24', [{ paid: 96, cas: ['CO-45 60', 'PR-2 24'] }]),
    ...{ frequency: '7', outpatient: ['', '96', 'MA01'], remarks: ['MA01'] },
  };
  await receives('3', 0, [reversal(acme), corrected], { plb: ['WO:2026020200031 -5'] });
  expect(await byLine(claim)).toEqual({
    1: { 1015: 120, 4010: -180, 4110: 60 },
    2: { 1015: 10, 2010: -10 },
  });
  expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toContain('SECONDARY_REVIEW');

  expect(await acts.again(claim, 'replace', { filing: 2 })).toMatchObject({
    event: { facts: { claim: { droppedLines: [2], totalCharge: 18_000 } } },
  });
  await acts.submits();
  const { head } = await pipeline.claim(claim.claimNo);
  const { batch } = onFiling(head, 2);
  const file = await pipeline.object(
    `outbound/clearinghouse/${String(batch?.controlNo).padStart(9, '0')}.837`,
  );
  const segments = (file ?? '').split(/~\n?/);
  const from = segments.findIndex((segment) => segment.startsWith(`CLM*${second.clm01}*`));
  const to = segments.findIndex((segment, i) => i > from && /^(HL|SE)\*/.test(segment));
  expect(
    segments.slice(from, to).filter((segment) => /^(CLM|MOA|LX|SV1|SVD|REF\*6R)\*/.test(segment)),
  ).toEqual([
    `CLM*${second.clm01}*180***11:B:7*Y*A*Y*Y`,
    'MOA**96*MA01',
    'LX*1',
    'SV1*HC:99214*180*UN*1***1',
    `REF*6R*${second.clm01}-1`,
    'SVD*99001*96*HC:99214**1',
  ]);

  const anew = {
    ...payment({ ...second, lines: one, charge: 180 }, '2/180/24', [{ paid: 24, cas: ['OA-23 156'] }]),
    ...{ frequency: '7', payerClaimControlNo: 'B000078' },
  };
  await receives('4', 0, [reversal(betas), anew], { payer: BETA, plb: ['WO:B000077 -10'] });
  expect(await byLine(claim)).toEqual({ 1: { 1015: 120, 4010: -180, 4110: 60 } });
});
