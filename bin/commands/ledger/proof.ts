import type { LedgerProof, LevelName, ProofItem, ProofLevel } from '../../../core/ledger/proof.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import { proveStoredLedger, readProjections } from '../../session/proof.ts';
import type { Stores } from '../../session/stores.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted, day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import { addCommand, type CommandGroup } from '../command.ts';

export const proof: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'proof', {
    summary:
      'read every journal again and prove the books on five levels: line, claim, cheque, deposit, period',
    example: 'ledger proof --json',
    more:
      'A cheque is any payment: what was posted from it must be its amount (BPR02). What the bank took in must be\n' +
      'that again (ledger deposits import), and no entry may come into a closed day (ledger close). Whatever does not\n' +
      'come out is listed with its amount and its document, and so are payments without a deposit and deposits\n' +
      'without a payment, which are open and not wrong. Ends with 1 when a check fails.',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        lookAt(world, options, async ({ stores }) =>
          proven(await proveLedgerOf(stores), world.terminal.paint),
        ),
      ),
    );
};

export const proveLedgerOf = async (stores: Pick<Stores, 'claims' | 'files'>): Promise<LedgerProof> =>
  proveStoredLedger(stores, await readProjections(stores));

const LEVELS: Readonly<Record<LevelName, string>> = {
  line: 'each line: its charge is paid, adjusted or open',
  claim: 'each claim: its payment and reasons explain its charge',
  cheque: 'each payment: what was posted is BPR02',
  deposit: 'each deposit: what the bank took in is the payment',
  period: 'the books as a whole, and closed days',
};

const levelColumns: readonly Column[] = [
  { title: 'Level' },
  { title: 'What is proved' },
  { title: 'Difference', align: 'right' },
  { title: 'Open', align: 'right' },
  { title: 'Verdict' },
];
const checkColumns: readonly Column[] = [
  { title: 'Check' },
  { title: 'Difference', align: 'right' },
  { title: 'Verdict' },
];
const itemColumns: readonly Column[] = [
  { title: 'Level' },
  { title: 'What' },
  { title: 'Amount', align: 'right' },
  { title: 'Claim' },
  { title: 'Line', align: 'right' },
  { title: 'Payment' },
  { title: 'Deposit' },
  { title: 'Date' },
];

export function proven({ balanced, checks, levels }: LedgerProof, paint: Paint): Answer {
  const verdict = (ok: boolean): string => (ok ? paint.good('holds') : paint.bad('FAILS'));
  const whole = balanced ? paint.good('The ledger balances.') : paint.bad('The ledger does not balance.');
  return {
    json: { balanced, checks, levels },
    text: () => {
      const byLevel = levels.map(({ level, ok, differenceCents, openCents }) => [
        level,
        LEVELS[level],
        dollarsOrBlank(differenceCents),
        dollarsOrBlank(openCents),
        verdict(ok),
      ]);
      const byCheck = checks.map(({ name, ok, differenceCents }) => [
        name,
        dollarsOrBlank(differenceCents),
        verdict(ok),
      ]);
      return [
        table(levelColumns, byLevel, paint),
        '',
        table(checkColumns, byCheck, paint),
        ...unexplained(levels, paint),
        '',
        whole,
      ].join('\n');
    },
    code: balanced ? 0 : 1,
  };
}

/** What does not come out, by amount and document. */
function unexplained(levels: readonly ProofLevel[], paint: Paint): readonly string[] {
  const rows = levels.flatMap(({ level, items }) => items.map((item) => rowOf(level, item)));
  if (rows.length === 0) return [];
  const left = levels.reduce((total, { itemsLeftOff }) => total + itemsLeftOff, 0);
  const more = left === 0 ? [] : [`and ${counted(left, 'item')} more`];
  return ['', table(itemColumns, rows, paint), ...more];
}

const rowOf = (level: LevelName, item: ProofItem): readonly string[] => [
  level,
  item.what,
  dollars(item.cents),
  item.claimNo ?? '',
  item.lineNo === undefined ? '' : String(item.lineNo),
  item.trace ?? '',
  item.depositId ?? '',
  item.date === undefined ? '' : day(item.date),
];
