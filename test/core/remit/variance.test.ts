import { describe, expect, it, test } from 'vitest';
import { draftOf, type Head } from '../../../core/claim/head.ts';
import { JOURNAL_SHAPE, type JournalEvent } from '../../../core/claim/journal.ts';
import { decidedLines } from '../../../core/remit/allowed.ts';
import { termsOf } from '../../../core/remit/contract.ts';
import { compareClaim, lackingOn } from '../../../core/remit/variance.ts';
import { varianceReport } from '../../../core/remit/variances.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { fee, medicare, tablesOf, termsWith, worth } from './contracts.ts';
import { aClaim, aPayment, billed, filingIn, post } from './given.ts';

const claim = aClaim('RBC0001', [
  { code: '90001', charge: 200 },
  { code: '90002', charge: 50 },
]);
const assembled = {
  ...{
    shape: JOURNAL_SHAPE,
    claimNo: claim.claimNo,
    version: 1,
    cause: 'assembled',
    at: '2026-01-15T12:00:00Z',
  },
  ...{ filing: 1, attempt: 1, steps: [], state: 'READY', rank: 0, entries: [], work: [] },
  facts: {
    ...{ kind: 'assembled', claim, contentHash: '', findings: [], editSet: '', parts: 1, fileId: 'f' },
  },
} as const satisfies JournalEvent;

interface Said {
  readonly payment: ClaimPayment;
  readonly filing?: number;
  readonly cause?: string;
  readonly of?: typeof claim;
}

/** The payer's decision, as the journal has it. */
function decided({ payment, filing = 1, cause = 'remit/r/1', of = claim }: Said): JournalEvent {
  const posting = post({
    claim: of,
    payment,
    cause,
    payerSequence: filing,
    filing: filingIn('PAYER_ACCEPTED', { rank: 4 }),
    ...(filing === 1 ? {} : { balances: billed(of, filing) }),
  });
  expect(posting.disposition).toBe('posted');
  const head = { filing, attempt: 1 } as Head;
  return {
    ...draftOf(head, posting.transition, {
      entries: posting.entries,
      facts: {
        ...{ kind: 'adjudicated', fileId: 'f', paymentDate: '20260210', chargeCents: payment.charge },
        ...{ denials: [], rung: 1, disposition: 'posted' },
        adjudication: {
          ...{ remittanceId: 'r', ordinal: 1, status: payment.status, paidCents: payment.paid },
          ...{ patientCents: 0, whollyDenied: false, payerClaimControlNo: 'P' },
        },
      },
    }),
    ...{ shape: JOURNAL_SHAPE, claimNo: of.claimNo, version: 2, cause, at: '2026-02-10T12:00:00Z' },
  };
}

const service = (code: string, charge: number, paid: number, cas: readonly string[] = []) => ({
  code,
  charge,
  paid,
  cas,
});
const pays = (clp: string, ...services: readonly ReturnType<typeof service>[]) =>
  aPayment({ claimId: 'RBC0001-1', clp, services });
const second = service('90002', 50, 50);

/** Dollars by line, or why the line is left out. */
const allowedOf = (journal: readonly JournalEvent[], filing = 1) =>
  decidedLines(journal, filing).map(({ allowed, leftOut }) => leftOut ?? allowed / 100);

