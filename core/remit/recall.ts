import { applyEntries, type ClaimBalances, insuranceOpen, lineInsuranceOpen } from '../ledger/balances.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { type Cents, cents, sum, ZERO } from '../money.ts';
import type { LeftToPatient } from '../patient/left-to-patient.ts';
import { type ClaimDecision, totalOf } from './adjustments.ts';
import { type FittedLine, fitted } from './fit.ts';
import { movedTo, recallable } from './found-coverage.ts';
import type { PostingRequest } from './posting.ts';

/** What a payment takes of the lines' balances. */
export interface Fitting {
  readonly lines: readonly FittedLine[];
  /** J3c: what the patient has paid of what this payer now pays, or says of; the patient's money is then a credit. */
  readonly recalled: readonly JournalEntry[];
  readonly recalledCents: Cents;
  /** What earlier payers left to this one, as it sees it: with what the patient paid of it. */
  readonly before: ClaimBalances;
}

/**
 * Fits a decision to what its payer owes. A payer that was found after the patient had paid owes only the rest; when
 * it pays, takes off or leaves more than that, so much of the patient's payments is its part after all (J3c), and at
 * the end of the event the patient has it to the good (J19). What it denies stays paid by the patient.
 *
 * @param balances before the decision
 * @see domain.md 5.6; 5.8 J3c
 */
export function fittedToFound(
  decision: ClaimDecision,
  request: PostingRequest,
  balances: ClaimBalances,
): Fitting {
  const { claim, payerSequence, cause, remittance } = request;
  const free = recallable(request.journal ?? [], payerSequence);
  if (free.length === 0)
    return {
      lines: fitted(decision, { balances, payerSequence }),
      ...{ recalled: [], recalledCents: ZERO, before: balances },
    };
  const at = { cause, date: remittance.date, claimNo: claim.claimNo };
  const before = applyEntries(balances, movedTo(payerSequence, free, at));
  const lines = fitted(decision, { balances: before, payerSequence });
  const shares = decision.judgedAsClaim
    ? sharesUpTo(free, takenBy(lines) - insuranceOpen(balances, payerSequence))
    : lines.flatMap((line) =>
        sharesUpTo(
          free.filter(({ lineNo }) => lineNo === line.lineNo),
          takenBy([line]) - lineInsuranceOpen(balances, line.lineNo, payerSequence),
        ),
      );
  return {
    lines,
    recalled: movedTo(payerSequence, shares, at),
    recalledCents: sum(shares.map(({ amount }) => amount)),
    before,
  };
}

/** What the lines post: paid as far as it is due, taken off, left to others. */
const takenBy = (lines: readonly FittedLine[]): number =>
  lines.reduce(
    (total, { paid, due = paid, contractual, patient }) =>
      total + due + totalOf(contractual) + totalOf(patient),
    0,
  );

/** In their order, up to a limit of cents. */
function sharesUpTo(free: readonly LeftToPatient[], limit: number): readonly LeftToPatient[] {
  let left = limit;
  return free.flatMap((share) => {
    const amount = cents(Math.max(0, Math.min(left, share.amount)));
    left -= amount;
    return amount > 0 ? [{ ...share, amount }] : [];
  });
}
