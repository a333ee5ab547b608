/** Scenario S49 of domain.md 9: aging and measures. Amounts in dollars. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAging } from '../../bin/commands/report/aging.ts';
import { agingAnswer } from '../../bin/commands/report/aging-answer.ts';
import { readKpis } from '../../bin/commands/report/kpis.ts';
import { addDays, civilDate } from '../../core/dates.ts';
import { accountsTotal } from '../../core/ledger/balances.ts';
import { type AgingRequest, agingReport } from '../../core/report/aging.ts';
import type { AgeBasis } from '../../core/report/buckets.ts';
import { agedAccounts } from '../../core/report/claim-at.ts';
import { rounded } from '../../core/report/figures.ts';
import { memoryWorld } from '../bin/memory-world.ts';
import { type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { expectProvenLedger } from './books.ts';
import { centsOf, clinicOf, dollars, encounter, only, type SentClaim } from './clinic.ts';
import { file835, payment, remittance, reversal } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
const { world } = memoryWorld({});
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());

/** A claim of one line, served so many days ago. */
async function served(id: string, charge: number, daysAgo: number, changes = {}): Promise<SentClaim> {
  const given = encounter(id, [{ code: '99213', charge }], changes);
  const from = addDays(TODAY, -daysAgo);
  return only(await clinic.sends([{ ...given, lines: given.lines.map((line) => ({ ...line, from })) }]));
}
/** That is the day of service that the payer of these tests writes. */
const SERVED_29_DAYS_AGO = 29;
const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

const aging = (asked: Partial<AgingRequest> = {}) => {
  const request: AgingRequest = { asOf: TODAY, age: 'service', by: 'owner', ...asked };
  return readAging(pipeline, request, world).then((report) => ({ report, request }));
};
const figure = async (name: string, digits: number, percent: boolean) => {
  const { kpis } = await readKpis(pipeline, { from: addDays(TODAY, -89), to: TODAY }, world);
  const kpi = kpis.find((one) => one.name === name);
  if (kpi === undefined) throw new Error(`no measure ${name}`);
  return rounded({ ...kpi, scale: kpi.scale * (percent ? 100 : 1) }, digits);
};

it('S49: buckets, credits, A/R over 90 days and days in A/R', async () => {
  await served('S49-20', 1000, 20);
  await served('S49-45', 500, 45);
  await served('S49-100', 300, 100);
  // 25,200 more were charged, and paid; the patient had paid 50 at the desk.
  const paid = await served('S49-PAID', 25_200, SERVED_29_DAYS_AGO, { patientPaidCents: centsOf(50) });
  const decision = payment(paid, '1/25200/25200', [{ paid: 25_200 }]);
  await receive(file835(remittance({ trace: 'EFT-S49', pays: 25_200, claims: [decision] })));

  const { report, request } = await aging();
  const { total, difference, accounts } = report;
  expect(total.buckets).toEqual([1000, 500, 0, 300, 0, 0, 0].map(centsOf));
  expect(total.patientCredit).toBe(centsOf(-50));
  expect(total.open).toBe(centsOf(1800));
  expect(difference).toBe(0);
  expect(accounts.reduce((sum, one) => sum + one.ledger, 0)).toBe(centsOf(1750));
  const { balances } = await pipeline.ledger();
  expect(accountsTotal(balances, new Set(agedAccounts))).toBe(centsOf(1750));

  expect(await figure('over-90-service', 2, true)).toBe('16.67');
  expect(await figure('days-in-ar', 2, false)).toBe('5.83');

  const { text, code } = agingAnswer(report, request, { limit: 50, ...world.terminal });
  expect(text().split('\n')).toEqual([
    'Open balances at the end of 2026-02-12, by owner',
    'Age: from the first day of service.',
    '',
    '                        0-30   31-60  61-90  91-120  121-150  151-180  >180',
    'Insurance, payer 1  1,000.00  500.00         300.00',
    'Patient',
    'Total               1,000.00  500.00   0.00  300.00     0.00     0.00  0.00',
    '',
    '                        Open  Patient credit',
    'Insurance, payer 1  1,800.00',
    'Patient                               -50.00',
    'Total               1,800.00          -50.00',
    '',
    '4 claims: 1,800.00 open, credits -50.00, together 1,750.00.',
    'The ledger’s 1100 + 1110 + 1120 − 2010 − 2020 is 1,750.00: the same.',
  ]);
  expect(code).toBe(0);
});

it('a reversal gives the balance back to the payer, its correction to the patient; the past stays', async () => {
  const claim = await served('AGE-22', 150, SERVED_29_DAYS_AGO);
  const other = await served('AGE-OTHER', 200, SERVED_29_DAYS_AGO);
  const first = payment(claim, '1/150/100/50', [{ paid: 100, cas: ['PR-1 50'] }]);
  const corrected = {
    ...payment(claim, '1/150/110/40', [{ paid: 110, cas: ['PR-1 40'] }]),
    payerClaimControlNo: 'NEW1',
  };
  const paysOther = payment(other, '1/200/200', [{ paid: 200 }]);
  const pays = (paymentDate: string, dollars: number, ...claims: (typeof first)[]): Promise<string> => {
    const { header, ...rest } = remittance({ trace: `EFT-${paymentDate}`, pays: dollars, claims });
    return receive(file835({ ...rest, header: { ...header, paymentDate } }));
  };
  /** What is open on the claim at the end of a day, by who owes it and since when. */
  const open = async (day: string, age: AgeBasis = 'owner') => {
    const run = agingReport({ asOf: civilDate(day), age, by: 'owner' });
    run.claim(await pipeline.claims.events(claim.claimNo));
    const { rows, total, difference } = run.end();
    expect(difference).toBe(0);
    return { owner: rows.map(({ key }) => key), buckets: total.buckets.map((amount) => dollars(amount)) };
  };
  const patientOwes = { owner: ['patient'], buckets: [0, 50, 0, 0, 0, 0, 0] };

  await pays('20260213', 100, first);
  expect(await open('20260319')).toEqual(patientOwes);
  await pays('20260320', 100, reversal(first), paysOther);
  expect(await open('20260501')).toEqual({ owner: ['insurance-01'], buckets: [0, 150, 0, 0, 0, 0, 0] });
  expect(await open('20260501', 'usual')).toMatchObject({ buckets: [0, 0, 0, 150, 0, 0, 0] });
  await pays('20260520', 110, corrected);
  expect(await open('20260525')).toEqual({ owner: ['patient'], buckets: [40, 0, 0, 0, 0, 0, 0] });
  expect(await open('20260319')).toEqual(patientOwes);

  for (const asOf of ['20260211', TODAY, '20260319', '20260501', '20260525'].map(civilDate))
    expect((await aging({ asOf })).report.difference).toBe(0);
  await expectProvenLedger(pipeline);
});
