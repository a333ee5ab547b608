import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readAging } from '../../../../bin/commands/report/aging.ts';
import { agingAnswer } from '../../../../bin/commands/report/aging-answer.ts';
import { readKpis } from '../../../../bin/commands/report/kpis.ts';
import { kpisAnswer } from '../../../../bin/commands/report/kpis-answer.ts';
import { civilDate } from '../../../../core/dates.ts';
import { type AgingReport, type AgingRequest, agingReport } from '../../../../core/report/aging.ts';
import type { KpiRequest } from '../../../../core/report/kpis.ts';
import { kpiReport } from '../../../../core/report/kpis.ts';
import { journalOf, paysTwice } from '../../../core/report/given.ts';
import { encounter, startLoop } from '../../../functions/loop.ts';
import { a835, a999, clm01, denies, pays } from '../../../functions/payer.ts';
import { stopServicesAfterEach } from '../../../support/services.ts';
import { claimline, memoryWorld } from '../../memory-world.ts';

stopServicesAfterEach();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimline-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (line: string) => claimline(line, { cwd: folder, env: { CLAIMLINE_DATA: join(folder, 'data') } });
const { world } = memoryWorld({});
const asked: AgingRequest = { asOf: civilDate('20260315'), age: 'usual', by: 'owner' };
const period: KpiRequest = { from: civilDate('20260101'), to: civilDate('20260315') };
const aged = (report: AgingReport, more: Partial<AgingRequest & { limit: number; csv: true }> = {}) =>
  agingAnswer(report, { ...asked, ...more }, { limit: 50, ...more, ...world.terminal });

/** Three claims of $150, served on 5 January and billed on the 10th: one paid with a share of the patient, one denied. */
async function threeClaims() {
  const loop = await startLoop();
  await loop.intake([encounter('E1'), encounter('E2'), encounter('E3')]);
  await loop.submit();
  const [one = '', two = ''] = (await loop.heads()).map(clm01);
  await loop.remit(a835({ payments: [pays(one, '1/150/100/20', ['CO-45 30', 'PR-3 20']), denies(two)] }));
  return loop;
}

describe('used wrongly', () => {
  test.each([
    ['report aging --as-of soon', 'Write a day as 2026-06-30.'],
    ['report aging --as-of 2026-07-15', 'That day is still to come.'],
    ['report aging --age old', 'one of usual, service, submission, owner'],
    ['report aging --by colour', 'one of owner, payer, client'],
    ['report aging --csv --json', 'It is one document.'],
    ['report kpis --to 2026-07-15', 'That day is still to come.'],
    ['report kpis --from 2026-02-02 --to 2026-02-01', 'The period ends before it begins.'],
    ['report kpis --cost much', 'Write dollars and cents'],
    ['report kpis --by client', 'one of payer'],
    ['report aging', 'There are no data'],
    ['report kpis', 'There are no data'],
  ])('%s ends with 2 and says why', async (line, message) => {
    const { code, out, err } = await run(line);
    expect(code).toBe(2);
    expect(`${out}${err}`).toContain(message);
  });
});

