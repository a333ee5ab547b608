import type { WorkQueue } from '../claim/types.ts';
import { SELF } from '../codes/coverage-codes.ts';
import { isDomestic } from '../codes/states.ts';
import type { Coverage, Encounter } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

/** Something that a professional claim must have; `isThere` also where it need not be. */
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

/** Usage R of 005010X222A1, and what its situational notes ask of every claim. */
const ofEncounter: readonly Requirement<Encounter>[] = [
  ...requirements<Encounter>('provider-data', [
    ['billing.name', 'name of the billing provider', ({ billing }) => isGiven(billing.name ?? billing.last)],
    ['billing.address1', 'street of the billing provider', ({ billing }) => isGiven(billing.address1)],
    ['billing.city', 'city of the billing provider', ({ billing }) => isGiven(billing.city)],
    [
      'billing.state',
      'state of the billing provider',
      ({ billing }) => isGiven(billing.state ?? abroad(billing)),
    ],
    [
      'billing.zip',
      'ZIP code of the billing provider',
      ({ billing }) => isGiven(billing.zip ?? abroad(billing)),
    ],
    ['billing.taxId', 'tax id of the billing provider', ({ billing }) => isGiven(billing.taxId)],
  ]),
  ...requirements<Encounter>('registration', [
    ['patient.last', 'last name of the patient', ({ patient }) => isGiven(patient.last ?? patient.name)],
    ['patient.dob', 'birth date of the patient', ({ patient }) => isGiven(patient.dob)],
    ['patient.sex', 'sex of the patient (F, M, or U for unknown)', ({ patient }) => isGiven(patient.sex)],
    ['patient.address1', 'street of the patient', ({ patient }) => isGiven(patient.address1)],
    ['patient.city', 'city of the patient', ({ patient }) => isGiven(patient.city)],
  ]),
  ...requirements<Encounter>('billing', [
    ['signatureOnFile', 'statement whether the provider signed', (e) => isGiven(e.signatureOnFile)],
    [
      'acceptAssignment',
      'statement whether the provider accepts assignment',
      (e) => isGiven(e.acceptAssignment),
    ],
  ]),
];

const ofCoverage = requirements<Coverage>('registration', [
  ['relationship', 'relationship of the patient to the subscriber', (c) => isGiven(c.relationship)],
  ['assignment', 'statement whether benefits are assigned', (c) => isGiven(c.assignment)],
  ['release', 'statement whether information may be released', (c) => isGiven(c.release)],
  ['subscriber', 'subscriber, who is another person than the patient', (c) => hasSubscriber(c)],
]);

const abroad = ({ country }: { readonly country?: string | undefined }): string | undefined =>
  isDomestic(country) ? undefined : country;

const hasSubscriber = ({ relationship, subscriber }: Coverage): boolean =>
  relationship === undefined || relationship === SELF || isGiven(subscriber?.last ?? subscriber?.name);

function missing<Whole>(whole: Whole, needed: readonly Requirement<Whole>[], path: string): readonly Hit[] {
  return needed
    .filter(({ isThere }) => !isThere(whole))
    .map(({ field, what, queue }) => ({
      field: `${path}${field}`,
      message: `The ${what} is missing.`,
      queue,
    }));
}

const requiredFields: Edit = {
  id: 'REQ-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause:
    'A professional claim names the billing provider with address and tax id, the patient with birth ' +
    'date, sex and address, and for the payer it goes to the relationship, assignment of benefits and ' +
    'release of information.',
  source: '005010X222A1, usage R of 2010AA, 2000B, 2010BA, 2010CA and 2300 CLM',
  remedy: 'Fill the field in. Nothing is assumed, as some of these are statements that the patient signs.',
  examples: { fails: { 'patient.dob': null }, passes: { 'patient.sex': 'U' } },
  check: (encounter) => {
    const at = encounter.coverages.findIndex(({ seq }) => seq === encounter.destination);
    const coverage = encounter.coverages[at];
    return [
      ...missing(encounter, ofEncounter, ''),
      ...(coverage === undefined ? NOTHING : missing(coverage, ofCoverage, `coverages[${at}].`)),
    ];
  },
};

const AUTO = 'AA';
const ACCIDENT_DATE = '439';

const autoAccident: Edit = {
  id: 'AUTO-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause: 'Care after an automobile accident (related cause AA) states where and on which day it happened.',
  source: '005010X222A1 2300 CLM11-4 and DTP*439',
  remedy: 'Add the state (or country) and the date of the accident.',
  examples: {
    fails: { relatedCauses: ['AA'] },
    passes: { relatedCauses: ['AA'], accidentState: 'IL', dates: [{ qualifier: '439', from: '20260103' }] },
  },
  check: ({ relatedCauses, accidentState, accidentCountry, dates }) => {
    if (!relatedCauses?.includes(AUTO)) return NOTHING;
    const hits: Hit[] = [];
    if (!isGiven(accidentState ?? accidentCountry)) {
      hits.push({
        field: 'accidentState',
        message: 'An automobile accident needs the state it happened in.',
      });
    }
    if (!dates?.some(({ qualifier }) => qualifier === ACCIDENT_DATE)) {
      hits.push({ field: 'dates', message: 'An automobile accident needs its date (qualifier 439).' });
    }
    return hits;
  },
};

export const requiredEdits: readonly Edit[] = [requiredFields, autoAccident];
