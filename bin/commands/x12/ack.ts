import { civilDateOf, epochToIso } from '../../../core/dates.ts';
import {
  type AcknowledgeOptions,
  type Acknowledgment,
  acknowledge,
} from '../../../core/x12/acknowledge/acknowledge.ts';
import { editVerdict } from '../../../core/x12/acknowledge/edit-verdict.ts';
import type { AnswerProblem } from '../../../core/x12/sets/answer-write.ts';
import { sourceOf } from '../../session/source.ts';
import { type Answer, type ExitCode, refused } from '../../terminal/answer.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { controlNoOption } from './control-no-option.ts';

interface AckOptions {
  readonly ta1?: true;
  readonly '999'?: true;
  readonly '277ca'?: true;
  readonly controlNo: number;
}

export const ack: CommandGroup = (group, shell) => {
  addCommand(group, 'ack <file>', {
    summary: 'answer a file as its receiver: TA1, 999 and 277CA',
    example: 'x12 ack claims.837 --277ca > answers.x12',
    more:
      'A TA1 where ISA14 asks for one or the interchange is refused, and a 999 for each functional group. Errors up\n' +
      'to SNIP level 2 reject a set, those above are noted. With --ta1 or --999 only what is named, a TA1 then for\n' +
      'every interchange. Acknowledgments get no 999. `-` reads standard input.\n' +
      'The 277CA tests claims by the edits that need no code sets; it takes up to 100,000 of them.\n' +
      'Ends with 1 when anything is rejected.',
  })
    .option('--ta1', 'write TA1s: one for every interchange')
    .option('--999', 'write 999s')
    .option('--277ca', 'write a 277CA too, for the claims of accepted sets')
    .addOption(controlNoOption('control number of the first answer; the others count on').default(1))
    .action(shell.answering((file: string, options: AckOptions) => answered(file, options, shell)));
};

function toOptions(options: AckOptions, world: World): AcknowledgeOptions {
  const now = world.now();
  const date = civilDateOf(now);
  return {
    interchanges: options.ta1 ? 'all' : options['999'] ? 'none' : 'asked',
    groups: options['999'] === true || options.ta1 !== true,
    ...(options['277ca'] && { judge: (claim) => editVerdict(claim, date) }),
    date,
    time: epochToIso(now).slice(11, 16).replace(':', ''),
    controlNo: options.controlNo,
  };
}

const ONLY_TA1 = 'The file is refused as a whole, which a TA1 says and no 999: add --ta1.\n';

/** Answers leave as they are made, so that a file of any size is answered. */
async function answered(
  file: string,
  options: AckOptions,
  { world, json }: Shell,
): Promise<Answer | ExitCode> {
  const { out, err } = world.terminal;
  const answers: (Acknowledgment & { readonly kind: 'TA1' | '999' | '277CA' })[] = [];
  const unwritten: (Acknowledgment & { readonly kind: 'unwritten' })[] = [];
  let written = 0;
  let rejected = false;
  for await (const said of acknowledge(sourceOf(world, file), toOptions(options, world))) {
    if (said.kind === 'end') {
      rejected = said.rejected;
      if (said.interchanges === 0) throw unanswerable();
    } else if (said.kind === 'unwritten') {
      unwritten.push(said);
      err(`An answer to interchange ${said.interchange} could not be written: ${reasonOf(said.problems)}\n`);
    } else {
      written += 1;
      if (json) answers.push(said);
      else await out(said.text);
    }
  }
  if (written + unwritten.length === 0) err(rejected ? ONLY_TA1 : 'Nothing of the file is to be answered.\n');
  const code = rejected || unwritten.length > 0 ? 1 : 0;
  return json ? { json: { rejected, answers, unwritten }, text: () => '', code } : code;
}

const reasonOf = (problems: readonly AnswerProblem[]): string =>
  problems.find(({ code }) => code === 'CLAIMS-OVERFULL')?.message ?? 'X12 cannot carry what it repeats.';

const unanswerable = () =>
  refused(
    'The file holds no interchange whose header can be read: there is nobody to answer, not even by a TA1.',
    'See what it holds: claimline x12 check FILE',
  );
