/**
 * Patients with unmistakable names, ids, birth dates and addresses go through the whole loop, good and broken input
 * and failures of the services among it. Afterwards nothing of them stands in any log, metric, execution, queue body,
 * key, work item or listing (design.md D4).
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addedAnswer } from '../../bin/commands/claim-coverage.ts';
import { readAging } from '../../bin/commands/report/aging.ts';
import { addCoverage, readCoverage } from '../../bin/session/add-coverage.ts';
import { makeStatements } from '../../bin/session/statement-run.ts';
import { parseConfig } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { dimensionNames } from '../../core/report/dimensions.ts';
import { createFaults } from '../../embedded/index.ts';
import { memoryWorld } from '../bin/memory-world.ts';
import { actsOf } from '../scenarios/acts.ts';
import { coverage, encounter, type GivenEncounter } from '../scenarios/clinic.ts';
import { a999, claimPayment, file835, rejectedSet, remittance } from '../scenarios/payer.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { type Canaries, findLeaks } from './phi-search.ts';

const canaries: Canaries = {
  texts: [
    'Canarywitz',
    'Zephyrine',
    'Xanthippus',
    'CNRY8844771',
    'Canaryfeather',
    'VISIT-CNRY',
    'ACCT-CNRY-55',
    'S72001A',
    'S72.001A',
    '911223344',
  ],
  dates: ['19330317', '20110929'],
};

const home = { address1: '7341 Canaryfeather Lane', city: 'SPRINGFIELD', state: 'IL', zip: '62702' };

/** An encounter of the canary family: a child, covered through a parent. */
const canary = (n: number, changes: Readonly<Record<string, unknown>> = {}): GivenEncounter =>
  encounter(`VISIT-CNRY-${n}`, [{ code: '99213', charge: 80 + n }], {
    patient: { last: 'Canarywitz', first: 'Zephyrine', dob: '20110929', sex: 'F', ...home },
    coverages: [
      coverage({
        relationship: '19',
        memberId: `CNRY8844771${n}`,
        subscriberSsn: '911223344',
        subscriber: { last: 'Canarywitz', first: 'Xanthippus', dob: '19330317', sex: 'M', ...home },
      }),
    ],
    diagnoses: ['S72.001A'],
    ...changes,
  });

const many = (from: number, count: number): readonly GivenEncounter[] =>
  Array.from({ length: count }, (_, n) => canary(from + n));
const ndjson = (all: readonly unknown[]): string => all.map((one) => JSON.stringify(one)).join('\n');

const faults = createFaults();
const logs: string[] = [];
const bodies: string[] = [];
let pipeline: Pipeline;

beforeAll(async () => {
  await watchQueues();
  pipeline = await startPipeline({ faults, logs: (line) => void logs.push(line) });
});
afterAll(() => pipeline.stop());

/** Keeps the body of every message that any queue is given. */
async function watchQueues(): Promise<void> {
  const { SqsStore } = await import(new URL('./sqs/sqsStore.js', import.meta.resolve('fauxqs')).href);
  const create = SqsStore.createMessage;
  vi.spyOn(SqsStore, 'createMessage').mockImplementation((body, ...rest) => {
    bodies.push(String(body));
    return create(body, ...rest);
  });
}

it('the search finds what was planted, however it is written', () => {
  const planted = [
    'patient CANARYWITZ refused',
    'key intake%2F7341+Canaryfeather',
    '{"dob":"1933-03-17"}',
    'born 17/03/1933',
    'member id cnry88447711',
    `cause ${Buffer.from('no such patient: Zephyrine').toString('base64')}`,
    'ztiwyranaC',
  ];
  for (const line of planted) expect(findLeaks(new Map([['log', [line]]]), canaries), line).not.toEqual([]);
  expect(findLeaks(new Map([['log', ['claim RVB0123456789ABC paid']]]), canaries)).toEqual([]);
});

