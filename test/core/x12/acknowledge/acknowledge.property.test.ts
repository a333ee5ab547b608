import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readX12, type X12Item } from '../../../../core/x12/read.ts';
import { acknowledged, bytes } from './given.ts';

const folder = new URL('../../../golden/x12/', import.meta.url);
/** A file of TA1s is left out: nobody is told that it is broken. */
const goldens: readonly (readonly string[])[] = readdirSync(folder)
  .filter((name) => !name.startsWith('ta1'))
  .map((name) =>
    readFileSync(new URL(name, folder), 'utf8')
      .split(/~\s*/)
      .filter((segment) => segment !== ''),
  );

/** What may happen to a segment on its way; the ISA stays, or nobody could be answered. */
type Change = (segments: readonly string[], at: number) => readonly string[];
const changes: readonly Change[] = [
  (segments, at) => segments.toSpliced(at, 1),
  (segments, at) => segments.toSpliced(at, 0, segments[at] ?? ''),
  (segments, at) => segments.toSpliced(at, 2, ...segments.slice(at, at + 2).reverse()),
  (segments, at) => segments.toSpliced(at, 0, 'FOO*1'),
  (segments, at) => segments.slice(0, at),
  ...[1, 2, 3, 9].flatMap((n) =>
    ['', 'ZZZZZZZZZZZZZZZZZZZZ', '0', 'A:B^C'].map((value) => setElement(n, value)),
  ),
];

function setElement(n: number, value: string): Change {
  return (segments, at) => {
    const elements = (segments[at] ?? '').split('*');
    const padded = [...elements, ...Array.from({ length: Math.max(0, n + 1 - elements.length) }, () => '')];
    return segments.with(at, padded.with(n, value).join('*'));
  };
}

const mutated = fc
  .tuple(
    fc.constantFrom(...goldens),
    fc.array(fc.tuple(fc.constantFrom(...changes), fc.nat({ max: 10_000 })), { minLength: 1, maxLength: 4 }),
  )
  .map(([golden, mutations]) =>
    mutations.reduce<readonly string[]>(
      (segments, [change, place]) =>
        segments.length < 2 ? segments : change(segments, 1 + (place % (segments.length - 1))),
      golden,
    ),
  );

const itemsOf = (text: string): Promise<readonly X12Item[]> =>
  Array.fromAsync(readX12([Buffer.from(text)], { check: 'all' }));

describe('acknowledging any changed file', () => {
  it('gives answers that our own reader accepts, whose counts are right', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (segments) => {
        for (const answer of await acknowledged(bytes(segments))) {
          expect(answer.kind).not.toBe('unwritten');
          if (!('text' in answer)) continue;
          const items = await itemsOf(answer.text);
          expect(items.flatMap((item) => (item.kind === 'finding' ? [item.finding.code] : []))).toEqual([]);
          for (const item of items) {
            if (item.kind !== 'implementation-acknowledgment') continue;
            const { sets, received, accepted, code } = item.acknowledgment;
            expect(sets.filter((set) => set.code !== 'R')).toHaveLength(accepted);
            expect([0, received]).toContain(sets.length);
            expect(code === 'R').toBe(accepted === 0);
            expect(code === 'P').toBe(accepted > 0 && accepted < received);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says by its end whether anything was rejected', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (segments) => {
        const answers = await acknowledged(bytes(segments), { interchanges: 'all' });
        const text = answers.map((answer) => ('text' in answer ? answer.text : '')).join('');
        const end = answers.at(-1);
        expect(end).toMatchObject({ kind: 'end', rejected: /\n(TA1\*\S*\*R\*|AK9\*[RP]\*)/.test(text) });
      }),
      { numRuns: 200 },
    );
  });
});
