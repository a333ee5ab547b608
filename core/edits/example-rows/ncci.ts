import type { ExampleRows } from '../example-tables.ts';

const SINCE_2020 = { from: 20200101, to: 0 } as const;

/** Rows of NCCI, all invented, codes too: the licensed lists are the customer's upload. */
export const ncciRows: ExampleRows = {
  'ptp-practitioner': [
    { code: '90001', other: '90002', modifier: 1, ...SINCE_2020 },
    { code: '90001', other: '90003', modifier: 0, ...SINCE_2020 },
    { code: '90001', other: '90004', modifier: 0, from: 20200101, to: 20260105 },
    { code: '90001', other: '90005', modifier: 9, from: 20200101, to: 20200101 },
    { code: '90006', other: '99213', modifier: 1, ...SINCE_2020 },
  ],
  'ptp-hospital': [{ code: '90002', other: '90001', modifier: 0, ...SINCE_2020 }],
  'mue-practitioner': [
    { code: '90011', units: 2, mai: 1 },
    { code: '90012', units: 1, mai: 2 },
    { code: '90013', units: 4, mai: 3 },
    { code: 'E9001', units: 3, mai: 2 },
  ],
  'mue-outpatient': [{ code: '90011', units: 5, mai: 1 }],
  'mue-dme': [{ code: 'E9001', units: 1, mai: 2 }],
  'add-on': [
    { code: '90022', type: 1, primary: '90021', ...SINCE_2020 },
    { code: '90023', type: 2, primary: 'CCCCC', ...SINCE_2020 },
    { code: '90024', type: 3, primary: '90021', ...SINCE_2020 },
  ],
};
