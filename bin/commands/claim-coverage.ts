import { Option } from 'commander';
import type { Coverage } from '../../core/encounter/model.ts';
import { filingId } from '../../core/ids.ts';
import type { DropRefusal } from '../../core/remit/dropped-coverage.ts';
import type { FoundRefusal } from '../../core/remit/found-coverage.ts';
import { unreachable } from '../../core/result.ts';
import { type AddedOutcome, addCoverage, type NextStep, readCoverage } from '../session/add-coverage.ts';
import { type DroppedOutcome, dropCoverage } from '../session/drop-coverage.ts';
import { lookAt } from '../session/look.ts';
import { readWhole } from '../session/source.ts';
import { type Answer, refused, wrongUse } from '../terminal/answer.ts';
import { dollars } from '../terminal/format.ts';
import type { World } from '../world.ts';
import { findingLine } from './claim-act-answers.ts';
import { type ActOptions, actingOf, actOptions, filingOf } from './claim-acts.ts';
import { addCommand, type CommandGroup, wholeNumber } from './command.ts';

/** `claims add-coverage` and `drop-coverage`: a further payer is found after the claim went out, or is none. */
export const claimCoverage: CommandGroup = (group, { world, answering }) => {
  actOptions(
    addCommand(group, 'add-coverage <claim> <coverage>', {
      summary: 'add a payer that was found after the claim went out',
      example: 'claims add-coverage RVB2M4KQ7XA3TZ5N second.json',
      more:
        'The file holds one coverage as JSON, as in an encounter: seq, payer, memberId, relationship, filingCode …\n' +
        'It comes after the payers that the claim has: seq 2 where it has one. What the patient owes is due from that\n' +
        'payer then, and the claim to it is made from what the payers before decided. What the patient has paid stays\n' +
        'paid until the payer pays it too; then it is a credit to give back (claimline ledger refund).\n' +
        'An edit that finds an error in the coverage changes nothing; that ends with 1.\n' +
        'A payer that comes before one that was billed cannot be added: void the claim and send the encounter anew.',
    }),
  ).action(
    answering((claim: string, file: string, options: ActOptions) =>
      lookAt(world, options, async (sight) => {
        const coverage = coverageIn(world, file);
        const { claimNo } = await filingOf(sight.stores, claim);
        return addedAnswer(await addCoverage(actingOf(sight, options, world), { claimNo, coverage }));
      }),
    ),
  );
  actOptions(
    addCommand(group, 'drop-coverage <claim>', {
      summary: 'take the last payer out again, before the claim is sent to it',
      example: 'claims drop-coverage RVB2M4KQ7XA3TZ5N --payer 2',
      more:
        'For a coverage that was added in error, or that has ended. What payers before left to it is due from the\n' +
        'patient again, and the claim to it is withdrawn. The right coverage may then be added in its place.\n' +
        'A payer that has the claim is not dropped: wait for its answer, or void that claim.',
    }).addOption(
      new Option('--payer <n>', 'its place among the payers: 2, 3 …')
        .argParser(wholeNumber(2))
        .makeOptionMandatory(),
    ),
  ).action(
    answering((claim: string, options: ActOptions & { readonly payer: number }) =>
      lookAt(world, options, async (sight) => {
        const { claimNo } = await filingOf(sight.stores, claim);
        const place = { claimNo, seq: options.payer };
        return droppedAnswer(await dropCoverage(actingOf(sight, options, world), place));
      }),
    ),
  );
};

/** @throws Failure where the file holds no coverage */
function coverageIn({ cwd }: World, file: string): Coverage {
  const read = readCoverage(readWhole(cwd, file));
  if (read.ok) return read.coverage;
  const problems = read.problems.map(
    ({ path, problem }) => `  ${path === '' ? 'the coverage' : path} ${problem}`,
  );
  throw wrongUse(
    [`${file} holds no coverage${problems.length === 0 ? ': it is not JSON.' : ':'}`, ...problems].join('\n'),
    'It looks like one of an encounter: {"seq": 2, "payer": {"name": …, "id": …}, "memberId": …, …}',
  );
}

