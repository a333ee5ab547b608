import type { Coverage, Patient } from '../../encounter/model.ts';
import type { LoopNode } from '../guides/tree.ts';
import type { InstitutionalAdjudication, InstitutionalCoverage } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CAS, DTP, MIA, MOA, OI, REF, SBR } from './claim-keys.ts';
import { type ClaimLevels, readMembership } from './claim-read-levels.ts';
import { addNumber, type Person, partyOf, personOf } from './claim-read-parties.ts';
import { adjustmentsOf, elementsOf, oneOf } from './claim-read-parts.ts';

/** SBR01 in order: primary, secondary, tertiary, then the fourth to the eleventh payer. */
const SEQUENCE = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
/** The patient is the subscriber (SBR02, PAT01). */
const SELF = '18';
const ASSIGNMENTS = ['Y', 'N', 'W'] as const;
const RELEASES = ['Y', 'I'] as const;

/** A coverage before its place is known: SBR01 may be U or wrong, which takes the first free place. */
interface Found {
  readonly rank: string;
  readonly coverage: InstitutionalCoverage;
}

export interface FoundCoverages {
  readonly all: InstitutionalCoverage[];
  readonly destination: number;
}

/**
 * All payers of a claim in their order: the destination payer (2000B) and the others (2320). Another payer
 * without a name or an id is left out; the walk has reported it.
 *
 * @param others the claim's 2320 loops
 * @returns null where the destination payer has no name or no id
 */
export function coveragesOf(
  clm: Segment,
  others: readonly LoopNode[],
  levels: ClaimLevels,
  values: AnswerValues,
): FoundCoverages | null {
  const own = destinationOf(clm, levels);
  if (own === null) return null;
  const { rank } = levels.subscriber;
  if (others.length === 0) {
    own.seq = SEQUENCE.indexOf(rank) + 1 || 1;
    return { all: [own], destination: own.seq };
  }
  const patient = (levels.patient ?? { patient: levels.subscriber.self }).patient;
  const found: Found[] = [{ rank, coverage: own }];
  for (const node of others) {
    const other = otherOf(node, patient, values);
    if (other !== null) found.push(other);
  }
  return inPlaces(found, own);
}

/** Gives each coverage the place that its SBR01 names, or the first free one. */
function inPlaces(found: readonly Found[], own: InstitutionalCoverage): FoundCoverages {
  const taken = new Set(found.map(({ rank }) => rank));
  const free = SEQUENCE.filter((rank) => !taken.has(rank));
  const all = found.map(({ rank, coverage }) => {
    const place = SEQUENCE.includes(rank) ? rank : (free.shift() ?? 'H');
    coverage.seq = SEQUENCE.indexOf(place) + 1;
    return coverage;
  });
  return { all: all.sort((a, b) => a.seq - b.seq), destination: own.seq };
}

/** 2000B with CLM08 to CLM10; `seq` is set by who calls. */
function destinationOf(clm: Segment, { subscriber, patient }: ClaimLevels): InstitutionalCoverage | null {
  if (subscriber.coverage === null) return null;
  const coverage: InstitutionalCoverage = { seq: 1, ...subscriber.coverage };
  if (patient === null) coverage.relationship = SELF;
  else {
    if (patient.relationship !== '') coverage.relationship = patient.relationship;
    coverage.subscriber = subscriber.subscriber;
    if (patient.propertyCasualtyClaimNo !== '')
      coverage.propertyCasualtyClaimNo = patient.propertyCasualtyClaimNo;
  }
  readSignatures(coverage, [clm.element(8), clm.element(9), clm.element(10)]);
  return coverage;
}

/** CLM08, CLM09, CLM10 or OI03, OI06, OI04. */
function readSignatures(
  coverage: Coverage,
  [assigned, released, signed]: readonly [string, string, string],
): void {
  const assignment = oneOf(ASSIGNMENTS, assigned);
  const release = oneOf(RELEASES, released);
  if (assignment !== undefined) coverage.assignment = assignment;
  if (release !== undefined) coverage.release = release;
  if (signed !== '') coverage.patientSignatureSource = signed;
}

const F8 = packed('F8');
const isAdjudication = (kind: number): boolean => kind === F8;

