import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, test } from 'vitest';
import { accountOf, guarantorNow, noteMail, notePlan } from '../../../bin/session/guarantor.ts';
import { place } from '../../../bin/session/patient-money.ts';
import { receivePayment } from '../../../bin/session/receive-payment.ts';
import { makeStatements, type RunRow } from '../../../bin/session/statement-run.ts';
import { type Billing, textKey } from '../../../bin/session/statements.ts';
import type { Head } from '../../../core/claim/head.ts';
import { addDays, civilDateOf } from '../../../core/dates.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import type { ClaimNo } from '../../../core/ids.ts';
import { usd } from '../../core/remit/given.ts';
import { configWith, encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const DAY_MS = 86_400_000;
const today = civilDateOf(NOW);
const billing = (loop: Loop, days = 0, user = 'ann'): Billing => ({
  ...{ artifacts: loop.artifacts, claims: loop.claims, files: loop.files, work: loop.work },
  ...{ config: loop.config, user, now: () => NOW + days * DAY_MS },
});
const run = (loop: Loop, days = 0, client?: string): Promise<readonly RunRow[]> =>
  makeStatements(billing(loop, days), { client, done: () => {} });

/** ACME pays 100 of 150 and leaves 20 to the patient. */
const copay = (head: Head) => pays(clm01(head), '1/150/100/20', ['CO-45 30', 'PR-3 20']);

async function owing(loop: Loop, encounters: readonly Encounter[]): Promise<readonly Head[]> {
  await loop.intake(encounters);
  await loop.submit();
  const heads = await loop.heads();
  await loop.remit(a835({ payments: heads.map(copay), trace: 'EFT1' }), 'EFT1.edi');
  return heads;
}
async function one(loop: Loop): Promise<ClaimNo> {
  const [head] = await owing(loop, [encounter('E1')]);
  if (head === undefined) throw new Error('a claim is sent');
  return head.claimNo;
}

/** `made 1 20.00`, or why none was made. */
const saidOf = ({ outcome, judged }: RunRow): string => {
  if (judged.outcome === 'due')
    return `${outcome} ${judged.statement.level} ${(judged.statement.totals.due / 100).toFixed(2)}`;
  return judged.outcome === 'wrong' ? `wrong ${judged.wrong.claimNo}` : judged.step.kind;
};
const said = (rows: readonly RunRow[]) => rows.map(saidOf);
const reviews = async (loop: Loop) =>
  (await loop.openWork())
    .filter(({ queue }) => queue === 'patient')
    .map(({ reason, claimNo, value }) => [reason, claimNo, value / 100]);

it('a statement changes no claim, no balance and no entry; it adds its record and two objects', async () => {
  const loop = await startLoop();
  await one(loop);
  const before = await loop.dump();
  expect(said(await run(loop))).toEqual(['made 1 20.00']);
  const after = await loop.dump();
  const added = Object.keys(after).filter((key) => !(key in before));
  expect(added.map((key) => key.replace(/[0-9A-Fa-f]{16,}/, 'X'))).toEqual([
    'files STATEMENTS#RVB-X S#000001',
    's3 statements/riverbend/X.json',
    's3 statements/riverbend/X.txt',
  ]);
  for (const [key, value] of Object.entries(before)) expect(after[key], key).toBe(value);
});

it('the same day again makes nothing: the same number, the same bytes', async () => {
  const loop = await startLoop();
  const claimNo = await one(loop);
  await run(loop);
  const after = await loop.dump();
  expect(said(await run(loop))).toEqual(['wait']);
  expect(said(await run(loop, 29))).toEqual(['wait']);
  expect(await loop.dump()).toEqual(after);
  const { issued } = await loop.files.statements(await accountOf(loop, claimNo));
  expect(issued.map(({ n, level, dueCents, payBy }) => [n, level, dueCents, payBy])).toEqual([
    [1, 1, 2000, '20260131'],
  ]);
});

it('two runs at once issue one statement', async () => {
  const loop = await startLoop();
  const claimNo = await one(loop);
  const runs = await Promise.all([
    makeStatements(billing(loop, 0, 'ann'), { client: undefined, done: () => {} }),
    makeStatements(billing(loop, 0, 'bob'), { client: undefined, done: () => {} }),
  ]);
  const outcomes = runs.flat().map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
  expect((await loop.files.statements(await accountOf(loop, claimNo))).issued).toHaveLength(1);
});

describe.each(['none', 'done'] as const)('a run that dies at any write, that write: %s', (effect) => {
  it('is healed by the next: one statement with the same bytes', async () => {
    const calm = await startLoop();
    await one(calm);
    const before = await calm.dump();
    calm.life.revive();
    await run(calm);
    const [writes, after] = [calm.life.writes(), await calm.dump()];
    expect(writes).toBe(3);
    for (let write = 1; write <= writes; write += 1) {
      const loop = await startLoop();
      await loop.restore(before);
      loop.life.dieAt(write, effect);
      await expect(run(loop), `write ${write}`).rejects.toThrow();
      loop.life.revive();
      await run(loop);
      expect(await loop.dump(), `died at write ${write}`).toEqual(after);
      await loop.stop();
    }
  });
});

it('levels follow month by month, then a person reviews; what is placed closes the review', async () => {
  const loop = await startLoop();
  const claimNo = await one(loop);
  const months: string[] = [];
  for (const days of [0, 30, 60, 90, 120, 150]) months.push(...said(await run(loop, days)));
  expect(months).toEqual([
    ...['made 1 20.00', 'made 2 20.00', 'made 3 20.00', 'made 4 20.00'],
    ...['review', 'review'],
  ]);
  expect(await reviews(loop)).toEqual([['COLLECTIONS_REVIEW', claimNo, 20]]);
  await place({ ...billing(loop, 151), files: loop.files }, claimNo);
  expect(said(await run(loop, 151))).toEqual([]);
  expect(await reviews(loop)).toEqual([]);
});

it('a claim whose projection is not its journal gets no statement, and a person is told once', async () => {
  const loop = await startLoop();
  const [first, second] = await owing(loop, [encounter('E1'), encounter('E2')]);
  if (first === undefined || second === undefined) throw new Error('two claims are sent');
  const head = await loop.claims.head(first.claimNo);
  const spoiled = JSON.stringify(head).replaceAll('"1110":2000', '"1110":2100');
  const mend = (body: string) =>
    loop.db.send(
      new PutItemCommand({
        TableName: loop.tables.claims,
        Item: { pk: { S: first.claimNo }, sk: { S: 'HEAD' }, version: { N: '99' }, body: { S: body } },
      }),
    );
  await mend(spoiled);
  for (const days of [0, 1]) expect(said(await run(loop, days))).toContain(`wrong ${first.claimNo}`);
  expect(await reviews(loop)).toEqual([['STATEMENT_UNBALANCED', first.claimNo, 21]]);
  expect((await loop.files.statements(await accountOf(loop, first.claimNo))).issued).toEqual([]);
  expect((await loop.files.statements(await accountOf(loop, second.claimNo))).issued).toHaveLength(1);
  await mend(JSON.stringify(head));
  expect(said(await run(loop, 2))).toEqual(expect.arrayContaining(['made 1 20.00', 'wait']));
  expect(await reviews(loop)).toEqual([]);
});

describe('one statement for a guarantor', () => {
  const born = { 'patient.dob': '19800301' };
  const other = { 'lines[0].from': '20260106', 'lines[1].from': '20260106' };

  it('has all claims of the patient, and says what insurance still has', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1', born), encounter('E2', { ...born, ...other })]);
    await loop.submit();
    const [first, second] = await loop.heads();
    if (first === undefined || second === undefined) throw new Error('two claims are sent');
    await loop.remit(a835({ payments: [copay(first)], trace: 'EFT1' }), 'EFT1.edi');
    const account = await accountOf(loop, first.claimNo);
    expect(await accountOf(loop, second.claimNo)).toBe(account);
    const [row] = await run(loop);
    expect(row?.judged.outcome === 'due' && row.judged.statement).toMatchObject({
      ...{ account, totals: { due: 2000 }, pending: { claims: 1, amount: 15_000 } },
    });
    await loop.remit(a835({ payments: [copay(second)], trace: 'EFT2' }), 'EFT2.edi');
    expect(said(await run(loop, 30))).toEqual(['made 2 40.00']);
    const { issued } = await loop.files.statements(account);
    const text = await loop.artifacts.readText({ key: textKey(issued[1] ?? { objectKey: '' }) });
    expect(text).toContain('AMOUNT DUE                       40.00');
    expect(text).toMatch(/current +31-60.*\n +40\.00/);
  });

  it('says what a patient has to the good on another claim', async () => {
    const loop = await startLoop();
    await loop.intake([
      encounter('E1', born),
      encounter('E2', { ...born, ...other, patientPaidCents: usd(12.5) }),
    ]);
    await loop.submit();
    const heads = await loop.heads();
    const owed = heads.find(({ balances }) => balances['0']?.['2020'] === undefined);
    if (owed === undefined) throw new Error('one claim has no prepayment');
    await loop.remit(a835({ payments: [copay(owed)], trace: 'EFT1' }), 'EFT1.edi');
    const [row] = await run(loop);
    expect(row?.judged.outcome === 'due' && row.judged.statement.credit).toBe(1250);
  });
});

