import type { EventKind } from './lifecycle-events.ts';
import type { GuardName } from './lifecycle-guards.ts';
import { type FilingState, filingStates } from './types.ts';
import type { WorkReason } from './work.ts';

/** One line of the transition table. Several lines may share a row of domain.md 1.4 where it has cases. */
export interface TransitionRow {
  /** Row number of domain.md 1.4; those after 59 are ours. */
  readonly row: number;
  readonly from: readonly FilingState[];
  readonly on: EventKind;
  readonly guard?: GuardName;
  /**
   * `same` keeps the state, `before` returns to where a replacement or void began, `as adjudicated` asks the
   * verdict, `as before the match` asks the event.
   */
  readonly to: FilingState | 'same' | 'before' | 'as adjudicated' | 'as before the match';
  /** A new attempt begins: the next submission, with no evidence yet. */
  readonly nextAttempt?: true;
  readonly work?: readonly WorkReason[];
  /** What else happens, in words, for the generated page. */
  readonly effect?: string;
}

const unadjudicated = ['SENT', 'SYNTAX_OK', 'CH_ACCEPTED', 'PAYER_ACCEPTED', 'PENDED'] as const;
const undecidedAtPayer = ['SENT', 'SYNTAX_OK', 'CH_ACCEPTED'] as const;
const unsent = ['DRAFT', 'EDIT_HOLD', 'READY'] as const;
const refused = ['REJ_INTERCHANGE', 'REJ_SYNTAX', 'REJ_FRONTEND'] as const;
const settled = ['PAID', 'ZERO_PAID', 'PART_DENIED'] as const;
const listening = ['PAYER_ACCEPTED', 'PENDED', 'REPLACING', 'VOIDING', 'APPEALED'] as const;
const correcting = ['REPLACING', 'VOIDING'] as const;
/**
 * Row 32 does not name the last six, but money that comes a second time must be seen in every one (S59 is
 * CLOSED).
 */
const adjudicated = [
  ...settled,
  'DENIED',
  'CLOSED',
  'FORWARDED',
  'REPLACING',
  'VOIDING',
  'VOIDED',
  'APPEALED',
] as const;

