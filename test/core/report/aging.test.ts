import { describe, expect, it, test } from 'vitest';
import type { Claim } from '../../../core/claim/types.ts';
import { agingReport } from '../../../core/report/aging.ts';
import type { AgeBasis } from '../../../core/report/buckets.ts';
import type { Dimension } from '../../../core/report/dimensions.ts';
import { usd } from '../remit/given.ts';
import {
  agingOf,
  becomesCredit,
  decided,
  journalOf,
  leavesToNext,
  leavesToPatient,
  mirrors,
  on,
  patientPays,
  pays,
  paysTwice,
  prepays,
  reduces,
  refunds,
  shown,
  toAgency,
} from './given.ts';

const billed = (no = 'C0001', charge = 100) =>
  journalOf(no, { charge, served: '2026-01-01', sent: '2026-01-05' });

describe('buckets', () => {
  test.each([
    ['2026-01-05', '0-30'],
    ['2026-01-31', '0-30'],
    ['2026-02-01', '31-60'],
    ['2026-03-02', '31-60'],
    ['2026-03-03', '61-90'],
    ['2026-04-01', '61-90'],
    ['2026-04-02', '91-120'],
    ['2026-05-01', '91-120'],
    ['2026-05-02', '121-150'],
    ['2026-05-31', '121-150'],
    ['2026-06-01', '151-180'],
    ['2026-06-30', '151-180'],
    ['2026-07-01', '>180'],
    ['2027-01-01', '>180'],
  ])('a service of 1 January is at the end of %s in %s', (day, bucket) => {
    expect(shown(agingOf(day, [billed()])).Total).toEqual({ [bucket]: 100 });
  });

  it('a service after the day is 0 days old: it was paid before it was given', () => {
    const early = journalOf('C0001', { charge: 100, served: '2026-03-01', sent: '2026-01-05' });
    expect(shown(agingOf('2026-02-01', [early])).Total).toEqual({ '0-30': 100 });
  });
});

describe('age bases', () => {
  // Served on 1 January, sent on 1 March, left to the patient on 1 May.
  const claim = journalOf('C0001', { charge: 100, served: '2026-01-01', sent: '2026-03-01' }).moves(
    '2026-05-01',
    pays(60),
    leavesToPatient(30),
  );
  test.each<[AgeBasis, Record<string, object>]>([
    ['usual', { 'Insurance, payer 1': { '121-150': 10 }, Patient: { '0-30': 30 } }],
    ['service', { 'Insurance, payer 1': { '121-150': 10 }, Patient: { '121-150': 30 } }],
    ['submission', { 'Insurance, payer 1': { '61-90': 10 }, Patient: { '61-90': 30 } }],
    ['owner', { 'Insurance, payer 1': { '61-90': 10 }, Patient: { '0-30': 30 } }],
  ])('%s', (age, rows) => {
    expect(shown(agingOf('2026-05-25', [claim], { age }))).toMatchObject(rows);
  });
});

describe('the day that a balance became its owner’s', () => {
  const ownerAge = (day: string, claim: ReturnType<typeof billed>) =>
    shown(agingOf(day, [claim], { age: 'owner' }));

  it('a part payment of the patient leaves it', () => {
    const claim = billed().moves('2026-02-01', leavesToPatient(100)).moves('2026-05-01', patientPays(40));
    expect(ownerAge('2026-05-20', claim)).toMatchObject({ Patient: { '91-120': 60 } });
  });

  it('a reversal gives the balance back to the payer, from that day; the correction to the patient, from its own', () => {
    const claim = billed()
      .moves('2026-02-01', pays(80), leavesToPatient(20))
      .moves('2026-03-01', mirrors(pays(80)), mirrors(leavesToPatient(20)))
      .moves('2026-04-15', pays(70), leavesToPatient(30));
    expect(ownerAge('2026-02-28', claim)).toMatchObject({ Patient: { '0-30': 20 } });
    expect(ownerAge('2026-04-10', claim)).toEqual({
      ...{ 'Insurance, payer 1': { '31-60': 100 }, Total: { '31-60': 100 } },
    });
    expect(ownerAge('2026-05-01', claim)).toEqual({ Patient: { '0-30': 30 }, Total: { '0-30': 30 } });
  });

  it('a reversal and its correction of one day leave it as it was', () => {
    const claim = billed()
      .moves('2026-02-01', pays(80), leavesToPatient(20))
      .moves('2026-04-01', mirrors(pays(80)), mirrors(leavesToPatient(20)), pays(75), leavesToPatient(25));
    expect(ownerAge('2026-04-10', claim)).toMatchObject({ Patient: { '61-90': 25 } });
  });

  it('the next payer and the agency have days of their own', () => {
    const claim = journalOf('C0001', {
      ...{ charge: 100, served: '2026-01-01', sent: '2026-01-05', secondary: true },
    })
      .moves('2026-02-01', leavesToNext(50), leavesToPatient(50))
      .moves('2026-04-01', toAgency(50));
    expect(ownerAge('2026-04-10', claim)).toEqual({
      'Insurance, payer 2': { '61-90': 50 },
      Agency: { '0-30': 50 },
      Total: { '61-90': 50, '0-30': 50 },
    });
  });
});

