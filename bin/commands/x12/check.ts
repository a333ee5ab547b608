import { checkX12 } from '../../../core/x12/check.ts';
import { watched } from '../../session/watched.ts';
import type { Answer } from '../../terminal/answer.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';
import { checkText } from './check-text.ts';

export const check: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'check <file>', {
    summary: 'check a file and say what is wrong with it, and where',
    example: 'x12 check claims.837',
    more:
      'Checks syntax, the guide, balances and conditions (SNIP 1 to 5). Findings name codes and places, never\n' +
      'values. Ends with 1 when there is an error. `-` reads standard input.',
  }).action(answering((file: string) => checked(file, world)));
};

async function checked(file: string, world: World): Promise<Answer> {
  const result = await checkX12(watched(file, world));
  return {
    json: result,
    text: () => checkText(result, file, world.terminal.paint),
    code: result.errors > 0 ? 1 : 0,
  };
}
