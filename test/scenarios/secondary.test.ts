/**
 * Scenarios S25 to S28, S44, S57 and S58 of domain.md 9: a claim with a second payer. The variant of S28, in which that
 * payer does not answer, is in overdue.test.ts. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { onFiling } from '../../core/claim/filings.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import { cents } from '../../core/money.ts';
import { claimsIn, golden, itemsOf } from '../core/x12/p837-cases.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { clearing, expectProvenLedger, inLedger, standingOf, workOn } from './books.ts';
import { clinicOf, only, type SentClaim } from './clinic.ts';
import { ACME, BETA, file835, type PaidLine, payment, remittance, reversal } from './payer.ts';
import { LINES, byAcme as leftByAcme, second, visit } from './two-payers.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

/** The hourly schedule; each call is the next hour. */
async function nextHour(): Promise<void> {
  hours += 1;
  pipeline.system.tick(Date.UTC(2026, 1, 12, 9, 30) + hours * 3_600_000);
  await pipeline.settled();
}
let hours = 0;

/** 180 and 40 to ACME, with BETA behind it. */
const covered = async (id: string): Promise<SentClaim> => only(await clinic.sends([visit(id, second())]));

/** ACME pays 101 of 220 and leaves a coinsurance of 24 (S25). */
const byAcme = (claim: SentClaim, status = '1') => ({ ...leftByAcme(claim), status });

/** BETA's CLP on the filing that it names. */
const byBeta = (claim: SentClaim, clp: string, lines: readonly PaidLine[], filing = 2) => ({
  ...payment({ ...claim, clm01: `${claim.claimNo}-${filing}` }, clp, lines),
  payerClaimControlNo: 'B000077',
});

const pays = (trace: string, amount: number, claim: ReturnType<typeof payment>, payer = ACME) =>
  receive(file835(remittance({ trace, pays: amount, claims: [claim], payer })));

/** The states of the filings, by payer sequence. */
async function filings({ claimNo }: SentClaim): Promise<Readonly<Record<number, string>>> {
  const { head } = await pipeline.claim(claimNo);
  const all = [head.filing, ...Object.keys(head.others ?? {}).map(Number)].toSorted((a, b) => a - b);
  return Object.fromEntries(all.map((filing) => [filing, onFiling(head, filing).state]));
}

const ofFiling = async ({ claimNo }: SentClaim, filing: number): Promise<readonly JournalEvent[]> =>
  (await pipeline.claim(claimNo)).events.filter((event) => event.filing === filing);

/** The last 837 that left, as segments. */
async function lastFile(): Promise<readonly string[]> {
  const keys = (await pipeline.objectKeys('outbound/clearinghouse/')).toSorted();
  return ((await pipeline.object(keys.at(-1) ?? '')) ?? '').split('~\n').slice(0, -1);
}

/** S25 sent: BETA has the claim. */
async function sentToBeta(id: string): Promise<SentClaim> {
  const claim = await covered(id);
  await pays(`EFT-${id}-1`, 101, byAcme(claim));
  await nextHour();
  expect(await filings(claim)).toEqual({ 1: 'CLOSED', 2: 'BATCHED' });
  return claim;
}

it('S25: the claim to the second payer is example B, but for control numbers and dates', async () => {
  const [b] = claimsIn(await itemsOf(golden('b-837p-secondary')));
  if (b === undefined) throw new Error('example B is one claim');
  await pipeline.upload('riverbend', [primaryOf(b.content)]);
  const head = only((await pipeline.headsOf('riverbend')).filter(({ state }) => state === 'BATCHED'));
  const claim = { claimNo: head.claimNo, clm01: `${head.claimNo}-1`, patientLast: 'ROE' } as SentClaim;
  const sent = { ...claim, charge: 220, lines: LINES };

  await pays('EFT-S25', 101, byAcme(sent));

  const after = await standingOf(pipeline, sent);
  expect(after.posted).toEqual({ J0: 220, J1: 101, J2: 95, J3a: 24 });
  expect(after.accounts).toEqual({ 1015: 101, '1100[2]': 24, 4010: -220, 4110: 95 });
  expect(await filings(sent)).toEqual({ 1: 'CLOSED', 2: 'READY' });
  const [made] = await ofFiling(sent, 2);
  expect(made?.steps.map(({ row, to }) => `${row} ${to}`)).toEqual(['1 DRAFT', '3 READY']);
  expect(made?.facts).toMatchObject({ kind: 'assembled', findings: [] });
  expect(await workOn(pipeline, sent)).toEqual([]);

  await nextHour();
  const file = await lastFile();
  const control = /^(ISA|GS|BHT|GE|IEA)\*/;
  const ours = file.filter((segment) => !control.test(segment));
  const theirs = golden('b-837p-secondary').split('~\n').slice(0, -1);
  expect(ours.map((segment) => segment.replace(head.claimNo, 'C0002'))).toEqual(
    theirs.filter((segment) => !control.test(segment)),
  );
  expect((await standingOf(pipeline, sent)).posted.J0).toBe(220);
  expect(await filings(sent)).toEqual({ 1: 'CLOSED', 2: 'BATCHED' });
}, 120_000);

