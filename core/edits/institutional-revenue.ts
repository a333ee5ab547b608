import { rowIn } from './diagnoses-list.ts';
import { type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { isHospitalOutpatient } from './institutional-bills.ts';
import { isRoom } from './institutional-days.ts';

type BillLine = NonNullable<ClaimFacts['institutional']>['lines'][number];

/** The line as the bill has it. */
const lineOf = ({ institutional: bill }: ClaimFacts, index: number): BillLine | undefined =>
  bill?.lines[index];

const revenueField = ({ field }: LineFacts): string => `${field}.revenueCode`;

const TOTAL = '0001';

/** Four digits: asked for every line of every bill. */
function isRevenueCode(code: string): boolean {
  for (let i = 0; i < code.length; i += 1) {
    const digit = code.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return code.length === 4;
}
const ZERO = 48;

const revenueKnown: Edit = {
  id: 'REV-01',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'revenue code',
  tables: ['revenue'],
  cause:
    'A revenue code is in the loaded list and in force on the day of its line. On hospital outpatient bills (013x, ' +
    '014x, 083x, 085x) those that the list marks have a HCPCS code beside them.',
  source: 'NUBC, revenue codes (the customer’s own list); Pub. 100-04 chapter 4 §20',
  remedy: 'Choose the revenue code of the department, and enter the HCPCS code of the service.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '13', 'lines[1].revenueCode': '0450' } },
    passes: {
      of: 'I',
      changes: { typeOfBill: '13', 'lines[1].revenueCode': '0450', 'lines[1].procedure': { code: '99284' } },
    },
  },
  check: (claim, { codes }) => {
    const table = codes.at('revenue', claim.day);
    const { institutional: bill } = claim;
    if (table === undefined || bill === undefined) return NOTHING;
    const isAsked = isHospitalOutpatient(bill);
    return lineHits(claim, (line) => {
      const { revenueCode, number, from, code } = line;
      if (revenueCode === TOTAL || !isRevenueCode(revenueCode)) return;
      const at = { field: revenueField(line), line: number };
      const row = table.find(revenueCode, from);
      if (row < 0) {
        const { start, end } = table.range(revenueCode);
        const isPast = start < end;
        if (!isPast && !table.release.complete) return;
        const why = isPast ? 'not in force on that day' : 'not in the list';
        return {
          ...at,
          message: `The revenue code is ${why}.`,
          ...(isPast && { row: rowIn(table, revenueCode) }),
        };
      }
      if (!isAsked || code !== '' || table.number(row, 'procedure') !== 1) return;
      return {
        ...at,
        message: 'The revenue code needs a HCPCS code beside it.',
        row: rowIn(table, revenueCode),
      };
    });
  },
};

const revenueForm: Edit = {
  id: 'REV-02',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'revenue code',
  cause:
    'A revenue code has four digits. The total line of paper bills (0001) is not sent: the total is CLM02.',
  source: '005010X223A2 2400 SV201 and 2300 CLM02',
  remedy: 'Correct the code; leave the total line out.',
  examples: {
    fails: { of: 'I', changes: { 'lines[1].revenueCode': '250' } },
    passes: { of: 'I', changes: { 'lines[1].revenueCode': '0250' } },
  },
  check: (claim) =>
    lineHits(claim, (line) => {
      const { revenueCode, number } = line;
      const at = { field: revenueField(line), line: number };
      if (revenueCode === TOTAL) return { ...at, message: 'The total line of paper bills is not sent.' };
      return isRevenueCode(revenueCode) ? undefined : { ...at, message: 'The revenue code is malformed.' };
    }),
};

const nonCovered: Edit = {
  id: 'REV-03',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'charge',
  cause: 'What of a line is not covered is a part of its charge: not negative, and not more than it.',
  source: '005010X223A2 2400 SV207',
  remedy: 'Correct the non-covered charge.',
  examples: {
    fails: { of: 'I', changes: { 'lines[1].nonCoveredCents': 60001 } },
    passes: { of: 'I', changes: { 'lines[1].nonCoveredCents': 60000 } },
  },
  check: (claim) =>
    lineHits(claim, ({ field, number, chargeCents }, index) => {
      const cents = lineOf(claim, index)?.nonCoveredCents;
      if (cents === undefined || (cents >= 0 && cents <= Math.max(0, chargeCents))) return;
      const message =
        cents < 0 ? 'The non-covered charge is negative.' : 'More is not covered than was charged.';
      return { field: `${field}.nonCoveredCents`, line: number, message };
    }),
};

/** Pharmacy and drugs that need details: their lines may go without a day. */
const isDrug = (revenue: string): boolean => revenue.startsWith('025') || revenue.startsWith('063');

const lineDay: Edit = {
  id: 'REV-04',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'On an outpatient bill of several days each line says its day, drugs excepted. Other facilities than hospitals ' +
    '(home health, hospice, clinics) are only warned, as their payers differ.',
  source: '005010X223A2 2400 DTP*472, situational rule',
  remedy: 'Enter the day of each service.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '13', principalProcedure: null } },
    passes: {
      of: 'I',
      changes: {
        typeOfBill: '13',
        principalProcedure: null,
        'lines[0].from': '20260105',
        'lines[2].from': '20260105',
        'lines[3].from': '20260106',
      },
    },
  },
  check: (claim) => {
    const { institutional: bill } = claim;
    if (bill === undefined || claim.inpatient || bill.statementFrom === bill.statementTo) return NOTHING;
    const isHospital = isHospitalOutpatient(bill);
    return lineHits(claim, ({ field, number, revenueCode }, index) => {
      if (isDrug(revenueCode) || lineOf(claim, index)?.from !== undefined) return;
      const hit = {
        field: `${field}.from`,
        line: number,
        message: 'The outpatient line does not say its day.',
      };
      return isHospital ? hit : { ...hit, severity: 'warning' };
    });
  },
};

