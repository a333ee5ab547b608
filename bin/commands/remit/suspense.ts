import type { Suggestion } from '../../../core/remit/suggest.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import { readSuspense, type Suspense, type SuspenseItem } from '../../session/suspense.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted, day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, limitOption, upTo, wholeNumber } from '../command.ts';

interface Options extends LookOptions {
  readonly limit: number;
  readonly suggestions: number;
  readonly thorough?: true;
  readonly check?: true;
  readonly phi?: true;
}

export const suspense: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'suspense', {
    summary: 'list payments that found no claim, with the claims that they may be for',
    example: 'remit suspense --suggestions 3',
    more:
      'Each lies in 2030 until it is matched (remit match PAYMENT CLAIM) or returned. A score of 100 leaves little\n' +
      'doubt; the words beside it say what agrees, and after "but" what does not. Nothing is matched by itself.',
  })
    .option('--suggestions <n>', 'claims suggested for each payment', wholeNumber(0), 1)
    .option('--thorough', 'suggest among all claims, not only those that wait or are named; takes longer')
    .option('--check', 'compare with account 2030 of the whole ledger; takes longer')
    .option('--phi', "show the payer's claim number and the patient too")
    .addOption(limitOption())
    .addOption(demoOption())
    .action(answering((options: Options) => listed(options, world)));
};

const listed = (options: Options, world: World): Promise<Answer> =>
  lookAt(world, options, async ({ stores, config }) => {
    const { limit, suggestions, thorough = false, check = false, phi = false } = options;
    const partners = config.partners.map(({ id }) => id);
    const question = { today: world.now(), suggestions, partners, thorough, check, phi };
    const all = await readSuspense(stores, question);
    const shown = { ...all, items: upTo(all.items, limit) };
    return {
      json: { ...shown, total: all.items.length },
      text: () => text(shown, all.items.length, world.terminal.paint),
    };
  });

const columns: readonly Column[] = [
  { title: 'Payment' },
  { title: 'Payer' },
  { title: 'Trace' },
  { title: 'Date' },
  { title: 'Amount', align: 'right' },
  { title: 'Age', align: 'right' },
  { title: 'Reason' },
];

/** So much of a remittance's id as `remit match` is given. */
const SHORT = 12;

function text({ items, explainedCents, balanceCents }: Suspense, total: number, paint: Paint): string {
  const inLedger = balanceCents ?? explainedCents;
  if (total === 0 && inLedger === 0) return 'Nothing is in suspense.';
  const rows = items.map((item) => [
    shortPlace(item.payment),
    item.payerName,
    item.trace,
    day(item.paymentDate),
    dollarsOrBlank(item.amountCents),
    `${item.ageDays} d`,
    item.claimNo === undefined ? item.reason : `${item.reason} of ${item.claimNo}`,
  ]);
  const more = total > items.length ? `, ${items.length} of them shown: --limit 0 shows all` : '';
  const sum = `${counted(total, 'payment')}${more}. In suspense (2030): $${dollars(inLedger)}.`;
  const rest = inLedger - explainedCents;
  return [
    table(columns, rows, paint),
    ...items.flatMap((item) => ['', ...details(item, paint)]),
    '',
    sum,
    ...(rest === 0 ? [] : [paint.bad(`$${dollars(rest)} of it lies there without a payment of its own.`)]),
  ].join('\n');
}

const shortPlace = (place: string): string => place.replace(/^(.*):/, (_, id) => `${id.slice(0, SHORT)}:`);

function details({ payment, phi, suggestions }: SuspenseItem, paint: Paint): readonly string[] {
  const who =
    phi === undefined
      ? []
      : [`  claim ${phi.claimId}, ${phi.patient}${phi.from === undefined ? '' : `, ${day(phi.from)}`}`];
  const found = suggestions.map((one) => `  ${suggestionText(one)}`);
  return [
    paint.heading(shortPlace(payment)),
    ...who,
    ...(found.length === 0 ? [`  ${paint.quiet('no claim of ours resembles it')}`] : found),
  ];
}

function suggestionText({ claimNo, score, fits, differs }: Suggestion): string {
  const but = differs.length === 0 ? '' : `, but ${differs.map(words).join(', ')}`;
  return `${String(score).padStart(3)}  ${claimNo}  ${fits.map(words).join(', ')}${but}`;
}

/** `PAYER_CLAIM_NUMBER` → `payer claim number`. */
const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