describe('credits', () => {
  it('make no bucket smaller: not that of another claim, and not that of their own', () => {
    const owing = billed('C0001', 100);
    const both = billed('C0002', 200).moves('2026-01-10', pays(150), paysTwice(150), prepays(20));
    const { rows, total, accounts, difference } = agingOf('2026-01-20', [owing, both]);
    expect(shown({ rows, total })).toEqual({
      'Insurance, payer 1': { '0-30': 150, 'payer credit': -150 },
      Patient: { 'patient credit': -20 },
      Total: { '0-30': 150, 'payer credit': -150, 'patient credit': -20 },
    });
    expect(accounts.map(({ account, ledger }) => [account, ledger])).toEqual([
      ...[
        ['1100', usd(150)],
        ['1110', 0],
        ['1120', 0],
        ['2010', usd(-150)],
        ['2020', usd(-20)],
      ],
    ]);
    expect(difference).toBe(0);
  });

  it('belong to the payer that they are of, also by name', () => {
    const claim = journalOf('C0001', {
      ...{ charge: 100, served: '2026-01-01', sent: '2026-01-05', secondary: true },
    })
      .moves('2026-02-01', pays(60), leavesToNext(40))
      .happens('2026-02-10', { payer: 2, entries: [paysTwice(15)] });
    expect(shown(agingOf('2026-02-15', [claim], { by: 'payer' }))).toEqual({
      BETA: { '31-60': 40, 'payer credit': -15 },
      Total: { '31-60': 40, 'payer credit': -15 },
    });
  });

  it('that were refunded are gone; what the patient overpaid is the patient’s', () => {
    const claim = billed()
      .moves('2026-02-01', pays(80), leavesToPatient(20))
      .moves('2026-02-05', patientPays(20), patientPays(5), becomesCredit(5));
    expect(shown(agingOf('2026-02-10', [claim])).Patient).toEqual({ 'patient credit': -5 });
    const refunded = claim.moves('2026-02-11', refunds(5, '2020'));
    expect(agingOf('2026-02-12', [refunded]).rows).toEqual([]);
    expect(agingOf('2026-02-12', [refunded]).total.claims).toBe(0);
  });

  it('are told apart from receivables below zero, which a day in the past may have', () => {
    // Paid with an earlier date than the bill.
    const claim = billed().happens('2026-01-06', { dated: '2026-01-02', entries: [pays(100)] });
    expect(shown(agingOf('2026-01-03', [claim])).Total).toEqual({ 'below zero': -100 });
    expect(agingOf('2026-01-03', [claim]).difference).toBe(0);
    expect(agingOf('2026-01-06', [claim]).rows).toEqual([]);
  });
});

