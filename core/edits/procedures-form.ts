import { codeShapes } from '../codes/shapes.ts';
import { ALL_TYPES, type Edit, NOTHING } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { cptNumber, DENTAL_QUALIFIER, HCPCS_QUALIFIER, isDentalCode } from './procedures-kinds.ts';

/** CPT categories I to III, PLA, MAAA and vaccine administration; HCPCS level II with the dental codes. */
const PROCEDURE = /^(?:\d{4}[\dFTUMA]|[A-V]\d{4})$/;
/** Other qualifiers name other code lists: ER, IV, WK, HP (HIPPS). */
const isJudged = ({ qualifier, code }: LineFacts): boolean =>
  code !== '' && (qualifier === HCPCS_QUALIFIER || qualifier === DENTAL_QUALIFIER);

const procedureForm: Edit = {
  id: 'PX-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  cause:
    'A procedure has the form of a CPT, HCPCS or CDT code: five characters. A diagnosis or an inpatient ' +
    'procedure (ICD-10) in this field is told as such.',
  source: '005010X222A1 2400 SV101-2, 005010X223 SV202-2, 005010X224A2 SV301-2; 45 CFR 162.1002',
  remedy: 'Correct the code from the chart.',
  examples: {
    fails: { changes: { 'lines[0].code': '9921' } },
    passes: { changes: { 'lines[0].code': '99213' } },
  },
  check: (claim) =>
    lineHits(claim, (line) => {
      const { code, codeField, number } = line;
      if (!isJudged(line) || PROCEDURE.test(code)) return undefined;
      return { field: codeField, line: number, message: malformedAs(code) };
    }),
};

const INPATIENT_PROCEDURE = /^[0-9A-HJ-NP-Z]{7}$/;
const DRUG = /^\d{11}$/;

function malformedAs(code: string): string {
  if (codeShapes.icd10cm.test(code)) return 'A diagnosis stands where the procedure belongs.';
  if (DRUG.test(code)) return 'A drug number (NDC) stands where the procedure belongs.';
  if (INPATIENT_PROCEDURE.test(code)) {
    return 'An inpatient procedure (ICD-10-PCS) stands where a CPT or HCPCS code belongs.';
  }
  return 'The procedure code is malformed.';
}

const codeListOfType: Edit = {
  id: 'PX-05',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'procedure',
  cause:
    'Dental codes (CDT) go on dental claims, CPT and HCPCS codes on professional and institutional ones. The ' +
    'qualifier of an 837D line allows the dental list only.',
  source: '005010X224A2 2400 SV301-1 (AD); 45 CFR 162.1002',
  remedy: 'Choose the code of the right list, or file the service on a claim of the other kind.',
  examples: {
    fails: { changes: { 'lines[0].code': 'D1110' } },
    passes: { changes: { 'lines[0].code': '99213' } },
  },
  check: (claim) => {
    const dental = claim.type === 'D';
    return lineHits(claim, (line) => {
      const { code, codeField, number } = line;
      if (!isJudged(line) || isDentalCode(code) === dental || !PROCEDURE.test(code)) return undefined;
      const message = dental
        ? 'The code is not of the dental list, which this claim must use.'
        : 'A dental code stands on a claim that is not dental.';
      return { field: codeField, line: number, message };
    });
  },
};

const NOBODY_OLDER = 200;
/** Codes whose own wording names an age: first and last age in whole years. */
const ages: ReadonlyMap<number, readonly [first: number, last: number]> = new Map([
  [99_381, [0, 1]],
  [99_382, [1, 4]],
  [99_383, [5, 11]],
  [99_384, [12, 17]],
  [99_385, [18, 39]],
  [99_386, [40, 64]],
  [99_387, [65, NOBODY_OLDER]],
  [99_391, [0, 1]],
  [99_392, [1, 4]],
  [99_393, [5, 11]],
  [99_394, [12, 17]],
  [99_395, [18, 39]],
  [99_396, [40, 64]],
  [99_397, [65, NOBODY_OLDER]],
  [90_460, [0, 18]],
  [90_461, [0, 18]],
  [99_460, [0, 0]],
  [99_461, [0, 0]],
  [99_462, [0, 0]],
  [99_463, [0, 0]],
  [99_464, [0, 0]],
  [99_465, [0, 0]],
  [99_468, [0, 0]],
  [99_469, [0, 0]],
  [99_471, [0, 2]],
  [99_472, [0, 2]],
  [99_475, [2, 5]],
  [99_476, [2, 5]],
  [99_477, [0, 0]],
  [99_478, [0, 2]],
  [99_479, [0, 2]],
  [99_480, [0, 2]],
]);

const ageOfCode: Edit = {
  id: 'PX-03',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'procedure',
  cause:
    'Preventive visits, newborn and pediatric intensive care and counselled vaccination are coded by the ' +
    'patient’s age. A warning: payers differ at the birthday.',
  source: 'CPT, ages in the wording of the codes',
  remedy: 'Compare the birth date with the code; one of the two is wrong.',
  examples: {
    fails: { changes: { 'lines[0].code': '99381' } },
    passes: { changes: { 'lines[0].code': '99396' } },
  },
  check: (claim) => {
    const { age } = claim;
    if (age < 0) return NOTHING;
    return lineHits(claim, ({ code, codeField, number, qualifier }) => {
      const cpt = cptNumber(code);
      if (cpt < 90_460 || qualifier !== HCPCS_QUALIFIER) return undefined;
      const rule = ages.get(cpt);
      if (rule === undefined || (age >= rule[0] && age <= rule[1])) return undefined;
      return { field: codeField, line: number, message: 'The code is for patients of another age.' };
    });
  },
};

export const procedureFormEdits: readonly Edit[] = [procedureForm, codeListOfType, ageOfCode];
