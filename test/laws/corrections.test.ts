import fc from 'fast-check';
import { expect, it } from 'vitest';
import { claimAfter, endOf, entriesOf, ledgerOf, provenAfter } from './book.ts';
import { anyWay, asTheyBelong, type CorrectionHistory, correctionHistory, inAnyWay } from './corrections.ts';
import { dueByPayers, patientShare, takenBackAll } from './histories.ts';
import { holds, LAW_TIMEOUT_MS } from './runs.ts';

// Law: a claim that a person replaces or voids ends in the same state and the same ledger in whatever order documents
// come around that act, each any number of times, and every invariant of one claim holds after each (domain.md 5.9).
//
// The act keeps its place: it follows the decision that it corrects, and what answers it follows the act. Before and
// after it move: an earlier decision with its reversal (late originals), the acceptance (277CA), the answers among
// themselves (the correction before the 22, or without one where a whole denial is replaced), decisions of a second and
// third payer, the patient's payments, and a refund after the payment that it is from. The replacement may change every
// charge; a void may say that the services never happened, and the payer may decide instead of voiding.

const cases = fc.record({ history: correctionHistory, way: anyWay });

it(
  'any order around a replacement or void ends in the same state and ledger',
  () => {
    holds(cases, ({ history, way }) => {
      const { claim } = history;
      const wanted = endOf(claimAfter(claim, asTheyBelong(history)));
      expect(endOf(provenAfter(claim, inAnyWay(history, way)))).toEqual(wanted);
    });
  },
  LAW_TIMEOUT_MS,
);

/** Money of the patient: in the bank after a refund, in the drawer, and to the good. */
const OF_PATIENT = ['1010', '1020', '2020[C0001]'];

it(
  'after it the reversal of all leaves the charges with the first payer, and the patient’s money',
  () => {
    holds(cases, ({ history, way }) => {
      const documents = [...inAnyWay(history, way), ...takenBackAll(history.standing)];
      const ledger = Object.entries(ledgerOf(claimAfter(history.claim, documents)));
      const sumOf = (test: (key: string) => boolean): number =>
        ledger.reduce((total, [key, amount]) => (test(key) ? total + amount : total), 0);
      expect(sumOf((key) => key.startsWith('1015['))).toBe(0);
      expect(sumOf((key) => key === '1100[1]' || key === '4010')).toBe(0);
      expect(sumOf((key) => OF_PATIENT.includes(key))).toBe(0);
      const known = ['1100[1]', '4010', ...OF_PATIENT];
      const others = ledger.filter(([key]) => !key.startsWith('1015[') && !known.includes(key));
      expect(others).toEqual([]);
    });
  },
  LAW_TIMEOUT_MS,
);

const lastOf = ({ standing }: CorrectionHistory): number => {
  const last = standing.at(-1);
  return last === undefined ? 0 : patientShare(last);
};

it(
  'and no amount but patient responsibility reaches the patient',
  () => {
    holds(cases, ({ history, way }) => {
      const book = claimAfter(history.claim, inAnyWay(history, way));
      expect(dueByPayers(entriesOf(book))).toBe(lastOf(history));
    });
  },
  LAW_TIMEOUT_MS,
);
