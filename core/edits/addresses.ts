import { isDomestic, uspsStates } from '../codes/states.ts';
import type { Encounter } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

/** The parts of an address that edits look at. */
interface Address {
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
  readonly country?: string | undefined;
}
interface AddressAtPath {
  readonly path: string;
  readonly whose: string;
  readonly line?: number;
  readonly address: Address;
}

const ZIP_PLUS_4 = /^\d{9}$/;

const zipPlus4: Edit = {
  id: 'ZIP-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause:
    'Billing provider and service facility in the United States need the nine-digit ZIP code; payers ' +
    'price by it. An extension 0000 is only a warning.',
  source: '005010X222A1 2010AA and 2310C N403',
  remedy: 'Look the four-digit extension up at USPS. Do not fill it with zeros.',
  examples: { fails: { 'billing.zip': '62701' }, passes: { 'billing.zip': '627010001' } },
  check: (encounter) => placesOfWork(encounter).flatMap(zipHits),
};

function placesOfWork({ billing, facility, lines }: Encounter): readonly AddressAtPath[] {
  const places: AddressAtPath[] = [{ path: 'billing', whose: 'billing provider', address: billing }];
  if (facility) places.push({ path: 'facility', whose: 'service facility', address: facility });
  lines.forEach(({ facility: ofLine }, i) => {
    if (!ofLine) return;
    places.push({ path: `lines[${i}].facility`, whose: 'service facility', line: i + 1, address: ofLine });
  });
  return places;
}

function zipHits({ path, whose, line, address: { zip, country } }: AddressAtPath): readonly Hit[] {
  if (zip === undefined || !isDomestic(country)) return NOTHING;
  const at = { field: `${path}.zip`, ...(line !== undefined && { line }) };
  if (!ZIP_PLUS_4.test(zip)) return [{ ...at, message: `The ZIP code of the ${whose} needs nine digits.` }];
  if (!zip.endsWith('0000')) return NOTHING;
  const message = `The ZIP code of the ${whose} ends in 0000, which is no real extension.`;
  return [{ ...at, message, severity: 'warning' }];
}

const PO_BOX = /^\s*(?:P\.?\s*O\.?\s*BOX|POST OFFICE BOX|LOCKBOX)\b/i;

const streetAddress: Edit = {
  id: 'ADR-01',
  level: 'encounter',
  severity: 'error',
  queue: 'provider-data',
  cause: 'The billing provider has a street address; a PO box or lockbox belongs in the pay-to address.',
  source: '005010X222A1 2010AA N301',
  remedy: 'Put the street address into `billing` and the box into `payTo`.',
  examples: {
    fails: { 'billing.address1': 'PO BOX 9' },
    passes: {
      'payTo.address1': 'PO BOX 9',
      'payTo.city': 'SPRINGFIELD',
      'payTo.state': 'IL',
      'payTo.zip': '62701',
    },
  },
  check: ({ billing }) =>
    PO_BOX.test(billing.address1 ?? '')
      ? [{ field: 'billing.address1', message: 'The billing address is a PO box; use the pay-to address.' }]
      : NOTHING,
};

const knownState: Edit = {
  id: 'STA-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause: 'An address in the United States has a state that the postal service knows.',
  source: 'USPS Publication 28, appendix B',
  remedy: 'Correct the two-letter abbreviation, or give the country.',
  examples: { fails: { 'patient.state': 'XX' }, passes: { 'patient.state': 'IL' } },
  check: (encounter) => addressesOf(encounter).flatMap(stateHits),
};

function addressesOf(encounter: Encounter): readonly AddressAtPath[] {
  const { patient, payTo, coverages } = encounter;
  const found = [...placesOfWork(encounter), { path: 'patient', whose: 'patient', address: patient }];
  if (payTo) found.push({ path: 'payTo', whose: 'pay-to address', address: payTo });
  coverages.forEach(({ subscriber }, i) => {
    if (subscriber)
      found.push({ path: `coverages[${i}].subscriber`, whose: 'subscriber', address: subscriber });
  });
  return found;
}

function stateHits({ path, whose, line, address: { state, country } }: AddressAtPath): readonly Hit[] {
  if (state === undefined || !isDomestic(country) || uspsStates.has(state.toUpperCase())) return NOTHING;
  const hit = {
    field: `${path}.state`,
    message: `The state of the ${whose} is not one of the United States.`,
  };
  return [line === undefined ? hit : { ...hit, line }];
}

export const addressEdits: readonly Edit[] = [zipPlus4, streetAddress, knownState];
