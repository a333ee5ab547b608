import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followings } from './acts.ts';
import { claimAfter, endOf, openBook, provenAfter, takenIn } from './book.ts';
import { coming, type History, history, historyOfMorePayers, inOrderOf } from './histories.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

// Law: any order and any repetition of a claim's documents ends in the same state and the same ledger, and every
// invariant of one claim (domain.md 5.9: 1, 2, 3, 9, 12) holds after each of them.
//
// What commutes: payments, their reversals (22), corrections, the payer's acceptance (277CA), the patient's payments,
// and the decisions of a second and a third payer, in every order, each any number of times: a correction before its 22
// (rule 5, J14b), a 22 before its payment (row 31, then J12b), a payment after its correction and its 22, a second or
// third payer before the first (J14 until those before it decide). Decisions may be denials, wholly or in part, and pay
// nothing.
//
// What does not, by domain.md itself: a denial as duplicate (CARC 18), which decides nothing; a payment that takes the
// place of a denial without a 22 (row 37) and is reversed later (with the denial before it nothing stands, with the
// denial after it the denial does: so no history ends in a whole denial after other decisions); a refusal (277CA) before
// or after the 835; a later payer that decides on more than the one before has left to it in the end, for it is capped
// by what is open when it counts (5.6), and what it paid above that stays its credit (J14): so with a third payer the
// second decides once, for its second decision waits on what is open (J14) and may keep back what it left to the third.

/** The later payers are billed by us on the way, and their claims sent, or answer by themselves. */
const casesOfMore = fc.record({
  history: historyOfMorePayers(),
  order: coming,
  follow: fc.constantFrom('nothing' as const, 'billed' as const, 'sent' as const),
});

const cases = (histories: fc.Arbitrary<History>) => fc.record({ history: histories, order: coming });

it(
  'any order and repetition of the documents of a claim ends in the same state and ledger',
  () => {
    holds(cases(history()), ({ history: { claim, documents }, order }) => {
      expect(endOf(provenAfter(claim, inOrderOf(order, documents)))).toEqual(
        endOf(claimAfter(claim, documents)),
      );
    });
  },
  LAW_TIMEOUT_MS,
);

it(
  'so does that of the documents of two or three payers, billed by us or not',
  () => {
    holds(casesOfMore, ({ history: { claim, documents }, order, follow }) => {
      const wanted = endOf(claimAfter(claim, documents, followings[follow]));
      const book = provenAfter(claim, inOrderOf(order, documents), followings[follow]);
      expect(endOf(book)).toEqual(wanted);
    });
  },
  LAW_TIMEOUT_MS,
);

it(
  'a document that comes again changes nothing, whatever came before',
  () => {
    holds(cases(historyOfMorePayers()), ({ history: { claim, documents }, order }) => {
      let book = openBook(claim);
      for (const document of inOrderOf(order, documents)) {
        book = takenIn(book, document);
        expect(takenIn(book, document)).toBe(book);
      }
    });
  },
  LAW_TIMEOUT_MS,
);
