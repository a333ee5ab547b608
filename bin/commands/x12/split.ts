import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { type SplitOptions, type SplitTotals, splitX12 } from '../../../core/x12/tools/split.ts';
import { sourceOf } from '../../session/source.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import { progressView } from '../../terminal/progress-bar.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, oneOf, wholeNumber } from '../command.ts';
import { controlNoOption } from './control-no-option.ts';
import { type PartFile, partFiles, partPath, refusal } from './part-files.ts';

const ways = ['set', 'claim', 'payer', 'size'] as const;

interface Options {
  readonly by: (typeof ways)[number];
  readonly to: string;
  readonly claims?: number;
  readonly bytes?: number;
  readonly controlNo?: number;
}

export const split: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'split <file>', {
    summary: 'divide a file into interchanges that each stand on their own',
    example: 'x12 split claims.837 --by claim --claims 500 --to parts/ --control-no 4711',
    more:
      'By set: each transaction set alone. By payer: 837 claims by the payer of the subscriber, 835 sets by the payer\n' +
      'who sends them; the payer is part of the file name. By claim: every --claims claims (1 if not given). By size:\n' +
      'as many claims as go into --bytes, --claims, or both; a claim is never cut.\n' +
      'Claims take the levels above them along, numbered anew, and keep their bytes. An 835 cut between claims pays in\n' +
      'each part what its claims are paid, provider adjustments go with the last, and a claim that takes money back\n' +
      'stays with claims that make up for it: parts may be larger then. All of them keep the trace number of the\n' +
      'one payment. 270, 271, 276 and 277 are cut between patients; 277CA, 999 and others stay whole.\n' +
      'Parts of a damaged file would look whole, so it is refused: it ends with 1. `-` reads standard input.\n' +
      'Give --control-no for parts that will be sent: receivers refuse control numbers that they have seen.',
  })
    .addOption(new Option('--by <way>', ways.join(', ')).argParser(oneOf(ways)).makeOptionMandatory())
    .requiredOption('--to <dir>', 'folder for the parts: 0001.x12 and so on')
    .option('--claims <n>', 'claims in a part, at most', wholeNumber(1))
    .option('--bytes <n>', 'bytes in a part, at most', wholeNumber(1))
    .addOption(
      controlNoOption("control number of the first part; the others count on. Else from the file's own"),
    )
    .action(answering((file: string, options: Options) => divided(file, options, world)));
};

async function divided(file: string, options: Options, world: World): Promise<Answer> {
  const folder = resolve(world.cwd, options.to);
  const progress = progressOf(file, world);
  const { sink, written, discard } = partFiles(partPath(folder));
  try {
    const result = await splitX12(progress.source, { ...wayOf(options), finished: progress.finished }, sink);
    if (!result.ok) throw refusal(result.error);
    return answerOf(result.value, written, options);
  } catch (thrown) {
    await discard();
    throw thrown;
  } finally {
    progress.end();
  }
}

function wayOf({ by, claims, bytes, controlNo }: Options): SplitOptions {
  const limits = { ...(claims !== undefined && { claims }), ...(bytes !== undefined && { bytes }) };
  const numbers = controlNo === undefined ? {} : { controlNo };
  if (bytes !== undefined && by !== 'size') throw wrongUse('--bytes goes with --by size only.');
  if (claims !== undefined && by !== 'size' && by !== 'claim') {
    throw wrongUse('--claims goes with --by claim or --by size only.');
  }
  if (by === 'size' && bytes === undefined && claims === undefined) {
    throw wrongUse('--by size needs --bytes, --claims, or both.');
  }
  return by === 'set' || by === 'payer' ? { by, ...numbers } : { by, ...limits, ...numbers };
}

/** The file with a bar of how much of it is read; standard input has no known end and shows none. */
function progressOf(file: string, world: World) {
  const view = progressView(world.terminal, world.now);
  const size = file === '-' ? 0 : (statSync(resolve(world.cwd, file), { throwIfNoEntry: false })?.size ?? 0);
  let read = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const chunk of sourceOf(world, file)) {
      read += chunk.length;
      yield chunk;
    }
  }
  const finished = (parts: number, claims: number): void => {
    if (size === 0) return;
    view.show({ fraction: read / size, text: `${counted(parts, 'part')}, ${counted(claims, 'claim')}` });
  };
  return { source: source(), finished, end: view.end };
}

/** A list that is longer than this is told by its ends. */
const LISTED = 20;

function answerOf(totals: SplitTotals, files: readonly PartFile[], options: Options): Answer {
  const { parts, claims, overLimit } = totals;
  const paths = files.map(({ path }) => path);
  const list = paths.length <= LISTED ? paths : [paths[0] ?? '', '…', paths.at(-1) ?? ''];
  const larger =
    overLimit === 0
      ? []
      : [`${counted(overLimit, 'part')} larger than asked for: what is in it stays together.`];
  const numbers = options.controlNo === undefined && parts > 1;
  const advice = numbers
    ? ['Control numbers count on from those of the file; --control-no gives your own.']
    : [];
  return {
    json: { parts, claims, overLimit, files },
    text: () =>
      [`${counted(parts, 'part')}, ${counted(claims, 'claim')}:`, ...list, ...larger, ...advice].join('\n'),
  };
}
