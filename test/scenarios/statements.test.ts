/**
 * Scenario S43 of domain.md 9 with its statement, what S07 and S58 say of statements, and that sending one changes
 * nothing. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '../../bin/session/guarantor.ts';
import { makeStatements } from '../../bin/session/statement-run.ts';
import { type Billing, textKey } from '../../bin/session/statements.ts';
import { parseConfig } from '../../core/config.ts';
import { addDays } from '../../core/dates.ts';
import type { Statement } from '../../core/patient/statement.ts';
import { type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { expectProvenLedger, standingOf, workOn } from './books.ts';
import { centsOf, clinicOf, dollars, encounter, type Line, only, type SentClaim } from './clinic.ts';
import { accepted, acknowledgment, file835, payment, remittance, reversal } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
let billing: Billing;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
  const config = parseConfig(pipelineConfig);
  if (!config.ok) throw new Error('not a configuration');
  const { archive: artifacts, claims, files, work } = pipeline;
  const now = () => Date.UTC(2026, 1, 12, 12);
  billing = { artifacts, claims, files, work, config: config.value, user: 'ann', now };
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const twoLines: readonly Line[] = [
  { code: '99213', charge: 120 },
  { code: '87880', modifiers: ['QW'], charge: 30 },
];
/** The desk took some dollars; the encounter says so. */
async function prepaid(id: string, paid: number, changes: object = {}): Promise<SentClaim> {
  const given = encounter(id, twoLines, { patientPaidCents: centsOf(paid), ...changes });
  const claim = only(await clinic.sends([given]));
  await pipeline.receive('clearinghouse', acknowledgment([accepted(claim)]));
  return claim;
}
const sends = (trace: string, pays: number, ...claims: Parameters<typeof remittance>[0]['claims']) =>
  pipeline.receive('clearinghouse', file835(remittance({ trace, pays, claims })));
/** S01 with another patient share. */
const leaving = (claim: SentClaim, patient: number, carc = '3') =>
  payment(claim, `1/150/${96 - patient}/${patient}`, [
    { paid: 80 - patient, cas: ['CO-45 40', `PR-${carc} ${patient}`] },
    { paid: 16, cas: ['CO-45 14'] },
  ]);

const makeThem = () => makeStatements(billing, { client: 'riverbend', done: () => {} });
/** The last statement that the claim's guarantor was sent; undefined where there is none. */
async function statementFor(
  claim: SentClaim,
): Promise<{ readonly value: Statement; readonly text: string } | undefined> {
  const { issued } = await pipeline.files.statements(await accountOf(billing, claim.claimNo));
  const record = issued.at(-1);
  return (
    record && {
      value: await pipeline.archive.readJson<Statement>(record.objectKey),
      text: await pipeline.archive.readText({ key: textKey(record) }),
    }
  );
}

describe('S43: a copay of 20 at the desk', () => {
  it('pays the copay that the payer finds: there is no statement', async () => {
    const claim = await prepaid('S43', 20);
    expect((await standingOf(pipeline, claim)).accounts).toEqual({
      ...{ '1100[1]': 150, 1020: 20, 2020: -20, 4010: -150 },
    });
    await sends('EFT-S43', 76, leaving(claim, 20));
    const after = await standingOf(pipeline, claim);
    expect([after.posted.J6, after.accounts[1110], after.balance]).toEqual([20, undefined, 'ZERO']);
    await makeThem();
    expect(await statementFor(claim)).toBeUndefined();
  });

  it('leaves 15 where the payer finds 35: due in 21 days, and the lines add up to it', async () => {
    const claim = await prepaid('S43-35', 20);
    await sends('EFT-S43-35', 61, leaving(claim, 35));
    const before = await standingOf(pipeline, claim);
    expect([before.accounts[1110], before.balance]).toEqual([15, 'PATIENT_DUE']);
    await makeThem();

    const made = await statementFor(claim);
    expect(made?.value).toMatchObject({ day: TODAY, payBy: addDays(TODAY, 21), level: 1 });
    const lines = made?.value.claims.flatMap((one) => one.lines) ?? [];
    expect(lines.map(({ balance }) => dollars(balance))).toEqual([15, 0]);
    expect(dollars(made?.value.totals.due ?? 0)).toBe(15);
    expect(made?.text).toContain('Amount due  $15.00\nPay by      03/05/2026');
    expect(made?.text).toContain('ALAN SMITH: your copay 35.00');
    expect(await standingOf(pipeline, claim)).toEqual(before);
  });
});

