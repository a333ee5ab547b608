import { isDropped } from '../claim/lines.ts';
import { lineInsuranceOpen } from '../ledger/balances.ts';
import type { ClaimDecision } from './adjustments.ts';
import type { PostingRequest } from './posting.ts';

/**
 * A payer may still answer a line that a replacement dropped. Once its charge is taken back nothing is denied by that
 * any more: its words are information. What is paid for it is owed to the payer (J14), as for any line.
 */
export function withoutDropped(
  decision: ClaimDecision,
  { claim, balances, payerSequence }: Pick<PostingRequest, 'claim' | 'balances' | 'payerSequence'>,
): ClaimDecision {
  if (claim.droppedLines === undefined) return decision;
  const isGone = (lineNo: number): boolean =>
    isDropped(claim, lineNo) && lineInsuranceOpen(balances, lineNo, payerSequence) <= 0;
  return {
    ...decision,
    lines: decision.lines.map((line) =>
      isGone(line.lineNo) ? { ...line, held: [], information: [...line.information, ...line.held] } : line,
    ),
  };
}
