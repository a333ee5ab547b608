import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import { transition } from '../claim/lifecycle.ts';
import { addDays, type CivilDate, civilDate } from '../dates.ts';
import { chargesVoided } from '../ledger/void-charges.ts';
import { lastAct } from './charges-after.ts';

/** A payer that has accepted a void of an unpaid claim answers nothing more: so long it is waited for (row 41). */
const WAIT_DAYS = 45;
/** Evidence of a 277CA (domain.md 1.4, rule 1). */
const ACKNOWLEDGED = 3;

export type ConfirmRefusal =
  /** No void of it was made. */
  | { readonly reason: 'STATE' }
  /** The void is in no file yet. */
  | { readonly reason: 'NOT_SENT' }
  /** No 277CA accepted the void. */
  | { readonly reason: 'NOT_ACCEPTED' }
  | { readonly reason: 'TOO_EARLY'; readonly from: CivilDate }
  /** The payer paid it: only its reversal undoes that. */
  | { readonly reason: 'PAID' }
  /** Charges of services that never happened are partly paid or written off. */
  | { readonly reason: 'CHARGES_NOT_OPEN' };

export type ConfirmDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly refusal: ConfirmRefusal };

/**
 * A person confirms a void that the payer accepted and never answered (row 41). Charges of services that never happened
 * are taken back (J17).
 *
 * @param head with the filing shown
 * @param journal the claim's whole journal up to the head
 */
export function confirmedVoid(
  head: Head,
  journal: readonly JournalEvent[],
  by: { readonly user: string; readonly today: CivilDate; readonly cause: string },
): ConfirmDecision {
  const { user, today, cause } = by;
  const done = transition(filingView(head), { kind: 'void-confirmed' });
  if (done.steps.length === 0) return { ok: false, refusal: { reason: 'STATE' } };
  if (head.batch === undefined) return { ok: false, refusal: { reason: 'NOT_SENT' } };
  if ((head.adjudication?.paidCents ?? 0) > 0) return { ok: false, refusal: { reason: 'PAID' } };
  if (head.rank < ACKNOWLEDGED) return { ok: false, refusal: { reason: 'NOT_ACCEPTED' } };
  const from = addDays(civilDate(head.batch.sentOn), WAIT_DAYS);
  if (today < from) return { ok: false, refusal: { reason: 'TOO_EARLY', from } };
  const neverHappened = lastAct(journal, head.filing)?.neverHappened === true;
  const at = { cause, date: today, claimNo: head.claimNo };
  const entries = neverHappened ? chargesVoided(head.balances, at) : [];
  if (entries === null) return { ok: false, refusal: { reason: 'CHARGES_NOT_OPEN' } };
  return { ok: true, draft: draftOf(head, done, { entries, facts: { kind: 'void-confirmed', user } }) };
}
