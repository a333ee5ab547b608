import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allInForce } from '../../core/remit/in-force.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import { type Book, entriesOf, ledgerOf, openBook, takenIn, unproven } from './book.ts';
import { coming, dueByPayers, inOrderOf } from './histories.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';
import { whatever } from './whatever.ts';

// Law: whatever comes, and whatever people do, sensible or not, in any order, every invariant of one claim holds after
// each (domain.md 5.9), and where money went can be told. What is refused changes nothing. The ends differ: they are
// not compared.

const cases = fc.record({ what: whatever, order: coming });

/** What cheques have brought, by their sub-account of clearing. */
type Brought = ReadonlyMap<string, number>;

function expectExplained(book: Book, brought: Brought): void {
  expect(unproven(book)).toEqual([]);
  const ledger = ledgerOf(book);
  for (const [clearing, paid] of brought) expect(ledger[`1015[${clearing}]`] ?? 0).toBe(paid);
  const share = allInForce(book.journal).reduce(
    (total, { facts }) => total + facts.adjudication.patientCents,
    0,
  );
  expect(dueByPayers(entriesOf(book))).toBeLessThanOrEqual(share);
  // What a payer has got back is not taken out of its credit again; a 22 after that is the payer's own mistake.
  const isTakenBack = book.head.causes.some((cause) => cause.split('/')[3] === REVERSAL);
  if (!isTakenBack) expect(ledger['2010[C0001]'] ?? 0).toBeLessThanOrEqual(0);
}

it(
  'every invariant holds after each, and all money is explained, whatever happens',
  () => {
    holds(cases, ({ what: { claim, documents }, order }) => {
      let book = openBook(claim);
      const brought = new Map<string, number>();
      for (const document of inOrderOf(order, documents)) {
        const { payment, clearing = '' } = document;
        const next = takenIn(book, document);
        if (next !== book && payment !== undefined) brought.set(clearing, payment.paid);
        expectExplained(next, brought);
        book = next;
      }
    });
  },
  LAW_TIMEOUT_MS,
);
