import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { civilDateOf, epochToIso } from '../../core/dates.ts';
import { type AnswerFile, type Answers, answerFile, FIRST_PAYMENTS } from '../../core/sandbox/answer.ts';
import { remember } from '../../core/sandbox/memory.ts';
import { type ScenarioName, scenarios } from '../../core/sandbox/scenarios.ts';
import { sourceOf } from '../session/source.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import { foldedTable } from '../terminal/fold.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Column, table } from '../terminal/table.ts';
import type { World } from '../world.ts';
import { addCommand, type CommandGroup } from './command.ts';
import { scenarioOption } from './scenario-option.ts';

interface AnswerOptions {
  readonly scenario?: ScenarioName;
  readonly seed: string;
  readonly earlier?: readonly string[];
  readonly out?: string;
}

export const sandbox: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'answer <file>', {
    summary: 'make what a clearinghouse and payers would send back for an 837P',
    example: 'sandbox answer claims.837 --scenario takeback --out answers/',
    more:
      'TA1, 999, 277CA and 835, by the scenario: the same file, seed and scenario give the same answers of a day.\n' +
      'Scenarios about payments give several 835s, in the order in which they come. Without --out all is printed,\n' +
      'one after another. `-` reads standard input.',
  })
    .addOption(scenarioOption())
    .option('--seed <seed>', 'another seed, other fates', 'claimline')
    .option('--earlier <file...>', 'claims sent before: what a replacement or void is about is found there')
    .option('--out <dir>', 'write a file for each answer')
    .action(answering((file: string, options: AnswerOptions) => answered(file, options, world)));
  addCommand(group, 'scenarios', {
    summary: 'list what the sandbox payer can play',
    example: 'sandbox scenarios',
    more: 'Each is a name for `--scenario` here and of the demo, and for sandboxScenario of a partner.',
  }).action(answering(async () => listed(world)));
  // Who types the group alone sees what there is to play.
  group.addHelpText('after', () => `\n${scenarioTable(world.terminal)}`);
};

const columns: readonly Column[] = [{ title: 'Scenario' }, { title: 'What is played' }];

const played = Object.entries(scenarios).map(([name, { sentence }]) => ({ name, sentence }));

const scenarioTable = ({ paint, columns: width }: World['terminal']): string =>
  foldedTable(
    columns,
    played.map(({ name, sentence }) => [name, sentence]),
    { paint, width },
  );

const listed = ({ terminal }: World): Answer => ({
  json: { scenarios: played },
  text: () => scenarioTable(terminal),
});

async function answered(
  file: string,
  { scenario = 'mixed', seed, earlier = [], out }: AnswerOptions,
  world: World,
): Promise<Answer> {
  const now = world.now();
  const answers = await answerFile(sourceOf(world, file), {
    seed,
    scenario,
    today: civilDateOf(now),
    time: epochToIso(now).slice(11, 16).replace(':', ''),
    earlier: () =>
      remember(
        earlier.map((one) => sourceOf(world, one)),
        seed,
      ),
  });
  if (answers.files.length + answers.unwritten.length === 0)
    throw refused(
      'The file holds no interchange of 837P claims.',
      'See what it holds: claimline x12 check FILE',
    );
  return out === undefined
    ? printed(answers)
    : written(answers, resolve(world.cwd, out), world.terminal.paint);
}

const codeOf = ({ unwritten }: Answers): 0 | 1 => (unwritten.length === 0 ? 0 : 1);

const printed = (answers: Answers): Answer => ({
  json: answers,
  text: () => answers.files.map(({ text }) => text.trimEnd()).join('\n'),
  code: codeOf(answers),
});

/** When a file comes. */
const comes = ({ stage }: Pick<AnswerFile, 'stage'>): string =>
  stage <= FIRST_PAYMENTS ? 'at once' : 'when the 835s above are posted';

function written(answers: Answers, folder: string, paint: Paint): Answer {
  mkdirSync(folder, { recursive: true });
  const files = answers.files.map(({ name, stage, text }) => {
    const path = join(folder, `${name}.edi`);
    writeFileSync(path, text);
    return { name, stage, path };
  });
  const { unwritten } = answers;
  const rows = files.map((file) => [file.path, comes(file)]);
  const text = () =>
    [
      table([{ title: 'File' }, { title: 'Comes' }], rows, paint),
      ...unwritten.map(({ name }) => `${name} could not be written: the claims hold what X12 cannot carry`),
    ].join('\n');
  return { json: { files, unwritten }, text, code: codeOf(answers) };
}
