/** Whatever happens to a claim around a coverage that is found late: the books are right after every step. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/claim/journal.ts';
import type { Coverage } from '../../../core/encounter/model.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { BETA, type Book, bookOf } from '../patient/claim-book.ts';
import { aClaim, aPayment } from './given.ts';

const SECOND: Coverage = { seq: 2, payer: { name: 'BETA', id: '99002' } };
const LINES = [
  { code: '99214', charge: 180 },
  { code: '81002', charge: 40 },
];

/** What a payer says of the two lines: the part of each that is left to others, and what it does with it. */
interface Said {
  readonly left: readonly [number, number];
}
const byAcme = ({ left: [a, b] }: Said): ClaimPayment =>
  aPayment({
    claimId: 'C0002-1',
    clp: `1/220/${130 - a - b}/${a + b}`,
    services: [
      { ...LINES[0], code: '99214', charge: 180, paid: 100 - a, cas: ['CO-45 80', `PR-2 ${a}`] },
      { ...LINES[1], code: '81002', charge: 40, paid: 30 - b, cas: ['CO-45 10', `PR-2 ${b}`] },
    ],
  });
/** BETA pays `paid` of the first line, leaves `left`, takes off `off`; the rest it calls another payer's. */
const byBeta = (paid: number, left: number, off: number): ClaimPayment =>
  aPayment({
    claimId: 'C0002-2',
    clp: `2/220/${paid}/${left}`,
    services: [
      {
        ...{ code: '99214', charge: 180, paid },
        cas: [`OA-23 ${180 - paid - left - off}`, `PR-2 ${left}`, `CO-45 ${off}`],
      },
      { code: '81002', charge: 40, paid: 0, cas: ['OA-23 40'] },
    ],
  });

type Step = (book: Book, n: number) => JournalEvent | string;

/** Each payer's payments that stand, so that it takes back what it has said. */
function steps() {
  const standing: { acme?: ClaimPayment; beta?: ClaimPayment } = {};
  const decided =
    (payer: 'acme' | 'beta', made: ClaimPayment): Step =>
    (book, n) => {
      if (standing[payer] !== undefined) return 'has decided';
      standing[payer] = made;
      return book.decides(made, `EFT${n}`, payer === 'beta' ? BETA : undefined);
    };
  const back =
    (payer: 'acme' | 'beta'): Step =>
    (book, n) => {
      const { [payer]: said, ...rest } = standing;
      if (said === undefined) return 'has not decided';
      delete standing[payer];
      Object.assign(standing, rest);
      return book.takesBack(said, `EFT${n}`, payer === 'beta' ? BETA : undefined);
    };
  return { decided, back, hasBeta: () => standing.beta !== undefined };
}

const small = fc.integer({ min: 0, max: 30 });
const move = fc.oneof(
  fc.record({ do: fc.constant('acme' as const), left: fc.tuple(small, small) }),
  fc.record({ do: fc.constant('beta' as const), paid: small, left: small, off: small }),
  fc.record({ do: fc.constantFrom('back-acme' as const, 'back-beta' as const) }),
  fc.record({ do: fc.constant('pays' as const), amount: fc.integer({ min: 1, max: 30 }) }),
  fc.record({
    do: fc.constantFrom('finds' as const, 'drops' as const, 'waives' as const, 'places' as const),
  }),
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

function done(book: Book, its: ReturnType<typeof steps>, one: Move, n: number): JournalEvent | string {
  switch (one.do) {
    case 'acme':
      return its.decided('acme', byAcme(one))(book, n);
    case 'beta':
      // A payer that nobody knows of has no answer.
      return isFound(book) ? its.decided('beta', byBeta(one.paid, one.left, one.off))(book, n) : 'unknown';
    case 'back-acme':
      return its.back('acme')(book, n);
    case 'back-beta':
      return its.back('beta')(book, n);
    case 'pays':
      return book.receives(one.amount, `R${n}`);
    case 'finds':
      return book.finds(SECOND);
    case 'drops':
      return book.drops(2);
    case 'waives':
      return book.waives('courtesy');
    case 'places':
      return book.places();
  }
}
const isFound = ({ events }: Book): boolean => events.some(({ facts }) => facts.kind === 'coverage-added');

it('the proof holds after every step, and no receivable is below zero', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 3, maxLength: 14 }), (moves) => {
      const book = bookOf(aClaim('C0002', LINES));
      const its = steps();
      for (const [n, one] of moves.entries()) {
        done(book, its, one, n);
        book.isProven();
      }
    }),
    { numRuns: 500 },
  );
});

it('all taken back, and the payer dropped or kept: nothing is left but the charge and the patient’s money', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 3, maxLength: 12 }), (moves) => {
      const book = bookOf(aClaim('C0002', LINES));
      const its = steps();
      for (const [n, one] of moves.entries()) done(book, its, one, n);
      for (const payer of ['back-beta', 'back-acme'] as const)
        done(book, its, { do: payer }, payer === 'back-beta' ? 90 : 91);
      const { 1020: cash = 0, ...accounts } = book.accounts();
      expect(accounts).toEqual({ '1100[1]': 220, 4010: -220, ...(cash === 0 ? {} : { 2020: -cash }) });
    }),
    { numRuns: 500 },
  );
});

it('found before or after the patient paid, what a payer decides ends in the same balances', () => {
  fc.assert(
    fc.property(
      fc.tuple(small, small),
      fc.integer({ min: 1, max: 40 }),
      small,
      small,
      (left, cash, paid, rest) => {
        const [a] = left;
        const answer = byBeta(Math.min(paid, a), Math.min(rest, a - Math.min(paid, a)), 0);
        const ends = (order: readonly ('finds' | 'pays')[]) => {
          const book = bookOf(aClaim('C0002', LINES));
          book.decides(byAcme({ left: [a, 0] }), 'EFT1');
          for (const one of order)
            if (one === 'finds') book.finds(SECOND);
            else book.receives(cash, 'R1');
          book.decides(answer, 'EFT2', BETA);
          return book.accounts();
        };
        // What it leaves unsaid stays open with it, or stays paid by the patient.
        const unsaid = a - Math.min(paid, a) - Math.min(rest, a - Math.min(paid, a));
        fc.pre(unsaid === 0);
        expect(ends(['finds', 'pays'])).toEqual(ends(['pays', 'finds']));
      },
    ),
    { numRuns: 500 },
  );
});
