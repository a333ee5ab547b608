import type { Transition } from '../claim/lifecycle.ts';
import { applyEntries } from '../ledger/balances.ts';
import { chargesToBill } from '../ledger/charges.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { followUpsTakenBack, takenBack } from '../patient/follow-ups.ts';
import type { ClaimDecision } from './adjustments.ts';
import { adjudicationsInForce } from './in-force.ts';
import { ownEntries } from './mirrors.ts';
import type { PostingRequest } from './posting.ts';

const IN_PLACE_OF_DENIAL = 37;
const IN_PLACE_OF_VOID = 65;

/**
 * What is taken back before a decision that takes another's place without a reversal (rows 37 and 65): what we did
 * ourselves about that one, and what a denial has written off by contract. Else its payment would be an overpayment.
 * Charges that a replacement has lowered follow.
 *
 * @see domain.md 5.5
 */
export function replacedUndone(
  request: PostingRequest,
  { steps }: Pick<Transition, 'steps'>,
  { lines }: ClaimDecision,
): readonly JournalEntry[] {
  const { claim, journal, payerSequence, cause, remittance } = request;
  const { date } = remittance;
  if (journal === undefined) return [];
  const follows = (wanted: number): boolean => steps.some(({ row }) => row === wanted);
  if (!follows(IN_PLACE_OF_DENIAL) && !follows(IN_PLACE_OF_VOID)) return [];
  const at = { cause, date };
  const done = followUpsTakenBack(journal, {
    ...{ payerSequence, ofPatient: false, at },
    lines: [...lines.map(({ lineNo }) => lineNo), ...(claim.droppedLines ?? [])],
  });
  if (!follows(IN_PLACE_OF_DENIAL)) return done;
  const all = journal.flatMap(({ entries }) => entries);
  const off = adjudicationsInForce(journal, payerSequence)
    .flatMap(ownEntries)
    .filter(({ type }) => type === 'J2');
  const undone = [...done, ...takenBack(off.toReversed(), all, { ...at, kind: 'J13/replaced' })];
  return [...undone, ...chargesLeft(request, steps, undone)];
}

/** A replacement that charges less could not take back what the denial had written off: now it can (J0). */
function chargesLeft(
  { claim, filing, balances, payerSequence, cause, remittance: { date } }: PostingRequest,
  steps: Transition['steps'],
  undone: readonly JournalEntry[],
): readonly JournalEntry[] {
  const isReplaced = steps.some(({ from }) => from === 'REPLACING') && filing.batch !== undefined;
  return isReplaced
    ? chargesToBill(claim, applyEntries(balances, undone), { cause, date, payerSequence })
    : [];
}
