import type { TimerName } from './timer-settings.ts';
import type { FilingState } from './types.ts';
import type { WorkReason } from './work.ts';

/** An answer that a filing waits for, and what is opened when it does not come (domain.md 1.6). */
export interface StateTimer {
  readonly timer: TimerName;
  readonly states: readonly FilingState[];
  /** For people: what is awaited. */
  readonly awaits: string;
  readonly reason: WorkReason;
  /** Business days, or days of the calendar. */
  readonly business: boolean;
  /** One item for each claim, or one for all claims of an interchange or partner: people ask once for all of them. */
  readonly per: 'claim' | 'interchange' | 'partner';
}

/** By state, at most one. BATCHED, SENT and SYNTAX_OK are those of the interchange, as people see them. */
export const stateTimers: readonly StateTimer[] = [
  {
    timer: 'submission',
    states: ['READY', 'BATCHED'],
    awaits: 'the interchange to leave',
    reason: 'NOT_SUBMITTED',
    business: true,
    per: 'partner',
  },
  {
    timer: 'acknowledgment',
    states: ['SENT'],
    awaits: 'TA1 or 999',
    reason: 'ACK_MISSING',
    business: true,
    per: 'interchange',
  },
  {
    timer: 'clearinghouseAnswer',
    states: ['SYNTAX_OK'],
    awaits: '277CA of the clearinghouse',
    reason: '277CA_MISSING',
    business: true,
    per: 'interchange',
  },
  {
    timer: 'payerAnswer',
    states: ['CH_ACCEPTED'],
    awaits: '277CA of the payer',
    reason: 'PAYER_277CA_MISSING',
    business: true,
    per: 'interchange',
  },
  {
    timer: 'payment',
    states: ['PAYER_ACCEPTED', 'PENDED', 'REPLACING'],
    awaits: '835',
    reason: 'LATE_PAYMENT',
    business: false,
    per: 'claim',
  },
  {
    timer: 'correction',
    states: ['REVERSED'],
    awaits: '835 with the correction',
    reason: 'CORRECTION_MISSING',
    business: false,
    per: 'claim',
  },
  {
    timer: 'voiding',
    states: ['VOIDING'],
    awaits: '835 that confirms the void',
    reason: 'VOID_UNANSWERED',
    business: false,
    per: 'claim',
  },
  {
    timer: 'appealDecision',
    states: ['APPEALED'],
    awaits: 'decision of the appeal',
    reason: 'APPEAL_OVERDUE',
    business: false,
    per: 'claim',
  },
  {
    timer: 'crossover',
    states: ['FORWARDED'],
    awaits: '835 of the payer that it was forwarded to',
    reason: 'CROSSOVER_MISSING',
    business: false,
    per: 'claim',
  },
];

/** A limit that comes nearer: an item is opened at the first mark and becomes more urgent at each one after it. */
export interface Countdown {
  readonly reason: WorkReason;
  /** Days before the limit, descending; the first may be `at once`. */
  readonly marks: readonly (number | 'at once')[];
}

/** The payer's limit for filing, of a claim that no payer has on file yet (domain.md 1.6). */
export const timelyFiling: Countdown = { reason: 'TIMELY_FILING_NEAR', marks: [30, 15, 7, 3] };

/** Money of a payer on a claim (2010) goes back within 60 days of becoming known (42 CFR 401.305). */
export const overpayment: Countdown = { reason: 'OVERPAYMENT_DUE', marks: ['at once', 30, 15, 7, 3, 0] };

/** States in which no payer has the claim on file. */
export const notOnFile: readonly FilingState[] = [
  'DRAFT',
  'EDIT_HOLD',
  'READY',
  'REJ_INTERCHANGE',
  'REJ_SYNTAX',
  'REJ_FRONTEND',
];

/** States in which what the patient owes is known: only then is money of the patient left over. */
export const patientShareKnown: readonly FilingState[] = [
  'PAID',
  'ZERO_PAID',
  'PART_DENIED',
  'DENIED',
  'CLOSED',
  'VOIDED',
];

/** Acknowledgments that some payers never send: where their timer is off, the payment's runs from there. */
export const acknowledgmentTimers: readonly TimerName[] = [
  'acknowledgment',
  'clearinghouseAnswer',
  'payerAnswer',
];
