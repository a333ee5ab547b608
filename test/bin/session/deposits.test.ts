import { describe, expect, it } from 'vitest';
import { listing, standing } from '../../../bin/commands/ledger/deposits.ts';
import {
  type Banking,
  importDeposits,
  matchByPerson,
  matchWaiting,
  unmatch,
} from '../../../bin/session/deposits.ts';
import { proveStoredLedger, readProjections } from '../../../bin/session/proof.ts';
import { makePaint } from '../../../bin/terminal/paint.ts';
import { readBankFile } from '../../../core/deposits/read.ts';
import type { DepositRecord } from '../../../store/deposits.ts';
import type { RemittanceRecord } from '../../../store/remittances.ts';
import { encounter, type Loop, NOW, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays, paysInPart } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const banking = ({ claims, files, work }: Loop): Banking => ({ claims, files, work, now: () => NOW });

/** A claim that EFT1 paid with 100 dollars, on 10 February. */
async function paid(loop: Loop): Promise<void> {
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const [head] = await loop.heads();
  if (head === undefined) throw new Error('a claim is sent');
  await loop.remit(a835({ payments: [paysInPart(clm01(head))], trace: 'EFT1' }), 'EFT1.edi');
}
const bank = (...rows: readonly string[]) =>
  readBankFile(['Date,Trace,Amount,Description', ...rows].join('\n'));
const take = (loop: Loop, ...rows: readonly string[]) =>
  importDeposits(banking(loop), 'operating', bank(...rows));
const only = async (loop: Loop): Promise<DepositRecord> => {
  const [one, another] = await loop.files.listDeposits();
  if (one === undefined || another !== undefined) throw new Error('one deposit is kept');
  return one;
};
const payment = async (loop: Loop, trace = 'EFT1'): Promise<RemittanceRecord> => {
  const found = (await loop.files.listRemittances()).find((one) => one.trace === trace);
  if (found === undefined) throw new Error('the payment is posted');
  return found;
};
const prove = async (loop: Loop) => proveStoredLedger(loop, await readProjections(loop));
/** Net debit of each account that has one, in dollars. */
const accounts = async (loop: Loop) =>
  Object.fromEntries(
    (await prove(loop)).trialBalance.map((row) => [row.account, (row.debitCents - row.creditCents) / 100]),
  );
const depositLevel = async (loop: Loop) =>
  (await prove(loop)).levels.find(({ level }) => level === 'deposit');
const AFTER_835 = { 1015: 100, 1100: 0, 4010: -150, 4110: 50 };
const { 1100: _, ...PAID } = AFTER_835;
const BANKED = { 1010: 100, 4010: -150, 4110: 50 };

describe('a deposit with the trace number and amount of a payment', () => {
  it('empties its clearing account, once, however often the file comes', async () => {
    const loop = await startLoop();
    await paid(loop);
    expect(await accounts(loop)).toEqual(PAID);
    expect(await depositLevel(loop)).toMatchObject({ ok: true, openCents: 10_000 });
    const row = '02/12/2026,EFT1,100.00,ACME';
    expect(await take(loop, row)).toHaveLength(1);
    const after = await loop.dump();
    expect(await take(loop, row)).toEqual([]);
    expect(await loop.dump()).toEqual(after);
    expect(await accounts(loop)).toEqual(BANKED);
    expect(await prove(loop)).toMatchObject({ balanced: true });
    expect(await depositLevel(loop)).toMatchObject({ ok: true, openCents: 0, items: [] });
  });

  it('is matched too when the bank was faster than the payer', async () => {
    const loop = await startLoop();
    await take(loop, '02/09/2026,EFT1,100.00,ACME');
    expect((await only(loop)).status).toBe('waiting');
    await paid(loop);
    await matchWaiting(banking(loop));
    expect(await only(loop)).toMatchObject({ status: 'matched', rung: 'trace', date: '20260209' });
    expect(await accounts(loop)).toEqual(BANKED);
  });
});

it('a second deposit of the same payment waits, and the proof says so', async () => {
  const loop = await startLoop();
  await paid(loop);
  await take(loop, '02/12/2026,EFT1,100.00,ACME', '02/13/2026,EFT1,100.00,ACME');
  expect(await accounts(loop)).toEqual(BANKED);
  expect(await depositLevel(loop)).toMatchObject({
    ok: true,
    openCents: 10_000,
    items: [{ what: 'awaits-payment', cents: 10_000, date: '20260213' }],
  });
});

it('another amount posts nothing, asks a person once and fails the level of deposits', async () => {
  const loop = await startLoop();
  await paid(loop);
  await take(loop, '02/12/2026,EFT1,99.00,ACME');
  await matchWaiting(banking(loop));
  expect(await accounts(loop)).toEqual(PAID);
  const items = (await loop.work.list({ status: 'OPEN' })).filter(
    ({ reason }) => reason === 'DEPOSIT_MISMATCH',
  );
  expect(items.map(({ value, details }) => [value, details])).toEqual([
    [
      100,
      [
        { code: 'BPR02', amount: 10_000 },
        { code: 'DEPOSIT', amount: 9900 },
        { code: 'DIFFERENCE', amount: -100 },
      ],
    ],
  ]);
  const proof = await prove(loop);
  expect(proof.balanced).toBe(false);
  expect(proof.checks.filter(({ ok }) => !ok)).toEqual([
    { name: 'deposits-equal-payments', ok: false, differenceCents: 100 },
  ]);
});

