import { expect, it, test } from 'vitest';
import { type BillNextRefusal, billNextPayer } from '../../../bin/session/bill-next.ts';
import { claimDetails } from '../../../bin/session/claim-details.ts';
import type { Acting } from '../../../bin/session/send-again.ts';
import { detailsText } from '../../../bin/terminal/claim-text.ts';
import { makePaint } from '../../../bin/terminal/paint.ts';
import { onFiling } from '../../../core/claim/filings.ts';
import type { Head } from '../../../core/claim/head.ts';
import { insuranceOpen } from '../../../core/ledger/balances.ts';
import { postedPayments, proveLedger } from '../../../core/ledger/proof.ts';
import { codeLoader } from '../../../store/loaded-codes.ts';
import { encounter, type Loop, startLoop } from '../../functions/loop.ts';
import { a835, clm01, pays } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const NOON = Date.UTC(2026, 1, 12, 12);
const acting = (loop: Loop): Acting => ({
  ...loop,
  codeLoader: codeLoader(loop.codeSets),
  now: () => NOON,
  user: 'ann',
});
const BETA = {
  ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, filingCode: 'CI', relationship: '18' },
  ...{ memberId: 'B1', assignment: 'Y', release: 'Y' },
};

/** A claim of 150 that the first payer answered. */
async function answered(
  clp: string,
  cas: readonly string[],
  changes: Readonly<Record<string, object>> = { 'coverages[1]': BETA },
) {
  const loop = await startLoop();
  loop.setClock(NOON);
  await loop.intake([encounter('E1', changes)]);
  await loop.submit();
  await loop.remit(a835({ payments: [pays(clm01(await loop.only()), clp, cas)] }));
  return loop;
}
const states = (head: Head) => [1, 2].map((filing) => onFiling(head, filing).state);
const bill = async (loop: Loop, withDenials = false) =>
  billNextPayer(acting(loop), (await loop.only()).claimNo, withDenials);

it('bills what was left to the next payer although this one still denies a part', async () => {
  const loop = await answered('1/150/70/20', ['CO-45 30', 'PR-2 20', 'CO-50 30']);
  expect(await loop.reasons()).toEqual(['NEXT_PAYER_DUE']);
  expect(await bill(loop)).toMatchObject({ outcome: 'made', event: { filing: 2, state: 'READY' } });
  expect(states(await loop.only())).toEqual(['PART_DENIED', 'READY']);
  expect(await loop.reasons()).toEqual([]);
  const details = await claimDetails(loop, await loop.only(), false);
  expect(details.filings).toMatchObject([
    { filing: 1, payerId: '99001', state: 'PART_DENIED', paidCents: 7000, openCents: 3000 },
    { filing: 2, payerId: '99002', state: 'READY', paidCents: 0, openCents: 2000 },
  ]);
  expect(detailsText(details, makePaint(false))).toMatch(/^ *2 +99002 +READY .* 20\.00$/m);
  const dump = await loop.dump();
  expect(await bill(loop)).toMatchObject({ outcome: 'made' });
  expect(await loop.dump()).toEqual(dump);
});

it('moves what this payer denied to the next one (J5) and closes its filing', async () => {
  const loop = await answered('1/150/0', ['CO-27 150']);
  expect(states(await loop.only())[0]).toBe('DENIED');
  expect(await bill(loop, true)).toMatchObject({ outcome: 'made', event: { filing: 2, state: 'READY' } });
  const head = await loop.only();
  expect(states(head)).toEqual(['CLOSED', 'READY']);
  expect([1, 2].map((payer) => insuranceOpen(head.balances, payer))).toEqual([0, 15_000]);
  const events = await loop.claims.events(head.claimNo);
  expect(events.map(({ facts }) => facts.kind)).toContain('denials-moved');
  const proof = proveLedger();
  const entries = events.flatMap((event) => event.entries);
  const adjudications = postedPayments(events);
  proof.claim({ claimNo: head.claimNo, entries, adjudications, projected: head.balances });
  expect(proof.finish().checks.filter(({ ok }) => !ok)).toEqual([]);
  // The payer before takes it back: so does what followed.
  const back = { ...pays(clm01({ claimNo: head.claimNo, filing: 1 }), '22/-150/0', ['CO-27 -150']) };
  await loop.remit(a835({ payments: [back], trace: 'EFT2' }), 'two');
  const after = await loop.only();
  expect(states(after)).toEqual(['REVERSED', 'EDIT_HOLD']);
  expect([1, 2].map((payer) => insuranceOpen(after.balances, payer))).toEqual([15_000, 0]);
});

test.each<[why: string, reason: BillNextRefusal, clp: string, cas: readonly string[], withDenials: boolean]>([
  ['what no other payer covers', 'OTHER_DENIALS', '1/150/0', ['CO-16 150'], true],
  ['a denial, unless it is meant', 'NOTHING_DUE', '1/150/0', ['CO-27 150'], false],
  ['what was passed on', 'PASSED_ON', '19/150/100/20', ['CO-45 30', 'PR-2 20'], false],
])('does not bill %s', async (_, reason, clp, cas, withDenials) => {
  const loop = await answered(clp, cas);
  const before = await loop.dump();
  expect(await bill(loop, withDenials)).toMatchObject({ outcome: 'refused', reason });
  expect(await loop.dump()).toEqual(before);
});

it('does not bill where nobody follows, nobody has decided, or the next payer has it', async () => {
  const alone = await answered('1/150/100/20', ['CO-45 30', 'PR-2 20'], {});
  expect(await bill(alone)).toMatchObject({ outcome: 'refused', reason: 'NO_NEXT_PAYER' });
  const loop = await answered('1/150/100/20', ['CO-45 30', 'PR-2 20']);
  await loop.submit('run-2');
  expect(await bill(loop)).toMatchObject({ outcome: 'refused', reason: 'BILLED_ALREADY' });
});
