import fc from 'fast-check';
import { expect, it } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { applyEntries, applyToLedger, noClaimBalances, patientOpen } from '../../../core/ledger/balances.ts';
import { claimBilled, imbalance, type JournalEntry, reverseEntry } from '../../../core/ledger/entries.ts';
import { proveLedger } from '../../../core/ledger/proof.ts';
import { cents, sum } from '../../../core/money.ts';
import { claimDifferences } from '../../../core/remit/balance.ts';
import { postUnknownClaim } from '../../../core/remit/post.ts';
import type { ClaimPosting } from '../../../core/remit/posting.ts';
import { type Given, given } from './any-payment.ts';
import { aPayment, filingIn, post } from './given.ts';

const J0 = (claim: Given['claim']): readonly JournalEntry[] =>
  claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 });

const cash = ({ entries }: ClaimPosting): number =>
  entries
    .flatMap((e) => e.postings)
    .reduce((total, p) => total + (p.account === '1015' ? ('debit' in p ? p.debit : -p.credit) : 0), 0);

it('the generated payments balance', () => {
  fc.assert(fc.property(given('C0001'), ({ payment }) => claimDifferences(payment).length === 0));
});

it('every entry balances, and the money of the payment is in clearing, whatever becomes of it', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const done = post({ claim, payment });
      for (const { postings } of done.entries) expect(imbalance(postings)).toBe(0);
      expect(cash(done)).toBe(payment.paid);
    }),
    { numRuns: 1000 },
  );
});

it('what is posted explains the charge to the cent (invariant 3)', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const { disposition, totals } = post({ claim, payment });
      fc.pre(disposition === 'posted');
      expect(totals.paid).toBe(payment.paid);
      expect(sum(Object.values(totals))).toBe(payment.charge);
    }),
    { numRuns: 1000 },
  );
});

it('only patient responsibility is due from the patient (invariant 9)', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const { entries, balances, totals, disposition } = post({ claim, payment });
      for (const { postings, reasons = [] } of entries)
        if (postings.some((p) => p.account === '1110'))
          expect(reasons.every((r) => r.group === 'PR')).toBe(true);
      const next = claim.content.coverages.length > 1;
      expect(patientOpen(balances)).toBe(disposition === 'posted' && !next ? totals.patient : 0);
    }),
    { numRuns: 1000 },
  );
});

it('the whole proof holds after any payment', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const done = post({ claim, payment });
      const run = proveLedger();
      run.claim({
        claimNo: claim.claimNo,
        entries: [...J0(claim), ...done.entries],
        adjudications:
          done.disposition === 'posted'
            ? [{ cause: 'EFT1/1', charge: payment.charge, paid: payment.paid }]
            : [],
        projected: done.balances,
      });
      run.remittance('EFT1', payment.paid);
      expect(run.finish().checks.filter((c) => !c.ok)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

it('a posting and its mirror leave nothing (invariant 6)', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const done = post({ claim, payment });
      const mirrors = done.entries
        .filter((e) => e.postings.length > 0)
        .map((e) =>
          reverseEntry(e, {
            entryId: `${e.entryId}/r`,
            cause: 'r',
            date: civilDate('20260310'),
            trace: 'EFT1',
          }),
        );
      const before = applyEntries(noClaimBalances, J0(claim));
      expect(applyEntries(done.balances, mirrors)).toEqual(before);
      expect(applyToLedger({}, [...done.entries, ...mirrors])).toEqual({});
    }),
  );
});

it('the same payment again explains nothing of the claim a second time: its money is owed or in suspense', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim, payment }) => {
      const first = post({ claim, payment });
      fc.pre(first.disposition === 'posted' && first.verdict !== 'DENIED');
      const filing = filingIn(first.transition.state, {
        rank: 6,
        adjudication: {
          paidCents: first.totals.paid,
          patientCents: first.totals.patient,
          whollyDenied: false,
        },
      });
      const second = post({ claim, payment, filing, balances: first.balances, cause: 'EFT2/1' });
      expect(second.disposition).not.toBe('posted');
      expect(cash(second)).toBe(payment.paid);
      const moved = applyToLedger({}, second.entries);
      const where = new Set(Object.keys(moved).map((key) => key.slice(0, 4)));
      expect([...where].filter((account) => !['1015', '1100', '2010', '2030'].includes(account))).toEqual([]);
      expect(patientOpen(second.balances)).toBe(patientOpen(first.balances));
    }),
  );
});

it('the order of independent claims does not change the ledger (invariant 8)', () => {
  fc.assert(
    fc.property(given('C0001'), given('C0002'), given('C0003'), (a, b, c) => {
      const ledgerOf = (order: readonly Given[]) =>
        applyToLedger(
          {},
          order.flatMap(({ claim, payment }) => [...J0(claim), ...post({ claim, payment }).entries]),
        );
      expect(ledgerOf([c, a, b])).toEqual(ledgerOf([a, b, c]));
    }),
  );
});

it('money of a claim nobody knows is held to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (paid) => {
      const payment = { ...aPayment({ claimId: 'ZZ99', clp: '1/0/0' }), paid: cents(paid) };
      const ledger = applyToLedger(
        {},
        postUnknownClaim(payment, { trace: 'EFT1', date: civilDate('20260210') }, 'EFT1/1'),
      );
      expect([ledger['1015[EFT1]'] ?? 0, ledger['2030[EFT1]'] ?? 0]).toEqual([cents(paid), cents(-paid)]);
    }),
  );
});
