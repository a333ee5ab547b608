import { Defect } from '../result.ts';
import type { CodeTable, PairTable } from './code-sets.ts';
import type { AnyTable } from './open.ts';
import type { CodeSetName, Release } from './sets.ts';

/** A code, or a pair `90001/90002`, whose rows differ between two releases. */
export interface Difference {
  readonly code: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Of a changed code: the columns whose values differ; `rows` where it has more or fewer rows than before. */
  readonly columns: readonly string[];
  /** Where it became valid for billing, or a header. A code that comes or goes billable counts too. */
  readonly billable?: 'gained' | 'lost';
}

export interface Comparison {
  readonly before: Release;
  readonly after: Release;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly billable: { readonly gained: number; readonly lost: number };
  /** How many codes changed in each column. */
  readonly columns: Readonly<Record<string, number>>;
  /** The first differences, in the order of codes. */
  readonly differences: readonly Difference[];
}

export interface CompareOptions {
  /** Only these codes: ours. A pair counts when both codes are among them. */
  readonly only?: ReadonlySet<string> | undefined;
  /** How many differences to list; all are counted. 1,000 unless said. */
  readonly list?: number;
}

/**
 * How two releases of a set differ. Both are read once, side by side.
 * @throws Defect when the tables are of two sets
 */
export function compareTables(
  before: AnyTable,
  after: AnyTable,
  { only, list = 1000 }: CompareOptions = {},
): Comparison {
  const counts = { added: 0, removed: 0, changed: 0 };
  const billable = { gained: 0, lost: 0 };
  const columns: Record<string, number> = {};
  const differences: Difference[] = [];
  for (const difference of differencesOf(before, after, only)) {
    counts[difference.kind] += 1;
    if (difference.billable !== undefined) billable[difference.billable] += 1;
    for (const column of difference.columns) columns[column] = (columns[column] ?? 0) + 1;
    if (differences.length < list) differences.push(difference);
  }
  return { before: before.release, after: after.release, ...counts, billable, columns, differences };
}

/** The differences one by one, in the order of codes. */
export function* differencesOf(
  before: AnyTable,
  after: AnyTable,
  only?: ReadonlySet<string>,
): Generator<Difference> {
  if (before.release.set !== after.release.set) throw new Defect('tables of two sets are compared');
  const [old, young] = [entriesOf(before, only), entriesOf(after, only)];
  let [a, b] = [next(old), next(young)];
  while (a !== undefined || b !== undefined) {
    if (b === undefined || (a !== undefined && a.code < b.code)) {
      yield { code: (a as Entry).code, kind: 'removed', columns: [], ...billing(a, undefined) };
      a = next(old);
    } else if (a === undefined || b.code < a.code) {
      yield { code: b.code, kind: 'added', columns: [], ...billing(undefined, b) };
      b = next(young);
    } else {
      const columns = changedColumns(a.rows, b.rows);
      if (columns.length > 0) yield { code: a.code, kind: 'changed', columns, ...billing(a, b) };
      [a, b] = [next(old), next(young)];
    }
  }
}

type Row = Readonly<Record<string, string | number>>;
/** All rows of a code or pair, as they stand in the table. */
interface Entry {
  readonly code: string;
  readonly rows: readonly Row[];
}

const next = (entries: Iterator<Entry>): Entry | undefined => {
  const { done, value } = entries.next();
  return done === true ? undefined : value;
};

const entriesOf = (table: AnyTable, only: ReadonlySet<string> | undefined): Iterator<Entry> =>
  'entries' in table ? pairEntries(table, only) : codeEntries(table as CodeTable<CodeSetName>, only);

function* codeEntries(
  table: CodeTable<CodeSetName>,
  only: ReadonlySet<string> | undefined,
): Generator<Entry> {
  for (let row = 0; row < table.size; ) {
    const code = table.codeAt(row);
    const { end } = table.range(code);
    if (only === undefined || only.has(code)) {
      yield { code, rows: Array.from({ length: end - row }, (_, i) => table.rowAt(row + i) as Row) };
    }
    row = end;
  }
}

/** Rows of a pair stand one behind the other. */
function* pairEntries(table: PairTable, only: ReadonlySet<string> | undefined): Generator<Entry> {
  let code = '';
  let rows: Row[] = [];
  for (const { code: first, other, ...row } of table.entries()) {
    if (only !== undefined && !(only.has(first) && only.has(other))) continue;
    const pair = `${first}/${other}`;
    if (pair !== code && rows.length > 0) {
      yield { code, rows };
      rows = [];
    }
    code = pair;
    rows.push(row);
  }
  if (rows.length > 0) yield { code, rows };
}

/** The columns in which the rows of a code differ, laid side by side; `rows` where it has more or fewer of them. */
function changedColumns(before: readonly Row[], after: readonly Row[]): readonly string[] {
  if (before.length !== after.length) return ['rows'];
  const names = Object.keys(before[0] ?? {});
  return names.filter((name) => before.some((row, i) => row[name] !== after[i]?.[name]));
}

function billing(before: Entry | undefined, after: Entry | undefined): Pick<Difference, 'billable'> {
  const [was, is] = [before?.rows[0]?.billable === 1, after?.rows[0]?.billable === 1];
  return was === is ? {} : { billable: is ? 'gained' : 'lost' };
}