it('S07: a balance that a payer takes back is on no further statement', async () => {
  const claim = await prepaid('S07S', 0);
  await sends('EFT-S07S', 76, leaving(claim, 20));
  await makeThem();
  expect((await statementFor(claim))?.value.totals.due).toBe(2000);
  const other = only(await clinic.sends([encounter('S07S-OTHER', [{ code: '99213', charge: 200 }])]));
  await sends('EFT-S07S-2', 124, reversal(leaving(claim, 20)), payment(other, '1/200/200', [{ paid: 200 }]));
  const later = Date.UTC(2026, 2, 20, 12);
  const rows = await makeStatements(
    { ...billing, now: () => later },
    { client: 'riverbend', done: () => {} },
  );
  expect(rows.some(({ judged }) => judged.debtor.claimNos.includes(claim.claimNo))).toBe(false);
  const { issued } = await pipeline.files.statements(await accountOf(billing, claim.claimNo));
  expect(issued.map(({ day, dueCents }) => [day, dueCents])).toEqual([[TODAY, 2000]]);
});

it('S58: what a payer leaves for a reason that a person looks at waits for that person', async () => {
  const claim = await prepaid('S58S', 0);
  await sends('EFT-S58S', 76, leaving(claim, 20, '27'));
  expect((await standingOf(pipeline, claim)).balance).toBe('PATIENT_DUE');
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'DENIAL', queue: 'registration' }]);
  await makeThem();
  expect(await statementFor(claim)).toBeUndefined();
  for (const { id } of await pipeline.work.ofClaim(claim.claimNo))
    await pipeline.work.resolve(id, { user: 'ann', nowEpochMs: billing.now() }, 'The coverage had ended.');
  await makeThem();
  const made = await statementFor(claim);
  expect([made?.value.totals.due, made?.text]).toEqual([
    2000,
    expect.stringContaining('after your coverage ended'),
  ]);
});

it('a statement while a payer is pending makes nothing due; the payer pays afterwards as ever', async () => {
  const patient = { patient: { ...encounter('PAIN14', twoLines).patient, dob: '19610203' } };
  const owed = await prepaid('PAIN14-A', 0, patient);
  await sends('EFT-PAIN14-A', 76, leaving(owed, 20));
  const elsewhen = encounter('PAIN14-B', twoLines, patient);
  const lines = elsewhen.lines.map((line) => ({ ...line, from: '20260121' }));
  const pending = only(await clinic.sends([{ ...elsewhen, lines }]));
  await pipeline.receive('clearinghouse', acknowledgment([accepted(pending)]));
  const before = await standingOf(pipeline, pending);
  await makeThem();

  const made = await statementFor(pending);
  expect(made?.value.claims.map(({ claimNo }) => claimNo)).toEqual([owed.claimNo]);
  expect(made?.value.pending).toEqual({ claims: 1, amount: 15_000 });
  expect(made?.text).toContain('150.00 of 1 claim is with your insurance.');
  expect(await standingOf(pipeline, pending)).toEqual(before);
  expect(before.balance).toBe('INS_OPEN');

  await sends(
    'EFT-PAIN14-B',
    96,
    payment(pending, `1/150/96`, [
      { paid: 80, cas: ['CO-45 40'] },
      { paid: 16, cas: ['CO-45 14'] },
    ]),
  );
  const after = await standingOf(pipeline, pending);
  expect([after.balance, after.state, after.accounts[1110]]).toEqual(['ZERO', 'CLOSED', undefined]);
});
