import type { ExampleChanges } from './edit.ts';

/**
 * The example claim as it goes to a second payer, after the first decided on both lines: 120 = 96 + 24, 30 = 5 + 25.
 */

const FIRST_PAYER = '99001';

/** What the first payer decided on a line: payment, and the rest as its contract's. */
export const earlierResult = (paidCents: number, contractualCents: number) => ({
  payerId: FIRST_PAYER,
  paidCents,
  procedure: { code: '99213', modifiers: ['25'] },
  paidUnits: '1',
  adjustments: [{ group: 'CO', carc: '45', amountCents: contractualCents }],
  date: '20260108',
});

export const secondary: ExampleChanges = {
  destination: 2,
  'coverages[1]': {
    seq: 2,
    payer: { name: 'BETA MUTUAL', id: '88002' },
    filingCode: 'CI',
    relationship: '18',
    memberId: 'MEM0002',
    assignment: 'Y',
    release: 'Y',
  },
  'coverages[0].adjudication': { paidCents: 10_100 },
  'lines[0].adjudications': [earlierResult(9600, 2400)],
  'lines[1].adjudications': [earlierResult(500, 2500)],
};
