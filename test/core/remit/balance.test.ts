import { describe, expect, it, test } from 'vitest';
import { formatDollars } from '../../../core/money.ts';
import { claimDifferences, type KnownPayees, sumTransaction } from '../../../core/remit/balance.ts';
import type { ClaimPayment, ProviderAdjustment, RemittanceHeader } from '../../../core/x12/types.ts';
import { aHeader, aPayment, usd } from './given.ts';

const ours: KnownPayees = { npis: new Set(['1999999992']), taxIds: new Set(['123456789']) };

const plb = (code: string, amount: number): ProviderAdjustment => ({
  providerId: '1999999992',
  fiscalYearEnd: '20261231',
  code,
  amount: usd(amount),
  position: { interchange: 1, segment: 9, offset: 0 },
});

function balanceOf(
  header: RemittanceHeader,
  payments: readonly ClaimPayment[],
  plbs: readonly ProviderAdjustment[] = [],
) {
  const sums = sumTransaction(header, ours);
  payments.forEach(sums.claim);
  plbs.forEach(sums.providerAdjustment);
  return sums.close();
}

const paying = (paid: number) =>
  aPayment({
    claimId: 'C0001-1',
    clp: `1/${paid}/${paid}`,
    services: [{ code: '99213', charge: paid, paid }],
  });

describe('one claim payment', () => {
  test.each<[string, ClaimPayment, string[]]>([
    ['that adds up', paying(100), []],
    [
      'S12: a line short by ten',
      aPayment({
        claimId: 'C0001-1',
        clp: '1/100/60',
        services: [{ code: '99213', charge: 100, paid: 60, cas: ['CO-45 30'] }],
      }),
      ['line 10.00', 'claim 10.00'],
    ],
    [
      'whose lines are not its charge',
      aPayment({
        claimId: 'C0001-1',
        clp: '1/120/100',
        services: [{ code: '99213', charge: 100, paid: 100 }],
      }),
      ['lines -20.00', 'claim 20.00'],
    ],
    [
      'with adjustments of the claim',
      aPayment({
        claimId: 'C0001-1',
        clp: '1/100/60',
        services: [{ code: '99213', charge: 100, paid: 80, cas: ['CO-45 20'] }],
        cas: ['PR-1 20'],
      }),
      [],
    ],
    ['without services', aPayment({ claimId: 'C0001-1', clp: '1/100/60', cas: ['CO-45 40'] }), []],
    [
      'with negative adjustments',
      aPayment({
        claimId: 'C0001-1',
        clp: '1/100/120',
        services: [{ code: '99213', charge: 100, paid: 120, cas: ['OA-94 -20'] }],
      }),
      [],
    ],
  ])('%s', (_, payment, differences) => {
    expect(claimDifferences(payment).map((d) => `${d.level} ${formatDollars(d.difference)}`)).toEqual(
      differences,
    );
  });
});

describe('one remittance', () => {
  it('that adds up holds nothing', () => {
    expect(balanceOf(aHeader(300), [paying(100), paying(200)])).toEqual({
      differences: [],
      found: 0,
      holds: [],
      claims: 2,
      claimsPaid: usd(300),
      providerAdjusted: usd(0),
      interestDifference: usd(0),
      patientResponsibilityDiffers: 0,
    });
  });

  it('S13: is held when its claims are not its payment', () => {
    const { holds, differences } = balanceOf(aHeader(290), [paying(100), paying(200)]);
    expect(holds).toEqual(['UNBALANCED_835']);
    expect(differences.map((d) => [d.level, formatDollars(d.difference)])).toEqual([
      ['transaction', '10.00'],
    ]);
  });

  it('S12: is held when one of its claims does not add up', () => {
    const wrong = aPayment({
      claimId: 'C0001-1',
      clp: '1/100/60',
      services: [{ code: '99213', charge: 100, paid: 60, cas: ['CO-45 30'] }],
    });
    expect(balanceOf(aHeader(60), [wrong]).holds).toEqual(['UNBALANCED_CLAIM']);
  });

  it('S21: is held when it pays a negative amount', () => {
    const reversal = aPayment({ claimId: 'C0001-1', clp: '22/-180/-180' });
    expect(balanceOf(aHeader(-180), [reversal]).holds).toEqual(['NEGATIVE_PAYMENT']);
  });

  it('is held when it is a debit to us', () => {
    expect(balanceOf(aHeader(100, { creditDebit: 'D' }), [paying(100)]).holds).toEqual(['NEGATIVE_PAYMENT']);
  });

  it('S22: may pay nothing', () => {
    const denied = aPayment({
      claimId: 'C0001-1',
      clp: '1/80/0',
      services: [{ code: '99213', charge: 80, paid: 0, cas: ['CO-50 80'] }],
    });
    expect(balanceOf(aHeader(0, { handling: 'H', method: 'NON' }), [denied]).holds).toEqual([]);
  });

  it('S23: adds up with interest', () => {
    const { differences, holds, interestDifference } = balanceOf(
      aHeader(103.02),
      [{ ...paying(101), interest: usd(2.02) }],
      [plb('L6', -2.02)],
    );
    expect([differences, holds, interestDifference]).toEqual([[], [], 0]);
  });

  it('S24: tells that the interest of claims and PLB differ', () => {
    const { differences, interestDifference } = balanceOf(
      aHeader(104),
      [{ ...paying(101), interest: usd(2.02) }],
      [plb('L6', -3)],
    );
    expect([differences, formatDollars(interestDifference)]).toEqual([[], '-0.98']);
  });

  it('skips a PLB of zero', () => {
    expect(balanceOf(aHeader(100), [paying(100)], [plb('WO', 0)]).holds).toEqual([]);
  });

  it('counts a CLP05 that is not the patient’s share, and goes on', () => {
    const payment = { ...paying(100), patientResponsibility: usd(5) };
    const { holds, patientResponsibilityDiffers } = balanceOf(aHeader(100), [payment]);
    expect([holds, patientResponsibilityDiffers]).toEqual([[], 1]);
  });

  test.each<[string, Partial<RemittanceHeader['payee']>, string[]]>([
    ['our NPI', {}, []],
    ['S51: another NPI', { id: '1888888884' }, ['WRONG_PAYEE']],
    ['our tax id', { idQualifier: 'FI', id: '123456789' }, []],
    ['another tax id', { idQualifier: 'FI', id: '999999999', taxId: '999999999' }, ['WRONG_PAYEE']],
    ['a plan id with our tax id beside it', { idQualifier: 'XV', id: 'P1', taxId: '123456789' }, []],
  ])('to %s', (_, payee, holds) => {
    const header = aHeader(100);
    expect(balanceOf({ ...header, payee: { ...header.payee, ...payee } }, [paying(100)]).holds).toEqual(
      holds,
    );
  });

  it('does not ask for the payee where none is configured', () => {
    const sums = sumTransaction(
      aHeader(0, { payee: { name: 'X', idQualifier: 'XX', id: '1888888884' } }),
      null,
    );
    expect(sums.close().holds).toEqual([]);
  });

  it('shows a hundred differences of many', () => {
    const wrong = aPayment({ claimId: 'C0001-1', clp: '1/100/60', cas: ['CO-45 30'] });
    const { differences, claims } = balanceOf(
      aHeader(60 * 150),
      Array.from({ length: 150 }, () => wrong),
    );
    expect([differences.length, claims]).toEqual([100, 150]);
  });
});
