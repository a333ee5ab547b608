/** What may happen to a claim: decisions with their reversals and corrections, acknowledgments, money of the patient. */
import fc from 'fast-check';
import type { Claim } from '../../core/claim/types.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import type { Document } from './book.ts';
import { charges, claimOf, type Decision, decided, decision, dividedBy } from './decisions.ts';
import { accepted, paidByPatient, remitted, takenBack } from './documents.ts';

export interface History {
  readonly claim: Claim;
  /** In the order in which they belong. */
  readonly documents: readonly Document[];
  /** What the payers hold to in the end: one decision for each. */
  readonly standing: readonly ClaimPayment[];
  /** What the patient paid, in all. */
  readonly patientPaid: Cents;
}

interface Words {
  readonly charges: readonly number[];
  /** The first payer's, each but the last reversed and corrected by the next. */
  readonly decisions: readonly Decision[];
  /** The second payer's, if there is one. */
  readonly second: Decision | undefined;
  readonly patient: readonly number[];
  readonly acknowledged: boolean;
}

const words = (second: fc.Arbitrary<Decision | undefined>): fc.Arbitrary<Words> =>
  fc.record({
    charges,
    decisions: fc.array(decision, { minLength: 1, maxLength: 3 }),
    second,
    patient: fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 2 }),
    acknowledged: fc.boolean(),
  });

/** A claim with one payer. */
export const history = (no = 'C0001'): fc.Arbitrary<History> =>
  words(fc.constant(undefined))
    .map((said) => historyOf(no, said))
    .filter(endsInOrder);

/** A claim with two payers, both of which decide. */
export const historyOfTwoPayers = (no = 'C0001'): fc.Arbitrary<History> =>
  words(decision)
    .map((said) => historyOf(no, said))
    .filter(endsInOrder);

/**
 * Not one whose last decision pays nothing and leaves nothing to the patient: an earlier payment that comes after such a
 * denial takes its place (row 37), and when that is reversed nobody knows that the denial was the payer's last word.
 */
function endsInOrder({ documents, standing: [last] }: History): boolean {
  const ofFirst = documents.filter(
    ({ payment }) => payment !== undefined && payment.claimId === last?.claimId,
  );
  return ofFirst.length <= 1 || last === undefined || last.paid > 0 || patientShare(last) > 0;
}

/** What a decision calls patient responsibility, in cents. */
export const patientShare = ({ services }: ClaimPayment): number =>
  services
    .flatMap(({ adjustments }) => adjustments)
    .reduce((total, { group, amount }) => (group === 'PR' ? total + amount : total), 0);

function historyOf(no: string, said: Words): History {
  const claim = claimOf(no, said.charges, said.second !== undefined);
  const first = said.decisions.map((one, i) => decided(one, { claim, controlNo: `${no}-A${i}` }));
  const last = first.at(-1);
  const documents = first.flatMap((payment, i) => [
    remitted({ claim, payment, trace: `A${i}` }),
    ...(payment === last ? [] : [remitted({ claim, payment: takenBack(payment), trace: `B${i}` })]),
  ]);
  const second = said.second === undefined ? [] : [secondOf(claim, said, said.second)];
  return {
    claim,
    documents: [
      ...(said.acknowledged ? [accepted('K')] : []),
      ...documents,
      ...second.map((payment) => remitted({ claim, payment, trace: 'S', payer: 2 })),
      ...said.patient.map((amount, i) => paidByPatient(`${no}-${i}`, cents(amount))),
    ],
    standing: [...(last === undefined ? [] : [last]), ...second],
    patientPaid: sum(said.patient.map(cents)),
  };
}

/** The second payer decides on no more than every decision of the first has left to it. */
function secondOf(claim: Claim, { charges: amounts, decisions }: Words, second: Decision): ClaimPayment {
  const of = amounts.map((charge, i) =>
    cents(Math.min(...decisions.map(({ lines }) => leftBy(lines[i], cents(charge))))),
  );
  return decided(second, { claim, of, status: '2', controlNo: `${claim.claimNo}-S`, sequence: 2 });
}

const leftBy = (line: Decision['lines'][number] | undefined, charge: Cents): number =>
  line === undefined ? 0 : dividedBy(charge, line.division).patient;

/** How documents come: in any order, some of them again. */
export interface Coming {
  readonly keys: readonly number[];
  readonly again: readonly number[];
}
export const coming: fc.Arbitrary<Coming> = fc.record({
  keys: fc.array(fc.nat({ max: 1000 }), { minLength: 16, maxLength: 16 }),
  again: fc.array(fc.nat({ max: 1000 }), { maxLength: 4 }),
});

export function inOrderOf<T>({ keys, again }: Coming, documents: readonly T[]): readonly T[] {
  const repeats = again.flatMap((n) => documents[n % Math.max(1, documents.length)] ?? []);
  return [...documents, ...repeats]
    .map((document, i) => ({ document, key: keys[i % keys.length] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ document }) => document);
}
