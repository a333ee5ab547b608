import { isDomestic, uspsStates } from '../codes/states.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { coveragesOf, facilitiesWhere } from './parties.ts';

/** The parts of an address that edits look at. */
interface Address {
  readonly address1?: string | undefined;
  readonly city?: string | undefined;
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

const NOWHERE: readonly AddressAtPath[] = [];

const ZIP_PLUS_4 = /^\d{9}$/;
const NO_EXTENSION = /^\d{5}0000$/;

const isBadZip = ({ zip, country }: Address): boolean =>
  zip !== undefined && isDomestic(country) && (!ZIP_PLUS_4.test(zip) || NO_EXTENSION.test(zip));

const zipPlus4: Edit = {
  id: 'ZIP-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'address',
  cause:
    'Billing provider and service facility in the United States need the nine-digit ZIP code; payers ' +
    'price by it. An extension 0000 is only a warning.',
  source: '005010X222A1 2010AA and 2310C N403; 005010X223A2 2310E; 005010X224A2 2310C',
  remedy: 'Look the four-digit extension up at USPS. Do not fill it with zeros.',
  examples: {
    fails: { changes: { 'billing.zip': '62701' } },
    passes: { changes: { 'billing.zip': '627010001' } },
  },
  check: ({ content }) => {
    const wrong = placesOfWork(content, isBadZip);
    return wrong.length === 0 ? NOTHING : wrong.map(zipHit);
  },
};

/** Where the claim's work is billed from and done, as far as a test picks it. */
function placesOfWork(content: ClaimContent, picks: (address: Address) => boolean): readonly AddressAtPath[] {
  const facilities = facilitiesWhere(content, picks);
  const isBilling = picks(content.billing);
  if (!isBilling && facilities.length === 0) return NOWHERE;
  const found: AddressAtPath[] = [];
  if (isBilling) found.push({ path: 'billing', whose: 'billing provider', address: content.billing });
  for (const { role, party, ...at } of facilities) found.push({ ...at, whose: role, address: party });
  return found;
}

function zipHit({ path, whose, line, address: { zip = '' } }: AddressAtPath): Hit {
  const at = { field: `${path}.zip`, ...(line !== undefined && { line }) };
  if (!ZIP_PLUS_4.test(zip)) return { ...at, message: `The ZIP code of the ${whose} needs nine digits.` };
  const message = `The ZIP code of the ${whose} ends in 0000, which is no real extension.`;
  return { ...at, message, severity: 'warning' };
}

const SHORT_OR_LONG_ZIP = /^\d{5}(?:\d{4})?$/;

const zipForm: Edit = {
  id: 'ZIP-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'address',
  cause: 'A ZIP code of the United States has five or nine digits and no hyphen.',
  source: '005010X222A1 N403; USPS',
  remedy: 'Correct the ZIP code, or give the country where the address is abroad.',
  examples: {
    fails: { changes: { 'patient.zip': '6270' } },
    passes: { changes: { 'patient.zip': '62702' } },
  },
  check: (claim) => {
    const wrong = otherAddresses(
      claim,
      ({ zip, country }) => zip !== undefined && isDomestic(country) && !SHORT_OR_LONG_ZIP.test(zip),
    );
    if (wrong.length === 0) return NOTHING;
    return wrong.map(({ path, whose }) => ({
      field: `${path}.zip`,
      message: `The ZIP code of the ${whose} does not have five or nine digits.`,
    }));
  },
};

const PO_BOX = /^\s*(?:P\.?\s*O\.?\s*BOX|POST OFFICE BOX|LOCKBOX)\b/i;

const streetAddress: Edit = {
  id: 'ADR-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'provider-data',
  value: 'address',
  cause: 'The billing provider has a street address; a PO box or lockbox belongs in the pay-to address.',
  source: '005010X222A1 2010AA N301',
  remedy: 'Put the street address into `billing` and the box into `payTo`.',
  examples: {
    fails: { changes: { 'billing.address1': 'PO BOX 9' } },
    passes: {
      changes: {
        'payTo.address1': 'PO BOX 9',
        'payTo.city': 'SPRINGFIELD',
        'payTo.state': 'IL',
        'payTo.zip': '62701',
      },
    },
  },
  check: ({ content: { billing } }) =>
    PO_BOX.test(billing.address1 ?? '')
      ? [{ field: 'billing.address1', message: 'The billing address is a PO box; use the pay-to address.' }]
      : NOTHING,
};

const isUnknownState = ({ state, country }: Address): boolean =>
  state !== undefined &&
  !uspsStates.has(state) &&
  isDomestic(country) &&
  !uspsStates.has(state.toUpperCase());

const knownState: Edit = {
  id: 'STA-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'address',
  cause: 'An address in the United States has a state that the postal service knows.',
  source: 'USPS Publication 28, appendix B',
  remedy: 'Correct the two-letter abbreviation, or give the country.',
  examples: { fails: { changes: { 'patient.state': 'XX' } }, passes: { changes: { 'patient.state': 'IL' } } },
  check: (claim) => {
    const atWork = placesOfWork(claim.content, isUnknownState);
    const others = otherAddresses(claim, isUnknownState);
    if (atWork.length === 0 && others.length === 0) return NOTHING;
    return [...atWork, ...others].map(({ path, whose, line }) => {
      const message = `The state of the ${whose} is not one of the United States.`;
      return { field: `${path}.state`, message, ...(line !== undefined && { line }) };
    });
  },
};

/** Addresses of patient, subscribers and payers, and that for payments, as far as a test picks them. */
function otherAddresses(claim: ClaimFacts, picks: (address: Address) => boolean): readonly AddressAtPath[] {
  const { patient, payTo } = claim.content;
  let found: AddressAtPath[] | undefined;
  const look = (address: Address | undefined, path: string, whose: string): void => {
    if (address === undefined || !picks(address)) return;
    found ??= [];
    found.push({ path, whose, address });
  };
  look(patient, 'patient', 'patient');
  look(payTo, 'payTo', 'pay-to address');
  const coverages = coveragesOf(claim);
  for (let i = 0; i < coverages.length; i += 1) {
    const subscriber = coverages[i]?.subscriber;
    if (subscriber !== undefined) look(subscriber, `coverages[${i}].subscriber`, 'subscriber');
  }
  return found ?? NOWHERE;
}

/** A street, town or ZIP code without the others. */
const isPartial = ({ address1, city, state, zip, country }: Address): boolean =>
  (address1 ?? city ?? state ?? zip) !== undefined &&
  (address1 === undefined ||
    city === undefined ||
    (isDomestic(country) && (state === undefined || zip === undefined)));

const wholeAddress: Edit = {
  id: 'ADR-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'address',
  cause:
    'An address that is given is given whole: street and city, in the United States with state and ZIP ' +
    'code. REQ-01 asks for those of the billing provider and the patient.',
  source: '005010X222A1 N3 and N4 of 2010AB, 2010BA, 2310C',
  remedy: 'Fill in what is missing, or leave the address out where the claim does not need it.',
  examples: {
    fails: { changes: { 'facility.name': 'RIVERBEND SURGERY', 'facility.address1': '5 MILL RD' } },
    passes: {
      changes: {
        'facility.name': 'RIVERBEND SURGERY',
        'facility.address1': '5 MILL RD',
        'facility.city': 'SPRINGFIELD',
        'facility.state': 'IL',
        'facility.zip': '627010005',
      },
    },
  },
  check: (claim) => {
    const facilities = facilitiesWhere(claim.content, isPartial);
    const others = otherAddresses(claim, isPartial).filter(({ path }) => path !== 'patient');
    if (facilities.length === 0 && others.length === 0) return NOTHING;
    const all = [
      ...facilities.map(({ role, ...at }) => ({ ...at, whose: role, address: at.party })),
      ...others,
    ];
    return all.map(({ path, whose, line, address }) => ({
      field: `${path}.${missingPart(address)}`,
      message: `The address of the ${whose} is not whole.`,
      ...(line !== undefined && { line }),
    }));
  },
};

function missingPart({ address1, city, state }: Address): string {
  if (address1 === undefined) return 'address1';
  if (city === undefined) return 'city';
  return state === undefined ? 'state' : 'zip';
}

export const addressEdits: readonly Edit[] = [zipPlus4, zipForm, streetAddress, wholeAddress, knownState];
