import { verdictTogether } from '../claim/answered.ts';
import type { AdjudicationFacts, AnsweredPart } from '../claim/journal.ts';
import type { FilingView, Verdict } from '../claim/lifecycle.ts';
import { lineNumbered } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import type { ClaimPayment } from '../x12/types.ts';
import type { LineMatch } from './match.ts';

/** A payment that answers some lines of its claim only, and how it stands to what is in force (domain.md 5.4, A5). */
export interface PartAnswered {
  readonly part: AnsweredPart;
  /** It answers other lines than what is in force, and together they charge no more than the claim does. */
  readonly joins: boolean;
}

/**
 * What of its claim a payment answers, where that is not all: a payer may split a claim, and answer each part by a CLP
 * of its own. Null where a CLP is for the whole claim, or does not say for which lines it is.
 *
 * @param verdict of this payment alone
 */
export function partAnswered(
  { payment, matches }: { readonly payment: ClaimPayment; readonly matches: readonly LineMatch[] },
  claim: Claim,
  filing: FilingView,
  verdict: Verdict,
): PartAnswered | null {
  if (payment.charge >= claim.totalCharge || matches.length === 0) return null;
  const lines = [...new Set(matches.map(({ lineNo }) => lineNo))].toSorted((a, b) => a - b);
  const isPart = lines.length < claim.content.lines.length && lines.every((no) => lineNumbered(claim, no));
  if (!isPart) return null;
  const part = { lines, chargeCents: payment.charge, verdict };
  return { part, joins: standsBeside(part, filing.adjudication?.part, claim) };
}

function standsBeside(part: AnsweredPart, before: AnsweredPart | undefined, { totalCharge }: Claim): boolean {
  if (before === undefined || before.chargeCents + part.chargeCents > totalCharge) return false;
  return !part.lines.some((line) => before.lines.includes(line));
}

/** The verdict on the claim: of a part, together with the parts before. */
export const verdictOnClaim = (
  verdict: Verdict,
  answered: PartAnswered | null,
  { adjudication }: Pick<FilingView, 'adjudication'>,
): Verdict =>
  answered?.joins === true && adjudication?.part !== undefined
    ? verdictTogether(adjudication.part.verdict, verdict)
    : verdict;

/** Whether lines of the claim still wait for an answer, once this payment is posted. */
export const leavesLinesOpen = (
  answered: PartAnswered | null,
  { content }: Claim,
  before: Pick<AdjudicationFacts, 'part'> | undefined,
): boolean => {
  if (answered === null) return false;
  const earlier = answered.joins ? (before?.part?.lines.length ?? 0) : 0;
  return answered.part.lines.length + earlier < content.lines.length;
};
