import { type Recoupment, sumRecoupments } from '../../../core/remit/recoupments.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import type { Stores } from '../../session/stores.ts';
import type { Answer } from '../../terminal/answer.ts';
import { day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { table } from '../../terminal/table.ts';
import { addCommand, type CommandGroup } from '../command.ts';

interface Options extends LookOptions {
  readonly open?: true;
}

export const recoupments: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'recoupments', {
    summary: 'what payers took back, for which claims, with which payments, and what is to come',
    example: 'remit recoupments --open',
    more:
      'A recoupment is announced by a payer (PLB WO with a negative amount) and taken later, or taken at once. A\n' +
      'forward balance is what a payment could not take and leaves to the next (PLB FB).',
  })
    .option('--open', 'only those with money to come or unexplained')
    .addOption(demoOption())
    .action(
      answering(({ open, ...look }: Options) =>
        lookAt(world, look, async ({ stores }) =>
          shown(await read(stores, open === true), world.terminal.paint),
        ),
      ),
    );
};

/** With the number of our claim that the payer's number belongs to. */
type Traced = Recoupment & { readonly claims: readonly string[] };

async function read({ files, claims }: Stores, onlyOpen: boolean): Promise<readonly Traced[]> {
  const all = sumRecoupments(await files.listRecoupments());
  const chosen = onlyOpen ? all.filter((one) => one.toComeCents !== 0 || one.unexplainedCents !== 0) : all;
  const traced: Traced[] = [];
  for (const one of chosen)
    traced.push({
      ...one,
      claims: one.reference === null ? [] : await claims.underPayerNumber(one.reference),
    });
  return traced;
}

const columns = [
  { title: 'Payer' },
  { title: 'Kind' },
  { title: 'Claim' },
  { title: 'Announced', align: 'right' },
  { title: 'Taken', align: 'right' },
  { title: 'To come', align: 'right' },
  { title: 'Unexplained', align: 'right' },
  { title: 'Payments' },
] as const;

function shown(all: readonly Traced[], paint: Paint): Answer {
  return {
    json: { recoupments: all },
    text: () => {
      if (all.length === 0) return 'No payer took anything back.';
      const rows = all.map((one) => [
        one.payerName,
        one.kind,
        one.claims.join(' ') || (one.reference === null ? '' : paint.quiet('not ours')),
        dollarsOrBlank(one.neutralisedCents),
        dollarsOrBlank(one.takenCents),
        dollarsOrBlank(one.toComeCents),
        dollarsOrBlank(one.unexplainedCents),
        one.payments.map(({ trace, date, cents }) => `${trace} ${day(date)} ${dollars(cents)}`).join(', '),
      ]);
      return table(columns, rows, paint);
    },
  };
}
