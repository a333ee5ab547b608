import { type Account, accountOf, chart } from '../../../core/ledger/accounts.ts';
import type { LedgerProof, TrialBalanceRow } from '../../../core/ledger/proof.ts';
import { type AccountMovement, movementsOf } from '../../session/account-movements.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import { counted, day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import { addCommand, type CommandGroup, limitOption, upTo } from '../command.ts';
import { deposits } from './deposits.ts';
import { patients } from './patients.ts';
import { period } from './period.ts';
import { proof, proveLedgerOf } from './proof.ts';
import { receive } from './receive.ts';
import { settle } from './settle.ts';
import { statements } from './statements.ts';

interface AccountOptions extends LookOptions {
  readonly limit: number;
}

export const ledger: CommandGroup = (group, shell) => {
  const { world, answering } = shell;
  const { paint } = world.terminal;
  addCommand(group, 'trial-balance', {
    summary: 'show the balance of every account that has one',
    example: 'ledger trial-balance',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => trialBalance(await proveLedgerOf(stores), paint)),
      ),
    );
  proof(group, shell);
  addCommand(group, 'account <code>', {
    summary: 'list what moved an account',
    example: 'ledger account 1110',
    more: ['Accounts:', ...chart.map(({ code, name }) => `  ${code}  ${name}`)].join('\n'),
  })
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering(async (code: string, options: AccountOptions) => {
        const account = known(code);
        return lookAt(world, options, async ({ stores }) =>
          moved(account, await movementsOf(stores, account.code), { ...options, paint }),
        );
      }),
    );
  for (const command of [patients, statements, receive, settle, deposits, period]) command(group, shell);
};

function known(code: string): Account {
  const account = accountOf(code);
  if (account !== undefined) return account;
  throw wrongUse(`There is no account ${code}.`, 'See the accounts: claimline ledger account --help');
}

const balanceColumns: readonly Column[] = [
  { title: 'Account' },
  { title: 'Name' },
  { title: 'Debit', align: 'right' },
  { title: 'Credit', align: 'right' },
];

function trialBalance({ trialBalance: rows, balanced }: LedgerProof, paint: Paint): Answer {
  const sum = (of: (row: TrialBalanceRow) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const debitCents = sum((row) => row.debitCents);
  const creditCents = sum((row) => row.creditCents);
  return {
    json: { balanced, debitCents, creditCents, accounts: rows },
    text: () => {
      const cells = rows.map(({ account, name, debitCents: debit, creditCents: credit }) => [
        account,
        name,
        dollarsOrBlank(debit),
        dollarsOrBlank(credit),
      ]);
      return table(balanceColumns, [...cells, ['', 'Sum', dollars(debitCents), dollars(creditCents)]], paint);
    },
    code: debitCents === creditCents ? 0 : 1,
  };
}

const movementColumns: readonly Column[] = [
  { title: 'Date' },
  { title: 'Entry' },
  { title: 'Claim' },
  { title: 'Line', align: 'right' },
  { title: 'Payer', align: 'right' },
  { title: 'Reasons' },
  { title: 'Debit', align: 'right' },
  { title: 'Credit', align: 'right' },
];

interface Listing {
  readonly limit: number;
  readonly paint: Paint;
}

function moved({ code, name }: Account, all: readonly AccountMovement[], { limit, paint }: Listing): Answer {
  const shown = upTo(all, limit);
  const balanceCents = all.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0);
  const side = balanceCents < 0 ? 'credit' : 'debit';
  return {
    json: { account: code, name, balanceCents, total: all.length, movements: shown },
    text: () => {
      const rows = shown.map((m) => [
        day(m.date),
        m.type,
        m.claimNo ?? '',
        m.lineNo === undefined ? '' : String(m.lineNo),
        m.payerSequence === undefined ? '' : String(m.payerSequence),
        m.reasons.join(' '),
        dollarsOrBlank(m.debitCents),
        dollarsOrBlank(m.creditCents),
      ]);
      const more = all.length > shown.length ? `, ${shown.length} of them shown: --limit 0 shows all` : '';
      const total = `${counted(all.length, 'movement')}${more}. Balance ${dollars(Math.abs(balanceCents))} ${side}.`;
      return [paint.heading(`${code} ${name}`), table(movementColumns, rows, paint), '', total].join('\n');
    },
  };
}
