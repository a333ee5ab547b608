/** One process of the benchmark: makes the claims ready in a folder, or posts what lies ready there. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfigFile } from '../../bin/session/config-file.ts';
import { demoClient, inventFile } from '../../bin/session/demo-run.ts';
import { type System, startSystem } from '../../bin/session/system.ts';
import { processWorld } from '../../bin/world.ts';
import type { Config, Partner } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { type Answers, answerFile } from '../../core/sandbox/answer.ts';

export interface Posted {
  readonly payments: number;
  readonly transactions: number;
  readonly bytes: number;
  /** From the upload until the run of the remittance ended. */
  readonly postedSeconds: number;
  /** Until nothing was left to do: denials are worked beside the posting. */
  readonly settledSeconds: number;
  /** Of the whole process; and of its main thread, in which the services run. The rest is the functions. */
  readonly cpuSeconds: number;
  readonly mainCpuSeconds: number;
  readonly peakBytes: number;
  readonly requests: Readonly<Record<string, number>>;
}

/** Of a hundred invented encounters about these become claim payments; the others are held or rejected. */
const PAID_PER_CENT = 91;
const world = processWorld();

const [mode, folder = '', claims = '0'] = process.argv.slice(2);
if (mode === 'prepare') await prepare(folder, Number(claims));
else process.stdout.write(JSON.stringify(await post(folder)));

/** The example's practice, with a clearinghouse that answers by hand: we hold its remittances back. */
function configs(): { readonly config: Config; readonly partner: Partner } {
  const example = readConfigFile(world, undefined);
  const partner = example.partners.find(({ id }) => id === demoClient(example).partner);
  if (partner === undefined) throw new Error('the example has no sandbox');
  const partners = example.partners.map(({ sandboxSeed: _, sandboxScenario: __, ...one }) => ({
    ...one,
    sandbox: false,
  }));
  return { config: { ...example, partners }, partner };
}

async function prepare(ground: string, payments: number): Promise<void> {
  const { config, partner } = configs();
  const example = readConfigFile(world, undefined);
  mkdirSync(ground, { recursive: true });
  const system = await startSystem({ config, dataDir: join(ground, 'data') }, world);
  const { artifacts } = system.stores;
  const today = civilDateOf(Date.now());
  const count = Math.ceil((payments * 100) / PAID_PER_CENT);
  const file = inventFile({ claims: count, seed: 1, configHash: '', today }, demoClient(example));
  await artifacts.create(file.key, file.bytes);
  await system.settled();
  const remittances: string[] = [];
  for (const answers of await answered(system, partner)) {
    for (const { name, stage, text } of answers.files) {
      if (stage === 3) remittances.push(text);
      else await artifacts.create(`inbound/${partner.id}/${name}.edi`, text);
    }
  }
  await system.settled();
  await system.stop();
  writeFileSync(join(ground, 'remittance.835'), remittances.join(''));
}

async function answered({ stores }: System, { id, sandboxSeed = id }: Partner): Promise<readonly Answers[]> {
  const all: Answers[] = [];
  for (const key of await stores.artifacts.keys(`drop/${id}/`)) {
    const plot = {
      seed: sandboxSeed,
      scenario: 'mixed',
      today: civilDateOf(Date.now()),
      time: '1200',
    } as const;
    all.push(await answerFile(await stores.artifacts.read({ key }), plot));
  }
  return all;
}

async function post(ready: string): Promise<Posted> {
  const { config, partner } = configs();
  const dataDir = join(ready, 'data');
  if (!existsSync(dataDir)) throw new Error('nothing lies ready');
  const bytes = readFileSync(join(ready, 'remittance.835'));
  const system = await startSystem({ config, dataDir }, world);
  await system.settled();
  const before = system.embedded.counters();
  const [cpu, mainCpu] = [process.cpuUsage(), process.threadCpuUsage()];
  const start = performance.now();
  await system.stores.artifacts.create(`inbound/${partner.id}/bench.835`, bytes);
  await remitted(system);
  const postedSeconds = (performance.now() - start) / 1000;
  await system.settled();
  const settledSeconds = (performance.now() - start) / 1000;
  const [all, main] = [process.cpuUsage(cpu), process.threadCpuUsage(mainCpu)];
  const requests = Object.fromEntries(
    Object.entries(system.embedded.counters()).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
  const remittances = await system.stores.files.listRemittances();
  if (remittances.some(({ status }) => status !== 'posted')) throw new Error('a remittance was not posted');
  await system.stop();
  return {
    payments: remittances.reduce((sum, one) => sum + one.claims, 0),
    transactions: remittances.length,
    bytes: bytes.length,
    postedSeconds,
    settledSeconds,
    cpuSeconds: (all.user + all.system) / 1e6,
    mainCpuSeconds: (main.user + main.system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    requests,
  };
}

/** Resolves when the run of the remittance has ended. */
async function remitted({ embedded, stores }: System): Promise<void> {
  for (;;) {
    const run = embedded.executions
      .list()
      .find(({ machineArn }) => machineArn === stores.machines.remittance);
    if (run?.ending?.status === 'SUCCEEDED') return;
    if (run?.ending !== undefined) throw new Error(`the run ended ${run.ending.status} ${run.ending.error}`);
    await sleep(20);
  }
}
