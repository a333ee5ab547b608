import { setTimeout as sleep } from 'node:timers/promises';
import type { LogText } from '../../embedded/index.ts';
import { readConfigFile } from '../session/config-file.ts';
import { announce, runningSystem } from '../session/endpoint.ts';
import { type Folders, foldersOf } from '../session/folders.ts';
import { type Inbox, openInbox } from '../session/inbox.ts';
import { readStepLogs } from '../session/step-logs.ts';
import { type System, startSystem } from '../session/system.ts';
import { upload, uploadKey } from '../session/upload.ts';
import { type ExitCode, refused } from '../terminal/answer.ts';
import { instant, shortId } from '../terminal/format.ts';
import { sheet } from '../terminal/table.ts';
import type { World } from '../world.ts';
import { type CommandGroup, configOption, describe, type Shell, wholeNumber } from './command.ts';

interface UpOptions {
  readonly port: number;
  readonly inbox?: string;
  readonly config?: string;
}

export const up: CommandGroup = (command, shell) => {
  describe(command, {
    summary: 'keep the system running and watch an inbox folder',
    example: 'up --inbox ~/claims',
    more:
      'Files laid into {inbox}/{client}/ are uploaded and moved to {inbox}/taken/. Other commands find this one\n' +
      'by themselves. Ctrl-C stops it; what is unfinished goes on at the next start.',
  })
    .option(
      '--port <n>',
      'port of the status page, which tells the endpoints; 0 takes a free one',
      wholeNumber(0),
      0,
    )
    .option('--inbox <dir>', 'folder to watch; .claimline/inbox if not given')
    .addOption(configOption())
    .action(shell.answering((options: UpOptions) => keepUp(options, shell)));
};

async function keepUp(options: UpOptions, shell: Shell): Promise<ExitCode> {
  const { world } = shell;
  const folders = foldersOf(world);
  const other = await runningSystem(folders.endpoint);
  if (other !== undefined)
    throw refused(`claimline up is running already (process ${other.pid}).`, 'Stop that one first.');
  const config = readConfigFile(world, options.config);
  const logs = (log: LogText): void => tellNotes(log, world);
  const system = await startSystem({ config, dataDir: folders.data, logs }, world);
  const stopped = stopSignal(world);
  const inbox = watched(system, options.inbox ?? folders.inbox, world);
  const { env, outputs } = system.embedded;
  const startedAt = new Date(world.now()).toISOString();
  const announcement = await announce(folders.endpoint, {
    env,
    outputs,
    config,
    startedAt,
    port: options.port,
  }).catch(async (error: unknown) => {
    await system.stop();
    throw error;
  });
  tellEndpoints({ system, folders, url: announcement.url, inbox: options.inbox ?? folders.inbox }, shell);
  await work(system, inbox, { stopped, world });
  world.terminal.err('Stopping …\n');
  await announcement.withdraw();
  await system.stop();
  return 0;
}

/** Fires at the first request to stop. A second one, of a person who will not wait, ends the process. */
function stopSignal({ now }: World): AbortSignal {
  const controller = new AbortController();
  let askedAtMs: number | undefined;
  const stop = (): void => {
    // A terminal and a launcher may both pass on the same keystroke.
    const SAME_KEYSTROKE_MS = 300;
    if (askedAtMs !== undefined && now() - askedAtMs > SAME_KEYSTROKE_MS)
      process.kill(process.pid, 'SIGKILL');
    askedAtMs ??= now();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  return controller.signal;
}

function watched({ stores, config: { clients } }: System, folder: string, world: World): Inbox {
  return openInbox({
    folder,
    clients,
    take: async ({ client, file }) => {
      await upload(stores, uploadKey(file, client), file.bytes);
      tell(
        world,
        'inbox',
        `took ${shortId(file.fileId)} of ${client.id}: ${file.kind}, ${file.bytes.length} bytes`,
      );
    },
  });
}

const LOOK_MS = 1000;
const TICK_MS = 60_000;

/** Looks into the inbox and runs what is due, until asked to stop. */
async function work(
  { embedded }: System,
  inbox: Inbox,
  { stopped, world }: { readonly stopped: AbortSignal; readonly world: World },
): Promise<void> {
  let tickedAtMs = world.now();
  let complaint = '';
  while (!stopped.aborted) {
    const failed = await inbox.look().then(() => '', nameOf);
    // The file stays where it is and every look tries again; once is enough to say so.
    if (failed !== '' && failed !== complaint) tell(world, 'inbox', `a file cannot be taken (${failed})`);
    complaint = failed;
    if (world.now() - tickedAtMs >= TICK_MS) {
      tickedAtMs = world.now();
      embedded.tick();
    }
    await sleep(LOOK_MS, undefined, { signal: stopped }).catch(() => {});
  }
}

const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : 'error');

interface Place {
  readonly system: System;
  readonly folders: Folders;
  readonly url: string;
  readonly inbox: string;
}

function tellEndpoints({ system, folders, url, inbox }: Place, { world: { terminal }, json }: Shell): void {
  const { endpoints, outputs } = system.embedded;
  if (json) {
    const document = { pid: process.pid, url, inbox, data: folders.data, endpoints, outputs };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const rows: (readonly [string, string])[] = [
    ...Object.entries(endpoints),
    ['bucket', system.stores.bucket],
    ['data', folders.data],
    ['inbox', `${inbox}/{${system.config.clients.map(({ id }) => id).join(',')}}/`],
    ['status', url],
  ];
  terminal.out(`claimline is up. Ctrl-C stops it.\n${sheet(rows)}\n`);
}

/** Steps note references and counts only, so a line of theirs may be shown as it is. */
function tellNotes({ text }: LogText, world: World): void {
  for (const log of readStepLogs(text)) {
    if (log.kind !== 'note') continue;
    const facts = Object.entries(log.facts).map(([name, value]) => `${name} ${shortest(value)}`);
    const level = log.level === 'INFO' ? '' : `${log.level} `;
    tell(world, log.step, `${level}${[log.message, ...facts].join(', ')}`);
  }
}

const HASH = /^[0-9a-f]{32,}$/;
const shortest = (value: string | number): string =>
  typeof value === 'string' && HASH.test(value) ? shortId(value) : String(value);

const STEP_WIDTH = 22;
const tell = ({ terminal, now }: World, step: string, text: string): void =>
  terminal.err(`${instant(new Date(now()).toISOString())}  ${step.padEnd(STEP_WIDTH)}  ${text}\n`);
