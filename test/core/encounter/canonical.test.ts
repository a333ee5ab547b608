import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { canonicalJson } from '../../../core/encounter/canonical.ts';
import { Defect } from '../../../core/result.ts';

test.each([
  [{ b: 1, a: [true, null, { d: 'é"', c: undefined }] }, '{"a":[true,null,{"d":"é\\""}],"b":1}'],
  [[], '[]'],
  [-0.5, '-0.5'],
])('%j is written as %s', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

it('does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    }),
  );
});

it('reads back as what it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
    }),
  );
});

test.each([[Number.NaN], [undefined], [() => 1]])('%s is refused', (value) => {
  expect(() => canonicalJson(value)).toThrow(Defect);
});
