/** What may happen to a claim: decisions with their reversals and corrections, acknowledgments, money of the patient. */
import fc from 'fast-check';
import type { Claim } from '../../core/claim/types.ts';
import { netOf } from '../../core/ledger/balances.ts';
import type { EntryType, JournalEntry } from '../../core/ledger/entries.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import type { Document } from './book.ts';
import { charges, claimOf, type Decision, decided, decision, dividedBy } from './decisions.ts';
import { accepted, paidByPatient, remitted, takenBack } from './documents.ts';

export interface History {
  readonly claim: Claim;
  /** In the order in which they belong. */
  readonly documents: readonly Document[];
  /** What the payers hold to in the end: one decision for each, in their order. */
  readonly standing: readonly ClaimPayment[];
  /** What the patient paid, in all. */
  readonly patientPaid: Cents;
}

interface Words {
  readonly charges: readonly number[];
  /** The first payer's, each but the last reversed and corrected by the next. */
  readonly decisions: readonly Decision[];
  /** Those of the payers after it, in the same way. */
  readonly later: readonly (readonly Decision[])[];
  readonly patient: readonly number[];
  readonly acknowledged: boolean;
}

const chain = (most: number) => fc.array(decision, { minLength: 1, maxLength: most });

const words = (later: fc.Arbitrary<Words['later']>): fc.Arbitrary<Words> =>
  fc.record({
    charges,
    decisions: chain(3),
    later,
    patient: fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 2 }),
    acknowledged: fc.boolean(),
  });

/** A claim with one payer. */
export const history = (no = 'C0001'): fc.Arbitrary<History> =>
  words(fc.constant([]))
    .map((said) => historyOf(no, said))
    .filter(endsInOrder);

/** A claim with two or three payers, each of which decides; one between two others decides once. */
export const historyOfMorePayers = (no = 'C0001'): fc.Arbitrary<History> =>
  words(fc.oneof(fc.tuple(chain(2)), fc.tuple(chain(1), chain(2))))
    .map((said) => historyOf(no, said))
    .filter(endsInOrder);

/**
 * Not one in which a payer's last decision, after others, pays nothing and leaves nothing to the patient: an earlier
 * payment that comes after such a denial takes its place (row 37), and when that is reversed nobody knows that the
 * denial was the payer's last word.
 */
const endsInOrder = ({ documents, standing }: History): boolean =>
  standing.every((last) => {
    const its = documents.filter(({ payment }) => payment?.claimId === last.claimId);
    return its.length <= 1 || last.paid > 0 || patientShare(last) > 0;
  });

/** What a decision calls patient responsibility, in cents. */
export const patientShare = ({ services }: ClaimPayment): number =>
  services
    .flatMap(({ adjustments }) => adjustments)
    .reduce((total, { group, amount }) => (group === 'PR' ? total + amount : total), 0);

/** What the patient paid, what became the patient's, and what people gave up: no words of a payer. */
const NOT_BY_PAYERS: ReadonlySet<EntryType> = new Set(['J6', 'J10', 'J11a', 'J11b', 'J17', 'J19']);

/** What payers have made due from the patient, in cents; with what people did to that taken back. */
export function dueByPayers(entries: readonly JournalEntry[]): number {
  const byId = new Map(entries.map((entry) => [entry.entryId, entry]));
  /** What a mirror mirrors in the end. */
  const mirrored = (entry: JournalEntry): JournalEntry => {
    const original = byId.get(entry.reverses ?? '');
    return original === undefined ? entry : mirrored(original);
  };
  return entries
    .filter((entry) => !NOT_BY_PAYERS.has(mirrored(entry).type))
    .flatMap(({ postings }) => postings.filter(({ account }) => account === '1110'))
    .reduce((total, posting) => total + netOf(posting), 0);
}

/** The reversals of what payers hold to, each by the payer that its CLP01 names. */
export const takenBackAll = (standing: readonly ClaimPayment[]): readonly Document[] =>
  standing.map((payment, i) =>
    remitted({ payment: takenBack(payment), trace: `Z${i}`, payer: Number(payment.claimId.at(-1)) }),
  );

function historyOf(no: string, said: Words): History {
  const { decisions, later, patient, acknowledged } = said;
  const claim = claimOf(no, said.charges, 1 + later.length);
  const chains = decidedInTurn(claim, [decisions, ...later]);
  return {
    claim,
    documents: [
      ...(acknowledged ? [accepted('K')] : []),
      ...chains.flatMap((payments, i) => inTurn(payments, i + 1)),
      ...patient.map((amount, i) => paidByPatient(`${no}-${i}`, cents(amount))),
    ],
    standing: chains.flatMap((payments) => payments.at(-1) ?? []),
    patientPaid: sum(patient.map(cents)),
  };
}

/** Each decision but the last is taken back before the next. */
const inTurn = (payments: readonly ClaimPayment[], payer: number): readonly Document[] =>
  payments.flatMap((payment, i) => [
    remitted({ payment, trace: `A${payer}${i}`, payer }),
    ...(i === payments.length - 1
      ? []
      : [remitted({ payment: takenBack(payment), trace: `B${payer}${i}`, payer })]),
  ]);

/**
 * What each payer says, in their order: of no more than every decision of the payer before has left to it.
 *
 * @param chains decisions, by payer
 */
export function decidedInTurn(
  claim: Claim,
  chains: readonly (readonly Decision[])[],
): readonly (readonly ClaimPayment[])[] {
  let open: readonly Cents[] = claim.content.lines.map(({ chargeCents }) => chargeCents);
  return chains.map((decisions, i) => {
    const of = open;
    open = of.map((amount, line) =>
      cents(Math.min(...decisions.map(({ lines }) => leftBy(lines[line], amount)))),
    );
    const sequence = i + 1;
    return decisions.map((one, n) =>
      decided(one, {
        claim,
        of,
        status: `${sequence}`,
        controlNo: `${claim.claimNo}-${sequence}${n}`,
        sequence,
      }),
    );
  });
}

/** What a decision leaves of a line to the patient, or to the next payer. */
export const leftBy = (line: Decision['lines'][number] | undefined, charge: Cents): number =>
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
