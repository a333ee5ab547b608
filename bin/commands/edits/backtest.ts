import { InvalidArgumentError } from 'commander';
import { type CivilDate, isCivilDate } from '../../../core/dates.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { addCommand, type CommandGroup } from '../command.ts';

export interface BacktestOptions extends LookOptions {
  readonly since: CivilDate;
  readonly client?: string;
  readonly payer?: string;
}

export const backtest: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'backtest <rules>', {
    summary: 'replay rules over past claims: what they would have caught, and held wrongly',
    example: 'edits backtest rules.json --since 2026-01-01',
    more:
      'Takes a document of rules (docs/rules.md). Caught are claims that a payer later denied or rejected, held\n' +
      'wrongly those that it paid without a denial. Edits that the document makes stricter are told too; a patient’s\n' +
      'earlier claims are not looked at. Names no patient. Ends with 1 when the document is not right.',
  })
    .requiredOption('--since <date>', 'claims of services from this day on, CCYY-MM-DD', civilDay)
    .option('--client <id>', 'only those of this practice')
    .option('--payer <id>', 'only those to this payer')
    .addOption(demoOption())
    .action(
      answering(async (file: string, options: BacktestOptions) => {
        // Only this command of its group needs the stored claims, and all that reaching them loads.
        const { backtested } = await import('./backtest-answer.ts');
        return backtested(file, options, world);
      }),
    );
};

/** `2026-01-31` or `20260131`. */
function civilDay(text: string): CivilDate {
  const digits = text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3');
  if (isCivilDate(digits)) return digits;
  throw new InvalidArgumentError('It must be a day, CCYY-MM-DD.');
}
