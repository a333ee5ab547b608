/** A payer decides anew after the next one was billed: who tells that one, and when (domain.md 5.5). */
import { expect, it, test } from 'vitest';
import { billNextPayer } from '../../../bin/session/bill-next.ts';
import { onFiling } from '../../../core/claim/filings.ts';
import type { Config } from '../../../core/config.ts';
import { insuranceOpen } from '../../../core/ledger/balances.ts';
import { actingOn } from '../../functions/again.ts';
import { SECOND } from '../../functions/later-payers.ts';
import { configWith, encounter, type Loop, startLoop } from '../../functions/loop.ts';
import { a835, ca277, clm01, pays } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const NOON = Date.UTC(2026, 1, 12, 12);
const THIRD = { ...SECOND, seq: 3, payer: { name: 'GAMMA LIFE', id: '99003' }, memberId: 'G1' };
const ADDRESS = {
  ...{ address1: '1 PAYER PLAZA', city: 'CHICAGO', state: 'IL', zip: '60601' },
  ...{ contactName: 'EDI SUPPORT', contactPhone: '5555550190' },
};
const PAYERS = [
  undefined,
  undefined,
  { name: 'BETA MUTUAL', id: '99002' },
  { name: 'GAMMA LIFE', id: '99003' },
];

let traces = 0;
/** A payment of the payer of that sequence, and 900 for a stranger: no payment is below nothing. */
async function remits(loop: Loop, filing: number, clp: string, cas: readonly string[] = [], more = {}) {
  const { claimNo } = await loop.only();
  const payer = PAYERS[filing];
  traces += 1;
  const stranger = { ...pays('STRANGER9', '1/900/900'), payerClaimControlNo: `ICN${traces}` };
  const answer = {
    ...pays(clm01({ claimNo, filing }), clp, cas),
    payerClaimControlNo: `P${filing}`,
    ...more,
  };
  const header = payer === undefined ? {} : { header: { payer: { ...payer, ...ADDRESS } } };
  await loop.remit(
    a835({ payments: [stranger, answer], trace: `EFT${traces}`, ...header }),
    `file ${traces}`,
  );
}
let runs = 0;
const leaves = (loop: Loop) => {
  runs += 1;
  return loop.submit(`run ${runs}`);
};
const LEFT = ['1/150/100/20', ['CO-45 30', 'PR-2 20']] as const;
const BACK = ['22/-150/-100', ['CO-45 -30', 'PR-2 -20']] as const;

/** ACME left 20 of 150, and BETA has the claim. */
async function billed(config: Config = configWith(), ...further: readonly object[]): Promise<Loop> {
  const loop = await startLoop({ config });
  loop.setClock(NOON);
  const others = [SECOND, ...further].map((one, i) => [`coverages[${i + 1}]`, one] as const);
  await loop.intake([encounter('E1', Object.fromEntries(others))]);
  await leaves(loop);
  await remits(loop, 1, ...LEFT);
  await leaves(loop);
  return loop;
}
const bill = async (loop: Loop, withDenials = false) =>
  billNextPayer(
    { ...actingOn(loop), config: loop.config, now: () => NOON },
    (await loop.only()).claimNo,
    withDenials,
  );
const states = async (loop: Loop) => {
  const head = await loop.only();
  return [1, 2, 3].flatMap((filing) =>
    filing === 1 || onFiling(head, filing).payerId !== '' ? [onFiling(head, filing).state] : [],
  );
};
/** Work that asks about later payers. */
const reviews = async (loop: Loop) =>
  (await loop.reasons()).filter((reason) => reason === 'SECONDARY_REVIEW');

it('a payer that takes no replacements gets none: a person asks it to reprocess, and the item stays', async () => {
  const config = configWith();
  const payers = [{ id: '99002', name: 'BETA MUTUAL', acceptsFrequency7: false }];
  const loop = await billed({ ...config, payers: [...config.payers, ...payers] } as Config);
  await remits(loop, 2, '2/150/20', ['OA-23 130']);
  await remits(loop, 1, ...BACK);
  await remits(loop, 1, '1/150/80/40', ['CO-45 30', 'PR-2 40']);
  expect(await bill(loop)).toMatchObject({
    ...{ outcome: 'again', act: 'replace' },
    again: { outcome: 'refused', reason: 'PAYER_TAKES_NO_REPLACEMENTS' },
  });
  expect(await reviews(loop)).toEqual(['SECONDARY_REVIEW']);
});

