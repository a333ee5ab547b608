import type { Coverage, Patient } from '../../encounter/model.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { NM1, PER, REF } from './claim-keys.ts';
import { addNumber, contactOf, type Person } from './claim-read-names.ts';
import { readPerson } from './claim-read-parties.ts';
import type { LoopReader } from './loop-reader.ts';

/** Subscribers and patients of an 837. */

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

const MI = packed('MI');
const SY = packed('SY');
const Y4 = packed('Y4');

/** 2010BA. */
export class SubscriberReader implements LoopReader {
  first: Person | null = null;
  /** What SBR and the first 2010BA say besides the person. */
  membership: Membership = {};
  contact: Coverage['subscriberContact'];
  propertyCasualtyClaimNo = '';
  #person: Person = {};

  reset(): void {
    this.first = null;
    this.contact = undefined;
    this.propertyCasualtyClaimNo = '';
    this.membership = {};
  }

  open(): void {
    this.#person = {};
  }

  take(segment: Segment): void {
    readPerson(this.#person, segment);
    if (this.first !== null) return;
    if (segment.key === NM1 || segment.key === REF) readMember(this.membership, segment);
    if (segment.key === PER) this.contact ??= contactOf(segment);
    else if (segment.key === REF && segment.code(1) === Y4)
      this.propertyCasualtyClaimNo ||= segment.element(2);
  }

  close(): void {
    this.first ??= this.#person;
  }
}

/** NM1 and REF*SY of 2010BA or 2330A. */
export function readMember(into: Membership, segment: Segment): void {
  if (segment.key === NM1) {
    const memberId = segment.element(9);
    if (memberId !== '') into.memberId = memberId;
    if (segment.code(8) !== MI && !segment.isEmpty(8)) into.memberIdQualifier = segment.element(8);
  } else if (segment.key === REF && segment.code(1) === SY && !segment.isEmpty(2)) {
    into.subscriberSsn ??= segment.element(2);
  }
}

/** SBR. */
export function readGroup(into: Membership, sbr: Segment): void {
  const groupNumber = sbr.element(3);
  const groupName = sbr.element(4);
  const insuranceType = sbr.element(5);
  const filingCode = sbr.element(9);
  if (groupNumber !== '') into.groupNumber = groupNumber;
  if (groupName !== '') into.groupName = groupName;
  if (insuranceType !== '') into.insuranceType = insuranceType;
  if (filingCode !== '') into.filingCode = filingCode;
}

/** Field by field, several times as fast as a spread: each claim has a copy. */
export function copyMembership(into: Membership, from: Membership): void {
  if (from.groupNumber !== undefined) into.groupNumber = from.groupNumber;
  if (from.groupName !== undefined) into.groupName = from.groupName;
  if (from.insuranceType !== undefined) into.insuranceType = from.insuranceType;
  if (from.filingCode !== undefined) into.filingCode = from.filingCode;
  if (from.memberId !== undefined) into.memberId = from.memberId;
  if (from.memberIdQualifier !== undefined) into.memberIdQualifier = from.memberIdQualifier;
  if (from.subscriberSsn !== undefined) into.subscriberSsn = from.subscriberSsn;
}

/** 2010CA. */
export class DependentReader implements LoopReader {
  first: Patient | null = null;
  propertyCasualtyClaimNo = '';
  #patient: Patient = {};

  reset(): void {
    this.first = null;
    this.propertyCasualtyClaimNo = '';
  }

  open(): void {
    this.#patient = {};
  }

  take(segment: Segment): void {
    const patient = this.#patient;
    if (segment.key === PER) patient.contact ??= contactOf(segment);
    else if (segment.key !== REF) readPerson(patient, segment);
    else if (segment.code(1) !== Y4) addNumber(patient, segment);
    else if (this.first === null) this.propertyCasualtyClaimNo ||= segment.element(2);
  }

  close(): void {
    this.first ??= this.#patient;
  }
}
