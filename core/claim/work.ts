import { addDays, type CivilDate } from '../dates.ts';
import { type Cents, ZERO } from '../money.ts';
import type { Priority, WorkItemDraft, WorkQueue } from './types.ts';

interface WorkRule {
  readonly queue: WorkQueue;
  readonly priority: Priority;
  /** Days from opening to the due date. */
  readonly dueDays: number;
  /** One item stands for all claims of this. */
  readonly per: 'claim' | 'set' | 'interchange' | 'partner' | 'batch' | 'remittance' | 'file';
  readonly action?: string;
  /** What happened and what to do, for a biller. No patient data, no values. */
  readonly summary: string;
}

/**
 * Every reason for which the claim's life or a remittance opens a work item; denials have their own
 * playbook.
 */
export const workRules = {
  EDIT_HOLD: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 2,
    per: 'claim',
    summary: 'An edit holds this claim before submission. Correct the named fields and release it.',
  },
  TA1_WARNING: {
    queue: 'technical',
    priority: 'P3',
    dueDays: 7,
    per: 'interchange',
    summary: 'The partner took the interchange but noted an error in its envelope. Correct the settings.',
  },
  TA1_REJECT: {
    queue: 'technical',
    priority: 'P1',
    dueDays: 1,
    per: 'interchange',
    summary: 'The partner refused the whole interchange. Correct what its note code names, then send again.',
  },
  '999_WARNING': {
    queue: 'technical',
    priority: 'P3',
    dueDays: 7,
    per: 'set',
    summary: 'The partner accepted a transaction set but noted errors. Correct them before they are refused.',
  },
  '999_REJECT': {
    queue: 'technical',
    priority: 'P1',
    dueDays: 1,
    per: 'set',
    summary: 'The partner refused a transaction set: none of its claims is on file. Correct and send again.',
  },
  '277CA_REJECT': {
    queue: 'billing',
    priority: 'P1',
    dueDays: 2,
    per: 'claim',
    action: 'FIX1',
    summary: 'The claim was refused before adjudication and is not on file. Correct it and send it again.',
  },
  '277CA_BATCH_REJECT': {
    queue: 'provider-enrolment',
    priority: 'P1',
    dueDays: 2,
    per: 'batch',
    summary:
      'A batch or provider was refused before adjudication. Clear the cause, then send its claims again.',
  },
  CONFLICTING_ACK: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 5,
    per: 'claim',
    summary:
      'A refusal came for a claim that stronger evidence shows as accepted. Ask the sender which holds.',
  },
  UNEXPECTED_DOCUMENT: {
    queue: 'billing',
    priority: 'P3',
    dueDays: 5,
    per: 'claim',
    summary: 'A document does not fit the state of its claim and changed nothing. Read it and decide.',
  },
  CLAIM_SPLIT: {
    queue: 'posting',
    priority: 'P4',
    dueDays: 30,
    per: 'claim',
    summary: 'The payer split this claim on acceptance. Expect several payments under the same claim number.',
  },
  RECORDS_REQUEST: {
    queue: 'documentation',
    priority: 'P1',
    dueDays: 30,
    per: 'claim',
    action: 'DOCS',
    summary: 'The payer asks for records before it decides. Send them before the due date.',
  },
  NOT_ON_FILE: {
    queue: 'billing',
    priority: 'P1',
    dueDays: 5,
    per: 'claim',
    action: 'RESEND',
    summary: 'The payer does not find this claim. Send it again with proof of timely filing.',
  },
  ERA_MISSING: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 10,
    per: 'claim',
    summary: 'The payer says that it has decided, but no remittance has come. Ask for the 835.',
  },
  REVERSAL_WITHOUT_ORIGINAL: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 5,
    per: 'claim',
    summary:
      'The payer reversed a payment that was never posted. Find the original; the money is in suspense.',
  },
  REVERSAL_MISMATCH: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 5,
    per: 'claim',
    summary:
      'The payer reversed other amounts than it paid. Nothing was mirrored; the money is in suspense: ask why.',
  },
  POSSIBLE_DUPLICATE_PAYMENT: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 14,
    per: 'claim',
    summary:
      'The payer paid more than was open, or paid again without reversing. The rest lies in payer credits: ask, then refund it.',
  },
  APPEAL_WON: {
    queue: 'billing',
    priority: 'P4',
    dueDays: 30,
    per: 'claim',
    summary: 'The payer now allows what was appealed. Close the appeal.',
  },
  REPROCESSED: {
    queue: 'billing',
    priority: 'P4',
    dueDays: 30,
    per: 'claim',
    summary: 'The payer reprocessed a denied claim on its own. For information.',
  },
  REPLACEMENT_NOT_HONOURED: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'REPROC',
    summary: 'The payer denied the replacement as a duplicate. Call and ask that frequency 7 be honoured.',
  },
  VOID_NOT_HONOURED: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'REPROC',
    summary:
      'The payer decided a claim that was voided, and it is posted. Ask why the void was not honoured.',
  },
  APPEAL_UPHELD: {
    queue: 'billing',
    priority: 'P3',
    dueDays: 30,
    per: 'claim',
    action: 'APPEAL',
    summary: 'The payer upheld its denial. Appeal to the next level or propose a write-off.',
  },
  APPEAL_OVERDUE: {
    queue: 'follow-up',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    summary: 'The time for deciding the appeal has passed. Ask the payer where it stands.',
  },
  NOT_SUBMITTED: {
    queue: 'technical',
    priority: 'P2',
    dueDays: 1,
    per: 'partner',
    summary: 'Claims that are ready have not left. See why: claimline runs list --machine submission.',
  },
  ACK_MISSING: {
    queue: 'follow-up',
    priority: 'P2',
    dueDays: 1,
    per: 'interchange',
    action: 'RESEND',
    summary:
      'No 999 has come for an interchange. Ask the partner whether it arrived, then send it again or wait.',
  },
  '277CA_MISSING': {
    queue: 'follow-up',
    priority: 'P3',
    dueDays: 2,
    per: 'interchange',
    summary: 'The clearinghouse has not said what became of these claims. Ask it for the 277CA.',
  },
  PAYER_277CA_MISSING: {
    queue: 'follow-up',
    priority: 'P3',
    dueDays: 3,
    per: 'interchange',
    summary:
      'The payers have not said whether they take these claims. Ask the clearinghouse for their 277CA.',
  },
  LATE_PAYMENT: {
    queue: 'follow-up',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    summary: 'The payer has this claim and has not answered in its usual time. Ask for its status.',
  },
  CORRECTION_MISSING: {
    queue: 'follow-up',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    summary: 'The payer took its decision back and has not sent another one. Ask what holds it up.',
  },
  VOID_UNANSWERED: {
    queue: 'follow-up',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    summary: 'The payer has not answered the void of this claim. Ask, and confirm the void if it agrees.',
  },
  TIMELY_FILING_NEAR: {
    queue: 'timely-filing',
    priority: 'P3',
    dueDays: 3,
    per: 'claim',
    summary: 'No payer has this claim on file, and the limit for filing comes nearer. Send it before then.',
  },
  OVERPAYMENT_DUE: {
    queue: 'credits',
    priority: 'P3',
    dueDays: 60,
    per: 'claim',
    action: 'REFUND',
    summary:
      'The payer paid too much. Give it back, or have it taken back, before the due date (42 CFR 401.305).',
  },
  PATIENT_REFUND: {
    queue: 'credits',
    priority: 'P3',
    dueDays: 30,
    per: 'claim',
    action: 'REFUND',
    summary: 'A payer took back what it had left to the patient, who had paid it. Give the money back.',
  },
  WRITE_OFF_APPROVAL: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    action: 'APPROVE',
    summary:
      'A write-off above the limit of one person waits. Somebody else approves it: claimline ledger write-off.',
  },
  COLLECTIONS_REVIEW: {
    queue: 'patient',
    priority: 'P3',
    dueDays: 14,
    per: 'claim',
    action: 'REVIEW',
    summary:
      'The patient has had the final notice and has not paid. Call, waive it, or place it: claimline ledger collections.',
  },
  STATEMENT_UNBALANCED: {
    queue: 'patient',
    priority: 'P1',
    dueDays: 2,
    per: 'claim',
    summary:
      'The lines of this claim do not add up to what its patient owes, so no statement was made. Run: claimline ledger proof.',
  },
  PATIENT_CREDIT_DUE: {
    queue: 'credits',
    priority: 'P3',
    dueDays: 14,
    per: 'claim',
    action: 'REFUND',
    summary: 'Money of the patient is left over and no longer needed for this claim. Give it back.',
  },
  REASSOCIATION: {
    queue: 'follow-up',
    priority: 'P2',
    dueDays: 3,
    per: 'remittance',
    summary:
      'A payment and its remittance have not come together. Ask the payer, or the bank, for the other half.',
  },
  NEXT_PAYER_DUE: {
    queue: 'cob',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'NEXT',
    summary:
      'Another coverage remains after this payer, and the claim to it could not be made. See what is open, then bill it.',
  },
  CROSSOVER_MISSING: {
    queue: 'cob',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'NEXT',
    summary:
      'The payer forwarded this claim, but the next payer has not answered in 30 days. Bill it ourselves.',
  },
  SECONDARY_REVIEW: {
    queue: 'cob',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'FIX7',
    summary:
      'A payer changed its decision after the next one was billed. Once it has decided, tell that one: claimline claims bill-next.',
  },
  EARLIER_PAYER_MISSING: {
    queue: 'cob',
    priority: 'P3',
    dueDays: 14,
    per: 'claim',
    summary:
      'A later payer paid before the payer before it decided. Its money waits in payer credits for that remittance.',
  },
  PRIOR_PAYER_MISMATCH: {
    queue: 'cob',
    priority: 'P4',
    dueDays: 14,
    per: 'claim',
    action: 'INFO',
    summary:
      'A later payer reckons with another result of the payers before it than was posted. Compare the remittances.',
  },
  RECOUPMENT_CASE: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 14,
    per: 'claim',
    summary: 'The payer asks for money back. Check the claim, then agree or dispute before it is withheld.',
  },
  UNKNOWN_CLAIM: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 5,
    per: 'remittance',
    summary:
      'A payment names a claim that is not ours or not found. Its money is in suspense: assign or return it.',
  },
  MATCH_DOUBTFUL: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 5,
    per: 'remittance',
    summary:
      'A payment has one of our claim numbers, but name, dates or charge differ. Its money is in suspense.',
  },
  LINE_UNMATCHED: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    summary: 'A paid service fits no line of the claim; it was posted to the claim as a whole. Assign it.',
  },
  LINE_CHARGE_MISMATCH: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 7,
    per: 'claim',
    summary:
      'The payer states another charge for a line than we billed. Check the remittance against the claim.',
  },
  ADJUSTMENT_GROUP_UNUSUAL: {
    queue: 'posting',
    priority: 'P4',
    dueDays: 14,
    per: 'claim',
    summary:
      'An adjustment came under a group that the guide does not allow for it. Check how it was posted.',
  },
  DEMOGRAPHIC_CORRECTION: {
    queue: 'registration',
    priority: 'P3',
    dueDays: 14,
    per: 'claim',
    summary: 'The payer corrected patient or member data. Take the correction into registration.',
  },
  OTHER_PAYER_PRIMARY: {
    queue: 'cob',
    priority: 'P2',
    dueDays: 7,
    per: 'claim',
    action: 'ELIG',
    summary: 'The payer names another plan as primary. Verify coverage and bill in the right order.',
  },
  BALANCE_UNEXPLAINED: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 14,
    per: 'claim',
    summary: 'The payer denied nothing, yet part of the charge is still open with it. Find out who owes it.',
  },
  UNDERPAID: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 14,
    per: 'claim',
    action: 'APPEAL',
    summary:
      'The payer allowed less than its contract says. Compare the named lines with the contract, then ask for the rest.',
  },
  UNBALANCED_CLAIM: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary:
      'A claim of this remittance does not add up, so all of it is held. Ask the payer for a corrected 835.',
  },
  UNBALANCED_835: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary: 'This remittance does not add up to its payment and is held. Ask the payer for a corrected 835.',
  },
  NEGATIVE_PAYMENT: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary:
      'This remittance pays a negative amount, which the guide forbids. It is held: ask for a corrected 835.',
  },
  PROVIDER_ADJUSTMENT_TO_CLASSIFY: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 14,
    per: 'remittance',
    summary:
      'A provider-level adjustment has no account of its own and lies in 2060. Ask the payer what it is for.',
  },
  LEVY: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 7,
    per: 'remittance',
    summary: 'The payer withheld money for a levy. It lies in 1190: settle it with whoever asked for it.',
  },
  RECOUPMENT_UNEXPLAINED: {
    queue: 'posting',
    priority: 'P2',
    dueDays: 7,
    per: 'remittance',
    summary:
      'The payer takes money back, and no reversal or refund of ours explains it. Ask which claim it is for.',
  },
  WRONG_PAYEE: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary: 'This remittance pays a provider that we do not bill for. Nothing is posted: return it.',
  },
  TRACE_NUMBER_CONFLICT: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary:
      'A payment with this trace number came before with another amount. Nothing is posted: ask the payer.',
  },
  INTEREST_MISMATCH: {
    queue: 'posting',
    priority: 'P3',
    dueDays: 14,
    per: 'remittance',
    summary:
      'The interest of the claims differs from the provider-level interest. Ask the payer which is right.',
  },
  ACK_TOTAL_MISMATCH: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 5,
    per: 'batch',
    summary: 'The claims an acknowledgment counts are not those of our batch. Find which are missing.',
  },
  ACK_PATIENT_MISMATCH: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 5,
    per: 'claim',
    summary:
      'An acknowledgment carries our claim number, but name, dates or charge differ. Nothing was changed.',
  },
  UNKNOWN_INTERCHANGE: {
    queue: 'technical',
    priority: 'P3',
    dueDays: 5,
    per: 'file',
    summary:
      'An acknowledgment names an interchange, set or claim that we never sent. Ask the partner whose it is.',
  },
  UNREADABLE_FILE: {
    queue: 'technical',
    priority: 'P2',
    dueDays: 1,
    per: 'file',
    action: 'CORRECT_AND_RESEND',
    summary:
      'Parts of this file could not be read. Its bytes are kept and all that was readable went on. Correct the named places and send them again.',
  },
  CODES_REFUSED: {
    queue: 'technical',
    priority: 'P2',
    dueDays: 2,
    per: 'file',
    action: 'CORRECT_AND_RESEND',
    summary:
      'A file of a code set could not be imported; the releases before it still decide. Its bytes are kept: mend the named lines and send it again.',
  },
  REVISION_AFTER_BATCH: {
    queue: 'billing',
    priority: 'P2',
    dueDays: 2,
    per: 'claim',
    action: 'FIX7',
    summary:
      'This encounter came again with other content after its claim was sent. Replace or resend the claim with it.',
  },
  WRITE_REFUSED: {
    queue: 'technical',
    priority: 'P1',
    dueDays: 1,
    per: 'claim',
    action: 'CORRECT_AND_RESEND',
    summary: 'This claim cannot be written as an 837 without changing its data. Correct the named fields.',
  },
  OUT_OF_BALANCE: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 1,
    per: 'remittance',
    summary:
      'What was posted from this remittance is not what it paid. Compare the named amounts before the day is closed.',
  },
  DEPOSIT_MISMATCH: {
    queue: 'posting',
    priority: 'P1',
    dueDays: 2,
    per: 'remittance',
    summary:
      'The bank took in another amount for this payment than its remittance says. Nothing is posted: ask bank and payer.',
  },
  RUN_FAILED: {
    queue: 'technical',
    priority: 'P1',
    dueDays: 1,
    per: 'file',
    action: 'REDRIVE',
    summary:
      'A step failed for good and its work stopped here. Clear the named cause, then redrive the named run in Step Functions.',
  },
  CLAIM_UNSETTLED: {
    queue: 'technical',
    priority: 'P1',
    dueDays: 1,
    per: 'claim',
    action: 'REDRIVE',
    summary:
      'A batch failed before this claim was done. Clear the named cause, then redrive the named run in Step Functions: only unsettled claims are worked.',
  },
} as const satisfies Record<string, WorkRule>;

export type WorkReason = keyof typeof workRules;

/** What a work item is about. Ids are given: the same cause must give the same id. */
export interface WorkSubject
  extends Pick<WorkItemDraft, 'id'>,
    Partial<Pick<WorkItemDraft, 'clientId' | 'partnerId' | 'claimNo' | 'fileId' | 'details' | 'queue'>> {
  readonly today: CivilDate;
  /** Money at stake; 0 when unknown. */
  readonly value?: Cents;
}

/**
 * Drafts the work item of `reason`. A queue given in `subject` (an edit's, a status code's) goes before the
 * rule's.
 */
export function workItem(reason: WorkReason, subject: WorkSubject): WorkItemDraft {
  const { queue, priority, dueDays, action, summary }: WorkRule = workRules[reason];
  const { today, value = ZERO, details = [], ...known } = subject;
  return {
    queue,
    reason,
    priority,
    dueDate: addDays(today, dueDays),
    summary,
    ...(action === undefined ? {} : { action }),
    value,
    details,
    ...known,
  };
}
