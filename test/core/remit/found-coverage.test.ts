/** A coverage that is found after the patient was billed (domain.md 5.8 J3c): the dollars of S25 to S27 and S57. */
import { describe, expect, it, test } from 'vitest';
import type { Coverage } from '../../../core/encounter/model.ts';
import { patientReasons } from '../../../core/patient/account.ts';
import { BETA, type Book, bookOf, moved } from '../patient/claim-book.ts';
import { aClaim, aPayment } from './given.ts';

const LINES = [
  { code: '99214', charge: 180 },
  { code: '81002', charge: 40 },
];
const SECOND: Coverage = { seq: 2, payer: { name: 'BETA', id: '99002' } };
const THIRD: Coverage = { seq: 3, payer: { name: 'GAMMA', id: '99003' } };
const GAMMA = { name: 'GAMMA', secondaryId: '99003' };

const said = (filing: number, clp: string, ...lines: readonly (readonly [number, ...string[]])[]) =>
  aPayment({
    claimId: `C0002-${filing}`,
    clp,
    services: LINES.map((line, i) => {
      const [paid = 0, ...cas] = lines[i] ?? [0];
      return { ...line, paid, cas };
    }),
  });
/** ACME pays 101 of 220 and leaves 24. */
const byAcme = (left = 24) =>
  said(1, `1/220/${125 - left}/${left}`, [120 - left, 'CO-45 60', `PR-2 ${left}`], [5, 'CO-45 35']);
const byBeta = (clp: string, ...cas: readonly string[]) =>
  said(2, clp, [Number(clp.split('/')[2]), 'OA-23 156', ...cas], [0, 'OA-23 40']);

const DECIDED = { 1015: 101, 4010: -220, 4110: 95 };
/** The patient owes 24, and paid some of it; `done` before the coverage is found. */
function owing(paid = 0, done: (book: Book) => unknown = () => undefined): Book {
  const book = bookOf(aClaim('C0002', LINES));
  book.decides(byAcme(), 'EFT1');
  if (paid > 0) book.receives(paid, 'R1');
  done(book);
  return book;
}
const found = (paid = 0, done?: (book: Book) => unknown): Book => {
  const book = owing(paid, done);
  book.finds(SECOND);
  return book;
};

describe('what the patient owes, when a coverage is found', () => {
  test.each<[why: string, paid: number, done: (book: Book) => unknown, entries: string[], accounts: object]>([
    ['nothing was paid', 0, () => 0, ['J3c 24'], { '1100[2]': 24 }],
    ['a part was paid', 20, () => 0, ['J3c 4'], { 1020: 20, '1100[2]': 4 }],
    ['all was paid', 24, () => 0, [], { 1020: 24 }],
    ['it lies with an agency', 0, (b) => b.places(), ['J13 24', 'J3c 24'], { '1100[2]': 24 }],
    ['it was lost', 0, (b) => b.losesIt(), ['J13 24', 'J3c 24'], { '1100[2]': 24 }],
    [
      'a small rest was waived',
      20,
      (b) => b.waives('small-balance'),
      ['J13 4', 'J3c 4'],
      { 1020: 20, '1100[2]': 4 },
    ],
  ])('is due from its payer where %s', (_, paid, done, entries, accounts) => {
    const book = owing(paid, done);
    const event = book.finds(SECOND);
    expect(moved(event)).toEqual(entries);
    expect(book.accounts()).toEqual({ ...DECIDED, ...accounts });
    expect(patientReasons(book.events)).toEqual(paid > 0 ? [{ carc: '2', amount: paid * 100 }] : []);
    book.isProven();
  });

  it('leaves the claim’s state alone, and PATIENT_DUE is over', () => {
    const book = owing();
    expect(book.standing()).toBe('PATIENT_DUE');
    expect(book.finds(SECOND)).toMatchObject({ state: 'CLOSED', steps: [], work: [] });
    expect(book.standing()).toBe('NEXT_PAYER');
  });

  it('goes to the next payer at once, where nobody has decided yet (J3a)', () => {
    const book = bookOf(aClaim('C0002', LINES));
    expect(moved(book.finds(SECOND))).toEqual([]);
    expect(moved(book.decides(byAcme(), 'EFT1'))).toContain('J3a 24');
    expect(book.accounts()).toEqual({ ...DECIDED, '1100[2]': 24 });
    book.isProven();
  });
});

