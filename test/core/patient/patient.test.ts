import { afterEach, describe, expect, it, test } from 'vitest';
import { aClaim, aPayment, usd } from '../remit/given.ts';
import { type Book, bookOf, moved } from './claim-book.ts';

// S01 of domain.md 9: 150 in two lines, 76 paid, 54 by contract, a copay of 20 on the first.
const lines = [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30 },
];
const s01 = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/76/20',
  services: [
    { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
    { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'] },
  ],
});
/** The patient owes 15 on the first line and 5 on the second. */
const onBothLines = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/76/20',
  services: [
    { code: '99213', charge: 120, paid: 65, cas: ['CO-45 40', 'PR-1 15'] },
    { code: '87880', charge: 30, paid: 11, cas: ['CO-45 14', 'PR-2 5'] },
  ],
});
const corrected = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/96',
  services: [
    { code: '99213', charge: 120, paid: 80, cas: ['CO-45 40'] },
    { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'] },
  ],
});
const denied = aPayment({
  claimId: 'C0003-1',
  clp: '4/150/0',
  services: [
    { code: '99213', charge: 120, paid: 0, cas: ['CO-16 120'] },
    { code: '87880', charge: 30, paid: 0, cas: ['CO-16 30'] },
  ],
});
const partDenied = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/76',
  services: [
    { code: '99213', charge: 120, paid: 76, cas: ['CO-45 44'] },
    { code: '87880', charge: 30, paid: 0, cas: ['CO-97 30'] },
  ],
});

let book: Book;
const begin = (patientPaid?: number): Book => {
  const claim = aClaim('C0003', lines);
  const paid = patientPaid === undefined ? {} : { patientPaidCents: usd(patientPaid) };
  book = bookOf({ ...claim, content: { ...claim.content, ...paid } });
  return book;
};
const afterS01 = () => {
  begin().decides(s01, 'EFT1');
  return book;
};
afterEach(() => book.isProven());

describe('a patient pays', () => {
  it('what is owed, by line in order', () => {
    begin().decides(onBothLines, 'EFT1');
    const paid = book.receives(18, 'R1');
    expect(moved(paid)).toEqual(['J6 15', 'J6 3']);
    expect(paid.entries.map(({ lineNo }) => lineNo)).toEqual([1, 2]);
    expect(paid.steps).toEqual([{ row: 53, from: 'CLOSED', to: 'CLOSED' }]);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1020: 18, 1110: 2, 4010: -150, 4110: 54 },
      'PATIENT_DUE',
    ]);
  });

  it('more than is owed: the rest is the patient’s', () => {
    expect(moved(afterS01().receives(50, 'R1'))).toEqual(['J6 20', 'J6a 30']);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1020: 50, 2020: -30, 4010: -150, 4110: 54 },
      'CREDIT',
    ]);
  });

  it('before the payer has decided: it is used by itself once something is owed', () => {
    const prepaid = begin().receives(50, 'R1');
    expect([moved(prepaid), prepaid.steps, book.standing()]).toEqual([['J6a 50'], [], 'INS_OPEN']);
    expect(moved(book.decides(s01, 'EFT1')).at(-1)).toBe('J6 20');
    expect(book.accounts()).toEqual({ 1015: 76, 1020: 50, 2020: -30, 4010: -150, 4110: 54 });
  });

  it('at the desk: the copay of the encounter is there from the first billing', () => {
    begin(20);
    expect(book.accounts()).toEqual({ '1100[1]': 150, 1020: 20, 2020: -20, 4010: -150 });
    book.decides(s01, 'EFT1');
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1020: 20, 4010: -150, 4110: 54 },
      'ZERO',
    ]);
  });

  it('once it lies with an agency: it comes back for that, and only so much of it', () => {
    afterS01().places();
    expect([book.accounts()[1120], book.standing()]).toEqual([20, 'COLLECTIONS']);
    expect(moved(book.receives(12, 'R1'))).toEqual(['J11a 12', 'J6 12']);
    expect(book.accounts()).toEqual({ 1015: 76, 1020: 12, 1120: 8, 4010: -150, 4110: 54 });
  });
});

