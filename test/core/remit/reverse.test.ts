import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { JournalEvent } from '../../../core/claim/journal.ts';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import { applyToLedger } from '../../../core/ledger/balances.ts';
import { type JournalEntry, reverseEntry } from '../../../core/ledger/entries.ts';
import { proveLedger } from '../../../core/ledger/proof.ts';
import { cents, negate, sum } from '../../../core/money.ts';
import type { ClaimPosting } from '../../../core/remit/posting.ts';
import { reverseClaimPayment, takenBack } from '../../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { given } from './any-payment.ts';
import { aClaim, aPayment, billed, filingIn, post } from './given.ts';

/** The same CLP with the opposite sign everywhere. */
const reversalOf = (payment: ClaimPayment): ClaimPayment => {
  const opposite = <A extends { readonly amount: number }>(one: A) => ({
    ...one,
    amount: cents(-one.amount),
  });
  return {
    ...takenBack(payment),
    status: '22',
    adjustments: payment.adjustments.map(opposite),
    services: payment.services.map((service) => ({
      ...service,
      charge: negate(service.charge),
      paid: negate(service.paid),
      adjustments: service.adjustments.map(opposite),
    })),
  };
};

type Claim = ReturnType<typeof aClaim>;

/** An event of the claim's journal after its adjudication was posted. */
function journalled(
  claim: Claim,
  payment: ClaimPayment,
  { entries, transition }: Pick<ClaimPosting, 'entries' | 'transition'>,
  version = 1,
): JournalEvent {
  return {
    shape: 1,
    claimNo: claim.claimNo,
    version,
    cause: `EFT1/${version}`,
    at: '2026-02-10T12:00:00.000Z',
    filing: 1,
    attempt: 1,
    steps: transition.steps,
    state: transition.state,
    rank: transition.rank,
    entries,
    work: [],
    facts: {
      kind: 'adjudicated',
      fileId: 'f',
      adjudication: {
        remittanceId: 'r',
        ordinal: 1,
        status: payment.status,
        paidCents: payment.paid,
        patientCents: 0,
        whollyDenied: false,
        payerClaimControlNo: payment.payerClaimControlNo,
      },
      paymentDate: '20260210',
      chargeCents: payment.charge,
      denials: [],
      rung: 1,
      disposition: 'posted',
    },
  };
}

const claim = aClaim('C0003', [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30 },
]);
const s01 = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/76/20',
  services: [
    { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'], line: 'C0003-1-1' },
    { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'], line: 'C0003-1-2' },
  ],
});
const posted = post({ claim, payment: s01 });
const journal = [journalled(claim, s01, posted)];

const reversed = (
  payment: ClaimPayment,
  { state = 'CLOSED' as FilingState, events = journal as readonly JournalEvent[], of = posted } = {},
) =>
  reverseClaimPayment({
    claim,
    filing: filingIn(state, { rank: 6 }),
    payerSequence: 1,
    balances: of.balances,
    payment,
    remittance: { trace: 'EFT2', date: civilDate('20260310') },
    cause: 'EFT2/1',
    journal: events,
  });

