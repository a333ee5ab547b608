import { describe, expect, it, test } from 'vitest';
import { patientReasons } from '../../../core/patient/account.ts';
import { aClaim, aPayment } from '../remit/given.ts';
import { BETA, bookOf, moved } from './claim-book.ts';

/** ACME leaves 24 of 100 to the patient; BETA is billed for it. */
function leftToTheSecond() {
  const book = bookOf(aClaim('C0004', [{ code: '99213', charge: 100 }], { secondary: true }));
  const services = [{ code: '99213', charge: 100, paid: 60, cas: ['CO-45 16', 'PR-2 24'] }];
  book.decides(aPayment({ claimId: 'C0004-1', clp: '1/100/60/24', services }), 'EFT1');
  return book;
}
const secondDenies = (...cas: readonly string[]) => {
  const book = leftToTheSecond();
  const services = [{ code: '99213', charge: 100, paid: 0, cas: ['OA-23 76', ...cas] }];
  book.decides(aPayment({ claimId: 'C0004-2', clp: '4/100/0', services }), 'EFT2', BETA);
  return book;
};

describe('what one payer left to the patient and the next denied', () => {
  it('is billed to the patient, where the next does not say that it is the provider’s', () => {
    const book = secondDenies('OA-204 24');
    expect(book.accounts()['1100[2]']).toBe(24);
    const done = book.billsPatient(2);
    expect(moved(done)).toEqual(['J3c 24']);
    if (typeof done === 'string') throw new Error(done);
    expect(done.steps).toEqual([{ row: 51, from: 'DENIED', to: 'CLOSED' }]);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 60, 1110: 24, 4010: -100, 4110: 16 },
      'PATIENT_DUE',
    ]);
    expect(patientReasons(book.events)).toEqual([{ carc: '2', amount: 2400 }]);
    book.isProven();
  });

  it('is paid at once by what the patient has to the good', () => {
    const book = leftToTheSecond();
    book.receives(30, 'R1');
    const services = [{ code: '99213', charge: 100, paid: 0, cas: ['OA-23 76', 'OA-204 24'] }];
    book.decides(aPayment({ claimId: 'C0004-2', clp: '4/100/0', services }), 'EFT2', BETA);
    expect(moved(book.billsPatient(2))).toEqual(['J3c 24', 'J6 24']);
    book.isProven();
  });

  test.each<[string, () => ReturnType<typeof bookOf>, number, string]>([
    ['the next payer puts it on the provider (CO)', () => secondDenies('CO-50 24'), 2, 'NOT_THE_PATIENTS'],
    ['the next payer has not decided', leftToTheSecond, 2, 'NOT_DENIED'],
    [
      'no payer ever left it to the patient',
      () => {
        const book = bookOf(aClaim('C0005', [{ code: '99213', charge: 100 }]));
        const services = [{ code: '99213', charge: 100, paid: 0, cas: ['OA-109 100'] }];
        book.decides(aPayment({ claimId: 'C0005-1', clp: '4/100/0', services }), 'EFT1');
        return book;
      },
      1,
      'NOT_THE_PATIENTS',
    ],
  ])('is not billed to the patient where %s', (_, prepare, filing, reason) => {
    const book = prepare();
    const before = book.accounts();
    expect(book.billsPatient(filing)).toBe(reason);
    expect(book.accounts()).toEqual(before);
    book.isProven();
  });
});

it('a write-off of the second payer’s denial leaves the first one’s decision alone', () => {
  const book = secondDenies('CO-50 24');
  expect(moved(book.writesOff('medical-necessity', { filing: 2 }))).toEqual(['J9 24']);
  expect([book.accounts(), book.standing()]).toEqual([
    { 1015: 60, 4010: -100, 4110: 16, 4120: 24 },
    'WRITTEN_OFF',
  ]);
  book.isProven();
});
