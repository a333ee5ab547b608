import type { Act } from '../claim/act-facts.ts';
import type { JournalEvent } from '../claim/journal.ts';
import type { FilingView, Transition } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { WorkReason } from '../claim/work.ts';
import type { CivilDate } from '../dates.ts';
import type { ClaimBalances } from '../ledger/balances.ts';
import { chargesToBill } from '../ledger/charges.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import { chargesVoided } from '../ledger/void-charges.ts';

export interface ChargesRequest {
  readonly claim: Claim;
  readonly filing: FilingView;
  readonly payerSequence: number;
  readonly journal: readonly JournalEvent[];
  readonly cause: string;
  readonly date: CivilDate;
}

export interface ChargesChanged {
  readonly entries: readonly JournalEntry[];
  readonly work: readonly WorkReason[];
}

const UNCHANGED: ChargesChanged = { entries: [], work: [] };

/**
 * What becomes of a claim's charges once its payment is taken back. A void of services that never happened takes them
 * back too (J17). A replacement that charges less than was billed could not take the difference back as long as it was
 * paid: now it can (J0).
 *
 * @param balances after the reversal
 */
export function chargesAfter(
  { steps }: Pick<Transition, 'steps'>,
  balances: ClaimBalances,
  request: ChargesRequest,
): ChargesChanged {
  const { claim, filing, payerSequence, journal, cause, date } = request;
  const isVoided = steps.some(({ from, to }) => from !== to && to === 'VOIDED');
  if (isVoided && lastAct(journal, payerSequence)?.neverHappened === true) {
    const entries = chargesVoided(balances, { cause, date, claimNo: claim.claimNo });
    // Something else was paid or written off and not taken back: a person finds out what.
    return entries === null ? { entries: [], work: ['BALANCE_UNEXPLAINED'] } : { entries, work: [] };
  }
  const isReplaced = steps.some(({ from, to }) => from === 'REPLACING' && to === 'REVERSED');
  return isReplaced && filing.batch !== undefined
    ? { entries: chargesToBill(claim, balances, { cause, date, payerSequence }), work: [] }
    : UNCHANGED;
}

/** Why the content in force went out. */
export const lastAct = (journal: readonly JournalEvent[], payerSequence: number): Act | undefined =>
  journal
    .flatMap(({ facts, filing }) => (facts.kind === 'assembled' && filing === payerSequence ? [facts] : []))
    .at(-1)?.act;
