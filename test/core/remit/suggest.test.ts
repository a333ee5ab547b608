import { describe, expect, it, test } from 'vitest';
import type { Head } from '../../../core/claim/head.ts';
import type { Claim } from '../../../core/claim/types.ts';
import {
  type CandidateClaim,
  differsLittle,
  type Fit,
  type Misfit,
  searchFor,
  suggestClaims,
} from '../../../core/remit/suggest.ts';
import { aClaim, aHeader, aPayment, usd } from './given.ts';

const NUMBER = 'RVB2M4KQ7XA3TZ5N';

const lines = [
  { code: '99213', charge: 60 },
  { code: '87880', charge: 30 },
];

function candidate(
  no = NUMBER,
  changes: Partial<Head> = {},
  content: Partial<Claim['content']> = {},
): CandidateClaim {
  const claim = aClaim(no, lines);
  const coverages = claim.content.coverages.map((c) => ({ ...c, memberId: 'MEM0001' }));
  const own = { ...claim, content: { ...claim.content, coverages, ...content } };
  const head: Head = {
    claimNo: claim.claimNo,
    clientId: 'riverbend',
    partnerId: 'acme',
    version: 3,
    filing: 1,
    attempt: 1,
    state: 'PAYER_ACCEPTED',
    since: '2026-01-15T00:00:00.000Z',
    rank: 4,
    contentVersion: 1,
    contentHash: 'h',
    parts: 1,
    payerId: '99001',
    chargeCents: usd(90),
    firstDay: '20260114',
    lastDay: '20260114',
    payerClaimControlNo: 'ICN0001',
    balances: {},
    causes: [],
    ...changes,
  };
  return { head, claim: own };
}

/** A payment that says nothing that is this claim's, but what is given. */
const paying = (changes: object = {}, claimId = 'ZZ99', clp = '1/55/55') => ({
  header: aHeader(55, { payee: { name: 'RIVERBEND', idQualifier: 'FI', id: '123456789' } }),
  payment: aPayment({ claimId, clp }, { patientLast: undefined, from: undefined, ...changes }),
});

const said = (sought: ReturnType<typeof paying>, candidates = [candidate()]) =>
  suggestClaims(sought, candidates)[0];

describe('speaks for a claim', () => {
  test.each<[string, ReturnType<typeof paying>, readonly Fit[]]>([
    ['our number with a prefix', paying({}, `00${NUMBER}-1`), ['CLAIM_NUMBER']],
    ['our number among other words', paying({}, `PT ${NUMBER} 1`), ['CLAIM_NUMBER']],
    ['our number cut off', paying({}, NUMBER.slice(0, 12)), ['CLAIM_NUMBER']],
    ['a letter mistyped', paying({}, `${NUMBER.replace('Q', 'O')}-1`), ['CLAIM_NUMBER_NEAR']],
    ['two letters swapped', paying({}, `${NUMBER.replace('XA', 'AX')}-1`), ['CLAIM_NUMBER_NEAR']],
    ['the number that the payer gave it', paying({ payerClaimControlNo: 'ICN0001' }), ['PAYER_CLAIM_NUMBER']],
    ['the member id', paying({ memberId: 'mem 0001' }), ['MEMBER_ID']],
    ['the last name', paying({ patientLast: 'Coe' }), ['LAST_NAME']],
    ['the dates of service', paying({ from: '20260110', to: '20260120' }), ['SERVICE_DATES']],
    ['the charge', paying({}, 'ZZ99', '1/90/75'), ['CHARGE']],
    [
      'the rendering provider',
      paying({ memberId: 'MEM0001', renderingNpi: '1999999992' }),
      ['MEMBER_ID', 'RENDERING_NPI'],
    ],
  ])('%s', (_, sought, fits) => {
    const only = said(sought);
    expect(only?.fits.filter((fit) => fit !== 'AWAITED')).toEqual(fits);
  });

  it('every service, by code and charge, whatever line numbers the payer gives', () => {
    const services = [
      { code: '87880', charge: 30, paid: 30, line: 'ZZ99-1-1' },
      { code: '99213', charge: 60, paid: 45, line: 'ZZ99-1-2' },
    ];
    const sought = paying({ services: aPayment({ claimId: '', clp: '', services }).services });
    expect(said(sought)?.fits).toContain('LINES');
    expect(said(sought, [candidate('OTHER0000000', {}, { lines: [] })])).toBeUndefined();
  });

  it('what a reversal takes back: its charge with the first sign', () => {
    expect(said(paying({}, 'ZZ99', '22/-90/-75'), [candidate(NUMBER, { state: 'CLOSED' })])?.fits).toEqual([
      'CHARGE',
    ]);
  });
});

