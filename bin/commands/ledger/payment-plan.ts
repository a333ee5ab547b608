import { Option } from 'commander';
import { addDays, type CivilDate, civilDateOf } from '../../../core/dates.ts';
import type { Cents } from '../../../core/money.ts';
import { accountOf, guarantorNow, notePlan } from '../../session/guarantor.ts';
import { demoOption, type LookOptions, lookAt } from '../../session/look.ts';
import type { Billing } from '../../session/statements.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import { day, dollars } from '../../terminal/format.ts';
import { addCommand, type CommandGroup } from '../command.ts';
import { amountOf, civilDay } from './acts.ts';
import { billingOf } from './statement.ts';

interface Options extends LookOptions {
  readonly instalment?: Cents;
  readonly from?: CivilDate;
  readonly end?: true;
  readonly user?: string;
}

/** Until the first instalment, where nobody names its day. */
const FIRST_AFTER_DAYS = 30;

/** `ledger payment-plan`: a guarantor pays in parts. */
export const paymentPlan: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'payment-plan <guarantor>', {
    summary: 'note that a guarantor pays in parts, so that statements do not grow more earnest',
    example: 'ledger payment-plan RVB2M4KQ7XA3TZ5N --instalment 25.00',
    more:
      'An instalment is due every 30 days from --from on, with ten days of grace. While what was paid since keeps up with\n' +
      'them, statements name the next instalment, take no level, and nobody is reviewed. Another plan replaces it.',
  })
    .addOption(new Option('--instalment <amount>', 'each part, in dollars').argParser(amountOf))
    .addOption(new Option('--from <day>', 'the first one’s day, if not in 30 days').argParser(civilDay))
    .addOption(new Option('--end', 'the plan holds no more').conflicts(['instalment', 'from']))
    .option('--user <name>', 'who you are, if not the user of this machine')
    .addOption(demoOption())
    .action(
      answering((guarantor: string, options: Options) => {
        if (options.instalment === undefined && options.end !== true)
          throw wrongUse('Say how much each part is: --instalment 25.00', 'Or end the plan: --end');
        return lookAt(world, options, async (sight) => {
          const billing = billingOf(sight, options, world);
          return planned(billing, await accountOf(billing, guarantor), options);
        });
      }),
    );
};

async function planned(
  billing: Billing,
  account: string,
  { instalment, from }: Pick<Options, 'instalment' | 'from'>,
): Promise<Answer> {
  if (instalment !== undefined && (await guarantorNow(billing, account)) === null)
    throw refused('This guarantor owes nothing.', 'See who does: claimline ledger patients');
  const firstOn = from ?? addDays(civilDateOf(billing.now()), FIRST_AFTER_DAYS);
  const agreed = instalment === undefined ? null : { instalment, firstOn };
  const noted = await notePlan(billing, account, agreed);
  const already = noted === 'already' ? 'already ' : '';
  return {
    json: {
      ...{ account, outcome: noted === 'already' ? 'already' : 'done', act: agreed ? 'agreed' : 'ended' },
      ...(agreed === null ? {} : { instalmentCents: agreed.instalment, firstOn }),
    },
    text: () =>
      agreed === null
        ? `Account ${account}: the plan has ${already}ended; levels go on where they stood.`
        : `Account ${account}: ${already}agreed, ${dollars(agreed.instalment)} every 30 days from ${day(firstOn)}.`,
  };
}
