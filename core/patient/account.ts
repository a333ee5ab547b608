import type { JournalEvent } from '../claim/journal.ts';
import type { AccountCode } from '../ledger/accounts.ts';
import {
  type ClaimBalances,
  chargesBilled,
  claimTotals,
  inCollections,
  patientCredit,
  patientOpen,
} from '../ledger/balances.ts';
import type { JournalEntry, Reason } from '../ledger/entries.ts';
import { leftOf } from '../ledger/even-payers.ts';
import { type Cents, cents, negate, sum } from '../money.ts';
import { capReasons } from '../remit/adjustments.ts';
import { sharesPatient } from './left-to-patient.ts';

/** What became of a claim's charge, seen from the patient. From the ledger only; cents. */
export interface PatientAccount {
  readonly charge: Cents;
  readonly insurancePaid: Cents;
  /** By contract (4110). */
  readonly contractual: Cents;
  /** Denied and given up (4120). */
  readonly writtenOff: Cents;
  /** Given up for the patient: small, by courtesy, by charity (4130, 4140). */
  readonly waived: Cents;
  /** 6010. */
  readonly badDebt: Cents;
  /** Cash of the patient, less what was returned. */
  readonly patientPaid: Cents;
  /** J15, to patient and payers. */
  readonly refunded: Cents;
  /** Due from all payers. */
  readonly insuranceOpen: Cents;
  /** 1110. */
  readonly patientBalance: Cents;
  /** 1120. */
  readonly inCollections: Cents;
  /** 2020. */
  readonly patientCredit: Cents;
  /** 2010. */
  readonly payerCredit: Cents;
}

/** @param balances of the claim, by line */
export function patientAccount(balances: ClaimBalances): PatientAccount {
  const on = (...codes: readonly AccountCode[]): Cents =>
    sum(Object.values(balances).flatMap((line) => codes.map((code) => line[code] ?? cents(0))));
  const { insurancePaid, insuranceOpen } = claimTotals(balances);
  return {
    charge: chargesBilled(balances),
    insurancePaid,
    contractual: on('4110'),
    writtenOff: on('4120'),
    waived: on('4130', '4140'),
    badDebt: on('6010'),
    patientPaid: on('1020'),
    refunded: negate(on('1010')),
    insuranceOpen,
    patientBalance: patientOpen(balances),
    inCollections: inCollections(balances),
    patientCredit: patientCredit(balances),
    payerCredit: negate(on('2010')),
  };
}

/** What payers left to the patient for one reason. */
export interface PatientReason {
  /** CARC: 1 deductible, 2 coinsurance, 3 copay … */
  readonly carc: string;
  readonly amount: Cents;
}

/**
 * Why the patient owes: what payers left to the patient (J3b, J3c) and did not take back, by CARC, the largest first.
 * What the patient paid since is not taken off; what went on to a coverage that was found later is.
 *
 * @see domain.md S04, 8.3
 */
export const patientReasons = (journal: readonly JournalEvent[]): readonly PatientReason[] =>
  summed([...patientReasonsByLine(journal.flatMap((event) => event.entries)).values()].flat());

/**
 * As `patientReasons`, in the order in which they came, by line; 0 is the claim as a whole.
 *
 * @param all every entry of the claim
 */
export function patientReasonsByLine(all: readonly JournalEntry[]): ReadonlyMap<number, readonly Reason[]> {
  const byLine = new Map<number, readonly Reason[]>();
  for (const entry of all) {
    const side = sharesPatient(entry);
    if (side === 0) continue;
    const { lineNo = 0, reasons = [] } = entry;
    const left = leftOf(entry, all);
    const before = byLine.get(lineNo) ?? [];
    const given = capReasons(reasons.filter(isPatients), left).within;
    byLine.set(lineNo, side > 0 ? [...before, ...given] : [...capReasons(before, left).beyond]);
  }
  return byLine;
}

/** One amount for each CARC; nothing that comes out as 0. */
export function summed(reasons: readonly Reason[]): readonly PatientReason[] {
  const sums = new Map<string, number>();
  for (const { carc, amount } of reasons) sums.set(carc, (sums.get(carc) ?? 0) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([carc, amount]) => ({ carc, amount: cents(amount) }))
    .toSorted((a, b) => b.amount - a.amount || (a.carc < b.carc ? -1 : 1));
}
const isPatients = ({ group }: Reason): boolean => group === 'PR';
