import { dayOf } from './claim-facts.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

const BILL_TYPE = /^[1-8][1-9]$/;
const FREQUENCY = /^[0-9A-Z]$/;

const billTypeForm: Edit = {
  id: 'INS-11',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'bill type',
  cause:
    'A type of bill is a digit for the facility and one for the care, sent without the leading zero, and a frequency ' +
    'of one character.',
  source: '005010X223A2 2300 CLM05-1 and CLM05-3; NUBC, type of bill',
  remedy: 'Correct the type of bill: 0111 is facility 1, care 1, frequency 1.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '01' } },
    passes: { of: 'I', changes: { typeOfBill: '13', principalProcedure: null } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined) return NOTHING;
    if (!BILL_TYPE.test(bill.typeOfBill)) {
      return [{ field: 'typeOfBill', message: 'The type of bill is malformed.' }];
    }
    if (FREQUENCY.test(bill.frequency)) return NOTHING;
    return [{ field: 'frequency', message: 'The frequency of the bill is malformed.' }];
  },
};

const billTypeKnown: Edit = {
  id: 'INS-12',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'bill type',
  tables: ['bill-types'],
  cause:
    'The type of bill, with its frequency, is in the loaded list and in force on the first day of the statement.',
  source: 'NUBC, type of bill (the customer’s own list)',
  remedy: 'Choose the type of bill for this facility and care.',
  examples: {
    fails: { of: 'I', changes: { typeOfBill: '15' } },
    passes: { of: 'I', changes: { typeOfBill: '13', principalProcedure: null } },
  },
  check: ({ institutional: bill, from, day }, { codes }) => {
    const table = codes.at('bill-types', day);
    if (bill === undefined || table === undefined || !BILL_TYPE.test(bill.typeOfBill)) return NOTHING;
    const { typeOfBill, frequency } = bill;
    const whole = typeOfBill + frequency;
    if (table.find(whole, from) >= 0 || table.find(typeOfBill, from) >= 0) return NOTHING;
    const field = 'typeOfBill';
    const { start, end } = table.range(whole);
    if (start < end) {
      const row = { set: table.release.set, release: table.release.release, row: whole };
      return [{ field, message: 'The type of bill is not in force on the first day of the statement.', row }];
    }
    return table.release.complete ? [{ field, message: 'The type of bill is not in the list.' }] : NOTHING;
  },
};

const TWO_CHARACTERS = /^[0-9A-Z]{2}$/;

/** The lists of codes of a bill: where they stand, and what one is called. */
const LISTS = [
  ['conditionCodes', 'condition code'],
  ['occurrences', 'occurrence code'],
  ['occurrenceSpans', 'occurrence span code'],
  ['values', 'value code'],
] as const;

type Coded = string | { readonly code: string };
const codeOf = (of: Coded): string => (typeof of === 'string' ? of : of.code);

const codeForms: Edit = {
  id: 'INS-15',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause: 'Condition, occurrence, span and value codes have two characters. No value is negative.',
  source: '005010X223A2 2300 HI*BG, BH, BI, BE; NUBC',
  remedy: 'Correct the code.',
  examples: {
    fails: { of: 'I', changes: { conditionCodes: ['9'] } },
    passes: { of: 'I', changes: { conditionCodes: ['09'] } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined) return NOTHING;
    let hits: Hit[] | undefined;
    for (const [key, what] of LISTS) {
      const items: readonly Coded[] = bill[key] ?? [];
      for (let i = 0; i < items.length; i += 1) {
        const item = items[i];
        if (item === undefined || TWO_CHARACTERS.test(codeOf(item))) continue;
        hits ??= [];
        const field = typeof item === 'string' ? `${key}[${i}]` : `${key}[${i}].code`;
        hits.push({ field, message: `The ${what} is malformed.` });
      }
    }
    const { values = [] } = bill;
    const negative = values.findIndex(({ amountCents }) => amountCents < 0);
    if (negative < 0) return hits ?? NOTHING;
    return [...(hits ?? []), { field: `values[${negative}].amountCents`, message: 'The value is negative.' }];
  },
};

