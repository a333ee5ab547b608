import { describe, expect, it } from 'vitest';
import { dueOn } from '../../../bin/session/timers.ts';
import { civilDate } from '../../../core/dates.ts';
import { configWith, encounter, type Loop, startLoop } from '../../functions/loop.ts';
import { ca277, clm01 } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { claimline } from '../memory-world.ts';

stopServicesAfterEach();

/** One claim that the payer has since 10 January, and one that nobody has acknowledged. */
async function waiting(loop: Loop): Promise<void> {
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  const [head] = await loop.heads();
  if (head?.batch === undefined) throw new Error('claims are sent');
  await loop.respond(
    ca277({ batchId: head.batch.batchId, claims: [{ claimId: clm01(head), status: 'A2:20' }] }),
  );
}

describe('what is due', () => {
  const dueIn = async (loop: Loop, day: string) =>
    (await dueOn(loop, configWith(), civilDate(day))).map(({ reason, priority, told }) => [
      reason,
      priority,
      told,
    ]);

  it('is told for any day, the most urgent first, and changes nothing', async () => {
    const loop = await startLoop();
    await waiting(loop);
    const before = await loop.dump();
    expect(await dueIn(loop, '20260111')).toEqual([]);
    expect(await dueIn(loop, '20260209')).toEqual([
      ['ACK_MISSING', 'P1', false],
      ['LATE_PAYMENT', 'P3', false],
    ]);
    expect(await loop.dump()).toEqual(before);
  });

  it('says which of it people see already', async () => {
    const loop = await startLoop();
    await waiting(loop);
    loop.setClock(Date.UTC(2026, 0, 12, 12));
    await loop.overdue();
    expect(await dueIn(loop, '20260209')).toEqual([
      ['ACK_MISSING', 'P1', true],
      ['LATE_PAYMENT', 'P3', false],
    ]);
  });

  it('names the claim, the money and the day by which to act', async () => {
    const loop = await startLoop();
    await waiting(loop);
    const [, late] = await dueOn(loop, configWith(), civilDate('20260223'));
    expect(late).toMatchObject({
      claimNo: expect.stringMatching(/^RVB/),
      reminder: 2,
      actBy: '20260302',
      valueCents: 15_000,
    });
  });
});

describe('claimline timers list', () => {
  it('shows the days of every timer, and that they fit a terminal', async () => {
    const { code, out } = await claimline('timers list');
    expect(code).toBe(0);
    expect(out).toMatch(/^payerAnswer +5 business +277CA of the payer$/m);
    expect(out).toMatch(/^overpayment +60 +/m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('gives the same to programs', async () => {
    const { out } = await claimline('timers list --payer 99001 --json');
    const { payer, timers } = JSON.parse(out);
    expect(payer).toBe('99001');
    expect(timers).toContainEqual({
      timer: 'appealDecision',
      states: ['APPEALED'],
      awaits: 'decision of the appeal',
      reason: 'APPEAL_OVERDUE',
      days: 60,
      unit: 'days',
    });
  });
});
