import { isNpi } from '../codes/npi.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import { type AnyProvider, isPerson, type PartyAt, partyName, providersWhere } from './parties.ts';

/** A hit for each provider, at one of its fields. */
const atProviders = (
  parties: readonly PartyAt<AnyProvider>[],
  field: string,
  says: (role: string) => string,
): readonly Hit[] => {
  if (parties.length === 0) return NOTHING;
  return parties.map(({ role, path, line }) => ({
    field: `${path}.${field}`,
    ...(line !== undefined && { line }),
    message: says(role),
  }));
};

const npiCheckDigit: Edit = {
  id: 'NPI-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'Every NPI has ten digits, begins with 1 or 2, and ends in a Luhn check digit over the number with ' +
    '80840 before it. A wrong one is rejected by every payer.',
  source: '45 CFR 162.406',
  remedy: 'Look the provider up in NPPES and correct the number in the provider record.',
  examples: {
    fails: { changes: { 'billing.npi': '1234567890' } },
    passes: { changes: { 'billing.npi': '1234567893' } },
  },
  check: ({ content }) =>
    atProviders(
      providersWhere(content, ({ npi }) => npi !== undefined && !isNpi(npi)),
      'npi',
      (role) => `The NPI of the ${partyName(role)} fails the check digit.`,
    ),
};

const billingNpi: Edit = {
  id: 'NPI-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'The billing provider has an NPI, unless marked atypical: a provider that is not a health-care provider.',
  source: '005010X222A1 2010AA NM109; 45 CFR 162.410',
  remedy: 'Add the billing NPI, or set `billing.atypical` and give the number that the payer assigned.',
  examples: {
    fails: { changes: { 'billing.npi': null } },
    passes: { changes: { 'billing.npi': null, 'billing.atypical': true } },
  },
  check: ({ content: { billing } }) =>
    billing.npi !== undefined || billing.atypical === true
      ? NOTHING
      : [{ field: 'billing.npi', message: 'The billing provider has no NPI.' }],
};

const renderingEqualsBilling: Edit = {
  id: 'NPI-03',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'warning',
  queue: 'provider-data',
  value: 'provider id',
  cause: 'A person who bills for their own work is named once, as the billing provider.',
  source: '005010X222A1 2310B, 005010X224A2 2310B, situational rules',
  remedy: 'Leave the rendering provider out, or bill under the group.',
  examples: {
    fails: {
      changes: {
        'billing.entityType': '1',
        'billing.name': null,
        'billing.last': 'SMITH',
        'billing.npi': '1888888884',
        'rendering.npi': '1888888884',
      },
    },
    passes: { changes: { 'billing.entityType': '1', 'rendering.npi': '1888888884' } },
  },
  check: ({ content: { billing, rendering } }) => {
    const same = billing.npi !== undefined && rendering?.npi === billing.npi;
    if (!same || !isPerson(billing)) return NOTHING;
    const repair = {
      field: 'rendering',
      value: null,
      what: 'The rendering provider, who is the billing provider, is left out.',
    };
    return [{ field: 'rendering.npi', message: 'The rendering provider is the billing provider.', repair }];
  },
};

/** Roles that need an identifier of their own; a facility may be none of health care. */
const isUnidentified = ({ npi, secondaryIds }: AnyProvider): boolean =>
  npi === undefined && (secondaryIds === undefined || secondaryIds.length === 0);

const namedWithoutId: Edit = {
  id: 'NPI-04',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'Whoever rendered, ordered, referred, supervised, attended or operated is named with an NPI, or, where ' +
    'they have none, with another number that the payer knows.',
  source: '005010X222A1 2310A, 2310B, 2310D, 2420; 005010X223A2 2310A to 2310D; 45 CFR 162.410',
  remedy: 'Look the provider up in NPPES and add the number.',
  examples: {
    fails: { changes: { 'rendering.npi': null } },
    passes: {
      changes: { 'rendering.npi': null, 'rendering.secondaryIds': [{ qualifier: 'G2', value: 'P55501' }] },
    },
  },
  check: ({ content }) => {
    const found = providersWhere(content, isUnidentified);
    if (found.length === 0) return NOTHING;
    return atProviders(
      found.filter(({ path, role }) => path !== 'billing' && role !== 'service facility'),
      'npi',
      (role) => `The ${partyName(role)} has neither an NPI nor another identifier.`,
    );
  },
};

const renderingProvider: Edit = {
  id: 'RND-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'Where an organization bills, each service names the person who rendered it, on the claim or on its ' +
    'line. Ambulance rides, supplies, drugs, home infusion and laboratory tests are the organization’s own.',
  source: '005010X222A1 2310B, 005010X224A2 2310B, situational rules',
  remedy: 'Add the rendering provider. Switch the edit off for payers that do not want one.',
  examples: {
    fails: { changes: { rendering: null } },
    passes: { changes: { 'billing.entityType': '1', rendering: null } },
  },
  check: ({ type, content, lines }) => {
    if (type === 'I' || content.claimType === 'I') return NOTHING;
    if (content.rendering !== undefined || isPerson(content.billing)) return NOTHING;
    if (!lines.some(({ line, code }) => !('rendering' in line && line.rendering) && needsPerson(code))) {
      return NOTHING;
    }
    return [{ field: 'rendering', message: 'An organization bills, and no rendering provider is named.' }];
  },
};