/** 2320 with its 2330 loops; null where the payer has no name or no id. */
function otherOf(node: LoopNode, patient: Patient, values: AnswerValues): Found | null {
  const { subscriber, payer, providers } = partiesOf(node);
  const found = payer && partyOf(payer, isAdjudication);
  if (!found) return null;
  const coverage: InstitutionalCoverage = { seq: 1, payer: found.party };
  const sbr = node.segments[0]?.key === SBR ? node.segments[0] : undefined;
  readMembership(coverage, sbr, subscriber);
  const relationship = sbr?.element(2) ?? '';
  if (relationship !== '') coverage.relationship = relationship;
  const person = personOf(subscriber);
  if (relationship !== SELF || !isSamePerson(person, patient)) coverage.subscriber = person;
  const adjudication = adjudicationOf(node, coverage, values);
  readDecision(adjudication, payer, found.others);
  if (Object.keys(adjudication).length > 0) coverage.adjudication = adjudication;
  const named = providers.map(providerAtPayerOf).filter((provider) => provider.secondaryIds.length > 0);
  if (named.length > 0) coverage.providers = named;
  return { rank: sbr?.element(1) ?? '', coverage };
}

function partiesOf(node: LoopNode) {
  let subscriber: LoopNode | undefined;
  let payer: LoopNode | undefined;
  const providers: LoopNode[] = [];
  for (const loop of node.loops) {
    if (loop.guide.id === '2330A') subscriber ??= loop;
    else if (loop.guide.id === '2330B') payer ??= loop;
    else providers.push(loop);
  }
  return { subscriber, payer, providers };
}

/** 2330C and after. */
function providerAtPayerOf(node: LoopNode): NonNullable<Coverage['providers']>[number] {
  const nm1 = node.segments[0];
  const entityType = oneOf(['1', '2'], nm1?.element(2) ?? '');
  const numbers: Pick<NonNullable<Coverage['providers']>[number], 'secondaryIds'> = { secondaryIds: [] };
  for (const segment of node.segments) if (segment.key === REF) addNumber(numbers, segment);
  return { code: nm1?.element(1) ?? '', ...(entityType && { entityType }), ...numbers };
}

/** Segments of 2320 besides SBR: what this payer decided, and the signatures into `coverage`. */
function adjudicationOf(node: LoopNode, coverage: Coverage, values: AnswerValues): InstitutionalAdjudication {
  const adjudication: InstitutionalAdjudication = {};
  for (const segment of node.segments) {
    switch (segment.key) {
      case CAS: {
        const adjustments = adjustmentsOf(segment, values, node, adjudication.adjustments);
        if (adjustments !== undefined) adjudication.adjustments = adjustments;
        break;
      }
      case AMT:
        readAmount(adjudication, segment, values, node);
        break;
      case OI:
        readSignatures(coverage, [segment.element(3), segment.element(6), segment.element(4)]);
        break;
      case MIA: {
        const inpatient = elementsOf(segment);
        if (inpatient !== undefined) adjudication.inpatient = inpatient;
        break;
      }
      case MOA: {
        const outpatient = elementsOf(segment);
        if (outpatient !== undefined) adjudication.outpatient = outpatient;
        break;
      }
    }
  }
  return adjudication;
}

const AMOUNTS = {
  D: 'paidCents',
  A8: 'nonCoveredCents',
  EAF: 'remainingLiabilityCents',
} as const;
const isAmountKind = (kind: string): kind is keyof typeof AMOUNTS => Object.hasOwn(AMOUNTS, kind);

function readAmount(
  into: InstitutionalAdjudication,
  amt: Segment,
  values: AnswerValues,
  node: LoopNode,
): void {
  const kind = amt.element(1);
  if (!isAmountKind(kind)) return;
  const amount = values.amount(amt, 2, node.guide);
  if (amount !== undefined) into[AMOUNTS[kind]] ??= amount;
}

/** DTP*573 and REF*F8 of 2330B. */
function readDecision(into: InstitutionalAdjudication, payer: LoopNode, others: readonly Segment[]): void {
  const date = payer.segments.find((segment) => segment.key === DTP)?.element(3) ?? '';
  const controlNo = others[0]?.element(2) ?? '';
  if (date !== '') into.date = date;
  if (controlNo !== '') into.payerClaimControlNo = controlNo;
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
const isSamePerson = (subscriber: Person, patient: Patient): boolean =>
  IDENTITY.every((field) => subscriber[field] === patient[field]);
