import type { Transition } from '../claim/lifecycle.ts';
import { applyEntries, lineInsuranceOpen } from '../ledger/balances.ts';
import { noted, overpaid } from '../ledger/entries.ts';
import { subtract, ZERO } from '../money.ts';
import type { ClaimDecision } from './adjustments.ts';
import { type ClaimPosting, originOf, type PostingRequest, plain, positive } from './posting.ts';

/** Row 32: a second payment without a reversal. One that takes from a line is for a person. */
export const comesAgain = (judged: Transition, { lines }: ClaimDecision): boolean =>
  judged.work.includes('POSSIBLE_DUPLICATE_PAYMENT') &&
  lines.some(({ paid }) => paid > 0) &&
  lines.every(({ paid }) => paid >= 0);

/** J14 by line; what the payment says of reductions and of the patient is noted and posts nothing yet. */
export function credited(
  request: PostingRequest,
  { lines }: ClaimDecision,
  judged: Pick<ClaimPosting, 'verdict' | 'transition'>,
): ClaimPosting {
  const { payerSequence, balances, remittance } = request;
  const entries = lines.flatMap((line) => {
    const reasons = [...line.contractual, ...line.patient, ...line.held, ...line.information].map(plain);
    const open = positive(line.lineNo === 0 ? ZERO : lineInsuranceOpen(balances, line.lineNo, payerSequence));
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