it('another amount is no longer wrong once the right one came', async () => {
  const loop = await startLoop();
  await paid(loop);
  await take(loop, '02/12/2026,EFT1,99.00,ACME');
  await take(loop, '02/13/2026,EFT1,100.00,ACME');
  expect(await accounts(loop)).toEqual(BANKED);
  expect((await prove(loop)).balanced).toBe(true);
  expect((await loop.files.listDeposits()).map(({ status }) => status).sort()).toEqual([
    'matched',
    'waiting',
  ]);
});

describe('an undo', () => {
  it('mirrors the entry, and only a person matches the deposit again', async () => {
    const loop = await startLoop();
    await paid(loop);
    const row = '02/12/2026,EFT1,100.00,ACME';
    await take(loop, row);
    expect(await unmatch(banking(loop), await only(loop))).toBe(true);
    expect(await unmatch(banking(loop), await only(loop))).toBe(false);
    await take(loop, row);
    expect(await only(loop)).toMatchObject({ status: 'waiting', byPerson: true });
    expect(await accounts(loop)).toEqual(PAID);
    expect(await matchByPerson(banking(loop), await only(loop), await payment(loop))).toBe('matched');
    expect(await matchByPerson(banking(loop), await only(loop), await payment(loop))).toBe('matched');
    expect(await accounts(loop)).toEqual(BANKED);
    expect(await prove(loop)).toMatchObject({ balanced: true });
  });
});

describe('a person cannot match', () => {
  it('another amount, a payment that has its deposit, a deposit that has its payment', async () => {
    const loop = await startLoop();
    await paid(loop);
    await loop.remit(a835({ payments: [pays('STRANGER1', '1/100/100')], trace: 'EFT2' }), 'EFT2.edi');
    await take(loop, '02/12/2026,EFT1,100.00,ACME', '02/27/2026,,100.00,CASH', '02/27/2026,,5.00,CASH');
    const [first, second, third] = (await loop.files.listDeposits()).toSorted(
      (a, b) => a.date.localeCompare(b.date) || b.amountCents - a.amountCents,
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('three are kept');
    const [eft1, eft2] = [await payment(loop), await payment(loop, 'EFT2')];
    expect(await matchByPerson(banking(loop), third, eft2)).toBe('other-amount');
    expect(await matchByPerson(banking(loop), second, eft1)).toBe('payment-taken');
    expect(await matchByPerson(banking(loop), first, eft2)).toBe('already-matched');
    expect(await matchByPerson(banking(loop), second, eft2)).toBe('matched');
  });
});

describe('a process that dies at any write of', () => {
  it.each(['none', 'done'] as const)(
    'an import and an undo (the last write: %s) ends as if it had lived',
    async (effect) => {
      const row = '02/12/2026,EFT1,100.00,ACME';
      const scene = await startLoop();
      await paid(scene);
      const before = await scene.dump();
      scene.life.revive();
      await take(scene, row);
      const importWrites = scene.life.writes();
      const imported = await scene.dump();
      scene.life.revive();
      await unmatch(banking(scene), await only(scene));
      const undoWrites = scene.life.writes();
      const undone = await scene.dump();
      expect([importWrites, undoWrites]).toEqual([5, 4]);
      for (let write = 1; write <= importWrites; write += 1) {
        const loop = await startLoop();
        await loop.restore(before);
        loop.life.dieAt(write, effect);
        await expect(take(loop, row)).rejects.toThrow();
        loop.life.revive();
        await take(loop, row);
        expect(await loop.dump()).toEqual(imported);
      }
      for (let write = 1; write <= undoWrites; write += 1) {
        const loop = await startLoop();
        await loop.restore(imported);
        loop.life.dieAt(write, effect);
        await expect(unmatch(banking(loop), await only(loop))).rejects.toThrow();
        loop.life.revive();
        await matchWaiting(banking(loop));
        await unmatch(banking(loop), await only(loop));
        expect(await loop.dump()).toEqual(undone);
      }
    },
  );
});

it('the list shows what waits and what is matched', async () => {
  const loop = await startLoop();
  await paid(loop);
  await loop.remit(a835({ payments: [pays('STRANGER1', '1/80/80')], trace: 'EFT2' }), 'EFT2.edi');
  await take(loop, '02/12/2026,EFT1,100.00,ACME');
  const { depositId } = await only(loop);
  const { text, code } = listing(await standing(loop), makePaint(false));
  expect(code).toBe(0);
  expect(text().split('\n')).toEqual([
    'Deposit           Account    Date        Amount  Status   Payment    Pays  By',
    `${depositId}  operating  2026-02-12  100.00  matched  EFT1     100.00  trace`,
    '',
    'Payments without a deposit',
    'Payment  Payer             Date        Amount',
    'EFT2     ACME HEALTH PLAN  2026-02-10   80.00',
  ]);
});
