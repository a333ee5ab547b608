import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AccountBalances, accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import { cents } from '../../core/money.ts';
import { recoupmentKey } from '../../core/remit/keys.ts';
import { aHeader } from '../core/remit/given.ts';
import { creditTaken } from './acts.ts';
import { type Book, entriesOf, openBook, takenIn, unproven } from './book.ts';
import { booksAfter, type Cheque, clearingOf, levy, paidBy, providerEntries } from './cheques.ts';
import { allows, charges, claimOf, type Decision, decided, decision } from './decisions.ts';
import { takenBack } from './documents.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

// Law: a payer takes back what it paid in any of the ways of domain.md 5.7, and the cheques that do so come in any
// order, each any number of times. In the end nothing is left under any recoupment (2050), each cheque's clearing is
// what it pays (BPR02), and the ledger is always the same. The ways: at once, by a 22 with its correction; with a PLB WO
// that neutralises it now and takes it later; by a PLB WO first, which the 22 explains later; and by a PLB WO alone that
// takes back what was paid twice, which a person says (J18b) as soon as the claim has the credit.

const ways = ['at once', 'later', 'first', 'paid twice'] as const;

interface Told {
  readonly charges: readonly number[];
  readonly way: (typeof ways)[number];
  readonly before: Decision;
  readonly after: Decision;
}

// An earlier payment takes the place of a whole denial (row 37): no correction is one.
const told: fc.Arbitrary<Told> = fc
  .record({ charges, way: fc.constantFrom(...ways), before: decision, after: decision })
  .filter(({ after, charges: amounts }) => allows(after, amounts));

const cases = fc.record({
  told: fc.array(told, { minLength: 1, maxLength: 3 }),
  keys: fc.array(fc.nat({ max: 1000 }), { minLength: 12, maxLength: 12 }),
  again: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
});

interface Taking {
  readonly book: Book;
  readonly cheques: readonly Cheque[];
  /** What was taken back without a 22, in cents. */
  readonly credit: number;
}

function takingOf({ charges: of, way, before, after }: Told, claim: number): Taking {
  const its = claimOf(`C000${claim + 1}`, of);
  const first = decided(way === 'paid twice' ? withoutDenials(before) : before, {
    claim: its,
    controlNo: `${its.claimNo}-1`,
  });
  const second = decided(after, { claim: its, controlNo: `${its.claimNo}-2` });
  const again = { ...first, payerClaimControlNo: second.payerClaimControlNo };
  const net = first.paid - second.paid;
  const reference = `PC${claim}`;
  const cheque = (name: string, payments: readonly (typeof first)[], taken: number): Cheque => ({
    trace: `${name}${claim}`,
    payments: payments.map((payment) => ({ claim, payment })),
    adjustments: taken === 0 ? [] : [levy({ code: 'WO', reference, amount: taken })],
  });
  const corrected = [takenBack(first), second];
  const cheques: Readonly<Record<Told['way'], readonly Cheque[]>> = {
    'at once': [cheque('NOW', corrected, 0)],
    later: [cheque('NOW', corrected, -net), cheque('LATER', [], net)],
    first: [cheque('TAKEN', [], net), cheque('SAID', corrected, -net)],
    'paid twice': [cheque('AGAIN', [again], 0), cheque('TAKEN', [], first.paid)],
  };
  return {
    book: openBook(its),
    cheques: [cheque('PAID', [first], 0), ...cheques[way]],
    credit: way === 'paid twice' ? first.paid : 0,
  };
}

/** What is paid twice pays what was denied first (J14), and only the rest is the payer's credit. */
const withoutDenials = ({ lines }: Decision): Decision => ({
  lines: lines.map(({ division, words }) => ({ division: { ...division, denied: 0 }, words })),
});

/** The ledger after all cheques; a person takes credits as soon as they are there. */
function ledgerOfAll(takings: readonly Taking[], cheques: readonly Cheque[]): AccountBalances {
  let books: readonly Book[] = takings.map(({ book }) => book);
  for (const cheque of cheques) {
    books = booksAfter(books, cheque).map((book, i) => recouped(book, takings[i]?.credit ?? 0, i));
    for (const book of books) expect(unproven(book)).toEqual([]);
  }
  const posted = [...new Set(cheques)].flatMap(providerEntries);
  return applyToLedger({}, [...books.flatMap(entriesOf), ...posted]);
}

const recouped = (book: Book, credit: number, claim: number): Book =>
  credit === 0 ? book : takenIn(book, creditTaken(keyOf(claim), 1, cents(credit)));

const keyOf = (claim: number): string =>
  recoupmentKey(aHeader(0), levy({ code: 'WO', reference: `PC${claim}`, amount: 1 }));

it(
  'whatever way a payer takes money back, and in whatever order, nothing of it is left unexplained',
  () => {
    holds(cases, ({ told: all, keys, again }) => {
      const takings = all.map(takingOf);
      const inOrder = takings.flatMap(({ cheques }) => cheques);
      const repeated = again.flatMap((n) => inOrder[n % inOrder.length] ?? []);
      const shuffled = [...inOrder, ...repeated]
        .map((cheque, i) => ({ cheque, key: keys[i % keys.length] ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ cheque }) => cheque);
      const ledger = ledgerOfAll(takings, shuffled);
      expect(ledger).toEqual(ledgerOfAll(takings, inOrder));
      expect(accountTotal(ledger, '2050')).toBe(0);
      expect(accountTotal(ledger, '2010')).toBe(0);
      for (const cheque of inOrder) expect(ledger[clearingOf(cheque)] ?? 0).toBe(paidBy(cheque));
    });
  },
  LAW_TIMEOUT_MS,
);
