import { Command, CommanderError } from 'commander';
import type { CommandGroup, Shell } from '../../../../bin/commands/command.ts';
import { asFailure, type ExitCode } from '../../../../bin/terminal/answer.ts';
import { memoryWorld, type Ran, type WorldOptions } from '../../memory-world.ts';

/** Runs one command by itself, words separated by blanks; the program around it has tests of its own. */
export async function runCommand(
  commands: CommandGroup,
  line: string,
  options: WorldOptions = {},
): Promise<Ran> {
  const words = line.split(' ');
  const { world, said } = memoryWorld(options);
  const { out, err } = world.terminal;
  const json = words.includes('--json');
  let code: ExitCode = 0;
  const answering: Shell['answering'] =
    (act) =>
    async (...args) => {
      const answer = await act(...args);
      if (typeof answer === 'number') code = answer;
      else {
        code = answer.code ?? 0;
        out(`${json ? JSON.stringify(answer.json) : answer.text()}\n`);
      }
    };
  const program = new Command('x12').exitOverride().configureOutput({ writeOut: out, writeErr: err });
  commands(program, { world, json, answering });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) code = thrown.exitCode === 0 ? 0 : 2;
    else {
      const failure = asFailure(thrown);
      err(`${failure.message}\n${failure.next ?? ''}\n`);
      code = failure.code;
    }
  }
  return { code, ...said };
}
