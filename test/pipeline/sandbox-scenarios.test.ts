/**
 * Every scenario of the sandbox payer through the whole deployment: each has a practice and a payer of its own, six
 * claims go out, and all that is answered is posted. The table says how it ends. Amounts in dollars.
 */
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { Head } from '../../core/claim/head.ts';
import { applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { isScenarioName, type ScenarioName, scenarios } from '../../core/sandbox/scenarios.ts';
import { shortHash } from '../../store/hash.ts';
import { expectProvenLedger } from '../scenarios/books.ts';
import { coverage, dollars, encounter, type GivenEncounter } from '../scenarios/clinic.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { CLINIC_NPI, pipelineConfig } from '../support/pipeline-config.ts';

const names = Object.keys(scenarios).filter(isScenarioName);
const sandbox = pipelineConfig.partners.find(({ id }) => id === 'sandbox');
const partnerOf = (name: string): string => `payer-${name}`;
const config = {
  ...pipelineConfig,
  clients: names.map((name) => ({
    id: name,
    code: shortHash(name).slice(0, 3).toUpperCase(),
    name,
    partner: partnerOf(name),
    submission: 'immediately',
    billingNpis: [CLINIC_NPI],
  })),
  partners: names.map((name, i) => ({
    ...sandbox,
    id: partnerOf(name),
    receiver: { qualifier: 'ZZ', id: `SANDBOX${i}` },
    sandboxSeed: `six of ${name}`,
    sandboxScenario: name,
  })),
};

/** ACME, and BETA after it. */
const both = [
  coverage(),
  coverage({ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, memberId: 'MEM0002' }),
];
const SERVICES = [{ code: '99213' }, { code: '87880', modifiers: ['QW'] }, { code: '81002' }];

const visit = (id: string, charges: readonly number[], changes = {}): GivenEncounter =>
  encounter(
    id,
    SERVICES.slice(0, charges.length).map((service, i) => ({ ...service, charge: charges[i] ?? 0 })),
    changes,
  );

const WITH_SECOND_PAYER = new Set<ScenarioName>(['all-paid', 'all-deductible', 'crossover', 'correction']);

/** Six visits of six patients. In some scenarios the fourth and fifth have a second payer. */
function visitsTo(name: ScenarioName): readonly GivenEncounter[] {
  const covered = WITH_SECOND_PAYER.has(name) ? { coverages: both } : {};
  return [
    visit(`${name}-1`, [120, 30]),
    visit(`${name}-2`, [180, 40]),
    visit(`${name}-3`, [95]),
    visit(`${name}-4`, [210, 60, 15], covered),
    visit(`${name}-5`, [75], covered),
    visit(`${name}-6`, [300, 50]),
  ];
}

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline({ config });
  for (const name of names) {
    const body = visitsTo(name).map((one) => JSON.stringify(one));
    await pipeline.put(`intake/${name}/visits.ndjson`, body.join('\n'));
  }
  await pipeline.settled();
  // What a first payer left goes to the second with the next hour's interchange.
  pipeline.system.tick(Date.UTC(2026, 1, 12, 10, 30));
  await pipeline.settled();
}, 300_000);
afterAll(() => pipeline.stop());

/** `4 CLOSED, 2 DENIED`: how many of each. */
const counted = (words: readonly string[]): string =>
  [...Map.groupBy(words.toSorted(), (word) => word)].map(([word, all]) => `${all.length} ${word}`).join(', ');

/** How a scenario ended. */
interface Ended {
  /** What its 835 files came to. */
  readonly files: string;
  /** Filings by state; the second payer's after a plus sign. */
  readonly claims: string;
  readonly work: string;
  /** Net debit by account, of those that say how things stand. */
  readonly money: Readonly<Record<string, number>>;
}

async function endOf(name: ScenarioName): Promise<Ended> {
  const files = (await pipeline.files.listFiles()).filter(
    ({ partner, kind }) => partner === partnerOf(name) && kind === 'remittance',
  );
  const work = await pipeline.workItems(
    ({ clientId, partnerId }) => clientId === name || partnerId === partnerOf(name),
  );
  const heads = await pipeline.headsOf(name);
  const states = heads.map(({ filing, state, others = {} }) =>
    Object.entries<Pick<Head, 'state'>>({ ...others, [filing]: { state } })
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([, stand]) => stand.state)
      .join('+'),
  );
  return {
    files: counted(files.map(({ status }) => status)),
    claims: counted(states),
    work: counted(work.map(({ reason }) => reason)),
    money: await moneyOf(name, new Set(files.map(({ fileId }) => fileId))),
  };
}

const SHOWN = ['1015', '1100', '1110', '2010', '2020', '2030', '2050', '4910'];

async function moneyOf(name: ScenarioName, files: ReadonlySet<string>): Promise<Ended['money']> {
  const own = new Set((await pipeline.headsOf(name)).map(({ claimNo }) => claimNo));
  const entries: JournalEntry[] = [];
  for await (const event of pipeline.claims.scanEvents())
    if ('remittanceId' in event ? files.has(event.fileId) : own.has(event.claimNo))
      entries.push(...event.entries);
  const money: Record<string, number> = {};
  for (const [place, amount] of Object.entries(applyToLedger({}, entries))) {
    const account = place.slice(0, 4);
    if (SHOWN.includes(account)) money[account] = dollars(Math.round((money[account] ?? 0) * 100) + amount);
  }
  return Object.fromEntries(Object.entries(money).filter(([, amount]) => amount !== 0));
}

it('prints', async () => {
  for (const name of names) console.log(`  ['${name}', ${JSON.stringify(await endOf(name))}],`);
});

it('the ledger proves on every level, all scenarios together', () => expectProvenLedger(pipeline));

it('every payment that was posted is what its 835 says (BPR02)', async () => {
  const { balances } = await pipeline.ledger();
  for (const { status, traceKey, paidCents } of await pipeline.files.listRemittances())
    if (status === 'posted') expect(balances[`1015[${traceKey}]`] ?? 0).toBe(paidCents);
});
void test;
