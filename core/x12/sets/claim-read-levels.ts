import type { BillingProvider, Coverage, Encounter, Patient } from '../../encounter/model.ts';
import { inner, type LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { NM1, PAT, PER, REF, SBR } from './claim-keys.ts';
import {
  addNumber,
  billingOf,
  contactOf,
  type Payer,
  type Person,
  partyOf,
  payToOf,
  payToPlanOf,
  personOf,
  readPatient,
} from './claim-read-parties.ts';
import { addReferences, type Growing, type Reference } from './claim-read-parts.ts';

/** The levels above a claim. Each is read once and serves all claims that stand in it. */

/** What 2010BA, 2330A and SBR say of a subscriber. */
export type Membership = Pick<
  Coverage,
  | 'groupNumber'
  | 'groupName'
  | 'insuranceType'
  | 'filingCode'
  | 'memberId'
  | 'memberIdQualifier'
  | 'subscriberSsn'
>;

export interface BillingLevel {
  /** Without its numbers at the payer. */
  readonly billing: BillingProvider;
  readonly payTo: Encounter['payTo'];
  readonly payToPlan: Encounter['payToPlan'];
}

export interface SubscriberLevel {
  /** The billing provider with its numbers at this payer. */
  readonly billing: BillingProvider;
  /** Payer and membership; null where the payer has no name or no id. */
  readonly coverage: Omit<Coverage, 'seq'> | null;
  /** SBR01. */
  readonly rank: string;
  readonly subscriber: Person;
  /** The subscriber as the patient. */
  readonly self: Patient;
}

export interface PatientLevel {
  readonly patient: Patient;
  /** PAT01. */
  readonly relationship: string;
  readonly propertyCasualtyClaimNo: string;
}

/** Reads a level again only when another one, or more of it, has come. */
class Kept<T> {
  readonly #read: (node: LoopNode | undefined) => T;
  #node: LoopNode | undefined;
  #size = -1;
  #value: T | undefined;

  constructor(read: (node: LoopNode | undefined) => T) {
    this.#read = read;
  }

  of(node: LoopNode | undefined): T {
    const size = node === undefined ? 0 : node.segments.length + node.loops.length;
    if (this.#value !== undefined && node === this.#node && size === this.#size) return this.#value;
    const value = this.#read(node);
    this.#node = node;
    this.#size = size;
    this.#value = value;
    return value;
  }
}

/** What a claim stands in. */
export interface ClaimLevels {
  readonly billing: BillingLevel;
  readonly subscriber: SubscriberLevel;
  /** Null where the patient is the subscriber. */
  readonly patient: PatientLevel | null;
}

export class LevelReader {
  readonly #billing = new Kept(billingLevelOf);
  readonly #subscriber = new Kept((node) =>
    subscriberLevelOf(node, this.#billing.of(node?.parent ?? undefined)),
  );
  readonly #patient = new Kept(patientLevelOf);

  /** @param claim a 2300 */
  of(claim: LoopNode): ClaimLevels {
    let billing: LoopNode | undefined;
    let subscriber: LoopNode | undefined;
    let patient: LoopNode | undefined;
    for (let at = claim.parent; at !== null; at = at.parent) {
      if (at.guide.id === '2000B') subscriber = at;
      else if (at.guide.id === '2000A') billing = at;
      else if (at.guide.id === '2000C') patient = at;
    }
    return {
      billing: this.#billing.of(billing),
      subscriber: this.#subscriber.of(subscriber),
      patient: patient === undefined ? null : this.#patient.of(patient),
    };
  }
}

const billingLevelOf = (level: LoopNode | undefined): BillingLevel => ({
  billing: billingOf(level, inner(level, '2010AA')),
  payTo: payToOf(inner(level, '2010AB')),
  payToPlan: payToPlanOf(inner(level, '2010AC')),
});

const G2 = packed('G2');
const LU = packed('LU');
const isOfBilling = (kind: number): boolean => kind === G2 || kind === LU;

function subscriberLevelOf(level: LoopNode | undefined, { billing }: BillingLevel): SubscriberLevel {
  const name = inner(level, '2010BA');
  const payerNode = inner(level, '2010BB');
  const payer = payerNode === undefined ? null : partyOf(payerNode, isOfBilling);
  const subscriber = personOf(name);
  const sbr = segmentOf(level, SBR);
  return {
    billing: payer === null ? billing : billingAt(billing, payer.others),
    coverage: payer === null ? null : ownCoverageOf(payer.party, sbr, name),
    rank: sbr === undefined ? '' : sbr.element(1),
    subscriber,
    self: selfOf(subscriber, segmentOf(level, PAT)),
  };
}

function segmentOf(node: LoopNode | undefined, key: number): Segment | undefined {
  if (node === undefined) return undefined;
  for (const segment of node.segments) if (segment.key === key) return segment;
  return undefined;
}

function selfOf(subscriber: Person, pat: Segment | undefined): Patient {
  if (pat === undefined) return subscriber;
  const self: Patient = { ...subscriber };
  readPatient(self, pat);
  return self;
}

/** 2000B without its place: that is another's where another payer claims it. */
function ownCoverageOf(
  payer: Payer,
  sbr: Segment | undefined,
  name: LoopNode | undefined,
): Omit<Coverage, 'seq'> {
  const coverage: Omit<Coverage, 'seq'> = { payer };
  readMembership(coverage, sbr, name);
  if (name !== undefined) for (const segment of name.segments) readSubscriberExtra(coverage, segment);
  return coverage;
}

/** The billing provider as this payer knows it. One without an NPI that has the payer's own number is atypical. */
function billingAt(billing: BillingProvider, numbers: readonly Segment[]): BillingProvider {
  if (numbers.length === 0) return billing;
  const own: Growing<BillingProvider> = { ...billing };
  const ids: Reference[] = [...(billing.secondaryIds ?? [])];
  addReferences(ids, numbers);
  if (ids.length > 0) own.secondaryIds = ids;
  if (billing.npi === undefined && ids.some((id) => id.qualifier === 'G2')) own.atypical = true;
  return own;
}

const MI = packed('MI');
const SY = packed('SY');
const Y4 = packed('Y4');

/** SBR, and NM1 and REF*SY of 2010BA or 2330A. */
export function readMembership(into: Membership, sbr: Segment | undefined, name: LoopNode | undefined): void {
  if (sbr !== undefined) readGroup(into, sbr);
  for (const segment of name?.segments ?? []) {
    if (segment.key === NM1) {
      const memberId = segment.element(9);
      if (memberId !== '') into.memberId = memberId;
      if (segment.code(8) !== MI && !segment.isEmpty(8)) into.memberIdQualifier = segment.element(8);
    } else if (segment.key === REF && segment.code(1) === SY && !segment.isEmpty(2)) {
      into.subscriberSsn ??= segment.element(2);
    }
  }
}

function readGroup(into: Membership, sbr: Segment): void {
  const groupNumber = sbr.element(3);
  const groupName = sbr.element(4);
  const insuranceType = sbr.element(5);
  const filingCode = sbr.element(9);
  if (groupNumber !== '') into.groupNumber = groupNumber;
  if (groupName !== '') into.groupName = groupName;
  if (insuranceType !== '') into.insuranceType = insuranceType;
  if (filingCode !== '') into.filingCode = filingCode;
}

/** REF*Y4 and PER of 2010BA. */
function readSubscriberExtra(coverage: Omit<Coverage, 'seq'>, segment: Segment): void {
  if (segment.key === PER) coverage.subscriberContact ??= contactOf(segment);
  else if (segment.key === REF && segment.code(1) === Y4 && !segment.isEmpty(2))
    coverage.propertyCasualtyClaimNo ??= segment.element(2);
}

/** 2000C with 2010CA. Where 2010CA is missing, nothing but PAT is known of the patient. */
function patientLevelOf(level: LoopNode | undefined): PatientLevel {
  const name = inner(level, '2010CA');
  const pat = segmentOf(level, PAT);
  const patient: Patient = { ...personOf(name) };
  if (pat !== undefined) readPatient(patient, pat);
  let propertyCasualtyClaimNo = '';
  for (const segment of name?.segments ?? []) {
    if (segment.key === PER) patient.contact ??= contactOf(segment);
    if (segment.key !== REF) continue;
    if (segment.code(1) !== Y4) addNumber(patient, segment);
    else if (propertyCasualtyClaimNo === '') propertyCasualtyClaimNo = segment.element(2);
  }
  return { patient, relationship: pat?.element(1) ?? '', propertyCasualtyClaimNo };
}

/** BHT, 1000A and 1000B. */
export function headerOf(root: LoopNode): ClaimBatchHeader {
  const bht = root.segments[0];
  const from = inner(root, '1000A');
  const submitter = from?.segments[0];
  const receiver = inner(root, '1000B')?.segments[0];
  const first = submitter?.element(4) ?? '';
  const middle = submitter?.element(5) ?? '';
  const contacts = (from?.segments ?? []).filter((segment) => segment.key === PER).map(contactOf);
  return {
    purpose: bht?.element(2) ?? '',
    batchId: bht?.element(3) ?? '',
    date: bht?.element(4) ?? '',
    time: bht?.element(5) ?? '',
    type: bht?.element(6) ?? '',
    submitter: {
      name: submitter?.element(3) ?? '',
      entityType: submitter?.element(2) ?? '',
      etin: submitter?.element(9) ?? '',
      contacts,
      ...(first !== '' && { first }),
      ...(middle !== '' && { middle }),
    },
    receiver: { name: receiver?.element(3) ?? '', etin: receiver?.element(9) ?? '' },
  };
}
