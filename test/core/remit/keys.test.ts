import { expect, it, test } from 'vitest';
import { claimPaymentKeys, remittanceKey, remittancePayerId, traceKey } from '../../../core/remit/keys.ts';
import { aHeader, aPayment } from './given.ts';

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
  const keyOf = claimPaymentKeys();
  const payment = aPayment({ claimId: 'C0003-1', clp: '1/150/76' });
  const first = keyOf(payment);
  expect(first).toBe('C0003-1|1|150|76|2026020200031|1');
  expect(keyOf(aPayment({ claimId: 'C0004-1', clp: '1/150/76' }))).toBe('C0004-1|1|150|76|2026020200031|1');
  expect(keyOf(payment)).toBe('C0003-1|1|150|76|2026020200031|2');
  expect(claimPaymentKeys()(payment)).toBe(first);
});