/**
 * What organizations give themselves: ambulance rides, supplies, equipment, drugs, home infusion and other services
 * of HCPCS Level II, laboratory tests, home health procedures. G codes are services of persons.
 */
const OF_ORGANIZATIONS = /^(?:[ABEJKLPQRSTV]\d{4}|8\d{3}[\dU]|0\d{3}[UM]|9960[12])$/;

const needsPerson = (code: string): boolean => !OF_ORGANIZATIONS.test(code);

const TAXONOMY = /^[0-9A-Z]{9}X$/i;

const taxonomyForm: Edit = {
  id: 'TAX-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause: 'A taxonomy code is nine letters or digits and an X.',
  source: 'NUCC Health Care Provider Taxonomy',
  remedy: 'Correct the taxonomy code in the provider record.',
  examples: {
    fails: { changes: { 'billing.taxonomy': '207Q0000X' } },
    passes: { changes: { 'billing.taxonomy': '207Q00000X' } },
  },
  check: ({ content }) =>
    atProviders(
      providersWhere(content, ({ taxonomy }) => taxonomy !== undefined && !TAXONOMY.test(taxonomy)),
      'taxonomy',
      (role) => `The taxonomy code of the ${partyName(role)} is malformed.`,
    ),
};

const taxonomyKnown: Edit = {
  id: 'TAX-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'provider-data',
  value: 'provider id',
  tables: ['taxonomy'],
  cause: 'A taxonomy code is in the list of the NUCC on the day of service.',
  source: 'NUCC Health Care Provider Taxonomy',
  remedy: 'Look the code up in the list, and in NPPES, and correct the provider record.',
  examples: {
    fails: { changes: { 'rendering.taxonomy': '999Z00000X' } },
    passes: { changes: { 'rendering.taxonomy': '207Q00000X' } },
  },
  check: ({ content, day }, { codes }) => {
    const list = codes.at('taxonomy', day);
    if (list === undefined || !list.release.complete) return NOTHING;
    return atProviders(
      providersWhere(
        content,
        ({ taxonomy }) =>
          taxonomy !== undefined && TAXONOMY.test(taxonomy) && list.find(taxonomy.toUpperCase(), day) < 0,
      ),
      'taxonomy',
      (role) => `The taxonomy code of the ${partyName(role)} is not in the list of that day.`,
    );
  },
};

const NINE_DIGITS = /^\d{9}$/;
const ONE_DIGIT_REPEATED = /^(\d)\1+$/;

const taxId: Edit = {
  id: 'TIN-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause: 'A tax id, EIN or SSN, is nine digits without a hyphen, and not one digit nine times.',
  source: '005010X222A1 2010AA REF*EI, REF*SY',
  remedy: 'Correct the tax id in the practice record.',
  examples: {
    fails: { changes: { 'billing.taxId.value': '12-345678' } },
    passes: { changes: { 'billing.taxId.value': '123456789' } },
  },
  check: ({ content: { billing } }) => {
    const id = billing.taxId;
    if (id === undefined) return NOTHING;
    if (NINE_DIGITS.test(id.value) && !ONE_DIGIT_REPEATED.test(id.value)) return NOTHING;
    return [{ field: 'billing.taxId.value', message: 'The tax id of the billing provider is malformed.' }];
  },
};

const socialSecurity: Edit = {
  id: 'TIN-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'provider-data',
  value: 'provider id',
  cause: 'Only a person bills under a social security number; an organization has an EIN.',
  source: '005010X222A1 2010AA REF*SY; 005010X223A2 2010AA REF*EI',
  remedy: 'Give the EIN of the organization.',
  examples: {
    fails: { changes: { 'billing.taxId.type': 'SY' } },
    passes: {
      changes: {
        'billing.entityType': '1',
        'billing.name': null,
        'billing.last': 'LEE',
        'billing.taxId.type': 'SY',
      },
    },
  },
  check: ({ content: { billing } }) =>
    billing.taxId?.type === 'SY' && !isPerson(billing)
      ? [{ field: 'billing.taxId.type', message: 'An organization bills under a social security number.' }]
      : NOTHING,
};

export const providerEdits: readonly Edit[] = [
  npiCheckDigit,
  billingNpi,
  renderingEqualsBilling,
  namedWithoutId,
  renderingProvider,
  taxonomyForm,
  taxonomyKnown,
  taxId,
  socialSecurity,
];
