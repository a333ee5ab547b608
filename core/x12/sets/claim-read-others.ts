import type { Coverage, Patient } from '../../encounter/model.ts';
import type { LoopGuide } from '../guides/guide.ts';
import type { InstitutionalAdjudication, InstitutionalCoverage } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Finding } from '../types.ts';
import type { AnswerValues } from './answer-values.ts';
import { AMT, CAS, MIA, MOA, NM1, OI, REF, SBR } from './claim-keys.ts';
import { readGroup, readMember } from './claim-read-members.ts';
import { addNumber, type Person } from './claim-read-names.ts';
import { type FoundPayer, PayerReader, readPerson } from './claim-read-parties.ts';
import { adjustmentsOf, elementsOf, oneOf } from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

/** Payers of a claim besides the one that it goes to: 2320 and 2330. */

/** The patient is the subscriber (SBR02, PAT01). */
export const SELF = '18';
const ASSIGNMENTS = ['Y', 'N', 'W'] as const;
const RELEASES = ['Y', 'I'] as const;

/** A coverage before its place is known: SBR01 may be U or wrong, which takes the first free place. */
export interface Found {
  readonly rank: string;
  readonly coverage: InstitutionalCoverage;
}

interface Signatures {
  readonly assigned: string;
  readonly released: string;
  readonly signed: string;
}

/** CLM08, CLM09, CLM10 or OI03, OI06, OI04. */
export function readSignatures(coverage: Coverage, { assigned, released, signed }: Signatures): void {
  const assignment = oneOf(ASSIGNMENTS, assigned);
  const release = oneOf(RELEASES, released);
  if (assignment !== undefined) coverage.assignment = assignment;
  if (release !== undefined) coverage.release = release;
  if (signed !== '') coverage.patientSignatureSource = signed;
}

const F8 = packed('F8');
const isAdjudication = (kind: number): boolean => kind === F8;
/** Stands where the payer's own name comes later. */
const NO_PAYER: Coverage['payer'] = { name: '', id: '' };

/** 2320 with its 2330 loops. */
export class OtherPayerReader implements LoopReader {
  readonly loops: LoopReaders;
  found: Found[] = [];
  /** About amounts, without those of payers that are left out. */
  findings: Finding[] = [];
  readonly #values: AnswerValues;
  readonly #subscriber = new OtherSubscriberReader();
  readonly #providers = new ProviderAtPayerReader();
  #patient: Patient = {};
  #coverage: InstitutionalCoverage = { seq: 1, payer: NO_PAYER };
  #adjudication: InstitutionalAdjudication = {};
  #rank = '';
  #payer: FoundPayer | null | undefined;

  constructor(values: AnswerValues) {
    this.#values = values;
    const payers = new PayerReader(isAdjudication, (payer) => {
      if (this.#payer === undefined) this.#payer = payer;
    });
    const providers = this.#providers;
    const ids = ['2330C', '2330D', '2330E', '2330F', '2330G', '2330H', '2330I'];
    this.loops = [
      ['2320', this],
      ['2330A', this.#subscriber],
      ['2330B', payers],
      ...ids.map((id) => [id, providers] as const),
    ];
  }

  /** A claim opens. */
  begin(patient: Patient): void {
    this.#patient = patient;
    // Most claims have no other payer, and share the empty lists.
    if (this.found.length > 0) this.found = [];
    if (this.findings.length > 0) this.findings = [];
  }

  open(): void {
    this.#coverage = { seq: 1, payer: NO_PAYER };
    this.#adjudication = {};
    this.#rank = '';
    this.#payer = undefined;
    this.#subscriber.reset(this.#coverage);
    this.#providers.found = [];
  }

  take(segment: Segment, loop: LoopGuide): void {
    const adjudication = this.#adjudication;
    switch (segment.key) {
      case SBR:
        this.#rank = segment.element(1);
        readGroup(this.#coverage, segment);
        if (!segment.isEmpty(2)) this.#coverage.relationship = segment.element(2);
        break;
      case CAS: {
        const adjustments = adjustmentsOf(segment, this.#values, loop, adjudication.adjustments);
        if (adjustments !== undefined) adjudication.adjustments = adjustments;
        break;
      }
      case AMT:
        readAmount(adjudication, segment, this.#values, loop);
        break;
      case OI:
        readSignatures(this.#coverage, {
          assigned: segment.element(3),
          released: segment.element(6),
          signed: segment.element(4),
        });
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

  close(): void {
    const findings = this.#values.drain();
    const payer = this.#payer;
    if (!payer) return;
    const coverage = this.#coverage;
    const adjudication = this.#adjudication;
    const person = this.#subscriber.first ?? {};
    coverage.payer = payer.party;
    if (coverage.relationship !== SELF || !isSamePerson(person, this.#patient)) coverage.subscriber = person;
    const controlNo = payer.others[0]?.value ?? '';
    if (payer.date !== '') adjudication.date = payer.date;
    if (controlNo !== '') adjudication.payerClaimControlNo = controlNo;
    if (Object.keys(adjudication).length > 0) coverage.adjudication = adjudication;
    if (this.#providers.found.length > 0) coverage.providers = this.#providers.found;
    this.found.push({ rank: this.#rank, coverage });
    for (const finding of findings) this.findings.push(finding);
  }
}

/** 2330A. */
class OtherSubscriberReader implements LoopReader {
  first: Person | null = null;
  #coverage: Coverage | null = null;
  #person: Person = {};

  /** @param coverage takes what is said of the membership */
  reset(coverage: Coverage): void {
    this.first = null;
    this.#coverage = coverage;
  }

  open(): void {
    this.#person = {};
  }

  take(segment: Segment): void {
    readPerson(this.#person, segment);
    if (this.first === null && this.#coverage !== null) readMember(this.#coverage, segment);
  }

  close(): void {
    this.first ??= this.#person;
  }
}

type ProviderAtPayer = NonNullable<Coverage['providers']>[number];

/** 2330C and after. */
class ProviderAtPayerReader implements LoopReader {
  /** Those that have a number at this payer. */
  found: ProviderAtPayer[] = [];
  #provider: ProviderAtPayer = { code: '', secondaryIds: [] };

  open(): void {
    this.#provider = { code: '', secondaryIds: [] };
  }

  take(segment: Segment): void {
    if (segment.key === REF) addNumber(this.#provider, segment);
    if (segment.key !== NM1) return;
    const entityType = oneOf(ENTITIES, segment.element(2));
    this.#provider.code = segment.element(1);
    if (entityType !== undefined) this.#provider.entityType = entityType;
  }

  close(): void {
    if (this.#provider.secondaryIds.length > 0) this.found.push(this.#provider);
  }
}

const ENTITIES = ['1', '2'] as const;

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
  loop: LoopGuide,
): void {
  const kind = amt.element(1);
  if (!isAmountKind(kind)) return;
  const amount = values.amount(amt, 2, loop);
  if (amount !== undefined) into[AMOUNTS[kind]] ??= amount;
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
