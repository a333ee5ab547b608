/**
 * Scenario S28 of domain.md 9, its variant, and the deadlines of 1.6 on the deployed schedule: the clock of the whole
 * system is turned, and the daily run finds what is due. Amounts in dollars.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStores } from '../../bin/session/stores.ts';
import { runTimersNow } from '../../bin/session/timers.ts';
import { onFiling } from '../../core/claim/filings.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { expectProvenLedger, standingOf, workOn } from './books.ts';
import { clinicOf, coverage, encounter, only, type SentClaim } from './clinic.ts';
import { file835, payment, remittance } from './payer.ts';

let pipeline: Pipeline;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline();
  clinic = clinicOf(pipeline);
});
afterAll(() => pipeline.stop());

const DAY_MS = 86_400_000;

/** Turns the clock and runs what has come due: the hourly submissions and, where a day began, the timers. */
async function afterDays(days: number): Promise<void> {
  pipeline.system.shiftClock(days * DAY_MS);
  pipeline.system.tick();
  await pipeline.settled();
}

const runs = (machine: string): readonly string[] =>
  pipeline.system.executions
    .list()
    .filter(({ machineArn }) => machineArn.includes(machine))
    .map(({ ending }) => ending?.status ?? 'running');

const LINES = [
  { code: '99214', charge: 180, dx: [1] },
  { code: '81002', charge: 40, dx: [1] },
];
const beta = coverage({
  ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, relationship: '01', memberId: 'BM778899' },
  ...{ groupNumber: 'GRP2002', subscriber: { last: 'ROE', first: 'MARY', dob: '19760302', sex: 'F' } },
});

/** ACME pays 101 of 220, leaves 24, and passes the claim on to BETA (CLP02 19). */
async function forwarded(id: string): Promise<SentClaim> {
  const given = encounter(id, LINES);
  const patient = { ...given.patient, last: 'ROE', first: 'JOHN' };
  const claim = only(
    await clinic.sends([{ ...given, patient, coverages: [coverage({ memberId: 'MEM0002' }), beta] }]),
  );
  const clp = {
    ...payment(claim, '19/220/101/24', [
      { paid: 96, cas: ['CO-45 60', 'PR-2 24'] },
      { paid: 5, cas: ['CO-45 35'] },
    ]),
    crossoverCarrier: { name: 'BETA MUTUAL', id: '99002' },
  };
  await pipeline.receive(
    'clearinghouse',
    file835(remittance({ trace: `EFT-${id}`, pays: 101, claims: [clp] })),
  );
  return claim;
}

async function filings({ claimNo }: SentClaim): Promise<Readonly<Record<number, string>>> {
  const { head } = await pipeline.claim(claimNo);
  const others = Object.keys(head.others ?? {}).map(Number);
  return Object.fromEntries([head.filing, ...others].map((filing) => [filing, onFiling(head, filing).state]));
}

it('S28, variant: 31 days without BETA’s 835, and the claim to BETA is ours to make', async () => {
  const claim = await forwarded('S28V');
  await afterDays(29);
  expect(await filings(claim)).toEqual({ 1: 'FORWARDED' });
  expect(await workOn(pipeline, claim)).toEqual([]);

  await afterDays(2);
  const made = await filings(claim);
  expect(made[1]).toBe('CLOSED');
  expect(['READY', 'BATCHED']).toContain(made[2]);
  expect((await standingOf(pipeline, claim)).accounts).toMatchObject({ '1100[2]': 24, 4110: 95 });
  expect(await workOn(pipeline, claim)).toMatchObject([
    { reason: 'CROSSOVER_MISSING', queue: 'cob', action: 'NEXT', amount: 24 },
  ]);
  const { events } = await pipeline.claim(claim.claimNo);
  const rows = events.map(({ filing, steps }) => `${filing}: ${steps.map(({ row }) => row).join(' ')}`);
  expect(rows.slice(-3)).toContain('1: 47');

  await afterDays(1);
  expect((await filings(claim))[2]).toBe('BATCHED');
  expect(await workOn(pipeline, claim)).toHaveLength(1);
  await expectProvenLedger(pipeline);
});

it('the daily run of the deployed schedule ends well, and reminds of what nobody answered', async () => {
  const claim = only(await clinic.sends([encounter('ACK', [{ code: '99213', charge: 120 }])]));
  await afterDays(4);
  const items = await pipeline.workItems(({ reason }) => reason === 'ACK_MISSING');
  const about = items.flatMap(({ details }) => details.flatMap(({ text }) => text ?? []));
  expect(about).toContain(claim.claimNo);
  expect(new Set(runs('Timers'))).toEqual(new Set(['SUCCEEDED']));
});

it('a person may ask for the same at any time: it tells what became of it, and twice is once', async () => {
  const claim = only(await clinic.sends([encounter('HAND', [{ code: '99213', charge: 120 }])]));
  pipeline.system.shiftClock(4 * DAY_MS);
  const stores = openStores(pipeline.system);
  const first = await runTimersNow(stores);
  expect(first.opened.flatMap(({ details }) => details.flatMap(({ text }) => text ?? []))).toContain(
    claim.claimNo,
  );
  const again = await runTimersNow(stores);
  stores.close();
  expect({ ...again, run: '' }).toEqual({ run: '', opened: [], reminded: [], closed: [] });
});
