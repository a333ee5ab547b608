import { describe, expect, it, test } from 'vitest';
import { heldInSuspense } from '../../../core/ledger/entries.ts';
import {
  creditRecouped,
  denialWrittenOff,
  patientBalanceWaived,
} from '../../../core/ledger/settling-entries.ts';
import { rounded } from '../../../core/report/figures.ts';
import { type KpiName, kpiNames } from '../../../core/report/kpi-catalogue.ts';
import type { KpiRequest } from '../../../core/report/kpis.ts';
import { usd } from '../remit/given.ts';
import {
  accepted,
  decided,
  type GivenJournal,
  journalOf,
  kpisOf,
  leavesToPatient,
  type Made,
  on,
  patientPays,
  pays,
  paysTwice,
  prepays,
  reduces,
  refunds,
  refused,
  SENT,
} from './given.ts';

const billed = (no: string, charge = 100, sent = '2026-01-10') =>
  journalOf(no, { charge, served: '2026-01-05', sent });
const writesOff =
  (dollars: number): Made =>
  (origin) =>
    denialWrittenOff(origin, { amount: usd(dollars), reasons: [] });
const waives =
  (dollars: number): Made =>
  (origin) =>
    patientBalanceWaived(origin, usd(dollars), 'courtesy');

/** A measure's two numbers. */
function numbers(name: KpiName, journals: readonly GivenJournal[], request: Partial<KpiRequest> = {}) {
  const found = kpisOf(journals, request).kpis.find((one) => one.name === name);
  return found === undefined ? undefined : [found.numerator, found.denominator];
}

describe('clean claims', () => {
  const clean = billed('C0001');
  const held = journalOf('C0002', {
    ...{ charge: 100, served: '2026-01-05', sent: '2026-01-10' },
    before: [{ state: 'EDIT_HOLD' }],
  });
  const [assembled] = billed('C0003').events;
  const changed = journalOf('C0003', {
    ...{ charge: 100, served: '2026-01-05', sent: '2026-01-10' },
    before: assembled === undefined ? [] : [{ facts: assembled.facts }],
  });

  it('were neither held nor changed before they first went out', () => {
    expect(numbers('clean-claims', [clean, held, changed])).toEqual([1, 3]);
  });

  it('are those of the period, by the day of sending', () => {
    expect(numbers('clean-claims', [clean, billed('C0004', 100, '2026-04-01')])).toEqual([1, 1]);
  });

  it('count once: a second attempt is no first', () => {
    const twice = billed('C0005').happens('2026-02-01', { ...SENT, attempt: 2 });
    expect(numbers('clean-claims', [twice])).toEqual([1, 1]);
    expect(numbers('clean-claims', [twice], { from: on('2026-02-01') })).toEqual([0, 0]);
  });
});

describe('front-end rejections', () => {
  it('are counted by sending: the second one of a refused claim was not refused', () => {
    const again = billed('C0001')
      .happens('2026-01-12', refused)
      .happens('2026-01-15', { ...SENT, attempt: 2 });
    expect(numbers('front-end-rejections', [again, billed('C0002')])).toEqual([1, 3]);
  });

  it('belong to the day of sending, though the answer comes later', () => {
    const late = billed('C0001').happens('2026-04-12', refused);
    expect(numbers('front-end-rejections', [late])).toEqual([1, 1]);
  });

  it('of one filing say nothing of another', () => {
    const two = billed('C0001').happens('2026-01-20', { ...refused, filing: 2 });
    expect(numbers('front-end-rejections', [two])).toEqual([0, 1]);
  });
});

