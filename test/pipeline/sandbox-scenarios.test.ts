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

/** A new scenario needs its row here. Nothing of 2010, 2020 or 2050 is left where a play nets out. */
const ends: Readonly<Record<ScenarioName, Ended>> = {
  mixed: {
    files: '1 done',
    claims: '4 CLOSED, 1 DENIED, 1 PART_DENIED',
    work: '3 DENIAL',
    money: { 1015: 172.2, 1100: 255, 1110: 589.2 },
  },
  'all-paid': {
    files: '2 done',
    claims: '5 CLOSED, 1 CLOSED+CLOSED',
    work: '',
    money: { 1015: 837.75, 1110: 38.1 },
  },
  'all-deductible': {
    files: '2 done',
    claims: '4 CLOSED, 2 CLOSED+CLOSED',
    work: '',
    money: { 1110: 875.85 },
  },
  'all-denied': {
    files: '1 done',
    claims: '6 DENIED',
    work: '6 DENIAL',
    money: { 1100: 1175 },
  },
  'reject-frontend': {
    files: '',
    claims: '6 REJ_FRONTEND',
    work: '6 277CA_REJECT',
    money: { 1100: 1175 },
  },
  'reject-syntax': {
    files: '',
    claims: '6 REJ_SYNTAX',
    work: '1 999_REJECT',
    money: { 1100: 1175 },
  },
  'reject-interchange': {
    files: '',
    claims: '6 REJ_INTERCHANGE',
    work: '1 TA1_REJECT',
    money: { 1100: 1175 },
  },
  unbalanced: {
    files: '1 held',
    claims: '6 PAYER_ACCEPTED',
    work: '1 UNBALANCED_835',
    money: { 1100: 1175 },
  },
  'unbalanced-line': {
    files: '1 held',
    claims: '6 PAYER_ACCEPTED',
    work: '1 UNBALANCED_CLAIM',
    money: { 1100: 1175 },
  },
  plb: {
    files: '1 done',
    claims: '6 CLOSED',
    work: '1 RECOUPMENT_UNEXPLAINED',
    money: { 1015: 632.1, 1110: 271.97, 2050: 50, 4910: -2.02 },
  },
  'unknown-claim': {
    files: '1 done',
    claims: '6 CLOSED',
    work: '1 UNKNOWN_CLAIM',
    money: { 1015: 467.2, 1110: 483.65, 2030: -75 },
  },
  'duplicate-remit': {
    files: '2 done',
    claims: '5 CLOSED, 1 REJ_FRONTEND',
    work: '1 277CA_REJECT',
    money: { 1015: 584.47, 1100: 220, 1110: 126.58 },
  },
  'duplicate-file': {
    files: '2 done',
    claims: '3 CLOSED, 1 DENIED, 1 PART_DENIED, 1 REJ_FRONTEND',
    work: '1 277CA_REJECT, 2 DENIAL',
    money: { 1015: 359.71, 1100: 615, 1110: 57.89 },
  },
  interest: {
    files: '1 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 868.41, 1110: 114.44, 4910: -17 },
  },
  bundling: {
    files: '1 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 833.05, 1110: 98 },
  },
  'split-claim': {
    files: '1 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 852.88, 1110: 92.12 },
  },
  predetermination: {
    files: '2 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 967.56, 1110: 59.24 },
  },
  crossover: {
    files: '2 done',
    claims: '4 CLOSED, 2 FORWARDED+CLOSED',
    work: '',
    money: { 1015: 798.35, 1110: 77.5 },
  },
  correction: {
    files: '4 done',
    claims: '5 CLOSED, 1 CLOSED+CLOSED',
    work: '',
    money: { 1015: 887.05 },
  },
  'forward-balance': {
    files: '3 done',
    claims: '5 CLOSED, 1 REVERSED',
    work: '',
    money: { 1015: 946.8, 1100: 75, 1110: 26 },
  },
  takeback: {
    files: '4 done',
    claims: '5 CLOSED, 1 REVERSED',
    work: '',
    money: { 1015: 674.25, 1100: 350, 1110: 5.4 },
  },
  'recoupment-first': {
    files: '3 done',
    claims: '5 CLOSED, 1 REVERSED',
    work: '',
    money: { 1015: 823.7, 1100: 95, 1110: 94.75 },
  },
  'correction-first': {
    files: '3 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 870.53, 1110: 60.52 },
  },
  'late-original': {
    files: '2 done',
    claims: '6 CLOSED',
    work: '',
    money: { 1015: 871.85, 1110: 25 },
  },
};

test.each(names)('%s', async (name) => {
  expect(await endOf(name)).toEqual(ends[name]);
});

it('the ledger proves on every level, all scenarios together', () => expectProvenLedger(pipeline));

it('every payment that was posted is what its 835 says (BPR02)', async () => {
  const { balances } = await pipeline.ledger();
  for (const { status, traceKey, paidCents } of await pipeline.files.listRemittances())
    if (status === 'posted') expect(balances[`1015[${traceKey}]`] ?? 0).toBe(paidCents);
});