/** The visit behind example B, as the practice sends it first: nothing is decided yet. */
function primaryOf({ claimNo: _, ...content }: Encounter) {
  return {
    ...content,
    encounterId: 'S25',
    destination: 1,
    coverages: content.coverages.map(({ adjudication: __, ...given }) => given),
    lines: content.lines.map(({ adjudications: __, lineControlNo: ___, ...line }) => line),
  };
}

it('S26: the second payer pays the rest; what it says of the first one (OA-23) posts nothing', async () => {
  const claim = await sentToBeta('S26');

  const lines = [
    { paid: 24, cas: ['OA-23 156'] },
    { paid: 0, cas: ['OA-23 40'] },
  ];
  await pays('EFT-S26', 24, byBeta(claim, '2/220/24', lines), BETA);

  const after = await standingOf(pipeline, claim);
  expect(await filings(claim)).toEqual({ 1: 'CLOSED', 2: 'CLOSED' });
  expect(after.posted).toEqual({ J0: 220, J1: 125, J2: 95, J3a: 24, info: 0 });
  expect(after.accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
  expect(after.balance).toBe('ZERO');
  expect(await clearing(pipeline, 'EFT-S26', '99002')).toBe(24);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S26, variant: a second payer that reckons otherwise with the first one is noticed', async () => {
  const claim = await sentToBeta('S26V');
  const lines = [
    { paid: 24, cas: ['OA-23 150', 'CO-45 6'] },
    { paid: 0, cas: ['CO-23 40'] },
  ];
  await pays('EFT-S26V', 24, byBeta(claim, '2/220/24', lines), BETA);
  expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
  const reasons = (await workOn(pipeline, claim)).map(({ reason }) => reason);
  expect(reasons.toSorted()).toEqual(['ADJUSTMENT_GROUP_UNUSUAL', 'PRIOR_PAYER_MISMATCH']);
});

it('S27: what the second payer leaves is the patient’s', async () => {
  const claim = await sentToBeta('S27');

  const lines = [
    { paid: 14, cas: ['OA-23 156', 'PR-2 10'] },
    { paid: 0, cas: ['OA-23 40'] },
  ];
  await pays('EFT-S27', 14, byBeta(claim, '2/220/14/10', lines), BETA);

  const after = await standingOf(pipeline, claim);
  expect(after.posted).toMatchObject({ J1: 115, J3b: 10 });
  expect(after.accounts).toEqual({ 1015: 115, 1110: 10, 4010: -220, 4110: 95 });
  expect(after.balance).toBe('PATIENT_DUE');
});

it('S28: a claim that ACME passed on to BETA is not sent; BETA answers under the first number', async () => {
  const claim = await covered('S28');

  const forwarded = { ...byAcme(claim, '19'), crossoverCarrier: { name: 'BETA MUTUAL', id: '99002' } };
  await pays('EFT-S28-1', 101, forwarded);
  await nextHour();
  expect(await filings(claim)).toEqual({ 1: 'FORWARDED' });
  expect((await standingOf(pipeline, claim)).accounts['1100[2]']).toBe(24);
  expect(await workOn(pipeline, claim)).toEqual([]);

  const whole = { ...byBeta(claim, '2/220/24', [], 1), services: [], adjustments: [oa23(196)] };
  await pays('EFT-S28-2', 24, whole, BETA);
  const after = await standingOf(pipeline, claim);
  expect(await filings(claim)).toEqual({ 1: 'FORWARDED', 2: 'CLOSED' });
  expect((await ofFiling(claim, 2)).map(({ steps }) => steps.map(({ row, to }) => `${row} ${to}`))).toEqual([
    ['48 PAID', '49 CLOSED'],
  ]);
  expect(after.accounts).toEqual({ 1015: 125, 4010: -220, 4110: 95 });
  expect(after.balance).toBe('ZERO');
  expect(await workOn(pipeline, claim)).toEqual([]);
});

const oa23 = (amount: number) => {
  const [line] = payment({ lines: [{ code: '1', charge: 1 }] } as unknown as SentClaim, '1/1/1', [
    { paid: 0, cas: [`OA-23 ${amount}`] },
  ]).services;
  const [adjustment] = line?.adjustments ?? [];
  if (adjustment === undefined) throw new Error('an adjustment');
  return adjustment;
};

it('S44: a claim whose result of the first payer does not add up is held (COB-02), and no file is written', async () => {
  const [b] = claimsIn(await itemsOf(golden('b-837p-secondary')));
  if (b === undefined) throw new Error('example B is one claim');
  const files = (await pipeline.objectKeys('outbound/')).length;
  const lines = b.content.lines.map(({ lineControlNo: _, ...line }, i) =>
    i === 0 ? { ...line, adjudications: line.adjudications?.map(twentyInsteadOf24) } : line,
  );
  const { claimNo: _, ...content } = b.content;
  await pipeline.upload('riverbend', [{ ...content, encounterId: 'S44', lines }]);
  const held = only((await pipeline.headsOf('riverbend')).filter(({ state }) => state === 'EDIT_HOLD'));
  const [made] = (await pipeline.claim(held.claimNo)).events;
  const findings = made?.facts.kind === 'assembled' ? made.facts.findings : [];
  expect(findings).toContainEqual(expect.objectContaining({ editId: 'COB-02', line: 1, severity: 'error' }));
  expect(await pipeline.objectKeys('outbound/')).toHaveLength(files);
});

type Result = NonNullable<Encounter['lines'][number]['adjudications']>[number];
const twentyInsteadOf24 = (result: Result): Result => ({
  ...result,
  adjustments: (result.adjustments ?? []).map((one) =>
    one.carc === '2' ? { ...one, amountCents: cents(2000) } : one,
  ),
});

it('S57: the first payer is reversed after the second one paid, and then corrected', async () => {
  const claim = await sentToBeta('S57');
  const lines = [
    { paid: 24, cas: ['OA-23 156'] },
    { paid: 0, cas: ['OA-23 40'] },
  ];
  await pays('EFT-S57-2', 24, byBeta(claim, '2/220/24', lines), BETA);
  const before = await inLedger(pipeline, '2010');

  await receive(
    file835(
      remittance({
        trace: 'EFT-S57-3',
        pays: 0,
        claims: [reversal(byAcme(claim)), payment(await other('S57A'), '1/101/101', [{ paid: 101 }])],
      }),
    ),
  );
  const reversed = await standingOf(pipeline, claim);
  expect(reversed.accounts).toEqual({ 1015: 24, '1100[1]': 220, 2010: -24, 4010: -220 });
  expect(await inLedger(pipeline, '2010')).toBe(before - 24);
  expect(await filings(claim)).toEqual({ 1: 'REVERSED', 2: 'CLOSED' });
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'SECONDARY_REVIEW', queue: 'cob' }]);

  const corrected = payment(claim, '1/220/91/34', [
    { paid: 86, cas: ['CO-45 60', 'PR-2 34'] },
    { paid: 5, cas: ['CO-45 35'] },
  ]);
  await pays('EFT-S57-4', 91, corrected);
  const after = await standingOf(pipeline, claim);
  expect(after.accounts).toEqual({ 1015: 115, '1100[2]': 10, 4010: -220, 4110: 95 });
  expect(await inLedger(pipeline, '2010')).toBe(before);
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'SECONDARY_REVIEW' }]);
});

/** A claim of 101, so that a remittance comes to more than nothing. */
const other = (id: string): Promise<SentClaim> => clinic.sendsOne(id, [{ code: '99215', charge: 101 }]);

it('S58: the second payer turns the whole charge to the patient, who owes what the first one left', async () => {
  const claim = await sentToBeta('S58');

  const lines = [
    { paid: 0, cas: ['PR-27 180'] },
    { paid: 0, cas: ['PR-27 40'] },
  ];
  await pays('EFT-S58', 0, byBeta(claim, '2/220/0/220', lines), BETA);

  const after = await standingOf(pipeline, claim);
  expect(after.accounts).toEqual({ 1015: 101, 1110: 24, 4010: -220, 4110: 95 });
  expect(await workOn(pipeline, claim)).toMatchObject([{ queue: 'registration', amount: 24 }]);
});
