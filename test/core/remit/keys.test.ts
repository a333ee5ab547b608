import { describe, expect, it, test } from 'vitest';
import {
  claimPaymentKey,
  paymentMark,
  remittanceKey,
  remittancePayerId,
  traceKey,
} from '../../../core/remit/keys.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { aHeader, aPayment, usd } from './given.ts';

test.each([
  ['N104 first', { name: 'ACME', id: '60054', secondaryId: '99001' }, '60054'],
  ['REF*2U without it', { name: 'ACME', secondaryId: '99001' }, '99001'],
  ['TRN03 without both', { name: 'ACME' }, '1512345678'],
])('a payer is known by %s', (_, payer, id) => {
  expect(remittancePayerId(aHeader(100, { payer }))).toBe(id);
});

it('S09: another envelope around the same payment is the same remittance', () => {
  const header = aHeader(76);
  const { context } = header;
  const again = { ...header, context: { ...context, setControlNo: '0009' } };
  expect(remittanceKey(again)).toBe(remittanceKey(header));
});

it('S10: the same trace with another amount is another remittance of the same trace', () => {
  expect(remittanceKey(aHeader(76))).not.toBe(remittanceKey(aHeader(80)));
  expect(traceKey(aHeader(76))).toBe(traceKey(aHeader(80)));
});

it('no value can imitate the border between two', () => {
  const one = aHeader(76, { payer: { name: 'A', id: 'X|1' }, trace: '2' });
  const other = aHeader(76, { payer: { name: 'A', id: 'X' }, trace: '1|2' });
  expect(traceKey(one)).not.toBe(traceKey(other));
});

it('equal claim payments of one remittance are told apart by their ordinal', () => {
  const payment = aPayment({ claimId: 'C0003-1', clp: '1/150/76' });
  expect(claimPaymentKey(payment, 1)).toBe('C0003-1|1|150|76|2026020200031|1');
  expect(claimPaymentKey(payment, 2)).toBe('C0003-1|1|150|76|2026020200031|2');
});

describe('the mark of a claim payment', () => {
  const payment = aPayment({ claimId: 'C0003-1', clp: '1/150/76' });

  it('is the same for the same key', () => {
    const again = { ...payment, claimId: ' C0003-1', patientLast: 'ROE', ordinal: 9 };
    expect(paymentMark(again)).toBe(paymentMark(payment));
    expect(Number.isSafeInteger(paymentMark(payment))).toBe(true);
  });

  test.each<[string, Partial<ClaimPayment>]>([
    ['CLP01', { claimId: 'C0003-2' }],
    ['CLP02', { status: '2' }],
    ['CLP03', { charge: usd(151) }],
    ['CLP04', { paid: usd(-76) }],
    ['CLP07', { payerClaimControlNo: '2026020200032' }],
    ['where one ends and the next begins', { claimId: 'C0003-11', status: '' }],
    ['amounts beyond 32 bits', { charge: usd(150 + 2 ** 32 / 100) }],
  ])('differs with %s', (_, other) => {
    expect(paymentMark({ ...payment, ...other })).not.toBe(paymentMark(payment));
  });

  it('differs for a hundred thousand claims that are named alike', () => {
    const marks = Array.from({ length: 100_000 }, (_, i) =>
      paymentMark({ ...payment, claimId: `C${i}-1`, payerClaimControlNo: `P${i % 100}` }),
    );
    expect(new Set(marks).size).toBe(marks.length);
  });
});
