import { isNpi } from '../codes/npi.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import { isPerson, providersOf } from './parties.ts';

const npiCheckDigit: Edit = {
  id: 'NPI-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause:
    'Every NPI has ten digits, begins with 1 or 2, and ends in a Luhn check digit over the number with ' +
    '80840 before it. A wrong one is rejected by every payer.',
  source: '45 CFR 162.406',
  remedy: 'Look the provider up in NPPES and correct the number in the provider record.',
  examples: { fails: { 'billing.npi': '1234567890' }, passes: { 'billing.npi': '1234567893' } },
  check: (encounter) => {
    const hits: Hit[] = [];
    const { npi } = encounter.billing;
    if (npi !== undefined && !isNpi(npi)) hits.push(badNpi('billing', 'billing'));
    for (const { role, path, line, provider } of providersOf(encounter)) {
      if (provider.npi === undefined || isNpi(provider.npi)) continue;
      hits.push({ ...badNpi(role, path), ...(line !== undefined && { line }) });
    }
    return hits;
  },
};

const badNpi = (role: string, path: string): Hit => ({
  field: `${path}.npi`,
  message: `The NPI of the ${role} provider fails the check digit.`,
});

const billingNpi: Edit = {
  id: 'NPI-02',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause:
    'The billing provider has an NPI, unless marked atypical: a provider that is not a health-care provider.',
  source: '005010X222A1 2010AA NM109',
  remedy: 'Add the billing NPI, or set `billing.atypical` and give the number that the payer assigned.',
  examples: { fails: { 'billing.npi': null }, passes: { 'billing.npi': null, 'billing.atypical': true } },
  check: ({ billing }) =>
    billing.npi !== undefined || billing.atypical === true
      ? NOTHING
      : [{ field: 'billing.npi', message: 'The billing provider has no NPI.' }],
};

const renderingEqualsBilling: Edit = {
  id: 'NPI-03',
  level: 'encounter',
  severity: 'warning',
  queue: 'provider-data',
  cause: 'A person who bills for their own work is named once, as the billing provider.',
  source: '005010X222A1 2310B, situational rule',
  remedy: 'Leave the rendering provider out, or bill under the group.',
  examples: {
    fails: { 'billing.entityType': '1', 'billing.npi': '1888888884', 'rendering.npi': '1888888884' },
    passes: { 'billing.entityType': '1', 'rendering.npi': '1888888884' },
  },
  check: ({ billing, rendering }) => {
    const same = billing.npi !== undefined && rendering?.npi === billing.npi;
    if (!same || !isPerson(billing)) return NOTHING;
    return [{ field: 'rendering.npi', message: 'The rendering provider is the billing provider.' }];
  },
};

const renderingProvider: Edit = {
  id: 'RND-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause:
    'Where an organisation bills, each service names the person who rendered it, on the claim or on its ' +
    'line.',
  source: '005010X222A1 2310B, situational rule',
  remedy:
    'Add the rendering provider. Switch the edit off for payers that do not want one, as for laboratories.',
  examples: { fails: { rendering: null }, passes: { 'billing.entityType': '1', rendering: null } },
  check: ({ billing, rendering, lines }) => {
    if (isPerson(billing) || rendering || lines.every((line) => line.rendering)) return NOTHING;
    return [{ field: 'rendering', message: 'An organisation bills, and no rendering provider is named.' }];
  },
};

const TAXONOMY = /^[0-9A-Z]{9}X$/i;

const taxonomy: Edit = {
  id: 'TAX-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause: 'A taxonomy code is nine letters or digits and an X.',
  source: 'NUCC Health Care Provider Taxonomy',
  remedy: 'Correct the taxonomy code in the provider record.',
  examples: { fails: { 'billing.taxonomy': '207Q0000X' }, passes: { 'billing.taxonomy': '207Q00000X' } },
  check: (encounter) => {
    const hits: Hit[] = [];
    if (isBadTaxonomy(encounter.billing.taxonomy)) hits.push(badTaxonomy('billing', 'billing'));
    for (const { role, path, line, provider } of providersOf(encounter)) {
      if (!isBadTaxonomy(provider.taxonomy)) continue;
      hits.push({ ...badTaxonomy(role, path), ...(line !== undefined && { line }) });
    }
    return hits;
  },
};

const isBadTaxonomy = (code: string | undefined): boolean => code !== undefined && !TAXONOMY.test(code);

const badTaxonomy = (role: string, path: string): Hit => ({
  field: `${path}.taxonomy`,
  message: `The taxonomy code of the ${role} provider is malformed.`,
});

const NINE_DIGITS = /^\d{9}$/;
const ONE_DIGIT_REPEATED = /^(\d)\1+$/;

const taxId: Edit = {
  id: 'TIN-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause: 'A tax id, EIN or SSN, is nine digits without a hyphen, and not one digit nine times.',
  source: '005010X222A1 2010AA REF*EI, REF*SY',
  remedy: 'Correct the tax id in the practice record.',
  examples: {
    fails: { 'billing.taxId.value': '12-345678' },
    passes: { 'billing.taxId.value': '123456789' },
  },
  check: ({ billing: { taxId: id } }) => {
    if (id === undefined) return NOTHING;
    if (NINE_DIGITS.test(id.value) && !ONE_DIGIT_REPEATED.test(id.value)) return NOTHING;
    return [{ field: 'billing.taxId.value', message: 'The tax id of the billing provider is malformed.' }];
  },
};

export const providerEdits: readonly Edit[] = [
  npiCheckDigit,
  billingNpi,
  renderingEqualsBilling,
  renderingProvider,
  taxonomy,
  taxId,
];
