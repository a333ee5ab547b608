import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import { type AnyProvider, partyName, providersWhere } from './parties.ts';

/** Who can only be a person (NM102 is 1). Rendering and purchased services may be an organization's. */
const PERSONS: ReadonlySet<string> = new Set([
  'referring',
  'supervising',
  'ordering',
  'attending',
  'operating',
  'other operating',
  'assistant surgeon',
]);

const isOrganization = ({ entityType, name, last }: AnyProvider): boolean =>
  entityType === '2' || (entityType === undefined && name !== undefined && last === undefined);

const personsOnly: Edit = {
  id: 'NAM-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'name',
  cause: 'Who refers, orders, supervises, attends, operates or assists is a person, not an organization.',
  source: '005010X222A1 2310A, 2310D, 2420E NM102; 005010X223A2 2310A to 2310C; 005010X224A2 2310D',
  remedy: 'Name the person, with their own NPI.',
  examples: {
    fails: { changes: { 'supervising.name': 'RIVERBEND GROUP', 'supervising.npi': '1999999992' } },
    passes: { changes: { 'supervising.last': 'LEE', 'supervising.npi': '1999999992' } },
  },
  check: ({ content }) => {
    const found = providersWhere(content, isOrganization);
    if (found.length === 0) return NOTHING;
    return found
      .filter(({ role }) => PERSONS.has(role))
      .map(({ role, path, line }) => ({
        field: `${path}.name`,
        ...(line !== undefined && { line }),
        message: `The ${partyName(role)} is an organization.`,
      }));
  },
};

const namedWhole: Edit = {
  id: 'NAM-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'name',
  cause: 'A provider who is on the claim is named: an NPI alone cannot be sent.',
  source: '005010X222A1 2310 and 2420 NM103; 005010X223A2 2310 NM103; 005010X224A2 2310 NM103',
  remedy: 'Add the name as NPPES has it.',
  examples: {
    fails: { changes: { 'lines[0].rendering': { npi: '1888888884' } } },
    passes: { changes: { 'lines[0].rendering': { last: 'SMITH', npi: '1888888884' } } },
  },
  check: ({ content }) => {
    const found = providersWhere(content, ({ name, last }) => name === undefined && last === undefined);
    if (found.length === 0) return NOTHING;
    return found
      .filter(({ path }) => path !== 'billing')
      .map(({ role, path, line }) => ({
        field: `${path}.${role === 'service facility' ? 'name' : 'last'}`,
        ...(line !== undefined && { line }),
        message: `The ${partyName(role)} has no name.`,
      }));
  },
};

const patientsFirstName: Edit = {
  id: 'NAM-03',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'name',
  cause: 'A patient or subscriber who is a person has a first name, by which payers tell a family apart.',
  source: '005010X222A1 2010BA and 2010CA NM104',
  remedy: 'Add the first name, or acknowledge that the person has but one name.',
  examples: {
    fails: { changes: { 'patient.first': null } },
    passes: { changes: { 'patient.first': 'O' } },
  },
  check: ({ content: { patient, coverages } }) => {
    let hits: Hit[] | undefined;
    if (isNameless(patient)) hits = [{ field: 'patient.first', message: 'The patient has no first name.' }];
    for (let i = 0; i < coverages.length; i += 1) {
      const subscriber = coverages[i]?.subscriber;
      if (subscriber === undefined || !isNameless(subscriber)) continue;
      hits ??= [];
      const message = 'The subscriber has no first name.';
      hits.push({ field: `coverages[${i}].subscriber.first`, message });
    }
    return hits ?? NOTHING;
  },
};

const isNameless = (one: {
  readonly last?: string | undefined;
  readonly first?: string | undefined;
  readonly entityType?: string | undefined;
}): boolean => one.last !== undefined && one.first === undefined && one.entityType !== '2';

const PHONE = /^\d{10}$/;

const phones: Edit = {
  id: 'PER-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'provider-data',
  value: 'name',
  cause: 'A telephone or fax number of the United States has ten digits, area code first, and nothing else.',
  source: '005010X222A1 2010AA PER, 1.4.5 of the guide',
  remedy: 'Write the number without hyphens, blanks or brackets; the extension has a field of its own.',
  examples: {
    fails: { changes: { 'billing.contacts': [{ name: 'PAT JONES', phone: '555-0100' }] } },
    passes: { changes: { 'billing.contacts': [{ name: 'PAT JONES', phone: '5555550100' }] } },
  },
  check: ({ content: { billing } }) => {
    const { contacts } = billing;
    if (contacts === undefined) return NOTHING;
    const message = 'The number does not have ten digits.';
    return contacts.flatMap(({ phone, fax }, i) => [
      ...(isBadPhone(phone) ? [{ field: `billing.contacts[${i}].phone`, message }] : []),
      ...(isBadPhone(fax) ? [{ field: `billing.contacts[${i}].fax`, message }] : []),
    ]);
  },
};

const isBadPhone = (number: string | undefined): boolean => number !== undefined && !PHONE.test(number);

export const nameEdits: readonly Edit[] = [personsOnly, namedWhole, patientsFirstName, phones];