it('a payer that refused the claim at the door gets it anew, with the new result', async () => {
  const loop = await billed();
  const head = await loop.only();
  const batchId = head.batch?.batchId ?? '';
  await loop.respond(
    ca277({ batchId, claims: [{ claimId: clm01({ ...head, filing: 2 }), status: 'A7:164:IL' }] }),
  );
  expect(await states(loop)).toEqual(['CLOSED', 'REJ_FRONTEND']);
  await remits(loop, 1, ...BACK);
  await remits(loop, 1, '1/150/80/40', ['CO-45 30', 'PR-2 40']);
  expect(await bill(loop)).toMatchObject({
    ...{ outcome: 'again', act: 'resend' },
    again: {
      outcome: 'done',
      event: {
        state: 'READY',
        attempt: 2,
        facts: {
          claim: { content: { frequency: '1', coverages: [{ adjudication: { paidCents: 8000 } }, {}] } },
        },
      },
    },
  });
  expect(await reviews(loop)).toEqual([]);
});

it('what the correction denies goes on as well, where that is meant', async () => {
  const loop = await billed();
  await remits(loop, 2, '2/150/20', ['OA-23 130']);
  await remits(loop, 1, ...BACK);
  await remits(loop, 1, '1/150/70/20', ['CO-45 30', 'PR-2 20', 'CO-27 30']);
  expect(await states(loop)).toEqual(['PART_DENIED', 'CLOSED']);
  expect(await bill(loop, true)).toMatchObject({ outcome: 'again', again: { outcome: 'done' } });
  expect(await states(loop)).toEqual(['CLOSED', 'REPLACING']);
  expect(insuranceOpen((await loop.only()).balances, 2)).toBe(3000);
});

it('a payer that the claim was passed on to is told by the payer before: the item stays for a person', async () => {
  const loop = await startLoop();
  loop.setClock(NOON);
  await loop.intake([encounter('E1', { 'coverages[1]': SECOND })]);
  await leaves(loop);
  await remits(loop, 1, '19/150/100/20', ['CO-45 30', 'PR-2 20']);
  await remits(loop, 2, '2/150/20', ['OA-23 130']);
  await remits(loop, 1, ...BACK);
  await remits(loop, 1, '19/150/100/20', ['CO-45 30', 'PR-2 20']);
  expect(await bill(loop)).toMatchObject({ outcome: 'refused', reason: 'NO_NEXT_PAYER' });
  expect(await reviews(loop)).toEqual(['SECONDARY_REVIEW']);
});

it('the third payer is told once the second one has decided anew; the item stays until then', async () => {
  const loop = await billed(configWith(), THIRD);
  await remits(loop, 2, '2/150/14/6', ['OA-23 130', 'PR-2 6']);
  await leaves(loop);
  await remits(loop, 3, '3/150/6', ['OA-23 144']);
  expect(await states(loop)).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  await remits(loop, 1, ...BACK);
  await remits(loop, 1, '1/150/90/30', ['CO-45 30', 'PR-2 30']);
  expect(await bill(loop)).toMatchObject({ outcome: 'again', again: { event: { filing: 2 } } });
  expect(await reviews(loop)).not.toEqual([]);
  expect(await bill(loop)).toMatchObject({ outcome: 'refused', reason: 'NOT_DECIDED' });
  await leaves(loop);
  await remits(loop, 2, '22/-150/-14', ['OA-23 -130', 'PR-2 -6']);
  await remits(loop, 2, '2/150/24/6', ['OA-23 120', 'PR-2 6'], { frequency: '7' });
  expect(await bill(loop)).toMatchObject({ outcome: 'again', again: { event: { filing: 3 } } });
  expect(await reviews(loop)).toEqual([]);
});

test.each([
  ['decides as before', '1/150/100/20', ['CO-45 30', 'PR-2 20'], []],
  ['decides otherwise', '1/150/90/30', ['CO-45 30', 'PR-2 30'], ['SECONDARY_REVIEW']],
] as const)('the item is closed by itself only where the payer %s', async (_, clp, cas, left) => {
  const loop = await billed();
  await remits(loop, 2, '2/150/20', ['OA-23 130']);
  await remits(loop, 1, ...BACK);
  expect(await reviews(loop)).toEqual(['SECONDARY_REVIEW']);
  await remits(loop, 1, clp, cas);
  expect(await reviews(loop)).toEqual(left);
});
