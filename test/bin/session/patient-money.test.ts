import { describe, expect, it, test } from 'vitest';
import { importDeposits, matchPatientCash, unmatch } from '../../../bin/session/deposits.ts';
import {
  type Acted,
  type Acting,
  approve,
  giveUp,
  giveUpDenial,
  payBack,
  place,
  undo,
  waive,
} from '../../../bin/session/patient-money.ts';
import { proveStoredLedger, readProjections } from '../../../bin/session/proof.ts';
import {
  type Received,
  receiveAll,
  receivePayment,
  returnPayment,
} from '../../../bin/session/receive-payment.ts';
import type { Head } from '../../../core/claim/head.ts';
import { civilDate } from '../../../core/dates.ts';
import { readBankFile } from '../../../core/deposits/read.ts';
import type { ClaimNo } from '../../../core/ids.ts';
import type { ReceiptRow } from '../../../core/patient/read-receipts.ts';
import { usd } from '../../core/remit/given.ts';
import { configWith, encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../../functions/loop.ts';
import { a835, clm01, denies, pays } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const as = ({ claims, files, work, config }: Loop, user = 'ann'): Acting => ({
  ...{ claims, files, work, config, user },
  now: () => NOW,
});
const today = civilDate('20260110');

/** Claims that were sent, each for $150. */
async function sent(loop: Loop, count = 1): Promise<readonly Head[]> {
  await loop.intake(Array.from({ length: count }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return loop.heads();
}
async function one(loop: Loop): Promise<Head> {
  const [head] = await sent(loop);
  if (head === undefined) throw new Error('a claim is sent');
  return head;
}
/** ACME pays 100 of 150 and leaves 20 to the patient. */
const copay = (head: Head) => pays(clm01(head), '1/150/100/20', ['CO-45 30', 'PR-3 20']);
async function owing20(loop: Loop): Promise<ClaimNo> {
  const head = await one(loop);
  await loop.remit(a835({ payments: [copay(head)], trace: 'EFT1' }), 'EFT1.edi');
  return head.claimNo;
}
async function denied(loop: Loop): Promise<ClaimNo> {
  const head = await one(loop);
  await loop.remit(a835({ payments: [denies(clm01(head))], trace: 'EFT1' }), 'EFT1.edi');
  await loop.steps.workDenials(queueEvent(...(await loop.denials())), quiet);
  return head.claimNo;
}

const cash = (receipt: string, amount = 20) =>
  ({ receipt, method: 'check', amount: usd(amount), receivedOn: today }) as const;

/** Net debit of each account that has one, in dollars, of a ledger that is proved. */
async function accounts(loop: Loop): Promise<Record<string, number>> {
  const { checks, trialBalance } = await proveStoredLedger(loop, await readProjections(loop));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  return Object.fromEntries(
    trialBalance.map((row) => [row.account, (row.debitCents - row.creditCents) / 100]),
  );
}
const openItems = async (loop: Loop) =>
  (await loop.openWork()).map(({ reason, value }) => [reason, value / 100]);
const outcome = ({ outcome: word }: Acted | Received): string => word;

describe('a patient’s payment', () => {
  it('is posted once for its receipt', async () => {
    const loop = await startLoop();
    const claimNo = await owing20(loop);
    expect(outcome(await receivePayment(as(loop), claimNo, cash('R1')))).toBe('done');
    const dump = await loop.dump();
    expect(outcome(await receivePayment(as(loop, 'bob'), claimNo, cash('R1')))).toBe('already');
    expect(await loop.dump()).toEqual(dump);
    expect(await accounts(loop)).toEqual({ 1015: 100, 1020: 20, 4010: -150, 4110: 30 });
  });

  it('with the receipt of another claim, or another amount, is refused', async () => {
    const loop = await startLoop();
    const [first, second] = await sent(loop, 2);
    if (first === undefined || second === undefined) throw new Error('two claims are sent');
    await receivePayment(as(loop), first.claimNo, cash('R1'));
    expect(await receivePayment(as(loop), second.claimNo, cash('R1'))).toEqual({
      outcome: 'elsewhere',
      claimNo: first.claimNo,
    });
    expect(await receivePayment(as(loop), first.claimNo, cash('R1', 30))).toEqual({
      outcome: 'refused',
      reason: 'OTHER_AMOUNT',
    });
    expect(await accounts(loop)).toMatchObject({ 1020: 20, 2020: -20 });
  });

  it('that is returned frees its receipt for the claim that it was for', async () => {
    const loop = await startLoop();
    const [first, second] = await sent(loop, 2);
    if (first === undefined || second === undefined) throw new Error('two claims are sent');
    await receivePayment(as(loop), first.claimNo, cash('R1'));
    expect(outcome(await returnPayment(as(loop), first.claimNo, 'R1'))).toBe('done');
    expect(outcome(await returnPayment(as(loop), first.claimNo, 'R1'))).toBe('already');
    expect(await receivePayment(as(loop), first.claimNo, cash('R1'))).toEqual({
      outcome: 'refused',
      reason: 'RETURNED',
    });
    expect(outcome(await receivePayment(as(loop), second.claimNo, cash('R1')))).toBe('done');
    expect(await accounts(loop)).toMatchObject({ 1020: 20, 2020: -20 });
  });

  it('on a closed day is dated on the first open one; the day of the receipt stays with it', async () => {
    const loop = await startLoop();
    const claimNo = await owing20(loop);
    await loop.claims.putPeriodAct({
      ...{ n: 1, act: 'closed', day: today, closedThrough: today, user: 'ann' },
      at: '2026-01-11T00:00:00.000Z',
    });
    const done = await receivePayment(as(loop), claimNo, cash('R1'));
    if (done.outcome !== 'done') throw new Error(done.outcome);
    expect(done.event.entries.map(({ date }) => date)).toEqual(['20260111']);
    expect(done.event.facts).toMatchObject({ kind: 'patient-paid', receivedOn: '20260110' });
  });
});

describe('a list of payments', () => {
  const rows = (heads: readonly Head[]): readonly ReceiptRow[] => [
    ...heads.map(({ claimNo }, i) => ({
      line: i + 2,
      claimNo,
      amount: usd(5),
      method: 'card' as const,
      receipt: `A${i}`,
    })),
    { line: 90, claimNo: heads[0]?.claimNo ?? ('' as ClaimNo), amount: usd(7), method: 'cash', receipt: 'B' },
    { line: 91, claimNo: 'NOTHERE' as ClaimNo, amount: usd(7), method: 'cash', receipt: 'C' },
  ];

  it('posts what can be posted, tells the rest by line, and posts nothing twice', async () => {
    const loop = await startLoop();
    const heads = await sent(loop, 3);
    let told = 0;
    const first = await receiveAll(as(loop), rows(heads), () => {
      told += 1;
    });
    expect(told).toBe(5);
    expect(first.map(({ row: { line }, received }) => [line, outcome(received)])).toEqual([
      ...[
        [2, 'done'],
        [3, 'done'],
        [4, 'done'],
        [90, 'done'],
      ],
      [91, 'refused'],
    ]);
    const dump = await loop.dump();
    const again = await receiveAll(as(loop), rows(heads), () => undefined);
    expect(again.map(({ received }) => outcome(received))).toEqual([
      ...['already', 'already', 'already', 'already', 'refused'],
    ]);
    expect(await loop.dump()).toEqual(dump);
    expect(await accounts(loop)).toMatchObject({ 1020: 22, 2020: -22 });
  });
});

describe('a reversal after the patient paid', () => {
  const back = (head: Head) => pays(clm01(head), '22/-150/-100', ['CO-45 -30', 'PR-3 -20']);

  it('asks for a refund; the refund closes the question', async () => {
    const loop = await startLoop();
    const head = await one(loop);
    await loop.remit(a835({ payments: [copay(head)], trace: 'EFT1' }), 'EFT1.edi');
    await receivePayment(as(loop), head.claimNo, cash('R1'));
    const plb = [{ code: 'WO', reference: 'X', amount: usd(-100) }];
    await loop.remit(a835({ payments: [back(head)], trace: 'EFT2', paid: usd(0), plb }), 'EFT2.edi');
    expect(await openItems(loop)).toContainEqual(['PATIENT_REFUND', 20]);
    const refund = { to: 'patient', reference: 'CHK1' } as const;
    expect(outcome(await payBack(as(loop), head.claimNo, refund))).toBe('done');
    expect(outcome(await payBack(as(loop), head.claimNo, refund))).toBe('already');
    expect(await openItems(loop)).not.toContainEqual(['PATIENT_REFUND', 20]);
    expect(await accounts(loop)).toMatchObject({ 1010: -20, 1020: 20, 1100: 150 });
    expect(await payBack(as(loop), head.claimNo, { ...refund, amount: usd(5) })).toMatchObject({
      outcome: 'refused',
      reason: 'OTHER_AMOUNT',
    });
  });

  it('asks no more once a correction leaves the same to the patient again', async () => {
    const loop = await startLoop();
    const head = await one(loop);
    await loop.remit(a835({ payments: [copay(head)], trace: 'EFT1' }), 'EFT1.edi');
    await receivePayment(as(loop), head.claimNo, cash('R1'));
    await loop.remit(a835({ payments: [back(head), copay(head)], trace: 'EFT2', paid: usd(0) }), 'EFT2.edi');
    expect(await openItems(loop)).toEqual([]);
    expect(await accounts(loop)).toEqual({ 1015: 100, 1020: 20, 4010: -150, 4110: 30 });
  });
});

describe('a denial', () => {
  it('is written off at once below the limit, and its items are done with', async () => {
    const loop = await startLoop();
    const claimNo = await denied(loop);
    expect((await openItems(loop)).length).toBe(1);
    expect(outcome(await giveUpDenial(as(loop), claimNo, { why: 'auth' }))).toBe('done');
    expect(outcome(await giveUpDenial(as(loop), claimNo, { why: 'auth' }))).toBe('already');
    expect(await giveUpDenial(as(loop), claimNo, { why: 'timely' })).toMatchObject({ reason: 'NOT_DENIED' });
    expect(await openItems(loop)).toEqual([]);
    expect(await accounts(loop)).toEqual({ 4010: -150, 4120: 150 });
  });

  it('whose write-off is undone is open again, and so is the question what to do', async () => {
    const loop = await startLoop();
    const claimNo = await denied(loop);
    const before = await openItems(loop);
    await giveUpDenial(as(loop), claimNo, { why: 'auth' });
    expect(outcome(await undo(as(loop), claimNo))).toBe('done');
    expect(outcome(await undo(as(loop), claimNo))).toBe('already');
    expect([await openItems(loop), (await loop.only()).state]).toEqual([before, 'DENIED']);
    expect(await accounts(loop)).toEqual({ 1100: 150, 4010: -150 });
  });

  it('that is written off before its item was opened asks nobody', async () => {
    const loop = await startLoop();
    const head = await one(loop);
    await loop.remit(a835({ payments: [denies(clm01(head))], trace: 'EFT1' }), 'EFT1.edi');
    await giveUpDenial(as(loop), head.claimNo, { why: 'auth' });
    await loop.steps.workDenials(queueEvent(...(await loop.denials())), quiet);
    expect(await openItems(loop)).toEqual([]);
  });

  it('above the limit waits for another person, who is asked once', async () => {
    const loop = await startLoop({ config: configWith({ client: { writeOffApprovalCents: 14_999 } }) });
    const claimNo = await denied(loop);
    await giveUpDenial(as(loop), claimNo, { why: 'auth' });
    const dump = await loop.dump();
    expect(outcome(await giveUpDenial(as(loop), claimNo, { why: 'auth' }))).toBe('already');
    expect(await loop.dump()).toEqual(dump);
    expect(await openItems(loop)).toContainEqual(['WRITE_OFF_APPROVAL', 150]);
    expect(await approve(as(loop), claimNo)).toMatchObject({ outcome: 'refused', reason: 'SAME_USER' });
    expect(await accounts(loop)).toEqual({ 1100: 150, 4010: -150 });
    expect(outcome(await approve(as(loop, 'bob'), claimNo))).toBe('done');
    expect(outcome(await approve(as(loop, 'bob'), claimNo))).toBe('already');
    expect(await openItems(loop)).toEqual([]);
    expect(await accounts(loop)).toEqual({ 4010: -150, 4120: 150 });
  });
});

describe('patients’ money in the bank', () => {
  const bank = (amount: string) =>
    readBankFile(['Date,Amount,Description', `01/12/2026,${amount},COUNTER`].join('\n'));
  const banking = ({ claims, files, work }: Loop) => ({ claims, files, work, now: () => NOW });
  const deposit = async (loop: Loop) => {
    const [found] = await loop.files.listDeposits();
    if (found === undefined) throw new Error('a deposit is kept');
    return found;
  };

  it('is open until it is deposited, and no more than came in can be', async () => {
    const loop = await startLoop();
    await receivePayment(as(loop), await owing20(loop), cash('R1', 50));
    const levelOf = async () =>
      (await proveStoredLedger(loop, await readProjections(loop))).levels.find(
        ({ level }) => level === 'deposit',
      );
    expect(await levelOf()).toMatchObject({ ok: true, openCents: 15_000 });
    await importDeposits(banking(loop), 'operating', bank('50.00'));
    expect(await matchPatientCash(banking(loop), await deposit(loop), 4999)).toBe('more-than-cash');
    expect(await matchPatientCash(banking(loop), await deposit(loop), 5000)).toBe('matched');
    expect(await matchPatientCash(banking(loop), await deposit(loop), 0)).toBe('matched');
    expect(await levelOf()).toMatchObject({ ok: true, openCents: 10_000 });
    expect(await accounts(loop)).toMatchObject({ 1010: 50, 1015: 100, 2020: -30 });
    expect(await unmatch(banking(loop), await deposit(loop))).toBe(true);
    expect(await deposit(loop)).toMatchObject({ status: 'waiting', byPerson: true });
    expect(await accounts(loop)).toMatchObject({ 1015: 100, 1020: 50, 2020: -30 });
  });

  it.each(['none', 'done'] as const)('survives a death at any write of the match: %s', async (effect) => {
    const scene = await startLoop();
    await receivePayment(as(scene), await owing20(scene), cash('R1', 50));
    await importDeposits(banking(scene), 'operating', bank('50.00'));
    const before = await scene.dump();
    const run = async (loop: Loop) => matchPatientCash(banking(loop), await deposit(loop), 5000);
    scene.life.revive();
    await run(scene);
    const [writes, after] = [scene.life.writes(), await scene.dump()];
    expect(writes).toBe(3);
    for (let write = 1; write <= writes; write += 1) {
      const loop = await startLoop();
      await loop.restore(before);
      loop.life.dieAt(write, effect);
      await expect(run(loop)).rejects.toThrow();
      loop.life.revive();
      await importDeposits(banking(loop), 'operating', { lines: [] });
      await run(loop);
      expect(await loop.dump()).toEqual(after);
      await loop.stop();
    }
  });
});

interface Scene {
  readonly what: string;
  readonly prepare: (loop: Loop) => Promise<(loop: Loop) => Promise<unknown>>;
  readonly writes: number;
  readonly limit?: number;
}

const scenes: readonly Scene[] = [
  {
    what: 'a payment',
    writes: 3,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      return (there) => receivePayment(as(there), claimNo, cash('R1', 50));
    },
  },
  {
    what: 'its return',
    writes: 3,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      await receivePayment(as(loop), claimNo, cash('R1', 50));
      return (there) => returnPayment(as(there), claimNo, 'R1');
    },
  },
  {
    what: 'a refund',
    writes: 2,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      await receivePayment(as(loop), claimNo, cash('R1', 50));
      return (there) => payBack(as(there), claimNo, { to: 'patient', reference: 'CHK1' });
    },
  },
  {
    what: 'a waiver',
    writes: 2,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      return (there) => waive(as(there), claimNo, { why: 'courtesy' });
    },
  },
  {
    what: 'a placement',
    writes: 2,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      return (there) => place(as(there), claimNo);
    },
  },
  {
    what: 'a bad debt',
    writes: 2,
    prepare: async (loop) => {
      const claimNo = await owing20(loop);
      return (there) => giveUp(as(there), claimNo);
    },
  },
  {
    what: 'a write-off',
    writes: 3,
    prepare: async (loop) => {
      const claimNo = await denied(loop);
      return (there) => giveUpDenial(as(there), claimNo, { why: 'auth' });
    },
  },
  {
    what: 'the undoing of a write-off',
    writes: 3,
    prepare: async (loop) => {
      const claimNo = await denied(loop);
      await giveUpDenial(as(loop), claimNo, { why: 'auth' });
      return (there) => undo(as(there), claimNo);
    },
  },
  {
    what: 'a write-off that another must approve',
    writes: 3,
    limit: 1,
    prepare: async (loop) => {
      const claimNo = await denied(loop);
      return (there) => giveUpDenial(as(there), claimNo, { why: 'auth' });
    },
  },
  {
    what: 'its approval',
    writes: 4,
    limit: 1,
    prepare: async (loop) => {
      const claimNo = await denied(loop);
      await giveUpDenial(as(loop), claimNo, { why: 'auth' });
      return (there) => approve(as(there, 'bob'), claimNo);
    },
  },
];

describe.each(scenes)('$what', ({ prepare, writes, limit = 25_000 }) => {
  const config = configWith({ client: { writeOffApprovalCents: limit } });
  test.each(['none', 'done'] as const)(
    'whose process dies at any write ends as if it had lived: %s',
    async (effect) => {
      const calm = await startLoop({ config });
      const run = await prepare(calm);
      const before = await calm.dump();
      calm.life.revive();
      await run(calm);
      const [made, after] = [calm.life.writes(), await calm.dump()];
      expect(made).toBe(writes);
      for (let write = 1; write <= made; write += 1) {
        const loop = await startLoop({ config });
        await loop.restore(before);
        loop.life.dieAt(write, effect);
        await expect(run(loop)).rejects.toThrow();
        loop.life.revive();
        await run(loop);
        expect(await loop.dump(), `died at write ${write} of ${made}`).toEqual(after);
        await loop.stop();
      }
    },
  );
});
