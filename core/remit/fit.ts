import { type ClaimBalances, insuranceOpen, lineInsuranceOpen } from '../ledger/balances.ts';
import type { Reason } from '../ledger/entries.ts';
import { type Cents, cents, subtract, sum, ZERO } from '../money.ts';
import { type ClaimDecision, capReasons, type LineDecision, totalOf } from './adjustments.ts';
import { positive } from './posting.ts';

/** A line as it is posted: nothing takes more than is open. */
export interface FittedLine extends LineDecision {
  /**
   * Where the payment is more than the line set's balance (J14): how much of `paid` is still due from the payer; the
   * rest is owed to it. Undefined where all is due (J1).
   */
  readonly due?: Cents;
}

interface Open {
  readonly balances: ClaimBalances;
  readonly payerSequence: number;
}

/**
 * Fits what a payer says to what it still owes, line by line, or over the claim where its lines offset each other.
 *
 * A payment of more than is open pays that, and the rest is the payer's (J14); its reductions and the patient's part
 * then post nothing. Else the patient's part, and after it the write-offs, post up to what is open besides the
 * denials: a payer after the first may repeat what an earlier one wrote off or left. What does not post is information.
 *
 * @see domain.md 5.6, 5.8 J14
 */
export function fitted({ lines, judgedAsClaim }: ClaimDecision, open: Open): readonly FittedLine[] {
  const { balances, payerSequence } = open;
  if (judgedAsClaim) return fittedSet(lines, insuranceOpen(balances, payerSequence));
  return lines.flatMap((line) => fittedSet([line], lineInsuranceOpen(balances, line.lineNo, payerSequence)));
}

function fittedSet(lines: readonly LineDecision[], before: Cents): readonly FittedLine[] {
  const swapped = sum(lines.map(({ contractual }) => totalOf(contractual.filter(isNegative))));
  const paid = sum(lines.map((line) => line.paid));
  const left = subtract(subtract(before, swapped), paid);
  return left < 0 ? overpaidSet(lines, before) : cappedSet(lines, left);
}

const isNegative = ({ amount }: Reason): boolean => amount < 0;
const isPositive = ({ amount }: Reason): boolean => amount > 0;

function overpaidSet(lines: readonly LineDecision[], before: Cents): readonly FittedLine[] {
  // What the payer takes from one line of the set makes room on the others.
  let open: number = positive(before);
  for (const { paid } of lines) open -= Math.min(0, paid);
  return lines.map((line) => {
    const { paid, contractual, patient, information } = line;
    const due = cents(Math.min(Math.max(0, paid), open));
    open -= due;
    const fitting = { ...line, contractual: [], patient: [] };
    const noted = { ...fitting, information: [...information, ...contractual, ...patient] };
    return due < paid ? { ...noted, due } : noted;
  });
}

/** @param left what is open after the payment */
function cappedSet(lines: readonly LineDecision[], left: Cents): readonly FittedLine[] {
  const shares: ReturnType<typeof capReasons<LineDecision['patient'][number]>>[] = [];
  let patients: Cents = ZERO;
  for (const { patient } of lines) {
    const share = capReasons(patient, subtract(left, patients));
    patients = cents(patients + totalOf(share.within));
    shares.push(share);
  }
  const denied = sum(lines.map(({ held }) => totalOf(held)));
  let writable: Cents = subtract(subtract(left, patients), denied);
  return lines.map((line, i) => {
    const off = capReasons(line.contractual.filter(isPositive), positive(writable));
    writable = subtract(writable, totalOf(off.within));
    const share = shares[i] ?? { within: [], beyond: [] };
    if (share.beyond.length + off.beyond.length === 0) return line;
    return {
      ...line,
      patient: share.within,
      contractual: [...line.contractual.filter(isNegative), ...off.within],
      information: [...line.information, ...share.beyond, ...off.beyond],
    };
  });
}
