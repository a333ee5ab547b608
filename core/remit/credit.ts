import type { Transition } from '../claim/lifecycle.ts';
import { applyEntries, insuranceOpen, lineInsuranceOpen } from '../ledger/balances.ts';
import { noted, overpaid } from '../ledger/entries.ts';
import { cents, subtract, ZERO } from '../money.ts';
import type { ClaimDecision } from './adjustments.ts';
import { type ClaimPosting, originOf, type PostingRequest, plain, positive } from './posting.ts';
import { isDeniedAsDuplicate } from './verdict.ts';

/**
 * Row 32: a second decision without a reversal. One that pays nothing may correct the first as well, whose reversal is
 * on its way; not so a duplicate's denial. One that takes from a line is for a person.
 */
export const comesAgain = (judged: Transition, decision: ClaimDecision): boolean =>
  judged.work.includes('POSSIBLE_DUPLICATE_PAYMENT') &&
  decision.lines.every(({ paid }) => paid >= 0) &&
  !(decision.lines.every(({ paid }) => paid === 0) && isDeniedAsDuplicate(decision));

/**
 * J14 by line: what is open is paid, the rest is owed to the payer. What the payment says of reductions and of the
 * patient is noted and posts nothing yet.
 */
export function credited(
  request: PostingRequest,
  { lines, judgedAsClaim }: ClaimDecision,
  judged: Pick<ClaimPosting, 'verdict' | 'transition'>,
): ClaimPosting {
  const { payerSequence, balances, remittance } = request;
  // Where lines offset each other, by this payment or one before, no more is paid than the claim has open.
  let left = positive(insuranceOpen(balances, payerSequence));
  const entries = lines.flatMap((line) => {
    const reasons = [...line.contractual, ...line.patient, ...line.held, ...line.information].map(plain);
    const ofLine = positive(lineInsuranceOpen(balances, line.lineNo, payerSequence));
    const open = judgedAsClaim ? left : cents(Math.min(left, ofLine));
    left = subtract(left, cents(Math.min(line.paid, open)));
    const origin = { ...originOf(line, 'J14', request), trace: remittance.trace };
    return [
      ...(line.paid > 0 ? [overpaid(origin, line.paid, open)] : []),
      ...(reasons.length > 0 ? [noted(originOf(line, 'info', request), reasons)] : []),
    ];
  });
  return {
    disposition: 'credited',
    entries,
    ...judged,
    denials: [],
    work: judged.transition.work,
    totals: {
      paid: request.payment.paid,
      contractual: ZERO,
      patient: ZERO,
      held: ZERO,
      information: subtract(request.payment.charge, request.payment.paid),
    },
    balances: applyEntries(balances, entries),
  };
}
