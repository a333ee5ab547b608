import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type AnyTable, openCodeSets, openTable, tableOf } from '../../../core/codes/open.ts';
import type { Release } from '../../../core/codes/sets.ts';
import { writeTable } from '../../../core/codes/table/write.ts';
import { released, someDay } from './rows.ts';

const diagnoses = [
  { code: 'E11', billable: 0, short: 'Diabetes', title: 'Type 2 diabetes mellitus' },
  { code: 'E119', billable: 1, short: 'Diabetes', title: 'Type 2 diabetes mellitus without complications' },
];
const bytes = writeTable(released('icd10cm'), diagnoses);
const pairBytes = writeTable(released('ptp-hospital'), [
  { code: '90001', other: '90002', modifier: 1, from: 20200101, to: 0 },
]);
const kindOf = (given: Uint8Array): string => {
  const opened = openTable(given);
  return opened.ok ? 'a table' : opened.error.kind;
};
const copyOf = (given: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = given.slice();
  change(copy);
  return copy;
};

describe('the bytes of a table', () => {
  test.each([
    ['as written', bytes, 'a table'],
    ['nothing', new Uint8Array(), 'not-a-table'],
    ['text', new TextEncoder().encode('code\tbillable\nE11\t0\n'.repeat(9)), 'not-a-table'],
    ['the first eight', bytes.subarray(0, 8), 'truncated'],
    ['half of them', bytes.subarray(0, bytes.length / 2), 'truncated'],
    ['all but the last', bytes.subarray(0, -1), 'truncated'],
    ['some more', Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]), 'corrupt'],
    ['another version', copyOf(bytes, (copy) => copy.fill(9, 8, 12)), 'version'],
    ['a wrong length of the header', copyOf(bytes, (copy) => copy.fill(9, 12, 14)), 'corrupt'],
    ['zeros at the end', copyOf(bytes, (copy) => copy.fill(0, -400)), 'corrupt'],
  ])('%s: %s', (_, given, kind) => {
    expect(kindOf(given)).toBe(kind);
  });

  it('are refused when any byte is another one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(bytes, pairBytes),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (of, place, flip) => {
          const at = place % of.length;
          const damaged = copyOf(of, (copy) => {
            copy[at] = (copy[at] as number) ^ flip;
          });
          expect(kindOf(damaged)).not.toBe('a table');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are refused when they are cut anywhere', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(kindOf(bytes.subarray(0, length))).not.toBe('a table');
    }
  });

  it('open wherever they lie in a larger buffer', () => {
    for (let shift = 0; shift < 8; shift += 1) {
      const around = new Uint8Array(bytes.length + 16);
      around.set(bytes, shift);
      const opened = openTable(around.subarray(shift, shift + bytes.length));
      expect(opened.ok && opened.value.size).toBe(2);
    }
  });

  it('say what is wrong in a sentence', () => {
    const opened = openTable(bytes.subarray(0, -1));
    expect(opened).toEqual({
      ok: false,
      error: { kind: 'truncated', message: 'The code table is cut off before its end.' },
    });
  });

  it('bear their release, with the rows counted', () => {
    const given = released('icd10cm', { release: 'FY2027', importedAt: 123, complete: false });
    expect(tableOf(given, diagnoses).release).toEqual({ ...given, rows: 2 });
  });
});

const table = (changes: Partial<Omit<Release, 'set'>>, set: 'icd10cm' | 'pos' = 'icd10cm'): AnyTable =>
  set === 'icd10cm' ? tableOf(released(set, changes), []) : tableOf(released(set, changes), []);

describe('the release that decides', () => {
  const sets = openCodeSets([
    table({ release: 'FY2026', from: 20251001, to: 20260930 }),
    table({ release: 'FY2026-April', from: 20260401, to: 20260930 }),
    table({ release: 'FY2027', from: 20261001, to: 0 }),
    table({ release: 'FY2024', from: 20231001, to: 20240930 }),
    table({ release: 'starter', from: 20221001, to: 0, complete: false }),
  ]);
  test.each([
    [20220930, 'none', 'before all'],
    [20221001, 'starter', 'where only a starter is'],
    [20231001, 'FY2024', 'first day'],
    [20240930, 'FY2024', 'last day'],
    [20241001, 'starter', 'a year that is not loaded'],
    [20260331, 'FY2026', 'the day before the April update'],
    [20260401, 'FY2026-April', 'the April update'],
    [20260930, 'FY2026-April', 'last day of the year'],
    [20261001, 'FY2027', 'new year'],
    [20991231, 'FY2027', 'an open end'],
  ])('on %i is %s: %s', (day, release) => {
    expect(sets.at('icd10cm', day)?.release.release ?? 'none').toBe(release);
  });

  it('is the newest for every day where rows bear their own', () => {
    const places = openCodeSets([
      table({ release: 'old', from: 20200101 }, 'pos'),
      table({ release: 'part', from: 20260101, complete: false }, 'pos'),
      table({ release: 'new', from: 20250101, to: 20250331 }, 'pos'),
    ]);
    for (const day of [19000101, 20200101, 20250201, 20260601]) {
      expect(places.at('pos', day)?.release.release).toBe('new');
    }
    expect(places.at('icd10cm', 20250201)).toBeUndefined();
  });

  it('is the one imported last of two that begin the same day', () => {
    const twice = openCodeSets([
      table({ release: 'again', importedAt: 2 }),
      table({ release: 'first', importedAt: 1 }),
    ]);
    expect(twice.at('icd10cm', 20200101)?.release.release).toBe('again');
  });

  it('agrees with a search of all releases', () => {
    const someRelease = fc.record({
      from: someDay,
      to: someDay,
      complete: fc.boolean(),
      importedAt: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(someRelease, { maxLength: 6 }), someDay, (given, day) => {
        const all = given.map((changes, i) => released('icd10cm', { ...changes, release: `R${i}` }));
        const holding = all.filter(({ from, to }) => from <= day && (to === 0 || day <= to));
        const best = (among: readonly Release[]): Release | undefined =>
          among.reduce<Release | undefined>((a, b) => {
            if (a === undefined) return b;
            if (a.from !== b.from) return a.from > b.from ? a : b;
            if (a.importedAt !== b.importedAt) return a.importedAt > b.importedAt ? a : b;
            return a.release > b.release ? a : b;
          }, undefined);
        const expected = best(holding.filter(({ complete }) => complete)) ?? best(holding);
        const opened = openCodeSets(all.map((release) => tableOf(release, [])));
        expect(opened.at('icd10cm', day)?.release.release).toBe(expected?.release);
      }),
    );
  });
});

test('releases are listed by set, oldest first', () => {
  const sets = openCodeSets([
    table({ release: 'places' }, 'pos'),
    table({ release: 'new', from: 20250101 }),
    table({ release: 'old', from: 20240101 }),
  ]);
  expect(sets.releases.map(({ release }) => release)).toEqual(['old', 'new', 'places']);
});
