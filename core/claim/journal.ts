import type { DenialItem } from '../denial/classify.ts';
import type { ClaimNo } from '../ids.ts';
import type { JournalEntry } from '../ledger/entries.ts';
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
}

/** What happened, by kind. */
export type EventFacts =
  | {
      readonly kind: 'assembled';
      readonly claim: Claim;
      readonly contentHash: string;
      readonly findings: readonly EditFinding[];
      readonly editSet: string;
      /** How many claims the encounter was split into. */
      readonly parts: number;
      readonly fileId: string;
    }
  | { readonly kind: 'voided'; readonly why: 'split-changed' }
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
      /** `posted`: J1 to J4 on the claim; `suspended`: J12, the claim's state kept. */
      readonly disposition: 'posted' | 'suspended';
    };

/** What a decision wants recorded; the journal adds version and time. */
export interface EventDraft {
  readonly filing: number;
  readonly attempt: number;
  readonly steps: readonly Step[];
  /** The filing's state after the steps. */
  readonly state: FilingState;
  /** Evidence rank after it (domain.md 1.4, rule 1). */
  readonly rank: number;
  /** Where a replacement or void will return to; in REPLACING and VOIDING only. */
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
}