describe('a payment of the patient that is returned', () => {
  it('is owed again', () => {
    afterS01().receives(50, 'R1');
    expect(moved(book.returns('R1'))).toEqual(['J13 20', 'J13 30']);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1110: 20, 4010: -150, 4110: 54 },
      'PATIENT_DUE',
    ]);
  });

  it('is owed again where it had been prepaid and used since', () => {
    begin().receives(50, 'R1');
    book.decides(s01, 'EFT1');
    expect(moved(book.returns('R1'))).toEqual(['J13 50', 'J6 20']);
    expect(book.accounts()).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  });

  it('lies with the agency again where it had come back from there', () => {
    afterS01().places();
    book.receives(12, 'R1');
    book.returns('R1');
    expect(book.accounts()).toEqual({ 1015: 76, 1120: 20, 4010: -150, 4110: 54 });
  });

  it('pays nothing else: another payment of the patient stays', () => {
    afterS01().receives(5, 'R1');
    book.receives(5, 'R2');
    book.returns('R1');
    expect(book.accounts()).toEqual({ 1015: 76, 1020: 5, 1110: 15, 4010: -150, 4110: 54 });
  });

  test.each<[string, () => unknown, string]>([
    ['was never made', () => afterS01(), 'NO_RECEIPT'],
    [
      'was refunded',
      () => {
        afterS01().receives(50, 'R1');
        return book.refunds('patient', 'CHK1');
      },
      'REFUNDED_SINCE',
    ],
  ])('is refused where it %s', (_, prepare, reason) => {
    prepare();
    expect(book.returns('R1')).toBe(reason);
  });
});

describe('a payer takes back what the patient has paid', () => {
  it('S06: the patient’s money is owed to the patient, whatever the correction says', () => {
    afterS01().receives(20, 'R1');
    const back = book.takesBack(s01, 'EFT2');
    expect(moved(back).at(-1)).toBe('J19 20');
    expect(back.work).toContain('PATIENT_REFUND');
    expect(book.accounts()).toEqual({ '1100[1]': 150, 1020: 20, 2020: -20, 4010: -150 });
    book.decides(corrected, 'EFT3');
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 96, 1020: 20, 2020: -20, 4010: -150, 4110: 54 },
      'CREDIT',
    ]);
  });

  it('and leaves the same to the patient again: the money pays it', () => {
    afterS01().receives(20, 'R1');
    book.takesBack(s01, 'EFT2');
    expect(moved(book.decides(s01, 'EFT3')).at(-1)).toBe('J6 20');
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1020: 20, 4010: -150, 4110: 54 },
      'ZERO',
    ]);
  });

  it('the reversal of the correction mirrors none of the patient’s money', () => {
    afterS01().receives(20, 'R1');
    book.takesBack(s01, 'EFT2');
    book.decides(s01, 'EFT3');
    book.takesBack(s01, 'EFT4');
    expect(book.accounts()).toEqual({ '1100[1]': 150, 1020: 20, 2020: -20, 4010: -150 });
  });
});

describe('what we did ourselves is taken back before a reversal', () => {
  const acts: readonly [string, (book: Book) => unknown][] = [
    ['waived by courtesy', (b) => b.waives('courtesy')],
    ['waived by charity, in part', (b) => b.waives('charity', 7)],
    ['placed with an agency', (b) => b.places()],
    [
      'placed with an agency, and lost there',
      (b) => {
        b.places();
        b.losesIt();
      },
    ],
    [
      'placed with an agency, which brought some of it',
      (b) => {
        b.places();
        b.receives(6, 'R1');
      },
    ],
    ['lost', (b) => b.losesIt()],
  ];
  test.each(acts)('%s', (_, act) => {
    afterS01();
    act(book);
    book.takesBack(s01, 'EFT2');
    const { 1020: cash = 0, 2020: credit = 0, ...rest } = book.accounts();
    expect(rest).toEqual({ '1100[1]': 150, 4010: -150 });
    expect(credit).toBe(0 - cash);
  });

  it('a denial that was written off', () => {
    begin().decides(denied, 'EFT1');
    expect(moved(book.writesOff('auth'))).toEqual(['J9 120', 'J9 30']);
    book.takesBack(denied, 'EFT2');
    expect(book.accounts()).toEqual({ '1100[1]': 150, 4010: -150 });
    expect(book.head().state).toBe('REVERSED');
  });

  it('newest first, each once', () => {
    afterS01().places();
    book.losesIt();
    const back = book.takesBack(s01, 'EFT2');
    expect(moved(back).slice(0, 2)).toEqual(['J13 20', 'J13 20']);
    expect(back.entries[0]?.reverses).toContain('bad-debt/1');
    expect(back.entries[1]?.reverses).toContain('collections/1');
    book.decides(s01, 'EFT3');
    book.takesBack(s01, 'EFT4');
    expect(book.accounts()).toEqual({ '1100[1]': 150, 4010: -150 });
  });
});

