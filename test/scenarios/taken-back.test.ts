/**
 * Scenarios S06 (before the patient paid), S07, S20, S23, S24 and S59 of domain.md 9: payments taken back, and
 * adjustments at provider level. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { cents } from '../../core/money.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
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

const twoLines = [
  { code: '99213', charge: 120 },
  { code: '87880', modifiers: ['QW'], charge: 30 },
];
/** What S01 pays: 76 of 150, with a copay of 20. */
const s01 = (claim: SentClaim) =>
  payment(claim, '1/150/76/20', [
    { paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
const afterS01 = { 1015: 76, 1110: 20, 4010: -150, 4110: 54 };

async function paidAsInS01(id: string): Promise<SentClaim> {
  const claim = await clinic.hasAccepted(id, twoLines);
  await receive(file835(remittance({ trace: `EFT-${id}`, pays: 76, claims: [s01(claim)] })));
  expect((await standingOf(pipeline, claim)).accounts).toEqual(afterS01);
  return claim;
}
/** A claim of one line, accepted by the payer. */
const aClaim = (id: string, charge: number): Promise<SentClaim> =>
  clinic.hasAccepted(id, [{ code: '99213', charge }]);
const paysInFull = (claim: SentClaim) =>
  payment(claim, `1/${claim.charge}/${claim.charge}`, [{ paid: claim.charge }]);
/** AMT*I of $2.02. */
const withInterest = (clp: ReturnType<typeof payment>) => ({ ...clp, interest: cents(202) });
const in2050 = async (reference: string): Promise<number> =>
  ((await pipeline.ledger()).balances[`2050[99001|${reference}]`] ?? 0) / 100;

it.each([
  ['before it in the file', false],
  ['after it in the file', true],
])('S06: a reversal %s and its correction leave what the correction says', async (_, correctionFirst) => {
  const id = correctionFirst ? 'S06B' : 'S06A';
  const claim = await paidAsInS01(id);
  const back = reversal(s01(claim));
  const corrected = {
    ...payment(claim, '1/150/96', [
      { paid: 80, cas: ['CO-45 40'] },
      { paid: 16, cas: ['CO-45 14'] },
    ]),
    payerClaimControlNo: '2026030100001',
  };
  const claims = correctionFirst ? [corrected, back] : [back, corrected];
  await receive(file835(remittance({ trace: `EFT-${id}-2`, pays: 20, claims })));

  const after = await standingOf(pipeline, claim);
  expect(after.history.slice(-5)).toEqual(['PAID', 'CLOSED', 'REVERSED', 'PAID', 'CLOSED']);
  expect(after.accounts).toEqual({ 1015: 96, 4010: -150, 4110: 54 });
  expect(after.payerClaimNo).toBe('2026030100001');
  expect([await clearing(pipeline, `EFT-${id}`), await clearing(pipeline, `EFT-${id}-2`)]).toEqual([76, 20]);
  expect(await workOn(pipeline, claim)).toEqual([]);
});

it('S07: a reversal without a correction opens the claim again; the patient owes nothing', async () => {
  const claim = await paidAsInS01('S07');
  const other = await aClaim('S07-OTHER', 200);
  await receive(
    file835(remittance({ trace: 'EFT-S07-2', pays: 124, claims: [reversal(s01(claim)), paysInFull(other)] })),
  );
  const after = await standingOf(pipeline, claim);
  expect(after.state).toBe('REVERSED');
  expect(after.accounts).toEqual({ '1100[1]': 150, 4010: -150 });
  expect(after.balance).toBe('INS_OPEN');
  expect(await clearing(pipeline, 'EFT-S07-2')).toBe(124);
});

it('a reversal that comes again under another name changes nothing', async () => {
  const claim = await paidAsInS01('TWICE');
  const other = await aClaim('TWICE-OTHER', 200);
  const given = remittance({
    trace: 'EFT-TWICE-2',
    pays: 124,
    claims: [reversal(s01(claim)), paysInFull(other)],
  });
  await receive(file835(given));
  const once = await standingOf(pipeline, claim);
  await receive(file835(given));
  expect(await standingOf(pipeline, claim)).toEqual(once);
});

it('a second reversal of one payment finds no original: its money is in suspense', async () => {
  const claim = await paidAsInS01('SECOND');
  const [one, two] = [await aClaim('SECOND-1', 200), await aClaim('SECOND-2', 200)];
  const back = (trace: string, other: SentClaim) =>
    file835(remittance({ trace, pays: 124, claims: [reversal(s01(claim)), paysInFull(other)] }));
  await receive(back('EFT-SECOND-2', one));
  await receive(back('EFT-SECOND-3', two));
  const after = await standingOf(pipeline, claim);
  expect(after.accounts).toEqual({ '1100[1]': 150, 4010: -150 });
  expect((await workOn(pipeline, claim)).map(({ reason, amount }) => [reason, amount])).toEqual([
    ['REVERSAL_WITHOUT_ORIGINAL', 76],
  ]);
  expect(await clearing(pipeline, 'EFT-SECOND-3')).toBe(124);
});

it('a reversal of other amounts mirrors nothing and is held for a person', async () => {
  const claim = await paidAsInS01('OTHER-SUM');
  const other = await aClaim('OTHER-SUM-2', 200);
  const wrong = reversal(
    payment(claim, '1/150/70', [
      { paid: 54, cas: ['CO-45 46', 'PR-3 20'] },
      { paid: 16, cas: ['CO-45 14'] },
    ]),
  );
  await receive(
    file835(remittance({ trace: 'EFT-OTHER-SUM-2', pays: 130, claims: [wrong, paysInFull(other)] })),
  );
  const after = await standingOf(pipeline, claim);
  expect([after.state, after.accounts]).toEqual(['CLOSED', afterS01]);
  expect((await workOn(pipeline, claim)).map(({ reason, amount }) => [reason, amount])).toEqual([
    ['REVERSAL_MISMATCH', 70],
  ]);
  expect(await clearing(pipeline, 'EFT-OTHER-SUM-2')).toBe(130);
});

it('S59: a correction that comes before its reversal is owed to the payer until that comes', async () => {
  const claim = await paidAsInS01('S59');
  const corrected = payment(claim, '1/150/96', [
    { paid: 80, cas: ['CO-45 40'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
  await receive(file835(remittance({ trace: 'EFT-S59-2', pays: 96, claims: [corrected] })));
  const before = await standingOf(pipeline, claim);
  expect([before.state, before.accounts]).toEqual(['CLOSED', { ...afterS01, 1015: 172, 2010: -96 }]);
  expect((await workOn(pipeline, claim)).map(({ reason }) => reason)).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);

  const other = await aClaim('S59-OTHER', 200);
  const back = [reversal(s01(claim)), paysInFull(other)];
  await receive(file835(remittance({ trace: 'EFT-S59-3', pays: 124, claims: back })));
  const after = await standingOf(pipeline, claim);
  expect(after.history.slice(-3)).toEqual(['REVERSED', 'PAID', 'CLOSED']);
  expect(after.accounts).toEqual({ 1015: 96, 4010: -150, 4110: 54 });
  expect(await workOn(pipeline, claim)).toEqual([]);
  const traces = ['EFT-S59', 'EFT-S59-2', 'EFT-S59-3'];
  expect(await Promise.all(traces.map((trace) => clearing(pipeline, trace)))).toEqual([76, 96, 124]);
});

it('S59: and the correction can be taken back in its turn', async () => {
  const claim = await paidAsInS01('S59C');
  const corrected = payment(claim, '1/150/96', [
    { paid: 80, cas: ['CO-45 40'] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);
  await receive(file835(remittance({ trace: 'EFT-S59C-2', pays: 96, claims: [corrected] })));
  const [one, two] = [await aClaim('S59C-1', 200), await aClaim('S59C-2', 200)];
  const first = [reversal(s01(claim)), paysInFull(one)];
  await receive(file835(remittance({ trace: 'EFT-S59C-3', pays: 124, claims: first })));
  const second = [reversal(corrected), paysInFull(two)];
  await receive(file835(remittance({ trace: 'EFT-S59C-4', pays: 104, claims: second })));
  const after = await standingOf(pipeline, claim);
  expect([after.state, after.accounts]).toEqual(['REVERSED', { '1100[1]': 150, 4010: -150 }]);
});

it('S20: a recoupment larger than the payment is carried forward and nets out', async () => {
  const reference = 'WO|2025110100099';
  const given = await aClaim('S20-0', 300);
  await receive(
    file835(
      remittance({
        trace: 'EFT-S20-0',
        pays: 600,
        claims: [paysInFull(given)],
        plb: ['WO:2025110100099 -300'],
      }),
    ),
  );
  expect(await in2050(reference)).toBe(-300);
  const first = await aClaim('S20-1', 120);
  const one = await receive(
    file835(
      remittance({
        trace: 'EFT-S20-1',
        pays: 0,
        claims: [paysInFull(first)],
        plb: ['WO:2025110100099 300', 'FB -180'],
      }),
    ),
  );
  expect([await clearing(pipeline, 'EFT-S20-1'), await in2050(reference), await in2050('FB')]).toEqual([
    0, 0, -180,
  ]);
  const second = await aClaim('S20-2', 400);
  await receive(
    file835(remittance({ trace: 'EFT-S20-2', pays: 220, claims: [paysInFull(second)], plb: ['FB 180'] })),
  );
  expect([await clearing(pipeline, 'EFT-S20-2'), await in2050('FB')]).toEqual([220, 0]);
  expect(await workFrom(pipeline, one)).toEqual([]);
});

it('S23: interest goes to income, not to the claim', async () => {
  const claim = await aClaim('S23', 101);
  const file = await receive(
    file835(
      remittance({
        trace: 'EFT-S23',
        pays: 103.02,
        claims: [withInterest(paysInFull(claim))],
        plb: ['L6 -2.02'],
      }),
    ),
  );
  expect(await clearing(pipeline, 'EFT-S23')).toBe(103.02);
  expect((await standingOf(pipeline, claim)).accounts).toEqual({ 1015: 101, 4010: -101 });
  expect(await workFrom(pipeline, file)).toEqual([]);
});

it('S24: interest that differs between claims and payment is posted as paid, and somebody asks', async () => {
  const claim = await aClaim('S24', 101);
  const file = await receive(
    file835(
      remittance({ trace: 'EFT-S24', pays: 104, claims: [withInterest(paysInFull(claim))], plb: ['L6 -3'] }),
    ),
  );
  expect(await clearing(pipeline, 'EFT-S24')).toBe(104);
  expect((await workFrom(pipeline, file)).map(({ reason, amount }) => [reason, amount])).toEqual([
    ['INTEREST_MISMATCH', 0.98],
  ]);
});
