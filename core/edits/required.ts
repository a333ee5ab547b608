import type { WorkQueue } from '../claim/types.ts';
import { SELF } from '../codes/coverage-codes.ts';
import { isDomestic } from '../codes/states.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { AnyCoverage } from './parties.ts';
import { situationEdits } from './situations.ts';

/** Something that a claim must have; `isThere` also where it need not be. */
interface Requirement<Whole> {
  readonly field: string;
  readonly what: string;
  readonly queue: WorkQueue;
  readonly isThere: (whole: Whole) => boolean;
}
type Row<Whole> = readonly [field: string, what: string, isThere: (whole: Whole) => boolean];

const requirements = <Whole>(queue: WorkQueue, rows: readonly Row<Whole>[]): readonly Requirement<Whole>[] =>
  rows.map(([field, what, isThere]) => ({ field, what, queue, isThere }));

const isGiven = (value: unknown): boolean => value !== undefined;
const isAbroad = ({ country }: { readonly country?: string | undefined }): boolean => !isDomestic(country);

/** Usage R of the three guides, and what their situational notes ask of every claim. */
const ofClaim: readonly Requirement<ClaimContent>[] = [
  ...requirements<ClaimContent>('provider-data', [
    ['billing.name', 'name of the billing provider', ({ billing }) => isGiven(billing.name ?? billing.last)],
    ['billing.address1', 'street of the billing provider', ({ billing }) => isGiven(billing.address1)],
    ['billing.city', 'city of the billing provider', ({ billing }) => isGiven(billing.city)],
    [
      'billing.state',
      'state of the billing provider',
      ({ billing }) => isGiven(billing.state) || isAbroad(billing),
    ],
    [
      'billing.zip',
      'ZIP code of the billing provider',
      ({ billing }) => isGiven(billing.zip) || isAbroad(billing),
    ],
    ['billing.taxId', 'tax id of the billing provider', ({ billing }) => isGiven(billing.taxId)],
  ]),
  ...requirements<ClaimContent>('registration', [
    ['patient.last', 'last name of the patient', ({ patient }) => isGiven(patient.last ?? patient.name)],
    ['patient.dob', 'birth date of the patient', ({ patient }) => isGiven(patient.dob)],
    ['patient.sex', 'sex of the patient (F, M, or U for unknown)', ({ patient }) => isGiven(patient.sex)],
    ['patient.address1', 'street of the patient', ({ patient }) => isGiven(patient.address1)],
    ['patient.city', 'city of the patient', ({ patient }) => isGiven(patient.city)],
    ['patient.state', 'state of the patient', ({ patient }) => isGiven(patient.state) || isAbroad(patient)],
    ['patient.zip', 'ZIP code of the patient', ({ patient }) => isGiven(patient.zip) || isAbroad(patient)],
  ]),
  ...requirements<ClaimContent>('billing', [
    [
      'signatureOnFile',
      'statement whether the provider signed',
      (claim) => claim.claimType === 'I' || isGiven(claim.signatureOnFile),
    ],
    [
      'acceptAssignment',
      'statement whether the provider accepts assignment',
      (claim) => isGiven(claim.acceptAssignment),
    ],
  ]),
];

const ofCoverage = requirements<AnyCoverage>('registration', [
  ['relationship', 'relationship of the patient to the subscriber', (c) => isGiven(c.relationship)],
  ['assignment', 'statement whether benefits are assigned', (c) => isGiven(c.assignment)],
  ['release', 'statement whether information may be released', (c) => isGiven(c.release)],
  ['subscriber', 'subscriber, who is another person than the patient', (c) => hasSubscriber(c)],
]);

const hasSubscriber = ({ relationship, subscriber }: AnyCoverage): boolean =>
  relationship === undefined || relationship === SELF || isGiven(subscriber?.last ?? subscriber?.name);

function missing<Whole>(whole: Whole, needed: readonly Requirement<Whole>[], path: string): readonly Hit[] {
  let hits: Hit[] | undefined;
  for (const { field, what, queue, isThere } of needed) {
    if (isThere(whole)) continue;
    hits ??= [];
    hits.push({ field: `${path}${field}`, message: `The ${what} is missing.`, queue });
  }
  return hits ?? NOTHING;
}

const requiredFields: Edit = {
  id: 'REQ-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'claim',
  cause:
    'A claim names the billing provider with address and tax id, the patient with birth date, sex and ' +
    'address, and for the payer it goes to the relationship, assignment of benefits and release of ' +
    'information. Professional and dental claims say whether the provider signed.',
  source: '005010X222A1, 005010X223A2 and 005010X224A2, usage R of 2010AA, 2000B, 2010BA, 2010CA, 2300 CLM',
  remedy: 'Fill the field in. Nothing is assumed, as some of these are statements that the patient signs.',
  examples: { fails: { changes: { 'patient.dob': null } }, passes: { changes: { 'patient.sex': 'U' } } },
  check: ({ content, coverage }) => {
    const ofAll = missing(content, ofClaim, '');
    if (coverage === undefined) return ofAll;
    const ofPayer = missing(coverage, ofCoverage, '');
    if (ofPayer.length === 0) return ofAll;
    const coverages: readonly AnyCoverage[] = content.coverages;
    const at = `coverages[${coverages.indexOf(coverage)}].`;
    return [...ofAll, ...ofPayer.map((hit) => ({ ...hit, field: `${at}${hit.field}` }))];
  },
};

export const requiredEdits: readonly Edit[] = [requiredFields, ...situationEdits];
