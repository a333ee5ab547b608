import { Option } from 'commander';
import { addDays, type CivilDate } from '../../../core/dates.ts';
import type { Cents } from '../../../core/money.ts';
import type { Period } from '../../../core/report/claim-money.ts';
import { type KpiDefinition, kpiCatalogue, kpiNames, untold } from '../../../core/report/kpi-catalogue.ts';
import { AVERAGE_DAYS, type KpiReport, type KpiRequest, kpiReport } from '../../../core/report/kpis.ts';
import { clientOf } from '../../session/config-file.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { readBooks } from '../../session/read-books.ts';
import { wrongUse } from '../../terminal/answer.ts';
import { fold } from '../../terminal/fold.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, oneOf } from '../command.ts';
import { amountOf, civilDay } from '../ledger/acts.ts';
import { dayThatWas } from './aging.ts';
import { kpisAnswer } from './kpis-answer.ts';

interface KpisOptions extends LookOptions {
  readonly from?: CivilDate;
  readonly to?: CivilDate;
  readonly client?: string;
  readonly cost?: Cents;
  readonly by?: 'payer';
}

/** `report kpis`: how the practice does, each measure with its two numbers. */
export const kpis: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'kpis', {
    summary: 'show how the practice does: denials, days in A/R, collection, each with its two numbers',
    example: 'report kpis --from 2026-04-01 --to 2026-06-30',
    more: [
      'From the journals of the claims alone; the period is the 90 days to today if none is given. What the two numbers',
      'of a measure are:',
      '',
      ...kpiNames.flatMap(defined),
      '',
      'Not told:',
      ...Object.values(untold).flatMap(({ title, why }) => inLines(`${title}: ${why}`)),
    ].join('\n'),
  })
    .addOption(new Option('--from <day>', 'first day of the period').argParser(civilDay))
    .addOption(new Option('--to <day>', 'its last day, if not today').argParser(civilDay))
    .option('--client <id>', 'only claims of this practice')
    .addOption(new Option('--cost <dollars>', 'what collecting cost in the period').argParser(amountOf))
    .addOption(new Option('--by <rows>', 'the measures of filings by payer too').argParser(oneOf(['payer'])))
    .addOption(demoOption())
    .action(
      answering((options: KpisOptions) => {
        const period = periodOf(options, world);
        return lookAt(world, options, async (sight) => {
          const request = kpiRequest(period, options, sight);
          const found = await readKpis(sight.stores, request, world);
          return kpisAnswer(found, request, { ...options, ...world.terminal });
        });
      }),
    );
};

const HELP_WIDTH = 100;
const inLines = (text: string): readonly string[] =>
  fold(text, HELP_WIDTH).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`);

function defined(name: (typeof kpiNames)[number]): readonly string[] {
  const { title, numerator, denominator, median }: KpiDefinition = kpiCatalogue[name];
  return inLines(`${title}: ${numerator}${median === true ? ', of ' : ' ÷ '}${denominator}`);
}

function periodOf({ from, to }: KpisOptions, world: World): Period {
  const last = dayThatWas(to, world);
  const first = from ?? addDays(last, 1 - AVERAGE_DAYS);
  if (first > last) throw wrongUse('The period ends before it begins.', 'Give --from a day up to --to.');
  return { from: first, to: last };
}

const kpiRequest = (period: Period, { client, cost }: KpisOptions, { config }: Sight): KpiRequest => ({
  ...period,
  ...(client === undefined ? {} : { clientId: clientOf(config, client).id }),
  ...(cost === undefined ? {} : { costCents: cost }),
});

export async function readKpis(
  stores: Pick<Sight['stores'], 'claims' | 'files'>,
  request: KpiRequest,
  world: Pick<World, 'terminal' | 'now'>,
): Promise<KpiReport> {
  const run = kpiReport(request);
  await readBooks(stores, run, world);
  return run.end();
}
