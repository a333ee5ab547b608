import { Option } from 'commander';
import { describeRun, listRuns, type RunDetails, type RunRow } from '../session/executions.ts';
import { demoOption, type LookOptions, lookAt } from '../session/look.ts';
import { type MachineName, machineNames } from '../session/stores.ts';
import type { Answer } from '../terminal/answer.ts';
import { counted, duration, instant } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Column, sheet, table } from '../terminal/table.ts';
import { addCommand, type CommandGroup, limitOption, oneOf, upTo } from './command.ts';

interface ShowOptions extends LookOptions {
  readonly machine?: MachineName;
}
interface ListOptions extends ShowOptions {
  readonly limit: number;
}

const machineOption = (): Option =>
  new Option('--machine <name>', `one of ${machineNames.join(', ')}`).argParser(oneOf(machineNames));

export const runs: CommandGroup = (group, { world, answering }) => {
  const { paint } = world.terminal;
  addCommand(group, 'list', {
    summary: 'list runs of the state machines, the newest first',
    example: 'runs list --machine remittance',
  })
    .addOption(machineOption())
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((options: ListOptions) =>
        lookAt(world, options, async ({ stores }) =>
          listed(await listRuns(stores, options.machine), options.limit, paint),
        ),
      ),
    );
  addCommand(group, 'show <name>', {
    summary: 'show one run: its input, its output and the way it took',
    example: 'runs show intake-riverbend-d1d25b02f3fca9198ecbd135174e9dc9',
  })
    .addOption(machineOption())
    .addOption(demoOption())
    .action(
      answering((name: string, options: ShowOptions) =>
        lookAt(world, options, async ({ stores }) =>
          shown(await describeRun(stores, name, options.machine), paint),
        ),
      ),
    );
};

const columns: readonly Column[] = [
  { title: 'Started (UTC)' },
  { title: 'Machine' },
  { title: 'Status' },
  { title: 'Took', align: 'right' },
  { title: 'Name' },
];

const took = ({ elapsedMs }: RunRow): string => (elapsedMs === undefined ? '' : duration(elapsedMs));

function listed(all: readonly RunRow[], limit: number, paint: Paint): Answer {
  const some = upTo(all, limit);
  return {
    json: { total: all.length, runs: some },
    text: () => {
      const rows = some.map((run) => [instant(run.startedAt), run.machine, run.status, took(run), run.name]);
      const more = all.length > some.length ? `, ${some.length} of them shown: --limit 0 shows all` : '';
      return `${table(columns, rows, paint)}\n\n${counted(all.length, 'run')}${more}`;
    },
  };
}

const eventColumns: readonly Column[] = [
  { title: 'Time (UTC)' },
  { title: 'Event' },
  { title: 'State' },
  { title: 'Error' },
];

const shown = (run: RunDetails, paint: Paint): Answer => ({
  json: run,
  text: () => {
    const facts = sheet([
      ['Machine', run.machine],
      ['Status', run.status],
      ['Started', `${instant(run.startedAt)} UTC`],
      ['Took', took(run) || undefined],
      ['Input', run.input],
      ['Output', run.output],
      ['Error', run.error],
      ['Cause', run.cause],
    ]);
    const rows = run.events.map(({ at, type, state, error }) => [
      instant(at),
      type,
      state ?? '',
      error ?? '',
    ]);
    return [paint.heading(run.name), facts, '', table(eventColumns, rows, paint)].join('\n');
  },
});
