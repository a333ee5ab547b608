import { type TimerSettings, timerSettings } from '../../core/claim/timer-settings.ts';
import { overpayment, stateTimers, timelyFiling } from '../../core/claim/timer-table.ts';
import { timerItemId } from '../../core/claim/timers.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { type CivilDate, civilDateOf, isCivilDate } from '../../core/dates.ts';
import type { WorkItem } from '../../store/work.ts';
import { readConfigFile } from '../session/config-file.ts';
import { demoOption, type LookOptions, lookAt } from '../session/look.ts';
import { type DueRow, dueOn, runTimersNow, type TimersRun } from '../session/timers.ts';
import { type Answer, wrongUse } from '../terminal/answer.ts';
import { counted, day, dollarsOrBlank } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Column, table } from '../terminal/table.ts';
import { workTable } from '../terminal/work-text.ts';
import { addCommand, type CommandGroup, configOption, limitOption, upTo } from './command.ts';

interface ListOptions {
  readonly payer: string;
  readonly config?: string;
}
interface DueOptions extends LookOptions {
  readonly on?: string;
  readonly limit: number;
}

export const timers: CommandGroup = (group, { world, answering }) => {
  const { paint } = world.terminal;
  addCommand(group, 'list', {
    summary: 'show how long each answer may take before somebody is told',
    example: 'timers list --payer 99001',
    more: 'A payer’s profile may say otherwise (payers[].timers, docs/timers.md); its filing limit is there too.',
  })
    .option('--payer <id>', 'the payer whose claims are meant; * for those without a profile', '*')
    .addOption(configOption())
    .action(
      answering(async ({ payer, config }: ListOptions) =>
        listed(readConfigFile(world, config), payer, paint),
      ),
    );
  addCommand(group, 'due', {
    summary: 'list what is overdue, the most urgent first; changes nothing',
    example: 'timers due --on 2026-03-31',
  })
    .option('--on <day>', 'the day to look from, if not today')
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((options: DueOptions) => {
        const on = dayOf(options.on, world.now());
        return lookAt(world, options, async ({ stores, config }) =>
          dueAnswer(await dueOn(stores, config, on), { on, limit: options.limit, paint }),
        );
      }),
    );
  addCommand(group, 'run', {
    summary: 'look at what is overdue now, as the schedule does every day',
    example: 'timers run',
    more:
      'Opens a work item for what is newly overdue, reminds of what is still open, closes what came, and bills the\n' +
      'next payer of a claim that was passed on and not answered. Running it twice changes nothing.',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => ran(await runTimersNow(stores), paint)),
      ),
    );
};

function dayOf(text: string | undefined, nowEpochMs: number): CivilDate {
  const digits = (text ?? '').replaceAll('-', '');
  if (text === undefined) return civilDateOf(nowEpochMs);
  if (isCivilDate(digits)) return digits;
  throw wrongUse('That is no day.', 'Write it as 2026-06-30.');
}

interface TimerRow {
  readonly timer: string;
  readonly days: number | 'never';
  readonly unit: 'business days' | 'days';
  readonly states: readonly string[];
  readonly awaits: string;
  readonly reason: string;
}

const rowsOf = (settings: TimerSettings, filingDays: number | undefined): readonly TimerRow[] => [
  ...stateTimers.map(({ timer, states, awaits, reason, business }) => ({
    ...{ timer, states, awaits, reason, days: settings[timer] },
    unit: business ? ('business days' as const) : ('days' as const),
  })),
  {
    ...{ timer: 'overpayment', days: settings.overpayment, unit: 'days', states: [] },
    ...{ awaits: 'money of a payer (2010) to be given back', reason: overpayment.reason },
  },
  {
    ...{ timer: 'patientCredit', days: settings.patientCredit, unit: 'days', states: [] },
    ...{ awaits: 'money of a patient (2020) to be given back', reason: 'PATIENT_CREDIT_DUE' },
  },
  {
    ...{ timer: 'reassociation', days: settings.reassociation, unit: 'business days', states: [] },
    ...{ awaits: 'money of an 835 in the bank, or its 835', reason: 'REASSOCIATION' },
  },
  {
    ...{ timer: 'timelyFilingDays', days: filingDays ?? 'never', unit: 'days', states: [] },
    ...{ awaits: 'the claim to be filed, from its last service', reason: timelyFiling.reason },
  },
  {
    ...{ timer: 'repeat', days: settings.repeat, unit: 'days', states: [] },
    ...{ awaits: 'what was asked for: told again, more urgently', reason: '' },
  },
];

const timerColumns: readonly Column[] = [{ title: 'Timer' }, { title: 'Days' }, { title: 'Awaits' }];

const daysText = ({ days, unit }: TimerRow): string =>
  days === 'never' || unit === 'days' ? String(days) : `${days} business`;

function listed(config: Config, payer: string, paint: Paint): Answer {
  const rows = rowsOf(timerSettings(config, payer), payerProfile(config, payer).timelyFilingDays);
  return {
    json: { payer, timers: rows },
    text: () =>
      [
        table(
          timerColumns,
          rows.map((row) => [row.timer, daysText(row), row.awaits]),
          paint,
        ),
        '',
        'Payment, where no profile says: Medicare 20, Medicaid 35, accident insurance 45.',
      ].join('\n'),
  };
}

const dueColumns: readonly Column[] = [
  { title: 'Priority' },
  { title: 'Act by' },
  { title: 'Reason' },
  { title: 'Value', align: 'right' },
  { title: 'About' },
  { title: 'Told' },
];

/** What is left of an item's name: partner and interchange, or the payment. */
const aboutOf = (item: string, reason: string): string =>
  item.slice(timerItemId(reason).length + 1).slice(0, ABOUT_WIDTH);
const ABOUT_WIDTH = 24;

function dueAnswer(
  all: readonly DueRow[],
  { on, limit, paint }: { readonly on: CivilDate; readonly limit: number; readonly paint: Paint },
): Answer {
  const some = upTo(all, limit);
  return {
    json: { on, total: all.length, due: some },
    text: () => {
      const total = `${counted(all.length, 'thing')} due on ${day(on)}`;
      if (all.length === 0) return total;
      const rows = some.map(({ priority, actBy, reason, valueCents, claimNo, told, item }) => [
        priority,
        day(actBy),
        reason,
        dollarsOrBlank(valueCents),
        claimNo ?? aboutOf(item, reason),
        told ? 'yes' : '',
      ]);
      const more = all.length > some.length ? `, ${some.length} of them shown: --limit 0 shows all` : '';
      return `${table(dueColumns, rows, paint)}\n\n${total}${more}`;
    },
  };
}

function ran({ run, opened, reminded, closed }: TimersRun, paint: Paint): Answer {
  const parts = [
    ['Opened', opened],
    ['Reminded of', reminded],
    ['Closed', closed],
  ] as const;
  const part = (title: string, items: readonly WorkItem[]): readonly string[] =>
    items.length === 0 ? [] : [paint.heading(title), workTable(items, paint), ''];
  return {
    json: { run, opened, reminded, closed },
    text: () =>
      [
        ...parts.flatMap(([title, items]) => part(title, items)),
        parts.map(([title, items]) => `${title.toLowerCase()} ${items.length}`).join(', '),
      ].join('\n'),
  };
}
