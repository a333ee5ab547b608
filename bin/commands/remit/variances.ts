import { InvalidArgumentError } from 'commander';
import { payerProfile } from '../../../core/config.ts';
import { isCivilDate } from '../../../core/dates.ts';
import { CONTRACT_SETS } from '../../../core/remit/expected.ts';
import { type UnknownReason, unknownReasons } from '../../../core/remit/expected-line.ts';
import type { LeftOutReason } from '../../../core/remit/variance.ts';
import { type VarianceGroup, type VarianceReport, varianceReport } from '../../../core/remit/variances.ts';
import { codeSetStore } from '../../../store/code-sets.ts';
import { openReleases } from '../../../store/loaded-codes.ts';
import { journals } from '../../session/journals.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted, dollars } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { table } from '../../terminal/table.ts';
import { addCommand, type CommandGroup } from '../command.ts';

interface Options extends LookOptions {
  readonly since?: string;
}

export const variances: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'variances', {
    summary: 'what payers allowed less than their contracts say, by payer and code',
    example: 'remit variances --since 2026-01-01',
    more:
      'A payer has a contract where its profile in the configuration says so: rates of a table (codes import), or a\n' +
      'percentage of the Medicare physician fee schedule. Lines beyond both tolerances of the profile are listed. What\n' +
      'counts is the decision in force, beside the contract and the tables as they are now.',
  })
    .option('--since <date>', 'payments of this day and later: 2026-01-31', civil)
    .addOption(demoOption())
    .action(
      answering(({ since, ...look }: Options) =>
        lookAt(world, look, async (sight) => shown(await read(sight, since), world.terminal.paint)),
      ),
    );
};

function civil(text: string): string {
  const date = text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3');
  if (isCivilDate(date)) return date;
  throw new InvalidArgumentError('It must be a day as 2026-01-31.');
}

interface Found extends VarianceReport {
  /** Whether any payer has a contract at all. */
  readonly contracts: number;
}

/** The stores and the configuration that the report is made of. */
interface Source {
  readonly stores: Pick<Sight['stores'], 'claims' | 'artifacts'>;
  readonly config: Sight['config'];
}

/** @param since CCYYMMDD */
export async function read({ stores, config }: Source, since?: string): Promise<Found> {
  const report = varianceReport({
    profileOf: (payerId) => payerProfile(config, payerId),
    tables: await openReleases(codeSetStore(stores.artifacts), (set) => CONTRACT_SETS.has(set)),
    ...(since === undefined ? {} : { since }),
  });
  for await (const journal of journals(stores)) if (journal.kind === 'claim') report.add(journal.events);
  const contracts = config.payers.filter(({ contract }) => contract !== undefined).length;
  return { contracts, ...report.end() };
}

/** @param report as read */
export const shown = (report: Found, paint: Paint): Answer => ({
  json: report,
  text: () => text(report, paint).join('\n'),
});

const columns = [
  { title: 'Payer' },
  { title: 'Code' },
  { title: 'Lines', align: 'right' },
  { title: 'Expected', align: 'right' },
  { title: 'Allowed', align: 'right' },
  { title: 'Difference', align: 'right' },
] as const;

const worstColumns = [
  { title: 'Claim' },
  { title: 'Line', align: 'right' },
  { title: 'Code' },
  { title: 'Expected', align: 'right' },
  { title: 'Allowed', align: 'right' },
  { title: 'Difference', align: 'right' },
] as const;

/** So that a row stays within 80 columns. */
const PAYER_WIDTH = 20;
/** Claims that the list below the table shows. */
const WORST_SHOWN = 10;

function text(report: Found, paint: Paint): readonly string[] {
  const { groups, contracts, comparedLines, underpaidLines, differenceCents } = report;
  if (contracts === 0)
    return ['No payer has a contract. Give its profile one in the configuration: payers[].contract.'];
  const left = leftOut(report, paint);
  if (groups.length === 0)
    return [`No line is underpaid; ${counted(comparedLines, 'line')} compared.`, ...left];
  const rows = groups.map((one) => [
    nameOf(one),
    one.code,
    String(one.lines),
    dollars(one.expectedCents),
    dollars(one.allowedCents),
    dollars(one.differenceCents),
  ]);
  const worst = groups
    .flatMap((group) => group.worst.map((one) => ({ ...one, code: group.code })))
    .toSorted((a, b) => b.differenceCents - a.differenceCents)
    .slice(0, WORST_SHOWN)
    .map((one) => [
      one.claimNo,
      one.line === 0 ? '' : String(one.line),
      one.code,
      dollars(one.expectedCents),
      dollars(one.allowedCents),
      dollars(one.differenceCents),
    ]);
  const sum = `${underpaidLines} of ${counted(comparedLines, 'line')} underpaid, by ${dollars(differenceCents)}.`;
  return [table(columns, rows, paint), '', sum, '', table(worstColumns, worst, paint), ...left];
}

const nameOf = ({ payerId, payerName }: VarianceGroup): string => {
  const name = payerName === '' ? payerId : payerName;
  return name.length > PAYER_WIDTH ? `${name.slice(0, PAYER_WIDTH - 1)}…` : name;
};

const leftOutReasons: Readonly<Record<Exclude<LeftOutReason, UnknownReason>, string>> = {
  denied: 'The payer denied them: see claimline work list.',
  bundled: 'The payer bundled them.',
  capitated: 'They are paid by capitation.',
};

const sentenceOf = (reason: LeftOutReason): string => ({ ...unknownReasons, ...leftOutReasons })[reason];

/** What nobody should take for paid in full. */
function leftOut({ notCompared }: VarianceReport, paint: Paint): readonly string[] {
  if (notCompared.length === 0) return [];
  const rows = notCompared.flatMap(({ reason, lines }) => [
    `  ${String(lines).padStart(6)}  ${sentenceOf(reason)}`,
  ]);
  return ['', paint.heading('Lines that were not compared'), ...rows];
}
