import { describe, expect, it } from 'vitest';
import { ledgerOf, openBook, takenIn, unproven } from '../../laws/book.ts';
import { remitted, takenBack } from '../../laws/documents.ts';
import { aClaim, aPayment } from './given.ts';

/** A denial that reduces the charge by contract first: 40 of 100, and 60 are denied. */
const claim = aClaim('C0070', [{ code: '99213', charge: 100 }]);
const line = (clp: string, paid: number, cas: readonly string[], controlNo: string) =>
  aPayment(
    { claimId: 'C0070-1', clp, services: [{ code: '99213', charge: 100, paid, cas, line: 'C0070-1-1' }] },
    { payerClaimControlNo: controlNo },
  );
const denial = line('1/100/0', 0, ['CO-45 40', 'CO-16 60'], 'A');
const payment = line('1/100/70', 70, ['CO-45 30'], 'B');

const denied = takenIn(openBook(claim), remitted({ payment: denial, trace: 'EFT1' }));
const reprocessed = takenIn(denied, remitted({ payment, trace: 'EFT2' }));

describe('a payment that takes the place of a denial without a reversal (row 37)', () => {
  it('also takes the place of what the denial had written off by contract', () => {
    expect(ledgerOf(denied)).toEqual({ '4010': -10_000, '4110': 4000, '1100[1]': 6000 });
    expect(ledgerOf(reprocessed)).toEqual({ '4010': -10_000, '4110': 3000, '1015[99001|EFT2]': 7000 });
    expect(reprocessed.head.state).toBe('CLOSED');
    expect(unproven(reprocessed)).toEqual([]);
  });

  it('stands when the denial is reversed later', () => {
    const back = remitted({ payment: takenBack(denial), trace: 'EFT3' });
    const after = takenIn(reprocessed, back);
    expect(ledgerOf(after)).toEqual(ledgerOf(reprocessed));
    expect(after.head.state).toBe('CLOSED');
    expect(unproven(after)).toEqual([]);
  });

  it('leaves the charge open when it is reversed itself', () => {
    const back = remitted({ payment: takenBack(payment), trace: 'EFT3' });
    const after = takenIn(reprocessed, back);
    expect(ledgerOf(after)).toMatchObject({ '4010': -10_000, '1100[1]': 10_000 });
    expect(after.head.state).toBe('REVERSED');
  });
});
