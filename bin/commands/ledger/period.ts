import { type CivilDate, isCivilDate } from '../../../core/dates.ts';
import type { PeriodAct, PeriodRefusal } from '../../../core/ledger/period.ts';
import type { LedgerProof } from '../../../core/ledger/proof.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { type Closing, closeThrough, reopenFrom } from '../../session/period.ts';
import { type Answer, type Failure, refused, wrongUse } from '../../terminal/answer.ts';
import { day, instant } from '../../terminal/format.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';
import { proveLedgerOf } from './proof.ts';

interface Options extends LookOptions {
  readonly user?: string;
}

const USER = 'who you are, if not the user of this machine';

/** `ledger close`, `ledger reopen` and `ledger periods`: which days of the books take no entry any more. */
export const period: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'close <day>', {
    summary: 'close the books through a day',
    example: 'ledger close 2026-06-30',
    more:
      'The ledger is proved first; with a difference below the level of deposits nothing is closed. What comes later\n' +
      'for a closed day is dated on the first open one; the day of its document stays with it.',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering(async (text: string, options: Options) => {
        const date = civilDay(text);
        return lookAt(world, options, async (sight) => {
          const proof = await proveLedgerOf(sight.stores);
          if (!mayClose(proof))
            throw refused(
              'The ledger does not balance: nothing is closed.',
              'See where: claimline ledger proof',
            );
          return acted(await closeThrough(closingOf(sight, options, world), date), date);
        });
      }),
    );
  addCommand(group, 'reopen <day>', {
    summary: 'open a day and all after it again',
    example: 'ledger reopen 2026-06-30',
    more: 'Who did it and when stays in the trail: ledger periods.',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering(async (text: string, options: Options) => {
        const date = civilDay(text);
        return lookAt(world, options, async (sight) =>
          acted(await reopenFrom(closingOf(sight, options, world), date), date),
        );
      }),
    );
  addCommand(group, 'periods', {
    summary: 'show through which day the books are closed, and who closed and reopened them',
    example: 'ledger periods',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => listed(await stores.claims.periodTrail(), world)),
      ),
    );
};

function civilDay(text: string): CivilDate {
  const digits = text.replaceAll('-', '');
  if (isCivilDate(digits)) return digits;
  throw wrongUse('That is no day.', 'Write it as 2026-06-30.');
}

const closingOf = ({ stores }: Sight, { user }: Options, world: World): Closing => ({
  claims: stores.claims,
  now: world.now,
  user: user ?? world.user(),
});

/** What the bank says may be open for long: it holds up no period. */
const mayClose = ({ levels }: LedgerProof): boolean =>
  levels.every(({ level, ok }) => ok || level === 'deposit');

function acted(done: PeriodAct | PeriodRefusal, date: CivilDate): Answer {
  if (typeof done === 'string') throw cannot(done, date);
  return { json: done, text: () => stands(done.closedThrough) };
}

const stands = (closed: CivilDate | null): string =>
  closed === null ? 'All days are open.' : `The books are closed through ${day(closed)}.`;

function cannot(reason: PeriodRefusal, date: CivilDate): Failure {
  switch (reason) {
    case 'already':
      return refused(`${day(date)} is closed already.`, 'See the trail: claimline ledger periods');
    case 'not-over':
      return refused(`${day(date)} is not over: entries of it are still made.`);
    case 'not-closed':
      return refused(`${day(date)} is open.`, 'See the trail: claimline ledger periods');
    case 'contended':
      return refused('Others are closing the books too.', 'Try again.');
  }
}

const columns: readonly Column[] = [
  { title: 'At (UTC)' },
  { title: 'User' },
  { title: 'Did' },
  { title: 'Day' },
  { title: 'Closed through' },
];

function listed(trail: readonly PeriodAct[], { terminal: { paint } }: World): Answer {
  const closedThrough = trail.at(-1)?.closedThrough ?? null;
  return {
    json: { closedThrough, trail },
    text: () => {
      if (trail.length === 0) return stands(null);
      const rows = trail.map((one) => [
        instant(one.at),
        one.user,
        one.act,
        day(one.day),
        one.closedThrough === null ? '' : day(one.closedThrough),
      ]);
      return [table(columns, rows, paint), '', stands(closedThrough)].join('\n');
    },
  };
}
