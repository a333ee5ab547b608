import type { Client, Config } from '../../core/config.ts';
import { clientOf, readConfigFile } from '../session/config-file.ts';
import { runningSystem } from '../session/endpoint.ts';
import { type FileReport, isFinished, reportFile } from '../session/file-outcomes.ts';
import { foldersOf } from '../session/folders.ts';
import { type LoopProgress, loopProgress } from '../session/loop-progress.ts';
import { type Summary, summarise } from '../session/summary.ts';
import { type System, startSystem } from '../session/system.ts';
import { type LocalFile, readLocalFile, type Side, upload, uploadKey } from '../session/upload.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import { shortId, tally } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { summaryText } from '../terminal/summary-text.ts';
import { table } from '../terminal/table.ts';
import type { World } from '../world.ts';
import { type CommandGroup, configOption, describe } from './command.ts';

interface RunOptions {
  readonly client?: string;
  readonly config?: string;
}

/** A file of the run with what became of it. */
type FileResult = FileReport & Pick<LocalFile, 'fileId' | 'kind'> & { readonly file: string };

export const run: CommandGroup = (command, { world, answering }) => {
  describe(command, {
    summary: 'run the whole loop on your files',
    example: 'run encounters.ndjson march.837 --client riverbend',
    more:
      'Takes encounters as JSON or NDJSON, 837P exports, and answers of payers (TA1, 999, 277CA, 835); what a file\n' +
      'is, its content tells. Ends when nothing is left to do, with 1 when a file was not wholly taken.',
  })
    .argument('<files...>', 'files to take in, claims before answers')
    .option('--client <id>', 'the practice they belong to; the first of the configuration if not given')
    .addOption(configOption())
    .action(answering((files: readonly string[], options: RunOptions) => runFiles(files, options, world)));
};

async function runFiles(paths: readonly string[], options: RunOptions, world: World): Promise<Answer> {
  const config = readConfigFile(world, options.config);
  const client = clientOf(config, options.client);
  const files = paths.map((path) => readLocalFile(world.cwd, path));
  await refuseBesideUp(world);
  const progress = loopProgress(world);
  const system = await startOn(config, progress, world);
  try {
    const started = performance.now();
    const results = await takeIn(system, files, client);
    const elapsedMs = performance.now() - started;
    progress.end();
    const encounters = results.reduce((sum, result) => sum + encountersTaken(result), 0);
    const requests = system.embedded.counters();
    return answer(results, await summarise(system.stores, { encounters, elapsedMs, requests }), world);
  } finally {
    progress.end();
    await system.stop();
  }
}

async function refuseBesideUp(world: World): Promise<void> {
  const running = await runningSystem(foldersOf(world).endpoint);
  if (running === undefined) return;
  const advice = 'Give it the file: claimline put FILE. Or stop it first.';
  throw refused(`claimline up works on these data (process ${running.pid}).`, advice);
}

async function startOn(config: Config, progress: LoopProgress, world: World): Promise<System> {
  const system = await startSystem({ config, dataDir: foldersOf(world).data, logs: progress.hear }, world);
  // What an earlier run left unfinished comes first, so that duplicates are told from what is resumed.
  await system.settled();
  return system;
}

/** Claims first: an answer finds only claims that are there. */
const order: readonly Side[] = ['intake', 'inbound'];

async function takeIn(
  { stores, settled }: System,
  files: readonly LocalFile[],
  client: Client,
): Promise<readonly FileResult[]> {
  const known = new Set<string>();
  for (const side of order) {
    const ofSide = files.filter((file) => file.side === side);
    for (const file of ofSide) {
      if (isFinished(await stores.files.file(file.fileId))) known.add(file.fileId);
      await upload(stores, uploadKey(file, client), file.bytes);
    }
    if (ofSide.length > 0) await settled();
  }
  const results: FileResult[] = [];
  for (const { path, fileId, kind } of files) {
    results.push({ file: path, fileId, kind, ...(await reportFile(stores, fileId, known.has(fileId))) });
    // The same file named twice is a duplicate of itself.
    known.add(fileId);
  }
  return results;
}

const encountersTaken = ({ outcome, counts }: FileResult): number =>
  outcome === 'duplicate' ? 0 : (counts.encounters ?? 0);

const isWhole = ({ outcome, problems }: FileResult): boolean =>
  outcome === 'duplicate' || (outcome === 'received' && problems.length === 0);

function answer(files: readonly FileResult[], summary: Summary, { terminal: { paint } }: World): Answer {
  return {
    json: { files, ...summary },
    text: () => [filesText(files, paint), '', summaryText(summary, paint)].join('\n'),
    code: files.every(isWhole) && summary.ledger.balanced ? 0 : 1,
  };
}

const PROBLEMS_SHOWN = 5;

function filesText(files: readonly FileResult[], paint: Paint): string {
  const rows = files.map((result) => [
    result.file,
    shortId(result.fileId),
    result.kind,
    result.outcome,
    tally(result.counts),
  ]);
  const columns = ['File', 'Id', 'Kind', 'Outcome', 'Counts'].map((title) => ({ title }));
  return [table(columns, rows, paint), ...files.flatMap(problemsText)].join('\n');
}

function problemsText({ file, fileId, problems }: FileResult): readonly string[] {
  if (problems.length === 0) return [];
  const left = problems.length - PROBLEMS_SHOWN;
  return [
    '',
    `${file}:`,
    ...problems.slice(0, PROBLEMS_SHOWN).map(({ code, position, text }) => `  ${position}: ${text ?? code}`),
    ...(left > 0 ? [`  and ${left} more: claimline files show ${shortId(fileId)}`] : []),
  ];
}