describe('a reversal', () => {
  it('S07: mirrors every entry of what it takes back, under its own payment', () => {
    const { disposition, entries, balances, transition, reverses } = reversed(reversalOf(s01));
    expect([disposition, reverses, transition.state]).toEqual(['posted', 'EFT1/1', 'REVERSED']);
    expect(balances).toEqual(billed(claim));
    expect(entries.every(({ type, trace }) => type === 'J13' && trace === 'EFT2')).toBe(true);
    expect(applyToLedger({}, entries)).toEqual({
      '1015[EFT2]': -7600,
      '4110': -5400,
      '1110': -2000,
      '1100[1]': 15_000,
    });
  });

  test.each<[FilingState, FilingState]>([
    ['PAID', 'REVERSED'],
    ['ZERO_PAID', 'REVERSED'],
    ['PART_DENIED', 'REVERSED'],
    ['DENIED', 'REVERSED'],
    ['CLOSED', 'REVERSED'],
    ['FORWARDED', 'REVERSED'],
    ['APPEALED', 'REVERSED'],
    ['REPLACING', 'REVERSED'],
    ['VOIDING', 'VOIDED'],
  ])('of a filing that is %s leaves it %s', (state, after) => {
    expect(reversed(reversalOf(s01), { state }).transition.state).toBe(after);
  });

  test.each<[string, ClaimPayment, string]>([
    ['of another payment', reversalOf({ ...s01, paid: cents(7500) }), 'REVERSAL_MISMATCH'],
    ['of another charge', reversalOf({ ...s01, charge: cents(14_000) }), 'REVERSAL_MISMATCH'],
    [
      'for other reasons',
      reversalOf({
        ...s01,
        services: s01.services.map((service, i) =>
          i === 0 ? { ...service, adjustments: [{ group: 'CO', carc: '45', amount: cents(6000) }] } : service,
        ),
      }),
      'REVERSAL_MISMATCH',
    ],
  ])('%s mirrors nothing: the money is in suspense', (_, payment, reason) => {
    const { disposition, entries, work, balances } = reversed(payment);
    expect([disposition, work]).toEqual(['suspended', [reason]]);
    expect(balances).toEqual(posted.balances);
    expect(applyToLedger({}, entries)).toEqual({
      '1015[EFT2]': payment.paid,
      '2030[EFT2]': negate(payment.paid),
    });
  });

  it('of reasons that even each other out is posted: they are noted, and move nothing', () => {
    const even = {
      ...s01,
      adjustments: [
        { group: 'CO', carc: '45', amount: cents(-572) },
        { group: 'OA', carc: '94', amount: cents(572) },
      ],
    };
    const done = post({ claim, payment: even });
    const events = [journalled(claim, even, done)];
    expect(done.balances).toEqual(posted.balances);
    expect(reversed(reversalOf(even), { events })).toMatchObject({
      disposition: 'posted',
      balances: billed(claim),
    });
    const other = { ...even, adjustments: even.adjustments.slice(0, 1) };
    expect(reversed(reversalOf(other), { events }).work).toEqual(['REVERSAL_MISMATCH']);
  });

  it('of a claim that was never paid finds no original', () => {
    expect(reversed(reversalOf(s01), { events: [], state: 'PAYER_ACCEPTED' })).toMatchObject({
      disposition: 'suspended',
      work: ['REVERSAL_WITHOUT_ORIGINAL'],
    });
  });

  it('takes the payment with its payer claim number, else the latest', () => {
    const two = [
      journalled(claim, { ...s01, payerClaimControlNo: 'A' }, posted, 1),
      journalled(claim, { ...s01, payerClaimControlNo: 'B' }, posted, 2),
    ];
    const reversesOf = (payerClaimControlNo: string) =>
      reversed(reversalOf({ ...s01, payerClaimControlNo }), { events: two }).reverses;
    expect(['A', 'B', 'C'].map(reversesOf)).toEqual(['EFT1/1', 'EFT1/2', 'EFT1/2']);
  });

  it('does not take back what was taken back before', () => {
    const first = journalled(claim, s01, posted);
    const back: JournalEvent = {
      ...first,
      version: 2,
      cause: 'EFT2/1',
      facts: {
        kind: 'reversed',
        fileId: 'f',
        remittanceId: 'r2',
        ordinal: 1,
        chargeCents: -15_000,
        paidCents: -7600,
        paymentDate: '20260310',
        payerClaimControlNo: s01.payerClaimControlNo,
        rung: 1,
        disposition: 'posted',
        reverses: first.cause,
      },
    };
    expect(reversed(reversalOf(s01), { events: [first, back], state: 'REVERSED' })).toMatchObject({
      disposition: 'suspended',
      work: ['REVERSAL_WITHOUT_ORIGINAL'],
    });
  });
});

it('law: whatever was posted, its reversal leaves 0 on every account but clearing, and the proof holds', () => {
  fc.assert(
    fc.property(given('C0001'), ({ claim: anyClaim, payment }) => {
      const done = post({ claim: anyClaim, payment });
      fc.pre(done.disposition === 'posted');
      const back = reverseClaimPayment({
        claim: anyClaim,
        filing: filingIn('PAID', { rank: 6 }),
        payerSequence: 1,
        balances: done.balances,
        payment: reversalOf(payment),
        remittance: { trace: 'EFT2', date: civilDate('20260310') },
        cause: 'EFT2/1',
        journal: [journalled(anyClaim, payment, done)],
      });
      expect(back.balances).toEqual(billed(anyClaim));
      const ledger = applyToLedger({}, [...done.entries, ...back.entries]);
      expect(Object.keys(ledger).filter((key) => !key.startsWith('1015['))).toEqual([]);
      expect(sum(Object.values(ledger))).toBe(0);
      expect(provenWith(anyClaim, [...done.entries, ...back.entries], payment)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** Checks that fail for a claim that was paid by EFT1 and reversed by EFT2. */
function provenWith(of: Claim, entries: readonly JournalEntry[], { charge, paid }: ClaimPayment) {
  const run = proveLedger();
  run.claim({
    claimNo: of.claimNo,
    entries,
    adjudications: [
      { cause: 'EFT1/1', charge, paid },
      { cause: 'EFT2/1', charge: negate(charge), paid: negate(paid) },
    ],
    projected: {},
  });
  run.remittance('EFT1', paid);
  run.remittance('EFT2', negate(paid));
  return run.finish().checks.filter(({ ok }) => !ok);
}

it('law: reversing twice gives the first entry back', () => {
  const at = { entryId: 'x', cause: 'x', date: civilDate('20260310'), trace: 'EFT1' };
  for (const entry of posted.entries.filter(({ postings }) => postings.length > 0))
    expect(reverseEntry(reverseEntry(entry, at), at).postings).toEqual(entry.postings);
});
