import type { BillingProvider, Coverage, Encounter, Patient, ProviderAt } from '../../encounter/model.ts';
import type { LoopNode } from '../guides/tree.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { CUR, DMG, N3, N4, NM1, PER, PRV, REF } from './claim-keys.ts';
import { added, type Growing, isYes, oneOf, type Reference, referenceOf } from './claim-read-parts.ts';

/** Parties of an 837: names, addresses, numbers. What was not sent is absent. */

type Contact = Growing<ClaimBatchHeader['submitter']['contacts'][number]>;
type Place = NonNullable<Encounter['ambulancePickUp']>;
export type Person = NonNullable<Coverage['subscriber']>;
export type Payer = Coverage['payer'];

const ONE = packed('1');
const TWO = packed('2');
const XX = packed('XX');

type Name = Pick<Person, 'entityType' | 'name' | 'last' | 'first' | 'middle' | 'suffix'>;

/** NM102 to NM107. A person is one by NM102, or by a first name. */
export function readName(into: Name, nm1: Segment): void {
  const type = nm1.code(2);
  const named = nm1.element(3);
  const first = nm1.element(4);
  if (type === ONE) into.entityType = '1';
  else if (type === TWO) into.entityType = '2';
  if (named !== '') {
    if (type === ONE || (type !== TWO && first !== '')) into.last = named;
    else into.name = named;
  }
  if (first !== '') into.first = first;
  const middle = nm1.element(5);
  const suffix = nm1.element(7);
  if (middle !== '') into.middle = middle;
  if (suffix !== '') into.suffix = suffix;
}

type Address = Omit<Place, 'name'>;

/** N3 or N4; other segments are passed over. */
export function readAddress(into: Address, segment: Segment): void {
  if (segment.key === N3) {
    const address1 = segment.element(1);
    const address2 = segment.element(2);
    if (address1 !== '') into.address1 = address1;
    if (address2 !== '') into.address2 = address2;
  } else if (segment.key === N4) {
    const city = segment.element(1);
    const state = segment.element(2);
    const zip = segment.element(3);
    if (city !== '') into.city = city;
    if (state !== '') into.state = state;
    if (zip !== '') into.zip = zip;
    if (segment.size > 3) readCountry(into, segment);
  }
}

function readCountry(into: Address, n4: Segment): void {
  const country = n4.element(4);
  const countrySubdivision = n4.element(7);
  if (country !== '') into.country = country;
  if (countrySubdivision !== '') into.countrySubdivision = countrySubdivision;
}

const TE = packed('TE');
const EX = packed('EX');
const FX = packed('FX');
const EM = packed('EM');

/** PER: a name, and the first number of each kind. */
export function contactOf(per: Segment): Contact {
  const contact: Contact = {};
  const name = per.element(2);
  if (name !== '') contact.name = name;
  for (let n = 3; n <= 7; n += 2) {
    const number = per.element(n + 1);
    if (number === '') continue;
    const kind = per.code(n);
    if (kind === TE) contact.phone ??= number;
    else if (kind === EX) contact.extension ??= number;
    else if (kind === FX) contact.fax ??= number;
    else if (kind === EM) contact.email ??= number;
  }
  return contact;
}

function readNpi(into: { npi?: string | undefined }, nm1: Segment): void {
  if (nm1.code(8) !== XX) return;
  const npi = nm1.element(9);
  if (npi !== '') into.npi = npi;
}

/** A provider loop (2310, 2420): whatever of name, NPI, specialty, address, numbers and contact it has. */
export function providerOf(node: LoopNode): ProviderAt {
  const provider: ProviderAt = {};
  for (const segment of node.segments) {
    switch (segment.key) {
      case NM1:
        readName(provider, segment);
        readNpi(provider, segment);
        break;
      case PRV:
        if (!segment.isEmpty(3)) provider.taxonomy = segment.element(3);
        break;
      case REF:
        addNumber(provider, segment);
        break;
      case PER:
        provider.contact ??= contactOf(segment);
        break;
      default:
        readAddress(provider, segment);
    }
  }
  return provider;
}

/** A party's further number, where it has a value. */
export function addNumber(to: { secondaryIds?: Reference[] | undefined }, ref: Segment): void {
  const reference = referenceOf(ref);
  if (reference === null) return;
  if (to.secondaryIds === undefined) to.secondaryIds = [reference];
  else to.secondaryIds.push(reference);
}

const DN = packed('DN');
const P3 = packed('P3');

/** A referring provider with its role: NM101 DN, or P3 for the primary care provider. */
export function referringOf(node: LoopNode): ProviderAt & { role?: 'DN' | 'P3' } {
  const provider: ProviderAt & { role?: 'DN' | 'P3' } = providerOf(node);
  const code = node.segments[0]?.code(1);
  if (code === DN) provider.role = 'DN';
  else if (code === P3) provider.role = 'P3';
  return provider;
}

