import { checkX12 } from '../../../core/x12/check.ts';
import { watched } from '../../session/watched.ts';
import type { Answer } from '../../terminal/answer.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';
import { checkText } from './check-text.ts';
import { START_BYTES } from './other-format.ts';

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
  let start = Buffer.alloc(0);
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const chunk of watched(file, world)) {
      if (start.length < START_BYTES) start = Buffer.concat([start, chunk.subarray(0, START_BYTES)]);
      yield chunk;
    }
  }
  const result = await checkX12(source());
  return {
    json: result,
    text: () => checkText(result, { file, start }, world.terminal.paint),
    code: result.errors > 0 ? 1 : 0,
  };
}
