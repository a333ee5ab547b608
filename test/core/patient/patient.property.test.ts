import fc from 'fast-check';
import { expect, it } from 'vitest';
import { netOf, patientCredit, patientOpen } from '../../../core/ledger/balances.ts';
import { cents } from '../../../core/money.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { given } from '../remit/any-payment.ts';
import { type Book, bookOf } from './claim-book.ts';

// Goal: whatever patients, payers and people do to a claim's money, in whatever order, the books stay right.
// Method: claims with one coverage, any balanced decision of the payer, and acts drawn at random between them.

const RUNS = 300;
const dollars = fc.integer({ min: 1, max: 60_000 }).map((amount) => amount / 100);

/** A claim with a decision of its only payer that posts. */
const decided = given('C0001').filter(
  ({ claim, payment }) =>
    claim.content.coverages.length === 1 && ['1', '2', '3'].includes(payment.status) && payment.paid >= 0,
);

type Step = (book: Book, n: number) => unknown;

const act: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: dollars.map(
      (amount): Step =>
        (book, n) =>
          book.receives(amount, `R${n}`),
    ),
  },
  fc.nat(12).map(
    (of): Step =>
      (book) =>
        book.returns(`R${of}`),
  ),
  fc.constantFrom('small-balance', 'courtesy', 'charity').map(
    (why): Step =>
      (book) =>
        book.waives(why),
  ),
  fc.constant<Step>((book) => book.places()),
  fc.constant<Step>((book) => book.losesIt()),
  fc.constantFrom(1, 2, undefined).map(
    (line): Step =>
      (book) =>
        book.writesOff('other', line === undefined ? {} : { line }),
  ),
  fc.constant<Step>((book, n) => book.refunds('patient', `CHK${n}`)),
  fc.constant<Step>((book, n) => book.refunds(1, `CHK${n}`)),
  fc.constant<Step>((book) => book.billsPatient(1)),
  fc.boolean().map(
    (further): Step =>
      (book) =>
        book.undoes(further),
  ),
);

const payerSteps = (payment: ClaimPayment): fc.Arbitrary<Step> =>
  fc.constantFrom<Step>(
    (book, n) => book.decides(payment, `EFT${n}`),
    (book, n) => book.takesBack(payment, `BACK${n}`),
  );

const histories = decided.chain(({ claim, payment }) =>
  fc.record({
    claim: fc.constant(claim),
    payment: fc.constant(payment),
    steps: fc.array(fc.oneof({ weight: 3, arbitrary: act }, payerSteps(payment)), { maxLength: 12 }),
  }),
);

it('the proof holds after every step of every history', () => {
  fc.assert(
    fc.property(histories, ({ claim, payment, steps }) => {
      const book = bookOf(claim);
      book.decides(payment, 'EFT');
      for (const [n, step] of steps.entries()) {
        step(book, n);
        book.isProven();
        expect(patientOpen(book.head().balances)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: RUNS },
  );
});

it('a claim never has a patient balance and a patient credit at once', () => {
  fc.assert(
    fc.property(histories, ({ claim, payment, steps }) => {
      const book = bookOf(claim);
      book.decides(payment, 'EFT');
      for (const [n, step] of steps.entries()) step(book, n);
      const { balances } = book.head();
      expect(Math.min(patientOpen(balances), patientCredit(balances))).toBeLessThanOrEqual(0);
    }),
    { numRuns: RUNS },
  );
});

it('patients’ payments and payers’ documents give the same balances in any order of the two', () => {
  const given = decided.chain(({ claim, payment }) =>
    fc.record({
      claim: fc.constant(claim),
      payment: fc.constant(payment),
      amounts: fc.array(dollars, { minLength: 1, maxLength: 4 }),
      documents: fc.integer({ min: 1, max: 3 }),
    }),
  );
  const orders = given.chain((one) => {
    const payerFirst = Array.from({ length: one.documents }, () => 'payer' as const);
    const patient = one.amounts.map((_, i) => i);
    const shuffled = () =>
      fc.shuffledSubarray<number | 'payer'>([...payerFirst, ...patient], {
        minLength: payerFirst.length + patient.length,
      });
    return fc.record({ one: fc.constant(one), a: shuffled(), b: shuffled() });
  });
  fc.assert(
    fc.property(orders, ({ one, a, b }) => {
      const after = (order: readonly (number | 'payer')[]) => {
        const book = bookOf(one.claim);
        // Decided, taken back, decided again: the payer's documents keep their own order.
        let document = 0;
        for (const next of order) {
          if (next !== 'payer') book.receives(one.amounts[next] ?? 0, `R${next}`);
          else if (document++ % 2 === 0) book.decides(one.payment, `EFT${document}`);
          else book.takesBack(one.payment, `EFT${document}`);
        }
        book.isProven();
        return book.accounts();
      };
      expect(after(a)).toEqual(after(b));
    }),
    { numRuns: RUNS },
  );
});

it('when payer and patient take everything back, nothing is left but the charge', () => {
  fc.assert(
    fc.property(histories, ({ claim, payment, steps }) => {
      const book = bookOf(claim);
      book.decides(payment, 'EFT');
      for (const [n, step] of steps.entries()) step(book, n);
      const { events } = book;
      fc.pre(!events.some(({ facts }) => facts.kind === 'refunded'));
      const stands = () =>
        events.filter(({ facts }) => facts.kind === 'adjudicated' && facts.disposition !== 'suspended')
          .length -
        events.filter(({ facts }) => facts.kind === 'reversed' && facts.disposition === 'posted').length;
      fc.pre(
        stands() <= 1 &&
          !events.some(({ facts }) => facts.kind === 'adjudicated' && facts.disposition === 'credited'),
      );
      if (stands() === 1) book.takesBack(payment, 'LAST');
      fc.pre(stands() === 0);
      for (const { facts } of [...events]) if (facts.kind === 'patient-paid') book.returns(facts.receipt);
      const { 2030: _, 1015: __, ...left } = book.accounts();
      expect(left).toEqual({ '1100[1]': claim.totalCharge / 100, 4010: claim.totalCharge / -100 });
    }),
    { numRuns: RUNS },
  );
});

it('what came to the patient from payers is never more than they gave as patient responsibility', () => {
  fc.assert(
    fc.property(histories, ({ claim, payment, steps }) => {
      const book = bookOf(claim);
      book.decides(payment, 'EFT');
      for (const [n, step] of steps.entries()) step(book, n);
      let came = 0;
      let given = 0;
      for (const { postings, reasons = [] } of book.events.flatMap(({ entries }) => entries)) {
        if (!postings.every(({ account }) => account === '1100' || account === '1110')) continue;
        if (postings.length > 0) for (const { group, amount } of reasons) if (group === 'PR') given += amount;
        for (const posting of postings) if (posting.account === '1110') came += netOf(posting);
      }
      expect(came).toBeLessThanOrEqual(cents(given));
    }),
    { numRuns: RUNS },
  );
});
