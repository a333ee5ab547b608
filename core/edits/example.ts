import type { Encounter } from '../encounter/model.ts';
import { encounterSchema } from '../encounter/schema.ts';
import { type Cents, cents } from '../money.ts';
import { Defect } from '../result.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { DentalContent } from '../x12/dental-content.ts';
import type { InstitutionalContent } from '../x12/institutional-content.ts';
import type { Example, ExampleChanges } from './edit.ts';
import { setAt } from './field-path.ts';

/**
 * The encounter that examples of edits change: invented, and without a finding. The day is 10 January 2026.
 */
export const exampleEncounter = {
  claimType: 'P',
  encounterId: 'EXAMPLE-1',
  pos: '11',
  billing: {
    entityType: '2',
    name: 'RIVERBEND FAMILY CLINIC',
    npi: '1999999992',
    taxonomy: '207Q00000X',
    address1: '100 MAIN ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627010001',
    taxId: { type: 'EI', value: '123456789' },
  },
  rendering: { last: 'SMITH', first: 'ALAN', npi: '1888888884', taxonomy: '207Q00000X' },
  patient: {
    last: 'QUILLBROOK',
    first: 'OTTILIE',
    dob: '19800215',
    sex: 'F',
    address1: '12 ELM ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '62702',
  },
  coverages: [
    {
      seq: 1,
      payer: { name: 'ACME HEALTH PLAN', id: '99001' },
      filingCode: 'CI',
      relationship: '18',
      memberId: 'MEM0001',
      assignment: 'Y',
      release: 'Y',
    },
  ],
  signatureOnFile: true,
  acceptAssignment: 'A',
  cliaNo: '14D0000001',
  diagnoses: ['J02.9', 'R50.9'],
  lines: [
    { code: '99213', modifiers: ['25'], chargeCents: 12000, units: '1', dx: [1, 2], from: '20260105' },
    { code: '87880', modifiers: ['QW'], chargeCents: 3000, units: '1', dx: [1], from: '20260105' },
  ],
} as const;

const amount = (dollars: number): Cents => cents(dollars * 100);

/** An inpatient bill (type of bill 0111) of three nights; invented, and without a finding. */
export const exampleBill: InstitutionalContent = {
  claimType: 'I',
  claimNo: 'H0001-1',
  typeOfBill: '11',
  frequency: '1',
  destination: 1,
  billing: {
    entityType: '2',
    name: 'RIVERBEND GENERAL HOSPITAL',
    npi: '1555555550',
    taxonomy: '282N00000X',
    address1: '900 HOSPITAL DR',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627010900',
    taxId: { type: 'EI', value: '987654321' },
  },
  patient: {
    last: 'FENWRIGHT',
    first: 'CASPIAN',
    dob: '19900704',
    sex: 'M',
    address1: '7 PINE CT',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '62704',
  },
  coverages: [
    {
      seq: 1,
      payer: { name: 'ACME HEALTH PLAN', id: '99001' },
      filingCode: 'CI',
      relationship: '18',
      groupNumber: 'GRP3003',
      memberId: 'MEM0003',
      assignment: 'Y',
      release: 'Y',
    },
  ],
  acceptAssignment: 'A',
  statementFrom: '20260105',
  statementTo: '20260108',
  admission: { date: '20260105', time: '1401' },
  dischargeHour: '1100',
  admissionType: '1',
  admissionSource: '1',
  patientStatus: '01',
  priorAuthNo: 'AUTH556677',
  medicalRecordNo: 'MRN12345',
  principalDiagnosis: { code: 'K3580', poa: 'Y' },
  admittingDiagnosis: 'R1031',
  otherDiagnoses: [{ code: 'E119', poa: 'Y' }, { code: 'Z794' }],
  drg: '399',
  principalProcedure: { code: '0DTJ4ZZ', date: '20260106' },
  occurrences: [{ code: '11', date: '20260105' }],
  values: [{ code: '80', amountCents: amount(3) }],
  attending: { last: 'HALL', first: 'RUTH', npi: '1444444446', taxonomy: '208600000X' },
  operating: { last: 'KIM', first: 'DAVID', npi: '1333333338' },
  lines: [
    { revenueCode: '0120', chargeCents: amount(4500), unitType: 'DA', units: '3' },
    { revenueCode: '0250', chargeCents: amount(600), units: '12' },
    { revenueCode: '0300', chargeCents: amount(400), units: '10' },
    { revenueCode: '0360', chargeCents: amount(3000), units: '1' },
  ],
};

/** A dental claim: a filling of two surfaces and a cleaning; invented, and without a finding. */
export const exampleDental: DentalContent = {
  claimType: 'D',
  claimNo: 'D0001-1',
  pos: '11',
  frequency: '1',
  destination: 1,
  billing: {
    entityType: '2',
    name: 'RIVERBEND DENTAL',
    npi: '1222222220',
    taxonomy: '122300000X',
    address1: '200 MAIN ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627010002',
    taxId: { type: 'EI', value: '112233445' },
  },
  rendering: { last: 'PARK', first: 'NINA', npi: '1111111112', taxonomy: '122300000X' },
  patient: {
    last: 'QUILLBROOK',
    first: 'OTTILIE',
    dob: '19800215',
    sex: 'F',
    address1: '12 ELM ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '62702',
  },
  coverages: [
    {
      seq: 1,
      payer: { name: 'GAMMA DENTAL', id: '99003' },
      filingCode: 'CI',
      relationship: '18',
      groupNumber: 'DENT01',
      memberId: 'DM0001',
      assignment: 'Y',
      release: 'Y',
    },
  ],
  signatureOnFile: true,
  acceptAssignment: 'A',
  from: '20260105',
  lines: [
    {
      code: 'D2392',
      chargeCents: amount(210),
      units: '1',
      teeth: [{ tooth: '3', surfaces: ['M', 'O'] }],
    },
    { code: 'D1110', chargeCents: amount(95), units: '1' },
  ],
};

/** The day on which the examples are tested. */
export const EXAMPLE_TODAY = '20260110';

/** The example claim that the example names, with its changes. */
export function exampleClaim({ of = 'P', changes }: Pick<Example, 'of' | 'changes'>): ClaimContent {
  if (of === 'P') return changedExample(changes);
  return changed(of === 'I' ? exampleBill : exampleDental, changes);
}

/**
 * The example encounter with some fields changed.
 *
 * @throws Defect when the changes make it an encounter the model refuses
 */
export function changedExample(changes: ExampleChanges): Encounter {
  const draft: unknown = changed(exampleEncounter, changes);
  const read = encounterSchema.safeParse(draft);
  if (!read.success)
    throw new Defect(`the example does not fit the model: ${Object.keys(changes).join(', ')}`);
  return read.data;
}

function changed<Of>(example: Of, changes: ExampleChanges): Of {
  const draft = structuredClone(example);
  for (const [path, value] of Object.entries(changes)) setAt(draft, path, value);
  return draft;
}
