import { isCasualty } from '../codes/coverage-codes.ts';
import type { Coverage } from '../encounter/model.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/** Related causes (CLM11): automobile and other accident, employment. */
const AUTO = 'AA';
const EMPLOYMENT = 'EM';
const OTHER_ACCIDENT = 'OA';
const ACCIDENT_DATE = '439';

const otherAccident: Edit = {
  id: 'AUTO-02',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'registration',
  value: 'date',
  cause:
    'Care after an accident other than an automobile’s (related cause OA) states the day of the accident.',
  source: '005010X222A1 and X224A2, 2300 DTP*439',
  remedy: 'Add the date of the accident.',
  examples: {
    fails: { changes: { relatedCauses: ['OA'] } },
    passes: { changes: { relatedCauses: ['OA'], dates: [{ qualifier: '439', from: '20260103' }] } },
  },
  check: (claim) => {
    const said = accidentOf(claim);
    if (said?.relatedCauses?.includes(OTHER_ACCIDENT) !== true) return NOTHING;
    if (said.dates?.some(({ qualifier }) => qualifier === ACCIDENT_DATE)) return NOTHING;
    return [{ field: 'dates', message: 'An accident needs its date (qualifier 439).' }];
  },
};

const accidentOf = ({ professional, dental }: ClaimFacts) => professional ?? dental;

/** Which cause each kind of casualty insurance pays for. */
const CAUSES: Readonly<Record<string, { readonly cause: string; readonly message: string }>> = {
  AM: { cause: AUTO, message: 'Automobile insurance is billed without an automobile accident.' },
  WC: { cause: EMPLOYMENT, message: 'Workers’ compensation is billed without a cause in employment.' },
};

const casualtyCause: Edit = {
  id: 'AUTO-03',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'warning',
  queue: 'registration',
  value: 'claim',
  cause:
    'A claim to automobile insurance says that an automobile accident is the cause (AA), one to workers’ ' +
    'compensation that employment is (EM).',
  source: '005010X222A1 and X224A2, 2300 CLM11; domain.md 6.2, CARC 19 and 21',
  remedy: 'Add the related cause, or send the claim to the patient’s health plan.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'WC', 'coverages[0].propertyCasualtyClaimNo': 'WC-1' } },
    passes: {
      changes: {
        'coverages[0].filingCode': 'WC',
        'coverages[0].propertyCasualtyClaimNo': 'WC-1',
        relatedCauses: ['EM'],
      },
    },
  },
  check: (claim) => {
    const filingCode = claim.coverage?.filingCode;
    if (filingCode === undefined || !isCasualty(filingCode)) return NOTHING;
    const wanted = CAUSES[filingCode];
    if (wanted === undefined || accidentOf(claim)?.relatedCauses?.some((cause) => cause === wanted.cause)) {
      return NOTHING;
    }
    return [{ field: 'relatedCauses', message: wanted.message }];
  },
};

const casualtyClaimNumber: Edit = {
  id: 'AUTO-04',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'claim id',
  cause:
    'Automobile insurance and workers’ compensation find a bill by the number that they gave the accident.',
  source: '005010X222A1, X223A2 and X224A2, 2010BA and 2010CA REF*Y4',
  remedy: 'Ask the adjuster for the claim number and enter it with the coverage.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'WC', relatedCauses: ['EM'] } },
    passes: {
      changes: {
        'coverages[0].filingCode': 'WC',
        relatedCauses: ['EM'],
        'coverages[0].propertyCasualtyClaimNo': 'WC-1',
      },
    },
  },
  check: ({ coverage, content }) => {
    if (coverage === undefined || !isCasualty(coverage.filingCode)) return NOTHING;
    if (coverage.propertyCasualtyClaimNo !== undefined) return NOTHING;
    const all: readonly Coverage[] = content.coverages;
    const hit: Hit = {
      field: `coverages[${all.indexOf(coverage)}].propertyCasualtyClaimNo`,
      message: 'The casualty insurer’s claim number is missing.',
    };
    return [hit];
  },
};

export const accidentEdits: readonly Edit[] = [otherAccident, casualtyCause, casualtyClaimNumber];
