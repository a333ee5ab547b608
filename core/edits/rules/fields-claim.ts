import type { Coverage } from '../../encounter/model.ts';
import type { ClaimFacts } from '../facts.ts';
import { at, atCoverage, ofClaim, type RuleField, type TextField } from './field.ts';

const { code, word, number, day } = ofClaim;

/** Professional and dental claims have a place; the others a type of bill. */
const placed = ({ professional, dental }: ClaimFacts) => professional ?? dental;

function totalOf({ content, lines }: ClaimFacts): number {
  if (content.totalChargeCents !== undefined) return content.totalChargeCents;
  let total = 0;
  for (const { chargeCents } of lines) total += chargeCents;
  return total;
}

function otherPayers({ content, coverage }: ClaimFacts): readonly string[] {
  const all: readonly Coverage[] = content.coverages;
  return all.filter((one) => one !== coverage).map(({ payer }) => payer.id);
}

const firstNote = ({ professional, institutional, dental }: ClaimFacts): string | undefined =>
  professional === undefined ? (institutional ?? dental)?.notes?.[0]?.type : professional.note?.type;

const general: readonly RuleField[] = [
  at(
    'claimType',
    word('claim.type', 'claim', 'P professional, I institutional, D dental', (c) => c.type),
  ),
  atCoverage(
    'payer.id',
    word('claim.payer', 'payer', 'id of the payer that the claim goes to', (c) => c.coverage?.payer.id),
  ),
  at(
    'destination',
    number('claim.payerSeq', 'payer', '1 first payer, 2 second …', (c) => c.content.destination),
  ),
  at('coverages', word('claim.otherPayers', 'payer', 'ids of the other payers', otherPayers)),
  atCoverage(
    'filingCode',
    word('claim.filingCode', 'payer', 'kind of insurance: MB, CI, MC …', (c) => c.coverage?.filingCode),
  ),
  atCoverage(
    'relationship',
    word(
      'claim.relationship',
      'payer',
      'patient to subscriber: 18 self, 01 spouse …',
      (c) => c.coverage?.relationship,
    ),
  ),
  atCoverage(
    'groupNumber',
    word('claim.groupNumber', 'payer', 'group or policy number', (c) => c.coverage?.groupNumber),
  ),
  atCoverage(
    'insuranceType',
    word(
      'claim.insuranceType',
      'payer',
      'why Medicare is not first: 12, 13 …',
      (c) => c.coverage?.insuranceType,
    ),
  ),
  word(
    'claim.frequency',
    'claim id',
    '1 original, 7 replacement, 8 void, others on bills',
    (c) => c.content.frequency,
  ),
  word('claim.pos', 'place of service', 'place of service of the claim', (c) => placed(c)?.pos),
  at(
    'lines',
    day('claim.from', 'date', 'first day of service', (c) => c.from),
  ),
  at(
    'lines',
    day('claim.to', 'date', 'last day of service', (c) => c.to),
  ),
  at('totalChargeCents', number('claim.totalCents', 'charge', 'total charge, cents', totalOf)),
  at(
    'lines',
    number('claim.lineCount', 'claim', 'number of lines', (c) => c.lines.length),
  ),
  at(
    'diagnoses',
    number('claim.diagnosisCount', 'diagnosis', 'number of diagnoses', (c) => c.diagnoses.length),
  ),
];

const numbers: readonly RuleField[] = [
  word('claim.priorAuthNo', 'claim id', 'authorization number', (c) => c.content.priorAuthNo),
  word('claim.referralNo', 'claim id', 'referral number', (c) => c.content.referralNo),
  word('claim.cliaNo', 'claim id', 'CLIA number of the laboratory', (c) => c.professional?.cliaNo),
  word(
    'claim.mammographyCertNo',
    'claim id',
    'certificate number for mammography',
    (c) => c.professional?.mammographyCertNo,
  ),
  word(
    'claim.payerClaimControlNo',
    'claim id',
    'payer’s number of the claim that is corrected',
    (c) => c.content.payerClaimControlNo,
  ),
  word(
    'claim.serviceAuthException',
    'claim',
    'why there is no authorization: 1 to 7',
    (c) => c.content.serviceAuthException,
  ),
  word('claim.delayReason', 'claim', 'why it comes late: 1 to 11, 15', (c) => c.content.delayReason),
  word('claim.specialProgram', 'claim', 'special program', (c) => placed(c)?.specialProgram),
  word(
    'claim.acceptAssignment',
    'claim',
    'A accepted, B for laboratory only, C not',
    (c) => c.content.acceptAssignment,
  ),
  word(
    'claim.relatedCauses',
    'claim',
    'AA automobile, EM employment, OA other accident',
    (c) => placed(c)?.relatedCauses,
  ),
  word('claim.attachments', 'claim', 'types of the attachments: OZ, RB …', (c) =>
    c.content.attachments?.map(({ type }) => type),
  ),
  at('note', word('claim.noteType', 'claim', 'kind of the first note: ADD …', firstNote)),
];

const anyDiagnosis: TextField = {
  ...code('diagnosis', 'diagnosis', 'any diagnosis of the claim', () => undefined),
  path: () => 'diagnoses',
  some: ({ diagnoses }, _, test) => {
    for (const diagnosis of diagnoses) if (test(diagnosis.code)) return true;
    return false;
  },
};

const firstDiagnosis = at(
  ({ diagnoses }) => diagnoses[0]?.field ?? 'diagnoses',
  code('diagnosis.first', 'diagnosis', 'first or principal diagnosis', ({ diagnoses }) =>
    diagnoses[0]?.role === 'first' ? diagnoses[0].code : undefined,
  ),
);

const bills: readonly RuleField[] = [
  code(
    'claim.typeOfBill',
    'bill type',
    'facility and care: 11, 13 … (bills)',
    (c) => c.institutional?.typeOfBill,
  ),
  word('claim.admissionType', 'claim', 'admission type (bills)', (c) => c.institutional?.admissionType),
  word(
    'claim.patientStatus',
    'claim',
    'patient’s status at the end (bills)',
    (c) => c.institutional?.patientStatus,
  ),
  code('claim.drg', 'claim', 'DRG (bills)', (c) => c.institutional?.drg),
  word(
    'claim.conditionCodes',
    'claim',
    'condition codes',
    (c) => (c.professional ?? c.institutional)?.conditionCodes,
  ),
  at(
    'occurrences',
    word('claim.occurrenceCodes', 'claim', 'occurrence codes (bills)', (c) =>
      c.institutional?.occurrences?.map((one) => one.code),
    ),
  ),
  at(
    'values',
    word('claim.valueCodes', 'claim', 'value codes (bills)', (c) =>
      c.institutional?.values?.map((one) => one.code),
    ),
  ),
  at('principalProcedure', code('claim.procedures', 'procedure', 'ICD-10-PCS procedures (bills)', pcsCodes)),
];

function pcsCodes({ institutional }: ClaimFacts): readonly string[] | undefined {
  if (institutional === undefined) return undefined;
  const { principalProcedure, otherProcedures = [] } = institutional;
  const all = principalProcedure === undefined ? otherProcedures : [principalProcedure, ...otherProcedures];
  return all.map((one) => one.code);
}

/** Fields of the claim as a whole. */
export const claimFields: readonly RuleField[] = [
  ...general,
  ...numbers,
  anyDiagnosis,
  firstDiagnosis,
  ...bills,
];
