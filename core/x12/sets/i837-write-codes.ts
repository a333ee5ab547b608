import { type Cents, formatAmount } from '../../money.ts';
import type { DatedCode, InstitutionalContent, MarkedDiagnosis } from '../institutional-content.ts';
import type { ElementValue } from '../syntax/write.ts';
import type { FieldWriter } from './field-writer.ts';

/** HI of an 837I in the order of domain.md 3.5: diagnoses and procedures without dots. */

const CODES_PER_SEGMENT = 12;

/** ICD-9 qualifiers are those of ICD-10 without their first letter. */
type Version = (qualifier: string) => string;

export function writeCodes(w: FieldWriter, content: InstitutionalContent): void {
  const version: Version = content.diagnosisVersion === '9' ? (q) => q.slice(1) : (q) => q;
  writeDiagnoses(w, content, version);
  const { drg, principalProcedure, otherProcedures } = content;
  if (drg !== undefined) w.segment('HI', ['DR', w.id('drg', drg, 30)]);
  const { otherDiagnoses } = content;
  put(w, otherDiagnoses, (dx, i) => marked(w, `otherDiagnoses.${i}`, dx, version('ABF')));
  put(w, principalProcedure && [principalProcedure], (code) =>
    dated(w, 'principalProcedure', code, version('BBR')),
  );
  put(w, otherProcedures, (code, i) => dated(w, `otherProcedures.${i}`, code, version('BBQ')));
  writeEvents(w, content);
}

function writeDiagnoses(w: FieldWriter, content: InstitutionalContent, version: Version): void {
  const { principalDiagnosis, admittingDiagnosis, visitReasons, externalCauses } = content;
  w.segment('HI', marked(w, 'principalDiagnosis', principalDiagnosis, version('ABK')));
  put(w, admittingDiagnosis === undefined ? undefined : [admittingDiagnosis], (dx) => [
    version('ABJ'),
    codeOf(w, 'admittingDiagnosis', dx),
  ]);
  put(w, visitReasons, (dx, i) => [version('APR'), codeOf(w, `visitReasons.${i}`, dx)]);
  put(w, externalCauses, (dx, i) => marked(w, `externalCauses.${i}`, dx, version('ABN')));
}

/** Occurrence spans, occurrences, values, conditions, treatments. */
function writeEvents(w: FieldWriter, content: InstitutionalContent): void {
  const { occurrenceSpans, occurrences, values, conditionCodes, treatmentCodes } = content;
  put(w, occurrenceSpans, ({ code, from, to }, i) => [
    'BI',
    w.id(`occurrenceSpans.${i}`, code, 30),
    'RD8',
    `${from}-${to}`,
  ]);
  put(w, occurrences, (code, i) => dated(w, `occurrences.${i}`, code, 'BH'));
  put(w, values, ({ code, amountCents }, i) => [
    'BE',
    w.id(`values.${i}`, code, 30),
    undefined,
    undefined,
    innerAmount(w, `values.${i}.amountCents`, amountCents),
  ]);
  put(w, conditionCodes, (code, i) => ['BG', w.id(`conditionCodes.${i}`, code, 30)]);
  put(w, treatmentCodes, (code, i) => ['TC', w.id(`treatmentCodes.${i}`, code, 30)]);
}

/** An amount within a composite, which is never negative either. */
function innerAmount(w: FieldWriter, field: string, amount: Cents): string {
  w.amount(field, amount);
  return formatAmount(amount);
}

/** As many HI segments as the codes need. */
function put<T>(
  w: FieldWriter,
  codes: readonly T[] | undefined,
  element: (code: T, i: number) => ElementValue,
): void {
  if (codes === undefined) return;
  for (let from = 0; from < codes.length; from += CODES_PER_SEGMENT) {
    const some = codes.slice(from, from + CODES_PER_SEGMENT);
    w.segment('HI', ...some.map((code, i) => element(code, from + i)));
  }
}

const codeOf = (w: FieldWriter, at: string, code: string): string | undefined =>
  w.id(at, code.replaceAll('.', ''), 30);

function marked(w: FieldWriter, at: string, { code, poa }: MarkedDiagnosis, qualifier: string): ElementValue {
  const first = [qualifier, codeOf(w, at, code)];
  if (poa === undefined) return first;
  return [
    ...first,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    w.id(`${at}.poa`, poa, 1),
  ];
}

const dated = (w: FieldWriter, at: string, { code, date }: DatedCode, qualifier: string): ElementValue => [
  qualifier,
  codeOf(w, at, code),
  'D8',
  date,
];