describe('report aging', () => {
  it('reads the books of the embedded services and says that they are the ledger’s', async () => {
    const loop = await threeClaims();
    const { text, json, code } = aged(await readAging(loop, asked, world));
    expect(text().split('\n')).toEqual([
      'Open balances at the end of 2026-03-15, by owner',
      'Age: insurance from the service date, patients and agencies from the day that it',
      'became theirs.',
      '',
      '                    0-30  31-60   61-90  91-120  121-150  151-180  >180    Open',
      'Insurance, payer 1               300.00                                  300.00',
      'Patient                   20.00                                           20.00',
      'Total               0.00  20.00  300.00    0.00     0.00     0.00  0.00  320.00',
      '',
      '3 claims: 320.00 open, credits 0.00, together 320.00.',
      'The ledger’s 1100 + 1110 + 1120 − 2010 − 2020 is 320.00: the same.',
    ]);
    expect(json).toMatchObject({
      ...{ asOf: '20260315', age: 'usual', by: 'owner', rowCount: 2, differenceCents: 0 },
      total: { claims: 3, openCents: 32_000, bucketCents: { '31-60': 2000, '61-90': 30_000 } },
      rows: [
        { key: 'insurance-01', openCents: 30_000 },
        { key: 'patient', openCents: 2000 },
      ],
    });
    expect(code).toBe(0);
  });

  it('shows a day in the past as it was', async () => {
    const loop = await threeClaims();
    const { text } = aged(await readAging(loop, { ...asked, asOf: civilDate('20260131') }, world));
    expect(text()).toContain('3 claims: 450.00 open');
    expect(text()).toContain('Not counted: 4 postings of later days.');
  });

  test.each(['patient', 'claim', 'payer', 'billing'] as const)('by %s names no patient', async (by) => {
    const loop = await threeClaims();
    const request = { ...asked, by };
    const report = await readAging(loop, request, world);
    const said = [aged(report, { by }).text(), aged(report, { by, csv: true }).text()].join();
    expect(`${said}${JSON.stringify(aged(report, { by }).json)}`).not.toMatch(/quillbrook|ottilie/i);
  });

  it('by state shows what was journalled once for the interchange too, as it was on the day', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    await loop.submit();
    const states = async (day: string) => {
      const report = await readAging(loop, { ...asked, by: 'state', asOf: civilDate(day) }, world);
      return report.rows.map(({ key }) => key);
    };
    expect(await states('20260110')).toEqual(['SENT']);
    loop.setClock(Date.UTC(2026, 0, 12, 12));
    const { batch } = await loop.only();
    await loop.respond(a999(batch?.controlNo ?? 0, { [batch?.setControlNo ?? '']: 'A' }));
    expect(await states('20260111')).toEqual(['SENT']);
    expect(await states('20260112')).toEqual(['SYNTAX_OK']);
  });

  it('shows a bar for people while it reads', async () => {
    const loop = await threeClaims();
    let clock = 0;
    const watched = memoryWorld({ redraws: true, now: () => (clock += 1000) });
    await readAging(loop, asked, watched.world);
    expect(watched.said.err).toMatch(/100 % {2}3 claims read/);
    expect(watched.said.out).toBe('');
  });

  const row = (i: number, label: string, charge: number) =>
    journalOf(`C${i}`, {
      ...{ charge, served: '2025-01-01', sent: '2025-01-05' },
      change: (claim) => ({
        ...claim,
        content: {
          ...claim.content,
          coverages: [{ seq: 1, payer: { name: label, id: `P${i}` } }],
        },
      }),
    });
  const reportOf = (journals: readonly ReturnType<typeof row>[], more: Partial<AgingRequest> = {}) => {
    const aging = agingReport({ ...asked, ...more });
    for (const { events } of journals) aging.claim(events);
    return aging.end();
  };

  it('fits 80 columns, whatever the amounts and names: what has no room stands below', () => {
    const journals = [
      row(1, 'A VERY LONG NAME OF A HEALTH PLAN THAT GOES ON', 99_999_999.99).moves(
        '2025-02-01',
        paysTwice(9_999_999),
      ),
      row(2, 'SHORT', 12_345_678.9),
    ];
    const lines = aged(reportOf(journals, { by: 'payer' }), { by: 'payer' })
      .text()
      .split('\n');
    for (const line of lines.slice(0, -1)) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => line.startsWith('A VERY LONG NAME OF A H…')).length).toBeGreaterThan(1);
    expect(lines.join('\n')).toContain('-9,999,999.00');
  });

  it('shows so many rows and says how many there are; the total is of all', () => {
    const report = reportOf([row(1, 'ONE', 10), row(2, 'TWO', 30), row(3, 'THREE', 20)], { by: 'payer' });
    const { text, json } = aged(report, { by: 'payer', limit: 2 });
    expect(text()).toContain('2 of 3 rows shown: --limit 0 shows all.');
    expect(text()).not.toContain('ONE');
    expect(json).toMatchObject({ rowCount: 3, rows: [{ label: 'TWO' }, { label: 'THREE' }] });
    expect(text()).toMatch(/Total .*60\.00$/m);
  });

  it('writes CSV that adds up and holds no formula', () => {
    const report = reportOf([row(1, '=SUM(A1)', 1234.5), row(2, 'SAID "BETA", INC', 20)], { by: 'payer' });
    expect(aged(report, { by: 'payer', csv: true, limit: 1 }).text().split('\n')).toEqual([
      'key,label,claims,0-30,31-60,61-90,91-120,121-150,151-180,>180,open,payer credit,patient credit,below zero',
      `"P1","'=SUM(A1)",1,0.00,0.00,0.00,0.00,0.00,0.00,1234.50,1234.50,0.00,0.00,0.00`,
      '"P2","SAID ""BETA"", INC",1,0.00,0.00,0.00,0.00,0.00,0.00,20.00,20.00,0.00,0.00,0.00',
    ]);
  });

  it('ends with 1 and shows the accounts where it is not what the ledger has', () => {
    const aging = agingReport(asked);
    aging.claim(row(1, 'ONE', 10).events);
    aging.unclaimed(row(2, 'TWO', 5).events.flatMap(({ entries }) => entries));
    const { text, json, code } = aged(aging.end());
    expect(code).toBe(1);
    expect(text()).toContain('is 15.00: the report is wrong by 5.00.');
    expect(text()).toContain('  1100: 15.00 in the ledger, 10.00 in the report');
    expect(json).toMatchObject({ differenceCents: 500 });
  });

  it('says so where nothing is open', () => {
    expect(aged(reportOf([])).text()).toContain('0 claims: 0.00 open, credits 0.00, together 0.00.');
  });
});

