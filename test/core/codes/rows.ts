import fc from 'fast-check';
import {
  type CodeRow,
  type CodeSetName,
  type ColumnType,
  codeSets,
  type Release,
} from '../../../core/codes/sets.ts';

/** A release of a set, open from 2020 on unless said. */
export const released = <S extends CodeSetName>(
  set: S,
  changes: Partial<Omit<Release, 'set'>> = {},
): Release & { readonly set: S } => ({
  release: 'R1',
  from: 20200101,
  to: 0,
  complete: true,
  source: { name: 'invented', sha256: '' },
  rows: 0,
  importedAt: 0,
  ...changes,
  set,
});

/** Few days, so that rows meet; 0 is none or open. */
export const someDay = fc.constantFrom(0, 20200101, 20200630, 20200701, 20201231, 20210101);

const values: Readonly<Record<ColumnType, fc.Arbitrary<string | number>>> = {
  day: someDay,
  u8: fc.integer({ min: 0, max: 255 }),
  u16: fc.integer({ min: 0, max: 65_535 }),
  u32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  i32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  text: fc.oneof(fc.constantFrom('', 'A', 'headache'), fc.string({ unit: 'grapheme', maxLength: 20 })),
};

/** Few codes, so that they recur and one is the beginning of another. */
export const someCode = fc.string({
  unit: fc.constantFrom('A', 'B', '1', '-'),
  minLength: 1,
  maxLength: 10,
});

/** Rows of any set, in any order. */
export const someRows = <S extends CodeSetName>(set: S): fc.Arbitrary<readonly CodeRow<S>[]> =>
  fc.array(
    fc.record({
      code: someCode,
      ...Object.fromEntries(
        Object.entries(codeSets[set].columns).map(([name, type]) => [name, values[type]]),
      ),
    }),
    { maxLength: 40 },
  ) as unknown as fc.Arbitrary<readonly CodeRow<S>[]>;
