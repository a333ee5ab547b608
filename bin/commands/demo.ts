import type { Command } from 'commander';
import { civilDateOf } from '../../core/dates.ts';
import type { ScenarioName } from '../../core/sandbox/scenarios.ts';
import { sha256 } from '../../store/artifacts.ts';
import { readConfigFile } from '../session/config-file.ts';
import {
  type DemoData,
  type DemoParameters,
  demoClient,
  demoConfig,
  inventFile,
  prepareDemo,
} from '../session/demo-run.ts';
import { foldersOf } from '../session/folders.ts';
import { loopProgress } from '../session/loop-progress.ts';
import { type Summary, summarise } from '../session/summary.ts';
import { startSystem } from '../session/system.ts';
import type { Answer } from '../terminal/answer.ts';
import { summaryText } from '../terminal/summary-text.ts';
import type { World } from '../world.ts';
import { type CommandGroup, configOption, describe, type Shell, wholeNumber } from './command.ts';
import { scenarioOption } from './scenario-option.ts';

interface DemoOptions {
  readonly claims: number;
  readonly seed: number;
  readonly scenario?: ScenarioName;
  readonly config?: string;
  readonly inMemory?: true;
}

export const demo: CommandGroup = (command: Command, shell: Shell) => {
  describe(command, {
    summary: 'run the whole loop on invented encounters',
    example: 'demo --claims 500 --scenario all-denied',
    more:
      'Encounters are invented, claimed, answered by the sandbox payer and posted, all on this machine.\n' +
      'Stop it whenever you like: the same command goes on where it stopped. The next one starts afresh.',
  })
    .option('--claims <n>', 'how many encounters', wholeNumber(1), 200)
    .option('--seed <n>', 'another seed, other encounters', wholeNumber(0), 1)
    .addOption(scenarioOption())
    .addOption(configOption())
    .option('--in-memory', 'keep nothing on disk; there is nothing to look at afterwards')
    .action(shell.answering((options: DemoOptions) => runDemo(options, shell.world)));
};

async function runDemo(options: DemoOptions, world: World): Promise<Answer> {
  const config = demoConfig(readConfigFile(world, options.config), options.scenario);
  const client = demoClient(config);
  const { claims, seed } = options;
  const folder = options.inMemory ? undefined : foldersOf(world).demo;
  const data = prepared(folder, { claims, seed, configHash: sha256(JSON.stringify(config)) }, world);
  const progress = loopProgress(world);
  const system = await startSystem({ config, dataDir: folder, logs: progress.hear }, world);
  try {
    if (data.resumed) world.terminal.err('Going on with the demo that was cut short.\n');
    const started = performance.now();
    progress.expect(claims);
    const file = inventFile(data.parameters, client);
    await system.stores.artifacts.create(file.key, file.bytes);
    await system.settled();
    const elapsedMs = performance.now() - started;
    progress.end();
    const requests = system.embedded.counters();
    const summary = await summarise(system.stores, { encounters: claims, elapsedMs, requests });
    data.finish();
    return answer(summary, { options, resumed: data.resumed, world });
  } finally {
    progress.end();
    await system.stop();
  }
}

function prepared(
  folder: string | undefined,
  wanted: Omit<DemoParameters, 'today'>,
  { now }: World,
): DemoData {
  if (folder !== undefined) return prepareDemo(folder, wanted, now());
  return { parameters: { ...wanted, today: civilDateOf(now()) }, resumed: false, finish: () => {} };
}

interface Told {
  readonly options: DemoOptions;
  readonly resumed: boolean;
  readonly world: World;
}

function answer(summary: Summary, { options, resumed, world }: Told): Answer {
  const { paint } = world.terminal;
  const scenario = options.scenario ?? 'mixed';
  const title = `${summary.encounters} invented encounters, answered by the sandbox payer (${scenario})`;
  return {
    json: { ...summary, seed: options.seed, resumed },
    text: () => [paint.heading(title), '', summaryText(summary, paint), '', advice(options)].join('\n'),
    code: summary.ledger.balanced ? 0 : 1,
  };
}

function advice({ inMemory }: DemoOptions): string {
  const honest =
    'The patients are invented and the payer is a simulator; the code sets are a starter. No claim left this machine.';
  if (inMemory) return honest;
  return [
    'Look further:',
    '  npx claimline claims list --demo              every claim',
    '  npx claimline claims timeline CLAIM --demo    what happened to one',
    '  npx claimline work list --demo                what waits for people',
    '  npx claimline ledger trial-balance --demo     the books',
    '  npx claimline run FILE                        the same with a file of yours',
    '',
    honest,
  ].join('\n');
}
