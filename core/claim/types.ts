import type { DecidingRow, Repair, ValueClass } from '../edits/edit.ts';
import type { Encounter } from '../encounter/model.ts';
import type { ClaimNo, ClientId, PartnerId } from '../ids.ts';
import type { Cents } from '../money.ts';

/** Every state of a filing (domain.md 1.3). */
export const filingStates = [
  'DRAFT',
  'EDIT_HOLD',
  'READY',
  'BATCHED',
  'SENT',
  'REJ_INTERCHANGE',
  'REJ_SYNTAX',
  'SYNTAX_OK',
  'CH_ACCEPTED',
  'REJ_FRONTEND',
  'PAYER_ACCEPTED',
  'PENDED',
  'PAID',
  'ZERO_PAID',
  'PART_DENIED',
  'DENIED',
  'REVERSED',
  'FORWARDED',
  'APPEALED',
  'REPLACING',
  'VOIDING',
  'VOIDED',
  'CLOSED',
] as const;
export type FilingState = (typeof filingStates)[number];

/** A claim as assembled: an encounter's content after splitting, with our number and its owner. */
export interface Claim {
  readonly claimNo: ClaimNo;
  readonly clientId: ClientId;
  readonly partnerId: PartnerId;
  /** Which encounter it came from; a hash or the practice's id hashed: never the id itself. */
  readonly encounterKey: string;
  /** Lines at most 50, diagnoses at most 12, dots removed. */
  readonly content: Encounter;
  /** Our number of each line, in the order of the content; absent where they count from 1 without gaps. */
  readonly lineNos?: readonly number[];
  /** Numbers of lines that went out and were dropped from a replacement: they are never given again. */
  readonly droppedLines?: readonly number[];
  /** Σ of the lines' charges (CLM02). */
  readonly totalCharge: Cents;
}

/** Severity of an edit's finding: `error` holds the claim, `warning` asks, `info` only tells. */
export type Severity = 'error' | 'warning' | 'info';

/** What an edit says. No value of the claim stands in it: field paths and codes only. */
export interface EditFinding {
  readonly editId: string;
  readonly severity: Severity;
  /** 1-based service line; absent for claim-level findings. */
  readonly line?: number;
  /** Path in the encounter model, e.g. `billing.npi`, `lines[2].dx`. */
  readonly field: string;
  /** A sentence a biller understands, without patient data. */
  readonly message: string;
  /** The work queue that fixes it. */
  readonly queue: WorkQueue;
  /** What was tested. */
  readonly value?: ValueClass;
  /** The row of a code set that decided, and its release. */
  readonly row?: DecidingRow;
  /** The change that was made, where one follows with certainty. */
  readonly repair?: Repair;
}

/** Work queues (domain.md 1.3, 4.4, 6.2): where people look for their work. */
export const workQueues = [
  'registration',
  'provider-data',
  'provider-enrolment',
  'coding',
  'charge-entry',
  'billing',
  'authorization',
  'cob',
  'medical-necessity',
  'documentation',
  'timely-filing',
  'duplicate',
  'bundling',
  'benefit',
  'eligibility',
  'technical',
  'posting',
  'payer-mapping',
  'patient',
  'follow-up',
  'credits',
] as const;
export type WorkQueue = (typeof workQueues)[number];

export type Priority = 'P1' | 'P2' | 'P3' | 'P4';

/** A work item before it is stored. `id` is deterministic: the same cause opens one item, however often. */
export interface WorkItemDraft {
  readonly id: string;
  readonly queue: WorkQueue;
  /** Upper-case reason code of domain.md, e.g. `TA1_REJECT`, `UNKNOWN_CLAIM`, `EDIT_HOLD`, `DENIAL`. */
  readonly reason: string;
  readonly priority: Priority;
  /** CCYYMMDD. */
  readonly dueDate: string;
  /** A sentence that says what happened and what to do, without patient data. */
  readonly summary: string;
  readonly clientId?: ClientId;
  readonly partnerId?: PartnerId;
  readonly claimNo?: ClaimNo;
  readonly fileId?: string;
  /** Money at stake, cents; 0 when unknown. */
  readonly value: Cents;
  /** Proposed action of domain.md 6.1 (FIX7, NEW1, APPEAL, …) or a word of ours. */
  readonly action?: string;
  /** Codes, positions and counts; never patient data. */
  readonly details: readonly WorkDetail[];
}
export interface WorkDetail {
  readonly code: string;
  readonly line?: number;
  readonly position?: string;
  readonly text?: string;
  readonly amount?: Cents;
}
