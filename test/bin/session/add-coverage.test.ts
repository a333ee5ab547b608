import { expect, it, test } from 'vitest';
import { addCoverage, readCoverage } from '../../../bin/session/add-coverage.ts';
import { billNextPayer } from '../../../bin/session/bill-next.ts';
import { correctedBy } from '../../../bin/session/corrected-file.ts';
import { dropCoverage } from '../../../bin/session/drop-coverage.ts';
import { place } from '../../../bin/session/patient-money.ts';
import { sendAgain } from '../../../bin/session/send-again.ts';
import { onFiling } from '../../../core/claim/filings.ts';
import type { Coverage } from '../../../core/encounter/model.ts';
import { insuranceOpen, patientOpen } from '../../../core/ledger/balances.ts';
import type { FoundRefusal } from '../../../core/remit/found-coverage.ts';
import { actingOn } from '../../functions/again.ts';
import { SECOND } from '../../functions/later-payers.ts';
import { encounter, type Loop, ndjson, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const NOON = Date.UTC(2026, 1, 12, 12);
const acting = (loop: Loop) => ({ ...actingOn(loop), now: () => NOON });
const add = async (loop: Loop, coverage: Coverage = SECOND) =>
  addCoverage(acting(loop), { claimNo: (await loop.only()).claimNo, coverage });

/** A claim of 150 that left. */
async function sent(): Promise<Loop> {
  const loop = await startLoop();
  loop.setClock(NOON);
  await loop.intake([encounter('E1')]);
  await loop.submit();
  return loop;
}
async function answered(clp: string, cas: readonly string[]): Promise<Loop> {
  const loop = await sent();
  await loop.remit(a835({ payments: [pays(clm01(await loop.only()), clp, cas)] }));
  return loop;
}
const LEFT = ['1/150/100/20', ['CO-45 30', 'PR-2 20']] as const;

it('moves what the patient owes to the payer found, and makes the claim to it', async () => {
  const loop = await answered(...LEFT);
  expect(await add(loop)).toMatchObject({
    ...{ outcome: 'done', filing: 2, amountCents: 2000, findings: [] },
    next: { kind: 'made', state: 'READY' },
  });
  const head = await loop.only();
  expect([insuranceOpen(head.balances, 2), patientOpen(head.balances)]).toEqual([2000, 0]);
  expect(head).toMatchObject({ filing: 2, state: 'READY', payerId: '99002' });
  // A correction of the first payer's claim keeps the payer found, though the practice's file lacks it.
  const first = onFiling(head, 1);
  const claim = (await loop.claims.contents([first])).get(head.claimNo);
  if (claim === undefined) throw new Error('a claim');
  expect(claim.content.coverages.map(({ seq }) => seq)).toEqual([1, 2]);
  const file = await correctedBy(Buffer.from(ndjson([encounter('E1')])), claim, loop.config);
  if (!file.ok) throw new Error(file.reason);
  const request = { claimNo: head.claimNo, filing: 1, act: 'replace', corrected: file.corrected } as const;
  const again = await sendAgain(acting(loop), request);
  expect(again).toMatchObject({
    outcome: 'done',
    event: { facts: { claim: { content: { coverages: [{ seq: 1 }, { seq: 2 }] } } } },
  });
});

test.each<[why: string, clp: string, cas: readonly string[], next: object, reasons: readonly string[]]>([
  [
    'denies a part',
    '1/150/70/20',
    ['CO-45 30', 'PR-2 20', 'CO-50 30'],
    { kind: 'person' },
    ['NEXT_PAYER_DUE'],
  ],
  ['left nothing', '1/150/120', ['CO-45 30'], { kind: 'nothing' }, []],
  ['passed it on', '19/150/100/20', ['CO-45 30', 'PR-2 20'], { kind: 'waits' }, []],
])('says what comes next where the payer before %s', async (_, clp, cas, next, reasons) => {
  const loop = await answered(clp, cas);
  expect(await add(loop)).toMatchObject({ outcome: 'done', next });
  expect(await loop.reasons()).toEqual(reasons);
});

it('gives the payer found what was passed on to it undecided (CLP02 23, J5), and bills what was denied', async () => {
  const loop = await answered('23/150/0', ['OA-23 150']);
  expect(onFiling(await loop.only(), 1)).toMatchObject({ state: 'FORWARDED' });
  expect(await add(loop)).toMatchObject({ outcome: 'done', next: { kind: 'waits' } });
  expect(insuranceOpen((await loop.only()).balances, 2)).toBe(15_000);

  const denied = await answered('1/150/0', ['CO-27 150']);
  await add(denied);
  const { claimNo } = await denied.only();
  expect(await billNextPayer(acting(denied), claimNo, true)).toMatchObject({ outcome: 'made' });
  expect(insuranceOpen((await denied.only()).balances, 2)).toBe(15_000);
});

test.each<[why: string, prepare: () => Promise<Loop>, coverage: Coverage, refusal: FoundRefusal]>([
  [
    'the claim has not left',
    async () => {
      const loop = await startLoop();
      await loop.intake([encounter('E1')]);
      return loop;
    },
    SECOND,
    'NOT_SENT',
  ],
  [
    'the claim is to be void',
    async () => {
      const loop = await answered(...LEFT);
      await sendAgain(acting(loop), { claimNo: (await loop.only()).claimNo, act: 'void' });
      return loop;
    },
    SECOND,
    'VOID',
  ],
  ['it comes before a payer that was billed', sent, { ...SECOND, seq: 1 }, 'PLACE_TAKEN'],
  ['a place is left out', sent, { ...SECOND, seq: 3 }, 'PLACE_SKIPPED'],
])('refuses it where %s, and changes nothing', async (_, prepare, coverage, refusal) => {
  const loop = await prepare();
  const before = await loop.dump();
  expect(await add(loop, coverage)).toMatchObject({ outcome: 'refused', refusal, free: 2 });
  expect(await loop.dump()).toEqual(before);
});

it('changes nothing where an edit finds an error in it', async () => {
  const loop = await answered(...LEFT);
  const before = await loop.dump();
  const held = await add(loop, { ...SECOND, filingCode: 'XX', memberId: '' });
  expect(held).toMatchObject({ outcome: 'held' });
  const findings = held.outcome === 'held' ? held.findings : [];
  expect(findings.map(({ field }) => field)).toContain('coverages[1].filingCode');
  expect(findings.every(({ field }) => field.startsWith('coverages[1]'))).toBe(true);
  expect(await loop.dump()).toEqual(before);
});

test.each<[why: string, text: string, paths: readonly string[] | undefined]>([
  ['no JSON', '{"seq": 2', []],
  ['no coverage', '{"seq": "two"}', ['seq', 'payer']],
  ['a decision with it', JSON.stringify({ ...SECOND, adjudication: { paidCents: 1 } }), ['']],
  ['a coverage', JSON.stringify(SECOND), undefined],
])('reads %s', (_, text, paths) => {
  const read = readCoverage(Buffer.from(text));
  expect(read.ok ? undefined : read.problems.map(({ path }) => path)).toEqual(paths);
  expect(JSON.stringify(read.ok ? [] : read)).not.toContain('two');
});

const drop = async (loop: Loop, seq = 2) =>
  dropCoverage(acting(loop), { claimNo: (await loop.only()).claimNo, seq });

it('a payer added in error is dropped before its claim leaves, and the right one takes its place', async () => {
  const loop = await answered(...LEFT);
  await add(loop, { ...SECOND, memberId: 'WRONG' });
  expect(await drop(loop)).toMatchObject({ outcome: 'done', filing: 2, amountCents: 2000 });
  const head = await loop.only();
  expect([onFiling(head, 1).state, onFiling(head, 2).state]).toEqual(['CLOSED', 'VOIDED']);
  expect([insuranceOpen(head.balances, 2), patientOpen(head.balances)]).toEqual([0, 2000]);
  const dump = await loop.dump();
  expect(await drop(loop)).toMatchObject({ outcome: 'already', amountCents: 2000 });
  expect(await loop.dump()).toEqual(dump);
  // It leaves no more.
  await loop.submit('run-2');
  expect(onFiling(await loop.only(), 2).state).toBe('VOIDED');

  expect(await add(loop)).toMatchObject({ outcome: 'done', next: { kind: 'made', state: 'READY' } });
  const now = await loop.only();
  const claim = (await loop.claims.contents([now])).get(now.claimNo);
  expect(claim?.content.coverages[1]?.memberId).toBe('B1');
  expect(claim?.content.coverages).toHaveLength(2);
  await loop.submit('run-3');
  expect(onFiling(await loop.only(), 2).state).toBe('BATCHED');
  expect(await drop(loop)).toMatchObject({ outcome: 'refused', refusal: 'BILLED' });
});

it('a payer that was known is dropped as well, and what asked for its claim is closed', async () => {
  const loop = await startLoop();
  loop.setClock(NOON);
  await loop.intake([encounter('E1', { 'coverages[1]': SECOND })]);
  await loop.submit();
  const partly = pays(clm01(await loop.only()), '1/150/70/20', ['CO-45 30', 'PR-2 20', 'CO-50 30']);
  await loop.remit(a835({ payments: [partly] }));
  expect(await loop.reasons()).toEqual(['NEXT_PAYER_DUE']);
  expect(await drop(loop)).toMatchObject({ outcome: 'done', amountCents: 2000 });
  expect(await loop.reasons()).toEqual([]);
  expect(patientOpen((await loop.only()).balances)).toBe(2000);
});

it('what was denied and moved to it is not the patient’s', async () => {
  const loop = await answered('1/150/0', ['CO-27 150']);
  await add(loop);
  await billNextPayer(acting(loop), (await loop.only()).claimNo, true);
  expect(await drop(loop)).toMatchObject({ outcome: 'refused', refusal: 'DENIALS_MOVED' });
});

it('recalls what lies with an agency, and says how much', async () => {
  const loop = await answered(...LEFT);
  await place(acting(loop), (await loop.only()).claimNo);
  expect(await add(loop)).toMatchObject({ outcome: 'done', amountCents: 2000, recalledCents: 2000 });
  expect(insuranceOpen((await loop.only()).balances, 2)).toBe(2000);
});
