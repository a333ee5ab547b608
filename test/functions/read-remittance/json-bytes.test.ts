import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonBytes, JsonList } from '../../../functions/read-remittance/json-bytes.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const written = (write: (json: JsonBytes) => void): string => {
  const json = new JsonBytes();
  write(json);
  return textOf(json.written);
};

describe('JSON in place', () => {
  it('has lists of numbers as JSON has them', () => {
    const number = fc.oneof(
      fc.nat(20),
      fc.nat(),
      fc.maxSafeNat(),
      fc.nat(15).map((power) => 10 ** power),
    );
    const row = fc.array(number, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        expect(written((json) => json.rows(rows))).toBe(JSON.stringify(rows));
      }),
    );
  });

  it.each([0, 9, 10, 99, 100, 2 ** 31, 2 ** 32 + 5, 999_999_999_999_999, 10 ** 15, Number.MAX_SAFE_INTEGER])(
    'has %d to the digit',
    (value) => {
      expect(written((json) => json.rows([[value]]))).toBe(`[[${value}]]`);
    },
  );

  it('has text of any alphabet, and grows with what it holds', () => {
    const name = 'Žižková 保険 🏥 '.repeat(20_000);
    expect(
      written((json) => {
        json.text(JSON.stringify(name));
        json.bytes(Buffer.from(','));
        json.rows(Array.from({ length: 9000 }, (_, i) => [i, i + 1]));
      }),
    ).toBe(`${JSON.stringify(name)},${JSON.stringify(Array.from({ length: 9000 }, (_, i) => [i, i + 1]))}`);
  });

  it('is written anew when it was cleared', () => {
    const json = new JsonBytes();
    json.text('"a long text"');
    json.clear();
    json.text('1');
    expect(textOf(json.written)).toBe('1');
  });
});

describe('a list in place', () => {
  it('is JSON whether it has none, one or more values', () => {
    const list = new JsonList();
    for (const values of [[], ['a'], ['a', 'b', 'c']]) {
      for (const value of values) list.next().text(JSON.stringify(value));
      expect(list.count).toBe(values.length);
      expect(JSON.parse(textOf(list.end()))).toEqual(values);
      list.clear();
    }
  });
});
