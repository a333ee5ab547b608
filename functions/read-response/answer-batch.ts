import type { Candidate } from '../../core/submission/plan.ts';
import type { ClaimAcknowledgment, ClaimStatus, SegmentError } from '../../core/x12/types.ts';

/** A TA1 on an interchange of ours. */
export interface AnsweredInterchange {
  readonly controlNo: number;
  /** TA104 and TA105. */
  readonly code: string;
  readonly note: string;
}

/** What a 999 says of one set of ours. */
export interface AnsweredSet {
  readonly controlNo: number;
  /** ST02. */
  readonly setControlNo: string;
  /** IK501; absent where the 999 does not list the set. */
  readonly setCode?: string;
  /** AK901. */
  readonly groupCode: string;
  readonly errors: readonly SegmentError[];
}

/** One batch of answers, as read-response leaves it for apply-acknowledgment. At most 50 claims each. */
export type AnswerBatch =
  | {
      readonly kind: 'interchanges';
      readonly interchanges: readonly AnsweredInterchange[];
      readonly sets: readonly AnsweredSet[];
    }
  | {
      readonly kind: 'ta1-refused';
      readonly answer: AnsweredInterchange;
      readonly claims: readonly Candidate[];
    }
  | { readonly kind: '999-refused'; readonly answer: AnsweredSet; readonly claims: readonly Candidate[] }
  | { readonly kind: '277ca'; readonly claims: readonly ClaimAnswer[] }
  | {
      readonly kind: '277ca-batch-refused';
      readonly origin: ClaimAnswerOrigin;
      readonly level: 'batch' | 'provider';
      /** NPI of the refused provider; absent at batch level. */
      readonly npi?: string;
      readonly statuses: readonly ClaimStatus[];
      readonly claims: readonly Candidate[];
    };

/** One 2200D, and the batch that it stands in. */
export interface ClaimAnswer {
  readonly origin: ClaimAnswerOrigin;
  readonly answer: ClaimAcknowledgment;
}

/** Which 277CA an answer stands in. */
export interface ClaimAnswerOrigin {
  readonly source: 'payer' | 'clearinghouse';
  /** 2200A TRN02. */
  readonly trace: string;
  /** 2200B TRN02: our BHT03. */
  readonly batchId: string;
  /** DTP*009, CCYYMMDD. */
  readonly processDate?: string;
  /** DTP*050, CCYYMMDD. */
  readonly receivedOn?: string;
}