describe('what a payer allowed on a line', () => {
  test.each([
    ['what it paid', '1/250/130', service('90001', 200, 80, ['CO-45 120']), 80],
    [
      'with what it leaves to the patient',
      '1/250/130',
      service('90001', 200, 80, ['CO-45 100', 'PR-2 20']),
      100,
    ],
    [
      'with sequestration, which lowers the payment and not the price',
      '1/250/128.4',
      service('90001', 200, 78.4, ['CO-45 100', 'PR-2 20', 'CO-253 1.6']),
      100,
    ],
    ['less a bonus', '1/250/132', service('90001', 200, 82, ['CO-45 120', 'CO-144 -2']), 80],
    [
      'nothing of a denial: that is other work',
      '1/250/50',
      service('90001', 200, 0, ['CO-16 200']),
      'denied',
    ],
    [
      'what a reduction that nobody agreed to left',
      '1/250/110',
      service('90001', 200, 60, ['PI-45 140']),
      60,
    ],
    ['nothing under capitation', '1/250/50', service('90001', 200, 0, ['CO-24 200']), 'capitated'],
    ['nothing, where all is called contractual', '1/250/50', service('90001', 200, 0, ['CO-45 200']), 0],
  ])('is %s', (_, clp, first, dollars) => {
    expect(allowedOf([decided({ payment: pays(clp, first, second) })])).toEqual([dollars, 50]);
  });

  it('is not told for a bundle', () => {
    const payment = pays(
      '1/250/80',
      service('90001', 200, 130, ['OA-94 -50', 'CO-45 120']),
      service('90002', 50, 0, ['CO-97 50']),
    );
    const whole = { ...payment, paid: payment.services.reduce((sum, one) => sum + one.paid, 0) as never };
    expect(allowedOf([decided({ payment: whole })])).toEqual(['bundled', 'bundled']);
  });

  it('is what all payers paid, for a later one', () => {
    const both = aClaim('RBC0001', [{ code: '90001', charge: 200 }], { secondary: true });
    const one = decided({
      of: both,
      payment: pays('1/200/80', service('90001', 200, 80, ['CO-45 100', 'PR-2 20'])),
    });
    const two = decided({
      ...{ of: both, filing: 2, cause: 'remit/s/1' },
      payment: pays('2/200/15', service('90001', 200, 15, ['OA-23 180', 'PR-3 5'])),
    });
    expect(allowedOf([one, two], 1)).toEqual([100]);
    expect(allowedOf([one, two], 2)).toEqual([100]);
  });

  it('is nothing after it was taken back', () => {
    const event = decided({ payment: pays('1/250/130', service('90001', 200, 80, ['CO-45 120']), second) });
    const back: JournalEvent = {
      ...event,
      ...{ version: 3, cause: 'remit/t/1', entries: [] },
      facts: {
        ...{
          kind: 'reversed',
          fileId: 'f',
          remittanceId: 't',
          ordinal: 1,
          chargeCents: -25_000,
          paidCents: -13_000,
        },
        ...{ paymentDate: '20260301', payerClaimControlNo: 'P', rung: 1, disposition: 'posted' },
        reverses: event.cause,
      },
    };
    expect(allowedOf([event, back])).toEqual([]);
  });
});

const tables = tablesOf({ fees: [fee('90001', 100), fee('90002', 50)] });
const rates = { kind: 'rates' } as const;
const journalOf = (dollars: number) => [
  decided({
    payment: pays(
      `1/250/${50 + dollars}`,
      service('90001', 200, dollars, [`CO-45 ${200 - dollars}`]),
      second,
    ),
  }),
];

