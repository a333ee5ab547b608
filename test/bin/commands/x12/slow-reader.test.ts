import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GatheredOut } from '../../../../bin/commands/x12/gathered-out.ts';
import { runCommandLine } from '../../../../bin/program.ts';
import { memoryWorld } from '../../memory-world.ts';

const remittance = join(import.meta.dirname, '../../../golden/x12/r835-denial-interest-recoupment.x12');

describe('output to a reader that is slower', () => {
  it.each([['x12 show'], ['x12 json'], ['x12 mask --key k'], ['x12 merge'], ['x12 ack']])(
    '%s ends when all of it is taken',
    async (command) => {
      const { world } = memoryWorld({});
      let untaken = 0;
      let most = 0;
      const out = async (): Promise<void> => {
        untaken += 1;
        most = Math.max(most, untaken);
        await setImmediate();
        untaken -= 1;
      };
      const terminal = { ...world.terminal, out };
      await runCommandLine([...command.split(' '), remittance], { ...world, terminal });
      expect({ untaken, most }).toEqual({ untaken: 0, most: 1 });
    },
  );

  it('is told by whoever has gathered enough to write', () => {
    const written: string[] = [];
    const gathered = new GatheredOut((data) => {
      written.push(String(data));
      return Promise.resolve();
    });
    expect(gathered.write('a')).toBeUndefined();
    expect(gathered.write('b'.repeat(65_536))).toBeInstanceOf(Promise);
    expect(gathered.end()).toBeUndefined();
    expect(written).toEqual([`a${'b'.repeat(65_536)}`]);
  });
});
