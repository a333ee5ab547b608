import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';
import { accountOf, chart, receivables } from '../../../core/ledger/accounts.ts';
import {
  chargeBilled,
  claimBilled,
  contractuallyAdjusted,
  denied,
  type EntryOrigin,
  entry,
  entryTypes,
  heldInSuspense,
  imbalance,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  noted,
  reverseEntry,
  takenFromSuspense,
} from '../../../core/ledger/entries.ts';
import { type Cents, cents, ZERO } from '../../../core/money.ts';
import { aClaim, usd } from '../remit/given.ts';

const origin: EntryOrigin = {
  entryId: 'EFT1/1/J1/1',
  cause: 'EFT1/1',
  date: civilDate('20260210'),
  claimNo: claimNo('C0003'),
  lineNo: 1,
  payerSequence: 1,
  trace: 'EFT1',
};

const reasons = [{ group: 'PR', carc: '2', amount: usd(24) }];
const makers: Record<string, (amount: Cents) => JournalEntry> = {
  J0: (amount) => chargeBilled(origin, amount),
  J1: (amount) => insurancePaid(origin, amount),
  J2: (amount) => contractuallyAdjusted(origin, { amount, reasons }),
  J3a: (amount) => movedToNextPayer(origin, { amount, reasons, nextPayer: 2 }),
  J3b: (amount) => movedToPatient(origin, { amount, reasons }),
  J12: (amount) => heldInSuspense(origin, amount),
  J12b: (amount) => takenFromSuspense(heldInSuspense(origin, amount), origin),
};
const words = ({ postings }: JournalEntry): string =>
  postings
    .map(
      (p) =>
        `${'debit' in p ? 'debit' : 'credit'} ${p.account}${p.payer === undefined ? '' : `[${p.payer}]`}`,
    )
    .join(', ');

test.each([
  ['J0', 'debit 1100[1], credit 4010', 'debit 4010, credit 1100[1]'],
  ['J1', 'debit 1015, credit 1100[1]', 'debit 1100[1], credit 1015'],
  ['J2', 'debit 4110, credit 1100[1]', 'debit 1100[1], credit 4110'],
  ['J3a', 'debit 1100[2], credit 1100[1]', 'debit 1100[1], credit 1100[2]'],
  ['J3b', 'debit 1110, credit 1100[1]', 'debit 1100[1], credit 1110'],
  ['J12', 'debit 1015, credit 2030', 'debit 2030, credit 1015'],
  ['J12b', 'credit 1015, debit 2030', 'credit 2030, debit 1015'],
])('%s is %s; of a negative amount %s', (type, positive, negative) => {
  const made = makers[type]?.(usd(10));
  expect(made).toMatchObject({ type, ...origin });
  expect([words(made ?? denied(origin, [])), words(makers[type]?.(usd(-10)) ?? denied(origin, []))]).toEqual([
    positive,
    negative,
  ]);
});

test.each([
  ['J4', denied],
  ['info', noted],
] as const)('%s is a memo: it says why and moves nothing', (type, make) => {
  expect(make(origin, reasons)).toEqual({ ...origin, type, postings: [], reasons });
});

it('bills every line that has a charge', () => {
  const claim = aClaim('C0003', [
    { code: '99213', charge: 120 },
    { code: 'G8427', charge: 0 },
    { code: '87880', charge: 30 },
  ]);
  const entries = claimBilled(claim, { cause: 'plan1', date: origin.date, payerSequence: 1 });
  expect(entries.map((e) => [e.entryId, e.lineNo, words(e)])).toEqual([
    ['plan1/J0/1', 1, 'debit 1100[1], credit 4010'],
    ['plan1/J0/3', 3, 'debit 1100[1], credit 4010'],
  ]);
});

describe('an entry cannot exist', () => {
  const draft = (postings: JournalEntry['postings'], type: JournalEntry['type'] = 'J1') =>
    entry({ ...origin, type, postings });

  test.each<[string, JournalEntry['postings']]>([
    [
      'out of balance',
      [
        { account: '1015', debit: usd(10) },
        { account: '1100', payer: 1, credit: usd(9) },
      ],
    ],
    [
      'with an amount of zero',
      [
        { account: '1015', debit: ZERO },
        { account: '1100', payer: 1, credit: ZERO },
      ],
    ],
    [
      'with a negative amount',
      [
        { account: '1015', debit: usd(-1) },
        { account: '1100', payer: 1, credit: usd(-1) },
      ],
    ],
    ['without postings', []],
  ])('%s', (_, postings) => {
    expect(() => draft(postings)).toThrow('J1');
  });

  it('as a memo that moves money', () => {
    expect(() =>
      draft(
        [
          { account: '1015', debit: usd(1) },
          { account: '2030', credit: usd(1) },
        ],
        'J4',
      ),
    ).toThrow('J4');
  });

  it('on a receivable of nobody', () => {
    const { payerSequence: _, ...nobody } = origin;
    expect(() => insurancePaid(nobody, usd(1))).toThrow('names its payer');
  });

  it('as the mirror of a memo', () => {
    expect(() => reverseEntry(denied(origin, reasons), origin)).toThrow('memo');
  });
});

const amount = fc
  .integer({ min: -10_000_000, max: 10_000_000 })
  .filter((n) => n !== 0)
  .map(cents);
const anyEntry = fc.tuple(fc.constantFrom(...Object.keys(makers)), amount).map(([type, n]) => {
  const made = makers[type]?.(n);
  if (made === undefined) throw new Error(type);
  return made;
});

it('every entry balances and its amounts are positive', () => {
  fc.assert(
    fc.property(anyEntry, ({ postings }) => {
      expect(imbalance(postings)).toBe(0);
      for (const p of postings) expect('debit' in p ? p.debit : p.credit).toBeGreaterThan(0);
    }),
  );
});

it('a reversal of a reversal is the entry again', () => {
  const at = { entryId: 'r', cause: 'EFT2/1', date: civilDate('20260310'), trace: 'EFT2' };
  fc.assert(
    fc.property(anyEntry, (made) => {
      const once = reverseEntry(made, at);
      expect(once).toMatchObject({ type: 'J13', reverses: made.entryId, trace: 'EFT2', lineNo: 1 });
      const twice = reverseEntry(once, at);
      expect([twice.postings, twice.reasons]).toEqual([made.postings, made.reasons]);
    }),
  );
});

describe('the chart of accounts', () => {
  it('has every account once', () => {
    expect(new Set(chart.map((a) => a.code)).size).toBe(22);
    expect(chart.map((a) => a.code)).toEqual(chart.map((a) => a.code).toSorted());
  });

  it('grows assets, expenses and contra-revenue by debit', () => {
    const byDebit = chart.filter((a) => a.normal === 'debit').map((a) => a.type);
    expect(new Set(byDebit)).toEqual(new Set(['asset', 'contra-revenue', 'expense']));
  });

  it('finds an account by its code', () => {
    expect(accountOf('1100')?.name).toBe('Receivable from insurance');
    expect(accountOf('9999')).toBeUndefined();
    expect(receivables.map((code) => accountOf(code)?.type)).toEqual(['asset', 'asset', 'asset']);
  });
});

it('names each kind of entry once', () => {
  expect(new Set(entryTypes).size).toBe(entryTypes.length);
});
