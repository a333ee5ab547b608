import { codeShapes } from '../codes/shapes.ts';
import { diagnosisHits, isIcd9, startOf } from './diagnoses-list.ts';
import { ALL_TYPES, type Edit } from './edit.ts';

const ICD_9_CM = /^(?:\d{3}\d{0,2}|V\d{2}\d{0,2}|E\d{3}\d?)$/;
const FIVE_DIGITS = /^\d{5}$/;
const ICD_10_PCS = /^\d[\dA-HJ-NP-Z]{6}$/;

const ICD_10_CM = codeShapes.icd10cm;

/** Whether it could be a code of ICD-10-CM at all. */
export const isIcd10Form = (code: string): boolean => ICD_10_CM.test(code);

export const diagnosisFormat: Edit = {
  id: 'DX-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A diagnosis has the form of an ICD-10-CM code: a letter, a digit, then up to five letters or ' +
    'digits. ICD-9-CM codes are taken, when marked so, for services before October 2015.',
  source: 'ICD-10-CM Official Guidelines I.A; 45 CFR 162.1002',
  remedy: 'Code the diagnosis again from the chart.',
  examples: {
    fails: { changes: { 'diagnoses[0]': '4659' } },
    passes: { changes: { 'diagnoses[0]': 'J06.9' } },
  },
  check: (claim) => {
    const format = isIcd9(claim) ? ICD_9_CM : ICD_10_CM;
    return diagnosisHits(claim, (diagnosis) => {
      const { code, field } = diagnosis;
      if (format.test(code)) return;
      return { field, message: `${startOf(diagnosis)} is malformed${lookOf(code, format === ICD_9_CM)}.` };
    });
  },
};

/** What a malformed code looks like, where that tells how it came here. */
function lookOf(code: string, asIcd9: boolean): string {
  if (asIcd9) return isIcd10Form(code) ? ': the claim is marked as ICD-9-CM, and this is ICD-10-CM' : '';
  if (FIVE_DIGITS.test(code)) return ': it looks like a CPT procedure or an ICD-9-CM code';
  if (ICD_9_CM.test(code)) return ': it looks like an ICD-9-CM code';
  return ICD_10_PCS.test(code) ? ': it looks like an ICD-10-PCS procedure' : '';
}
