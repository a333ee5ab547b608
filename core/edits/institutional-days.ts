import { dayOf } from './claim-facts.ts';
import { type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import {
  dayNumber,
  isFinal,
  isHospitalStay,
  isInterim,
  isStay,
  STILL_PATIENT,
} from './institutional-bills.ts';

/** Room and board, nursery, leave, subacute, intensive and coronary care: 0100 to 0219. */
export const isRoom = (revenue: string): boolean =>
  revenue >= '0100' && revenue <= '0219' && revenue.length === 4;
const isNursery = (revenue: string): boolean => revenue.startsWith('017');

/**
 * Days that a bill of a stay counts: nights; the last day too while the patient is there; one for a stay of one day.
 * -1 where the bill is none of a stay, or its dates or its frequency do not tell.
 */
function daysOfStay({ institutional: bill, from, to }: ClaimFacts): number {
  if (bill === undefined || !isStay(bill) || from === 0 || to < from) return -1;
  const admitted = dayOf(bill.admission?.date);
  // The statement may begin before the admission, with services of the days before.
  const first = admitted > from && admitted <= to ? admitted : from;
  const nights = dayNumber(to) - dayNumber(first);
  const isStillThere = bill.patientStatus === STILL_PATIENT;
  // INS-02 and INS-07 say it where the two conflict: who knows then whether the last day counts.
  if (isStillThere ? isFinal(bill.frequency) : isInterim(bill.frequency)) return -1;
  return isStillThere ? nights + 1 : Math.max(1, nights);
}

const roomDays: Edit = {
  id: 'INS-03',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'The days of room and board (revenue codes 0100–0219) on a bill of a stay are its nights; the day of discharge is ' +
    'not counted, and the last day of a part of a stay is. Nursery days of a child on the mother’s bill may come on top.',
  source: '005010X223A2 2300 DTP*434 and 2400 SV205; Pub. 100-04 chapter 3 §40.2',
  remedy: 'Correct the units of room and board, or the statement’s period.',
  examples: {
    fails: { of: 'I', changes: { 'lines[0].units': '4' } },
    passes: { of: 'I', changes: { 'lines[0].units': '3' } },
  },
  check: (claim) => {
    const days = daysOfStay(claim);
    if (days < 0) return NOTHING;
    let rooms = 0;
    let nursery = 0;
    let field = '';
    for (const { revenueCode, units, field: at } of claim.lines) {
      if (!isRoom(revenueCode)) continue;
      rooms += units;
      if (isNursery(revenueCode)) nursery += units;
      if (field === '') field = `${at}.units`;
    }
    if (field === '' || rooms === days || rooms - nursery === days) return NOTHING;
    return [{ field, message: 'The days of room and board are not those of the stay.' }];
  },
};

const noRoom: Edit = {
  id: 'REV-06',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'revenue code',
  cause: 'A bill of a hospital stay (011x) has a line for room and board, unless it is for no payment.',
  source: 'Pub. 100-04 chapter 25 §75; NUBC, revenue codes 010x to 021x',
  remedy: 'Add the accommodation, or use a type of bill for ancillary services only (012x).',
  examples: {
    fails: { of: 'I', changes: { 'lines[0].revenueCode': '0270' } },
    passes: { of: 'I', changes: { 'lines[0].revenueCode': '0110' } },
  },
  check: ({ institutional: bill, lines }) => {
    if (bill === undefined || !isHospitalStay(bill) || bill.frequency === '0') return NOTHING;
    if (lines.length === 0 || lines.some(({ revenueCode }) => isRoom(revenueCode))) return NOTHING;
    return [{ field: 'lines', message: 'The bill of a stay has no line for room and board.' }];
  },
};

const COVERED = '80';
const NOT_COVERED = '81';

const coveredDays: Edit = {
  id: 'INS-19',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'billing',
  value: 'units',
  cause:
    'Covered and non-covered days (value codes 80 and 81), where they are given, are together the days of the stay.',
  source: 'NUBC, value codes 80 and 81; Pub. 100-04 chapter 25 §75',
  remedy: 'Correct the days, or the statement’s period.',
  examples: {
    fails: { of: 'I', changes: { values: [{ code: '80', amountCents: 400 }] } },
    passes: {
      of: 'I',
      changes: {
        values: [
          { code: '80', amountCents: 200 },
          { code: '81', amountCents: 100 },
        ],
      },
    },
  },
  check: (claim) => {
    const values = claim.institutional?.values;
    if (values === undefined) return NOTHING;
    const at = values.findIndex(({ code }) => code === COVERED);
    const days = at < 0 ? -1 : daysOfStay(claim);
    if (days < 0) return NOTHING;
    let given = 0;
    for (const { code, amountCents } of values) {
      if (code === COVERED || code === NOT_COVERED) given += amountCents;
    }
    if (given === days * HUNDRED) return NOTHING;
    return [
      {
        field: `values[${at}].amountCents`,
        message: 'The covered and non-covered days are not those of the stay.',
      },
    ];
  },
};

/** Values are read as amounts, so that three days are 300. */
const HUNDRED = 100;

export const dayEdits: readonly Edit[] = [roomDays, coveredDays, noRoom];
