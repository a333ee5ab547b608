import { describe, expect, it, test } from 'vitest';
import type { FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import { accountTotal, applyToLedger, claimTotals, insuranceOpen } from '../../../core/ledger/balances.ts';
import type { JournalEntry } from '../../../core/ledger/entries.ts';
import { formatDollars } from '../../../core/money.ts';
import { postUnknownClaim } from '../../../core/remit/post.ts';
import type { ClaimPosting } from '../../../core/remit/posting.ts';
import { aClaim, aPayment, billed, filingIn, post, usd } from './given.ts';

/** `J1 76.00`: what was moved, per kind of entry. */
function moved(entries: readonly JournalEntry[]): Record<string, string> {
  const totals = new Map<string, number>();
  for (const { type, postings } of entries) {
    const [to] = postings;
    if (to === undefined || !('debit' in to)) continue;
    const swapped = to.account === '1100' && type !== 'J3a' && type !== 'J0';
    totals.set(type, (totals.get(type) ?? 0) + (swapped ? -to.debit : to.debit));
  }
  return Object.fromEntries([...totals].map(([type, amount]) => [type, formatDollars(usd(amount / 100))]));
}

const path = ({ transition }: ClaimPosting) => transition.steps.map((s) => `${s.row} ${s.to}`);
const dollars = ({ balances }: ClaimPosting) => {
  const { insurancePaid, contractual, insuranceOpen: open, patientOpen: patient } = claimTotals(balances);
  return [insurancePaid, contractual, open, patient].map(formatDollars);
};

const c0003 = aClaim('C0003', [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30, modifiers: ['QW'] },
]);
const paidC0003 = aPayment({
  claimId: 'C0003-1',
  clp: '1/150/76/20',
  services: [
    { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'], line: 'C0003-1-1' },
    { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'], line: 'C0003-1-2' },
  ],
});

describe('the scenarios of domain.md 9', () => {
  it('S01: pays a claim, writes off the contract and leaves the copay to the patient', () => {
    const done = post({ claim: c0003, payment: paidC0003 });
    expect(path(done)).toEqual(['22 PAID', '49 CLOSED']);
    expect(moved(done.entries)).toEqual({ J1: '76.00', J2: '54.00', J3b: '20.00' });
    expect(dollars(done)).toEqual(['76.00', '54.00', '0.00', '20.00']);
    expect(done.denials).toEqual([]);
    expect(done.work).toEqual([]);
  });

  it('S02: a CO-16 denial moves no money although CLP02 is 1', () => {
    const claim = aClaim('C0001', [
      { code: '99213', charge: 120 },
      { code: '87880', charge: 30 },
    ]);
    const services = [
      { code: '99213', charge: 120, paid: 0, cas: ['CO-16 120'], remarks: ['N286'] },
      { code: '87880', charge: 30, paid: 0, cas: ['CO-16 30'], remarks: ['N286'] },
    ];
    const done = post({ claim, payment: aPayment({ claimId: 'C0001-1', clp: '1/150/0', services }) });
    expect(path(done)).toEqual(['25 DENIED']);
    expect(moved(done.entries)).toEqual({});
    expect(done.entries.map((e) => e.type)).toEqual(['J4', 'J4']);
    expect(formatDollars(insuranceOpen(done.balances, 1))).toBe('150.00');
    expect(done.denials).toEqual([
      { lineNo: 1, group: 'CO', carc: '16', amount: usd(120), remarks: ['N286'] },
      { lineNo: 2, group: 'CO', carc: '16', amount: usd(30), remarks: ['N286'] },
    ]);
  });

  it('S03: a CO-97 on one of two lines is a partial denial', () => {
    const claim = aClaim('C0004', [
      { code: '99213', charge: 100 },
      { code: '36415', charge: 15 },
    ]);
    const services = [
      { code: '99213', charge: 100, paid: 70, cas: ['CO-45 30'] },
      { code: '36415', charge: 15, paid: 0, cas: ['CO-97 15'] },
    ];
    const done = post({ claim, payment: aPayment({ claimId: 'C0004-1', clp: '1/115/70', services }) });
    expect(path(done)).toEqual(['24 PART_DENIED']);
    expect(moved(done.entries)).toEqual({ J1: '70.00', J2: '30.00' });
    expect(dollars(done)).toEqual(['70.00', '30.00', '15.00', '0.00']);
    expect(done.denials.map((d) => [d.carc, formatDollars(d.amount)])).toEqual([['97', '15.00']]);
  });

  it('S04: deductible and coinsurance are due from the patient, with their reasons', () => {
    const claim = aClaim('C0005', [{ code: '99214', charge: 200 }]);
    const services = [{ code: '99214', charge: 200, paid: 40, cas: ['CO-45 50', 'PR-1 100', 'PR-2 10'] }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0005-1', clp: '1/200/40/110', services }) });
    expect(path(done)).toEqual(['22 PAID', '49 CLOSED']);
    expect(dollars(done)).toEqual(['40.00', '50.00', '0.00', '110.00']);
    expect(done.entries.find((e) => e.type === 'J3b')?.reasons).toEqual([
      { group: 'PR', carc: '1', amount: usd(100) },
      { group: 'PR', carc: '2', amount: usd(10) },
    ]);
  });

  it('S05: all deductible is ZERO_PAID and no denial', () => {
    const claim = aClaim('C0006', [{ code: '99214', charge: 150 }]);
    const services = [{ code: '99214', charge: 150, paid: 0, cas: ['CO-45 30', 'PR-1 120'] }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0006-1', clp: '1/150/0/120', services }) });
    expect(path(done)).toEqual(['23 ZERO_PAID', '49 CLOSED']);
    expect(dollars(done)).toEqual(['0.00', '30.00', '0.00', '120.00']);
    expect(done.denials).toEqual([]);
  });

  it('S11: one payment finds its claim, the other waits in suspense', () => {
    const claim = aClaim('C0003', [{ code: '99213', charge: 50 }]);
    const services = [{ code: '99213', charge: 50, paid: 50 }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0003-1', clp: '1/50/50', services }) });
    expect(moved(done.entries)).toEqual({ J1: '50.00' });

    const unknown = aPayment({
      claimId: 'ZZ99',
      clp: '1/75/75',
      services: [{ code: '99213', charge: 75, paid: 75 }],
    });
    const remittance = { trace: 'EFT1', date: civilDate('20260210') };
    expect(moved(postUnknownClaim(unknown, remittance, 'EFT1/2'))).toEqual({ J12: '75.00' });
    expect(postUnknownClaim({ ...unknown, paid: usd(0) }, remittance, 'EFT1/2')).toEqual([]);
  });

  it('S22: a wholly denied claim of a zero-pay remittance makes no cash entry', () => {
    const claim = aClaim('C0007', [{ code: '99213', charge: 80 }]);
    const services = [{ code: '99213', charge: 80, paid: 0, cas: ['CO-50 80'] }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0007-1', clp: '1/80/0', services }) });
    expect(path(done)).toEqual(['25 DENIED']);
    expect(moved(done.entries)).toEqual({});
    expect(done.denials).toHaveLength(1);
  });

  it('S25: what is left goes to the next payer', () => {
    const claim = aClaim(
      'C0002',
      [
        { code: '99214', charge: 180 },
        { code: '81002', charge: 40 },
      ],
      { secondary: true },
    );
    const services = [
      { code: '99214', charge: 180, paid: 96, cas: ['CO-45 60', 'PR-2 24'] },
      { code: '81002', charge: 40, paid: 5, cas: ['CO-45 35'] },
    ];
    const done = post({ claim, payment: aPayment({ claimId: 'C0002-1', clp: '1/220/101/24', services }) });
    expect(path(done)).toEqual(['22 PAID', '46 CLOSED']);
    expect(moved(done.entries)).toEqual({ J1: '101.00', J2: '95.00', J3a: '24.00' });
    expect([1, 2].map((k) => formatDollars(insuranceOpen(done.balances, k)))).toEqual(['0.00', '24.00']);
    expect(done.work).toEqual([]);
  });

  it('S28: a forwarded claim waits for the next payer', () => {
    const claim = aClaim('C0002', [{ code: '99214', charge: 180 }], { secondary: true });
    const services = [{ code: '99214', charge: 180, paid: 96, cas: ['CO-45 60', 'PR-2 24'] }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0002-1', clp: '19/180/96/24', services }) });
    expect(path(done)).toEqual(['26 FORWARDED']);
    expect(formatDollars(insuranceOpen(done.balances, 2))).toBe('24.00');
  });

  it('S35: a replacement takes the place of a denial that paid nothing', () => {
    const denial = { paidCents: 0, patientCents: 0, whollyDenied: true };
    const filing = filingIn('REPLACING', { attempt: 2, before: 'DENIED', adjudication: denial });
    const done = post({ claim: c0003, payment: { ...paidC0003, frequency: '7' }, filing });
    expect(path(done)).toEqual(['37 PAID', '49 CLOSED']);
    expect(dollars(done)).toEqual(['76.00', '54.00', '0.00', '20.00']);
  });

  it('S47: bundled lines offset each other and deny nothing', () => {
    const claim = aClaim('C0047', [
      { code: 'A0001', charge: 100 },
      { code: 'A0002', charge: 50 },
    ]);
    const services = [
      { code: 'X0001', submitted: 'A0001', charge: 100, paid: 120, cas: ['OA-94 -50', 'CO-45 30'] },
      { code: 'X0001', submitted: 'A0002', charge: 50, paid: 0, cas: ['CO-97 50'] },
    ];
    const done = post({ claim, payment: aPayment({ claimId: 'C0047-1', clp: '1/150/120', services }) });
    expect(path(done)).toEqual(['22 PAID', '49 CLOSED']);
    expect(moved(done.entries)).toEqual({ J1: '120.00', J2: '30.00' });
    expect(dollars(done)).toEqual(['120.00', '30.00', '0.00', '0.00']);
    expect(formatDollars(done.totals.information)).toBe('0.00');
    expect([done.denials, done.work]).toEqual([[], []]);
  });

  it('S47, variant: a CARC 94 that nothing offsets is a negative contractual amount', () => {
    const claim = aClaim('C0048', [{ code: 'A0001', charge: 100 }]);
    const services = [{ code: 'A0001', charge: 100, paid: 120, cas: ['OA-94 -20'] }];
    const done = post({ claim, payment: aPayment({ claimId: 'C0048-1', clp: '1/100/120', services }) });
    expect(moved(done.entries)).toEqual({ J1: '120.00', J2: '-20.00' });
    expect(dollars(done)).toEqual(['120.00', '-20.00', '0.00', '0.00']);
  });

  it('S53: an 835 before any acknowledgment posts', () => {
    const done = post({ claim: c0003, payment: paidC0003, filing: filingIn('SENT') });
    expect(path(done)).toEqual(['22 PAID', '49 CLOSED']);
  });

  it('S58: a later payer leaves to the patient no more than is open, and someone looks at why', () => {
    const claim = aClaim('C0002', [{ code: '99214', charge: 180 }], { secondary: true });
    const first = post({
      claim,
      payment: aPayment({
        claimId: 'C0002-1',
        clp: '1/180/96/24',
        services: [{ code: '99214', charge: 180, paid: 96, cas: ['CO-45 60', 'PR-2 24'] }],
      }),
    });
    const services = [{ code: '99214', charge: 180, paid: 0, cas: ['PR-27 180'] }];
    const payment = aPayment({ claimId: 'C0002-2', clp: '2/180/0/180', services });
    const done = post({ claim, payment, payerSequence: 2, balances: first.balances, cause: 'EFT2/1' });
    expect(moved(done.entries)).toEqual({ J3b: '24.00' });
    expect(dollars(done)).toEqual(['96.00', '60.00', '0.00', '24.00']);
    expect(done.denials.map((d) => [d.group, d.carc, formatDollars(d.amount)])).toEqual([
      ['PR', '27', '24.00'],
    ]);
    expect(formatDollars(done.totals.information)).toBe('156.00');
  });

  it('S59, first half: a second payment without a reversal is owed to the payer', () => {
    const first = post({ claim: c0003, payment: paidC0003 });
    const filing = filingIn('CLOSED', {
      rank: 6,
      adjudication: { paidCents: usd(76), patientCents: usd(20), whollyDenied: false },
    });
    const services = [
      { code: '99213', charge: 120, paid: 80, cas: ['CO-45 40'] },
      { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'] },
    ];
    const payment = aPayment({ claimId: 'C0003-1', clp: '1/150/96', services });
    const done = post({ claim: c0003, payment, filing, balances: first.balances, cause: 'EFT2/1' });
    expect(done.disposition).toBe('credited');
    expect(path(done)).toEqual(['32 CLOSED']);
    expect(moved(done.entries)).toEqual({ J14: '96.00' });
    expect(done.work).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
    expect(dollars(done)).toEqual(['172.00', '54.00', '0.00', '20.00']);
    expect(accountTotal(applyToLedger({}, done.entries), '2010')).toBe(usd(-96));
  });
});

const oneLine = aClaim('C0010', [{ code: '99213', charge: 100 }]);
const onOneLine = (paid: number, ...cas: string[]) =>
  post({
    claim: oneLine,
    payment: aPayment({
      claimId: 'C0010-1',
      clp: `1/100/${paid}`,
      services: [{ code: '99213', charge: 100, paid, cas }],
    }),
  });

describe('the verdict is by money and adjustments', () => {
  test.each<[string, number, string[], FilingState, string]>([
    ['paid in full', 100, [], 'CLOSED', '0.00'],
    ['capitation', 0, ['CO-24 100'], 'CLOSED', '0.00'],
    ['paid with sequestration', 78, ['CO-45 20', 'CO-253 2'], 'CLOSED', '0.00'],
    ['prior payer paid it all', 0, ['OA-23 100'], 'ZERO_PAID', '100.00'],
    ['partly paid with a payer reduction', 60, ['CO-45 20', 'PI-59 20'], 'PART_DENIED', '20.00'],
    ['multiple procedure rule, partly paid', 50, ['CO-59 50'], 'CLOSED', '0.00'],
    ['multiple procedure rule, not paid', 0, ['CO-59 100'], 'DENIED', '100.00'],
    ['contractual words under OA', 60, ['OA-45 40'], 'PART_DENIED', '40.00'],
    ['denied with a patient share', 0, ['PR-1 30', 'CO-50 70'], 'PART_DENIED', '70.00'],
    ['left to the patient although not covered', 0, ['PR-96 100'], 'CLOSED', '0.00'],
    ['a reason nobody knows', 0, ['CO-999 100'], 'DENIED', '100.00'],
  ])('%s', (_, paid, cas, state, open) => {
    const done = onOneLine(paid, ...cas);
    expect([done.transition.state, formatDollars(insuranceOpen(done.balances, 1))]).toEqual([state, open]);
  });

  it('skips amounts of zero', () => {
    const done = onOneLine(100, 'CO-50 0', 'PR-1 0');
    expect(done.entries.map((e) => e.type)).toEqual(['J1']);
  });

  it('asks for a look at a patient share that is no patient responsibility', () => {
    expect(onOneLine(0, 'PR-96 100').denials.map((d) => d.carc)).toEqual(['96']);
  });
});

describe('a payment of more than is open', () => {
  it('pays what is open and is owed to the payer for the rest; what it says besides posts nothing', () => {
    const done = onOneLine(120, 'CO-45 20', 'PR-1 10', 'OA-100 -50');
    expect([done.disposition, moved(done.entries)]).toEqual(['posted', { J14: '120.00' }]);
    expect(accountTotal(applyToLedger({}, done.entries), '2010')).toBe(usd(-20));
    expect(dollars(done)).toEqual(['120.00', '0.00', '0.00', '0.00']);
    expect(done.work).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
    expect([done.totals.information, done.totals.patient]).toEqual([usd(30), usd(0)]);
  });

  it('concerns its line alone: the others post as usual', () => {
    const services = [
      { code: '99213', charge: 120, paid: 130, cas: ['OA-100 -10'], line: 'C0003-1-1' },
      { code: '87880', charge: 30, paid: 16, cas: ['CO-45 10', 'PR-3 4'], line: 'C0003-1-2' },
    ];
    const done = post({
      claim: c0003,
      payment: aPayment({ claimId: 'C0003-1', clp: '1/150/146/4', services }),
    });
    expect(moved(done.entries)).toEqual({ J14: '130.00', J1: '16.00', J2: '10.00', J3b: '4.00' });
    expect(accountTotal(applyToLedger({}, done.entries), '2010')).toBe(usd(-10));
  });

  it('concerns all lines where they offset each other', () => {
    const claim = aClaim('C0047', [
      { code: 'A0001', charge: 100 },
      { code: 'A0002', charge: 50 },
    ]);
    const services = [
      { code: 'X0001', submitted: 'A0001', charge: 100, paid: 170, cas: ['OA-94 -70'] },
      { code: 'X0001', submitted: 'A0002', charge: 50, paid: 0, cas: ['CO-97 50'] },
    ];
    const payment = aPayment({ claimId: 'C0047-1', clp: '1/150/170', services });
    expect(moved(post({ claim, payment }).entries)).toEqual({ J1: '170.00', J2: '-20.00' });
    const paidBefore = post({
      claim,
      payment: aPayment({ claimId: 'C0047-1', clp: '1/150/60', cas: ['CO-45 90'] }),
    });
    const again = post({ claim, payment, balances: paidBefore.balances, cause: 'EFT2/1' });
    expect(moved(again.entries)).toEqual({ J14: '170.00' });
    expect(accountTotal(applyToLedger({}, again.entries), '2010')).toBe(usd(-170));
  });

  it('caps write-offs at what is open besides what is denied', () => {
    const services = [
      { code: '99213', charge: 120, paid: 60, cas: ['CO-45 50', 'CO-50 10'], line: 'C0010-1-1' },
    ];
    const done = post({
      claim: oneLine,
      payment: aPayment({ claimId: 'C0010-1', clp: '1/120/60', services }),
    });
    expect(moved(done.entries)).toEqual({ J1: '60.00', J2: '30.00' });
    expect(formatDollars(insuranceOpen(done.balances, 1))).toBe('10.00');
    expect(done.work).toEqual(['LINE_CHARGE_MISMATCH']);
  });
});

describe('money that does not fit goes to suspense as a whole', () => {
  it('a negative payment that is no reversal comes out of suspense', () => {
    const done = onOneLine(-10, 'CO-45 110');
    expect([done.disposition, moved(done.entries), done.work]).toEqual([
      'suspended',
      { J12: '10.00' },
      ['UNEXPECTED_DOCUMENT'],
    ]);
    expect(done.entries[0]?.postings[0]).toEqual({ account: '2030', debit: usd(10) });
  });

  it('a payment for a claim that was never sent', () => {
    const done = post({ claim: c0003, payment: paidC0003, filing: filingIn('DRAFT') });
    expect([done.disposition, done.work]).toEqual(['suspended', ['UNEXPECTED_DOCUMENT']]);
  });

  it('and a patient’s part below zero still proves that a batched claim was sent', () => {
    const services = [{ code: '99213', charge: 100, paid: 90, cas: ['CO-45 20', 'PR-1 -10'] }];
    const payment = aPayment({ claimId: 'C0010-1', clp: '1/100/90', services });
    const done = post({ claim: oneLine, payment, filing: filingIn('BATCHED') });
    expect(path(done)).toEqual(['6 SENT']);
    expect(done.work).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
  });

  it('a denial of a paid claim suspends nothing and moves nothing', () => {
    const filing = filingIn('PAID', {
      adjudication: { paidCents: 100, patientCents: 0, whollyDenied: false },
    });
    const services = [{ code: '99213', charge: 150, paid: 0, cas: ['CO-18 150'] }];
    const done = post({
      claim: c0003,
      payment: aPayment({ claimId: 'C0003-1', clp: '1/150/0', services }),
      filing,
    });
    expect([done.entries, done.work]).toEqual([[], ['POSSIBLE_DUPLICATE_PAYMENT']]);
  });
});

describe('amounts without a line', () => {
  it('post to the claim as a whole when the payer lists no services', () => {
    const payment = aPayment({ claimId: 'C0003-1', clp: '1/150/100/20', cas: ['CO-45 30', 'PR-2 20'] });
    const done = post({ claim: c0003, payment });
    expect(dollars(done)).toEqual(['100.00', '30.00', '0.00', '20.00']);
    expect(done.entries.every((e) => e.lineNo === 0)).toBe(true);
    expect(done.transition.state).toBe('CLOSED');
  });

  it('the claim’s own adjustments reduce what its lines were paid', () => {
    const services = [{ code: '99213', charge: 100, paid: 80, cas: ['CO-45 20'] }];
    const payment = aPayment({ claimId: 'C0010-1', clp: '1/100/60/20', services, cas: ['PR-1 20'] });
    const done = post({ claim: oneLine, payment });
    expect(dollars(done)).toEqual(['60.00', '20.00', '0.00', '20.00']);
  });

  it('a service that fits no line posts to the claim and asks for a person', () => {
    const services = [{ code: '77777', charge: 100, paid: 70, cas: ['CO-45 30'], line: 'OTHER-1-1' }];
    const done = post({
      claim: oneLine,
      payment: aPayment({ claimId: 'C0010-1', clp: '1/100/70', services }),
    });
    expect(done.work).toEqual(['LINE_UNMATCHED']);
    expect(dollars(done)).toEqual(['70.00', '30.00', '0.00', '0.00']);
  });
});

it('tells what else the payer said', () => {
  const payment = aPayment(
    {
      claimId: 'C0010-1',
      clp: '1/100/70',
      services: [{ code: '99213', charge: 100, paid: 70, cas: ['CO-45 20', 'CO-23 10'] }],
    },
    { demographicsCorrected: true, correctedPriorityPayer: { name: 'BETA' } },
  );
  const done = post({ claim: oneLine, payment });
  expect(done.work).toEqual([
    'ADJUSTMENT_GROUP_UNUSUAL',
    'DEMOGRAPHIC_CORRECTION',
    'OTHER_PAYER_PRIMARY',
    'BALANCE_UNEXPLAINED',
  ]);
});

it('bills lines that have a charge only', () => {
  const claim = aClaim('C0011', [
    { code: '99213', charge: 100 },
    { code: 'G8427', charge: 0 },
  ]);
  expect(Object.keys(billed(claim))).toEqual(['1']);
});
