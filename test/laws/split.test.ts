import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openBook, takenIn } from './book.ts';
import { ledgerAfter, levy, withOneClearing } from './cheques.ts';
import { charges, claimOf, decided, decision } from './decisions.ts';
import { remitted, takenBack } from './documents.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

// Law: it does not matter on how many cheques a payer says what it says. The claim payments and provider-level
// adjustments of one 835 are dealt among several with cheques of their own, in any order: the ledger is the same but for
// the sub-accounts of clearing, one for each cheque.

interface Case {
  /** Of each claim: its charges, what was decided before (and is corrected now), and what is decided now. */
  readonly claims: readonly {
    readonly charges: readonly number[];
    readonly before: Decided | undefined;
    readonly now: Decided;
  }[];
  readonly adjustments: readonly {
    readonly code: string;
    readonly reference: string;
    readonly amount: number;
  }[];
  /** On which of three cheques each of them stands. */
  readonly cheques: readonly number[];
  readonly order: readonly number[];
}
type Decided = Parameters<typeof decided>[0];

const cases: fc.Arbitrary<Case> = fc.record({
  claims: fc.array(fc.record({ charges, before: fc.option(decision, { nil: undefined }), now: decision }), {
    minLength: 1,
    maxLength: 4,
  }),
  adjustments: fc.array(
    fc.record({
      code: fc.constantFrom('WO', 'FB', 'L6', 'CS', '72', 'IR', 'AP'),
      reference: fc.constantFrom('PC1', 'PC2'),
      amount: fc.integer({ min: -50_000, max: 50_000 }).filter((amount) => amount !== 0),
    }),
    { maxLength: 4 },
  ),
  cheques: fc.array(fc.nat({ max: 2 }), { minLength: 16, maxLength: 16 }),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
});

it(
  'claim payments and adjustments post to the same ledger, however they are dealt among cheques',
  () => {
    holds(cases, ({ claims, adjustments, cheques, order }) => {
      const told = claims.map(({ charges: of, before, now }, i) => {
        const claim = claimOf(`C000${i + 1}`, of);
        const first = before && decided(before, { claim, controlNo: `${claim.claimNo}-1` });
        const opened = openBook(claim);
        return {
          book: first ? takenIn(opened, remitted({ payment: first, trace: 'EARLIER' })) : opened,
          payments: [
            ...(first ? [takenBack(first)] : []),
            decided(now, { claim, controlNo: `${claim.claimNo}-2` }),
          ],
        };
      });
      const payments = told.flatMap(({ payments: of }, claim) => of.map((payment) => ({ claim, payment })));
      const levied = adjustments.map(levy);
      const books = told.map(({ book }) => book);
      const whole = ledgerAfter(books, [{ trace: 'WHOLE', payments, adjustments: levied }]);
      const on = (cheque: number, place: number): boolean => cheques[place % cheques.length] === cheque;
      const parts = order.map((cheque) => ({
        trace: `PART${cheque}`,
        payments: payments.filter((_, i) => on(cheque, i)),
        adjustments: levied.filter((_, i) => on(cheque, payments.length + i)),
      }));
      expect(withOneClearing(ledgerAfter(books, parts))).toEqual(withOneClearing(whole));
    });
  },
  LAW_TIMEOUT_MS,
);
