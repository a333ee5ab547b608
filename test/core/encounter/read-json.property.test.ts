import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, encounterJson, readBytes, readText, summary } from './sources.ts';

const items = fc.array(
  fc.oneof(
    fc.stringMatching(/^[a-z"{}[\]\\Ł]{1,8}$/).map((id) => JSON.stringify(encounterJson(id))),
    fc.constantFrom('{"claimType": "P"', '{"a": [}', 'word', '{}', '{"a": "}\\""}', '12'),
  ),
  { maxLength: 6 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
const layout = fc.constantFrom<(texts: readonly string[]) => string>(
  (texts) => texts.join('\n'),
  (texts) => `\uFEFF${texts.join('\r\n')}\r\n`,
  (texts) => `[${texts.join(',\n')}]`,
  (texts) => `{ "encounters" : [ ${texts.join(' , ')} ] }`,
);

test('chunk boundaries do not matter', async () => {
  await fc.assert(
    fc.asyncProperty(items, layout, sizes, async (texts, write, cuts) => {
      const text = write(texts);
      expect(await readText(text, cuts)).toEqual(await readText(text));
    }),
    { numRuns: 150 },
  );
});

test('every good line of NDJSON is read, whatever stands between', async () => {
  const broken = fc.constantFrom('{', '}', '"', '[', '{"a":"', '\\', '{"claimType":"P"}');
  const mixed = fc.array(fc.oneof(broken, fc.constant('good')), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(mixed, async (kinds) => {
      const first = JSON.stringify(encounterJson('first'));
      const lines = kinds.map((kind, i) => (kind === 'good' ? JSON.stringify(encounterJson(`${i}`)) : kind));
      const read = summary(await readText([first, ...lines].join('\n')));
      const expected = kinds.flatMap((kind, i) => (kind === 'good' ? [`${i}`] : []));
      expect(read.filter((id) => !id.startsWith('!'))).toEqual(['first', ...expected]);
      expect(read).toHaveLength(kinds.length + 1);
    }),
  );
});

test('random bytes end in items, never in an exception', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('', '[', '{', '{"encounters":['),
      async (tail, head) => {
        const bytes = new Uint8Array([...bytesOf(head), ...tail]);
        const read = await readBytes(bytes, [7]);
        expect(read.every(({ kind }) => kind === 'unreadable')).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
