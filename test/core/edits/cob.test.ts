import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secondary } from '../../../core/edits/cob-examples.ts';
import type { Example } from '../../../core/edits/edit.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import { brief, contextWith, findingsOfExample } from './contexts.ts';

const found = (example: Example): readonly string[] =>
  brief(findingsOfExample(example)).filter((text) => text.startsWith('COB'));

interface Triplet {
  readonly group: string;
  readonly carc: string;
  readonly amountCents: number;
}
const result = (paidCents: number, adjustments: readonly Triplet[], more: object = {}) => ({
  payerId: '99001',
  paidCents,
  procedure: { code: '99213' },
  adjustments,
  date: '20260108',
  ...more,
});
const co = (amountCents: number, carc = '45'): Triplet => ({ group: 'CO', carc, amountCents });
const pr = (amountCents: number): Triplet => ({ group: 'PR', carc: '2', amountCents });

type Case = [what: string, changes: Example['changes'], found: readonly string[]];

describe('a claim to the second payer', () => {
  const second = secondary['coverages[1]'];
  test.each<Case>([
    ['balances in the example', secondary, []],
    ['one payer needs nothing', {}, []],
    [
      'S44: 180 is not 96 + 60 + 20',
      {
        ...secondary,
        'lines[0].chargeCents': 18_000,
        'lines[0].adjudications': [result(9600, [co(6000), pr(2000)])],
      },
      ['COB-02 lines[0].adjudications[0]', 'COB-04 coverages[0].adjudication'],
    ],
    [
      'S44: 180 is 96 + 60 + 24',
      {
        ...secondary,
        'lines[0].chargeCents': 18_000,
        'lines[0].adjudications': [result(9600, [co(6000), pr(2400)])],
      },
      [],
    ],
    [
      'claim adjustments lower the payment of the lines',
      {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 10_000, adjustments: [pr(100)] },
      },
      [],
    ],
    [
      'an adjustment at both levels does not balance',
      {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 10_100, adjustments: [co(2400)] },
      },
      ['COB-03 coverages[0].adjudication.paidCents', 'COB-04 coverages[0].adjudication'],
    ],
    [
      'a payer without line results balances at the claim',
      {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 10_000, adjustments: [co(5000)], date: '20260108' },
        'lines[0].adjudications': null,
        'lines[1].adjudications': null,
      },
      [],
    ],
    [
      'bundled lines balance, one above its charge',
      {
        ...secondary,
        'lines[0].adjudications': [
          result(10_100, [{ group: 'OA', carc: '94', amountCents: -3000 }, co(4900)]),
        ],
        'lines[1].adjudications': [result(0, [co(3000, '97')], { bundledIntoLine: 1 })],
      },
      [],
    ],
    [
      'two results of one line are summed',
      {
        ...secondary,
        'lines[0].adjudications': [result(4800, [co(2400)]), result(4800, [])],
      },
      [],
    ],
    [
      'a payer that was skipped needs the amount alone',
      {
        ...secondary,
        'coverages[0].adjudication': { nonCoveredCents: 15_000 },
        'lines[0].adjudications': null,
        'lines[1].adjudications': null,
      },
      [],
    ],
    [
      'a payer that decided nothing is told',
      { ...secondary, 'coverages[0].adjudication': null },
      ['COB-05 coverages[0].adjudication'],
    ],
    ['a first payer waits for nobody', { 'coverages[1]': second }, []],
    [
      'a later payer is not asked for',
      {
        ...secondary,
        'coverages[2]': { ...(second as object), seq: 3, payer: { name: 'C', id: '77003' }, memberId: 'M3' },
      },
      [],
    ],
    [
      'two coverages of one payer id cannot be told apart',
      {
        ...secondary,
        destination: 3,
        'coverages[1]': { ...(second as object), payer: { name: 'ACME', id: '99001' } },
        'coverages[1].adjudication': { paidCents: 0 },
        'coverages[2]': { ...(second as object), seq: 3, payer: { name: 'C', id: '77003' }, memberId: 'M3' },
      },
      [],
    ],
    [
      'what is left stands once',
      {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 10_100, remainingLiabilityCents: 0 },
        'lines[0].adjudications': [result(9600, [co(2400)], { remainingLiabilityCents: 0 })],
      },
      ['COB-06 coverages[0].adjudication.remainingLiabilityCents'],
    ],
    [
      'a payment is not negative',
      { ...secondary, 'coverages[0].adjudication': { paidCents: -1, adjustments: [co(10_101)] } },
      ['COB-07 coverages[0].adjudication.paidCents'],
    ],
    [
      'a result of nobody is told',
      { 'lines[0].adjudications': [result(1, [])] },
      ['COB-08 lines[0].adjudications[0].payerId'],
    ],
    [
      'a reason has a form',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400, 'CO45')])] },
      ['COB-09 lines[0].adjudications[0].adjustments[0]'],
    ],
    [
      'a retired reason is asked about',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400, '15')])] },
      ['COB-10 lines[0].adjudications[0].adjustments[0] (warning)'],
    ],
    [
      'an unknown reason is not taken',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400, '999')])] },
      ['COB-10 lines[0].adjudications[0].adjustments[0]'],
    ],
    [
      'a retired reason was right in its days',
      {
        ...secondary,
        'lines[0].from': '20180110',
        'lines[1].from': '20180110',
        'lines[0].adjudications': [result(9600, [co(2400, '15')], { date: '20180201' })],
      },
      [],
    ],
    [
      'an adjustment stands once',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(1200), co(1200)])] },
      ['COB-11 lines[0].adjudications[0].adjustments[1] (warning)'],
    ],
    [
      'a decision of tomorrow',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400)], { date: '20260111' })] },
      ['COB-12 lines[0].adjudications[0].date'],
    ],
    [
      'a decision of no day',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400)], { date: '20260132' })] },
      ['COB-12 lines[0].adjudications[0].date'],
    ],
    [
      'a decision before the service',
      { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400)], { date: '20260104' })] },
      ['COB-12 lines[0].adjudications[0].date (warning)'],
    ],
    [
      'a denial for want of the right payer',
      {
        ...secondary,
        'coverages[0].adjudication': { paidCents: 0 },
        'lines[0].adjudications': [result(0, [co(12_000, '109')])],
        'lines[1].adjudications': [result(0, [co(3000)])],
      },
      ['COB-15 coverages[0].adjudication (warning)'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(found({ changes })).toEqual(expected);
  });

  test('an incomplete list of reasons judges none that it lacks', () => {
    const context = contextWith();
    const carc = context.codes.at('carc', 20260105);
    if (carc === undefined) throw new Error('the examples have reasons');
    const part = { ...carc, release: { ...carc.release, complete: false } };
    const codes = { releases: [], at: (set: string) => (set === 'carc' ? part : undefined) } as never;
    const claim = exampleClaim({
      changes: { ...secondary, 'lines[0].adjudications': [result(9600, [co(2400, '999')])] },
    });
    expect(brief(runEdits(claim, { ...context, codes }, 'claim')).filter((t) => t.startsWith('COB'))).toEqual(
      [],
    );
  });
});

