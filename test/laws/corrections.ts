/** Claims that go out again: a replacement or a void between a payer's decisions, and what else moves meanwhile. */
import fc from 'fast-check';
import type { Claim } from '../../core/claim/types.ts';
import { cents } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import { charged, corrected, refunded } from './acts.ts';
import type { Document } from './book.ts';
import {
  allows,
  charges,
  claimOf,
  type Decision,
  decided,
  decision,
  deniesAll,
  wholeDenial,
} from './decisions.ts';
import { accepted, paidByPatient, remitted, takenBack } from './documents.ts';
import { type Coming, coming, decidedInTurn, inOrderOf } from './histories.ts';

/** A claim that went out again. The act keeps its place; all else moves, so far as it can. */
export interface CorrectionHistory {
  readonly claim: Claim;
  /** What the act rests on, with what had come before it. */
  readonly before: readonly Document[];
  readonly act: readonly Document[];
  /** What answers it. */
  readonly after: readonly Document[];
  /** What comes before or after the act, and in both. */
  readonly loose: readonly Document[];
  /** A payment of the patient above all that can be due, and a refund of a part. */
  readonly refund: readonly Document[];
  /** What payers hold to in the end. */
  readonly standing: readonly ClaimPayment[];
}

interface Said {
  readonly charges: readonly number[];
  readonly earlier: Decision | undefined;
  readonly first: Decision;
  readonly second: Decision;
  readonly act: 'replace' | 'void';
  readonly neverHappened: boolean;
  readonly newCharges: readonly number[] | undefined;
  readonly reverses: boolean;
  readonly later: readonly Decision[];
  readonly patient: readonly number[];
  readonly refund: number | undefined;
  readonly acknowledged: boolean;
}

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const anyDecision = fc.oneof({ weight: 3, arbitrary: decision }, { weight: 1, arbitrary: wholeDenial });

const said: fc.Arbitrary<Said> = fc.record({
  charges,
  earlier: optional(anyDecision),
  first: anyDecision,
  second: anyDecision,
  act: fc.constantFrom('replace', 'void'),
  neverHappened: fc.boolean(),
  newCharges: optional(fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 4, maxLength: 4 })),
  reverses: fc.boolean(),
  later: fc.array(decision, { maxLength: 2 }),
  patient: fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 2 }),
  refund: optional(fc.integer({ min: 1, max: 10_000 })),
  acknowledged: fc.boolean(),
});

export const correctionHistory: fc.Arbitrary<CorrectionHistory> = said.filter(endsInOrder).map(historyOf);

/**
 * A payment that comes after a whole denial takes its place (row 37), and when it is reversed nobody knows that the
 * denial was the last word: so no whole denial after an earlier decision.
 */
function endsInOrder({ earlier, first, second, charges: amounts, newCharges = amounts }: Said): boolean {
  if (earlier === undefined) return true;
  return allows(first, amounts) && allows(second, newCharges.slice(0, amounts.length));
}

function historyOf(said: Said): CorrectionHistory {
  const { act, newCharges, neverHappened } = said;
  // Of a void that stands, what later payers owe is for a person: nobody has decided before them.
  const later = act === 'void' && !said.reverses ? [] : said.later;
  const claim = claimOf('C0001', said.charges, 1 + later.length);
  const isReplaced = act === 'replace';
  const changes = isReplaced && later.length === 0 ? newCharges : undefined;
  const again = charged(claim, changes);
  const say = (one: Decision, controlNo: string, of = claim) => decided(one, { claim: of, controlNo });
  const first = say(said.first, 'A');
  const second = { ...say(said.second, 'B', again), frequency: '7' };
  const earlier = said.earlier && say(said.earlier, 'E');
  const isDenial = deniesAll(said.first, said.charges);
  const answers = isReplaced
    ? [...(said.reverses || !isDenial ? [back(first, 'AR')] : []), remitted({ payment: second, trace: 'B' })]
    : [
        back(first, 'AR'),
        ...(said.reverses ? [remitted({ payment: { ...second, frequency: '1' }, trace: 'B' })] : []),
      ];
  const others = decidedInTurn(claim, [
    [...(said.earlier === undefined ? [] : [said.earlier]), said.first, said.second],
    ...later.map((one) => [one]),
  ])
    .slice(1)
    .flat();
  return {
    claim,
    before: [
      ...(said.acknowledged ? [accepted('K')] : []),
      ...(earlier === undefined ? [] : [remitted({ payment: earlier, trace: 'E' }), back(earlier, 'ER')]),
      remitted({ payment: first, trace: 'A' }),
    ],
    act: corrected('X', {
      kind: act,
      ...(changes === undefined ? {} : { charges: changes }),
      neverHappened: !isReplaced && neverHappened && others.length === 0,
    }),
    after: answers,
    loose: [
      ...others.map((payment, i) => remitted({ payment, trace: `S${i}`, payer: i + 2 })),
      ...said.patient.map((amount, i) => paidByPatient(`P${i}`, cents(amount))),
    ],
    refund:
      said.refund === undefined
        ? []
        : [
            paidByPatient('OVER', cents(200_000 + said.refund)),
            refunded('OVER', 'patient', cents(said.refund)),
          ],
    standing: [...(isReplaced || said.reverses ? [second] : []), ...others],
  };
}

const back = (payment: ClaimPayment, trace: string): Document =>
  remitted({ payment: takenBack(payment), trace });

/** As they belong: the act after its decision, the answers after the act. */
export const asTheyBelong = ({
  before,
  act,
  after,
  loose,
  refund,
}: CorrectionHistory): readonly Document[] => [...[...before, ...act, ...after], ...[...loose, ...refund]];

/** How documents come around the act. */
export interface Way {
  readonly order: Coming;
  /** What came before the decision that is corrected comes after the act. */
  readonly earlierLate: boolean;
  /** For each loose document: before the act. */
  readonly sooner: readonly boolean[];
  /** Of the payment and its refund: how many come before the act. */
  readonly refundSooner: number;
}

export const anyWay: fc.Arbitrary<Way> = fc.record({
  order: coming,
  earlierLate: fc.boolean(),
  sooner: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  refundSooner: fc.nat({ max: 2 }),
});

/** In any order that the act allows; what came before it comes again after it. */
export function inAnyWay(history: CorrectionHistory, way: Way): readonly Document[] {
  const { before, act, after, loose, refund } = history;
  const { order, earlierLate, sooner, refundSooner } = way;
  const isLate = ({ clearing = '' }: Document): boolean => earlierLate && EARLIER.has(clearing);
  const first = before.filter((one) => !isLate(one));
  const isSooner = (_: Document, i: number): boolean => sooner[i] === true;
  const [paid, back] = [refund.slice(0, refundSooner), refund.slice(refundSooner)];
  return [
    ...inOrderOf(order, [...first, ...loose.filter(isSooner)]),
    ...[...paid, ...act],
    ...inOrderOf(order, [
      ...after,
      ...before.filter(isLate),
      ...loose.filter((_, i) => !isSooner(_, i)),
      ...first,
    ]),
    ...back,
  ];
}
const EARLIER: ReadonlySet<string> = new Set(['99001|E', '99001|ER']);
