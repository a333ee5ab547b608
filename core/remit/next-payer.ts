import { withCoveragesFound } from '../claim/coverages.ts';
import { hasFiling, neverSent, onFiling } from '../claim/filings.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, EventFacts, JournalEvent } from '../claim/journal.ts';
import { transition, transitions } from '../claim/lifecycle.ts';
import type { Claim, EditFinding, FilingState } from '../claim/types.ts';
import { insuranceOpen } from '../ledger/balances.ts';
import { type Cents, sum, ZERO } from '../money.ts';
import { nextCoverage } from './coverage.ts';
import { recallable } from './found-coverage.ts';
import { adjudicationsInForce } from './in-force.ts';
import { nextContent } from './next-content.ts';
import { creditedOf } from './reverse.ts';

/** What is to be done about the payer after those that have decided. */
export type NextBilling =
  | { readonly kind: 'none' }
  /** The filing is made, or made anew from a corrected decision. */
  | {
      readonly kind: 'bill';
      readonly filing: number;
      /** Business key: once for each decision. */
      readonly cause: string;
      /** Cause of the decision that it tells. */
      readonly decision: string;
      readonly claim: Claim;
    }
  /** It was made, and must not leave: the payer before took its decision back. */
  | { readonly kind: 'wait'; readonly filing: number; readonly cause: string }
  /** It was made, and nothing is left for it. */
  | { readonly kind: 'drop'; readonly filing: number; readonly cause: string }
  /** Something is due from it, while something is still open with the payer before. */
  | { readonly kind: 'person'; readonly decision: string };

export interface NextBillingOptions {
  /** Whether a payer is billed where nothing is left for it. */
  readonly wantsZeroBalance: (payerId: string) => boolean;
  /** A person wants it: though something is open with the payer before, or nothing is left where nothing is open. */
  readonly isAsked?: boolean;
}

const UNSENT: readonly FilingState[] = ['DRAFT', 'EDIT_HOLD', 'READY'];
const NONE: NextBilling = { kind: 'none' };

/**
 * Whether the next payer is to be billed (row 46): the payer before has decided and nothing is open with it, another
 * coverage is active, and something is left for it. Not where the payer passed the claim on itself (FORWARDED).
 *
 * @param journal the claim's whole journal up to the head
 * @see domain.md 1.4 rows 46 and 47; 5.10
 */
export function nextBilling(
  head: Head,
  journal: readonly JournalEvent[],
  options: NextBillingOptions,
): NextBilling {
  const found = dueFiling(head, journal);
  if (found === null || creditedOf(journal, found.next) !== undefined) return NONE;
  const { claim, before, next } = found;
  const decided = adjudicationsInForce(journal, before).at(-1)?.cause;
  const decision = decided ?? `${claim.claimNo}/${before}`;
  const cause = `next-payer/${next}/${decision}/${timesHeld(journal, next)}`;
  const made = hasFiling(head, next) ? onFiling(head, next).state : undefined;
  const left = leftFor(head, journal, next);
  const { state } = onFiling(head, before);
  const isAsked = options.isAsked === true;
  if (state === 'CLOSED' || (isAsked && isDecided(state) && left > 0)) {
    const isWanted = left > 0 || isAsked || options.wantsZeroBalance(payerIdOf(claim, next));
    if (isWanted)
      return { kind: 'bill', filing: next, cause, decision, claim: withContent(claim, journal, next) };
    return made === 'READY' || made === 'EDIT_HOLD' ? { kind: 'drop', filing: next, cause } : NONE;
  }
  if (made === 'READY') return { kind: 'wait', filing: next, cause: `${cause}/wait` };
  if (made === undefined && state === 'PART_DENIED' && left > 0) return { kind: 'person', decision };
  return NONE;
}

/** What is due from a payer, and what the patient paid of it before it was found. */
const leftFor = ({ balances }: Head, journal: readonly JournalEvent[], filing: number): Cents =>
  sum([insuranceOpen(balances, filing), ...recallable(journal, filing).map(({ amount }) => amount)]);

const isDecided = (state: FilingState): boolean =>
  ['PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED'].includes(state);

/** The first payer in their order that was not sent the claim, with the one before it that was. */
function dueFiling(head: Head, journal: readonly JournalEvent[]) {
  const first = Math.min(head.filing, ...Object.keys(head.others ?? {}).map(Number));
  let before = first;
  for (;;) {
    const claim = contentOf(onFiling(head, before), journal);
    const next = claim === undefined ? undefined : nextCoverage(claim, before);
    if (claim === undefined || next === undefined) return null;
    if (!hasFiling(head, next) || isUnsent(onFiling(head, next))) return { claim, before, next };
    before = next;
  }
}

