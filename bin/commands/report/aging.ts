import { Option } from 'commander';
import { type CivilDate, civilDateOf } from '../../../core/dates.ts';
import { type AgingReport, type AgingRequest, agingReport } from '../../../core/report/aging.ts';
import { type AgeBasis, ageBases } from '../../../core/report/buckets.ts';
import type { InterchangesAt } from '../../../core/report/claim-at.ts';
import { type Dimension, dimensionNames, dimensions } from '../../../core/report/dimensions.ts';
import { clientOf } from '../../session/config-file.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { readBooks } from '../../session/read-books.ts';
import { wrongUse } from '../../terminal/answer.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, limitOption, oneOf } from '../command.ts';
import { civilDay } from '../ledger/acts.ts';
import { agingAnswer } from './aging-answer.ts';

interface AgingOptions extends LookOptions {
  readonly asOf?: CivilDate;
  readonly age: AgeBasis;
  readonly by: Dimension;
  readonly client?: string;
  readonly limit: number;
  readonly json?: true;
  readonly csv?: true;
}

/** `report aging`: what is open, by how old it is. */
export const aging: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'aging', {
    summary: 'show what is owed by how old it is, with credits beside it',
    example: 'report aging --by payer --as-of 2026-06-30',
    more: [
      'Adds up the ledger alone, to the end of a day: what bears a later posting date does not count. Credits of payers',
      '(2010) and patients (2020) have columns of their own and make no bucket smaller. Ends with 1 where the report',
      'is not what the ledger has (1100 + 1110 + 1120 − 2010 − 2020).',
      '',
      'Age counts from:',
      '  usual       the service date for insurance, the owner date for patients and agencies',
      '  service     the first day of service',
      '  submission  the day that the claim first went out',
      '  owner       the day since which its present owner has owed it without a break',
      '',
      'Rows:',
      ...dimensionNames.map((name) => `  ${name.padEnd(WORD_WIDTH)}${dimensions[name]}`),
    ].join('\n'),
  })
    .addOption(new Option('--as-of <day>', 'the end of that day, if not of today').argParser(civilDay))
    .addOption(
      new Option('--age <basis>', 'what the age counts from').argParser(oneOf(ageBases)).default('usual'),
    )
    .addOption(
      new Option('--by <rows>', 'what the rows stand for').argParser(oneOf(dimensionNames)).default('owner'),
    )
    .option('--client <id>', 'only claims of this practice')
    .addOption(limitOption())
    .option('--csv', 'print all rows as CSV, in dollars')
    .addOption(demoOption())
    .action(
      answering((options: AgingOptions) => {
        if (options.csv === true && options.json === true)
          throw wrongUse('It is one document.', 'Ask for --csv or for --json.');
        const asOf = dayThatWas(options.asOf, world);
        return lookAt(world, options, async (sight) => {
          const request = agingRequest({ ...options, asOf }, sight);
          return agingAnswer(await readAging(sight.stores, request, world), request, {
            ...options,
            ...world.terminal,
          });
        });
      }),
    );
};

const WORD_WIDTH = 12;

/** Today where no day is given. */
export function dayThatWas(day: CivilDate | undefined, { now }: Pick<World, 'now'>): CivilDate {
  const today = civilDateOf(now());
  if (day !== undefined && day > today)
    throw wrongUse('That day is still to come.', 'Give a day up to today.');
  return day ?? today;
}

const agingRequest = (
  { asOf, age, by, client }: AgingOptions & { readonly asOf: CivilDate },
  { config }: Sight,
): AgingRequest => ({
  ...{ asOf, age, by },
  ...(client === undefined ? {} : { clientId: clientOf(config, client).id }),
});

export async function readAging(
  stores: Pick<Sight['stores'], 'claims' | 'files'>,
  request: AgingRequest,
  world: Pick<World, 'terminal' | 'now'>,
): Promise<AgingReport> {
  const run = agingReport(
    request.by === 'state'
      ? { ...request, interchanges: await interchangesAt(stores, request.asOf) }
      : request,
  );
  await readBooks(stores, run, world);
  return run.end();
}

/** What was known of each interchange at the end of a day. */
async function interchangesAt(
  { files }: Pick<Sight['stores'], 'files'>,
  asOf: CivilDate,
): Promise<InterchangesAt> {
  const isBy = (at: string | undefined): boolean => at !== undefined && civilDateOf(Date.parse(at)) <= asOf;
  const known = new Map(
    (await files.listInterchanges()).map(({ partner, controlNo, deliveredAt, acceptedAt, acceptedSets }) => [
      `${partner} ${controlNo}`,
      {
        ...(deliveredAt !== undefined && isBy(deliveredAt) ? { deliveredAt } : {}),
        acceptedSets: isBy(acceptedAt) ? acceptedSets : [],
      },
    ]),
  );
  return (partner, controlNo) => known.get(`${partner} ${controlNo}`);
}
