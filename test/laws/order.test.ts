import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOf, openBook, takenIn, unproven } from './book.ts';
import { coming, type History, history, historyOfTwoPayers, inOrderOf } from './histories.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

// Law: any order and any repetition of a claim's documents ends in the same state and the same ledger, and every
// invariant of one claim (domain.md 5.9: 1, 2, 3, 9, 12) holds after each of them.
//
// What commutes: payments, their reversals (22), corrections, the payer's acceptance (277CA), the patient's payments,
// and the decision of a second payer, in every order, each any number of times: a correction before its 22 (rule 5,
// J14b), a 22 before its payment (row 31, then J12b), a payment after its correction and its 22, a second payer before
// the first (J14 until it decides). Decisions may be denials, wholly or in part, and pay nothing.
//
// What does not, by domain.md itself: a denial as duplicate (CARC 18), which decides nothing; a payment that takes the
// place of a denial without a 22 (row 37) and is reversed later (with the denial before it nothing stands, with the
// denial after it the denial does: so no history ends in a whole denial after other decisions); a refusal (277CA) before or after the 835; a second payer that decides on more than the
// first has left to it in the end, for it is capped by what is open when it counts (5.6).

const cases = (histories: fc.Arbitrary<History>) => fc.record({ history: histories, order: coming });

it(
  'any order and repetition of the documents of a claim ends in the same state and ledger',
  () => {
    holds(cases(history()), ({ history: { claim, documents }, order }) => {
      const wanted = endOf(documents.reduce(takenIn, openBook(claim)));
      let book = openBook(claim);
      for (const document of inOrderOf(order, documents)) {
        book = takenIn(book, document);
        expect(unproven(book)).toEqual([]);
      }
      expect(endOf(book)).toEqual(wanted);
    });
  },
  LAW_TIMEOUT_MS,
);

it(
  'so does that of the documents of two payers',
  () => {
    holds(cases(historyOfTwoPayers()), ({ history: { claim, documents }, order }) => {
      const wanted = endOf(documents.reduce(takenIn, openBook(claim)));
      let book = openBook(claim);
      for (const document of inOrderOf(order, documents)) {
        book = takenIn(book, document);
        expect(unproven(book)).toEqual([]);
      }
      expect(endOf(book)).toEqual(wanted);
    });
  },
  LAW_TIMEOUT_MS,
);

it(
  'a document that comes again changes nothing, whatever came before',
  () => {
    holds(cases(historyOfTwoPayers()), ({ history: { claim, documents }, order }) => {
      let book = openBook(claim);
      for (const document of inOrderOf(order, documents)) {
        book = takenIn(book, document);
        expect(takenIn(book, document)).toBe(book);
      }
    });
  },
  LAW_TIMEOUT_MS,
);