test.each([
  [{ minimumCents: 2001 }, 'below-minimum'],
  [{ minimumCents: 2000 }, 'made 1 20.00'],
])('a practice sets its own minimum: %o', async (statements, expected) => {
  const loop = await startLoop({ config: configWith({ client: { statements } }) });
  await one(loop);
  expect(said(await run(loop))).toEqual([expected]);
});

it('only guarantors of the practice asked for', async () => {
  const loop = await startLoop();
  await one(loop);
  expect(said(await run(loop, 0, 'hillside'))).toEqual([]);
  expect(said(await run(loop, 0, 'riverbend'))).toEqual(['made 1 20.00']);
});

it('nothing is asked for while somebody looks at what a payer left to the patient (S58)', async () => {
  const loop = await startLoop();
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const head = await loop.only();
  const ended = pays(clm01(head), '1/150/100/20', ['CO-45 30', 'PR-27 20']);
  await loop.remit(a835({ payments: [ended], trace: 'EFT1' }), 'EFT1.edi');
  await loop.steps.workDenials(queueEvent(...(await loop.denials())), quiet);
  expect(said(await run(loop))).toEqual(['nothing-due']);
  const [asked] = await loop.work.ofClaim(head.claimNo);
  await loop.work.resolve(asked?.id ?? '', { user: 'ann', nowEpochMs: NOW }, 'The coverage had ended.');
  expect(said(await run(loop))).toEqual(['made 1 20.00']);
});