describe('first decisions', () => {
  const paid = billed('C0001').happens('2026-02-01', decided('2026-02-01', { charge: 100 }));
  const inPart = billed('C0002', 200).happens(
    '2026-02-01',
    decided('2026-02-01', { charge: 200, denials: ['CO-16 30'], state: 'PART_DENIED' }),
  );
  const secondAttempt = billed('C0003')
    .happens('2026-01-12', refused)
    .happens('2026-01-15', { ...SENT, attempt: 2 })
    .happens('2026-02-01', { ...decided('2026-02-01', { charge: 100 }), attempt: 2 });
  const all = [paid, inPart, secondAttempt];

  it('settle at the first pass without a denial item, in the first attempt', () => {
    expect(numbers('first-pass', all)).toEqual([1, 3]);
  });

  it('deny by count and by dollars', () => {
    expect(numbers('initial-denials', all)).toEqual([1, 3]);
    expect(numbers('initial-denials-dollars', all)).toEqual([usd(30), usd(400)]);
  });

  it('are dated by the 835, and a second one is no first', () => {
    const later = billed('C0001')
      .happens('2026-02-01', decided('2025-12-31', { charge: 100, denials: ['CO-16 100'], state: 'DENIED' }))
      .happens('2026-03-01', decided('2026-03-01', { charge: 100 }));
    expect(numbers('first-pass', [later])).toEqual([0, 0]);
    expect(numbers('initial-denials', [later], { from: on('2025-12-01') })).toEqual([1, 1]);
  });

  it('of a match that was undone are none', () => {
    const unmatched = billed('C0001').happens('2026-02-01', decided('2026-02-01', { charge: 100 }));
    const cause = unmatched.events.at(-1)?.cause ?? '';
    unmatched.happens('2026-02-03', {
      facts: {
        ...{ kind: 'unmatched', user: 'ann', remittanceId: 'r', ordinal: 1, n: 1, reverses: cause },
        ...{ chargeCents: -10_000, paidCents: 0, restores: { state: 'SENT', rank: 0 } },
      },
    });
    expect(numbers('initial-denials', [unmatched])).toEqual([0, 0]);
  });
});

describe('money', () => {
  const claim = () =>
    billed('C0001', 1000).moves(
      '2026-02-01',
      ...[pays(500), reduces(200), leavesToPatient(100), writesOff(150)],
    );

  it('denial write-offs are set beside net revenue: charges less contractual and allowances', () => {
    const waived = billed('C0002', 100).moves('2026-02-01', leavesToPatient(100), waives(20));
    expect(numbers('denial-write-offs', [claim(), waived])).toEqual([usd(150), usd(1100 - 200 - 20)]);
    expect(numbers('denial-write-offs', [claim()], { from: on('2026-02-01') })?.[1]).toBe(usd(-200));
  });

  it('gross collection is that of the claims served in the period, refunds subtracted', () => {
    const refundedToo = claim().moves('2026-02-05', patientPays(100), prepays(10), refunds(10, '2020'));
    expect(numbers('gross-collection', [refundedToo])).toEqual([usd(600), usd(1000)]);
    expect(numbers('gross-collection', [refundedToo], { from: on('2026-01-06') })).toEqual([0, 0]);
  });

  it('what lies in suspense on a claim is not paid yet', () => {
    const suspended = billed('C0003').moves('2026-02-01', (origin) => heldInSuspense(origin, usd(80)));
    expect(numbers('gross-collection', [suspended])).toEqual([0, usd(100)]);
  });

  it('a credit that the payer took back is paid no more', () => {
    const recouped = billed('C0004').moves(
      ...(['2026-02-01', pays(100), paysTwice(100)] as const),
      (origin) => creditRecouped({ ...origin, reference: 'r' }, usd(100)),
    );
    expect(numbers('gross-collection', [recouped])).toEqual([usd(100), usd(100)]);
  });

  it('net collection is that of claims that were closed in the period a year before, and still are', () => {
    const closed = journalOf('C0005', { charge: 100, served: '2024-12-01', sent: '2024-12-05' }).moves(
      '2025-02-01',
      ...[pays(70), reduces(20), writesOff(10)],
    );
    expect(numbers('net-collection', [closed, claim()])).toEqual([usd(70), usd(80)]);
    const openAgain = journalOf('C0006', { charge: 100, served: '2024-12-01', sent: '2024-12-05' })
      .moves('2025-02-01', pays(100))
      .moves('2026-02-01', pays(-100));
    expect(numbers('net-collection', [openAgain])).toEqual([0, 0]);
  });

  it('cost to collect wants the cost', () => {
    expect(numbers('cost-to-collect', [claim()])).toBeUndefined();
    expect(numbers('cost-to-collect', [claim()], { costCents: usd(15) })).toEqual([usd(15), usd(500)]);
  });

  it('credit days set credits beside the cash of a day', () => {
    const credited = billed('C0007').moves('2026-02-01', pays(100), paysTwice(20));
    const kpi = kpisOf([credited]).kpis.find(({ name }) => name === 'credit-balance-days');
    expect(kpi).toMatchObject({ numerator: usd(20), denominator: usd(120), scale: 90 });
  });

  it('A/R over 90 days has two views: by service and by first sending', () => {
    const late = journalOf('C0008', { charge: 300, served: '2025-12-01', sent: '2026-03-01' });
    expect(numbers('over-90-service', [late, billed('C0009', 100, '2026-03-01')])).toEqual([
      usd(300),
      usd(400),
    ]);
    expect(numbers('over-90-submission', [late])).toEqual([0, usd(300)]);
  });
});

