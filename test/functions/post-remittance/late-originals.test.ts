import { describe, expect, it, test } from 'vitest';
import { payBack } from '../../../bin/session/patient-money.ts';
import { accountTotal, applyToLedger } from '../../../core/ledger/balances.ts';
import { cents } from '../../../core/money.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, startLoop } from '../loop.ts';
import { a835, clm01, pays, resent } from '../payer.ts';

stopServicesAfterEach();

const paid = (no: string): ClaimPayment => pays(no, '1/150/100', ['CO-45 50']);
const corrected = (no: string): ClaimPayment => ({
  ...pays(no, '1/150/120', ['CO-45 30']),
  payerClaimControlNo: 'ANEW',
});
const back = (no: string): ClaimPayment => pays(no, '22/-150/-100', ['CO-45 -50']);

async function aClaim() {
  const loop = await startLoop();
  await loop.intake([encounter('E1')]);
  await loop.submit();
  return { loop, no: clm01(await loop.only()) };
}

/** On a cheque of its own; no cheque is below 0, so what is taken back will be recovered later (PLB WO). */
const cheque = (payment: ClaimPayment) => {
  const plb = [{ code: 'WO', reference: 'PC0001', amount: payment.paid }];
  const trace = `${payment.status}-${payment.paid}`;
  return payment.paid < 0
    ? { payments: [payment], trace, plb, paid: cents(0) }
    : { payments: [payment], trace };
};

async function comes(loop: Loop, payments: readonly ClaimPayment[]): Promise<void> {
  for (const given of payments.map(cheque))
    expect(await loop.remit(a835(given), given.trace)).toMatchObject({ reconciled: 'reconciled' });
}

const balances = async (loop: Loop) => {
  const events = await Array.fromAsync(loop.claims.scanEvents());
  return applyToLedger(
    {},
    events.flatMap(({ entries }) => entries),
  );
};

describe('a payment, its reversal and its correction', () => {
  test.each<[string, readonly ((no: string) => ClaimPayment)[]]>([
    ['as they belong', [paid, back, corrected]],
    ['the correction before the reversal', [paid, corrected, back]],
    ['the payment last', [back, corrected, paid]],
    ['the payment between them', [back, paid, corrected]],
    ['the payment after its correction', [corrected, paid, back]],
    ['the reversal between them', [corrected, back, paid]],
  ])('end the same and leave no work: %s', async (_, documents) => {
    const { loop, no } = await aClaim();
    await comes(
      loop,
      documents.map((document) => document(no)),
    );
    expect((await loop.only()).state).toBe('CLOSED');
    const ledger = await balances(loop);
    expect(ledger).toMatchObject({ '4010': -15_000, '4110': 3000 });
    expect([accountTotal(ledger, '1015'), accountTotal(ledger, '2050')]).toEqual([22_000, -10_000]);
    for (const code of ['1100', '1110', '2010', '2030'] as const)
      expect([code, accountTotal(ledger, code)]).toEqual([code, 0]);
    expect(await loop.reasons()).toEqual([]);
  });
});

it('posts a correction that waits behind a second payment whose money the payer has got back', async () => {
  const { loop, no } = await aClaim();
  await comes(loop, [paid(no), { ...pays(no, '1/150/60', ['CO-45 90']), payerClaimControlNo: 'TWICE' }]);
  const { claimNo } = await loop.only();
  const sent = await payBack({ ...loop, user: 'ann' }, claimNo, { to: 1, reference: 'CHECK-1' });
  expect(sent.outcome).toBe('done');
  await comes(loop, [corrected(no), back(no)]);
  expect((await loop.only()).state).toBe('CLOSED');
  const ledger = await balances(loop);
  expect(ledger).toMatchObject({ '4010': -15_000, '4110': 3000, '1010': -6000 });
  for (const code of ['1100', '1110', '2010', '2030'] as const)
    expect([code, accountTotal(ledger, code)]).toEqual([code, 0]);
  expect(await loop.reasons()).toEqual([]);
});

it('leaves a claim reversed whose reversal came before its payment, and closes the item', async () => {
  const { loop, no } = await aClaim();
  await comes(loop, [back(no)]);
  expect(await loop.reasons()).toEqual(['REVERSAL_WITHOUT_ORIGINAL']);
  await comes(loop, [paid(no)]);
  expect((await loop.only()).state).toBe('REVERSED');
  expect(await loop.reasons()).toEqual([]);
  const ledger = await balances(loop);
  expect([accountTotal(ledger, '1015'), accountTotal(ledger, '2030')]).toEqual([10_000, 0]);
  expect(accountTotal(ledger, '1100')).toBe(15_000);
});

it('leaves a reversal that a person has matched elsewhere to that person', async () => {
  const { loop, no } = await aClaim();
  await comes(loop, [back(no)]);
  const [suspended] = (await loop.claims.events((await loop.only()).claimNo)).slice(-1);
  const { facts } = suspended ?? {};
  if (facts?.kind !== 'reversed') throw new Error('the reversal is in the journal');
  const { remittanceId, ordinal } = facts;
  const other = { remittanceId, ordinal, n: 1, claimNo: (await loop.only()).claimNo };
  await loop.claims.assign({ ...other, user: 'ann', at: '2026-01-10T12:00:00.000Z' });
  await comes(loop, [paid(no)]);
  expect((await loop.only()).state).toBe('CLOSED');
  expect(accountTotal(await balances(loop), '2030')).toBe(10_000);
});

it('changes nothing when the payment comes again', async () => {
  const { loop, no } = await aClaim();
  await comes(loop, [back(no), paid(no)]);
  const before = await balances(loop);
  await loop.remit(resent(cheque(paid(no))), 'again');
  expect(await balances(loop)).toEqual(before);
});