/** Ambulance pick-up and drop-off. */
export function placeOf(node: LoopNode): Place {
  const place: Place = {};
  for (const segment of node.segments) {
    if (segment.key !== NM1) readAddress(place, segment);
    else if (!segment.isEmpty(3)) place.name = segment.element(3);
  }
  return place;
}

const EI = packed('EI');
const SY = packed('SY');

/** 2000A and 2010AA, without the provider's numbers at the payer. */
export function billingOf(level: LoopNode | undefined, node: LoopNode | undefined): BillingProvider {
  const billing: BillingProvider = {};
  for (const segment of level?.segments ?? []) {
    if (segment.key === PRV && !segment.isEmpty(3)) billing.taxonomy = segment.element(3);
    else if (segment.key === CUR && !segment.isEmpty(2)) billing.currency = segment.element(2);
  }
  for (const segment of node?.segments ?? []) {
    switch (segment.key) {
      case NM1:
        readName(billing, segment);
        readNpi(billing, segment);
        break;
      case REF:
        readBillingNumber(billing, segment);
        break;
      case PER:
        if (billing.contacts === undefined) billing.contacts = [contactOf(segment)];
        else billing.contacts.push(contactOf(segment));
        break;
      default:
        readAddress(billing, segment);
    }
  }
  return billing;
}

function readBillingNumber(billing: BillingProvider, ref: Segment): void {
  const kind = ref.code(1);
  if (kind === EI || kind === SY) {
    const value = ref.element(2);
    if (value !== '') billing.taxId ??= { type: kind === EI ? 'EI' : 'SY', value };
    return;
  }
  addNumber(billing, ref);
}

/** 2010AB. */
export function payToOf(node: LoopNode | undefined): Encounter['payTo'] {
  if (node === undefined) return undefined;
  const payTo: NonNullable<Encounter['payTo']> = {};
  for (const segment of node.segments) {
    if (segment.key !== NM1) readAddress(payTo, segment);
    else if (segment.code(2) === ONE) payTo.entityType = '1';
    else if (segment.code(2) === TWO) payTo.entityType = '2';
  }
  return payTo;
}

/** 2010AC. */
export function payToPlanOf(node: LoopNode | undefined): Encounter['payToPlan'] {
  return node && partyOf(node, null)?.party;
}

/** A payer or a plan with its numbers, and those of its numbers that mean something else to a claim. */
export interface FoundPayer {
  readonly party: Payer;
  readonly others: readonly Segment[];
}

const PI = packed('PI');
const NONE: readonly Segment[] = [];

/**
 * An organisation with a name and an id (2010AC, 2010BB, 2330B).
 *
 * @param apart tells REF that are none of the organisation's own numbers
 * @returns null where it has no name or no id
 */
export function partyOf(node: LoopNode, apart: ((kind: number) => boolean) | null): FoundPayer | null {
  const party: Payer = { name: '', id: '' };
  let others: Segment[] | undefined;
  for (const segment of node.segments) {
    if (segment.key === NM1) {
      party.name = segment.element(3);
      party.id = segment.element(9);
      if (apart !== null && segment.code(8) !== PI && !segment.isEmpty(8))
        party.idQualifier = segment.element(8);
    } else if (segment.key === REF) {
      if (apart?.(segment.code(1))) others = added(others, segment);
      else addNumber(party, segment);
    } else readAddress(party, segment);
  }
  return party.name === '' || party.id === '' ? null : { party, others: others ?? NONE };
}

const SEXES = ['F', 'M', 'U'] as const;

export function readBirth(into: Pick<Person, 'dob' | 'sex'>, dmg: Segment): void {
  const dob = dmg.element(2);
  const sex = oneOf(SEXES, dmg.element(3));
  if (dob !== '') into.dob = dob;
  if (sex !== undefined) into.sex = sex;
}

/** Name, address and birth date (2010BA, 2010CA, 2330A). */
export function personOf(node: LoopNode | undefined): Person {
  const person: Person = {};
  for (const segment of node?.segments ?? []) {
    if (segment.key === NM1) readName(person, segment);
    else if (segment.key === DMG) readBirth(person, segment);
    else readAddress(person, segment);
  }
  return person;
}

/** PAT06, PAT08 and PAT09 of 2000B or 2000C. */
export function readPatient(patient: Patient, pat: Segment): void {
  const deathDate = pat.element(6);
  const weightPounds = pat.element(8);
  if (deathDate !== '') patient.deathDate = deathDate;
  if (weightPounds !== '') patient.weightPounds = weightPounds;
  if (isYes(pat, 9)) patient.pregnant = true;
}
