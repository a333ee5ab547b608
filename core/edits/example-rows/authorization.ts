import type { ExampleRows } from '../example-tables.ts';

/** Rows of the code sets as the examples of this family need them: reasons in force and retired. */
export const authorizationRows: ExampleRows = {
  carc: [
    { code: '1', from: 19950101, to: 0, title: 'Deductible' },
    { code: '2', from: 19950101, to: 0, title: 'Coinsurance' },
    { code: '15', from: 19950101, to: 20180501, title: 'Authorization number missing or wrong' },
    { code: '22', from: 19950101, to: 0, title: 'Another payer may be first' },
    { code: '45', from: 19950101, to: 0, title: 'Above the fee schedule' },
    { code: '94', from: 19950101, to: 0, title: 'Paid above the charge' },
    { code: '97', from: 19950101, to: 0, title: 'Included in another service' },
    { code: '109', from: 19950101, to: 0, title: 'Wrong payer' },
    { code: '204', from: 20070228, to: 0, title: 'Not in the patient’s plan' },
    { code: '253', from: 20131101, to: 0, title: 'Sequestration' },
  ],
};
