import { describe, expect, it } from 'vitest';
import { type Closing, closeThrough, reopenFrom } from '../../../bin/session/period.ts';
import { proveStoredLedger, readProjections } from '../../../bin/session/proof.ts';
import { civilDate, epochToIso } from '../../../core/dates.ts';
import { heldInSuspense } from '../../../core/ledger/entries.ts';
import { cents } from '../../../core/money.ts';
import { encounter, type Loop, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays, paysInPart } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const DAY_MS = 86_400_000;
/** The 835s of these tests pay on 10 February; the books are closed in March. */
const MARCH = Date.UTC(2026, 2, 5, 12);
const as = ({ claims }: Loop, user = 'ann', now = MARCH): Closing => ({ claims, user, now: () => now });
const through = (loop: Loop, day: string) => closeThrough(as(loop), civilDate(day));
const prove = async (loop: Loop) => proveStoredLedger(loop, await readProjections(loop));

async function sent(loop: Loop): Promise<string> {
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const [head] = await loop.heads();
  if (head === undefined) throw new Error('a claim is sent');
  return clm01(head);
}
/** Type and date of every entry, also of those that belong to no claim. */
async function entriesOf(loop: Loop) {
  const found: string[] = [];
  for await (const { entries } of loop.claims.scanEvents())
    for (const { type, date } of entries) found.push(`${type} ${date}`);
  return [...new Set(found)].sort();
}

describe('a late 835', () => {
  it('for a closed day posts to the first open one, with provider level and suspense, and keeps its own date', async () => {
    const loop = await startLoop();
    const claim = await sent(loop);
    await through(loop, '20260228');
    loop.setClock(MARCH + DAY_MS);
    const plb = [{ code: 'L6', amount: cents(-202) }];
    await loop.remit(
      a835({ payments: [paysInPart(claim), pays('STRANGER1', '1/80/80')], plb, paid: cents(18_202) }),
      'l',
    );
    expect(await entriesOf(loop)).toEqual([
      'J0 20260110',
      'J1 20260301',
      'J12 20260301',
      'J2 20260301',
      'J7 20260301',
    ]);
    const [head] = await loop.heads();
    const events = head === undefined ? [] : await loop.claims.events(head.claimNo);
    expect(events.at(-1)?.facts).toMatchObject({ kind: 'adjudicated', paymentDate: '20260210' });
    const proof = await prove(loop);
    expect(proof.balanced).toBe(true);
    expect(proof.checks).toContainEqual({ name: 'closed-days-stay-closed', ok: true, differenceCents: 0 });
  });

  it('for an open day posts to its own', async () => {
    const loop = await startLoop();
    const claim = await sent(loop);
    await through(loop, '20260209');
    await loop.remit(a835({ payments: [paysInPart(claim)] }), 'late.edi');
    expect(await entriesOf(loop)).toEqual(['J0 20260110', 'J1 20260210', 'J2 20260210']);
  });

  it('for a day that was opened again posts to its own', async () => {
    const loop = await startLoop();
    const claim = await sent(loop);
    await through(loop, '20260228');
    await reopenFrom(as(loop), civilDate('20260210'));
    await loop.remit(a835({ payments: [paysInPart(claim)] }), 'late.edi');
    expect(await entriesOf(loop)).toEqual(['J0 20260110', 'J1 20260210', 'J2 20260210']);
    expect((await prove(loop)).balanced).toBe(true);
  });
});

it('the trail keeps who closed and reopened what, and when', async () => {
  const loop = await startLoop();
  await through(loop, '20260131');
  await reopenFrom(as(loop, 'ben'), civilDate('20260115'));
  await through(loop, '20260228');
  const at = epochToIso(MARCH);
  expect(await loop.claims.periodTrail()).toEqual([
    { n: 1, act: 'closed', day: '20260131', closedThrough: '20260131', user: 'ann', at },
    { n: 2, act: 'reopened', day: '20260115', closedThrough: '20260114', user: 'ben', at },
    { n: 3, act: 'closed', day: '20260228', closedThrough: '20260228', user: 'ann', at },
  ]);
});

describe('refuses', () => {
  it('a day that is closed, one that is not over, and reopening an open one; the trail stays', async () => {
    const loop = await startLoop();
    await through(loop, '20260131');
    expect(await through(loop, '20260131')).toBe('already');
    expect(await through(loop, '20260305')).toBe('not-over');
    expect(await reopenFrom(as(loop), civilDate('20260201'))).toBe('not-closed');
    expect(await loop.claims.periodTrail()).toHaveLength(1);
  });
});

it('of two who close at once, each day is closed once', async () => {
  const loop = await startLoop();
  const answers = await Promise.all([through(loop, '20260131'), through(loop, '20260131')]);
  expect(answers.filter((answer) => answer === 'already')).toHaveLength(1);
  expect(await loop.claims.periodTrail()).toHaveLength(1);
});

it('the proof finds an entry that came into a closed day past the stores', async () => {
  const loop = await startLoop();
  const origin = { entryId: 'x/J12', cause: 'x', date: civilDate('20260110'), trace: '99001|EFT9' };
  await loop.claims.recordUnclaimed({
    remittanceId: 'r9',
    ordinal: 1,
    fileId: 'f9',
    at: epochToIso(MARCH + DAY_MS),
    entries: [heldInSuspense(origin, cents(500))],
  });
  await through(loop, '20260131');
  const { checks, levels } = await prove(loop);
  expect(checks).toContainEqual({ name: 'closed-days-stay-closed', ok: false, differenceCents: 500 });
  expect(levels.find(({ level }) => level === 'period')).toMatchObject({
    ok: false,
    items: [{ what: 'closed-days-stay-closed', cents: 500, trace: '99001|EFT9', date: '20260110' }],
  });
});