describe('medians', () => {
  it('of the days to first submission', () => {
    const sent = ['2026-01-06', '2026-01-09', '2026-01-20', '2026-01-21'].map((day, i) =>
      billed(`C000${i}`, 100, day),
    );
    const kpi = kpisOf(sent).kpis.find(({ name }) => name === 'days-to-submission');
    expect(kpi).toMatchObject({ numerator: 19, denominator: 2, of: 4 });
  });

  it('of the days from the payer’s acceptance to its decision, by payer too', () => {
    const lagging = (no: string, paidOn: string) =>
      billed(no)
        .happens('2026-01-13', accepted('2026-01-12'))
        .happens(paidOn, decided(paidOn, { charge: 100 }));
    const unaccepted = billed('C0003').happens('2026-02-01', decided('2026-02-01', { charge: 100 }));
    const { kpis, payers } = kpisOf([
      lagging('C0001', '2026-01-22'),
      lagging('C0002', '2026-02-11'),
      unaccepted,
    ]);
    const lag = { name: 'payment-lag', numerator: 40, denominator: 2, of: 2 };
    expect(kpis.find(({ name }) => name === 'payment-lag')).toMatchObject(lag);
    expect(payers).toMatchObject([{ payerId: '99001', payerName: 'ACME HEALTH PLAN' }]);
    expect(payers[0]?.kpis.map(({ name }) => name)).toEqual([
      ...['front-end-rejections', 'first-pass', 'initial-denials', 'initial-denials-dollars', 'payment-lag'],
    ]);
    expect(payers[0]?.kpis.at(-1)).toMatchObject(lag);
  });
});

test('without any claim there is no figure, and none is invented', () => {
  const { kpis, payers, differenceCents } = kpisOf([]);
  expect(kpis.map(({ name }) => name)).toEqual(kpiNames.filter((name) => name !== 'cost-to-collect'));
  expect(kpis.map((kpi) => rounded(kpi, 2))).toEqual(kpis.map(() => null));
  expect([payers, differenceCents]).toEqual([[], 0]);
});

test('measures of one practice have its claims only', () => {
  const other = journalOf('C0002', {
    ...{ charge: 70, served: '2026-01-01', sent: '2026-01-05' },
    change: (given) => ({ ...given, clientId: 'lakeside' as typeof given.clientId }),
  });
  expect(numbers('gross-collection', [billed('C0001'), other], { clientId: 'lakeside' })).toEqual([
    0,
    usd(70),
  ]);
});