const spans: Edit = {
  id: 'INS-16',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'billing',
  value: 'date',
  cause: 'The days of an occurrence span exist, and it does not end before it begins.',
  source: '005010X223A2 2300 HI*BI',
  remedy: 'Correct the dates of the span.',
  examples: {
    fails: { of: 'I', changes: { occurrenceSpans: [{ code: '72', from: '20260106', to: '20260105' }] } },
    passes: { of: 'I', changes: { occurrenceSpans: [{ code: '72', from: '20260105', to: '20260105' }] } },
  },
  check: ({ institutional: bill }) => {
    if (bill?.occurrenceSpans === undefined) return NOTHING;
    return bill.occurrenceSpans.flatMap(({ from, to }, i): readonly Hit[] => {
      const field = `occurrenceSpans[${i}]`;
      if (dayOf(from) === 0)
        return [{ field: `${field}.from`, message: 'The date is no day of the calendar.' }];
      if (dayOf(to) === 0) return [{ field: `${field}.to`, message: 'The date is no day of the calendar.' }];
      return to < from
        ? [{ field: `${field}.to`, message: 'The occurrence span ends before it begins.' }]
        : [];
    });
  },
};

const repeats: Edit = {
  id: 'INS-17',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'billing',
  value: 'claim',
  cause:
    'A condition code and a value code stand once on a bill; an occurrence or span code once with the same days.',
  source: 'NUBC, condition, occurrence and value codes; Pub. 100-04 chapter 25 §75',
  remedy: 'Remove the repetition, or add up the values.',
  examples: {
    fails: { of: 'I', changes: { conditionCodes: ['09', '09'] } },
    passes: { of: 'I', changes: { conditionCodes: ['09', '10'] } },
  },
  check: ({ institutional: bill }) => {
    if (bill === undefined) return NOTHING;
    let hits: Hit[] | undefined;
    for (const [key, what] of LISTS) {
      const items: readonly Coded[] = bill[key] ?? [];
      for (let i = 1; i < items.length; i += 1) {
        const item = items[i];
        if (item === undefined || !items.some((other, k) => k < i && isSame(other, item))) continue;
        hits ??= [];
        hits.push({ field: `${key}[${i}]`, message: `The ${what} is there already.` });
      }
    }
    return hits ?? NOTHING;
  },
};

/** The same code and, where it bears days, the same ones. */
function isSame(a: Coded, b: Coded): boolean {
  if (codeOf(a) !== codeOf(b)) return false;
  if (typeof a === 'string' || typeof b === 'string') return true;
  if ('date' in a && 'date' in b) return a.date === b.date;
  return 'from' in a && 'from' in b ? a.from === b.from : true;
}

/** The occurrence code of an automobile accident. */
const AUTO_ACCIDENT = '01';

const accident: Edit = {
  id: 'INS-18',
  level: 'encounter',
  types: ['I'],
  severity: 'warning',
  queue: 'registration',
  value: 'claim',
  cause:
    'A bill with an automobile accident (occurrence code 01) says in which state it happened. It may have ' +
    'happened abroad, so that it is a warning.',
  source: '005010X223A2 2300 REF*LU, situational rule',
  remedy: 'Add the state of the accident.',
  examples: {
    fails: { of: 'I', changes: { occurrences: [{ code: '01', date: '20260105' }] } },
    passes: { of: 'I', changes: { occurrences: [{ code: '01', date: '20260105' }], accidentState: 'IL' } },
  },
  check: ({ institutional: bill }) => {
    if (bill?.occurrences === undefined || bill.accidentState !== undefined) return NOTHING;
    if (!bill.occurrences.some(({ code }) => code === AUTO_ACCIDENT)) return NOTHING;
    return [{ field: 'accidentState', message: 'The state of the automobile accident is missing.' }];
  },
};

export const billCodeEdits: readonly Edit[] = [
  billTypeForm,
  billTypeKnown,
  codeForms,
  spans,
  repeats,
  accident,
];
