import { resolve } from 'node:path';
import type { Result } from '../../../core/result.ts';
import { type MergeTotals, mergeX12 } from '../../../core/x12/tools/merge.ts';
import type { PartSink } from '../../../core/x12/tools/part.ts';
import type { ToolRefusal } from '../../../core/x12/tools/refusal.ts';
import { sourceOf } from '../../session/source.ts';
import { type Answer, type ExitCode, wrongUse } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import type { Terminal, World } from '../../world.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { controlNoOption } from './control-no-option.ts';
import { partFiles, partPath, refusal } from './part-files.ts';

interface Options {
  readonly out?: string;
  readonly to?: string;
  readonly controlNo?: number;
}

export const merge: CommandGroup = (group, shell) => {
  addCommand(group, 'merge <files...>', {
    summary: 'join the transaction sets of files in one interchange',
    example: 'x12 merge monday.837 tuesday.837 --control-no 4712 --out week.837',
    more:
      'Sender, receiver, kind of set, guide, usage and delimiters must be the same; the first file gives the rest\n' +
      'of the envelope. Sets keep their bytes and are numbered from 0001. With --to, files that differ are grouped\n' +
      'into an interchange of each kind. Without --out and --to it is printed. `-` reads standard input.\n' +
      'Damaged files and files with a TA1 are refused: it ends with 1.',
  })
    .option('--out <file>', 'write the interchange to this file')
    .option('--to <dir>', 'write an interchange of each kind to this folder')
    .addOption(controlNoOption("control number (ISA13 and GS06); the first file's own if not given"))
    .action(shell.answering((files: readonly string[], options: Options) => joined(files, options, shell)));
};

async function joined(
  files: readonly string[],
  options: Options,
  { world, json }: Shell,
): Promise<Answer | ExitCode> {
  const { out, to } = options;
  if (out !== undefined && to !== undefined) throw wrongUse('Give --out or --to, not both.');
  if (files.filter((file) => file === '-').length > 1)
    throw wrongUse('Standard input can be read once only.');
  const path = out ?? to;
  if (path !== undefined) return written(files, { ...options, path: resolve(world.cwd, path) }, world);
  if (json) throw wrongUse('--json prints a report and no interchange: give --out or --to.');
  const result = await mergedTo(printingSink(world.terminal), files, { options, world });
  if (!result.ok)
    throw refusal({ ...result.error, message: `${result.error.message} What was printed is not whole.` });
  return 0;
}

const mergedTo = (
  sink: PartSink,
  files: readonly string[],
  { options: { to, controlNo }, world }: { readonly options: Options; readonly world: World },
): Promise<Result<MergeTotals, ToolRefusal>> =>
  mergeX12(
    files.map((file) => sourceOf(world, file)),
    { onDifferent: to === undefined ? 'refuse' : 'group', ...(controlNo !== undefined && { controlNo }) },
    sink,
  );

async function written(
  files: readonly string[],
  options: Options & { readonly path: string },
  world: World,
): Promise<Answer> {
  const { path, to } = options;
  const { sink, written, discard } = partFiles(to === undefined ? () => path : partPath(path));
  try {
    const result = await mergedTo(sink, files, { options, world });
    if (!result.ok) throw refusal(result.error);
    const { sets, claims } = result.value;
    const paths = written.map((file) => file.path);
    return {
      json: { ...result.value, files: paths },
      text: () => [`${counted(sets, 'set')}, ${counted(claims, 'claim')}:`, ...paths].join('\n'),
    };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

const printingSink = ({ out }: Terminal): PartSink => ({
  open: () => ({ write: (bytes) => out(Uint8Array.from(bytes)), close: () => undefined }),
});
