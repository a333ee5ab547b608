import type { Command } from 'commander';
import {
  isLookupSet,
  type LookupAnswer,
  type LookupQuestion,
  type LookupSet,
  lookUp,
} from '../../../core/codes/lookup.ts';
import { type CodeSetName, codeSetNames } from '../../../core/codes/sets.ts';
import { codeShapes } from '../../../core/codes/shapes.ts';
import { civilDateOf } from '../../../core/dates.ts';
import { codeSetStore } from '../../../store/code-sets.ts';
import { openReleases } from '../../../store/loaded-codes.ts';
import { withArchive } from '../../session/archive.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import type { Paint } from '../../terminal/paint.ts';
import { sheet } from '../../terminal/table.ts';
import { addCommand, type Shell } from '../command.ts';
import { codeSet, dayNumber } from './options.ts';

interface LookupOptions extends LookOptions {
  readonly set?: CodeSetName;
  readonly on?: number;
}

export function addLookup(group: Command, { world, answering }: Shell): void {
  addCommand(group, 'lookup <code>', {
    summary: 'say whether a code is valid on a day, and what it means',
    example: 'codes lookup E11.9 --on 2026-09-30',
    more:
      'Without --set, every set whose codes look so is asked; the shape of a code never tells its set.\n' +
      'Ends with 1 where the code is not valid for billing on that day.',
  })
    .option('--set <name>', 'only this set: icd10cm, hcpcs, cpt … (codes status lists them)', codeSet)
    .option('--on <day>', 'the day of service; today if not given', dayNumber)
    .addOption(demoOption())
    .action(
      answering((code: string, options: LookupOptions) => {
        const { set, on = Number(civilDateOf(world.now())) } = options;
        const question = { code, day: on, set: asked(set) };
        return withArchive(world, options, async (archive) => {
          const codes = await openReleases(codeSetStore(archive), (name) => mayHave(question, name));
          return answered(lookUp(codes, question), question, world.terminal.paint);
        });
      }),
    );
}

function asked(set: CodeSetName | undefined): LookupSet | undefined {
  if (set === undefined || isLookupSet(set)) return set;
  throw wrongUse('Pairs are not looked up by one code.', 'Test a claim: claimline edits check FILE');
}

/** Only these tables are read. */
const mayHave = ({ code, set }: LookupQuestion, name: CodeSetName): boolean =>
  set === undefined
    ? isLookupSet(name) && codeShapes[name].test(code.toUpperCase().replaceAll(/[.\s]/g, ''))
    : name === set;

function answered(answers: readonly LookupAnswer[], { code, day }: LookupQuestion, paint: Paint): Answer {
  // A valid one first: the same text may be a diagnosis that ended and a supply that is sold.
  const [best, ...others] = answers.toSorted((a, b) => Number(b.valid) - Number(a.valid));
  if (best === undefined) return unknown(code, paint);
  return {
    json: { ...best, others },
    text: () => [best, ...others].map((one) => answerText(one, day, paint)).join('\n\n'),
    code: best.valid ? 0 : 1,
  };
}

const unknown = (code: string, paint: Paint): Answer => ({
  json: {
    set: null,
    code,
    valid: false,
    billable: false,
    from: null,
    to: null,
    release: null,
    title: null,
    message: 'No code set has codes of that form.',
    others: [],
  },
  text: () =>
    `${paint.bad('not a code')}  No code set has codes of that form: ${codeSetNames.length} sets were asked.`,
  code: 1,
});

function answerText(answer: LookupAnswer, day: number, paint: Paint): string {
  const { set, code, valid, from, to, release, title, message } = answer;
  const on = String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return [
    `${paint.heading(code)}  ${valid ? paint.good('valid') : paint.bad('not valid')} on ${on}`,
    sheet([
      ['Title', title],
      ['Set', set],
      ['Release', release ?? undefined],
      ['Valid from', from ?? undefined],
      ['Valid to', to ?? undefined],
      ['', valid ? undefined : message],
    ]),
  ].join('\n');
}
