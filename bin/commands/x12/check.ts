import { type CheckedSet, checkSets, type X12CheckSums } from '../../../core/x12/check.ts';
import { watched } from '../../session/watched.ts';
import type { ExitCode } from '../../terminal/answer.ts';
import type { Print } from '../../world.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { checkText } from './check-text.ts';
import { GatheredOut } from './gathered-out.ts';
import { START_BYTES } from './other-format.ts';
import { SetKinds } from './set-kinds.ts';

export const check: CommandGroup = (group, shell) => {
  addCommand(group, 'check <file>', {
    summary: 'check a file and say what is wrong with it, and where',
    example: 'x12 check claims.837',
    more:
      'Checks syntax, the guide, balances and conditions (SNIP 1 to 5). Findings name codes and places, never\n' +
      'values. Ends with 1 when there is an error. `-` reads standard input.',
  }).action(shell.answering((file: string) => checked(file, shell)));
};

async function checked(file: string, { world, json }: Shell): Promise<ExitCode> {
  let start = Buffer.alloc(0);
  async function* source(): AsyncGenerator<Uint8Array> {
    for await (const chunk of watched(file, world)) {
      if (start.length < START_BYTES) start = Buffer.concat([start, chunk.subarray(0, START_BYTES)]);
      yield chunk;
    }
  }
  const { out, paint } = world.terminal;
  if (json) {
    const document = new CheckDocument(out);
    const sums = await checkSets(source(), (set) => document.set(set));
    await document.end(sums);
    return codeOf(sums);
  }
  const sets = new SetKinds();
  const sums = await checkSets(source(), (set) => void sets.add(set));
  await out(`${checkText({ sums, sets, checked: { file, start }, paint })}\n`);
  return codeOf(sums);
}

const codeOf = ({ errors }: X12CheckSums): ExitCode => (errors > 0 ? 1 : 0);

/** An `X12Check` in JSON, its sets written as they end: a file may hold millions of them. */
class CheckDocument {
  readonly #out: GatheredOut;
  /** What stands before the next set, and behind the last. */
  #before = '{\n  "transactions": [\n    ';
  #after = '{\n  "transactions": []';

  constructor(out: Print) {
    this.#out = new GatheredOut(out);
  }

  /** @returns when to go on, where the reader is slower */
  set(set: CheckedSet): Promise<void> | undefined {
    const waits = this.#out.write(this.#before + JSON.stringify(set));
    this.#before = ',\n    ';
    this.#after = '\n  ]';
    return waits;
  }

  async end(sums: X12CheckSums): Promise<void> {
    const rest = JSON.stringify(sums, null, 2).slice(1);
    await this.#out.write(`${this.#after},${rest}\n`);
    await this.#out.end();
  }
}
