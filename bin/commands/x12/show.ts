import { showX12 } from '../../../core/x12/show.ts';
import { sourceOf } from '../../session/source.ts';
import type { Answer, ExitCode } from '../../terminal/answer.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { GatheredOut } from './gathered-out.ts';

export const show: CommandGroup = (group, shell) => {
  addCommand(group, 'show <file>', {
    summary: 'show a file segment by segment, with the names of codes',
    example: 'x12 show remittance.835 | less',
    more:
      'Absent elements are left out; findings stand where they arise.\n' +
      'Shows the data as they are: what you see is as confidential as the file. `-` reads standard input.',
  }).action(shell.answering((file: string) => shown(file, shell)));
};

async function shown(file: string, { world, json }: Shell): Promise<Answer | ExitCode> {
  const { out, paint } = world.terminal;
  if (json) return { json: { lines: await Array.fromAsync(showX12(sourceOf(world, file))) }, text: () => '' };
  const gathered = new GatheredOut(out);
  for await (const line of showX12(sourceOf(world, file), { paint })) {
    const slower = gathered.write(`${line}\n`);
    if (slower !== undefined) await slower;
  }
  await gathered.end();
  return 0;
}
