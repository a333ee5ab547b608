import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { applyEntries, noClaimBalances } from '../../../core/ledger/balances.ts';
import { claimBilled, type JournalEntry } from '../../../core/ledger/entries.ts';
import { type CheckName, type ClaimRecord, checkNames, proveLedger } from '../../../core/ledger/proof.ts';
import {
  movedBackFromPatient,
  patientBalanceWaived,
  patientPaid,
  patientPrepaid,
  placedInCollections,
  refunded,
} from '../../../core/ledger/settling-entries.ts';
import { postUnknownClaim } from '../../../core/remit/post.ts';
import { aClaim, aPayment, post, usd } from '../remit/given.ts';

const claim = aClaim('C0003', [
  { code: '99213', charge: 120 },
  { code: '87880', charge: 30 },
]);
const services = [
  { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
  { code: '87880', charge: 30, paid: 0, cas: ['CO-50 20', 'OA-23 10'] },
];
const posted = post({ claim, payment: aPayment({ claimId: 'C0003-1', clp: '1/150/60/20', services }) });
const entries = [
  ...claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 }),
  ...posted.entries,
];
const record: ClaimRecord = {
  claimNo: claim.claimNo,
  entries,
  adjudications: [{ cause: 'EFT1/1', charge: usd(150), paid: usd(60) }],
  projected: applyEntries(noClaimBalances, entries),
};

const proofOf = (records: readonly ClaimRecord[], paid = 60) => {
  const run = proveLedger();
  records.forEach(run.claim);
  run.remittance('EFT1', usd(paid));
  return run.finish();
};
const failing = (proof: ReturnType<typeof proofOf>) =>
  proof.checks.filter((c) => !c.ok).map((c) => [c.name, c.differenceCents]);

it('proves a ledger that is right', () => {
  const proof = proofOf([record]);
  expect(proof).toMatchObject({
    balanced: true,
    checks: checkNames.map((name) => ({ name, ok: true, differenceCents: 0 })),
  });
  expect(proof.trialBalance).toEqual([
    { account: '1015', name: 'Remittance clearing', debitCents: 6000, creditCents: 0 },
    { account: '1100', name: 'Receivable from insurance', debitCents: 3000, creditCents: 0 },
    { account: '1110', name: 'Receivable from patients', debitCents: 2000, creditCents: 0 },
    { account: '4010', name: 'Gross charges', debitCents: 0, creditCents: 15000 },
    { account: '4110', name: 'Contractual adjustments', debitCents: 4000, creditCents: 0 },
  ]);
});

it('an empty ledger is right', () => {
  expect(proveLedger().finish()).toMatchObject({ balanced: true, trialBalance: [] });
});

it('money in suspense is part of its remittance', () => {
  const run = proveLedger();
  run.claim(record);
  const unknown = aPayment({ claimId: 'ZZ99', clp: '1/75/75' });
  run.unclaimed(postUnknownClaim(unknown, { trace: 'EFT1', date: civilDate('20260210') }, 'EFT1/2'));
  run.remittance('EFT1', usd(135));
  expect(run.finish().balanced).toBe(true);
});

/** The record with its entries changed; the projection follows unless it is the fault. */
const changed = (change: (entries: readonly JournalEntry[]) => readonly JournalEntry[]): ClaimRecord => {
  const wrong = change(entries);
  return { ...record, entries: wrong, projected: applyEntries(noClaimBalances, wrong) };
};
const onType = (type: string, change: (e: JournalEntry) => JournalEntry): ClaimRecord =>
  changed((all) => all.map((e) => (e.type === type ? change(e) : e)));

const oneDollarTooMuch = onType('J3b', (e) => ({
  ...e,
  postings: e.postings.map((p) => ('debit' in p ? { ...p, debit: usd(21) } : p)),
}));

