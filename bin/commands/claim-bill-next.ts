import { filingId } from '../../core/ids.ts';
import { type BillNextOutcome, type BillNextRefusal, billNextPayer } from '../session/bill-next.ts';
import { lookAt } from '../session/look.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import { dollars } from '../terminal/format.ts';
import { againAnswer } from './claim-act-answers.ts';
import { type ActOptions, actingOf, actOptions, filingOf } from './claim-acts.ts';
import { addCommand, type CommandGroup } from './command.ts';

interface Options extends ActOptions {
  readonly withDenials?: true;
}

/** `claims bill-next`: a claim goes to the payer after the one that decided. */
export const claimBillNext: CommandGroup = (group, { world, answering }) => {
  actOptions(
    addCommand(group, 'bill-next <claim>', {
      summary: 'bill the next payer of a claim with what the payers before it decided',
      example: 'claims bill-next RVB2M4KQ7XA3TZ5N --with-denials',
      more:
        'Posting does this by itself where nothing is open with the payer before. Here you do it although that payer\n' +
        'denies a part, or although nothing is left. With --with-denials what it denied moves to the next payer too:\n' +
        'only for reasons that another payer may cover (coverage ended, maximum used up, not covered by the plan …).\n' +
        'A later payer that was billed with a decision that has changed since gets the corrected claim, as a\n' +
        'replacement (frequency 7) with its own claim number: that answers the work item SECONDARY_REVIEW.\n' +
        'The claim leaves with the next file. An edit that finds an error holds it.',
    }).option('--with-denials', 'what this payer denied is billed to the next one'),
  ).action(
    answering((claim: string, options: Options) =>
      lookAt(world, options, async (sight) => {
        const { claimNo } = await filingOf(sight.stores, claim);
        const acting = actingOf(sight, options, world);
        return billNextAnswer(await billNextPayer(acting, claimNo, options.withDenials === true));
      }),
    ),
  );
};

/** What became of it. @throws Failure where it cannot be billed */
export function billNextAnswer(billed: BillNextOutcome): Answer {
  if (billed.outcome === 'again') return againAnswer(billed.again, billed.act);
  const { claimNo } = billed;
  if (billed.outcome === 'refused') {
    const { denials = [] } = billed;
    const lines = denials.map(
      ({ lineNo, group, carc, amount }) =>
        `${lineNo === 0 ? 'the claim' : `line ${lineNo}`}: ${group}-${carc} ${dollars(amount)}`,
    );
    const why = [WHY[billed.reason], ...lines].join('\n  ');
    throw refused(`${why} (${billed.reason})`, `See it: claimline claims show ${claimNo}`);
  }
  const { filing, state, version } = billed.event;
  return {
    json: { outcome: 'made', claimNo, filing, state, version },
    text: () =>
      state === 'READY'
        ? `Claim ${filingId(claimNo, filing)} is made and leaves with the next file.`
        : `Claim ${filingId(claimNo, filing)} is made and held by its edits: claimline work list --queue cob`,
  };
}

const WHY = {
  NO_NEXT_PAYER: 'The claim has no further coverage that is active.',
  NOT_DECIDED: 'The payer before has not decided.',
  PASSED_ON: 'The payer passed the claim on itself: wait for the next payer, or for the timer.',
  NOTHING_DUE: 'This payer left nothing to the next one. What it denied moves there by --with-denials.',
  BILLED_ALREADY: 'The next payer has the claim already.',
  NOTHING_DENIED: 'This payer denies nothing that could be billed to the next one.',
  AWAITS_ANSWER:
    'The next payer has the claim with an earlier decision and has not answered. A replacement names its claim ' +
    'number: wait for its remittance.',
  OTHER_DENIALS: 'This payer denies for reasons that no other payer covers. Work these first:',
} as const satisfies Record<BillNextRefusal, string>;