describe('a denial is written off', () => {
  it('whole: the filing is closed, and the books say why', () => {
    begin().decides(denied, 'EFT1');
    const done = book.writesOff('timely');
    if (typeof done === 'string') throw new Error(done);
    expect(done.steps).toEqual([{ row: 50, from: 'DENIED', to: 'CLOSED' }]);
    expect(done.entries[0]).toMatchObject({
      reference: 'timely',
      reasons: [{ group: 'CO', carc: '16', amount: 12_000 }],
    });
    expect([book.accounts(), book.standing()]).toEqual([{ 4010: -150, 4120: 150 }, 'WRITTEN_OFF']);
  });

  it('by one line: what is left stays open with the payer', () => {
    begin().decides(denied, 'EFT1');
    book.writesOff('coding', { line: 2 });
    expect([book.accounts(), book.head().state]).toEqual([
      { '1100[1]': 120, 4010: -150, 4120: 30 },
      'DENIED',
    ]);
    book.writesOff('coding');
    expect(book.head().state).toBe('CLOSED');
  });

  it('in part: only what was denied is open', () => {
    begin().decides(partDenied, 'EFT1');
    expect(moved(book.writesOff('bundling'))).toEqual(['J9 30']);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 4010: -150, 4110: 44, 4120: 30 },
      'WRITTEN_OFF',
    ]);
  });

  it('above the limit of one person’s word: another must agree', () => {
    begin().decides(denied, 'EFT1');
    const asked = book.writesOff('timely', { above: 149.99 });
    expect([moved(asked), book.accounts()]).toEqual([[], { '1100[1]': 150, 4010: -150 }]);
    expect(book.approves('ann')).toBe('SAME_USER');
    const done = book.approves('bob');
    expect(moved(done)).toEqual(['J9 120', 'J9 30']);
    if (typeof done === 'string') throw new Error(done);
    expect(done.facts).toMatchObject({ kind: 'written-off', user: 'ann', approvedBy: 'bob', why: 'timely' });
    expect(book.approves('bob')).toBe('NOTHING_ASKED');
  });

  it('not with the word for another amount', () => {
    begin().decides(denied, 'EFT1');
    book.writesOff('timely', { above: 149.99 });
    book.writesOff('coding', { line: 2 });
    expect(book.approves('bob')).toBe('NOTHING_ASKED');
    book.writesOff('timely', { above: 1 });
    book.takesBack(denied, 'EFT2');
    expect(book.approves('bob')).toBe('NOT_DENIED');
  });

  it.each<[string, () => unknown, string]>([
    ['is paid', afterS01, 'NOT_DENIED'],
    ['is not decided', begin, 'NOT_DENIED'],
  ])('not where the claim %s', (_, prepare, reason) => {
    prepare();
    expect(book.writesOff('other')).toBe(reason);
  });
});

describe('S60: a late payment without a reversal', () => {
  const late = { ...s01, payerClaimControlNo: '2026030600050' };
  it('of a denial that was written off takes its place: nothing is overpaid', () => {
    begin().decides(denied, 'EFT1');
    book.writesOff('timely');
    expect(moved(book.decides(late, 'EFT2'))).toEqual([
      ...['J13 30', 'J13 120', 'J1 60', 'J2 40', 'J3b 20', 'J1 16', 'J2 14'],
    ]);
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 1110: 20, 4010: -150, 4110: 54 },
      'PATIENT_DUE',
    ]);
  });

  it('can itself be taken back, and the write-off stays undone', () => {
    begin().decides(denied, 'EFT1');
    book.writesOff('timely');
    book.decides(late, 'EFT2');
    book.takesBack(late, 'EFT3');
    expect(book.accounts()).toEqual({ '1100[1]': 150, 4010: -150 });
  });
});

describe('what the patient owes is given up', () => {
  it('as a small balance: the claim is settled, not written off', () => {
    begin().decides(onBothLines, 'EFT1');
    book.receives(16, 'R1');
    const done = book.waives('small-balance');
    expect(moved(done)).toEqual(['J10 4']);
    if (typeof done === 'string') throw new Error(done);
    expect(done.steps).toEqual([{ row: 54, from: 'CLOSED', to: 'CLOSED' }]);
    expect([book.accounts()[4130], book.standing()]).toEqual([4, 'ZERO']);
  });

  it('by charity: on an account of its own', () => {
    afterS01().waives('charity');
    expect([book.accounts(), book.standing()]).toEqual([
      { 1015: 76, 4010: -150, 4110: 54, 4140: 20 },
      'WRITTEN_OFF',
    ]);
  });

  test.each<[string, () => string | object]>([
    ['ABOVE_SMALL_BALANCE', () => afterS01().waives('small-balance')],
    ['MORE_THAN_DUE', () => afterS01().waives('courtesy', 20.01)],
    ['INSURANCE_OPEN', () => begin().waives('courtesy')],
    ['INSURANCE_OPEN', () => begin().places()],
    [
      'NOTHING_DUE',
      () => {
        afterS01().receives(20, 'R1');
        return book.waives('courtesy');
      },
    ],
    [
      'NOTHING_DUE',
      () => {
        afterS01().places();
        return book.places();
      },
    ],
    [
      'NOTHING_DUE',
      () => {
        afterS01().receives(20, 'R1');
        return book.losesIt();
      },
    ],
  ])('%s', (reason, attempt) => {
    expect(attempt()).toBe(reason);
  });
});

