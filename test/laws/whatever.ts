/** Whatever may happen to a claim, in any order: what payers send, and what people do, sensible or not. */
import fc from 'fast-check';
import type { Claim } from '../../core/claim/types.ts';
import { cents } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import {
  billedOver,
  charged,
  corrected,
  creditTaken,
  denialMoved,
  lost,
  placedWithAgency,
  refunded,
  returned,
  sent,
  undone,
  voidConfirmed,
  waivedFor,
  writtenOff,
} from './acts.ts';
import type { Document } from './book.ts';
import { charges, claimOf, type Decision, decided, decision, wholeDenial } from './decisions.ts';
import { accepted, paidByPatient, remitted, takenBack } from './documents.ts';

export interface Whatever {
  readonly claim: Claim;
  readonly documents: readonly Document[];
}

interface Said {
  readonly payer: number;
  readonly decision: Decision;
  readonly status: string;
  readonly frequency: boolean;
  readonly changed: boolean;
  /** Hundredths of each charge that it decides on; the rest is OA-23. */
  readonly share: number;
  readonly reversed: boolean;
}

const said = (payers: number): fc.Arbitrary<Said> =>
  fc.record({
    payer: fc.integer({ min: 1, max: payers }),
    decision: fc.oneof({ weight: 3, arbitrary: decision }, { weight: 1, arbitrary: wholeDenial }),
    status: fc.constantFrom('1', '1', '1', '2', '19'),
    frequency: fc.boolean(),
    changed: fc.boolean(),
    share: fc.constantFrom(100, 100, 50, 10, 0),
    reversed: fc.boolean(),
  });

const ACTS: readonly ((no: string, payer: number, amount: number) => readonly Document[])[] = [
  (no, filing) => corrected(no, { kind: 'replace', filing }),
  (no, filing, amount) => corrected(no, { kind: 'replace', filing, charges: [amount, amount] }),
  (no, filing) => corrected(no, { kind: 'void', filing }),
  (no) => corrected(no, { kind: 'void', neverHappened: true }),
  (no) => [sent(no)],
  (no) => [voidConfirmed(no)],
  (no) => [refunded(no, 'patient')],
  (no, payer) => [refunded(no, payer)],
  (no, payer, amount) => [refunded(no, payer, cents(amount))],
  (no, _, amount) => [refunded(no, 'patient', cents(amount))],
  () => [returned('P0')],
  (no, payer, amount) => [creditTaken(no, payer, cents(amount))],
  (no, payer) => [writtenOff(no, payer)],
  (no) => [waivedFor(no, 'courtesy')],
  (no) => [waivedFor(no, 'charity')],
  (no) => [placedWithAgency(no)],
  (no) => [lost(no)],
  (no, payer) => [billedOver(no, payer)],
  (no, payer) => [denialMoved(no, payer)],
  (no) => [undone(no)],
];

const acts = (payers: number): fc.Arbitrary<readonly Document[]> =>
  fc
    .array(
      fc.record({
        kind: fc.nat({ max: ACTS.length - 1 }),
        payer: fc.integer({ min: 1, max: payers }),
        amount: fc.integer({ min: 1, max: 50_000 }),
      }),
      { maxLength: 6 },
    )
    .map((all) => all.flatMap(({ kind, payer, amount }, i) => ACTS[kind]?.(`X${i}`, payer, amount) ?? []));

const ofClaim = (payers: number): fc.Arbitrary<Whatever> =>
  fc
    .record({
      charges,
      changed: fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 4, maxLength: 4 }),
      payments: fc.array(said(payers), { minLength: 1, maxLength: 4 }),
      patient: fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 2 }),
      acts: acts(payers),
    })
    .map(({ charges: amounts, changed, payments, patient, acts: done }) => {
      const claim = claimOf('C0001', amounts, payers);
      const corrected = charged(claim, changed);
      return {
        claim,
        documents: [
          accepted('K'),
          ...payments.flatMap((one, i) => documentsOf(one, i, one.changed ? corrected : claim)),
          ...patient.map((amount, i) => paidByPatient(`P${i}`, cents(amount))),
          ...done,
        ],
      };
    });

function documentsOf(said: Said, i: number, claim: Claim): readonly Document[] {
  const { payer, share, status, frequency } = said;
  const of = claim.content.lines.map(({ chargeCents }) => cents(Math.floor((chargeCents * share) / 100)));
  const payment: ClaimPayment = {
    ...decided(said.decision, { claim, of, status, controlNo: `C${i}`, sequence: payer }),
    ...(frequency ? { frequency: '7' } : {}),
  };
  return [
    remitted({ payment, trace: `A${i}`, payer }),
    ...(said.reversed ? [remitted({ payment: takenBack(payment), trace: `B${i}`, payer })] : []),
  ];
}

export const whatever: fc.Arbitrary<Whatever> = fc.integer({ min: 1, max: 3 }).chain(ofClaim);
