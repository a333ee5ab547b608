import fc from 'fast-check';
import { expect, it } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { claimNo } from '../../../core/ids.ts';
import {
  accountTotal,
  applyEntries,
  applyToLedger,
  claimTotals,
  insuranceOpen,
  lineInsuranceOpen,
  noClaimBalances,
  patientOpen,
} from '../../../core/ledger/balances.ts';
import {
  chargeBilled,
  contractuallyAdjusted,
  denied,
  type EntryOrigin,
  heldInSuspense,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  reverseEntry,
} from '../../../core/ledger/entries.ts';
import { cents, sum } from '../../../core/money.ts';
import { usd } from '../remit/given.ts';

const on = (lineNo: number, more: Partial<EntryOrigin> = {}): EntryOrigin => ({
  entryId: `e${lineNo}`,
  cause: 'EFT1/1',
  date: civilDate('20260210'),
  claimNo: claimNo('C0003'),
  lineNo,
  payerSequence: 1,
  trace: 'EFT1',
  ...more,
});
const because = (dollars: number) => ({ amount: usd(dollars), reasons: [] });

const s01: readonly JournalEntry[] = [
  chargeBilled(on(1), usd(120)),
  chargeBilled(on(2), usd(30)),
  insurancePaid(on(1), usd(60)),
  contractuallyAdjusted(on(1), because(40)),
  movedToPatient(on(1), because(20)),
  insurancePaid(on(2), usd(16)),
  contractuallyAdjusted(on(2), because(14)),
];

it('keeps each line’s accounts, without zeros', () => {
  expect(applyEntries(noClaimBalances, s01)).toEqual({
    1: { '4010': -12000, '1015': 6000, '4110': 4000, '1110': 2000 },
    2: { '4010': -3000, '1015': 1600, '4110': 1400 },
  });
});

it('survives storing as JSON', () => {
  const balances = applyEntries(noClaimBalances, s01);
  expect(JSON.parse(JSON.stringify(balances))).toEqual(balances);
});

it('tells what became of the charges', () => {
  const balances = applyEntries(noClaimBalances, s01);
  expect(claimTotals(balances)).toEqual({
    charges: 15000,
    insurancePaid: 7600,
    contractual: 5400,
    insuranceOpen: 0,
    patientOpen: 2000,
    other: 0,
  });
  expect([patientOpen(balances), insuranceOpen(balances, 1), lineInsuranceOpen(balances, 9, 1)]).toEqual([
    2000, 0, 0,
  ]);
});

it('keeps payers apart', () => {
  const entries = [chargeBilled(on(1), usd(100)), movedToNextPayer(on(1), { ...because(24), nextPayer: 2 })];
  const balances = applyEntries(noClaimBalances, entries);
  expect([1, 2].map((k) => insuranceOpen(balances, k))).toEqual([7600, 2400]);
});

it('leaves suspense and memos out of a claim’s lines', () => {
  const { lineNo: _, ...noLine } = on(1);
  const entries = [heldInSuspense(noLine, usd(96)), denied(on(1), [])];
  expect(applyEntries(noClaimBalances, entries)).toEqual({});
});

it('keeps clearing and suspense by payment in the ledger', () => {
  const ledger = applyToLedger({}, [
    ...s01,
    heldInSuspense(on(1, { trace: 'EFT1' }), usd(75)),
    heldInSuspense(on(1, { trace: 'EFT2' }), usd(5)),
  ]);
  expect(ledger).toMatchObject({
    '1015[EFT1]': 15100,
    '1015[EFT2]': 500,
    '2030[EFT1]': -7500,
    '2030[EFT2]': -500,
  });
  expect(accountTotal(ledger, '1015')).toBe(15600);
  expect(sum(Object.values(ledger))).toBe(0);
});

const amount = fc.integer({ min: 1, max: 1_000_000 }).map(cents);
const anyEntries = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 5 }), amount, fc.nat(4)).map(([line, n, kind]) => {
    const of = { amount: n, reasons: [] };
    const made = [
      chargeBilled(on(line), n),
      insurancePaid(on(line), n),
      contractuallyAdjusted(on(line), of),
      movedToPatient(on(line), of),
      movedToNextPayer(on(line), { ...of, nextPayer: 2 }),
    ][kind];
    if (made === undefined) throw new Error('kind');
    return made;
  }),
  { maxLength: 30 },
);

it('does not depend on the order or the grouping of entries', () => {
  fc.assert(
    fc.property(anyEntries, fc.nat(30), (entries, cut) => {
      const whole = applyEntries(noClaimBalances, entries);
      expect(applyEntries(noClaimBalances, entries.toReversed())).toEqual(whole);
      const first = applyEntries(noClaimBalances, entries.slice(0, cut));
      expect(applyEntries(first, entries.slice(cut))).toEqual(whole);
    }),
  );
});

it('entries and their mirrors leave nothing', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      const mirrors = entries.map((e) => reverseEntry(e, on(e.lineNo ?? 0)));
      expect(applyEntries(noClaimBalances, [...entries, ...mirrors])).toEqual({});
    }),
  );
});