describe('report kpis', () => {
  it('shows each measure with its two numbers, and what it cannot tell', async () => {
    const loop = await threeClaims();
    const { text, json, code } = kpisAnswer(await readKpis(loop, period, world), period, world.terminal);
    const lines = text().split('\n');
    expect(lines.slice(0, 17)).toEqual([
      'Measures, 2026-01-01 to 2026-03-15',
      '',
      'Measure                   Numerator   Denominator      Figure     Target',
      'Clean claims                      3             3    100.00 %     ≥ 95 %',
      'Front-end rejections              0             3      0.00 %      ≤ 3 %',
      'First-pass resolution             1             2     50.00 %     ≥ 90 %',
      'Initial denials, filings          1             2     50.00 %   ≤ 5–10 %',
      'Initial denials, dollars     150.00        300.00     50.00 %',
      'Final denial write-offs        0.00        420.00      0.00 %      ≤ 2 %',
      'Days in A/R, gross           320.00        450.00  64.00 days       ≤ 40',
      'A/R over 90 days, served       0.00        320.00      0.00 %  ≤ 15–20 %',
      'A/R over 90 days, sent         0.00        320.00      0.00 %  ≤ 15–20 %',
      'Gross collection             100.00        450.00     22.22 %',
      'Net collection                 0.00          0.00   no figure     ≥ 95 %',
      'Days to first submission     median   of 3 claims   5.00 days      ≤ 3–5',
      'Payment lag                  median  of 0 filings   no figure',
      'Credit balance days            0.00        100.00   0.00 days        ≤ 2',
    ]);
    expect(text()).toContain('Cost to collect: The books do not have the cost: give it with --cost.');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(json).toMatchObject({
      kpis: expect.arrayContaining([
        expect.objectContaining({
          name: 'days-in-ar',
          numerator: 32_000,
          denominator: 45_000,
          scale: 90,
          rounded: '64.00',
        }),
        expect.objectContaining({ name: 'net-collection', rounded: null }),
      ]),
      notTold: expect.arrayContaining([expect.objectContaining({ title: 'Denial overturn' })]),
      differenceCents: 0,
    });
    expect(code).toBe(0);
  });

  it('shows the measures of filings by payer too', async () => {
    const loop = await threeClaims();
    const report = await readKpis(loop, { ...period, costCents: 1000 }, world);
    const shown = kpisAnswer(report, { ...period, costCents: 1000 }, { by: 'payer', ...world.terminal });
    expect(shown.text()).toMatch(/ACME HEALTH PLAN 99001\nMeasure .*\nFront-end rejections +0 +3 /);
    expect(shown.text()).toMatch(/Cost to collect +10\.00 +100\.00 +10\.00 %/);
    expect(shown.json).toMatchObject({
      payers: [{ payerId: '99001', kpis: [{ numerator: 0, denominator: 3 }, {}, {}, {}, {}] }],
    });
  });

  it('ends with 1 where the receivables are not the ledger’s', () => {
    const kpis = kpiReport(period);
    kpis.unclaimed(
      journalOf('C0001', { charge: 5, served: '2026-01-01', sent: '2026-01-05' }).events.flatMap(
        ({ entries }) => entries,
      ),
    );
    const { text, code } = kpisAnswer(kpis.end(), period, world.terminal);
    expect(code).toBe(1);
    expect(text()).toContain('The receivables are not the ledger’s, by 5.00');
  });
});