/** A claim of lines that its first payer decided: charge, payment and adjustments of each, and of the claim. */
const decided = fc
  .array(
    fc.record({
      paid: fc.nat(1_000_000),
      adjustments: fc.array(fc.integer({ min: -100_000, max: 100_000 }), { maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .chain((lines) =>
    fc.record({ lines: fc.constant(lines), ofClaim: fc.array(fc.nat(1000), { maxLength: 4 }) }),
  );

type Decided = typeof decided extends fc.Arbitrary<infer T> ? T : never;
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
const balances = /^COB-0[1-4]/;

function claimOf(
  { lines, ofClaim }: Decided,
  wrong: { readonly paid?: number; readonly line?: number } = {},
) {
  const triplets = (amounts: readonly number[]) => amounts.map((amount, i) => co(amount, String(i + 1)));
  return exampleClaim({
    changes: {
      ...secondary,
      lines: lines.map(({ paid, adjustments }, i) => ({
        code: '99213',
        chargeCents: paid + total(adjustments) + (i === 0 ? (wrong.line ?? 0) : 0),
        units: '1',
        dx: [1],
        from: '20260105',
        adjudications: [result(paid, triplets(adjustments))],
      })),
      'coverages[0].adjudication': {
        paidCents: total(lines.map(({ paid }) => paid)) - total(ofClaim) + (wrong.paid ?? 0),
        adjustments: triplets(ofClaim),
      },
    },
  });
}

const balancesIn = (claim: ReturnType<typeof claimOf>): readonly string[] =>
  brief(runEdits(claim, contextWith(), 'claim')).filter((text) => balances.test(text));

describe('the balances of domain.md 3.9', () => {
  test('hold for every claim that balances', () => {
    fc.assert(
      fc.property(decided, (one) => {
        expect(balancesIn(claimOf(one))).toEqual([]);
      }),
    );
  });

  test('fail for every claim whose payment is a cent off', () => {
    fc.assert(
      fc.property(decided, fc.constantFrom(1, -1), (one, paid) => {
        expect(balancesIn(claimOf(one, { paid }))).toEqual([
          'COB-03 coverages[0].adjudication.paidCents',
          'COB-04 coverages[0].adjudication',
        ]);
      }),
    );
  });

  test('fail for every claim with a line a cent off', () => {
    fc.assert(
      fc.property(decided, fc.constantFrom(1, -1), (one, line) => {
        expect(balancesIn(claimOf(one, { line }))).toEqual([
          'COB-02 lines[0].adjudications[0]',
          'COB-04 coverages[0].adjudication',
        ]);
      }),
    );
  });
});