const roomOnOutpatient: Edit = {
  id: 'REV-05',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'revenue code',
  cause: 'Room and board (0100–0219) stands on bills of a stay; hours of observation are 0762.',
  source: 'NUBC, revenue codes 010x to 021x; Pub. 100-04 chapter 4 §290',
  remedy: 'Bill the stay as inpatient, or the hours as observation.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '13' } },
    passes: { of: 'I', changes: { typeOfBill: '13', 'lines[0].revenueCode': '0762' } },
  },
  check: (claim) => {
    const { institutional: bill } = claim;
    if (bill === undefined || !isHospitalOutpatient(bill)) return NOTHING;
    return lineHits(claim, (line) =>
      isRoom(line.revenueCode)
        ? {
            field: revenueField(line),
            line: line.number,
            message: 'Room and board stands on an outpatient bill.',
          }
        : undefined,
    );
  },
};

const DRG = /^\d{3}[0-9A-Z]?$/;

const drg: Edit = {
  id: 'INS-20',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'coding',
  value: 'claim',
  cause:
    'A DRG has three digits, or four characters with the severity of APR-DRGs. On a bill that is none of a stay it is ' +
    'a warning: nobody pays by it there.',
  source: '005010X223A2 2300 HI*DR',
  remedy: 'Correct the DRG, or leave it out on outpatient bills.',
  examples: {
    fails: { of: 'I', changes: { drg: '39' } },
    passes: { of: 'I', changes: { drg: '0394' } },
  },
  check: ({ institutional: bill, inpatient }) => {
    if (bill?.drg === undefined) return NOTHING;
    if (!DRG.test(bill.drg)) return [{ field: 'drg', message: 'The DRG is malformed.' }];
    if (inpatient) return NOTHING;
    return [{ field: 'drg', message: 'A DRG stands on a bill that is none of a stay.', severity: 'warning' }];
  },
};

export const revenueEdits: readonly Edit[] = [
  revenueKnown,
  revenueForm,
  nonCovered,
  lineDay,
  roomOnOutpatient,
  drg,
];
