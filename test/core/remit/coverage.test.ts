import { expect, it, test } from 'vitest';
import { onFiling } from '../../../core/claim/filings.ts';
import type { Head } from '../../../core/claim/head.ts';
import type { Claim } from '../../../core/claim/types.ts';
import {
  answeringFiling,
  earlierPayersDecided,
  followsAnother,
  needsJournal,
  nextCoverage,
} from '../../../core/remit/coverage.ts';
import type { RemittanceHeader } from '../../../core/x12/types.ts';
import { aClaim, aHeader, aPayment, usd } from './given.ts';

const claim = aClaim('C0002', [{ code: '99214', charge: 180 }], { secondary: true });
const alone = aClaim('C0003', [{ code: '99213', charge: 100 }]);

const decided = { remittanceId: 'r', ordinal: 1, status: '1', paidCents: 1, patientCents: 0 };
const adjudication = { ...decided, whollyDenied: false, payerClaimControlNo: 'X' };

/** A head with the first filing in a state. */
const head = (state: Head['state'], more: Partial<Head> = {}): Head => ({
  ...{ claimNo: claim.claimNo, clientId: 'c', partnerId: 'p', version: 2, filing: 1, attempt: 1, state },
  ...{ since: '', rank: 6, contentVersion: 1, contentHash: '', payerId: '99001', parts: 1 },
  ...{ chargeCents: 18_000, balances: {}, causes: [] },
  ...more,
});
const both = (first: Head['state'], second: Head['state']): Head =>
  onFiling({ ...onFiling(head(first, { adjudication }), 2), state: second, payerId: '99002' }, 1);

const from = (payer: Partial<RemittanceHeader['payer']>, originator?: string): RemittanceHeader => ({
  ...aHeader(0),
  payer: { name: 'NOBODY', ...payer },
  ...(originator === undefined ? {} : { originator }),
});
const clp = (claimId: string, status = '1') =>
  aPayment({ claimId, clp: `${status}/180/0`, cas: ['CO-45 180'] });

test.each<
  [why: string, head: Head, header: RemittanceHeader, claimId: string, status: string, filing: number]
>([
  ['N104 is the second payer’s', head('FORWARDED'), from({ id: '99002' }), 'C0002-1', '2', 2],
  ['REF*2U is', head('FORWARDED'), from({ secondaryId: '99002' }), 'C0002-1', '2', 2],
  ['TRN03 is its tax id after a 1', head('FORWARDED'), from({}, '1123456789'), 'C0002-1', '2', 2],
  ['the suffix proves nothing', both('CLOSED', 'SENT'), from({ id: '99001' }), 'C0002-2', '1', 1],
  ['its name alone', head('CLOSED'), from({ name: 'Beta' }), 'C0002-1', '2', 2],
  ['nobody’s id, but passed on', head('FORWARDED', { adjudication }), from({}), 'C0002-1', '2', 2],
  ['nobody’s id, from the first', head('FORWARDED', { adjudication }), from({}), 'C0002-1', '1', 1],
  ['nobody’s id: CLP01 is believed', both('CLOSED', 'SENT'), from({}), 'C0002-2', '2', 2],
  ['nobody’s id and number: the active filing', head('SENT'), from({}), 'ZZ9', '1', 1],
])('%s', (_, stored, header, claimId, status, filing) => {
  const aliases = (payerId: string) => (payerId === '99002' ? ['123456789'] : []);
  expect(answeringFiling(stored, claim, { header, payment: clp(claimId, status) }, aliases)).toBe(filing);
});

test.each<[why: string, head: Head, claimId: string, status: string, filing: number]>([
  ['undecided, the named filing answers', head('SENT'), 'C0002-1', '2', 1],
  ['decided, CLP02 tells which', head('FORWARDED', { adjudication }), 'C0002-1', '2', 2],
  ['CLP02 tells no rank: the named one', both('CLOSED', 'SENT'), 'C0002-1', '22', 1],
])('one payer with two coverages: %s', (_, stored, claimId, status, filing) => {
  const [first, second] = claim.content.coverages;
  if (first === undefined || second === undefined) throw new Error('two coverages');
  const coverages = [first, { ...second, payer: first.payer }];
  const twice: Claim = { ...claim, content: { ...claim.content, coverages } };
  const held = { header: from({ id: '99001' }), payment: clp(claimId, status) };
  expect(answeringFiling(stored, twice, held)).toBe(filing);
});

it('a claim with one payer is answered by it, whoever that says to be', () => {
  const held = { header: from({ id: '77777' }), payment: clp('C0003-1') };
  expect(answeringFiling(head('SENT', { claimNo: alone.claimNo }), alone, held)).toBe(1);
});

it('the next coverage is the first that is not known to be inactive', () => {
  expect([nextCoverage(claim, 1), nextCoverage(claim, 2), nextCoverage(alone, 1)]).toEqual([
    2,
    undefined,
    undefined,
  ]);
  const coverages = claim.content.coverages.map((coverage) => ({
    ...coverage,
    eligibility: { checkedOn: '20260101', status: 'inactive' as const },
  }));
  expect(nextCoverage({ ...claim, content: { ...claim.content, coverages } }, 1)).toBeUndefined();
});

it('a later payer waits until every payer before it has decided', () => {
  expect(followsAnother(head('SENT'), 1)).toBe(false);
  expect(earlierPayersDecided(onFiling(head('SENT'), 2), 2)).toBe(false);
  expect(earlierPayersDecided(onFiling(head('REVERSED'), 2), 2)).toBe(false);
  expect(earlierPayersDecided(onFiling(head('DENIED', { adjudication }), 2), 2)).toBe(true);
  expect(earlierPayersDecided(onFiling(head('FORWARDED'), 2), 2)).toBe(true);
});

it('the journal decides where more than one payer and the patient’s cash are behind the balances', () => {
  expect(needsJournal(head('CLOSED', { balances: { 1: { 1110: usd(1), 2020: usd(-1) } } }))).toBe(false);
  expect(needsJournal(head('CLOSED', { balances: { 1: { 2010: usd(-1) } } }))).toBe(true);
  expect(needsJournal(both('CLOSED', 'SENT'))).toBe(true);
});