describe('speaks against a claim', () => {
  const posted = {
    remittanceId: 'r',
    ordinal: 1,
    status: '1',
    paidCents: 1,
    patientCents: 0,
    whollyDenied: false,
    payerClaimControlNo: '',
  };

  test.each<[string, ReturnType<typeof paying>, Partial<Head>, Misfit]>([
    ['another member', paying({ memberId: 'MEM0002' }, NUMBER), {}, 'MEMBER_ID_DIFFERS'],
    ['another name', paying({ patientLast: 'ROE' }, NUMBER), {}, 'LAST_NAME_DIFFERS'],
    ['another day', paying({ from: '20251201' }, NUMBER), {}, 'SERVICE_DATES_DIFFER'],
    ['another charge', paying({}, NUMBER), {}, 'CHARGE_DIFFERS'],
    ['that it is answered', paying({}, NUMBER), { adjudication: posted, state: 'CLOSED' }, 'ANSWERED'],
  ])('%s', (_, sought, changes, misfit) => {
    expect(said(sought, [candidate(NUMBER, changes)])?.differs).toContain(misfit);
  });

  it('another billing provider', () => {
    const sought = {
      ...paying({ payerClaimControlNo: 'ICN0001' }, NUMBER),
      header: aHeader(55, { payee: { name: 'OTHER', idQualifier: 'XX', id: '1888888884' } }),
    };
    expect(said(sought)?.differs).toContain('PAYEE_DIFFERS');
  });

  it('not what the payment does not say', () => {
    expect(said(paying({}, NUMBER, '1/90/75'))?.differs).toEqual([]);
  });

  it('not a denial before: a payer may answer again', () => {
    const denied = { ...posted, paidCents: 0, whollyDenied: true };
    expect(said(paying({}, NUMBER), [candidate(NUMBER, { adjudication: denied })])?.differs).not.toContain(
      'ANSWERED',
    );
  });
});

it('ranks the claim with more for it first, and says nothing of one with nothing', () => {
  const sought = paying({ memberId: 'MEM0001', patientLast: 'COE', from: '20260114' }, 'ZZ99', '1/90/75');
  const twin = candidate('RVBTWIN000000000', {}, { patient: { last: 'ROE' } });
  const stranger = candidate(
    'RVBSTRANGER00000',
    { state: 'CLOSED', chargeCents: usd(1), firstDay: '20250101', lastDay: '20250101' },
    {
      patient: { last: 'DOE' },
      coverages: [],
      lines: [],
    },
  );
  const ranked = suggestClaims(sought, [stranger, twin, candidate()]);
  expect(ranked.map(({ claimNo }) => claimNo)).toEqual([NUMBER, 'RVBTWIN000000000']);
  expect(ranked[0]?.score).toBeGreaterThan(ranked[1]?.score ?? 0);
});

it('never says more than 100', () => {
  const sought = paying(
    { memberId: 'MEM0001', patientLast: 'COE', from: '20260114', payerClaimControlNo: 'ICN0001' },
    NUMBER,
    '1/90/75',
  );
  expect(said(sought)?.score).toBe(100);
});

describe('a glance at a head', () => {
  test.each<[string, ReturnType<typeof paying>, Partial<Head>, boolean]>([
    ['with the number', paying({}, NUMBER), {}, true],
    ["with the payer's number", paying({ payerClaimControlNo: 'ICN0001' }), { state: 'CLOSED' }, true],
    ['with the charge', paying({}, 'ZZ99', '1/90/75'), { state: 'CLOSED' }, true],
    ['with the days', paying({ from: '20260114' }), { state: 'CLOSED' }, true],
    ['that only waits for an answer', paying(), {}, false],
    ['with nothing of it', paying(), { state: 'CLOSED' }, false],
    ['of a payment without days', paying({}, 'ZZ99'), { firstDay: '20260101', lastDay: '20261231' }, false],
  ])('%s: worth a look %s', (_, sought, changes, worth) => {
    expect(searchFor(sought).glance(candidate(NUMBER, changes).head) !== null).toBe(worth);
  });
});

test.each([
  ['RVB2M4KQ7X', 'RVB2M4KQ7X', true],
  ['RVB2M4KQ7X', 'RVB2M4KQ7', true],
  ['RVB2M4KQ7X', 'RVB2M4QK7X', true],
  ['RVB2M4KQ7X', 'RVB2M4KQ', true],
  ['RVB2M4KQ7X', 'RVB3N5KQ7X', false],
  ['RVB2M4KQ7X', 'RVB2M4K', false],
  ['C0003', 'C0004', false],
])('%s and %s differ little: %s', (a, b, little) => {
  expect(differsLittle(a, b)).toBe(little);
});
