import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type CivilDate, civilDate } from '../../../core/dates.ts';
import { accountTotal, applyToLedger } from '../../../core/ledger/balances.ts';
import { type AgingReport, agingReport } from '../../../core/report/aging.ts';
import { ageBases } from '../../../core/report/buckets.ts';
import { agedAccounts } from '../../../core/report/claim-at.ts';
import { dimensionNames } from '../../../core/report/dimensions.ts';
import {
  becomesCredit,
  type GivenJournal,
  journalOf,
  leavesToNext,
  leavesToPatient,
  type Made,
  mirrors,
  patientPays,
  pays,
  paysTwice,
  prepays,
  reduces,
  refunds,
  toAgency,
} from './given.ts';

// Goal: whatever was posted, on whichever days, and however it is looked at, the aging report is the ledger.
// Method: claims with random entries of every kind that moves receivables and credits, even such as no payer would
// make (more than is open, mirrors of what never was), dated in any order; any day, any basis, any rows.

const RUNS = 400;
const FIRST = civilDate('20260101');
const iso = (day: CivilDate): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
const dayAfter = (days: number): string => iso(addDays(FIRST, days));

const dollars = fc.integer({ min: 1, max: 90_000 }).map((amount) => amount / 100);
const kinds: readonly ((amount: number) => Made)[] = [
  ...[pays, reduces, leavesToPatient, leavesToNext, paysTwice, patientPays, prepays, becomesCredit, toAgency],
  (amount) => refunds(amount, '2010'),
  (amount) => refunds(amount, '2020'),
];
const made: fc.Arbitrary<Made> = fc
  .record({ kind: fc.constantFrom(...kinds), amount: dollars, isMirror: fc.boolean() })
  .map(({ kind, amount, isMirror }) => (isMirror ? mirrors(kind(amount)) : kind(amount)));

const happening = fc.record({
  /** Days after the one before. */
  later: fc.nat({ max: 40 }),
  /** The entries bear another day: an 835 says when it paid. */
  shift: fc.constantFrom(0, 0, 0, -20, 3),
  entries: fc.array(made, { minLength: 1, maxLength: 4 }),
  payer: fc.constantFrom(1, 1, 2),
});
const history = fc.record({
  charge: dollars,
  served: fc.nat({ max: 60 }),
  sent: fc.nat({ max: 60 }),
  happenings: fc.array(happening, { maxLength: 6 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** @param until only what came in by this day, where one is given */
function journal(no: string, { charge, served, sent, happenings }: History, until = '9999'): GivenJournal {
  const given = { charge, served: dayAfter(served), sent: dayAfter(sent), secondary: true };
  const claim = journalOf(no, given);
  let days = sent;
  for (const { later, shift, entries, payer } of happenings) {
    days += later;
    if (dayAfter(days) <= until)
      claim.happens(dayAfter(days), { dated: dayAfter(days + shift), entries, payer });
  }
  return claim;
}

const books = fc.array(history, { maxLength: 4 });
const look = fc.record({
  day: fc.nat({ max: 400 }).map((days) => addDays(FIRST, days)),
  age: fc.constantFrom(...ageBases),
  by: fc.constantFrom(...dimensionNames),
});
type Look = typeof look extends fc.Arbitrary<infer T> ? T : never;

function reportOf(journals: readonly GivenJournal[], { day, age, by }: Look): AgingReport {
  const run = agingReport({ asOf: day, age, by });
  for (const { events } of journals) run.claim(events);
  return run.end();
}
const claimsOf = (histories: readonly History[]): readonly GivenJournal[] =>
  histories.map((one, i) => journal(`C000${i}`, one));

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

it('buckets and credits are the ledger’s accounts at the end of the day, to the cent', () => {
  fc.assert(
    fc.property(books, look, (histories, looked) => {
      const journals = claimsOf(histories);
      const entries = journals.flatMap(({ events }) => events.flatMap((event) => event.entries));
      const ledger = applyToLedger(
        {},
        entries.filter(({ date }) => date <= looked.day),
      );
      const { rows, total, difference, accounts } = reportOf(journals, looked);
      expect(difference).toBe(0);
      for (const { account, ledger: sum } of accounts) expect(sum).toBe(accountTotal(ledger, account));
      const all = sumOf(agedAccounts.map((account) => accountTotal(ledger, account)));
      for (const of of [[total], rows])
        expect(
          sumOf(of.flatMap((row) => [...row.buckets, row.payerCredit, row.patientCredit, row.belowZero])),
        ).toBe(all);
    }),
    { numRuns: RUNS },
  );
});

it('no bucket is below zero, and each row is open by its buckets', () => {
  fc.assert(
    fc.property(books, look, (histories, looked) => {
      const { rows, total } = reportOf(claimsOf(histories), looked);
      for (const row of [...rows, total]) {
        expect(Math.min(...row.buckets)).toBeGreaterThanOrEqual(0);
        expect(sumOf(row.buckets)).toBe(row.open);
        expect(row.belowZero).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: RUNS },
  );
});

it('what is open with one claim is the same whatever other claims there are', () => {
  fc.assert(
    fc.property(history, books, look, (one, others, looked) => {
      const alone = reportOf([journal('C0009', one)], looked).total;
      const without = reportOf(claimsOf(others), looked).total;
      const together = reportOf([...claimsOf(others), journal('C0009', one)], looked).total;
      expect(together.buckets).toEqual(without.buckets.map((amount, i) => amount + (alone.buckets[i] ?? 0)));
    }),
    { numRuns: RUNS },
  );
});

it('the report of a day is the same ever after, as long as nothing is dated back', () => {
  const forward = books.map((histories) =>
    histories.map((one) => ({
      ...one,
      happenings: one.happenings.map((some) => ({ ...some, shift: 0 as const })),
    })),
  );
  fc.assert(
    fc.property(forward, look, (histories, looked) => {
      const then = histories.map((one, i) => journal(`C000${i}`, one, iso(looked.day)));
      const { laterEntries: _, ...before } = reportOf(then, looked);
      const { laterEntries: __, ...after } = reportOf(claimsOf(histories), looked);
      expect(after).toEqual(before);
    }),
    { numRuns: RUNS },
  );
});
