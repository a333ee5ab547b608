import { Defect, err, ok, type Result } from '../result.ts';
import type { CodeSets, TableOf } from './code-sets.ts';
import { type CodeRow, type CodeSetName, codeSetNames, codeSets, type Release } from './sets.ts';
import { isWithin, openCodeTable } from './table/code-table.ts';
import { readContainer, type TableError } from './table/container.ts';
import { openPairTable } from './table/pair-table.ts';
import { isPairSet, writeTable } from './table/write.ts';

export type { TableError } from './table/container.ts';

/** A table of any set. `release.set` says which. */
export type AnyTable = TableOf<CodeSetName>;

/**
 * Opens the bytes of a table, without copying them: keep them as they are while the table is in use. Damage,
 * another version or a set that we do not know is an error, never a wrong answer.
 */
export function openTable(bytes: Uint8Array): Result<AnyTable, TableError> {
  const read = readContainer(bytes);
  if (!read.ok) return read;
  const { layout, release } = read.value;
  if ((layout === 'pairs') !== isPairSet(release.set)) {
    return err({ kind: 'corrupt', message: 'The code table has the layout of another set.' });
  }
  return ok(layout === 'pairs' ? openPairTable(read.value) : (openCodeTable(read.value) as AnyTable));
}

/**
 * A table of rows at hand, in memory.
 * @throws Defect when a row does not fit
 */
export function tableOf<S extends CodeSetName>(
  release: Release & { readonly set: S },
  rows: Iterable<CodeRow<S>>,
): TableOf<S> {
  const opened = openTable(writeTable(release, rows));
  if (!opened.ok) throw new Defect(opened.error.message);
  return opened.value as TableOf<S>;
}

/**
 * The tables as one: which release decides is told by the day. A part or a starter decides only where nothing
 * complete does.
 */
export function openCodeSets(tables: readonly AnyTable[]): CodeSets {
  const deciding = decidingBy(tables, ({ release }) => release);
  return {
    at: <S extends CodeSetName>(set: S, day: number) => deciding(set, day) as TableOf<S> | undefined,
    releases: codeSetNames.flatMap((set) =>
      tables
        .map(({ release }) => release)
        .filter((release) => release.set === set)
        .sort(olderFirst),
    ),
  };
}

/** The rule by which releases decide, for whatever bears one: it looks at nothing of a table but its release. */
export function decidingBy<T>(
  all: readonly T[],
  releaseOf: (one: T) => Release,
): (set: CodeSetName, day: number) => T | undefined {
  const bySet = new Map<CodeSetName, readonly T[]>(
    codeSetNames.map((set) => [
      set,
      all
        .filter((one) => releaseOf(one).set === set)
        .sort((a, b) => decidesFirst(releaseOf(a), releaseOf(b))),
    ]),
  );
  return (set, day) => {
    const candidates = bySet.get(set) ?? [];
    if (codeSets[set].dated === 'rows') return candidates[0];
    return candidates.find((one) => isWithin(day, releaseOf(one).from, releaseOf(one).to));
  };
}

const newerFirst = (a: Release, b: Release): number =>
  b.from - a.from || b.importedAt - a.importedAt || (a.release < b.release ? 1 : -1);
const olderFirst = (a: Release, b: Release): number => newerFirst(b, a);
const decidesFirst = (a: Release, b: Release): number =>
  Number(b.complete) - Number(a.complete) || newerFirst(a, b);
