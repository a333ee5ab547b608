import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer, ExitCode } from '../terminal/answer.ts';
import type { World } from '../world.ts';

/** What commands get from the program. */
export interface Shell {
  readonly world: World;
  /** Whether one JSON document is asked for: then nothing else may stand on standard output. */
  readonly json: boolean;
  /** Makes an action of a function that answers, or that writes by itself and gives its exit code. */
  readonly answering: <Args extends readonly unknown[]>(
    act: (...args: Args) => Promise<Answer | ExitCode>,
  ) => (...args: Args) => Promise<void>;
}

/** Fills in one command of the first level, with its own commands where it has some. */
export type CommandGroup = (command: Command, shell: Shell) => void;

/** What help says of a command. */
export interface About {
  readonly summary: string;
  /** What one types, without `claimline`. */
  readonly example: string;
  /** More than one line can say. */
  readonly more?: string;
}

/** Gives a command its help and the option `--json`, which every command has. */
export function describe(command: Command, { summary, example, more }: About): Command {
  const text = [...(more === undefined ? [] : ['', more]), '', 'Example:', `  $ claimline ${example}`];
  return command
    .summary(summary)
    .description(summary)
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', text.join('\n'));
}

/** @param usage name and arguments, as commander writes them: `show <claim>` */
export const addCommand = (group: Command, usage: string, about: About): Command =>
  describe(group.command(usage), about);

/** Reads a whole number from `least` up. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  };

/** Takes one of the words, written in any case. */
export const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
  };

/** The rows that a list shows. */
export const limitOption = (): Option =>
  new Option('--limit <n>', 'show at most so many; 0 shows all').argParser(wholeNumber(0)).default(50);

/** The first `limit` of a list; all of it for 0. */
export const upTo = <T>(items: readonly T[], limit: number): readonly T[] =>
  limit === 0 ? items : items.slice(0, limit);

export const configOption = (): Option =>
  new Option(
    '--config <file>',
    'clients, partners and payers; else CLAIMLINE_CONFIG, claimline.config.json or the example',
  );
