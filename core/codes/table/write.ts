import type { PairSetName } from '../code-sets.ts';
import type { CodeRow, CodeSetName, Release } from '../sets.ts';
import { type AnyRow, codeBuilder } from './code-builder.ts';
import { pairBuilder } from './pair-builder.ts';

export const isPairSet = (set: CodeSetName): set is PairSetName =>
  set === 'ptp-practitioner' || set === 'ptp-hospital';

/** Takes the rows of a table one by one, in any order. */
export interface TableBuilder<S extends CodeSetName> {
  /** @throws Defect when a value does not fit its column. */
  readonly add: (row: CodeRow<S>) => void;
  /** The bytes: the same rows and release give the same. `rows` of the release is counted, not taken. */
  readonly finish: (release: Release) => Uint8Array;
}

/** A table of a set, row by row: for sets too large for a list of rows. Pairs of NCCI get the layout of pairs. */
export function tableBuilder<S extends CodeSetName>(set: S): TableBuilder<S> {
  const builder = isPairSet(set) ? pairBuilder(set) : codeBuilder(set);
  return {
    add: (row) => builder.add(row as unknown as AnyRow),
    finish: (release) => builder.finish({ ...release, set }),
  };
}

/**
 * The bytes of a table; `openTable` reads them.
 * @throws Defect when a value does not fit its column: importers have tested it before
 */
export function writeTable<S extends CodeSetName>(
  release: Release & { readonly set: S },
  rows: Iterable<CodeRow<S>>,
): Uint8Array {
  const builder = tableBuilder(release.set);
  for (const row of rows) builder.add(row);
  return builder.finish(release);
}
