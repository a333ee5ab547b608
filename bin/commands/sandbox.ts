import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { type Answers, answerFile } from '../../core/sandbox/answer.ts';
import type { ScenarioName } from '../../core/sandbox/scenarios.ts';
import { sourceOf } from '../session/source.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { addCommand, type CommandGroup } from './command.ts';
import { scenarioOption } from './scenario-option.ts';

interface AnswerOptions {
  readonly scenario?: ScenarioName;
  readonly seed: string;
  readonly out?: string;
}

export const sandbox: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'answer <file>', {
    summary: 'make what a clearinghouse and payers would send back for an 837P',
    example: 'sandbox answer claims.837 --scenario mixed --out answers/',
    more:
      'TA1, 999, 277CA and 835, by the scenario: the same file, seed and scenario give the same answers of a day.\n' +
      'Without --out they are printed one after another. `-` reads standard input.',
  })
    .addOption(scenarioOption())
    .option('--seed <seed>', 'another seed, other fates', 'claimline')
    .option('--out <dir>', 'write a file for each answer')
    .action(answering((file: string, options: AnswerOptions) => answered(file, options, world)));
};

async function answered(file: string, options: AnswerOptions, world: World): Promise<Answer> {
  const now = world.now();
  const answers = await answerFile(sourceOf(world, file), {
    seed: options.seed,
    scenario: options.scenario ?? 'mixed',
    today: civilDateOf(now),
    time: epochToIso(now).slice(11, 16).replace(':', ''),
  });
  if (answers.files.length + answers.unwritten.length === 0)
    throw refused(
      'The file holds no interchange of 837P claims.',
      'See what it holds: claimline x12 check FILE',
    );
  return options.out === undefined ? printed(answers) : written(answers, resolve(world.cwd, options.out));
}

const codeOf = ({ unwritten }: Answers): 0 | 1 => (unwritten.length === 0 ? 0 : 1);

const printed = (answers: Answers): Answer => ({
  json: answers,
  text: () => answers.files.map(({ text }) => text.trimEnd()).join('\n'),
  code: codeOf(answers),
});

function written(answers: Answers, folder: string): Answer {
  mkdirSync(folder, { recursive: true });
  const files = answers.files.map(({ name, stage, text }) => {
    const path = join(folder, `${name}.edi`);
    writeFileSync(path, text);
    return { name, stage, path };
  });
  const { unwritten } = answers;
  const lines = [
    ...files.map(({ path }) => path),
    ...unwritten.map(({ name }) => `${name} could not be written: the claims hold what X12 cannot carry`),
  ];
  return { json: { files, unwritten }, text: () => lines.join('\n'), code: codeOf(answers) };
}
