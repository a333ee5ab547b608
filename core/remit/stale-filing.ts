import { neverSent, onFiling } from '../claim/filings.ts';
import type { Head } from '../claim/head.ts';
import type { JournalEvent } from '../claim/journal.ts';
import type { Claim, FilingState } from '../claim/types.ts';
import { canonicalJson } from '../encounter/canonical.ts';
import type { Encounter } from '../encounter/model.ts';
import { earlierPayersDecided } from './coverage.ts';
import { nextContent } from './next-content.ts';
import { contentOf } from './next-payer.ts';

/** A claim that a later payer has, and that tells of a payer before it what is not so any more. */
export interface StaleFiling {
  /** Payer sequence of the later payer. */
  readonly filing: number;
  /** The filing before it. */
  readonly before: number;
}

const DECIDED: ReadonlySet<FilingState> = new Set([
  ...(['PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED', 'CLOSED', 'FORWARDED', 'VOIDED'] as const),
]);
const GONE: readonly FilingState[] = ['VOIDED', 'VOIDING'];

/**
 * The first later payer that was sent the claim with a decision that is in force no more: it gets the corrected one.
 * One that we never sent (the payer before forwarded it) is told by that payer; what has not left is made anew.
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 5.5
 */
export function staleFiling(head: Head, journal: readonly JournalEvent[]): StaleFiling | undefined {
  const filings = filingsOf(head);
  for (const [i, filing] of filings.entries()) {
    const before = filings[i - 1];
    if (before !== undefined && tellsOther(onFiling(head, filing), journal)) return { filing, before };
  }
  return undefined;
}

/** Whether every payer before has decided, and nothing that we sent it waits for another decision. */
export const priorsDecided = (head: Head, filing: number): boolean =>
  earlierPayersDecided(head, filing) &&
  filingsOf(head).every((seq) => seq >= filing || DECIDED.has(onFiling(head, seq).state));

/** In the order of the payers. */
const filingsOf = (head: Head): readonly number[] =>
  [head.filing, ...Object.keys(head.others ?? {}).map(Number)].toSorted((a, b) => a - b);

function tellsOther(head: Head, journal: readonly JournalEvent[]): boolean {
  const claim = contentOf(head, journal);
  if (claim?.content.destination !== head.filing || neverSent(head) || GONE.includes(head.state))
    return false;
  return told(claim.content, head.filing) !== toldNow(claim, head, journal);
}

const toldNow = (claim: Claim, { filing }: Head, journal: readonly JournalEvent[]): string =>
  told(nextContent(claim, journal, filing), filing);

/** What a claim says of the payers before the one that it goes to (2320, 2330B, 2430). */
const told = ({ coverages, lines }: Encounter, filing: number): string =>
  canonicalJson({
    payers: coverages.flatMap(({ seq, adjudication }) => (seq < filing ? [{ seq, adjudication }] : [])),
    lines: lines.map(({ adjudications = [] }) => adjudications),
  });

/**
 * Whether a decision was taken back, every payer that was billed before another has decided again, and each later one
 * was told by us: nothing is left to review.
 */
export function isReviewOver(head: Head, journal: readonly JournalEvent[]): boolean {
  if (!journal.some(({ facts }) => facts.kind === 'reversed' || facts.kind === 'unmatched')) return false;
  const sent = filingsOf(head)
    .slice(1)
    .map((filing) => onFiling(head, filing))
    .filter((one) => !neverSent(one));
  const last = sent.at(-1);
  if (last === undefined || !priorsDecided(head, last.filing)) return false;
  // What a payer passed on itself it may pass on anew, or not: a person finds out.
  const areOurs = sent.every((one) => contentOf(one, journal)?.content.destination === one.filing);
  return areOurs && staleFiling(head, journal) === undefined;
}
