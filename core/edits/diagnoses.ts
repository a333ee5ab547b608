import { MAX_DIAGNOSES, planSplit } from '../claim/split.ts';
import type { Encounter } from '../encounter/model.ts';
import { type Edit, NOTHING } from './edit.ts';
import { firstServiceDate } from './parties.ts';

const ICD_10_CM = /^[A-Z]\d[\dAB][\dA-Z]{0,4}$/;
const ICD_9_CM = /^(?:\d{3}\d{0,2}|V\d{2}\d{0,2}|E\d{3}\d?)$/;
/** ICD-10-CM is used for services from this day on. */
const ICD_10_FROM = '20151001';

/** Whether the encounter is coded, rightly, in ICD-9-CM. */
const isIcd9 = (encounter: Encounter): boolean =>
  encounter.diagnosisVersion === '9' && firstServiceDate(encounter) < ICD_10_FROM;

const diagnosisFormat: Edit = {
  id: 'DX-01',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause:
    'A diagnosis has the form of an ICD-10-CM code: a letter, a digit, then up to five letters or ' +
    'digits. ICD-9-CM codes are taken, when marked so, for services before October 2015.',
  source: 'ICD-10-CM Official Guidelines I.A; 45 CFR 162.1002',
  remedy: 'Code the diagnosis again from the chart.',
  examples: { fails: { 'diagnoses[0]': '4659' }, passes: { 'diagnoses[0]': 'J06.9' } },
  check: (encounter) => {
    const format = isIcd9(encounter) ? ICD_9_CM : ICD_10_CM;
    const wrong = encounter.diagnoses.flatMap((code, i) => (format.test(code) ? [] : [i]));
    return wrong.map((i) => ({ field: `diagnoses[${i}]`, message: `Diagnosis ${i + 1} is malformed.` }));
  },
};

const diagnosisOnce: Edit = {
  id: 'DX-05',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause: 'A diagnosis stands once on a claim.',
  source: '005010X222A1 2300 HI; clearinghouse claim edits',
  remedy: 'Remove the repetition and point the lines to the first.',
  examples: {
    fails: { diagnoses: ['J02.9', 'J029'] },
    passes: { diagnoses: ['J02.9', 'R50.9'] },
  },
  check: ({ diagnoses }) => {
    const repeated = diagnoses.flatMap((code, i) => (diagnoses.indexOf(code) < i ? [i] : []));
    return repeated.map((i) => ({
      field: `diagnoses[${i}]`,
      message: `Diagnosis ${i + 1} is there already.`,
    }));
  },
};

const diagnosisCount: Edit = {
  id: 'DX-06',
  level: 'encounter',
  severity: 'info',
  queue: 'coding',
  cause:
    'A claim holds twelve diagnoses. Above that, those that no line points to are left off, the last ' +
    'first. If more than twelve are still in use, the encounter is split (LIN-01).',
  source: '005010X222A1 2300 HI; domain.md 3.7',
  remedy: 'Nothing, unless a line should have pointed to a diagnosis that was left off.',
  examples: {
    fails: { diagnoses: 'A01 A02 A03 A04 A05 A06 A07 A08 A09 B01 B02 B03 B04'.split(' ') },
    passes: { diagnoses: 'A01 A02 A03 A04 A05 A06 A07 A08 A09 B01 B02 B03'.split(' ') },
  },
  check: (encounter) => {
    if (encounter.diagnoses.length <= MAX_DIAGNOSES) return NOTHING;
    const message = 'No line points to this diagnosis, and there is no room for it.';
    return planSplit(encounter).dropped.map((i) => ({ field: `diagnoses[${i}]`, message }));
  },
};

const EXTERNAL_CAUSE = /^[V-Y]/;
const EXTERNAL_CAUSE_ICD_9 = /^E/;

const firstDiagnosis: Edit = {
  id: 'DX-08',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause:
    'The first diagnosis says what was treated. An external cause (V00–Y99) says how it came about and ' +
    'never stands first.',
  source: 'ICD-10-CM Official Guidelines I.C.20',
  remedy: 'Put the injury or illness first.',
  examples: {
    fails: { diagnoses: ['W19.XXXA', 'S52.501A'] },
    passes: { diagnoses: ['S52.501A', 'W19.XXXA'] },
  },
  check: (encounter) => {
    const externalCause = isIcd9(encounter) ? EXTERNAL_CAUSE_ICD_9 : EXTERNAL_CAUSE;
    const [first] = encounter.diagnoses;
    if (first === undefined || !externalCause.test(first)) return NOTHING;
    return [{ field: 'diagnoses[0]', message: 'An external cause stands first among the diagnoses.' }];
  },
};

const pointers: Edit = {
  id: 'PTR-01',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause: 'Each line points to one to four of the claim’s diagnoses, the most important first, none twice.',
  source: '005010X222A1 2400 SV107',
  remedy: 'Point the line to the diagnoses that made the service necessary.',
  examples: { fails: { 'lines[0].dx': [1, 3] }, passes: { 'lines[0].dx': [2, 1] } },
  check: ({ lines, diagnoses }) =>
    lines.flatMap(({ dx = [] }, i) => {
      const message = pointerProblem(dx, diagnoses.length);
      return message === null ? NOTHING : [{ field: `lines[${i}].dx`, line: i + 1, message }];
    }),
};

function pointerProblem(dx: readonly number[], diagnoses: number): string | null {
  if (dx.length === 0) return 'The line points to no diagnosis.';
  if (dx.some((pointer) => pointer > diagnoses)) return 'The line points to a diagnosis that is not there.';
  return new Set(dx).size < dx.length ? 'The line points to a diagnosis twice.' : null;
}

export const diagnosisEdits: readonly Edit[] = [
  diagnosisFormat,
  diagnosisOnce,
  diagnosisCount,
  firstDiagnosis,
  pointers,
];