it('letters that come back stop the statements, until the address is mended', async () => {
  const loop = await startLoop();
  const claimNo = await one(loop);
  const account = await accountOf(loop, `${claimNo}-1`);
  expect(await noteMail(billing(loop), account, 'returned')).toBe('never');
  await run(loop);
  expect(await accountOf(loop, `${account}-1`)).toBe(account);
  expect(await noteMail(billing(loop, 5), account, 'mended')).toBe('already');
  expect(await noteMail(billing(loop, 5), account, 'returned')).toMatchObject({ n: 1, afterStatement: 1 });
  expect(await noteMail(billing(loop, 5), account, 'returned')).toBe('already');
  expect(said(await run(loop, 30))).toEqual(['returned-mail']);
  expect(await guarantorNow(billing(loop, 30), account)).toMatchObject({ step: { kind: 'returned-mail' } });
  expect(await noteMail(billing(loop, 31), account, 'mended')).toMatchObject({ n: 2, user: 'ann' });
  expect(said(await run(loop, 31))).toEqual(['made 1 20.00']);
});

it('a payment plan that is kept takes no level; broken, levels go on; ended, it is as if there were none', async () => {
  const loop = await startLoop();
  const claimNo = await one(loop);
  const account = await accountOf(loop, claimNo);
  await run(loop);
  const five = { instalment: usd(5), firstOn: addDays(today, 30) };
  expect(await notePlan(billing(loop), account, null)).toBe('already');
  expect(await notePlan(billing(loop), account, five)).toMatchObject({ n: 1, act: 'agreed', user: 'ann' });
  expect(await notePlan(billing(loop), account, five)).toBe('already');
  const paid = { receipt: 'R1', method: 'card', amount: usd(5), receivedOn: addDays(today, 20) } as const;
  await receivePayment({ ...billing(loop, 20), files: loop.files }, claimNo, paid);
  expect(said(await run(loop, 30))).toEqual(['made 1 15.00']);
  const [, planned] = (await loop.files.statements(account)).issued;
  expect(planned).toMatchObject({ n: 2, planned: true });
  const text = await loop.artifacts.readText({ key: textKey(planned ?? { objectKey: '' }) });
  expect(text).toContain('Your payment plan: pay 5.00 by 03/11/2026.');
  expect(said(await run(loop, 71))).toEqual(['made 2 15.00']);
  expect(await notePlan(billing(loop, 72), account, null)).toMatchObject({ n: 2, act: 'ended' });
  expect(await notePlan(billing(loop, 72), account, null)).toBe('already');
  expect(said(await run(loop, 101))).toEqual(['made 3 15.00']);
});
