import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

const AUTO = 'AA';
const ACCIDENT_DATE = '439';

const hasAccidentDate = ({ content: { dates } }: ClaimFacts): boolean =>
  dates?.some(({ qualifier }) => qualifier === ACCIDENT_DATE) === true;

const autoAccident: Edit = {
  id: 'AUTO-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'registration',
  value: 'claim',
  cause: 'Care after an automobile accident (related cause AA) states where and on which day it happened.',
  source: '005010X222A1 and 005010X224A2 2300 CLM11-4 and DTP*439',
  remedy: 'Add the state (or country) and the date of the accident.',
  examples: {
    fails: { changes: { relatedCauses: ['AA'] } },
    passes: {
      changes: {
        relatedCauses: ['AA'],
        accidentState: 'IL',
        dates: [{ qualifier: '439', from: '20260103' }],
      },
    },
  },
  check: (claim) => {
    const of = claim.professional ?? claim.dental;
    if (!of?.relatedCauses?.includes(AUTO)) return NOTHING;
    const hits: Hit[] = [];
    if (of.accidentState === undefined && of.accidentCountry === undefined) {
      hits.push({
        field: 'accidentState',
        message: 'An automobile accident needs the state it happened in.',
      });
    }
    if (!hasAccidentDate(claim)) {
      hits.push({ field: 'dates', message: 'An automobile accident needs its date (qualifier 439).' });
    }
    return hits;
  },
};

const CLIA = /^\d{2}D\d{7}$/i;

const cliaForm: Edit = {
  id: 'CLIA-01',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause: 'The CLIA number of a laboratory is two digits, a D and seven digits.',
  source: '005010X222A1 2300 REF*X4; 42 CFR 493',
  remedy: 'Copy the number from the certificate of the laboratory.',
  examples: { fails: { changes: { cliaNo: '14D00001' } }, passes: { changes: { cliaNo: '14D0000001' } } },
  check: ({ professional }) => {
    const number = professional?.cliaNo;
    if (number === undefined || CLIA.test(number)) return NOTHING;
    return [{ field: 'cliaNo', message: 'The CLIA number is malformed.' }];
  },
};

const pregnantMan: Edit = {
  id: 'PAT-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'claim',
  cause: 'A patient who is said to be pregnant is not registered as male.',
  source: '005010X222A1 2000B PAT09',
  remedy: 'Correct the sex or the mark, or acknowledge that both are right.',
  examples: {
    fails: { changes: { 'patient.pregnant': true, 'patient.sex': 'M' } },
    passes: { changes: { 'patient.pregnant': true } },
  },
  check: ({ content: { patient } }) =>
    patient.pregnant === true && patient.sex === 'M'
      ? [{ field: 'patient.pregnant', message: 'The patient is marked pregnant and male.' }]
      : NOTHING,
};

export const situationEdits: readonly Edit[] = [autoAccident, cliaForm, pregnantMan];
