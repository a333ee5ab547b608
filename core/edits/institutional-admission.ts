import { dayOf } from './claim-facts.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import { dayNumber, isFinal, isHospitalStay, isStay, STILL_PATIENT } from './institutional-bills.ts';

/** Days before admission whose outpatient services belong to the stay (42 CFR 412.2(c)(5)). */
const WINDOW_DAYS = 3;

const admissionDay: Edit = {
  id: 'INS-08',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'date',
  cause:
    'The admission is not after the end of the statement. A bill from admission to discharge (frequency 1), or for the ' +
    'first part of a stay (2), begins with the admission, or up to three days before it, as services of these days ' +
    'belong to the stay; other beginnings are a warning, as payers have other windows.',
  source: '005010X223A2 2300 DTP*434 and DTP*435; 42 CFR 412.2(c)(5); Pub. 100-04 chapter 3 §40.3',
  remedy: 'Correct the date of admission, the statement’s period, or the frequency.',
  examples: {
    fails: { of: 'I', changes: { 'admission.date': '20260109' } },
    passes: { of: 'I', changes: { 'admission.date': '20260107' } },
  },
  check: ({ institutional: bill, from, to }) => {
    if (bill?.admission === undefined || !isStay(bill) || from === 0 || to === 0) return NOTHING;
    const admitted = dayOf(bill.admission.date);
    if (admitted === 0) return NOTHING;
    const field = 'admission.date';
    if (admitted > to) return [{ field, message: 'The admission is after the end of the statement.' }];
    if (bill.frequency !== '1' && bill.frequency !== '2') return NOTHING;
    if (admitted >= from && dayNumber(admitted) - dayNumber(from) <= WINDOW_DAYS) return NOTHING;
    return [{ field, message: 'The statement does not begin with the admission.', severity: 'warning' }];
  },
};

const dischargeHour: Edit = {
  id: 'INS-09',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'billing',
  value: 'date',
  cause:
    'The last bill of a hospital stay (011x, frequency 1 or 4) says at which hour the patient left. Medicare does not ' +
    'use it and is not asked; other payers do.',
  source: '005010X223A2 2300 DTP*096, situational rule',
  remedy: 'Add the hour of discharge.',
  examples: {
    fails: { of: 'I', changes: { dischargeHour: null } },
    passes: { of: 'I', changes: { dischargeHour: null, frequency: '3', patientStatus: '30' } },
  },
  check: (claim) => {
    const { institutional: bill } = claim;
    if (bill === undefined || !isHospitalStay(bill) || bill.dischargeHour !== undefined) return NOTHING;
    if (!isFinal(bill.frequency) || bill.patientStatus === STILL_PATIENT) return NOTHING;
    if (claim.coverage?.filingCode === 'MA') return NOTHING;
    return [{ field: 'dischargeHour', message: 'The hour of discharge is missing.' }];
  },
};

/** HHMM; the hour 99 says that it is not known. */
const TIME = /^(?:[01]\d|2[0-3]|99)[0-5]\d$/;

const times: Edit = {
  id: 'INS-10',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'date',
  cause: 'Hours of admission and discharge are times of the day: HHMM.',
  source: '005010X223A2 2300 DTP*435*DT and DTP*096*TM',
  remedy: 'Correct the time.',
  examples: {
    fails: { of: 'I', changes: { dischargeHour: '2460' } },
    passes: { of: 'I', changes: { dischargeHour: '2359' } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined) return NOTHING;
    const hits: Hit[] = [];
    const message = 'The time is no time of the day.';
    const admitted = bill.admission?.time;
    if (admitted !== undefined && !TIME.test(admitted)) hits.push({ field: 'admission.time', message });
    if (bill.dischargeHour !== undefined && !TIME.test(bill.dischargeHour)) {
      hits.push({ field: 'dischargeHour', message });
    }
    return hits;
  },
};

/** CL101. */
const TYPES: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '9']);
/** CL102 in use. */
const SOURCES: ReadonlySet<string> = new Set(['1', '2', '4', '5', '6', '8', '9', 'D', 'E', 'F', 'G']);
/** Those of earlier years, with their last day. */
const PAST_SOURCES: ReadonlyMap<string, number> = new Map([
  ['3', 20070930],
  ['7', 20100630],
  ['A', 20070930],
  ['B', 20100630],
  ['C', 20100630],
]);

const admissionCodes: Edit = {
  id: 'INS-13',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'Type and source of admission are codes of the NUBC lists, where they are given. A source that was discontinued ' +
    'before the statement (3, 7, A, B, C) is a warning: some payers’ systems still want it.',
  source:
    '005010X223A2 2300 CL101 and CL102; NUBC, priority (type) and point of origin for admission or visit',
  remedy: 'Choose the code from the admission record.',
  examples: {
    fails: { of: 'I', changes: { admissionType: '7' } },
    passes: { of: 'I', changes: { admissionType: '3' } },
  },
  check: ({ institutional: bill, from }) => {
    if (bill === undefined) return NOTHING;
    const { admissionType: type, admissionSource: source } = bill;
    const hits: Hit[] = [];
    if (type !== undefined && !TYPES.has(type)) {
      hits.push({ field: 'admissionType', message: 'The type of admission is not in the list.' });
    }
    if (source === undefined || SOURCES.has(source)) return hits;
    const field = 'admissionSource';
    const last = PAST_SOURCES.get(source);
    if (last !== undefined) {
      if (from <= last) return hits;
      const message = 'The source of admission is no longer in the list.';
      return [...hits, { field, message, severity: 'warning' }];
    }
    return [...hits, { field, message: 'The source of admission is not in the list.' }];
  },
};

const NEWBORN = '4';
/** Born here, and born outside: what 5 and 6 mean for newborns. */
const NEWBORN_SOURCES: ReadonlySet<string> = new Set(['5', '6']);

const newborn: Edit = {
  id: 'INS-14',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'billing',
  value: 'claim',
  cause:
    'An admission of type 4 is of a newborn: its source says where the child was born (5 here, 6 elsewhere), and the ' +
    'patient is less than a year old.',
  source: 'NUBC, priority (type) of admission 4 and point of origin for newborns',
  remedy: 'Correct the type of admission, or its source, or the birth date.',
  examples: {
    fails: { of: 'I', changes: { admissionType: '4', admissionSource: '5' } },
    passes: { of: 'I', changes: { admissionType: '4', admissionSource: '5', 'patient.dob': '20260105' } },
  },
  check: ({ institutional: bill, age }) => {
    if (bill?.admissionType !== NEWBORN) return NOTHING;
    const hits: Hit[] = [];
    if (age >= 1) hits.push({ field: 'admissionType', message: 'The patient is no newborn.' });
    const { admissionSource: source } = bill;
    if (source !== undefined && !NEWBORN_SOURCES.has(source)) {
      hits.push({ field: 'admissionSource', message: 'The source of admission is none of newborns.' });
    }
    return hits;
  },
};

export const admissionEdits: readonly Edit[] = [admissionDay, dischargeHour, times, admissionCodes, newborn];
