import { readBankFile } from '../../../core/deposits/read.ts';
import type { DepositRecord } from '../../../store/deposits.ts';
import type { RemittanceRecord } from '../../../store/remittances.ts';
import { movementsOf } from '../../session/account-movements.ts';
import {
  type Banking,
  importDeposits,
  isExpected,
  type MatchRefusal,
  matchByPerson,
  matchPatientCash,
  matchWaiting,
  unmatch,
} from '../../session/deposits.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import { readWhole } from '../../session/source.ts';
import type { Stores } from '../../session/stores.ts';
import { type Answer, type Failure, refused, wrongUse } from '../../terminal/answer.ts';
import { counted, day, dollars } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, describe } from '../command.ts';

interface ImportOptions extends LookOptions {
  readonly account: string;
}

/** `ledger deposits`: what the bank took in, and which payment each deposit is. */
export const deposits: CommandGroup = (ledger, { world, answering }) => {
  const group = ledger.command('deposits').description('what the bank took in, and which payment it is');
  addCommand(group, 'import <file>', {
    summary: 'take in a bank CSV and match its deposits with payments',
    example: 'ledger deposits import june.csv --account operating',
    more:
      'Columns are found by their headings: a date, an amount (or credits), and a trace number, reference or\n' +
      'description. A deposit is matched by trace number and amount; by amount and date within five days only where\n' +
      'the bank gives no number and nothing else fits. The same lines again change nothing. Ends with 1 where lines\n' +
      'cannot be read or an amount differs from its payment.',
  })
    .option('--account <name>', 'which of your bank accounts the file is of', 'bank')
    .addOption(demoOption())
    .action(answering((file: string, options: ImportOptions) => imported(file, options, world)));
  describe(group.command('list', { isDefault: true }), {
    summary: 'list deposits and payments that wait for each other, and what is matched',
    example: 'ledger deposits list',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => listing(await standing(stores), world.terminal.paint)),
      ),
    );
  addCommand(group, 'match [deposit] [trace]', {
    summary: 'look for the payments of all deposits that wait, or say which payment a deposit is',
    example: 'ledger deposits match 3f0c9a7be1d24c58 EFT20260210',
    more: `In place of a trace number, ${PATIENT_CASH} says that it is what patients paid (ledger receive).`,
  })
    .addOption(demoOption())
    .action(
      answering((deposit: string | undefined, trace: string | undefined, options: LookOptions) =>
        matched(deposit, trace, { options, world }),
      ),
    );
  addCommand(group, 'unmatch <deposit>', {
    summary: 'take a match back: its entry is mirrored, nothing is erased',
    example: 'ledger deposits unmatch 3f0c9a7be1d24c58',
  })
    .addOption(demoOption())
    .action(
      answering((id: string, options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => {
          const deposit = await depositOf(stores, id);
          if (!(await unmatch(bankingOf(stores, world), deposit)))
            throw refused('That deposit is not matched.', SEE_LIST);
          return listing(await standing(stores), world.terminal.paint);
        }),
      ),
    );
  group.addHelpText('after', '\nStart here:\n  $ claimline ledger deposits import june.csv');
};

/** Stands for all that patients paid and that is not in the bank yet: cash in a drawer has no number. */
const PATIENT_CASH = 'patient-cash';

const SEE_LIST = 'See what is: claimline ledger deposits list';

const bankingOf = ({ claims, files, work }: Stores, { now }: World): Banking => ({
  claims,
  files,
  work,
  now,
});

async function imported(path: string, { account, ...look }: ImportOptions, world: World): Promise<Answer> {
  const file = readBankFile(new TextDecoder().decode(readWhole(world.cwd, path)));
  if (file.lines.length === 0 && file.problems.length > 0)
    throw wrongUse(
      `No deposit can be read: ${file.problems[0]?.message}`,
      'The file must be a CSV whose headings name a date and an amount.',
    );
  return lookAt(world, look, async ({ stores }) => {
    const fresh = await importDeposits(bankingOf(stores, world), account, file);
    const shown = listing(await standing(stores), world.terminal.paint);
    const { lines, otherLines, problems } = file;
    const facts = { read: lines.length, new: fresh.length, otherLines, problems };
    const wrong = problems.map(({ line, message }) => `line ${line}: ${message}`);
    const summary = `${counted(lines.length, 'deposit')} read, ${fresh.length} new, ${otherLines} other lines.`;
    return {
      json: { ...facts, ...(shown.json as object) },
      text: () => [summary, ...wrong, '', shown.text()].join('\n'),
      code: problems.length > 0 || shown.code === 1 ? 1 : 0,
    };
  });
}

async function matched(
  id: string | undefined,
  trace: string | undefined,
  { options, world }: { readonly options: LookOptions; readonly world: World },
): Promise<Answer> {
  if ((id === undefined) !== (trace === undefined))
    throw wrongUse('A deposit is matched with a payment: name both.', 'Or none, to look for all that wait.');
  return lookAt(world, options, async ({ stores }) => {
    const banking = bankingOf(stores, world);
    if (id === undefined || trace === undefined) await matchWaiting(banking);
    else if (trace === PATIENT_CASH) {
      const cash = await movementsOf(stores, '1020');
      const waiting = cash.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0);
      const done = await matchPatientCash(banking, await depositOf(stores, id), waiting);
      if (done !== 'matched') throw cannot(done);
    } else {
      const done = await matchByPerson(banking, await depositOf(stores, id), await paymentOf(stores, trace));
      if (done !== 'matched') throw cannot(done);
    }
    return listing(await standing(stores), world.terminal.paint);
  });
}