/** Also one that was withdrawn before it was sent. */
const isUnsent = (head: Head): boolean =>
  neverSent(head) && (UNSENT.includes(head.state) || head.state === 'VOIDED');

/** What payers after the one that decided last owe, in cents. */
export const nextPayersOpen = ({ filing, balances, others = {} }: Head): Cents => {
  const first = Math.min(filing, ...Object.keys(others).map(Number));
  return sum(
    Array.from({ length: LAST_PAYER }, (_, i) => (i + 1 > first ? insuranceOpen(balances, i + 1) : ZERO)),
  );
};
/** SBR01 knows eleven payers. */
const LAST_PAYER = 11;

/** The content in force of the filing that the head shows, with the coverages that were found later. */
export function contentOf(
  { contentVersion, coveragesVersion = 0 }: Head,
  journal: readonly JournalEvent[],
): Claim | undefined {
  const facts = journal[contentVersion - 1]?.facts;
  return facts?.kind === 'assembled'
    ? withCoveragesFound(facts.claim, journal[coveragesVersion - 1]?.facts)
    : undefined;
}

const payerIdOf = ({ content }: Claim, filing: number): string =>
  content.coverages.find(({ seq }) => seq === filing)?.payer.id ?? '';

const withContent = (claim: Claim, journal: readonly JournalEvent[], filing: number): Claim => ({
  ...claim,
  content: nextContent(claim, journal, filing),
});

/** Made anew after each time that it waited, and for each payer that took the place of one that was dropped. */
const timesHeld = (journal: readonly JournalEvent[], filing: number): number =>
  journal.filter(
    ({ filing: of, facts }) =>
      (of === filing && isWaiting(facts)) || (facts.kind === 'coverage-dropped' && facts.seq === filing),
  ).length;

const WAITS = 'PRIOR-PAYER';
const isWaiting = (facts: EventFacts): boolean =>
  facts.kind === 'held' && facts.findings.some(({ editId }) => editId === WAITS);

/** What the claim to the next payer was found to be, once its edits have run. */
export interface Scrubbed {
  readonly claim: Claim;
  readonly findings: readonly EditFinding[];
  readonly editSet: string;
  readonly releases: readonly string[];
  readonly untested: Extract<EventFacts, { kind: 'assembled' }>['untested'];
}

/** The filing begins, or begins anew: READY, or held by its edits. Null where it was sent meanwhile. */
export function nextFilingDraft(
  stored: Head,
  journal: readonly JournalEvent[],
  { claim, findings, editSet, releases, untested = [] }: Scrubbed,
): EventDraft | null {
  const { destination } = claim.content;
  const head = onFiling(stored, destination);
  if (!isUnsent(head)) return null;
  const openErrors = findings.filter(({ severity }) => severity === 'error').length;
  const begin = head.state === 'READY' || head.state === 'EDIT_HOLD' ? 'edited' : 'created';
  const done = transitions(filingView(head), [{ kind: begin }, { kind: 'scrubbed', openErrors }]);
  const given = journal.findLast(({ facts }) => facts.kind === 'assembled')?.facts;
  if (given?.kind !== 'assembled') return null;
  const { contentHash, parts, fileId, patientKey } = given;
  return draftOf(head, done, {
    entries: [],
    facts: {
      kind: 'assembled',
      // The hash is the encounter's: what comes again from the practice is compared with that.
      ...{ claim, contentHash, findings, editSet, releases, untested },
      ...(patientKey === undefined ? {} : { patientKey }),
      ...{ parts, fileId },
    },
  });
}

/** The filing waits for the corrected decision of the payer before. Null where it left meanwhile. */
export function waitingDraft(stored: Head, filing: number): EventDraft | null {
  const head = onFiling(stored, filing);
  if (head.state !== 'READY') return null;
  const done = transition(filingView(head), { kind: 'scrubbed', openErrors: 1 });
  const finding: EditFinding = {
    editId: WAITS,
    severity: 'error',
    field: 'coverages',
    message: 'A payer before took its decision back; the claim is made anew from the corrected one.',
    queue: 'cob',
  };
  return draftOf(head, { ...done, work: [] }, { entries: [], facts: { kind: 'held', findings: [finding] } });
}

/** The filing is withdrawn: the payers before left nothing for it. Null where it left meanwhile. */
export function droppedDraft(stored: Head, filing: number): EventDraft | null {
  const head = onFiling(stored, filing);
  const done = transition(filingView(head), { kind: 'billed-in-error' });
  return done.state === 'VOIDED'
    ? draftOf(head, done, { entries: [], facts: { kind: 'voided', why: 'nothing-left' } })
    : null;
}