describe('money is given back', () => {
  it('to the patient: what is to the good, and no more', () => {
    afterS01().receives(50, 'R1');
    expect(book.refunds('patient', 'CHK1', 30.01)).toBe('MORE_THAN_CREDIT');
    expect(moved(book.refunds('patient', 'CHK1', 10))).toEqual(['J15 10']);
    expect(moved(book.refunds('patient', 'CHK2'))).toEqual(['J15 20']);
    expect(book.refunds('patient', 'CHK3')).toBe('NO_CREDIT');
    expect([book.accounts(), book.standing()]).toEqual([
      { 1010: -30, 1015: 76, 1020: 50, 4010: -150, 4110: 54 },
      'ZERO',
    ]);
  });

  it('to a payer that paid twice, and not to another', () => {
    afterS01().decides({ ...corrected, payerClaimControlNo: '2' }, 'EFT2');
    expect(book.accounts()[2010]).toBe(-96);
    expect(book.refunds(2, 'CHK1')).toBe('NO_CREDIT');
    expect(moved(book.refunds(1, 'CHK1'))).toEqual(['J15 80', 'J15 16']);
    expect([book.accounts()[2010], book.accounts()[1010], book.standing()]).toEqual([
      undefined,
      -96,
      'PATIENT_DUE',
    ]);
  });
});

describe('what a person did is taken back', () => {
  test.each<[string, () => unknown, (book: Book) => unknown]>([
    ['a waiver', afterS01, (b) => b.waives('courtesy')],
    ['a placement', afterS01, (b) => b.places()],
    ['a bad debt', afterS01, (b) => b.losesIt()],
    ['a write-off', () => begin().decides(denied, 'EFT1'), (b) => b.writesOff('auth')],
    [
      'a write-off of one line',
      () => begin().decides(denied, 'EFT1'),
      (b) => b.writesOff('auth', { line: 2 }),
    ],
    ['a refund', () => afterS01().receives(50, 'R1'), (b) => b.refunds('patient', 'CHK1')],
  ])('%s: claim and filing stand as before, once however often it is said', (_, prepare, act) => {
    prepare();
    const before = { accounts: book.accounts(), state: book.head().state };
    act(book);
    expect(book.accounts()).not.toEqual(before.accounts);
    book.undoes();
    expect({ accounts: book.accounts(), state: book.head().state }).toEqual(before);
    expect(book.undoes()).toBe('NOTHING_TO_UNDO');
  });

  it('one after another, where that is meant', () => {
    afterS01().places();
    book.losesIt();
    book.undoes();
    expect(book.accounts()[1120]).toBe(20);
    expect(book.undoes()).toBe('NOTHING_TO_UNDO');
    book.undoes(true);
    expect(book.accounts()[1110]).toBe(20);
    expect(book.undoes(true)).toBe('NOTHING_TO_UNDO');
  });

  it('also what came back from an agency in the meantime', () => {
    afterS01().places();
    book.receives(12, 'R1');
    book.undoes();
    expect(book.accounts()).toEqual({ 1015: 76, 1020: 12, 1110: 8, 4010: -150, 4110: 54 });
    book.returns('R1');
    expect(book.accounts()).toEqual({ 1015: 76, 1110: 20, 4010: -150, 4110: 54 });
  });

  it('unless a payer did it already', () => {
    begin().decides(denied, 'EFT1');
    book.writesOff('auth');
    book.takesBack(denied, 'EFT2');
    expect(book.undoes()).toBe('NOTHING_TO_UNDO');
  });

  it('what the patient has to the good pays at once what is due again', () => {
    afterS01().waives('courtesy');
    book.receives(12, 'R1');
    expect(moved(book.undoes())).toEqual(['J13 20', 'J6 12']);
    expect(book.accounts()).toEqual({ 1015: 76, 1020: 12, 1110: 8, 4010: -150, 4110: 54 });
  });
});
