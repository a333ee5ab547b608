import { describe, expect, it, test } from 'vitest';
import { type Draw, drawFrom } from '../../core/sandbox/random.ts';
import { readX12, type X12Item } from '../../core/x12/read.ts';
import { readSeeds, type Seed } from './seeds.ts';

/** What is read must not depend on which characters separate it: any golden file with any delimiters. */

const SEPARATORS = [...'*:^~|!>+\\`#$@%&=;?_{}[]<\'"\u001c\u001d\u001e\u001f'];
const TERMINATORS = [...SEPARATORS, '\n', '\r'];
const ROUNDS = 15;

/** Without line ends, so that they may become the terminator. */
const text = ({ bytes }: Seed): string => bytes.toString('latin1').replaceAll(/[\r\n]/g, '');

function redelimited(original: string, draw: Draw): string {
  const taken: string[] = [];
  const fresh = (from: readonly string[]): string => {
    const character = draw.pick(from.filter((c) => !original.includes(c) && !taken.includes(c)));
    taken.push(character);
    return character;
  };
  const to = new Map([
    ['*', fresh(SEPARATORS)],
    [':', fresh(SEPARATORS)],
    ['^', fresh(SEPARATORS)],
    ['~', fresh(TERMINATORS)],
  ]);
  return [...original].map((character) => to.get(character) ?? character).join('');
}

async function read(content: string): Promise<string> {
  const items: X12Item[] = [];
  for await (const item of readX12([Buffer.from(content, 'latin1')], { check: 'all' })) items.push(item);
  return JSON.stringify(items, (key, value) => (key === 'delimiters' ? undefined : value));
}

describe('a file with other delimiters', () => {
  const seeds = readSeeds().filter(({ name }) => /^(\d|[a-d]-|[a-z]+\d{3})/.test(name));

  it('is tried for every kind of set', () => {
    expect(seeds.length).toBeGreaterThan(50);
  });

  test.each(seeds.map((seed) => [seed.name, seed] as const))('%s reads the same', async (name, seed) => {
    const original = text(seed);
    const expected = await read(original);
    for (let round = 0; round < ROUNDS; round += 1) {
      const draw = drawFrom('redelimit', name, String(round));
      expect(await read(redelimited(original, draw))).toBe(expected);
    }
  });
});
