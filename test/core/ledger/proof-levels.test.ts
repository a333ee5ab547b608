import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { applyEntries, noClaimBalances } from '../../../core/ledger/balances.ts';
import {
  claimBilled,
  depositMatched,
  type JournalEntry,
  reverseEntry,
} from '../../../core/ledger/entries.ts';
import { type LedgerProof, type LevelName, proveLedger } from '../../../core/ledger/proof.ts';
import { levelNames } from '../../../core/ledger/proof-levels.ts';
import { patientCashDeposited, patientPaid } from '../../../core/ledger/settling-entries.ts';
import { aClaim, aPayment, post, usd } from '../remit/given.ts';

const claim = aClaim('C0003', [{ code: '99213', charge: 120 }]);
const paid = aPayment({
  claimId: 'C0003-1',
  clp: '1/120/60/20',
  services: [{ code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'] }],
});
const entries = [
  ...claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 }),
  ...post({ claim, payment: paid }).entries,
];
const deposit = (amount: number, trace = 'EFT1'): JournalEntry =>
  depositMatched({ entryId: `d/${trace}`, cause: 'd', date: civilDate('20260211'), trace }, usd(amount));

interface Given {
  readonly claimEntries?: readonly JournalEntry[];
  readonly others?: readonly JournalEntry[];
  readonly pays?: number;
}
function prove(
  { claimEntries = entries, others = [], pays = 60 }: Given,
  more: (run: ReturnType<typeof proveLedger>) => void = () => {},
): LedgerProof {
  const run = proveLedger();
  run.claim({
    claimNo: claim.claimNo,
    entries: claimEntries,
    adjudications: [{ cause: 'EFT1/1', charge: usd(120), paid: usd(60) }],
    projected: applyEntries(noClaimBalances, claimEntries),
  });
  run.unclaimed(others);
  run.remittance('EFT1', usd(pays), 'TRN-EFT1');
  more(run);
  return run.finish();
}
const level = (proof: LedgerProof, name: LevelName) => proof.levels.find((one) => one.level === name);

it('proves five levels, in their order', () => {
  const { levels, balanced } = prove({ others: [deposit(60)] });
  expect(levels.map((one) => one.level)).toEqual(levelNames);
  expect(
    levels.map(({ ok, differenceCents, openCents, items }) => [ok, differenceCents, openCents, items]),
  ).toEqual(levelNames.map(() => [true, 0, 0, []]));
  expect(balanced).toBe(true);
});

const wrongLine = entries.map((entry) =>
  entry.type === 'J2'
    ? {
        ...entry,
        postings: entry.postings.map((p) => (p.account === '4110' ? { ...p, account: '2060' as const } : p)),
      }
    : entry,
);
const withoutReason = entries.map((entry) => (entry.type === 'J2' ? { ...entry, reasons: [] } : entry));

describe('names what does not come out, with amount and document', () => {
  test.each<[LevelName, Given, object]>([
    ['line', { claimEntries: wrongLine }, { what: 'lines-add-up', cents: 4000, claimNo: 'C0003', lineNo: 1 }],
    [
      'claim',
      { claimEntries: withoutReason },
      { what: 'adjudications-add-up', cents: 4000, claimNo: 'C0003' },
    ],
    ['cheque', { pays: 61 }, { what: 'remittances-equal-payments', cents: 100, trace: 'TRN-EFT1' }],
    [
      'deposit',
      { others: [deposit(59)] },
      { what: 'deposits-equal-payments', cents: 100, trace: 'TRN-EFT1' },
    ],
  ])('%s', (name, given, item) => {
    const proof = prove(given);
    expect(level(proof, name)).toMatchObject({ ok: false, items: expect.arrayContaining([item]) });
    expect(proof.balanced).toBe(false);
  });

  it('period: an entry that came into a closed day', () => {
    const [late] = entries;
    if (late === undefined) throw new Error('entries are posted');
    const proof = prove({}, (run) => run.late(late));
    expect(level(proof, 'period')).toMatchObject({
      ok: false,
      differenceCents: 12_000,
      items: [
        { what: 'closed-days-stay-closed', cents: 12_000, claimNo: 'C0003', lineNo: 1, date: '20260115' },
      ],
    });
  });

  it('deposit: the bank took in another amount', () => {
    const proof = prove({}, (run) =>
      run.deposit({
        depositId: 'd1',
        trace: 'TRN-EFT1',
        date: '20260211',
        amount: usd(59),
        difference: usd(-1),
      }),
    );
    expect(level(proof, 'deposit')).toMatchObject({
      ok: false,
      differenceCents: 100,
      items: [
        { what: 'deposits-equal-payments', cents: 100, trace: 'TRN-EFT1', depositId: 'd1', date: '20260211' },
        { what: 'awaits-deposit', cents: 6000, trace: 'TRN-EFT1' },
      ],
    });
  });
});

it('what waits is open and not wrong', () => {
  const proof = prove({}, (run) => run.deposit({ depositId: 'd1', date: '20260211', amount: usd(5) }));
  expect(proof.balanced).toBe(true);
  expect(level(proof, 'deposit')).toMatchObject({
    ok: true,
    differenceCents: 0,
    openCents: 6500,
    items: [
      { what: 'awaits-payment', cents: 500, depositId: 'd1' },
      { what: 'awaits-deposit', cents: 6000, trace: 'TRN-EFT1' },
    ],
  });
});

it('a payment of nothing waits for no deposit', () => {
  const run = proveLedger();
  run.remittance('EFT0', usd(0));
  expect(run.finish().levels.flatMap(({ items }) => items)).toEqual([]);
});

it('a deposit that was taken back waits again', () => {
  const made = deposit(60);
  const back = reverseEntry(made, {
    entryId: 'd/back',
    cause: 'd',
    date: civilDate('20260212'),
    trace: 'EFT1',
  });
  const proof = prove({ others: [made, back] });
  expect(proof.balanced).toBe(true);
  expect(level(proof, 'deposit')?.items).toEqual([
    { what: 'awaits-deposit', cents: 6000, trace: 'TRN-EFT1' },
  ]);
});

it('shows the first hundred and counts the rest', () => {
  const run = proveLedger();
  for (let i = 0; i < 130; i += 1) run.remittance(`EFT${i}`, usd(1));
  const cheque = level(run.finish(), 'cheque');
  expect([cheque?.items.length, cheque?.itemsLeftOff, cheque?.differenceCents]).toEqual([100, 30, 13_000]);
});

describe('patients’ money on the level of deposits', () => {
  const at = { cause: 'R1', date: civilDate('20260212'), claimNo: claim.claimNo, lineNo: 1 };
  const paidBy = patientPaid({ ...at, entryId: 'R1/J6/1' }, usd(20), 'cash');
  const banked = (amount: number) => patientCashDeposited({ ...at, entryId: 'd/J16' }, usd(amount));
  const of = (...others: readonly JournalEntry[]) =>
    level(prove({ claimEntries: [...entries, paidBy], others: [deposit(60), ...others] }), 'deposit');

  it('is open until the bank has it, wrong where the bank has more, and else nothing to be told', () => {
    expect(of()).toMatchObject({
      ...{ ok: true, openCents: 2000 },
      items: [{ what: 'awaits-deposit', cents: 2000, trace: 'patient cash' }],
    });
    const { lineNo: _, ...cash } = banked(20);
    expect(of(cash)).toMatchObject({ ok: true, openCents: 0, items: [] });
    expect(of({ ...banked(25) })).toMatchObject({ ok: false, differenceCents: 500 });
  });
});
