import type { CodeSets } from '../codes/code-sets.ts';
import { type AnyTable, openCodeSets, tableOf } from '../codes/open.ts';
import { type CodeRow, type CodeSetName, codeSetNames, type Release } from '../codes/sets.ts';
import { authorizationRows } from './example-rows/authorization.ts';
import { diagnosesRows } from './example-rows/diagnoses.ts';
import { identifierRows } from './example-rows/identifiers.ts';
import { institutionalRows } from './example-rows/institutional.ts';
import { ncciRows } from './example-rows/ncci.ts';
import { proceduresRows } from './example-rows/procedures.ts';

/** Rows by set; a family gives what its examples need. A code that two families give must read the same in both. */
export type ExampleRows = { readonly [S in CodeSetName]?: readonly CodeRow<S>[] };

/** The rows of all families. */
export const exampleRows: readonly ExampleRows[] = [
  diagnosesRows,
  proceduresRows,
  ncciRows,
  institutionalRows,
  authorizationRows,
  identifierRows,
];

/** Since when the tables of the examples hold: the first day of ICD-10. */
const FIRST_DAY = 20151001;

const releaseOf = <S extends CodeSetName>(set: S): Release & { readonly set: S } => ({
  set,
  release: 'example',
  from: FIRST_DAY,
  to: 0,
  complete: true,
  source: { name: 'example', sha256: '' },
  rows: 0,
  importedAt: 0,
});

const rowsOf = <S extends CodeSetName>(set: S): readonly CodeRow<S>[] =>
  exampleRows.flatMap((rows): readonly CodeRow<S>[] => rows[set] ?? []);

const tableFor = <S extends CodeSetName>(set: S): AnyTable =>
  tableOf(releaseOf(set), rowsOf(set)) as AnyTable;

/** The code sets that the examples are tested with: every set, complete, with the families' rows. */
export const exampleCodeSets = (): CodeSets => openCodeSets(codeSetNames.map((set) => tableFor(set)));
