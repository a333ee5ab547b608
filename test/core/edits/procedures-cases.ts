import { describe, expect, test } from 'vitest';
import type { CodeSets } from '../../../core/codes/code-sets.ts';
import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import type { CodeRow, CodeSetName, Release } from '../../../core/codes/sets.ts';
import type { Example } from '../../../core/edits/edit.ts';
import { scrub } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import { brief, contextWith, earlierLine } from './contexts.ts';

/** `MOD-07 lines[0].modifiers (warning)`: what a family of edits says, in the order of the engine. */
export type Found = readonly string[];
export type EditCase = readonly [what: string, example: Partial<Example>, found: Found];

export interface Family {
  /** Beginnings of ids: `MOD-`, `PX-02`. */
  readonly ids: readonly string[];
  /** The example tables unless given. */
  readonly codes?: CodeSets;
}

/** What the edits of a family find in an example claim, changed. */
export function foundBy({ ids, codes }: Family, example: Partial<Example>) {
  const { parameters, history = [], changes = {}, ...rest } = example;
  const context = contextWith(parameters === undefined ? {} : { editParameters: parameters }, {
    history: history.map(earlierLine),
    ...(codes && { codes }),
  });
  const { findings } = scrub(exampleClaim({ ...rest, changes }), context, 'both');
  return findings.filter(({ editId }) => ids.some((id) => editId.startsWith(id)));
}

/** A table of sentences: each is a test. */
export const editCases = (name: string, family: Family, table: readonly EditCase[]): void => {
  describe(name, () => {
    test.each(table)('%s', (_, example, found) => {
      expect(brief(foundBy(family, example))).toEqual(found);
    });
  });
};

export type ReleaseOf = Partial<Pick<Release, 'release' | 'from' | 'to' | 'complete'>>;

/** A table of invented rows. */
export const tableWith = <S extends CodeSetName>(set: S, rows: readonly CodeRow<S>[], of: ReleaseOf = {}) =>
  tableOf(
    {
      set,
      release: 'test',
      from: 20260101,
      to: 0,
      complete: true,
      source: { name: 'test', sha256: '' },
      rows: 0,
      importedAt: 0,
      ...of,
    },
    rows,
  );

export const codesOf = (...tables: Parameters<typeof openCodeSets>[0]): CodeSets => openCodeSets(tables);

const LINE = { chargeCents: 5000, units: '1', dx: [1], from: '20260105' };

/** The example claim with these lines instead of its own. */
export const linesOf = (...lines: readonly object[]): { readonly lines: readonly object[] } => ({
  lines: lines.map((line) => ({ ...LINE, ...line })),
});

/** One line of a code with its modifiers, `71046-26-59`. */
export const lineOf = (text: string, changes: object = {}): object => {
  const [code = '', ...modifiers] = text.split('-');
  return { code, modifiers, ...changes };
};
