import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patientOpen } from '../../../core/ledger/balances.ts';
import { sum } from '../../../core/money.ts';
import { patientReasons } from '../../../core/patient/account.ts';
import { notAddingUp } from '../../../core/patient/statement.ts';
import { statementText } from '../../../core/patient/statement-text.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { given } from '../remit/any-payment.ts';
import { type Book, bookOf } from './claim-book.ts';
import { shownOf, statementOf } from './statement-given.ts';

// Law: whatever payers' documents, patients and people do to claims, in whatever order, a statement's lines add up to
// what the guarantor owes by the ledger, and no more than patient responsibility is asked for.
// Method: claims with any balanced decision of the payer, and reversals, payments and acts drawn at random between them.

const RUNS = 300;

type Step = (book: Book, payment: ClaimPayment, n: number) => unknown;
const steps: readonly Step[] = [
  (book, payment, n) => book.decides(payment, `EFT${n}`),
  (book, payment, n) => book.takesBack(payment, `BACK${n}`),
  (book, _, n) => book.receives(n * 7.01 + 0.37, `R${n}`),
  (book, _, n) => book.returns(`R${n - 1}`),
  (book) => book.waives('courtesy'),
  (book) => book.places(),
  (book) => book.losesIt(),
  (book) => book.writesOff('other'),
  (book, _, n) => book.refunds('patient', `CHK${n}`),
  (book, _, n) => book.refunds(1, `CHK${n}`),
  (book) => book.billsPatient(1),
  (book) => book.undoes(),
];

const decided = (no: string) =>
  given(no).filter(({ payment }) => ['1', '2', '3'].includes(payment.status) && payment.paid >= 0);
const cases = fc.array(
  fc.record({ one: decided('RVB0001'), steps: fc.array(fc.constantFrom(...steps), { maxLength: 10 }) }),
  { minLength: 1, maxLength: 3 },
);

it('lines add up to 1110 after every step, and only patient responsibility is asked for', () => {
  fc.assert(
    fc.property(cases, (claims) => {
      for (const { one, steps: then } of claims) {
        const book = bookOf(one.claim);
        for (const [n, step] of [steps[0], ...then].entries()) {
          step?.(book, one.payment, n);
          const shown = shownOf(book);
          const open = patientOpen(book.head().balances);
          expect(notAddingUp([shown])).toBeNull();
          expect(sum(shown.lines.map((line) => line.balance))).toBe(open);
          expect(shown.due === open || (shown.due === 0 && shown.held !== undefined)).toBe(true);
          const left = sum(patientReasons(book.events).map(({ amount }) => amount));
          expect(shown.due).toBeLessThanOrEqual(Math.max(0, left));
        }
      }
    }),
    { numRuns: RUNS },
  );
});

const amountsOf = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].map(([, amount = '']) => Math.round(Number(amount) * 100));

it('what is printed adds up: the lines to the amount due, and the totals to it', () => {
  fc.assert(
    fc.property(cases, (claims) => {
      const books = claims.map(({ one, steps: then }) => {
        const book = bookOf(one.claim);
        for (const [n, step] of [steps[0], ...then].entries()) step?.(book, one.payment, n);
        return book;
      });
      const statement = statementOf(books);
      const owed = sum(books.map((book) => patientOpen(book.head().balances)));
      expect(sum(statement.claims.map(({ balance }) => balance))).toBe(owed);
      const text = statementText(statement);
      const due = amountsOf(text, /^AMOUNT DUE +(\S+)$/gm);
      const byLine = amountsOf(text, /^(?:\d\d\/\d\d\/\d{4} | {11}Claim as a whole).* (\S+)$/gm);
      const totals = amountsOf(text, /^(?:Total charges|[A-Z][a-z ]+) +(-?\d+\.\d\d)$/gm);
      expect(due).toEqual([statement.totals.due]);
      expect(byLine.reduce((a, b) => a + b, 0)).toBe(statement.totals.due);
      expect(totals.reduce((a, b) => a + b, 0)).toBe(statement.totals.due);
    }),
    { numRuns: RUNS },
  );
});
