import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cents, sum } from '../../core/money.ts';
import { type Book, claimAfter, entriesOf, ledgerOf, openBook, takenIn } from './book.ts';
import {
  coming,
  dueByPayers,
  type History,
  history,
  historyOfMorePayers,
  inOrderOf,
  patientShare,
  takenBackAll,
} from './histories.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

const cases = (histories: fc.Arbitrary<History>) => fc.record({ history: histories, order: coming });
const both = fc.oneof(history(), historyOfMorePayers());

// Law: when everything that payers decided is taken back, in whatever order the documents come, each charge is due from
// the first payer again, every other account is 0, and only the patient's own money is left (invariant 6).
it(
  'the reversal of all leaves zero on every account but the patient’s money',
  () => {
    holds(cases(both), ({ history: { claim, documents, standing, patientPaid }, order }) => {
      const all = [...documents, ...takenBackAll(standing)];
      const ledger = ledgerOf(claimAfter(claim, inOrderOf(order, all)));
      const cleared = Object.keys(ledger).filter((key) => key.startsWith('1015['));
      expect(sum(cleared.map((key) => ledger[key] ?? cents(0)))).toBe(0);
      const left = Object.entries(ledger).filter(([key]) => !cleared.includes(key));
      const paid = patientPaid === 0 ? {} : { '1020': patientPaid, '2020[C0001]': -patientPaid };
      expect(Object.fromEntries(left)).toEqual({
        ...{ '4010': -claim.totalCharge, '1100[1]': claim.totalCharge },
        ...paid,
      });
    });
  },
  LAW_TIMEOUT_MS,
);

// Law: what payers make due from the patient is what the last of them calls patient responsibility (PR) and nothing
// else: no provider's obligation (CO), whatever is reversed, corrected, or comes in which order (invariant 9).
it(
  'no amount but patient responsibility reaches the patient',
  () => {
    holds(cases(both), ({ history: { claim, documents, standing }, order }) => {
      const last = standing.at(-1);
      const book = claimAfter(claim, inOrderOf(order, documents));
      expect(dueByPayers(entriesOf(book))).toBe(last === undefined ? 0 : patientShare(last));
    });
  },
  LAW_TIMEOUT_MS,
);

it(
  'nor does more than that on the way: never more than any one decision gave',
  () => {
    holds(cases(history()), ({ history: { claim, documents }, order }) => {
      let book: Book = openBook(claim);
      const most = Math.max(
        ...documents.map(({ payment }) => (payment === undefined ? 0 : patientShare(payment))),
      );
      for (const document of inOrderOf(order, documents)) {
        book = takenIn(book, document);
        const due = dueByPayers(entriesOf(book));
        expect(due).toBeGreaterThanOrEqual(0);
        expect(due).toBeLessThanOrEqual(Math.max(0, most));
      }
    });
  },
  LAW_TIMEOUT_MS,
);

// Law: all that cheques paid is in clearing, under the number of each, whatever became of it (invariant 4).
it(
  'every cheque’s money is in clearing under its own number',
  () => {
    holds(cases(both), ({ history: { claim, documents }, order }) => {
      const ledger = ledgerOf(claimAfter(claim, inOrderOf(order, documents)));
      for (const { payment, clearing } of documents)
        if (payment !== undefined && clearing !== undefined)
          expect(ledger[`1015[${clearing}]`] ?? 0).toBe(payment.paid);
    });
  },
  LAW_TIMEOUT_MS,
);
