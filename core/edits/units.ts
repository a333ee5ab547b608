import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import {
  DENTAL_QUALIFIER,
  HCPCS_QUALIFIER,
  isAnesthesia,
  isMileage,
  isMinutesAnesthesia,
  isTimedAnesthesia,
} from './procedures-kinds.ts';
import { therapyMinutes } from './units-therapy.ts';

/** SV103, SV204. */
const MINUTES = 'MJ';
/** Up to eight digits before the point and three behind it. */
const AMOUNT = /^\d{0,8}(?:\.\d{1,3})?$/;

const given: Edit = {
  id: 'UNI-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'A line has more than zero units, days or minutes: at most eight digits, and three behind the point.',
  source: '005010X222A1 2400 SV104, 005010X223 SV205, 005010X224A2 SV306',
  remedy: 'Enter how often, or for how many minutes, the service was given.',
  examples: {
    fails: { changes: { 'lines[0].units': '0' } },
    passes: { changes: { 'lines[0].units': '2' } },
  },
  check: (claim) =>
    lineHits(claim, ({ units, field, number, line }) => {
      const at = { field: `${field}.units`, line: number };
      if (!(units > 0)) return { ...at, message: 'The line has no units.' };
      if (line.units === undefined || AMOUNT.test(line.units)) return undefined;
      return { ...at, message: 'The units have too many digits, or are no number.' };
    }),
};

const whole: Edit = {
  id: 'UNI-05',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'Services are counted in whole units. Tenths are for miles and for anesthesia time; drugs are rounded up to the ' +
    'next unit. A warning: no official list says which codes take fractions.',
  source: '005010X222A1 2400 SV104; CMS Pub. 100-04 chapter 15 §30.1.2 (miles), chapter 17 §40 (drugs)',
  remedy: 'Enter a whole number of units.',
  examples: {
    fails: { changes: { 'lines[0].units': '1.5' } },
    passes: { changes: { 'lines[0].code': 'A0425', 'lines[0].modifiers': [], 'lines[0].units': '7.4' } },
  },
  check: (claim) =>
    lineHits(claim, ({ units, unitType, code, qualifier, field, number }) => {
      if (Number.isInteger(units) || code === '' || unitType === MINUTES) return undefined;
      if (qualifier !== HCPCS_QUALIFIER && qualifier !== DENTAL_QUALIFIER) return undefined;
      if (isMileage(code) || isAnesthesia(code)) return undefined;
      return { field: `${field}.units`, line: number, message: 'The service is counted in whole units.' };
    }),
};

const DAY_OF_MINUTES = 1440;

const minutesOfAnesthesia: Edit = {
  id: 'UNI-02',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'Minutes (MJ) are for anesthesia that is counted by time: whole minutes, from 1 to the 1440 of a day.',
  source: '005010X222A1 2400 SV103; CMS Pub. 100-04 chapter 12 §50',
  remedy: 'Count the service in units (UN), or correct the minutes from the anesthesia record.',
  examples: {
    fails: { changes: { 'lines[0].unitType': 'MJ' } },
    passes: {
      changes: {
        'lines[1].code': '00790',
        'lines[1].modifiers': ['AA'],
        'lines[1].unitType': 'MJ',
        'lines[1].units': '75',
      },
    },
  },
  check: (claim) =>
    lineHits(claim, ({ unitType, code, units, field, number }) => {
      if (unitType !== MINUTES) return undefined;
      if (!isTimedAnesthesia(code)) {
        return {
          field: `${field}.unitType`,
          line: number,
          message: 'Minutes stand on a service that is not counted by time.',
        };
      }
      if (units <= DAY_OF_MINUTES && Number.isInteger(units)) return undefined;
      return {
        field: `${field}.units`,
        line: number,
        message: 'The minutes are more than a day has, or no whole number.',
      };
    }),
};

const minutesWanted: Edit = {
  id: 'UNI-03',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'Anesthesia time is sent in minutes (MJ), not in units. Burns by area, labor and pain control by the day ' +
    '(01953, 01967 to 01969, 01995, 01996) are exceptions. A payer that wants units says so in its profile ' +
    '(`anesthesiaMinutes`).',
  source: '005010X222A1 2400 SV103; CMS Pub. 100-04 chapter 12 §50',
  remedy: 'Enter the minutes of the anesthesia record.',
  examples: {
    fails: { changes: { 'lines[1].code': '00790', 'lines[1].modifiers': ['AA'], 'lines[1].units': '5' } },
    passes: {
      changes: {
        'lines[1].code': '00790',
        'lines[1].modifiers': ['AA'],
        'lines[1].unitType': 'MJ',
        'lines[1].units': '75',
      },
    },
  },
  check: (claim, { payer }) => {
    if (payer.editParameters?.anesthesiaMinutes === false) return NOTHING;
    return lineHits(claim, (line) => unitsOfAnesthesia(line));
  },
};

const unitsOfAnesthesia = ({ unitType, code, qualifier, field, number }: LineFacts): Hit | undefined =>
  unitType === MINUTES || qualifier !== HCPCS_QUALIFIER || !isMinutesAnesthesia(code)
    ? undefined
    : { field: `${field}.unitType`, line: number, message: 'Anesthesia time is sent in minutes.' };

export const unitEdits: readonly Edit[] = [given, whole, minutesOfAnesthesia, minutesWanted, therapyMinutes];
