import type { Coverage, Encounter, Patient } from '../../encounter/model.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { N3, N4 } from './claim-keys.ts';
import { type Growing, isYes, oneOf, type Reference, referenceOf } from './claim-read-parts.ts';

/** Segments of parties of an 837: names, addresses, numbers. What was not sent is absent. */

type Contact = Growing<ClaimBatchHeader['submitter']['contacts'][number]>;
export type Place = NonNullable<Encounter['ambulancePickUp']>;
export type Person = NonNullable<Coverage['subscriber']>;

export const ONE = packed('1');
export const TWO = packed('2');
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

/** NM109 where NM108 says that it is one. */
export function readNpi(into: { npi?: string | undefined }, nm1: Segment): void {
  if (nm1.code(8) !== XX) return;
  const npi = nm1.element(9);
  if (npi !== '') into.npi = npi;
}

/** A party's further number, where it has a value. */
export function addNumber(to: { secondaryIds?: Reference[] | undefined }, ref: Segment): void {
  const reference = referenceOf(ref);
  if (reference === null) return;
  if (to.secondaryIds === undefined) to.secondaryIds = [reference];
  else to.secondaryIds.push(reference);
}

const SEXES = ['F', 'M', 'U'] as const;

export function readBirth(into: Pick<Person, 'dob' | 'sex'>, dmg: Segment): void {
  const dob = dmg.element(2);
  const sex = oneOf(SEXES, dmg.element(3));
  if (dob !== '') into.dob = dob;
  if (sex !== undefined) into.sex = sex;
}

/** PAT06, PAT08 and PAT09 of 2000B or 2000C. */
export function readPatient(patient: Patient, pat: Segment): void {
  const deathDate = pat.element(6);
  const weightPounds = pat.element(8);
  if (deathDate !== '') patient.deathDate = deathDate;
  if (weightPounds !== '') patient.weightPounds = weightPounds;
  if (isYes(pat, 9)) patient.pregnant = true;
}
