import { Option } from 'commander';
import type { CivilDate } from '../../core/dates.ts';
import { appeal, uphold } from '../session/appeals.ts';
import { lookAt } from '../session/look.ts';
import { appealedAnswer, upheldAnswer } from './claim-act-answers.ts';
import { type ActOptions, actingOf, actOptions, filingOf } from './claim-acts.ts';
import { addCommand, type CommandGroup, wholeNumber } from './command.ts';
import { civilDay, numberOf } from './ledger/acts.ts';

interface AppealOptions extends ActOptions {
  readonly level: number;
  readonly sent: CivilDate;
  readonly reference: string;
}
interface UpholdOptions extends ActOptions {
  readonly decided: CivilDate;
}

/** `claims appeal` and `uphold`: a person sent an appeal, and a letter refused it. */
export const claimAppeals: CommandGroup = (group, { world, answering }) => {
  actOptions(
    addCommand(group, 'appeal <claim>', {
      summary: 'record that a decision was appealed against',
      example: 'claims appeal RVB2M4KQ7XA3TZ5N --level 1 --sent 2026-03-02 --reference AP-0117',
      more:
        'The claim then waits for the payer’s decision. Levels follow one another, each within its time from the\n' +
        'remittance or the letter before: of original Medicare 120, 180, 60, 60 and 60 days, else what the payer’s profile\n' +
        'says (appealDays, appealLevels). Where the claim was denied as filed too late, the proof that it was not is\n' +
        'recorded with it: which 277CA, 999 and TA1 took it, and when. When a remittance pays it after all, the work item APPEAL_WON opens.',
    })
      .addOption(
        new Option('--level <n>', 'which appeal it is, from 1')
          .argParser(wholeNumber(1))
          .makeOptionMandatory(),
      )
      .addOption(new Option('--sent <day>', 'when it was sent').argParser(civilDay).makeOptionMandatory())
      .addOption(
        new Option('--reference <id>', 'your number of the appeal, or the payer’s; no name')
          .argParser(numberOf)
          .makeOptionMandatory(),
      ),
  ).action(
    answering((claim: string, options: AppealOptions) =>
      lookAt(world, options, async (sight) => {
        const ref = await filingOf(sight.stores, claim);
        const { level, sent: sentOn, reference } = options;
        return appealedAnswer(
          await appeal(actingOf(sight, options, world), { ...ref, level, sentOn, reference }),
        );
      }),
    ),
  );
  actOptions(
    addCommand(group, 'uphold <claim>', {
      summary: 'record that the payer refused an appeal and stands by its decision',
      example: 'claims uphold RVB2M4KQ7XA3TZ5N --decided 2026-04-20',
      more: 'The claim is again what it was before the appeal. A work item asks for the next level before its deadline.',
    }).addOption(
      new Option('--decided <day>', 'date of the payer’s letter').argParser(civilDay).makeOptionMandatory(),
    ),
  ).action(
    answering((claim: string, options: UpholdOptions) =>
      lookAt(world, options, async (sight) => {
        const ref = await filingOf(sight.stores, claim);
        return upheldAnswer(
          await uphold(actingOf(sight, options, world), { ...ref, decidedOn: options.decided }),
        );
      }),
    ),
  );
};
