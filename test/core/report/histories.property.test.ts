import fc from 'fast-check';
import { expect, it } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { accountTotal } from '../../../core/ledger/balances.ts';
import { sum } from '../../../core/money.ts';
import { agingReport } from '../../../core/report/aging.ts';
import { ageBases } from '../../../core/report/buckets.ts';
import { dimensionNames } from '../../../core/report/dimensions.ts';
import { type Book, bookOf } from '../patient/claim-book.ts';
import { given } from '../remit/any-payment.ts';

// Goal: the aging report shows what the claims' own projections hold, after whatever payers and patients did.
// Method: any balanced decision of a payer, taken back and sent again, with patients' payments and acts between.

const LATE = civilDate('20301231');

const posted = given('C0001').filter(
  ({ payment }) => ['1', '2', '3'].includes(payment.status) && payment.paid >= 0,
);
const acts = fc.constantFrom<(book: Book, n: number) => unknown>(
  (book, n) => book.receives(1 + n * 7, `R${n}`),
  (book, n) => book.returns(`R${n - 1}`),
  (book) => book.waives('courtesy'),
  (book) => book.places(),
  (book) => book.losesIt(),
  (book, n) => book.refunds('patient', `CHK${n}`),
  (book) => book.undoes(),
);
const histories = posted.chain(({ claim, payment }) =>
  fc.record({
    claim: fc.constant(claim),
    payment: fc.constant(payment),
    steps: fc.array(fc.oneof(acts, fc.constant('decides' as const), fc.constant('takesBack' as const)), {
      maxLength: 8,
    }),
    age: fc.constantFrom(...ageBases),
    by: fc.constantFrom(...dimensionNames),
  }),
);

it('the report is what the heads hold, with no receivable below zero', () => {
  fc.assert(
    fc.property(histories, ({ claim, payment, steps, age, by }) => {
      const book = bookOf(claim);
      book.decides(payment, 'EFT');
      for (const [n, step] of steps.entries())
        if (typeof step === 'string') book[step](payment, `EFT${n}`);
        else step(book, n);
      const run = agingReport({ asOf: LATE, age, by });
      run.claim(book.events);
      const { accounts, total, difference } = run.end();
      const lines = Object.values(book.head().balances);
      expect(difference).toBe(0);
      for (const { account, report } of accounts)
        expect(report).toBe(sum(lines.map((line) => accountTotal(line, account))));
      expect(total.belowZero).toBe(0);
    }),
    { numRuns: 200 },
  );
});
