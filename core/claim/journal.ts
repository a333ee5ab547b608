import type { CodeSetName } from '../codes/sets.ts';
import type { DenialItem } from '../denial/classify.ts';
import type { ClaimNo } from '../ids.ts';
import type { JournalEntry } from '../ledger/entries.ts';
import type { ClaimPayment, RemittanceHeader } from '../x12/types.ts';
import type { Act, ActFacts } from './act-facts.ts';
import type { Verdict } from './lifecycle-events.ts';
import type { PatientFacts } from './patient-facts.ts';
import type { Claim, EditFinding, FilingState } from './types.ts';
import type { WorkReason } from './work.ts';

/** The version of an event's shape. A reader meeting a higher one must not guess. */
export const JOURNAL_SHAPE = 1;

/** One move of the filing, by the row of the transition table that allowed it (domain.md 1.4). */
export interface Step {
  readonly row: number;
  readonly from: FilingState;
  readonly to: FilingState;
}

/** The control numbers a filing went out under. */
export interface BatchRef {
  readonly planId: string;
  /** ISA13 and GS06. */
  readonly controlNo: number;
  /** ST02. */
  readonly setControlNo: string;
  /** BHT03. */
  readonly batchId: string;
}

/** What an adjudication left behind: enough to judge the next document by. Amounts in cents. */
export interface AdjudicationFacts {
  readonly remittanceId: string;
  /** CLP ordinal in its ST. */
  readonly ordinal: number;
  /** CLP02. */
  readonly status: string;
  readonly paidCents: number;
  readonly patientCents: number;
  readonly whollyDenied: boolean;
  readonly payerClaimControlNo: string;
  /** Where the payer split the claim: what of it is answered. */
  readonly part?: AnsweredPart;
}

/** The lines of a claim that a payment, or several together, answered, where those are not all (domain.md 5.4). */
export interface AnsweredPart {
  /** Line numbers, ascending. */
  readonly lines: readonly number[];
  /** CLP03. */
  readonly chargeCents: number;
  readonly verdict: Verdict;
}

/**
 * A claim payment that lies in suspense, whole: a person may find its claim long after the batch that brought it has
 * left the archive.
 */
export interface HeldPayment {
  readonly header: RemittanceHeader;
  readonly payment: ClaimPayment;
}

/** A person's word that a payment in suspense is this claim's. */
export interface Matched {
  readonly user: string;
  /** Counts the matches of the payment, from 1: after each undoing another may follow. */
  readonly n: number;
}

/** What a filing was before a match, to go back to when it is undone. */
export interface StandBefore {
  readonly state: FilingState;
  readonly rank: number;
  readonly before?: FilingState;
  readonly adjudication?: AdjudicationFacts;
  readonly payerClaimControlNo?: string;
}

/** Names a match: the payment by its remittance and CLP ordinal, and the count of the match. */
export interface MatchRef {
  readonly remittanceId: string;
  readonly ordinal: number;
  readonly n: number;
}

