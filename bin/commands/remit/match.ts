import type { JournalEvent } from '../../../core/claim/journal.ts';
import { claimNo, parseFilingId } from '../../../core/ids.ts';
import type { MatchRefusal, UnmatchRefusal } from '../../../core/remit/assign.ts';
import { unreachable } from '../../../core/result.ts';
import { contractsOf } from '../../../functions/post-remittance/underpaid.ts';
import { codeSetStore } from '../../../store/code-sets.ts';
import { codeLoader } from '../../../store/loaded-codes.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import {
  type Matching,
  type MatchOutcome,
  matchTo,
  type UnmatchOutcome,
  unmatch,
} from '../../session/match-payment.ts';
import { paymentRef } from '../../session/suspended-payment.ts';
import { type Answer, type Failure, refused } from '../../terminal/answer.ts';
import { instant } from '../../terminal/format.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';

interface Options extends LookOptions {
  readonly user?: string;
}

const USER = 'who you are, if not the user of this machine';

/** `remit match` and `remit unmatch`: a person says whose a payment in suspense is, and takes it back. */
export const match: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'match <payment> <claim>', {
    summary: 'post a payment in suspense to a claim',
    example: 'remit match 3f0c9a7be1d2:2 RVB2M4KQ7XA3TZ5N',
    more:
      'The payment is posted as if it had named the claim; the money leaves 2030. Who did it and when stands in the\n' +
      'timeline of the claim. Given again it does nothing twice. Ends with 1 where the claim cannot take it.',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering((payment: string, claim: string, options: Options) =>
        lookAt(world, options, async (sight) => {
          const ref = await paymentRef(sight.stores, payment);
          const typed = claim.trim().toUpperCase();
          const number = parseFilingId(typed)?.claimNo ?? claimNo(typed);
          return matchAnswer(await matchTo(matching(sight, options, world), ref, number));
        }),
      ),
    );
  addCommand(group, 'unmatch <payment>', {
    summary: 'take the match of a payment back: the money goes to suspense again',
    example: 'remit unmatch 3f0c9a7be1d2:2',
    more: 'Everything that the match posted is mirrored, nothing is erased.',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering((payment: string, options: Options) =>
        lookAt(world, options, async (sight) => {
          const ref = await paymentRef(sight.stores, payment);
          return unmatchAnswer(await unmatch(matching(sight, options, world), ref));
        }),
      ),
    );
};

/** What a step would log: whose table is missing is said by `remit variances`. */
const unheard = { note: () => undefined, count: () => undefined };

const matching = ({ stores, config }: Sight, { user }: Options, world: World): Matching => ({
  ...stores,
  config,
  contracts: contractsOf({ config, codeLoader: codeLoader(codeSetStore(stores.artifacts)) }, unheard),
  now: world.now,
  user: user ?? world.user(),
});

function matchAnswer(outcome: MatchOutcome): Answer {
  switch (outcome.outcome) {
    case 'matched':
    case 'already': {
      const already = outcome.outcome === 'already' ? 'already ' : '';
      return told(outcome, `The payment is ${already}posted to claim ${outcome.claimNo}`);
    }
    case 'elsewhere':
      throw refused(
        `${outcome.user} matched it with claim ${outcome.claimNo} on ${instant(outcome.at)} UTC.`,
        'Take that back first: claimline remit unmatch PAYMENT',
      );
    case 'refused':
      throw cannotTake(outcome.reason);
    default:
      return unreachable(outcome);
  }
}

function unmatchAnswer(outcome: UnmatchOutcome): Answer {
  switch (outcome.outcome) {
    case 'unmatched':
    case 'already': {
      const already = outcome.outcome === 'already' ? 'already ' : '';
      return told(
        outcome,
        `The money is ${already}back in suspense; claim ${outcome.claimNo} stands as before`,
      );
    }
    case 'never':
      throw refused('That payment is not matched with a claim.', 'See what is: claimline remit suspense');
    case 'refused':
      throw refused(
        UNMATCH_REFUSALS[outcome.reason],
        `See what happened to it: claimline claims timeline ${outcome.claimNo}`,
      );
    default:
      return unreachable(outcome);
  }
}

interface Done {
  readonly outcome: string;
  readonly claimNo: string;
  readonly event: JournalEvent;
}

const told = ({ outcome, claimNo: claim, event }: Done, sentence: string): Answer => ({
  json: { outcome, claimNo: claim, state: event.state, version: event.version, at: event.at },
  text: () => `${sentence}: ${event.state}.\nSee it: claimline claims timeline ${claim}`,
});

const UNMATCH_REFUSALS: Readonly<Record<UnmatchRefusal, string>> = {
  TAKEN_BACK: 'The payer has reversed this payment since: it is out of the claim already.',
  BUILT_ON: 'Later events of the claim rest on this payment. Take those back first.',
};

/** What each reason means here; the rest is said by its code. */
const MATCH_REFUSALS: Readonly<Partial<Record<MatchRefusal, string>>> = {
  WRONG_PAYEE: 'The payment names another billing provider than the claim.',
  UNBALANCED_CLAIM: 'The payment does not add up by itself. Ask the payer for a corrected 835.',
  POSSIBLE_DUPLICATE_PAYMENT: 'The claim has its answer already, or less is open than was paid.',
  REVERSAL_WITHOUT_ORIGINAL: 'It takes a payment back that the claim never got.',
  REVERSAL_MISMATCH: 'It takes other amounts back than the claim got.',
  UNEXPECTED_DOCUMENT: 'The claim cannot take a payment in the state that it is in.',
};

const cannotTake = (reason: MatchRefusal): Failure =>
  refused(
    `${MATCH_REFUSALS[reason] ?? 'The claim cannot take this payment.'} (${reason})`,
    'See other claims for it: claimline remit suspense --suggestions 5',
  );