/** Every legal move of a filing, and nothing else (domain.md 1.4). */
export const transitionTable: readonly TransitionRow[] = [
  { row: 1, from: ['DRAFT'], on: 'created', guard: 'firstAttempt', to: 'same', effect: 'the filing begins' },
  {
    row: 1,
    from: ['VOIDED'],
    on: 'created',
    guard: 'neverSent',
    to: 'DRAFT',
    effect: 'withdrawn before it was sent, it begins again',
  },
  { row: 2, from: unsent, on: 'scrubbed', guard: 'hasOpenErrors', to: 'EDIT_HOLD', work: ['EDIT_HOLD'] },
  {
    row: 3,
    from: ['DRAFT', 'EDIT_HOLD'],
    on: 'scrubbed',
    guard: 'isClean',
    to: 'READY',
    effect: 'content hash frozen',
  },
  { row: 4, from: ['READY', 'EDIT_HOLD'], on: 'edited', to: 'DRAFT', effect: 'content hash dropped' },
  {
    row: 5,
    from: ['READY'],
    on: 'batched',
    to: 'BATCHED',
    effect: 'control numbers recorded; J0 if billed for the first time',
  },
  { row: 6, from: ['BATCHED'], on: 'sent', to: 'SENT', effect: 'acknowledgment timers start' },
  { row: 7, from: ['BATCHED'], on: 'transport-failed', to: 'READY', effect: 'control numbers stay burnt' },
  { row: 8, from: ['SENT'], on: 'ta1', guard: 'ta1Accepted', to: 'same' },
  { row: 8, from: ['SENT'], on: 'ta1', guard: 'ta1Warned', to: 'same', work: ['TA1_WARNING'] },
  {
    row: 9,
    from: ['SENT'],
    on: 'ta1',
    guard: 'ta1Refused',
    to: 'REJ_INTERCHANGE',
    work: ['TA1_REJECT'],
    effect: 'all filings of the interchange',
  },
  {
    row: 9,
    from: ['SENT'],
    on: 'ta1',
    guard: 'ta1RefusedAsDuplicate',
    to: 'same',
    effect: 'the second copy is marked DUPLICATE_SENT',
  },
  { row: 10, from: ['SENT'], on: '999', guard: 'setAccepted', to: 'SYNTAX_OK' },
  { row: 10, from: ['SENT'], on: '999', guard: 'setWarned', to: 'SYNTAX_OK', work: ['999_WARNING'] },
  {
    row: 11,
    from: ['SENT'],
    on: '999',
    guard: 'setRefused',
    to: 'REJ_SYNTAX',
    work: ['999_REJECT'],
    effect: 'every filing of the set or group',
  },
  {
    row: 12,
    from: ['SENT', 'SYNTAX_OK'],
    on: '277ca',
    guard: 'forwardedByClearinghouse',
    to: 'CH_ACCEPTED',
    effect: 'their claim numbers stored',
  },
  {
    row: 13,
    from: undecidedAtPayer,
    on: '277ca',
    guard: 'acceptedByPayer',
    to: 'PAYER_ACCEPTED',
    effect: 'payer claim number stored',
  },
  {
    row: 13,
    from: undecidedAtPayer,
    on: '277ca',
    guard: 'splitByPayer',
    to: 'PAYER_ACCEPTED',
    work: ['CLAIM_SPLIT'],
  },
  {
    row: 14,
    from: undecidedAtPayer,
    on: '277ca',
    guard: 'claimRefused',
    to: 'REJ_FRONTEND',
    work: ['277CA_REJECT'],
    effect: 'queue by status code',
  },
  {
    row: 14,
    from: undecidedAtPayer,
    on: '277ca',
    guard: 'claimNotFound',
    to: 'REJ_FRONTEND',
    work: ['277CA_REJECT', 'NOT_ON_FILE'],
  },
  {
    row: 15,
    from: undecidedAtPayer,
    on: '277ca',
    guard: 'batchRefused',
    to: 'REJ_FRONTEND',
    work: ['277CA_BATCH_REJECT'],
    effect: 'every filing under that batch or provider',
  },
  { row: 16, from: ['CH_ACCEPTED'], on: '277ca', guard: 'forwardedByClearinghouse', to: 'same' },
  { row: 16, from: listening, on: '277ca', guard: 'claimKnown', to: 'same', effect: 'ids and dates stored' },
  { row: 16, from: ['CH_ACCEPTED', ...listening], on: '999', guard: 'setKnown', to: 'same' },
  {
    row: 17,
    from: ['PAYER_ACCEPTED'],
    on: '277ca',
    guard: 'payerChangedItsMind',
    to: 'REJ_FRONTEND',
    work: ['CONFLICTING_ACK'],
  },
  {
    row: 17,
    from: ['PAYER_ACCEPTED'],
    on: '277ca',
    guard: 'payerDidNotChangeItsMind',
    to: 'same',
    work: ['CONFLICTING_ACK'],
  },
  {
    row: 18,
    from: refused,
    on: 'corrected',
    to: 'DRAFT',
    nextAttempt: true,
    effect: 'same CLM01, frequency 1',
  },
  { row: 19, from: unadjudicated, on: '277', guard: 'pending', to: 'PENDED' },
  { row: 19, from: unadjudicated, on: '277', guard: 'recordsAsked', to: 'PENDED', work: ['RECORDS_REQUEST'] },
  { row: 20, from: unadjudicated, on: '277', guard: 'notFound', to: 'same', work: ['NOT_ON_FILE'] },
  { row: 21, from: unadjudicated, on: '277', guard: 'finalised', to: 'same', work: ['ERA_MISSING'] },
  {
    row: 22,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'paid',
    to: 'PAID',
    effect: 'posted; proves all earlier acks',
  },
  { row: 23, from: unadjudicated, on: 'adjudicated', guard: 'zeroPaid', to: 'ZERO_PAID', effect: 'posted' },
  {
    row: 24,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'partDenied',
    to: 'PART_DENIED',
    effect: 'posted; denials worked',
  },
  {
    row: 25,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'whollyDenied',
    to: 'DENIED',
    effect: 'no write-off posted; denials worked',
  },
  {
    row: 26,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'processedAndForwarded',
    to: 'FORWARDED',
    effect: 'posted; no secondary claim of ours for 30 days',
  },
  {
    row: 27,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'forwardedOnly',
    to: 'FORWARDED',
    effect: 'no money; the payer named in NM1*TT is expected',
  },
  {
    row: 28,
    from: unadjudicated,
    on: 'adjudicated',
    guard: 'predetermination',
    to: 'same',
    effect: 'estimate stored, no entry',
  },
  {
    row: 29,
    from: [...settled, 'DENIED', 'FORWARDED'],
    on: 'reversed',
    guard: 'originalKnown',
    to: 'REVERSED',
    effect: 'mirror entries (J13)',
  },
  {
    row: 30,
    from: ['REVERSED'],
    on: 'adjudicated',
    guard: 'decided',
    to: 'as adjudicated',
    effect: 'posted; compared with the adjudication before',
  },
  {
    row: 31,
    from: filingStates,
    on: 'reversed',
    guard: 'originalUnknown',
    to: 'same',
    work: ['REVERSAL_WITHOUT_ORIGINAL'],
    effect: 'money to suspense (J12)',
  },
  {
    row: 32,
    from: adjudicated,
    on: 'adjudicated',
    guard: 'second',
    to: 'same',
    work: ['POSSIBLE_DUPLICATE_PAYMENT'],
    effect: 'money to payer credits (J14) until a reversal comes or a person decides',
  },
  { row: 33, from: filingStates, on: 'repeated', to: 'same', effect: 'ignored' },
  {
    row: 34,
    // Posting closes a paid claim at once, and it may have been paid wrongly.
    from: ['DENIED', ...settled, 'CLOSED'],
    on: 'replacement-sent',
    guard: 'possible',
    to: 'REPLACING',
    nextAttempt: true,
    effect: 'frequency 7 with REF*F8',
  },
  { row: 35, from: correcting, on: 'ta1', guard: 'ta1Refused', to: 'before', work: ['TA1_REJECT'] },
  { row: 35, from: correcting, on: '999', guard: 'setRefused', to: 'before', work: ['999_REJECT'] },
  {
    row: 35,
    from: correcting,
    on: '277ca',
    guard: 'refusedAtAnyLevel',
    to: 'before',
    work: ['277CA_REJECT'],
    effect: 'the adjudication before still stands',
  },
  {
    row: 36,
    from: ['REPLACING'],
    on: 'reversed',
    guard: 'originalKnown',
    to: 'REVERSED',
    effect: 'J13, then the correction',
  },
  {
    row: 37,
    from: ['REPLACING'],
    on: 'adjudicated',
    guard: 'replacesDenial',
    to: 'as adjudicated',
    effect: 'posted in place of the denial',
  },
  {
    row: 37,
    from: ['APPEALED'],
    on: 'adjudicated',
    guard: 'replacesDenialAllowed',
    to: 'as adjudicated',
    work: ['APPEAL_WON'],
    effect: 'posted in place of the denial',
  },
  { row: 37, from: ['APPEALED'], on: 'adjudicated', guard: 'replacesDenialAgain', to: 'as adjudicated' },
  {
    row: 37,
    // S60: a denial that was written off is CLOSED, and its late payment still takes its place.
    from: ['DENIED', 'CLOSED'],
    on: 'adjudicated',
    guard: 'replacesDenial',
    to: 'as adjudicated',
    work: ['REPROCESSED'],
    effect: 'posted in place of the denial; a write-off is mirrored first',
  },
  {
    row: 38,
    from: ['REPLACING'],
    on: 'adjudicated',
    guard: 'refusedReplacement',
    to: 'before',
    work: ['REPLACEMENT_NOT_HONOURED'],
  },
  {
    row: 39,
    // S36 voids a filing that posting has closed already.
    from: ['PAYER_ACCEPTED', 'PENDED', ...settled, 'DENIED', 'CLOSED'],
    on: 'void-sent',
    guard: 'possible',
    to: 'VOIDING',
    nextAttempt: true,
    effect: 'frequency 8 with REF*F8',
  },
  {
    row: 40,
    from: ['VOIDING'],
    on: 'reversed',
    guard: 'originalKnown',
    to: 'VOIDED',
    effect: 'J13; J17 if the service never happened',
  },
  {
    row: 41,
    from: ['VOIDING'],
    on: 'void-confirmed',
    to: 'VOIDED',
    effect: 'by a person, 45 days without an 835',
  },
  {
    row: 42,
    // An underpaid claim is CLOSED as soon as it is posted.
    from: ['DENIED', 'PART_DENIED', 'PAID', 'CLOSED'],
    on: 'appealed',
    guard: 'inTime',
    to: 'APPEALED',
    effect: 'decision timer starts',
  },
  {
    row: 43,
    from: ['APPEALED'],
    on: 'reversed',
    guard: 'originalKnown',
    to: 'REVERSED',
    effect: 'J13, then the correction',
  },
  // domain.md says DENIED; a claim that was paid too little was never denied, and goes back to what it was.
  { row: 44, from: ['APPEALED'], on: 'appeal-upheld', to: 'before', work: ['APPEAL_UPHELD'] },
  { row: 45, from: ['APPEALED'], on: 'appeal-overdue', to: 'same', work: ['APPEAL_OVERDUE'] },
  {
    row: 46,
    // A denial that the next payer is billed for (J5) leaves nothing with this one.
    from: [...settled, 'DENIED'],
    on: 'settled',
    guard: 'anotherCoverage',
    to: 'CLOSED',
    effect: 'the filing to the next payer begins',
  },
  { row: 47, from: ['FORWARDED'], on: 'crossover-overdue', to: 'CLOSED', work: ['CROSSOVER_MISSING'] },
  {
    row: 48,
    // Prepared by us and not sent yet, it answers all the same.
    from: unsent,
    on: 'crossed-over',
    guard: 'firstAttempt',
    to: 'as adjudicated',
    effect: 'the filing to the next payer begins adjudicated',
  },
  {
    row: 49,
    from: [...settled, 'DENIED'],
    on: 'settled',
    guard: 'noFurtherCoverage',
    to: 'CLOSED',
    effect: 'what is left is due from the patient',
  },
  { row: 50, from: ['DENIED', 'PART_DENIED'], on: 'written-off', to: 'CLOSED', effect: 'J9' },
  { row: 51, from: ['DENIED'], on: 'billed-to-patient', to: 'CLOSED', effect: 'PR amounts only, never CO' },
  {
    row: 52,
    from: ['CLOSED'],
    on: 'reversed',
    guard: 'originalKnown',
    to: 'REVERSED',
    effect: 'reopens (J13)',
  },
  { row: 53, from: ['CLOSED'], on: 'patient-paid', to: 'same', effect: 'claim PATIENT_DUE: J6' },
  {
    row: 54,
    from: ['CLOSED'],
    on: 'small-balance-closed',
    to: 'same',
    effect: 'claim PATIENT_DUE → ZERO: J10',
  },
  {
    row: 55,
    from: ['CLOSED'],
    on: 'placed-in-collections',
    to: 'same',
    effect: 'claim PATIENT_DUE → COLLECTIONS: J11',
  },
  { row: 56, from: filingStates, on: 'refund-requested', to: 'same', work: ['RECOUPMENT_CASE'] },
  {
    row: 57,
    from: filingStates.filter((state) => state !== 'VOIDED'),
    on: 'billed-in-error',
    guard: 'neverSent',
    to: 'VOIDED',
    effect: 'charges reversed',
  },
  {
    row: 58,
    from: ['DENIED'],
    on: 'refiled',
    guard: 'unprocessable',
    to: 'DRAFT',
    nextAttempt: true,
    effect: 'a new claim, frequency 1',
  },
  {
    row: 59,
    from: unadjudicated,
    on: 'resent',
    guard: 'notOnFile',
    to: 'DRAFT',
    nextAttempt: true,
    effect: 'same CLM01, frequency 1',
  },
  {
    // Not of domain.md: a person matched a payment in suspense with the wrong claim (5.4), and says so.
    row: 60,
    from: [...adjudicated, 'REVERSED'],
    on: 'match-undone',
    to: 'as before the match',
    effect: 'what the match posted is mirrored; the money goes back to suspense (J12)',
  },
  {
    // Rows 34 and 39 say that a replacement or void is sent: it leaves with the next file, as a READY claim does.
    row: 61,
    from: correcting,
    on: 'batched',
    guard: 'notYetSent',
    to: 'same',
    effect: 'control numbers recorded; J0 for charges that the correction changes',
  },
  {
    row: 62,
    from: correcting,
    on: 'scrubbed',
    guard: 'cannotBeWritten',
    to: 'before',
    work: ['WRITE_REFUSED'],
    effect: 'the adjudication before still stands',
  },
  {
    // Row 4, for what waits in the same way.
    row: 66,
    from: correcting,
    on: 'edited',
    guard: 'notYetSent',
    to: 'same',
    effect: 'the correction goes out with other content',
  },
  {
    // Of a claim that the payer split, each part answers its own lines (5.4).
    row: 63,
    from: ['DENIED', ...settled, 'CLOSED'],
    on: 'adjudicated',
    guard: 'furtherPart',
    to: 'as adjudicated',
    effect: 'posted beside the parts before; the state is that of all of them',
  },
  {
    row: 63,
    from: ['APPEALED', ...correcting],
    on: 'adjudicated',
    guard: 'furtherPart',
    to: 'same',
    effect: 'posted beside the parts before',
  },
  {
    row: 64,
    from: filingStates,
    on: 'reversed',
    guard: 'originalSuperseded',
    to: 'same',
    effect: 'what stands is the decision that took its place',
  },
  {
    // Row 40 knows no correction: where one comes, in the same 835 or later, the payer did not void.
    row: 65,
    from: ['VOIDED'],
    on: 'adjudicated',
    guard: 'decidesVoided',
    to: 'as adjudicated',
    work: ['VOID_NOT_HONOURED'],
    effect: 'posted; charges that the void took back (J17) are put back first',
  },
  {
    // The void stands again: the payer decided after it, and took that back.
    row: 67,
    from: [...settled, 'DENIED', 'CLOSED', 'FORWARDED'],
    on: 'reversed',
    guard: 'originalAfterVoid',
    to: 'VOIDED',
    effect: 'J13; J17 if the service never happened',
  },
  {
    // Not of domain.md: what a person wrote off, or billed to the patient, was wrong.
    row: 70,
    from: ['CLOSED'],
    on: 'act-undone',
    to: 'as before the match',
    effect: 'what closed it is mirrored; what the payer denied is open again',
  },
];
