import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkReason } from '../../core/claim/work.ts';
import { payerCredit } from '../../core/ledger/balances.ts';
import { debitOf } from '../../core/ledger/entries.ts';
import { creditOfPayer } from '../../core/patient/refund.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkActor, WorkStore } from '../../store/work.ts';
import { claimWorkId } from './posting.ts';

interface Context {
  readonly claims: Pick<ClaimStore, 'events'>;
  readonly work: WorkStore;
}

/** Asks what to do about money that a payer has to the good. */
const REASON: WorkReason = 'POSSIBLE_DUPLICATE_PAYMENT';

/** Outcomes of ours: what was closed by them may be opened again. */
export const creditOutcomes = {
  refunded: 'The money was given back.',
  recouped: 'The payer took it back by itself.',
  gone: 'Nothing is left of the credit.',
} as const;
const isOurs = (outcome: string | undefined): boolean =>
  Object.values<string | undefined>(creditOutcomes).includes(outcome);

/** Whether an event takes from what a payer has to the good (2010), or gives to it. */
const moves = ({ entries }: Pick<JournalEvent, 'entries'>, side: 'takes' | 'gives'): boolean =>
  entries.some(({ postings }) =>
    postings.some((posting) => posting.account === '2010' && debitOf(posting) > 0 === (side === 'takes')),
  );
export const takesCredit = (event: Pick<JournalEvent, 'entries'>): boolean => moves(event, 'takes');

/**
 * Closes the questions about a payer's credit once nothing is left of it: it was refunded, recouped, reversed, or used.
 * Of a payment in suspense nothing is known by that. It looks at the journal up to the event: a repeat finds the same.
 */
export async function closeCredits(
  { claims, work }: Context,
  event: JournalEvent,
  { actor, outcome }: { readonly actor: WorkActor; readonly outcome: string },
): Promise<void> {
  if (!takesCredit(event)) return;
  const journal = (await claims.events(event.claimNo)).slice(0, event.version);
  for (const { claimNo, cause, filing } of credits(journal))
    if (payerCredit(creditOfPayer(journal, filing)) <= 0)
      await work.resolve(claimWorkId({ claimNo }, REASON, cause), actor, outcome);
}

/** Opens them again after what had taken the credit was undone: once for that. */
export async function reopenCredits(
  { claims, work }: Context,
  event: JournalEvent,
  actor: WorkActor,
): Promise<void> {
  if (!moves(event, 'gives')) return;
  const journal = (await claims.events(event.claimNo)).slice(0, event.version);
  for (const { claimNo, cause, filing } of credits(journal)) {
    if (payerCredit(creditOfPayer(journal, filing)) <= 0) continue;
    const id = claimWorkId({ claimNo }, REASON, cause);
    const item = await work.get(id);
    if (item !== null && isOurs(item.outcome))
      await work.reopen(id, actor, { cause: event.cause, note: 'What had ended it was undone.' });
  }
}

/** What gave a payer a credit that somebody was asked about. */
const credits = (journal: readonly JournalEvent[]): readonly JournalEvent[] =>
  journal.filter((event) => event.work.includes(REASON) && moves(event, 'gives'));
