import { Option } from 'commander';
import { type CivilDate, civilDateOf } from '../../../core/dates.ts';
import type { Statement } from '../../../core/patient/statement.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { makeStatements, type RunRow } from '../../session/statement-run.ts';
import { type Billing, debtors, type Judged, judgeAll, judged } from '../../session/statements.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import { counted, day, dollars } from '../../terminal/format.ts';
import { progressView } from '../../terminal/progress-bar.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, limitOption, upTo } from '../command.ts';
import { civilDay } from './acts.ts';
import { paymentPlan } from './payment-plan.ts';
import { billingOf, oneStatement } from './statement.ts';

interface Options extends LookOptions {
  readonly client?: string;
  readonly on?: CivilDate;
  readonly dryRun?: true;
  readonly limit: number;
  readonly user?: string;
}

/** `ledger statements`, `ledger statement` and `ledger returned-mail`: what patients are asked to pay, in writing. */
export const statements: CommandGroup = (group, shell) => {
  const { world, answering } = shell;
  addCommand(group, 'statements', {
    summary: 'make the patient statements that are due today',
    example: 'ledger statements --dry-run',
    more:
      'One for each guarantor who owes 5.00 or more, at most one in 30 days: a first one, a reminder from day 30, past due\n' +
      'from day 60, a final notice from day 90; from day 120 a work item asks a person. It asks for nothing that a payer\n' +
      'has not settled, that is appealed, or that may not be billed, and changes no claim and no balance. Again on the\n' +
      'same day it makes nothing new. Small balances first: claimline ledger small-balances --waive',
  })
    .option('--dry-run', 'show what is due and make nothing')
    .option('--client <id>', 'only guarantors of this practice')
    .addOption(
      new Option('--on <day>', 'with --dry-run: another day than today, to look ahead').argParser(civilDay),
    )
    .option('--user <name>', 'who you are, if not the user of this machine')
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((options: Options) => {
        if (options.on !== undefined && options.dryRun !== true)
          throw wrongUse('Statements are made today, on no other day.', 'To look ahead, add --dry-run.');
        return lookAt(world, options, (sight) => run(sight, options, world));
      }),
    );
  oneStatement(group, shell);
  paymentPlan(group, shell);
};

async function run(sight: Sight, options: Options, world: World): Promise<Answer> {
  const { client, dryRun = false } = options;
  if (client !== undefined && !sight.config.clients.some(({ id }) => id === client))
    throw wrongUse('There is no practice of that id.', 'See them: claimline config check');
  const billing = billingOf(sight, options, world);
  const today = options.on ?? civilDateOf(world.now());
  const progress = progressView(world.terminal, world.now);
  const done = (count: number, of: number): void =>
    progress.show({ fraction: count / of, text: `${count} of ${counted(of, 'guarantor')}` });
  const rows = dryRun
    ? await lookedAt(billing, { client, today, done })
    : await makeStatements(billing, { client, done });
  progress.end();
  return answerOf(rows, { today, dryRun, limit: options.limit }, world);
}

interface Looking {
  readonly client: string | undefined;
  readonly today: CivilDate;
  readonly done: (count: number, of: number) => void;
}

async function lookedAt(billing: Billing, { client, today, done }: Looking): Promise<readonly RunRow[]> {
  const all = await debtors(billing, client);
  const found = await judgeAll(
    all,
    (debtor) => judged(billing, debtor, today),
    (count) => done(count, all.length),
  );
  return found.map((one) => ({ outcome: 'none', judged: one }));
}

interface Shown {
  readonly today: CivilDate;
  readonly dryRun: boolean;
  readonly limit: number;
}

const statementOf = ({ outcome, judged: one }: RunRow): readonly Statement[] =>
  outcome !== 'elsewhere' && one.outcome === 'due' ? [one.statement] : [];

/** Σ of what is owed by the ledger and not asked for. */
const heldOf = ({ claims }: Statement): number =>
  claims.reduce((so, { balance, due }) => so + balance - due, 0);

const NOT_DUE = {
  wait: 'had one in the last 30 days',
  review: 'have had the final notice: see claimline work list --queue patient',
  'below-minimum': 'owe less than the least that is asked for',
  'nothing-due': 'owe only what is not asked for now',
  'returned-mail': 'have returned mail: see claimline ledger returned-mail --help',
  elsewhere: 'were sent one by another run just now',
} as const;
type NotDue = keyof typeof NOT_DUE;

function whyNot({ outcome, judged: one }: RunRow): readonly NotDue[] {
  if (outcome === 'elsewhere') return ['elsewhere'];
  return one.outcome === 'not-due' ? [one.step.kind] : [];
}

const columns: readonly Column[] = [
  { title: 'Statement' },
  { title: 'Level', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Due', align: 'right' },
  { title: 'Not asked', align: 'right' },
  { title: 'Pay by' },
];

function answerOf(rows: readonly RunRow[], { today, dryRun, limit }: Shown, { terminal }: World): Answer {
  const made = rows.flatMap(statementOf);
  const wrong = rows.flatMap(({ judged: one }) => (one.outcome === 'wrong' ? [one.wrong] : []));
  const notDue = new Map<NotDue, number>();
  for (const why of rows.flatMap(whyNot)) notDue.set(why, (notDue.get(why) ?? 0) + 1);
  const dueCents = made.reduce((so, { totals }) => so + totals.due, 0);
  const shown = upTo(made, limit);
  return {
    json: {
      ...{ day: today, dryRun, total: made.length, dueCents, notDue: Object.fromEntries(notDue) },
      statements: shown.map((one) => ({
        ...{ number: one.number, account: one.account, level: one.level, dueCents: one.totals.due },
        ...{ notAskedCents: heldOf(one), payBy: one.payBy },
        claims: one.claims.map(({ claimNo, due, balance, held }) => ({
          ...{ claimNo, dueCents: due, balanceCents: balance, ...(held === undefined ? {} : { held }) },
        })),
      })),
      wrong: wrong.map(({ claimNo, lines, owed }) => ({ claimNo, linesCents: lines, owedCents: owed })),
    },
    text: () => {
      const cells = shown.map((one) => [
        ...[one.number, String(one.level), String(one.claims.filter(({ due }) => due > 0).length)],
        ...[dollars(one.totals.due), heldOf(one) === 0 ? '' : dollars(heldOf(one)), day(one.payBy)],
      ]);
      const more = made.length > shown.length ? `, ${shown.length} of them shown: --limit 0 shows all` : '';
      const did = dryRun ? 'due' : 'made';
      return [
        ...(cells.length === 0 ? [] : [table(columns, cells, terminal.paint), '']),
        `${counted(made.length, 'statement')} ${did}, ${dollars(dueCents)}${more}.`,
        ...[...notDue].map(([why, count]) => `${counted(count, 'guarantor')} ${NOT_DUE[why]}.`),
        ...wrong.map(wrongText),
        ...(made.length === 0 ? [] : [nextText(made, dryRun)]),
      ].join('\n');
    },
    code: wrong.length === 0 ? 0 : 1,
  };
}

const wrongText = ({ claimNo, lines, owed }: Extract<Judged, { outcome: 'wrong' }>['wrong']): string =>
  `No statement: claim ${claimNo} adds up to ${dollars(lines)} by its lines, and ${dollars(owed)} are owed. See: claimline ledger proof`;

const nextText = ([first]: readonly Statement[], dryRun: boolean): string =>
  dryRun
    ? 'Make them: claimline ledger statements'
    : `Read one: claimline ledger statement ${first?.account}`;
