import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CommandGroup, Shell } from './commands/command.ts';
import { type Answer, asFailure, type ExitCode } from './terminal/answer.ts';
import type { World } from './world.ts';

interface Group {
  readonly summary: string;
  /** A command loads what it needs when it is called: help and X12 tools need no AWS. */
  readonly load: () => Promise<CommandGroup>;
}

/** Every command of the first level, in the order of the help. */
export const groups: Readonly<Record<string, Group>> = {
  demo: {
    summary: 'run the whole loop on invented encounters',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  run: {
    summary: 'run the whole loop on your files',
    load: async () => (await import('./commands/run.ts')).run,
  },
  up: {
    summary: 'keep the system running and watch an inbox folder',
    load: async () => (await import('./commands/up.ts')).up,
  },
  put: {
    summary: 'upload a file',
    load: async () => (await import('./commands/put.ts')).put,
  },
  claims: {
    summary: 'look at claims and their history; replace, void, resend, appeal',
    load: async () => (await import('./commands/claims.ts')).claims,
  },
  work: {
    summary: 'take and resolve what waits for people',
    load: async () => (await import('./commands/work.ts')).work,
  },
  timers: {
    summary: 'see what is overdue, and have people reminded of it',
    load: async () => (await import('./commands/timers.ts')).timers,
  },
  ledger: {
    summary: 'see the books and their proof',
    load: async () => (await import('./commands/ledger/index.ts')).ledger,
  },
  remit: {
    summary: 'see whether payments balance, and what payers took back',
    load: async () => (await import('./commands/remit/index.ts')).remit,
  },
  report: {
    summary: 'see what is open and for how long, and how the practice does',
    load: async () => (await import('./commands/report/index.ts')).report,
  },
  runs: {
    summary: 'see executions of the state machines',
    load: async () => (await import('./commands/runs.ts')).runs,
  },
  files: {
    summary: 'see files received and interchanges sent',
    load: async () => (await import('./commands/files.ts')).files,
  },
  x12: {
    summary: 'show, check, convert, answer, divide, compare and mask X12 files',
    load: async () => (await import('./commands/x12/index.ts')).x12,
  },
  codes: {
    summary: 'import code sets, see which decide, look codes up, compare releases',
    load: async () => (await import('./commands/codes/index.ts')).codes,
  },
  edits: {
    summary: 'test claims by the edits, and see what each edit wants',
    load: async () => (await import('./commands/edits/index.ts')).edits,
  },
  sandbox: {
    summary: 'play the payer: answer an 837',
    load: async () => (await import('./commands/sandbox.ts')).sandbox,
  },
  config: {
    summary: 'check a configuration document',
    load: async () => (await import('./commands/config.ts')).config,
  },
};

const introduction = `A medical-claims pipeline: encounters in, claims out, remittances posted to a proven ledger.

Everything runs on this machine. Data lies in .claimline/, or where CLAIMLINE_DATA says.
Commands end with 0 when all is fine, 1 with findings or something held, 2 when used wrongly, 3 on a fault.`;

/**
 * The program with the commands that `words` name; the others are listed in the help only.
 *
 * @param words what was typed, or the names of all groups
 */
export async function createProgram(words: readonly string[], shell: Shell): Promise<Command> {
  const { out, err } = shell.world.terminal;
  const program = new Command('claimline')
    .description(introduction)
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError('Add --help to see how it is used.')
    .addHelpText('after', '\nStart here:\n  $ claimline demo\n  $ claimline claims list --demo');
  for (const [name, { summary, load }] of Object.entries(groups)) {
    const command = program.command(name).summary(summary).description(summary);
    if (words.includes(name)) (await load())(command, shell);
  }
  return program;
}

/** Runs one command line to its end. Whatever happens ends in an exit code. */
export async function runCommandLine(words: readonly string[], world: World): Promise<ExitCode> {
  const end = words.indexOf('--');
  const json = (end < 0 ? words : words.slice(0, end)).includes('--json');
  let code: ExitCode = 0;
  const shell: Shell = {
    world,
    json,
    answering:
      (act) =>
      async (...args) => {
        code = await deliver(await act(...args), shell);
      },
  };
  try {
    const program = await createProgram(words, shell);
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (thrown) {
    return thrown instanceof CommanderError ? endOfParsing(thrown, shell) : complain(thrown, shell);
  }
}

async function deliver(answer: Answer | ExitCode, { world: { terminal }, json }: Shell): Promise<ExitCode> {
  if (typeof answer === 'number') return answer;
  const text = json ? JSON.stringify(answer.json, null, 2) : answer.text();
  if (text !== '') await terminal.out(`${text}\n`);
  return answer.code ?? 0;
}

/** Commander throws after help and version too; what it had to say is said. */
async function endOfParsing({ exitCode, code, message }: CommanderError, shell: Shell): Promise<ExitCode> {
  if (exitCode === 0) return 0;
  if (shell.json)
    await deliver({ json: { error: { code: 2, message, reason: code } }, text: () => '' }, shell);
  return 2;
}

async function complain(thrown: unknown, shell: Shell): Promise<ExitCode> {
  const { code, message, next } = asFailure(thrown);
  if (shell.json) await deliver({ json: { error: { code, message, next } }, text: () => '' }, shell);
  const advice = next === undefined ? '' : `${next}\n`;
  shell.world.terminal.err(`claimline: ${message}\n${advice}`);
  return code;
}
