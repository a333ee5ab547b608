import type { EventFacts } from '../../core/claim/journal.ts';
import type { PatientFacts, UndoableKind } from '../../core/claim/patient-facts.ts';
import { unreachable } from '../../core/result.ts';
import { dollars } from '../terminal/format.ts';

const KINDS = {
  'patient-paid': true,
  'payment-returned': true,
  refunded: true,
  'credit-recouped': true,
  waived: true,
  'placed-in-collections': true,
  'bad-debt': true,
  'write-off-asked': true,
  'written-off': true,
  'billed-to-patient': true,
  'act-undone': true,
} as const satisfies Record<PatientFacts['kind'], true>;

/** Whether a person did something with a patient's money, or with money that nobody will pay. */
export const isPatientFacts = (facts: EventFacts): facts is PatientFacts => facts.kind in KINDS;

/** What a person did, how much it was, and who it was. */
export function patientEventName(facts: PatientFacts): string {
  const amount = dollars(facts.amountCents);
  switch (facts.kind) {
    case 'patient-paid':
      return `patient paid ${amount}, ${facts.method}, taken by ${facts.user}`;
    case 'payment-returned':
      return `patient payment of ${amount} returned, by ${facts.user}`;
    case 'refunded':
      return `${amount} refunded to the ${facts.to} by ${facts.user}`;
    case 'credit-recouped':
      return `${amount} taken back by the payer itself, said by ${facts.user}`;
    case 'waived':
      return `${amount} waived (${facts.why}) by ${facts.user}`;
    case 'placed-in-collections':
      return `${amount} placed in collections by ${facts.user}`;
    case 'bad-debt':
      return `${amount} written off as bad debt by ${facts.user}`;
    case 'write-off-asked':
      return `write-off of ${amount} (${facts.why}) asked for by ${facts.user}`;
    case 'written-off':
      return `${amount} written off (${facts.why}) by ${facts.user}${approvedBy(facts.approvedBy)}`;
    case 'billed-to-patient':
      return `${amount} billed to the patient by ${facts.user}`;
    case 'act-undone':
      return `${amount} ${UNDID[facts.undid]}: undone by ${facts.user}`;
    default:
      return unreachable(facts);
  }
}

const UNDID = {
  refunded: 'refunded',
  'credit-recouped': 'said to be taken back by the payer',
  waived: 'waived',
  'placed-in-collections': 'placed in collections',
  'bad-debt': 'written off as bad debt',
  'written-off': 'written off',
  'billed-to-patient': 'billed to the patient',
} as const satisfies Record<UndoableKind, string>;

const approvedBy = (user: string | undefined): string => (user === undefined ? '' : `, approved by ${user}`);

/** What names the money outside: a receipt, a check of ours. */
export function patientDocumentOf(facts: PatientFacts): string | undefined {
  switch (facts.kind) {
    case 'patient-paid':
    case 'payment-returned':
      return `receipt ${facts.receipt}`;
    case 'refunded':
      return `refund ${facts.reference}`;
    default:
      return undefined;
  }
}
