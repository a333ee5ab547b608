import { expect, it } from 'vitest';
import { patientAccount, patientReasons } from '../../../core/patient/account.ts';
import { aClaim, aPayment } from '../remit/given.ts';
import { bookOf } from './claim-book.ts';

it('S04: a claim’s account says what became of the charge, and why the patient owes', () => {
  const book = bookOf(aClaim('C0004', [{ code: '99213', charge: 200 }]));
  const services = [{ code: '99213', charge: 200, paid: 40, cas: ['CO-45 50', 'PR-2 10', 'PR-1 100'] }];
  const paid = aPayment({ claimId: 'C0004-1', clp: '1/200/40/110', services });
  book.decides(paid, 'EFT1');
  book.receives(30, 'R1');
  book.waives('charity', 60);
  expect(patientReasons(book.events)).toEqual([
    { carc: '1', amount: 10_000 },
    { carc: '2', amount: 1000 },
  ]);
  expect(patientAccount(book.head().balances)).toEqual({
    charge: 20_000,
    insurancePaid: 4000,
    contractual: 5000,
    writtenOff: 0,
    waived: 6000,
    badDebt: 0,
    patientPaid: 3000,
    refunded: 0,
    insuranceOpen: 0,
    patientBalance: 2000,
    inCollections: 0,
    patientCredit: 0,
    payerCredit: 0,
  });
  book.takesBack(paid, 'EFT2');
  expect(patientReasons(book.events)).toEqual([]);
});

it('every account adds up: the charge is all that became of it', () => {
  const book = bookOf(aClaim('C0005', [{ code: '99213', charge: 100 }]));
  const services = [{ code: '99213', charge: 100, paid: 60, cas: ['CO-45 10', 'PR-3 30'] }];
  book.decides(aPayment({ claimId: 'C0005-1', clp: '1/100/60/30', services }), 'EFT1');
  book.receives(50, 'R1');
  book.refunds('patient', 'CHK1', 15);
  const a = patientAccount(book.head().balances);
  expect(a).toMatchObject({ patientPaid: 5000, refunded: 1500, patientCredit: 500, patientBalance: 0 });
  const became = a.insurancePaid + a.contractual + a.patientPaid - a.refunded + a.patientBalance;
  expect(became - a.patientCredit).toBe(a.charge);
});