describe('finds', () => {
  test.each<[CheckName, ClaimRecord, number]>([
    ['entries-balance', oneDollarTooMuch, 100],
    ['accounting-equation', oneDollarTooMuch, 100],
    [
      'lines-add-up',
      onType('J2', (e) => ({
        ...e,
        postings: e.postings.map((p) => (p.account === '4110' ? { ...p, account: '2060' } : p)),
      })),
      4000,
    ],
    [
      'adjudications-add-up',
      { ...record, adjudications: [{ cause: 'EFT1/1', charge: usd(150), paid: usd(61) }] },
      200,
    ],
    ['nothing-posted-twice', changed((all) => [...all, ...all.filter((e) => e.type === 'J1')]), 6000],
    [
      'projections-equal-journals',
      { ...record, projected: { ...record.projected, 2: { '1100[1]': usd(29) } } },
      3100,
    ],
    [
      'patients-owe-only-their-share',
      onType('J3b', (e) => ({ ...e, reasons: [{ group: 'CO', carc: '45', amount: usd(20) }] })),
      2000,
    ],
    [
      'receivables-equal-open-balances',
      { ...record, projected: { ...record.projected, 2: { '1100[1]': usd(29) } } },
      100,
    ],
    ['no-receivable-below-zero', changed((all) => all.filter((e) => e.type !== 'J0')), 12000],
  ])('%s', (name, wrong, difference) => {
    expect(failing(proofOf([wrong]))).toContainEqual([name, difference]);
  });

  it('a remittance that was posted short', () => {
    expect(failing(proofOf([record], 61))).toEqual([['remittances-equal-payments', 100]]);
  });

  it('a remittance that posted without being known', () => {
    const run = proveLedger();
    run.claim(record);
    expect(failing(run.finish())).toEqual([['remittances-equal-payments', 6000]]);
  });

  it('an entry of suspense that stands twice', () => {
    const run = proveLedger();
    const unknown = aPayment({ claimId: 'ZZ99', clp: '1/75/75' });
    const suspense = postUnknownClaim(unknown, { trace: 'EFT1', date: civilDate('20260210') }, 'EFT1/2');
    run.unclaimed(suspense);
    run.unclaimed(suspense);
    run.remittance('EFT1', usd(150));
    expect(failing(run.finish())).toEqual([['nothing-posted-twice', 7500]]);
  });
});

describe('finds of patients’ money', () => {
  const act = { ...{ cause: 'act', date: civilDate('20260215') }, claimNo: claim.claimNo, lineNo: 1 };
  const then = (...more: readonly JournalEntry[]): ClaimRecord => changed((all) => [...all, ...more]);
  const at = (entryId: string) => ({ ...act, entryId });

  it('nothing, while it is paid, waived, placed, returned and given back', () => {
    const right = then(
      ...[
        patientPaid(at('a'), usd(5), 'cash'),
        patientPrepaid(at('b'), usd(9)),
        placedInCollections(at('c'), usd(15)),
      ],
      ...[placedInCollections(at('d'), usd(-4)), patientPaid(at('e'), usd(4), 'credit')],
      ...[patientPaid(at('f'), usd(-2), 'credit'), patientBalanceWaived(at('g'), usd(2), 'charity')],
      refunded(at('h'), usd(7), '2020'),
    );
    expect(failing(proofOf([right]))).toEqual([]);
  });

  test.each<[CheckName, ClaimRecord, number]>([
    ['no-receivable-below-zero', then(patientPaid(at('a'), usd(21), 'cash')), 100],
    ['no-receivable-below-zero', then(placedInCollections(at('a'), usd(-3))), 300],
    ['no-patient-credit-below-zero', then(patientPaid(at('a'), usd(6), 'credit')), 600],
    [
      'patients-owe-only-their-share',
      then(movedBackFromPatient({ ...at('a'), payerSequence: 1 }, { amount: usd(-7), nextPayer: 1 })),
      700,
    ],
    [
      'patients-owe-only-their-share',
      then({
        ...patientBalanceWaived(at('a'), usd(1), 'courtesy'),
        postings: [
          { account: '1110', debit: usd(4) },
          { account: '4130', credit: usd(4) },
        ],
      }),
      400,
    ],
  ])('%s', (name, wrong, difference) => {
    expect(failing(proofOf([wrong]))).toContainEqual([name, difference]);
  });
});

it('judges lines that offset each other by their claim', () => {
  const bundled = aClaim('C0047', [
    { code: 'A0001', charge: 100 },
    { code: 'A0002', charge: 50 },
  ]);
  const done = post({
    claim: bundled,
    payment: aPayment({
      claimId: 'C0047-1',
      clp: '1/150/120',
      services: [
        { code: 'A0001', charge: 100, paid: 120, cas: ['OA-94 -50', 'CO-45 30'] },
        { code: 'A0002', charge: 50, paid: 0, cas: ['CO-97 50'] },
      ],
    }),
  });
  const all = [
    ...claimBilled(bundled, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 }),
    ...done.entries,
  ];
  const proof = proofOf(
    [
      {
        claimNo: bundled.claimNo,
        entries: all,
        adjudications: [{ cause: 'EFT1/1', charge: usd(150), paid: usd(120) }],
        projected: done.balances,
      },
    ],
    120,
  );
  expect(failing(proof)).toEqual([]);
});
