import { type CodeRow, MCE_LISTS } from '../../codes/sets.ts';
import type { ExampleRows } from '../example-tables.ts';

const always = { from: 20031016, to: 0 } as const;

const revenue = (code: string, title: string, procedure: 0 | 1 = 0): CodeRow<'revenue'> => ({
  code,
  title,
  procedure,
  ...always,
});

const bill = (code: string, title: string): CodeRow<'bill-types'> => ({ code, title, ...always });

const procedure = (code: string, title: string): CodeRow<'icd10pcs'> => ({
  code,
  billable: 1,
  short: title.slice(0, 60),
  title,
});

const listed = (code: string, list: keyof typeof MCE_LISTS): CodeRow<'mce'> => ({
  code,
  list: MCE_LISTS[list],
  ageFrom: 0,
  ageTo: 0,
  procedure: 1,
});

/** Rows of the code sets, as the examples of this family need them; the titles are ours. */
export const institutionalRows: ExampleRows = {
  revenue: [
    revenue('0110', 'Private room'),
    revenue('0120', 'Semi-private room'),
    revenue('0250', 'Pharmacy'),
    revenue('0270', 'Supplies'),
    revenue('0300', 'Laboratory'),
    revenue('0360', 'Operating room'),
    revenue('0450', 'Emergency room', 1),
    revenue('0762', 'Observation', 1),
  ],
  'bill-types': [
    bill('11', 'Hospital, inpatient'),
    bill('13', 'Hospital, outpatient'),
    bill('21', 'Nursing facility'),
  ],
  icd10pcs: [
    procedure('0DTJ4ZZ', 'Resection of appendix, percutaneous endoscopic approach'),
    procedure('0HBT0ZZ', 'Excision of right breast, open approach'),
    procedure('0UT90ZZ', 'Resection of uterus, open approach'),
  ],
  mce: [listed('0HBT0ZZ', 'non-covered'), listed('0UT90ZZ', 'female-only')],
};
