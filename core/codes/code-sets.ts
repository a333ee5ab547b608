import type { CodeRow, CodeSetName, NumberColumn, Release, TextColumn } from './sets.ts';

/**
 * One release of a set, opened: zero-copy over its bytes. Rows are numbered from 0, sorted by code and, where codes
 * repeat, by their days.
 */
export interface CodeTable<S extends CodeSetName> {
  readonly release: Release;
  readonly size: number;
  /** The row of a code that is in force on a day (any, where rows bear no days); -1 where there is none. */
  readonly find: (code: string, day: number) => number;
  /** First row of a code and the row after its last; equal where there is none. */
  readonly range: (code: string) => { readonly start: number; readonly end: number };
  /** First row of all codes that begin so, and the row after their last. */
  readonly prefixed: (prefix: string) => { readonly start: number; readonly end: number };
  readonly codeAt: (row: number) => string;
  readonly number: (row: number, column: NumberColumn<S>) => number;
  readonly text: (row: number, column: TextColumn<S>) => string;
  readonly rowAt: (row: number) => CodeRow<S>;
}

/** Pairs of NCCI: found by both codes at once. */
export interface PairTable {
  readonly release: Release;
  readonly size: number;
  /**
   * The modifier indicator (0, 1) of the pair in force on a day; -1 where no edit is. A row with indicator 9 is never
   * in force; the day of deletion still is (domain.md 7.5).
   */
  readonly indicator: (column1: string, column2: string, day: number) => number;
  /** Every row of the pair, in force or not. */
  readonly rows: (
    column1: string,
    column2: string,
  ) => readonly { readonly from: number; readonly to: number; readonly modifier: number }[];
  /** Every row of the table, sorted by both codes and by days. */
  readonly entries: () => Iterable<PairRow>;
}

export type PairRow = CodeRow<PairSetName>;

export type PairSetName = 'ptp-practitioner' | 'ptp-hospital';
export type TableOf<S extends CodeSetName> = S extends PairSetName ? PairTable : CodeTable<S>;

/** The code sets that are loaded, by day. */
export interface CodeSets {
  /** The release that decides on a day (CCYYMMDD as a number); nothing where none is loaded for it. */
  readonly at: <S extends CodeSetName>(set: S, day: number) => TableOf<S> | undefined;
  /** Every loaded release, by set, oldest first. */
  readonly releases: readonly Release[];
}
