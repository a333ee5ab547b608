import { type Edit, type Hit, NOTHING } from './edit.ts';
import { isFinal, isHospitalStay, isInterim, isStay, STILL_PATIENT } from './institutional-bills.ts';

const inpatientFields: Edit = {
  id: 'INS-01',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'A bill of a stay (011x, 018x, 021x, 041x) says when, how and from where the patient was admitted, where they ' +
    'went, and who attended them. Outside hospitals payers differ on type and source of admission: a warning there. ' +
    'The hour of admission is not asked for, as Medicare does not use it. Present on admission is DX-14.',
  source: '005010X223A2 2300 DTP*435, CL1 and 2310A; Pub. 100-04 chapter 25 §75',
  remedy: 'Fill the field in from the admission record.',
  examples: {
    fails: { of: 'I', changes: { admission: null } },
    passes: { of: 'I', changes: { 'admission.time': null } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined || !isStay(bill)) return NOTHING;
    const hits: Hit[] = [];
    const lack = (field: string, what: string, isEverywhere: boolean): void => {
      const hit = { field, message: `The inpatient bill lacks the ${what}.` };
      hits.push(isEverywhere || isHospitalStay(bill) ? hit : { ...hit, severity: 'warning' });
    };
    if (bill.admission === undefined) lack('admission.date', 'date of admission', true);
    if (bill.admissionType === undefined) lack('admissionType', 'type of admission', false);
    if (bill.admissionSource === undefined) lack('admissionSource', 'source of admission', false);
    if (bill.patientStatus === '') lack('patientStatus', 'patient’s status', true);
    if (bill.attending === undefined) lack('attending', 'attending provider', true);
    return hits;
  },
};

const statusAndFrequency: Edit = {
  id: 'INS-02',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'bill type',
  cause:
    'A patient who is still there (status 30) is not on a bill from admission to discharge (frequency 1) or on the ' +
    'last one (4); a bill for the first or a further part of a stay (2, 3) has no hour of discharge.',
  source: '005010X223A2 2300 CL103, CLM05-3 and DTP*096; clearinghouse claim edits',
  remedy:
    'Correct the status, or the frequency: 2 for the first part of a stay, 3 for the next, 4 for the last.',
  examples: {
    fails: { of: 'I', changes: { patientStatus: '30' } },
    passes: { of: 'I', changes: { patientStatus: '01' } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined) return NOTHING;
    if (isFinal(bill.frequency)) {
      if (bill.patientStatus !== STILL_PATIENT) return NOTHING;
      return [{ field: 'patientStatus', message: 'The status “still patient” conflicts with a final bill.' }];
    }
    if (!isInterim(bill.frequency) || bill.dischargeHour === undefined) return NOTHING;
    return [
      { field: 'dischargeHour', message: 'An hour of discharge conflicts with a bill for a part of a stay.' },
    ];
  },
};

const interimStatus: Edit = {
  id: 'INS-07',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'bill type',
  cause:
    'A bill for the first or a further part of a stay (frequency 2 or 3) says that the patient is still there ' +
    '(status 30). Outside hospitals it is a warning.',
  source: 'Pub. 100-04 chapter 1 §50.2; NUBC, patient discharge status',
  remedy: 'Set the status to 30, or bill with frequency 4 if the patient has left.',
  examples: {
    fails: { of: 'I', changes: { frequency: '2', dischargeHour: null } },
    passes: { of: 'I', changes: { frequency: '2', dischargeHour: null, patientStatus: '30' } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined || !isStay(bill) || !isInterim(bill.frequency)) return NOTHING;
    if (bill.patientStatus === STILL_PATIENT || bill.patientStatus === '') return NOTHING;
    const message = 'A bill for a part of a stay has a patient who has left.';
    const hit = { field: 'patientStatus', message };
    return [isHospitalStay(bill) ? hit : { ...hit, severity: 'warning' }];
  },
};

/** Revenue codes of ambulance services. */
const AMBULANCE = '054';

const attending: Edit = {
  id: 'INS-05',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'Every other bill names the attending provider too, unless it bills nothing but transport (revenue codes 054x): ' +
    'who is responsible for the care.',
  source: '005010X223A2 2310A, situational rule',
  remedy:
    'Add the attending provider. Switch the edit off for payers that take outpatient bills without one.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '13', attending: null } },
    passes: { of: 'I', changes: { typeOfBill: '13' } },
  },
  check: ({ institutional: bill, lines }) => {
    if (bill === undefined || bill.attending !== undefined || isStay(bill)) return NOTHING;
    if (lines.every(({ revenueCode }) => revenueCode.startsWith(AMBULANCE))) return NOTHING;
    return [{ field: 'attending', message: 'The attending provider is missing.' }];
  },
};

/** Discharge status codes of NUBC in use: values only. */
const STATUSES: ReadonlySet<string> = new Set(
  (
    '01 02 03 04 05 06 07 09 20 21 30 40 41 42 43 50 51 61 62 63 64 65 66 69 70 ' +
    '81 82 83 84 85 86 87 88 89 90 91 92 93 94 95'
  ).split(' '),
);

const patientStatus: Edit = {
  id: 'INS-06',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'The patient’s status at the end of the statement is a code of the NUBC list, on outpatient bills too.',
  source: '005010X223A2 2300 CL103; NUBC, patient discharge status',
  remedy: 'Choose the code of where the patient went; 01 is home.',
  examples: {
    fails: { of: 'I', changes: { patientStatus: '99' } },
    passes: { of: 'I', changes: { patientStatus: '03' } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined || STATUSES.has(bill.patientStatus)) return NOTHING;
    if (bill.patientStatus === '' && isStay(bill)) return NOTHING;
    const what = bill.patientStatus === '' ? 'missing' : 'not in the list';
    return [{ field: 'patientStatus', message: `The patient’s status is ${what}.` }];
  },
};

/** How the patient's status says death: in hospital, or under hospice care. */
const DIED: ReadonlySet<string> = new Set(['20', '40', '41', '42']);

const death: Edit = {
  id: 'INS-21',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'billing',
  value: 'claim',
  cause: 'The patient’s status agrees with the date of death in the registration, where there is one.',
  source: '005010X223A2 2000B PAT06 and 2300 CL103',
  remedy: 'Correct the status (20: died; 40 to 42 under hospice care), or the date of death.',
  examples: {
    fails: { of: 'I', changes: { 'patient.deathDate': '20260108' } },
    passes: { of: 'I', changes: { 'patient.deathDate': '20260108', patientStatus: '20' } },
  },
  check: ({ institutional: bill }) => {
    const died = bill?.patient.deathDate;
    if (bill === undefined || died === undefined || isInterim(bill.frequency)) return NOTHING;
    if (died <= bill.statementTo === DIED.has(bill.patientStatus)) return NOTHING;
    return [{ field: 'patientStatus', message: 'The patient’s status conflicts with the date of death.' }];
  },
};

export const stayEdits: readonly Edit[] = [
  inpatientFields,
  statusAndFrequency,
  attending,
  patientStatus,
  interimStatus,
  death,
];