it('nothing of the patients is told outside the stores', async () => {
  await runGoodAndBroken();
  await findCoverage();
  await billPatients();
  await runFailures();

  expect(logs.length).toBeGreaterThan(50);
  for (const coded of ['BatchIncomplete', 'UnexpectedFault']) expect(logs.join()).toContain(coded);
  for (const body of ['Object Created', '"version"', '"step":"validate-codes"'])
    expect(bodies.join()).toContain(body);
  expect(findLeaks(await everythingTold(), canaries)).toEqual([]);
}, 90_000);

it('though the patients were in every file and journal', async () => {
  const [key = ''] = await pipeline.objectKeys('outbound/sandbox/');
  expect(await pipeline.object(key)).toContain('NM1*QC*1*CANARYWITZ*ZEPHYRINE');
  const stored = JSON.stringify([...(await pipeline.tables()).values()]);
  for (const name of ['Canarywitz', 'Xanthippus', '19330317']) expect(stored).toContain(name);
  const remittances = (await pipeline.files.listRemittances()).filter(({ status }) => status === 'posted');
  expect(remittances.length).toBeGreaterThan(0);
});

async function runGoodAndBroken(): Promise<void> {
  await pipeline.upload('playground', many(1, 12));
  const broken = [
    JSON.stringify(canary(21)),
    '{"patient": {"last": "Canarywitz", "first": "Zephyrine"',
    JSON.stringify({ ...canary(22), Canarywitz_Zephyrine: { CNRY8844771: '19330317' } }),
    JSON.stringify(canary(23, { pos: { note: '7341 Canaryfeather Lane' }, diagnoses: 'S72.001A' })),
    // Held by edits: a delimiter in the member id, a birth date after the service.
    JSON.stringify(canary(24, { coverages: [coverage({ memberId: 'CNRY8844771*4' })] })),
    JSON.stringify(canary(25, { patient: { last: 'Canarywitz', dob: '20310929', ...home } })),
  ];
  await pipeline.put('intake/playground/broken.ndjson', broken.join('\n'));
  await pipeline.put(
    'intake/playground/broken.json',
    `[${JSON.stringify(canary(26))}, {"Zephyrine": Canary]`,
  );
  await pipeline.settled();
  // Sent again with other content: a revision, which names the fields that differ.
  await pipeline.upload('playground', [canary(1, { diagnoses: ['S72.001A', 'R50.9'] })]);
  await exportedAs837();
  const stranger = claimPayment('ACCT-CNRY-55', 'CANARYWITZ', '1/75/75');
  await pipeline.receive('sandbox', file835(remittance({ trace: 'EFT-CNRY', pays: 75, claims: [stranger] })));
  const sets = [rejectedSet('0001', 'CANARYWITZ ZEPHYRINE')];
  await pipeline.receive('clearinghouse', a999({ controlNo: 1, code: 'R', counts: '1*1*0', sets }));
}

/** A payer is found after a claim left; what the command says is told, too. */
async function findCoverage(): Promise<void> {
  const acting = actsOf(pipeline).acting;
  const [head] = (await pipeline.headsOf('playground')).filter(({ batch }) => batch !== undefined);
  if (head === undefined) throw new Error('a claim has left');
  const found = secondOf(canary(1));
  for (const changes of [{ filingCode: 'XX', memberId: 'CNRY8844771*4' }, {}, {}]) {
    const read = readCoverage(Buffer.from(JSON.stringify({ ...found, ...changes })));
    if (!read.ok) throw new Error('a coverage');
    const { json, text } = addedAnswer(
      await addCoverage(acting, { claimNo: head.claimNo, coverage: read.coverage }),
    );
    logs.push(JSON.stringify(json), text());
  }
  const broken = readCoverage(Buffer.from('{"seq": 2, "Canarywitz": "CNRY8844771", "memberId": 19330317}'));
  logs.push(JSON.stringify(broken));
}
const secondOf = ({ coverages: [first] }: GivenEncounter) => ({
  ...first,
  ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' } },
});

