import type { ExampleRows } from '../example-tables.ts';

const row = (code: string, title: string) => ({ code, from: 20000101, to: 0, title });

/** Rows of the code sets, as the examples of providers need them. */
export const identifierRows: ExampleRows = {
  taxonomy: [
    row('207Q00000X', 'Family Medicine'),
    row('208600000X', 'Surgery'),
    row('282N00000X', 'General Acute Care Hospital'),
    row('122300000X', 'Dentist'),
  ],
};
