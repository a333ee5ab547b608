import { onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import { followedBy, unchanged } from '../claim/lifecycle.ts';
import type { Claim } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import type { DenialItem } from '../denial/classify.ts';
import { applyEntries, insuranceOpen } from '../ledger/balances.ts';
import { sharesByLine } from '../ledger/by-line.ts';
import { denialMovedToNextPayer } from '../ledger/settling-entries.ts';
import { nextCoverage } from './coverage.ts';
import { adjudicationsInForce } from './in-force.ts';

/**
 * Denials that another payer may cover, and why. All others are for the payer that denied: it wants a correction, an
 * appeal or a document, or it has decided nothing.
 */
const COVERABLE: Readonly<Record<string, string>> = {
  19: 'workers’ compensation is liable',
  20: 'a liability carrier is liable',
  21: 'a no-fault carrier is liable',
  26: 'its coverage had not begun',
  27: 'its coverage had ended',
  32: 'it does not cover this dependent',
  35: 'its lifetime maximum is used up',
  49: 'it does not cover routine care',
  96: 'it does not cover the service',
  119: 'its maximum of the period is used up',
  149: 'its lifetime maximum of the service is used up',
  167: 'it does not cover the diagnosis',
  200: 'its coverage had lapsed',
  204: 'its plan does not cover the service',
  242: 'the provider is not in its network',
};

export const isCoverable = (carc: string): boolean => COVERABLE[carc] !== undefined;

export interface MoveRequest {
  readonly claim: Claim;
  /** Payer sequence of the payer that denied. */
  readonly filing: number;
  readonly user: string;
  readonly cause: string;
  readonly date: CivilDate;
}

export type MoveDecision =
  | { readonly ok: true; readonly draft: EventDraft }
  /** `OTHER_DENIALS`: reasons that no other payer covers, by line. */
  | { readonly ok: false; readonly reason: 'OTHER_DENIALS'; readonly denials: readonly DenialItem[] }
  | { readonly ok: false; readonly reason: 'NO_NEXT_PAYER' | 'NOTHING_DENIED' };

/**
 * A person bills the next payer for what this one denied: what is open moves there (J5), and the filing is done. Only
 * where every denial is one that another payer may cover.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.8 J5; 5.10
 */
export function denialsMoved(
  stored: Head,
  { claim, filing, user, cause, date }: MoveRequest,
  journal: readonly JournalEvent[],
): MoveDecision {
  const head = onFiling(stored, filing);
  const nextPayer = nextCoverage(claim, filing);
  if (nextPayer === undefined) return { ok: false, reason: 'NO_NEXT_PAYER' };
  const denials = adjudicationsInForce(journal, filing).flatMap(({ facts }) => facts.denials);
  const open = insuranceOpen(head.balances, filing);
  const held = denials.filter(({ group }) => group !== 'PR');
  if (open <= 0 || held.length === 0) return { ok: false, reason: 'NOTHING_DENIED' };
  const others = held.filter(({ carc }) => !isCoverable(carc));
  if (others.length > 0) return { ok: false, reason: 'OTHER_DENIALS', denials: others };
  const shares = sharesByLine(head.balances, { key: `1100[${filing}]`, side: 'debit' }, open);
  const entries = shares.map(({ lineNo, amount }) =>
    denialMovedToNextPayer(
      {
        ...{ entryId: `${cause}/J5/${lineNo}`, cause, date, claimNo: claim.claimNo, lineNo },
        payerSequence: filing,
      },
      {
        amount,
        reasons: held
          .filter((item) => item.lineNo === lineNo || item.lineNo === 0)
          .map(({ group, carc, amount: denied }) => ({ group, carc, amount: denied })),
        nextPayer,
      },
    ),
  );
  const view = filingView(head);
  const isDone = insuranceOpen(applyEntries(head.balances, entries), filing) === 0;
  const done = followedBy(view, unchanged(view, []), isDone ? [{ kind: 'settled', nextCoverage: true }] : []);
  const carcs = [...new Set(held.map(({ carc }) => carc))];
  return { ok: true, draft: draftOf(head, done, { entries, facts: { kind: 'denials-moved', user, carcs } }) };
}