/** Statements are made and kept; the reports say what is open, by all that they can group by. */
async function billPatients(): Promise<void> {
  const config = parseConfig(pipelineConfig);
  if (!config.ok) throw new Error('a configuration');
  const { archive: artifacts, claims, files, work } = pipeline;
  const now = () => Date.now();
  const billing = { artifacts, claims, files, work, config: config.value, user: 'ann', now };
  const made = (await makeStatements(billing, { client: 'playground', done: () => {} })).flatMap((row) =>
    row.outcome === 'made' ? [row.record] : [],
  );
  expect(made.length).toBeGreaterThan(0);
  const { world } = memoryWorld({ now });
  for (const by of dimensionNames) {
    const request = { asOf: civilDateOf(now()), age: 'usual', by } as const;
    logs.push(JSON.stringify(await readAging({ claims, files }, request, world)));
  }
  logs.push(JSON.stringify(made));
}

/** The practice's own 837 with its own account number, whole and cut off. */
async function exportedAs837(): Promise<void> {
  const [key = ''] = await pipeline.objectKeys('outbound/sandbox/');
  const ours = (await pipeline.object(key)) ?? '';
  const theirs = ours.replaceAll(/CLM\*[^*]+/g, 'CLM*ACCT-CNRY-55').replaceAll(/REF\*6R\*[^~]+~\n/g, '');
  await pipeline.put('intake/riverbend/export.837', theirs);
  await pipeline.put('intake/riverbend/cut.837', theirs.slice(0, theirs.lastIndexOf('SV1*') + 9));
  await pipeline.put('inbound/sandbox/not-an-answer.999', theirs);
  await pipeline.settled();
}

/** Conditions that fail, throttled and failing calls, a killed function, and a batch that fails for good. */
async function runFailures(): Promise<void> {
  const from = /Assemble|Post|Apply/;
  const throttled = { kind: 'call', service: 'dynamodb', operation: 'PutItem', answer: 'throttled' } as const;
  // More than three for each write of the six claims: some claim fails for this try, whatever their order.
  const refused = faults.inject({ ...throttled, from, effect: 'none', at: 2, times: 30 });
  faults.inject({ ...throttled, answer: 'error', effect: 'done', from, at: 20, times: 2 });
  const killed = faults.inject({ kind: 'invocation', from: /WriteInterchange/, at: 1, afterMs: 5 });
  await pipeline.upload('playground', many(40, 6));
  faults.clear();
  expect([refused.hits, killed.hits]).toEqual([30, 1]);

  const lost = {
    kind: 'call',
    service: 's3',
    operation: 'GetObject',
    effect: 'none',
    answer: 'error',
  } as const;
  const failing = faults.inject({ ...lost, from: /ValidateCodes/, at: 1, times: 30 });
  await pipeline.put('intake/playground/fails.ndjson', ndjson(many(60, 2)));
  await pipeline.settled();
  faults.clear();
  expect(failing.hits).toBeGreaterThan(2);
  expect(await pipeline.workItems(({ reason }) => reason === 'CLAIM_UNSETTLED')).toHaveLength(2);
}

/** All that operators, logs, alarms and lists can show. */
async function everythingTold(): Promise<ReadonlyMap<string, readonly string[]>> {
  const json = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value));
  const [files, interchanges, remittances, work, tables, objectKeys] = await Promise.all([
    pipeline.files.listFiles(),
    pipeline.files.listInterchanges(),
    pipeline.files.listRemittances(),
    pipeline.workItems(),
    pipeline.tables(),
    pipeline.objectKeys(),
  ]);
  expect(work.length).toBeGreaterThan(5);
  return new Map([
    ['log or metric', logs],
    ['execution', json(pipeline.system.executions.list())],
    ['queue body', bodies],
    ['object key', objectKeys],
    ['table key', [...tables.values()].map(keysOf)],
    ['work item', json(work)],
    ['listing', json([...files, ...interchanges, ...remittances])],
  ]);
}

/** The attributes by which items are found: keys of the tables and of their indexes. */
const keysOf = ({ body: _, counts: _counts, ...keys }: Readonly<Record<string, AttributeValue>>): string =>
  JSON.stringify(keys);