describe('a day in the past', () => {
  const upTo = (day: string) =>
    [
      { day: '2026-02-01', entries: [pays(80), leavesToPatient(20)] },
      { day: '2026-03-01', entries: [patientPays(20)] },
    ]
      .filter((one) => one.day <= day)
      .reduce((claim, one) => claim.moves(one.day, ...one.entries), billed());

  test.each(['2026-01-10', '2026-02-01', '2026-02-20', '2026-03-01', '2026-04-01'])(
    'the report of %s stays what it was on that day',
    (day) => {
      const { laterEntries: _, ...then } = agingOf(day, [upTo(day)]);
      const { laterEntries: __, ...now } = agingOf(day, [upTo('2026-12-31')]);
      expect(now).toEqual(then);
    },
  );

  it('counts what it leaves out', () => {
    expect(agingOf('2026-02-20', [upTo('2026-12-31')]).laterEntries).toBe(1);
  });

  it('shows the state of that day', () => {
    const claim = billed().happens('2026-02-01', { state: 'DENIED' });
    expect(shown(agingOf('2026-01-31', [claim], { by: 'state' }))).toHaveProperty('SENT');
    expect(shown(agingOf('2026-02-01', [claim], { by: 'state' }))).toHaveProperty('DENIED');
  });

  it('shows the content of that day: a correction that comes later moves no claim in the past', () => {
    const at = (pos: string) => (given: Claim) => ({ ...given, content: { ...given.content, pos } });
    const given = { charge: 100, served: '2026-01-01', sent: '2026-01-05' };
    const [corrected] = journalOf('C0001', { ...given, change: at('22') }).events;
    const claim = journalOf('C0001', { ...given, change: at('11') });
    if (corrected !== undefined) claim.happens('2026-02-01', { facts: corrected.facts });
    expect(Object.keys(shown(agingOf('2026-01-31', [claim], { by: 'place' })))).toEqual(['11', 'Total']);
    expect(Object.keys(shown(agingOf('2026-02-01', [claim], { by: 'place' })))).toEqual(['22', 'Total']);
  });
});

describe('rows', () => {
  const denied = decided('2026-02-01', {
    ...{ charge: 100, denials: ['CO-16 30', 'CO-197 50', 'PR-27 20'], state: 'DENIED' },
  });
  const claim = journalOf('C0001', {
    ...{ charge: 100, served: '2026-01-01', sent: '2026-01-05' },
    change: (given) => ({
      ...given,
      content: {
        ...given.content,
        rendering: { npi: '1888888884' },
        facility: { npi: '1777777776' },
      },
    }),
  }).happens('2026-02-01', { ...denied, entries: [leavesToPatient(20)] });
  const open = journalOf('C0002', { charge: 500, served: '2026-01-01', sent: '2026-01-05' });

  test.each<[Dimension, readonly string[]]>([
    ['owner', ['Insurance, payer 1', 'Patient']],
    ['payer', ['ACME HEALTH PLAN', 'Patient']],
    ['client', ['riverbend']],
    ['billing', ['1999999992']],
    ['rendering', ['not given', '1888888884']],
    ['place', ['11']],
    ['facility', ['not given', '1777777776']],
    ['state', ['SENT', 'DENIED']],
    ['denial', ['not denied', 'authorization', 'eligibility']],
    ['patient', ['key-of-C0002', 'key-of-C0001']],
    ['claim', ['C0002', 'C0001']],
  ])('by %s', (by, labels) => {
    const { rows, total } = agingOf('2026-02-02', [claim, open], { by });
    expect(rows.map(({ label }) => label)).toEqual(labels);
    expect(rows.reduce((sum, row) => sum + row.open, 0)).toBe(total.open);
    expect(total).toMatchObject({ claims: 2, open: usd(600) });
  });

  it('a claim counts once in a row, however many balances it has there', () => {
    expect(agingOf('2026-02-02', [claim], { by: 'client' }).rows).toMatchObject([{ claims: 1 }]);
  });

  it('are those of one practice where one is named', () => {
    const other = journalOf('C0003', {
      ...{ charge: 70, served: '2026-01-01', sent: '2026-01-05' },
      change: (given) => ({ ...given, clientId: 'lakeside' as typeof given.clientId }),
    });
    const { total, accounts, difference } = agingOf('2026-02-02', [open, other], { clientId: 'lakeside' });
    expect(total).toMatchObject({ claims: 1, open: usd(70) });
    expect(accounts[0]?.ledger).toBe(usd(70));
    expect(difference).toBe(0);
  });
});

describe('the check against the ledger', () => {
  it('finds money on these accounts that no claim has', () => {
    const run = agingReport({ asOf: on('2026-02-01'), age: 'usual', by: 'owner' });
    run.claim(billed().events);
    const [entry] = billed('C0009', 25)
      .moves('2026-01-10', reduces(25))
      .events.flatMap(({ entries }) => entries);
    if (entry === undefined) throw new Error('an entry was expected');
    run.unclaimed([entry]);
    const { accounts, difference } = run.end();
    expect(accounts[0]).toEqual({ account: '1100', ledger: usd(125), report: usd(100) });
    expect(difference).toBe(usd(25));
  });

  it('finds a claim whose journal has no content', () => {
    const run = agingReport({ asOf: on('2026-02-01'), age: 'usual', by: 'owner' });
    expect(run.claim(billed().events.slice(1))).toBeUndefined();
    expect(run.end().difference).toBe(usd(100));
  });
});
