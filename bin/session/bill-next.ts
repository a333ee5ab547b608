import type { Act } from '../../core/claim/act-facts.ts';
import { hasFiling, onFiling } from '../../core/claim/filings.ts';
import { filingView, type Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { DenialItem } from '../../core/denial/classify.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { denialsMoved, type MoveDecision } from '../../core/remit/billable-denials.ts';
import { nextCoverage } from '../../core/remit/coverage.ts';
import { contentOf, nextPayersOpen } from '../../core/remit/next-payer.ts';
import { priorsDecided, type StaleFiling, staleFiling } from '../../core/remit/stale-filing.ts';
import { biller } from '../../functions/bill-next-payer/bill.ts';
import { recordByJournal } from '../../functions/post-remittance/journalled.ts';
import { closeReviewed } from './again-work.ts';
import { type Acting, type AgainOutcome, sendAgain } from './send-again.ts';

export type BillNextRefusal =
  /** No coverage after the payer that decided, or none that is active. */
  | 'NO_NEXT_PAYER'
  /** That payer has not decided, took its decision back, or is asked to decide anew. */
  | 'NOT_DECIDED'
  /** It passed the claim on itself: the next payer's answer comes by itself, or the timer bills it. */
  | 'PASSED_ON'
  /** What is open is denied, and nothing was left to the next payer. */
  | 'NOTHING_DUE'
  /** The next payer has the claim already. */
  | 'BILLED_ALREADY'
  /** Nothing is denied that could be billed. */
  | 'NOTHING_DENIED'
  /** Denials that no other payer covers. */
  | 'OTHER_DENIALS'
  /** The next payer has the claim with an earlier decision, and a replacement names its own, which is not there yet. */
  | 'AWAITS_ANSWER';

export type BillNextOutcome =
  | { readonly outcome: 'made'; readonly claimNo: ClaimNo; readonly event: JournalEvent }
  /** A payer before has decided anew: what became of the replacement for the later one. */
  | { readonly outcome: 'again'; readonly act: Act['kind']; readonly again: AgainOutcome }
  | {
      readonly outcome: 'refused';
      readonly claimNo: ClaimNo;
      readonly reason: BillNextRefusal;
      readonly denials?: readonly DenialItem[];
    };

/**
 * Bills the next payer of a claim at a person's word, and before it, where that is wanted, moves what this payer denied
 * to it (J5). Once for each decision, however often it is asked.
 *
 * A later payer that was billed with a decision which is in force no more gets the corrected claim: as a replacement
 * with its own claim number, or anew where it refused the claim at the door (domain.md 5.5).
 */
export async function billNextPayer(
  acting: Acting,
  claimNo: ClaimNo,
  withDenials: boolean,
): Promise<BillNextOutcome> {
  const refused = (reason: BillNextRefusal, denials?: readonly DenialItem[]): BillNextOutcome => ({
    ...{ outcome: 'refused', claimNo, reason },
    ...(denials === undefined ? {} : { denials }),
  });
  const stale = await staleNow(acting, claimNo);
  if (stale !== null) return tellAnew(acting, stale, withDenials);
  await closeReviewed(acting, claimNo);
  const found = await decidedFiling(acting, claimNo);
  if (typeof found === 'string') return refused(found);
  if (withDenials && found.head.state !== 'CLOSED') {
    const moved = await moveDenials(acting, found);
    if (!moved.ok) return refused(moved.reason, 'denials' in moved ? moved.denials : undefined);
  }
  const billed = await biller(acting)(claimNo, { isAsked: true });
  if (billed.outcome === 'made') return { outcome: 'made', claimNo, event: billed.event };
  const isDone = found.head.state === 'CLOSED' || nextPayersOpen(found.head) > 0;
  return refused(isDone ? 'BILLED_ALREADY' : 'NOTHING_DUE');
}

interface Stale extends StaleFiling {
  readonly stored: Head;
}

async function staleNow({ claims }: Acting, claimNo: ClaimNo): Promise<Stale | null> {
  const stored = await claims.headNow(claimNo);
  if (stored === null) return null;
  const stale = staleFiling(stored, (await claims.events(claimNo)).slice(0, stored.version));
  return stale === undefined ? null : { ...stale, stored };
}

const REFUSED_AT_THE_DOOR: readonly string[] = ['REJ_INTERCHANGE', 'REJ_SYNTAX', 'REJ_FRONTEND'];

async function tellAnew(
  acting: Acting,
  { stored, filing, before }: Stale,
  withDenials: boolean,
): Promise<BillNextOutcome> {
  const { claimNo } = stored;
  const refused = (reason: BillNextRefusal, denials?: readonly DenialItem[]): BillNextOutcome => ({
    ...{ outcome: 'refused', claimNo, reason },
    ...(denials === undefined ? {} : { denials }),
  });
  if (!priorsDecided(stored, filing)) return refused('NOT_DECIDED');
  const later = onFiling(stored, filing);
  const isRefused = REFUSED_AT_THE_DOOR.includes(later.state);
  if (!isRefused && later.adjudication === undefined) return refused('AWAITS_ANSWER');
  const head = onFiling(stored, before);
  if (withDenials && head.state !== 'CLOSED') {
    const moved = await moveDenials(acting, { head });
    if (!moved.ok) return refused(moved.reason, 'denials' in moved ? moved.denials : undefined);
  }
  const act = isRefused ? 'resend' : 'replace';
  return { outcome: 'again', act, again: await sendAgain(acting, { claimNo, filing, act }) };
}

interface Decided {
  /** With the filing of the payer that decided last. */
  readonly head: Head;
}

const DECIDED: readonly string[] = ['PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED', 'CLOSED'];

/** The last filing that was billed: the next payer comes after it. */
async function decidedFiling({ claims }: Acting, claimNo: ClaimNo): Promise<Decided | BillNextRefusal> {
  const stored = await claims.headNow(claimNo);
  if (stored === null) return 'NOT_DECIDED';
  const filings = [stored.filing, ...Object.keys(stored.others ?? {}).map(Number)].toSorted((a, b) => b - a);
  const last = filings.map((filing) => onFiling(stored, filing)).find((head) => filingView(head).rank > 0);
  if (last === undefined) return 'NOT_DECIDED';
  const claim = contentOf(last, await claims.events(claimNo));
  const next = claim === undefined ? undefined : nextCoverage(claim, last.filing);
  if (next === undefined) return 'NO_NEXT_PAYER';
  if (hasFiling(stored, next) && onFiling(stored, next).batch !== undefined) return 'BILLED_ALREADY';
  if (last.state === 'FORWARDED') return 'PASSED_ON';
  return DECIDED.includes(last.state) ? { head: last } : 'NOT_DECIDED';
}

async function moveDenials(acting: Acting, { head }: Decided): Promise<MoveDecision> {
  const { claims, now, user } = acting;
  const { claimNo, filing, adjudication } = head;
  const [claim] = (await claims.contents([head])).values();
  if (claim === undefined) return { ok: false, reason: 'NOTHING_DENIED' };
  const { remittanceId = '', ordinal = 0 } = adjudication ?? {};
  const cause = `denials-moved/${filing}/${remittanceId}/${ordinal}`;
  let decided: MoveDecision = { ok: false, reason: 'NOTHING_DENIED' };
  const request = { claim, filing, user, cause, date: civilDateOf(now()) };
  const recorded = await recordByJournal(acting, { claimNo, cause }, (current, journal) => {
    decided = denialsMoved(current, request, journal);
    return decided.ok ? decided.draft : null;
  });
  return recorded === null ? decided : { ok: true, draft: recorded.event };
}
