import type {
  BillingProvider,
  Coverage,
  Encounter,
  Patient,
  Provider,
  ProviderAt,
} from '../../encounter/model.ts';
import { every, first, inner, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { present, textAt } from './answer-values.ts';

/** Parties of an 837P: names, addresses, numbers. What was not sent is absent. */

export type SecondaryId = NonNullable<Provider['secondaryIds']>[number];
type Contact = ClaimBatchHeader['submitter']['contacts'][number];
type Sex = NonNullable<Patient['sex']>;

/** The value where it is one of the codes that the model knows. The walk has already reported others. */
export const oneOf = <T extends string>(codes: readonly T[], text: string | undefined): T | undefined =>
  codes.find((code) => code === text);

/** Lists are absent, never empty. */
export const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

export function nameOf(nm1: Segment | undefined) {
  const entityType = oneOf(['1', '2'], textAt(nm1, 2));
  const isPerson = entityType === '1' || (entityType === undefined && textAt(nm1, 4) !== undefined);
  const named = textAt(nm1, 3);
  return present({
    entityType,
    ...(isPerson ? { last: named } : { name: named }),
    first: textAt(nm1, 4),
    middle: textAt(nm1, 5),
    suffix: textAt(nm1, 7),
  });
}

export function addressOf(node: LoopNode | undefined) {
  const n3 = first(node, 'N3');
  const n4 = first(node, 'N4');
  return present({
    address1: textAt(n3, 1),
    address2: textAt(n3, 2),
    city: textAt(n4, 1),
    state: textAt(n4, 2),
    zip: textAt(n4, 3),
    country: textAt(n4, 4),
    countrySubdivision: textAt(n4, 7),
  });
}

/** PER: a name, and one number of each kind. */
export function contactOf(per: Segment): Contact {
  const number = (kind: string): string | undefined => {
    const at = [3, 5, 7].find((n) => per.element(n) === kind);
    return at === undefined ? undefined : textAt(per, at + 1);
  };
  return present({
    name: textAt(per, 2),
    phone: number('TE'),
    extension: number('EX'),
    fax: number('FX'),
    email: number('EM'),
  });
}

const contactIn = (node: LoopNode | undefined): Contact | undefined => {
  const per = first(node, 'PER');
  return per && contactOf(per);
};

/** REF with a value; REF04 `2U` names the payer whose number it is. */
export function referencesOf(segments: readonly Segment[]): SecondaryId[] {
  return segments.flatMap((ref) => {
    const value = textAt(ref, 2);
    if (value === undefined) return [];
    const payerId = ref.component(4, 1) === '2U' ? ref.component(4, 2) || undefined : undefined;
    return [present({ qualifier: ref.element(1), value, payerId })];
  });
}

const refsIn = (node: LoopNode | undefined, ...qualifiers: readonly string[]): SecondaryId[] =>
  referencesOf(every(node, 'REF').filter((ref) => qualifiers.includes(ref.element(1))));

const firstRef = (node: LoopNode | undefined, qualifier: string): string | undefined =>
  textAt(first(node, 'REF', qualifier), 2);

const npiOf = (nm1: Segment | undefined): string | undefined =>
  textAt(nm1, 8) === 'XX' ? textAt(nm1, 9) : undefined;

/** NM1, PRV and REF of a provider loop (2310, 2420). */
export function providerOf(node: LoopNode): Provider {
  const nm1 = first(node, 'NM1');
  return present({
    ...nameOf(nm1),
    npi: npiOf(nm1),
    taxonomy: textAt(first(node, 'PRV'), 3),
    secondaryIds: some(referencesOf(every(node, 'REF'))),
  });
}

export const providerAtOf = (node: LoopNode): ProviderAt =>
  present({ ...providerOf(node), ...addressOf(node), contact: contactIn(node) });

/** Ambulance pick-up and drop-off. */
export const placeOf = (node: LoopNode) =>
  present({ name: textAt(first(node, 'NM1'), 3), ...addressOf(node) });

/**
 * The billing provider: 2000A and 2010AA, with its numbers at the payer from 2010BB.
 *
 * @param subscriber the 2000B that the claim stands under
 */
export function billingOf(level: LoopNode | undefined, subscriber: LoopNode | undefined): BillingProvider {
  const node = inner(level, '2010AA');
  const nm1 = first(node, 'NM1');
  const atPayer = refsIn(inner(subscriber, '2010BB'), 'G2', 'LU');
  const npi = npiOf(nm1);
  const tax = every(node, 'REF').find((ref) => ref.element(1) === 'EI' || ref.element(1) === 'SY');
  const type = oneOf(['EI', 'SY'], textAt(tax, 1));
  const value = textAt(tax, 2);
  return present({
    ...nameOf(nm1),
    ...addressOf(node),
    npi,
    atypical: npi === undefined && atPayer.some((id) => id.qualifier === 'G2') ? true : undefined,
    taxonomy: textAt(first(level, 'PRV'), 3),
    currency: textAt(first(level, 'CUR'), 2),
    taxId: type && value ? { type, value } : undefined,
    secondaryIds: some([...refsIn(node, '0B', '1G'), ...atPayer]),
    contacts: some(every(node, 'PER').map(contactOf)),
  });
}

export function payToOf(level: LoopNode | undefined): Encounter['payTo'] {
  const node = inner(level, '2010AB');
  if (node === undefined) return undefined;
  return present({ entityType: nameOf(first(node, 'NM1')).entityType, ...addressOf(node) });
}

export function payToPlanOf(level: LoopNode | undefined): Encounter['payToPlan'] {
  const node = inner(level, '2010AC');
  const nm1 = first(node, 'NM1');
  const name = textAt(nm1, 3);
  const id = textAt(nm1, 9);
  if (name === undefined || id === undefined) return undefined;
  return present({ name, id, ...addressOf(node), secondaryIds: some(referencesOf(every(node, 'REF'))) });
}

const birth = (node: LoopNode | undefined): { dob?: string; sex?: Sex } => {
  const dmg = first(node, 'DMG');
  return present({ dob: textAt(dmg, 2), sex: oneOf(['F', 'M', 'U'], textAt(dmg, 3)) });
};

/**
 * The patient: the subscriber's loop and PAT where no 2000C was sent.
 *
 * @param level 2000C, or 2000B where the patient is the subscriber
 */
export function patientOf(level: LoopNode | undefined): Patient {
  const own = inner(level, '2010CA');
  const node = own ?? inner(level, '2010BA');
  const pat = first(level, 'PAT');
  return present({
    ...nameOf(first(node, 'NM1')),
    ...addressOf(node),
    ...birth(node),
    deathDate: textAt(pat, 6),
    weightPounds: textAt(pat, 8),
    pregnant: textAt(pat, 9) === 'Y' ? true : undefined,
    secondaryIds: own && some(refsIn(own, '1W', 'SY')),
    contact: contactIn(own),
  });
}

/** Name, address and birth date of a subscriber (2010BA, 2330A). */
export const subscriberOf = (node: LoopNode | undefined): NonNullable<Coverage['subscriber']> =>
  present({ ...nameOf(first(node, 'NM1')), ...addressOf(node), ...birth(node) });

/** Payer of a coverage (2010BB, 2330B); null where it has no name or no id. */
export function payerOf(node: LoopNode | undefined, own: readonly string[]): Coverage['payer'] | null {
  const nm1 = first(node, 'NM1');
  const name = textAt(nm1, 3);
  const id = textAt(nm1, 9);
  if (name === undefined || id === undefined) return null;
  const refs = every(node, 'REF').filter((ref) => !own.includes(ref.element(1)));
  const idQualifier = textAt(nm1, 8);
  return present({
    name,
    id,
    idQualifier: idQualifier === 'PI' ? undefined : idQualifier,
    ...addressOf(node),
    secondaryIds: some(referencesOf(refs)),
  });
}

/** Member number and what else 2010BA, 2330A and SBR say of a subscriber. */
export function membershipOf(sbr: Segment | undefined, node: LoopNode | undefined) {
  const nm1 = first(node, 'NM1');
  const qualifier = textAt(nm1, 8);
  return present({
    groupNumber: textAt(sbr, 3),
    groupName: textAt(sbr, 4),
    insuranceType: textAt(sbr, 5),
    filingCode: textAt(sbr, 9),
    memberId: textAt(nm1, 9),
    memberIdQualifier: qualifier === 'MI' ? undefined : qualifier,
    subscriberSsn: firstRef(node, 'SY'),
  });
}

/** REF*Y4 and PER, which stand with the patient. */
export const propertyCasualtyOf = (subscriber: LoopNode | undefined, patient: LoopNode | undefined) =>
  present({
    propertyCasualtyClaimNo: firstRef(patient, 'Y4') ?? firstRef(subscriber, 'Y4'),
    subscriberContact: contactIn(subscriber),
  });