describe('what the payer found says', () => {
  test.each<[says: string, paid: number, clp: string, cas: string[], accounts: object]>([
    ['pays it', 0, '2/220/24', [], { 1015: 125 }],
    [
      'pays it: what the patient paid is a credit now',
      20,
      '2/220/24',
      [],
      { 1015: 125, 1020: 20, 2020: -20 },
    ],
    ['pays it, and all was paid', 24, '2/220/24', [], { 1015: 125, 1020: 24, 2020: -24 }],
    ['leaves a part to the patient', 0, '2/220/14/10', ['PR-2 10'], { 1015: 115, 1110: 10 }],
    ['leaves less than was paid', 20, '2/220/14/10', ['PR-2 10'], { 1015: 115, 1020: 20, 2020: -10 }],
    ['leaves more than was paid', 4, '2/220/14/10', ['PR-2 10'], { 1015: 115, 1110: 6, 1020: 4 }],
    ['leaves all', 20, '2/220/0/24', ['PR-1 24'], { 1015: 101, 1110: 4, 1020: 20 }],
    ['takes it off', 20, '2/220/0', ['CO-45 24'], { 1015: 101, 4110: 119, 1020: 20, 2020: -20 }],
    ['denies it', 20, '4/220/0', ['CO-50 24'], { 1015: 101, 1020: 20, '1100[2]': 4 }],
    ['denies it, and all was paid', 24, '4/220/0', ['CO-50 24'], { 1015: 101, 1020: 24 }],
  ])('%s (patient paid %d, CLP %s)', (_, paid, clp, cas, accounts) => {
    const book = found(paid);
    const event = book.decides(byBeta(clp, ...cas), 'EFT2', BETA);
    expect(book.accounts()).toEqual({ ...DECIDED, ...accounts });
    const credit = Object.hasOwn(accounts, '2020');
    expect(event.work.includes('PATIENT_REFUND')).toBe(credit);
    expect(event.work).not.toContain('PRIOR_PAYER_MISMATCH');
    book.isProven();
  });

  it('pays more than was left: all that the patient paid is a credit, and the rest is the payer’s (J14)', () => {
    const book = found(20);
    const event = book.decides(said(2, '2/220/30', [30, 'OA-23 150'], [0, 'OA-23 40']), 'EFT2', BETA);
    expect(book.accounts()).toEqual({ ...DECIDED, 1015: 131, 1020: 20, 2010: -6, 2020: -20 });
    expect(event.work).toContain('POSSIBLE_DUPLICATE_PAYMENT');
    book.isProven();
  });

  it('says why the patient owes now: for the later payer’s reasons, not for those of the first', () => {
    const book = found();
    book.decides(byBeta('2/220/14/10', 'PR-1 10'), 'EFT2', BETA);
    expect(patientReasons(book.events)).toEqual([{ carc: '1', amount: 1000 }]);
  });

  test.each([0, 10, 24])('is as if it never had been said, once it takes it back (paid %d)', (paid) => {
    const book = found(paid);
    const before = book.accounts();
    const payment = byBeta('2/220/14/10', 'PR-2 10');
    book.decides(payment, 'EFT2', BETA);
    book.takesBack(payment, 'EFT3', BETA);
    expect(book.accounts()).toEqual(before);
    book.isProven();
    book.decides(byBeta('2/220/24'), 'EFT4', BETA);
    expect(book.accounts()).toEqual({
      ...{ ...DECIDED, 1015: 125 },
      ...(paid === 0 ? {} : { 1020: paid, 2020: -paid }),
    });
    book.isProven();
  });
});

describe('S57 with a coverage that was found: the first payer takes its decision back', () => {
  test.each([0, 10, 24])('after the found one paid; the patient had paid %d', (paid) => {
    const book = found(paid);
    book.decides(byBeta('2/220/24'), 'EFT2', BETA);
    book.takesBack(byAcme(), 'EFT3');
    const credit = paid === 0 ? {} : { 1020: paid, 2020: -paid };
    expect(book.accounts()).toEqual({ 1015: 24, '1100[1]': 220, 2010: -24, 4010: -220, ...credit });
    book.isProven();
    book.decides(byAcme(34), 'EFT4');
    expect(book.accounts()).toEqual({ 1015: 115, '1100[2]': 10, 4010: -220, 4110: 95, ...credit });
    book.isProven();
  });

  it('before the found one has answered: J3c is undone, and the correction goes to it (J3a)', () => {
    const book = found();
    expect(moved(book.takesBack(byAcme(), 'EFT2')).slice(0, 1)).toEqual(['J13 24']);
    expect(book.accounts()).toEqual({ '1100[1]': 220, 4010: -220 });
    expect(moved(book.decides(byAcme(34), 'EFT3'))).toContain('J3a 34');
    expect(book.accounts()).toEqual({ 1015: 91, '1100[2]': 34, 4010: -220, 4110: 95 });
    book.isProven();
  });
});

it('a third payer owes what the second one left, whoever left it', () => {
  const book = found();
  book.decides(byBeta('2/220/14/10', 'PR-2 10'), 'EFT2', BETA);
  book.receives(4, 'R1');
  expect(moved(book.finds(THIRD))).toEqual(['J3c 6']);
  book.decides(said(3, '3/220/10', [10, 'OA-23 170'], [0, 'OA-23 40']), 'EFT3', GAMMA);
  expect(book.accounts()).toEqual({ ...DECIDED, 1015: 125, 1020: 4, 2020: -4 });
  book.isProven();
});