function cannot(reason: MatchRefusal | 'more-than-cash'): Failure {
  switch (reason) {
    case 'more-than-cash':
      return refused(
        'That is more than patients paid and is not deposited: nothing is posted.',
        'See what they paid: claimline ledger account 1020',
      );
    case 'other-amount':
      return refused('Deposit and payment are not of one amount: nothing is posted.', SEE_LIST);
    case 'already-matched':
      return refused(
        'That deposit is matched with another payment.',
        'Take it back first: claimline ledger deposits unmatch',
      );
    case 'payment-taken':
      return refused('Another deposit is that payment.', SEE_LIST);
  }
}

async function depositOf({ files }: Stores, id: string): Promise<DepositRecord> {
  const found = await files.deposit(id);
  if (found === null) throw wrongUse('There is no such deposit.', SEE_LIST);
  return found;
}

async function paymentOf({ files }: Stores, trace: string): Promise<RemittanceRecord> {
  const [only, another] = (await files.listRemittances()).filter(
    (one) => isExpected(one) && (one.trace === trace || one.remittanceId === trace),
  );
  if (only === undefined) throw wrongUse('No posted payment has that trace number.', SEE_LIST);
  if (another !== undefined)
    throw wrongUse('Several payers have that trace number.', 'Name the id of the remittance instead.');
  return only;
}

interface Standing {
  readonly deposits: readonly DepositRecord[];
  readonly remittances: ReadonlyMap<string, RemittanceRecord>;
  /** Posted payments of more than nothing that no deposit stands for. */
  readonly withoutDeposit: readonly RemittanceRecord[];
}

export async function standing({ files }: Pick<Stores, 'files'>): Promise<Standing> {
  const deposits = await files.listDeposits();
  const remittances = await files.listRemittances();
  const done = new Set(deposits.flatMap((d) => (d.status === 'matched' ? (d.remittanceId ?? []) : [])));
  return {
    deposits,
    remittances: new Map(remittances.map((one) => [one.remittanceId, one])),
    withoutDeposit: remittances.filter((one) => isExpected(one) && !done.has(one.remittanceId)),
  };
}

const depositColumns: readonly Column[] = [
  { title: 'Deposit' },
  { title: 'Account' },
  { title: 'Date' },
  { title: 'Amount', align: 'right' },
  { title: 'Status' },
  { title: 'Payment' },
  { title: 'Pays', align: 'right' },
  { title: 'By' },
];
const paymentColumns: readonly Column[] = [
  { title: 'Payment' },
  { title: 'Payer' },
  { title: 'Date' },
  { title: 'Amount', align: 'right' },
];

export function listing({ deposits: all, remittances, withoutDeposit }: Standing, paint: Paint): Answer {
  const differs = all.some(({ status }) => status === 'differs');
  return {
    json: {
      deposits: all.map(({ depositId, account, date, amountCents, status, rung, remittanceId, cash }) => {
        const payment = remittances.get(remittanceId ?? '');
        const paid = payment && { trace: payment.trace, paidCents: payment.paidCents };
        return {
          depositId,
          account,
          date,
          amountCents,
          status,
          rung: rung ?? null,
          payment: paid ?? null,
          ...(cash && { cash }),
        };
      }),
      withoutDeposit: withoutDeposit.map(({ remittanceId, trace, payerName, paymentDate, paidCents }) => ({
        remittanceId,
        trace,
        payerName,
        paymentDate,
        paidCents,
      })),
    },
    text: () => text({ deposits: all, remittances, withoutDeposit }, paint),
    code: differs ? 1 : 0,
  };
}

function text({ deposits: all, remittances, withoutDeposit }: Standing, paint: Paint): string {
  const rows = all.map((one) => {
    const payment = remittances.get(one.remittanceId ?? '');
    const pays = payment === undefined ? '' : dollars(payment.paidCents);
    const status = one.status === 'differs' ? paint.bad('another amount') : one.status;
    const amounts = [day(one.date), dollars(one.amountCents), status];
    return [
      one.depositId,
      one.account,
      ...amounts,
      payment?.trace ?? (one.cash ? 'patients' : ''),
      pays,
      one.rung ?? '',
    ];
  });
  const missing = withoutDeposit.map((one) => [
    one.trace,
    one.payerName,
    day(one.paymentDate),
    dollars(one.paidCents),
  ]);
  return [
    rows.length === 0 ? 'No deposit was imported yet.' : table(depositColumns, rows, paint),
    '',
    missing.length === 0
      ? 'Every posted payment has its deposit.'
      : `${paint.heading('Payments without a deposit')}\n${table(paymentColumns, missing, paint)}`,
  ].join('\n');
}