/** What happened, by kind. */
export type EventFacts =
  | PatientFacts
  | ActFacts
  | {
      readonly kind: 'assembled';
      readonly claim: Claim;
      readonly contentHash: string;
      readonly findings: readonly EditFinding[];
      readonly editSet: string;
      /** The releases of code sets that judged it: `icd10cm FY2027`. */
      readonly releases?: readonly string[];
      /** What it could not be tested against, for want of a table: never take it for clean. */
      readonly untested?: readonly CodeSetName[];
      /** Whose claim it is among those of the billing provider (patient-key.ts). */
      readonly patientKey?: string;
      /** How many claims the encounter was split into. */
      readonly parts: number;
      readonly fileId: string;
      /** Why the content goes to the payer again; absent on what an intake file brought. */
      readonly act?: Act;
    }
  | { readonly kind: 'voided'; readonly why: 'split-changed' | 'nothing-left' }
  | { readonly kind: 'held'; readonly findings: readonly EditFinding[] }
  | ({ readonly kind: 'batched'; readonly partner: string } & BatchRef)
  | {
      readonly kind: 'acknowledged';
      readonly document: 'TA1' | '999' | '277CA';
      readonly fileId: string;
      readonly source?: 'payer' | 'clearinghouse';
      /** Status or error codes that decided, e.g. `A7:164:IL`. */
      readonly codes: readonly string[];
      /** CCYYMMDD, of a 277CA. */
      readonly processDate?: string;
      /** DTP*050 of a 277CA: when its sender had the claim; CCYYMMDD. */
      readonly receivedOn?: string;
      readonly payerClaimControlNo?: string;
      readonly clearinghouseTraceNo?: string;
    }
  | {
      readonly kind: 'adjudicated';
      readonly fileId: string;
      readonly adjudication: AdjudicationFacts;
      /** BPR16, CCYYMMDD. */
      readonly paymentDate: string;
      readonly chargeCents: number;
      readonly denials: readonly DenialItem[];
      /** Which rung of the match ladder found the claim. */
      readonly rung: number;
      /**
       * `posted`: J1 to J4 on the claim; `credited`: J14, a payment before its reversal; `suspended`: J12. The last two
       * keep the claim's state.
       */
      readonly disposition: 'posted' | 'credited' | 'suspended';
      /** Of a credited payment: all of it, to be posted once the reversal comes (J14b). */
      readonly credited?: ClaimPayment;
      /** Cause of the credited payment that this posts. */
      readonly settles?: string;
      /** Of a suspended payment: all of it, for the person who decides. */
      readonly held?: HeldPayment;
      readonly matched?: Matched;
      /** Where another coverage follows: all that this payer said, for the claim to the next one (domain.md 5.10). */
      readonly payment?: ClaimPayment;
      /** It answers other lines than what is in force, and stands beside it. */
      readonly joins?: true;
      /** Whose answer it is, where the filing begins with it: we never sent it to this payer (row 48). */
      readonly payerId?: string;
      /** Medicare's remarks say that its share may not be billed to this patient (core/remit/qmb.ts). */
      readonly qmb?: true;
    }
  /** CLP02 23: the payer passed the claim on and decided nothing (row 27). */
  | {
      readonly kind: 'forwarded';
      readonly fileId: string;
      readonly remittanceId: string;
      /** CLP ordinal in its ST. */
      readonly ordinal: number;
      readonly chargeCents: number;
      readonly payerClaimControlNo: string;
      readonly rung: number;
      /** NM1*TT: the payer that it went to. */
      readonly carrier?: { readonly name: string; readonly id?: string };
    }
  /** A person bills the next payer for what this one denied (J5). */
  | { readonly kind: 'denials-moved'; readonly user: string; readonly carcs: readonly string[] }
  /** The next payer of a forwarded claim has not answered in time (row 47). */
  | { readonly kind: 'crossover-overdue' }
  /** An answer is late and a person is reminded (row 45). */
  | {
      readonly kind: 'overdue';
      readonly reason: WorkReason;
      /** CCYYMMDD. */
      readonly due: string;
      /** 1, 2, 3 …: each is more urgent. */
      readonly reminder: number;
    }
  /** CLP02 25: what the payer would pay, before the service. Nothing is owed or paid by it. Amounts in cents. */
  | {
      readonly kind: 'estimated';
      readonly fileId: string;
      readonly remittanceId: string;
      /** CLP ordinal in its ST. */
      readonly ordinal: number;
      readonly chargeCents: number;
      /** What patient and payer together would owe: the charge less what the contract takes off. */
      readonly allowedCents: number;
      /** Σ PR. */
      readonly patientCents: number;
      /** What the payer would pay. */
      readonly planCents: number;
      /** BPR16, CCYYMMDD. */
      readonly paymentDate: string;
      readonly payerClaimControlNo: string;
      readonly rung: number;
    }
  | {
      readonly kind: 'reversed';
      readonly fileId: string;
      readonly remittanceId: string;
      /** CLP ordinal in its ST. */
      readonly ordinal: number;
      /** CLP03 and CLP04: negative. */
      readonly chargeCents: number;
      readonly paidCents: number;
      /** BPR16, CCYYMMDD. */
      readonly paymentDate: string;
      /** CLP07, where the payer gives one. */
      readonly payerClaimControlNo: string;
      readonly rung: number;
      /** `posted`: the mirror of an adjudication (J13); `suspended`: J12, for a person. */
      readonly disposition: 'posted' | 'suspended';
      /** Cause of the event that it takes back. */
      readonly reverses?: string;
      /** What stays in force beside it: other parts of a split claim, or what took its place before. */
      readonly leaves?: AdjudicationFacts;
      readonly held?: HeldPayment;
      readonly matched?: Matched;
    }
  /** A match that the claim could not take any more when it was to be posted: its number is used up, nothing moved. */
  | ({ readonly kind: 'match-refused'; readonly user: string; readonly reason: WorkReason } & MatchRef)
  | ({
      readonly kind: 'unmatched';
      readonly user: string;
      /** Cause of the match that it undoes. */
      readonly reverses: string;
      /** CLP03 and CLP04 with the sign turned: what comes out of the claim again. */
      readonly chargeCents: number;
      readonly paidCents: number;
      readonly restores: StandBefore;
    } & MatchRef);

/** What a decision wants recorded; the journal adds version and time. */
export interface EventDraft {
  readonly filing: number;
  readonly attempt: number;
  readonly steps: readonly Step[];
  /** The filing's state after the steps. */
  readonly state: FilingState;
  /** Evidence rank after it (domain.md 1.4, rule 1). */
  readonly rank: number;
  /** Where a replacement, void or appeal will return to; in REPLACING, VOIDING and APPEALED only. */
  readonly before?: FilingState;
  readonly entries: readonly JournalEntry[];
  /** Work items that the event asks for. Kept, so that a repeated step opens exactly the same ones. */
  readonly work: readonly WorkReason[];
  readonly facts: EventFacts;
}

/** One immutable item of a claim's journal. State and money are in one write, so they can never disagree. */
export interface JournalEvent extends EventDraft {
  readonly shape: number;
  readonly claimNo: ClaimNo;
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  /** A business key: the same cause is recorded once, however often it comes. */
  readonly cause: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Money without a claim: journalled under its remittance, one item per CLP position. */
export interface UnclaimedMoney {
  readonly shape: number;
  readonly remittanceId: string;
  readonly ordinal: number;
  readonly fileId: string;
  readonly at: string;
  readonly entries: readonly JournalEntry[];
  /** Why no claim could take it; absent on entries at provider level. */
  readonly reason?: SuspenseReason;
  readonly held?: HeldPayment;
  /**
   * The claim whose journal has the payment: it was found by other things than its number, and what finds it may not
   * find it again, so the first finding binds; or it could not take the money, which is in suspense there. Then there
   * are no entries here.
   */
  readonly found?: { readonly claimNo: ClaimNo; readonly rung: 1 | 2 | 3 | 4 };
}

/** Why a payment has no claim: none of that number, or one whose name, dates and charge are others. */
export type SuspenseReason = Extract<WorkReason, 'UNKNOWN_CLAIM' | 'MATCH_DOUBTFUL'>;
