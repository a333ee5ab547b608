import type { AdjudicationFacts, BatchRef } from './journal.ts';
import type { FilingState } from './types.ts';

/** What money and adjustments of a claim payment amount to (domain.md 5.2). */
export type Verdict = Extract<FilingState, 'PAID' | 'ZERO_PAID' | 'PART_DENIED' | 'DENIED'>;

/** What the lifecycle must know of a filing. */
export interface FilingView {
  readonly state: FilingState;
  /** Counts submissions from 1; a correction, replacement or void begins the next. */
  readonly attempt: number;
  /** Rank of the strongest positive document about this attempt; 0 when none. */
  readonly rank: number;
  /** Where the filing goes back to. Known in REPLACING, VOIDING and APPEALED. */
  readonly before?: FilingState;
  /** The adjudication in force. */
  readonly adjudication?: Pick<AdjudicationFacts, 'paidCents' | 'patientCents' | 'whollyDenied' | 'part'>;
  /** Under which numbers this attempt went out, and the day of it (CCYYMMDD); absent until it does. */
  readonly batch?: Pick<BatchRef, 'controlNo' | 'setControlNo' | 'batchId'> & { readonly sentOn?: string };
  /** Process date of the payer's acceptance, CCYYMMDD. */
  readonly acceptedOn?: string;
}

/** TA1 (domain.md 4.1). */
export interface InterchangeAnswered {
  readonly kind: 'ta1';
  /** TA101: our ISA13. */
  readonly controlNo?: string;
  /** TA104: A, E or R. */
  readonly code: string;
  /** TA105. */
  readonly note: string;
  /** A copy of this interchange was accepted before: a refusal as duplicate (025) then hurts nobody. */
  readonly acceptedBefore?: boolean;
}

/** 999, as far as it concerns the filing's set (domain.md 4.2). */
export interface SetAnswered {
  readonly kind: '999';
  /** AK102: our GS06. */
  readonly groupControlNo?: string;
  /** IK501 of the filing's set; absent when the 999 does not list it. */
  readonly setCode?: string;
  /** AK901. */
  readonly groupCode: string;
}

/**
 * 277CA, as far as it concerns the filing (domain.md 4.3). `277ca` and `277` are the documents' own names.
 */
export interface ClaimAcknowledged {
  readonly kind: '277ca';
  readonly source: 'payer' | 'clearinghouse';
  /** Who was judged: the claim itself, its provider (2200C) or its batch (2200B). */
  readonly level: 'claim' | 'provider' | 'batch';
  /** STC03 = U or a rejecting category: the rejection wins where they disagree. */
  readonly rejected: boolean;
  /** Deciding category, A0 to A8. */
  readonly category: string;
  /** 2200B TRN02: our BHT03. */
  readonly batchId?: string;
  /** CCYYMMDD. */
  readonly processDate?: string;
}

/** 277: the answer to a status inquiry (domain.md 4.5). */
export interface StatusReported {
  readonly kind: '277';
  readonly category: string;
  readonly status?: string;
  /** The acknowledgment window has passed, so that "not found" is news. */
  readonly windowPassed: boolean;
}

/** 835 CLP other than a reversal (domain.md 5.2). */
export interface Adjudicated {
  readonly kind: 'adjudicated';
  /** CLP02. */
  readonly status: string;
  readonly verdict: Verdict;
  /** CLP09. */
  readonly frequency?: string;
  /** All that is denied is denied as a duplicate (CARC 18). */
  readonly deniedAsDuplicate?: boolean;
  /** It answers other lines than the adjudication in force: the payer split the claim (domain.md 5.4). */
  readonly furtherPart?: boolean;
}

/** 835 CLP with CLP02 = 22. */
export interface Reversed {
  readonly kind: 'reversed';
  /** A posted adjudication was found for it (domain.md 5.5). */
  readonly matched: boolean;
  /** What it takes back is a denial whose place another decision has taken already (row 37). */
  readonly superseded?: boolean;
  /** What it takes back had come after a void that the payer confirmed, and nothing else is in force (row 65). */
  readonly afterVoid?: boolean;
}

/** A replacement (7) or void (8) leaves. */
interface ReplacementSent {
  readonly kind: 'replacement-sent' | 'void-sent';
  /** The payer takes this frequency code and its claim number is known. */
  readonly possible: boolean;
}

/** An appeal leaves. */
interface AppealSent {
  readonly kind: 'appealed';
  /** Before the payer's limit for this level. */
  readonly inTime: boolean;
}

/** A claim is to be sent anew as an original. */
interface SentAnew {
  readonly kind: 'refiled' | 'resent';
  /** The payer told us to, or does not have it. */
  readonly allowed: boolean;
}

/** A person takes back the word that a payment was this filing's, or what closed it (a write-off). */
export interface MatchUndone {
  readonly kind: 'match-undone' | 'act-undone';
  /** The state before that payment was posted, or before that was done. */
  readonly to: FilingState;
}

/** What needs no more than its name. */
interface Plain {
  readonly kind:
    | 'created'
    | 'edited'
    | 'batched'
    | 'sent'
    | 'transport-failed'
    | 'repeated'
    | 'corrected'
    | 'void-confirmed'
    | 'appeal-upheld'
    | 'appeal-overdue'
    | 'crossover-overdue'
    | 'written-off'
    | 'billed-to-patient'
    | 'patient-paid'
    | 'small-balance-closed'
    | 'placed-in-collections'
    | 'refund-requested'
    | 'billed-in-error';
}

/** The next payer's 835 for a filing that we never sent: the payer before it forwarded the claim. */
interface CrossedOver {
  readonly kind: 'crossed-over';
  /** CLP02. */
  readonly status: string;
  readonly verdict: Verdict;
}

/** Everything that can happen to a filing. */
export type FilingEvent =
  | Plain
  | { readonly kind: 'scrubbed'; readonly openErrors: number }
  | InterchangeAnswered
  | SetAnswered
  | ClaimAcknowledged
  | StatusReported
  | Adjudicated
  | Reversed
  | MatchUndone
  | ReplacementSent
  | AppealSent
  | SentAnew
  /** Posting left nothing open with this payer. */
  | { readonly kind: 'settled'; readonly nextCoverage: boolean }
  | CrossedOver;

export type EventKind = FilingEvent['kind'];