/** What became of it. @throws Failure where it cannot be added */
export function addedAnswer(added: AddedOutcome): Answer {
  const { claimNo } = added;
  switch (added.outcome) {
    case 'refused':
      throw refused(`${refusalText(added)} (${added.refusal})`, `See it: claimline claims show ${claimNo}`);
    case 'held': {
      const { findings } = added;
      return {
        json: { outcome: 'held', claimNo, findings },
        text: () => [`Nothing is changed: the coverage has errors.`, ...findings.map(findingLine)].join('\n'),
        code: 1,
      };
    }
    case 'done':
    case 'already': {
      const { outcome, filing, amountCents, recalledCents, next, findings, event } = added;
      const { version, at } = event;
      return {
        json: { outcome, claimNo, filing, amountCents, recalledCents, next, version, at, findings },
        text: () =>
          [
            `Payer ${filing} of claim ${claimNo} is ${outcome === 'already' ? 'there already' : 'added'}. ` +
              `${dollars(amountCents)} moved to it from the patient.`,
            ...(recalledCents > 0
              ? [`${dollars(recalledCents)} of it lay with an agency: tell the agency that it is recalled.`]
              : []),
            ...findings.map(findingLine),
            nextText(next, filingId(claimNo, filing)),
            `See it: claimline claims timeline ${claimNo}`,
          ].join('\n'),
      };
    }
    default:
      return unreachable(added);
  }
}

function nextText(next: NextStep, named: string): string {
  switch (next.kind) {
    case 'made':
      if (next.state === 'READY') return `Claim ${named} is made and leaves with the next file.`;
      return next.state === 'EDIT_HOLD'
        ? `Claim ${named} is made and held by its edits: claimline work list --queue cob`
        : `Claim ${named} is ${next.state}.`;
    case 'waits':
      return `Claim ${named} is made once the payers before have decided.`;
    case 'person':
      return 'The payer before denies a part: claimline claims bill-next bills the rest now.';
    case 'nothing':
      return 'The payers before left nothing for it: there is nothing to bill.';
    default:
      return unreachable(next);
  }
}

const refusalText = ({ refusal, free }: Extract<AddedOutcome, { readonly outcome: 'refused' }>): string =>
  REFUSALS[refusal](free);

const REFUSALS: Readonly<Record<FoundRefusal, (free: number) => string>> = {
  NOT_SENT: () => 'The claim has not left: give the encounter again with all its coverages (claimline put).',
  VOID: () => 'The claim is void, or a void of it was made: send the encounter anew with all its coverages.',
  PLACE_TAKEN: (free) =>
    `The claim has a payer in that place. One found later comes last: seq ${free}. A payer that should have been\n` +
    'billed before makes all decisions others: take the claim back (claimline claims void), and send the\n' +
    'encounter anew, under another id, with its coverages in their order.',
  PLACE_SKIPPED: (free) => `A place between is empty: the next one is seq ${free}.`,
  INACTIVE: () => 'Its own eligibility says that it does not cover.',
};

/** What became of it. @throws Failure where the payer cannot be dropped */
export function droppedAnswer(dropped: DroppedOutcome): Answer {
  const { claimNo } = dropped;
  if (dropped.outcome === 'refused')
    throw refused(
      `${NOT_DROPPED[dropped.refusal]} (${dropped.refusal})`,
      `See it: claimline claims show ${claimNo}`,
    );
  const { outcome, filing, amountCents, event } = dropped;
  const { version, at } = event;
  return {
    json: { outcome, claimNo, filing, amountCents, version, at },
    text: () =>
      [
        `Payer ${filing} of claim ${claimNo} is dropped${outcome === 'already' ? ' already' : ''}. ` +
          `${dollars(amountCents)} moved from it to the patient.`,
        `See it: claimline claims timeline ${claimNo}`,
      ].join('\n'),
  };
}

const NOT_DROPPED: Readonly<Record<DropRefusal, string>> = {
  NO_SUCH_PAYER: 'The claim has no payer in that place.',
  FIRST_PAYER: 'The claim was billed to that payer first.',
  BILLED: 'That payer has the claim: wait for its answer, or void that claim (claimline claims void).',
  ANOTHER_FOLLOWS: 'Another payer comes after it: drop that one first.',
  DENIALS_MOVED:
    'What a payer before denied was moved to it: that is not the patient’s. Bill it, or write it off.',
};
