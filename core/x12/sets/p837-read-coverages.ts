import type { Coverage, Patient } from '../../encounter/model.ts';
import { first, inner, inners, type LoopNode } from '../guides/tree.ts';
import { type AnswerValues, present, textAt } from './answer-values.ts';
import type { ClaimLevels } from './p837-read-claim.ts';
import {
  membershipOf,
  oneOf,
  patientOf,
  payerOf,
  propertyCasualtyOf,
  some,
  subscriberOf,
} from './p837-read-parties.ts';
import { adjustmentsOf, elementsOf } from './p837-read-shared.ts';

/** SBR01 in order: primary, secondary, tertiary, then the fourth to the eleventh payer. */
const SEQUENCE = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
/** The patient is the subscriber (SBR02, PAT01). */
const SELF = '18';

interface Found {
  /** Null where SBR01 is U or wrong: such a payer takes the first free place. */
  readonly seq: number | null;
  readonly coverage: Omit<Coverage, 'seq'>;
}

/**
 * All payers of a claim in their order: the destination payer (2000B) and the others (2320). Another payer
 * without a name or an id is left out; the walk has reported it.
 *
 * @returns null where the destination payer has no name or no id
 */
export function coveragesOf(
  levels: ClaimLevels,
  values: AnswerValues,
): { readonly all: Coverage[]; readonly destination: number } | null {
  const patient = patientOf(levels.patient ?? levels.subscriber);
  const destination = destinationCoverage(levels);
  if (destination === null) return null;
  const others = inners(levels.claim, '2320').flatMap((node) => otherCoverage(node, patient, values) ?? []);
  const found = [destination, ...others];
  const taken = new Set(found.map((f) => f.seq));
  const free = SEQUENCE.map((_, i) => i + 1).filter((seq) => !taken.has(seq));
  const all = found.map((f): Coverage => ({ seq: f.seq ?? free.shift() ?? SEQUENCE.length, ...f.coverage }));
  return { all: all.toSorted((a, b) => a.seq - b.seq), destination: all[0]?.seq ?? 1 };
}

const seqOf = (code: string): number | null => {
  const at = SEQUENCE.indexOf(code);
  return at === -1 ? null : at + 1;
};

function destinationCoverage({ claim, subscriber, patient }: ClaimLevels): Found | null {
  const payer = payerOf(inner(subscriber, '2010BB'), ['G2', 'LU']);
  if (payer === null) return null;
  const sbr = first(subscriber, 'SBR');
  const node = inner(subscriber, '2010BA');
  const clm = first(claim, 'CLM');
  const coverage = present({
    payer,
    relationship: patient === undefined ? SELF : textAt(first(patient, 'PAT'), 1),
    ...membershipOf(sbr, node),
    subscriber: patient === undefined ? undefined : subscriberOf(node),
    ...propertyCasualtyOf(node, inner(patient, '2010CA')),
    assignment: oneOf(['Y', 'N', 'W'], textAt(clm, 8)),
    release: oneOf(['Y', 'I'], textAt(clm, 9)),
    patientSignatureSource: textAt(clm, 10),
  });
  return { seq: seqOf(sbr?.element(1) ?? ''), coverage };
}

function otherCoverage(node: LoopNode, patient: Patient, values: AnswerValues): Found | null {
  const payerNode = inner(node, '2330B');
  const payer = payerOf(payerNode, ['F8']);
  if (payer === null) return null;
  const sbr = first(node, 'SBR');
  const oi = first(node, 'OI');
  const relationship = textAt(sbr, 2);
  const subscriberNode = inner(node, '2330A');
  const subscriber = subscriberOf(subscriberNode);
  const isPatient = relationship === SELF && isSamePerson(subscriber, patient);
  const coverage = present({
    payer,
    relationship,
    ...membershipOf(sbr, subscriberNode),
    subscriber: isPatient ? undefined : subscriber,
    assignment: oneOf(['Y', 'N', 'W'], textAt(oi, 3)),
    release: oneOf(['Y', 'I'], textAt(oi, 6)),
    patientSignatureSource: textAt(oi, 4),
    adjudication: adjudicationOf(node, payerNode, values),
  });
  return { seq: seqOf(sbr?.element(1) ?? ''), coverage };
}

const IDENTITY = [
  'entityType',
  'last',
  'first',
  'middle',
  'suffix',
  'address1',
  'address2',
  'city',
  'state',
  'zip',
] as const;

/** Whether a subscriber is sent just as the patient is, so that the patient's data serve. */
const isSamePerson = (subscriber: NonNullable<Coverage['subscriber']>, patient: Patient): boolean =>
  IDENTITY.every((field) => subscriber[field] === patient[field]);

function adjudicationOf(
  node: LoopNode,
  payerNode: LoopNode | undefined,
  values: AnswerValues,
): Coverage['adjudication'] {
  const adjudication = present({
    paidCents: values.amount(first(node, 'AMT', 'D'), 2, node.guide),
    nonCoveredCents: values.amount(first(node, 'AMT', 'A8'), 2, node.guide),
    remainingLiabilityCents: values.amount(first(node, 'AMT', 'EAF'), 2, node.guide),
    adjustments: adjustmentsOf(node, values),
    outpatient: some(elementsOf(first(node, 'MOA')) ?? []),
    date: textAt(first(payerNode, 'DTP', '573'), 3),
    payerClaimControlNo: textAt(first(payerNode, 'REF', 'F8'), 2),
  });
  return Object.keys(adjudication).length > 0 ? adjudication : undefined;
}