describe('a line is underpaid', () => {
  test.each([
    ['by less than both tolerances', 99, 200, 2, false],
    ['by exactly the cents', 98, 200, 0, false],
    ['by a cent more', 97.99, 200, 0, true],
    ['beyond the cents, within the percentage', 95, 200, 5, false],
    ['a cent beyond the percentage', 94.99, 200, 5, true],
    ['not where more is allowed', 120, 0, 0, false],
  ])('%s: %d of 100 with %d cents and %d percent is %s', (_, dollars, cents, percent, underpaid) => {
    const terms = termsWith(rates, { toleranceCents: cents, tolerancePercent: percent });
    const lines = compareClaim({ claim, filing: 1, journal: journalOf(dollars) }, terms, tables);
    expect(lines.map((line) => line.underpaid)).toEqual([underpaid, false]);
    expect(lackingOn(lines)).toBe(underpaid ? Math.round((100 - dollars) * 100) : 0);
  });

  it('is asked of the whole claim where the payer names no lines', () => {
    const journal = [
      decided({ payment: aPayment({ claimId: 'RBC0001-1', clp: '1/250/120', cas: ['CO-45 130'] }) }),
    ];
    expect(compareClaim({ claim, filing: 1, journal }, termsWith(rates), tables)).toEqual([
      { lineNo: 0, procedure: 'claim', allowed: 12_000, expected: 15_000, underpaid: true },
    ]);
  });

  it.each([
    ['not where a payer reduces the other of two equal procedures', 50, 100, [false, false], 0],
    ['by what both come to less', 50, 90, [true, false], 1000],
    ['by both where both are below', 90, 40, [true, true], 2000],
  ])('%s', (_, one, two, underpaid, lacking) => {
    const surgery = worth('20001', 100, { multiple: '2' });
    const schedule = tablesOf({ mpfs: [surgery, { ...surgery, code: '20002' }] });
    const both = aClaim('RBC0001', [
      { code: '20001', charge: 200 },
      { code: '20002', charge: 200 },
    ]);
    const payment = pays(
      `1/400/${one + two}`,
      service('20001', 200, one, [`CO-45 ${200 - one}`]),
      service('20002', 200, two, [`CO-45 ${200 - two}`]),
    );
    const journal = [decided({ of: both, payment })];
    const lines = compareClaim({ claim: both, filing: 1, journal }, termsWith(medicare()), schedule);
    expect(lines.map((line) => line.underpaid)).toEqual(underpaid);
    expect(lackingOn(lines)).toBe(lacking);
  });

  it('is never said where the contract is not known', () => {
    const lines = compareClaim({ claim, filing: 1, journal: journalOf(1) }, termsWith(rates), tablesOf({}));
    expect(lines.map(({ reason, underpaid }) => [reason, underpaid])).toEqual([
      ['no-rates', false],
      ['no-rates', false],
    ]);
  });
});

describe('the report', () => {
  const profile = { contract: rates, toleranceCents: 0, tolerancePercent: 0 };
  const reportOf = (journals: readonly (readonly JournalEvent[])[], since?: string) => {
    const report = varianceReport({
      tables,
      profileOf: (payerId) => (payerId === '99001' ? profile : {}),
      ...(since === undefined ? {} : { since }),
    });
    for (const journal of journals) report.add([assembled, ...journal]);
    return report.end();
  };

  it('adds up underpaid lines by payer and code, with the worst claims', () => {
    expect(reportOf([journalOf(90), journalOf(70), journalOf(100)])).toEqual({
      groups: [
        {
          ...{ payerId: '99001', payerName: 'ACME HEALTH PLAN', code: '90001', lines: 2, comparedLines: 3 },
          ...{ expectedCents: 20_000, allowedCents: 16_000, differenceCents: 4000 },
          worst: [
            {
              ...{ claimNo: 'RBC0001', line: 1, paymentDate: '20260210' },
              ...{ expectedCents: 10_000, allowedCents: 7000, differenceCents: 3000 },
            },
            {
              ...{ claimNo: 'RBC0001', line: 1, paymentDate: '20260210' },
              ...{ expectedCents: 10_000, allowedCents: 9000, differenceCents: 1000 },
            },
          ],
        },
      ],
      ...{ comparedLines: 6, underpaidLines: 2, differenceCents: 4000, notCompared: [] },
    });
  });

  it('leaves earlier payments out', () => {
    expect(reportOf([journalOf(90)], '20260211')).toMatchObject({ groups: [], comparedLines: 0 });
    expect(reportOf([journalOf(90)], '20260210')).toMatchObject({ underpaidLines: 1 });
  });

  it('counts what was not compared', () => {
    const payment = pays('1/250/50', service('90001', 200, 0, ['CO-16 200']), second);
    expect(reportOf([[decided({ payment })]]).notCompared).toEqual([{ reason: 'denied', lines: 1 }]);
  });

  it('expects nothing of a payer without a contract', () => {
    expect(termsOf('1', {})).toBeUndefined();
    expect(termsOf('1', { contract: rates })).toMatchObject({ toleranceCents: 100, tolerancePercent: 1 });
  });
});
