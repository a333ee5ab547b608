import { Option } from 'commander';
import { ZERO } from '../../../core/money.ts';
import type { Statement } from '../../../core/patient/statement.ts';
import type { PlanAct } from '../../../core/patient/statement-plan.ts';
import { statementText } from '../../../core/patient/statement-text.ts';
import { holds } from '../../../core/patient/statement-words.ts';
import type { StatementRecord } from '../../../store/statements.ts';
import { accountOf, guarantorNow, noteMail, numberIn } from '../../session/guarantor.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { type Billing, type Judged, textKey } from '../../session/statements.ts';
import { type Answer, refused } from '../../terminal/answer.ts';
import { counted, day, dollars } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, wholeNumber } from '../command.ts';

interface ShowOptions extends LookOptions {
  readonly preview?: true;
  readonly history?: true;
  readonly no?: number;
}
interface MailOptions extends LookOptions {
  readonly mended?: true;
  readonly user?: string;
}

export const billingOf = ({ stores, config }: Sight, { user }: { user?: string }, world: World): Billing => ({
  ...{ artifacts: stores.artifacts, claims: stores.claims, files: stores.files, work: stores.work },
  ...{ config, now: world.now, user: user ?? world.user() },
});

/** `ledger statement` and `ledger returned-mail`: one guarantor. */
export const oneStatement: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'statement <guarantor>', {
    summary: 'show the last statement of a guarantor, as it was printed',
    example: 'ledger statement RVB2M4KQ7XA3TZ5N',
    more:
      'The guarantor is named by a claim or by the account number; the number of a statement names that one. It shows\n' +
      'names, as the letter does: mind where you print it.',
  })
    .option('--preview', 'what the next one would say today; makes nothing')
    .option('--history', 'list all statements of the guarantor, returned mail, and payment plans')
    .addOption(
      new Option('--no <n>', 'the n-th one, if not the last').argParser(wholeNumber(1)).conflicts('preview'),
    )
    .addOption(demoOption())
    .action(
      answering((guarantor: string, options: ShowOptions) =>
        lookAt(world, options, async (sight) => {
          const billing = billingOf(sight, {}, world);
          const account = await accountOf(billing, guarantor);
          if (options.preview) return preview(await guarantorNow(billing, account));
          return options.history
            ? history(billing, account, world.terminal.paint)
            : printed(billing, account, options.no ?? numberIn(guarantor));
        }),
      ),
    );
  addCommand(group, 'returned-mail <guarantor>', {
    summary: 'stop the statements of a guarantor whose letters come back, until --mended',
    example: 'ledger returned-mail RVB2M4KQ7XA3TZ5N',
    more:
      'When the address is right again, --mended lets statements go on: the next one is a first one, for nobody knows which\n' +
      'of the others arrived.',
  })
    .option('--mended', 'the address is right again')
    .option('--user <name>', 'who you are, if not the user of this machine')
    .addOption(demoOption())
    .action(
      answering((guarantor: string, options: MailOptions) =>
        lookAt(world, options, async (sight) => {
          const billing = billingOf(sight, options, world);
          return mailNoted(billing, await accountOf(billing, guarantor), options.mended === true);
        }),
      ),
    );
};

const NONE = 'Make those that are due: claimline ledger statements';

async function printed({ files, artifacts }: Billing, account: string, n?: number): Promise<Answer> {
  const { issued } = await files.statements(account);
  const record = n === undefined ? issued.at(-1) : issued.find((one) => one.n === n);
  if (record === undefined) throw refused('No such statement was made for this guarantor.', NONE);
  const [statement, text] = await Promise.all([
    artifacts.readJson<Statement>(record.objectKey),
    artifacts.readText({ key: textKey(record) }),
  ]);
  return { json: { issuedAt: record.issuedAt, user: record.user, statement }, text: () => text.trimEnd() };
}

const WHY_NOT = {
  review: 'Every balance has had its final notice: a person decides (claimline work list --queue patient).',
  'returned-mail':
    'Letters come back: claimline ledger returned-mail GUARANTOR --mended lets statements go on.',
  'below-minimum': 'What is due is less than the least that is asked for.',
  'nothing-due': 'Nothing that is owed may be asked for now.',
} as const;

function preview(one: Judged | null): Answer {
  if (one === null) return notNow('Nothing is owed by the ledger.', 'nothing-owed');
  if (one.outcome === 'wrong')
    throw refused(
      `Claim ${one.wrong.claimNo} does not add up to what is owed: no statement is made.`,
      'See where: claimline ledger proof',
    );
  if (one.outcome === 'due') {
    const { statement } = one;
    const held = statement.claims.flatMap(({ claimNo, balance, due, held: why }) =>
      why === undefined ? [] : [`Not asked for: ${dollars(balance - due)} of ${claimNo}, ${holds[why]}.`],
    );
    return {
      json: { preview: true, statement },
      text: () =>
        ['Preview: not sent, not recorded.', ...held, '', statementText(statement).trimEnd()].join('\n'),
    };
  }
  const { step } = one;
  return step.kind === 'wait'
    ? notNow(`The next one is due on ${day(step.until)} at the earliest.`, 'wait')
    : notNow(WHY_NOT[step.kind], step.kind);
}

const notNow = (why: string, reason: string): Answer => ({
  json: { preview: true, statement: null, reason },
  text: () => `No statement would be made today. ${why}`,
});

const columns: readonly Column[] = [
  { title: 'No.', align: 'right' },
  { title: 'Day' },
  { title: 'Level', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Due', align: 'right' },
  { title: 'Pay by' },
  { title: 'Made by' },
];

async function history({ files }: Billing, account: string, paint: Paint): Promise<Answer> {
  const { issued, mail, plans } = await files.statements(account);
  const cells = issued.map((one: StatementRecord) => [
    ...[String(one.n), day(one.day), String(one.level), String(one.claims.length)],
    ...[dollars(one.dueCents), day(one.payBy), one.user],
  ]);
  return {
    json: { account, statements: issued, mail, plans },
    text: () =>
      [
        ...(cells.length === 0 ? [] : [table(columns, cells, paint)]),
        `${counted(issued.length, 'statement')} of account ${account}.`,
        ...mail.map(
          ({ act, at, user, afterStatement }) =>
            `${day(at.slice(0, 10))}, after no. ${afterStatement}: ${MAIL[act]}, said by ${user}.`,
        ),
        ...plans.map(planText),
      ].join('\n'),
  };
}
const planText = ({ act, day: on, instalmentCents = ZERO, firstOn = on, user }: PlanAct): string =>
  act === 'ended'
    ? `${day(on)}: the payment plan ended, said by ${user}.`
    : `${day(on)}: ${dollars(instalmentCents)} every 30 days from ${day(firstOn)} agreed, said by ${user}.`;
const MAIL = { returned: 'letters come back', mended: 'the address is right again' } as const;

async function mailNoted(billing: Billing, account: string, mended: boolean): Promise<Answer> {
  const noted = await noteMail(billing, account, mended ? 'mended' : 'returned');
  if (noted === 'never') throw refused('No statement was sent to this guarantor.', NONE);
  const already = noted === 'already' ? 'already ' : '';
  return {
    json: { account, outcome: noted === 'already' ? 'already' : 'done', act: mended ? 'mended' : 'returned' },
    text: () =>
      mended
        ? `Account ${account}: ${already}mended. The next statement is a first one.`
        : `Account ${account}: statements have ${already}stopped until the address is mended.`,
  };
}
