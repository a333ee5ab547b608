import { showX12 } from '../../../core/x12/show.ts';
import { sourceOf } from '../../session/source.ts';
import type { ExitCode } from '../../terminal/answer.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { GatheredOut } from './gathered-out.ts';

/** Lines as wide as the screen, within what can be read. */
const WIDTH = { least: 40, most: 100 };

export const show: CommandGroup = (group, shell) => {
  addCommand(group, 'show <file>', {
    summary: 'show a file segment by segment, with the names of codes',
    example: 'x12 show remittance.835 | less',
    more:
      'Absent elements are left out; findings stand where they arise.\n' +
      'Shows the data as they are: what you see is as confidential as the file. `-` reads standard input.\n' +
      'Ends with 0 whatever the file holds, and with 2 where it cannot be read.',
  }).action(shell.answering((file: string) => shown(file, shell)));
};

/** Line by line, as text or as one document, so that a file of any size is shown in constant memory. */
async function shown(file: string, { world, json }: Shell): Promise<ExitCode> {
  const { out, paint, redraws, columns } = world.terminal;
  const width = redraws && !json ? Math.min(Math.max(columns, WIDTH.least), WIDTH.most) : WIDTH.most;
  const gathered = new GatheredOut(out);
  let before = '{"lines": [\n';
  for await (const line of showX12(sourceOf(world, file), { width, ...(!json && { paint }) })) {
    const slower = gathered.write(json ? before + JSON.stringify(line) : `${line}\n`);
    before = ',\n';
    if (slower !== undefined) await slower;
  }
  if (json) await gathered.write(before === ',\n' ? '\n]}\n' : `${before}]}\n`);
  await gathered.end();
  return 0;
}