it('what was billed to the patient after a denial comes back with the denial (J3c, row 51)', () => {
  const book = bookOf(aClaim('C0002', LINES, { secondary: true }));
  book.decides(byAcme(), 'EFT1');
  const denial = byBeta('4/220/0', 'OA-204 24');
  book.decides(denial, 'EFT2', BETA);
  book.billsPatient(2);
  expect(book.accounts()).toEqual({ ...DECIDED, 1110: 24 });
  book.takesBack(byAcme(), 'EFT3');
  expect(book.accounts()).toEqual({ '1100[1]': 220, 4010: -220 });
  book.isProven();
  book.decides(byAcme(), 'EFT4');
  expect(book.accounts()).toEqual({ ...DECIDED, 1110: 24 });
  book.takesBack(denial, 'EFT5', BETA);
  expect(book.accounts()).toEqual({ ...DECIDED, '1100[2]': 24 });
  book.decides(byBeta('2/220/24'), 'EFT6', BETA);
  expect(book.accounts()).toEqual({ ...DECIDED, 1015: 125 });
  book.isProven();
});

test.each<[why: string, coverage: Coverage, prepare: (book: Book) => unknown, refusal: string]>([
  ['a payer has its place', { ...SECOND, seq: 1 }, () => 0, 'PLACE_TAKEN'],
  ['a place between is empty', THIRD, () => 0, 'PLACE_SKIPPED'],
  ['the place was filled since', SECOND, (book) => book.finds(SECOND), 'PLACE_TAKEN'],
  [
    'it is known not to cover',
    { ...SECOND, eligibility: { checkedOn: '20260101', status: 'inactive' } },
    () => 0,
    'INACTIVE',
  ],
])('a coverage is not added where %s', (_, coverage, prepare, refusal) => {
  const book = owing();
  prepare(book);
  const before = book.accounts();
  expect(book.finds(coverage)).toBe(refusal);
  expect(book.accounts()).toEqual(before);
});

describe('a payer that is none after all', () => {
  test.each([0, 10, 24])('leaves what it owed to the patient again (paid %d)', (paid) => {
    const book = found(paid);
    const before = owing(paid).accounts();
    expect(moved(book.drops(2))).toEqual(paid === 24 ? [] : [`J3c ${24 - paid}`]);
    expect(book.accounts()).toEqual(before);
    expect(patientReasons(book.events)).toEqual([{ carc: '2', amount: 2400 }]);
    expect(book.standing()).toBe(paid === 24 ? 'ZERO' : 'PATIENT_DUE');
    book.isProven();
    // The right one takes its place.
    book.finds({ ...SECOND, memberId: 'M2' });
    book.decides(byBeta('2/220/24'), 'EFT2', BETA);
    expect(book.accounts()).toEqual({
      ...{ ...DECIDED, 1015: 125 },
      ...(paid === 0 ? {} : { 1020: paid, 2020: -paid }),
    });
    book.isProven();
  });

  it('was known from the first: J3a goes to the patient, whose credit pays it', () => {
    const book = bookOf(aClaim('C0002', LINES, { secondary: true }));
    book.decides(byAcme(), 'EFT1');
    book.receives(10, 'R1');
    expect(book.accounts()).toEqual({ ...DECIDED, 1020: 10, '1100[2]': 24, 2020: -10 });
    expect(moved(book.drops(2))).toEqual(['J3c 24', 'J6 10']);
    expect(book.accounts()).toEqual({ ...DECIDED, 1020: 10, 1110: 14 });
    expect(patientReasons(book.events)).toEqual([{ carc: '2', amount: 2400 }]);
    book.isProven();
    book.takesBack(byAcme(), 'EFT2');
    expect(book.accounts()).toEqual({ '1100[1]': 220, 1020: 10, 2020: -10, 4010: -220 });
    expect(moved(book.decides(byAcme(34), 'EFT3'))).toContain('J3b 34');
    expect(book.accounts()).toEqual({ 1015: 91, 1020: 10, 1110: 24, 4010: -220, 4110: 95 });
    book.isProven();
  });

  test.each<[why: string, book: () => Book, seq: number, refusal: string]>([
    ['there is none', () => owing(), 2, 'NO_SUCH_PAYER'],
    [
      'it was dropped',
      () => {
        const book = found();
        book.drops(2);
        return book;
      },
      2,
      'NO_SUCH_PAYER',
    ],
    ['it was billed first', () => owing(), 1, 'FIRST_PAYER'],
    [
      'another follows',
      () => {
        const book = found();
        book.finds(THIRD);
        return book;
      },
      2,
      'ANOTHER_FOLLOWS',
    ],
    [
      'it has answered',
      () => {
        const book = found();
        book.decides(byBeta('2/220/24'), 'EFT2', BETA);
        return book;
      },
      2,
      'BILLED',
    ],
  ])('is not dropped where %s', (_, prepare, seq, refusal) => {
    const book = prepare();
    const before = book.accounts();
    expect(book.drops(seq)).toBe(refusal);
    expect(book.accounts()).toEqual(before);
  });
});
