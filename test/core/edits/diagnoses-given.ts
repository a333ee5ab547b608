import type { CodeSets } from '../../../core/codes/code-sets.ts';
import { type AnyTable, openCodeSets, tableOf } from '../../../core/codes/open.ts';
import {
  type CodeRow,
  type CodeSetName,
  MCE_LISTS,
  NOTE_KINDS,
  type Release,
} from '../../../core/codes/sets.ts';
import type { ExampleChanges } from '../../../core/edits/edit.ts';
import { scrub } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import type { EditParameters } from '../../../core/edits/parameters.ts';
import { contextWith } from './contexts.ts';

/** A release of a set: its name and days, and whether it is whole. */
export const releaseOf = <S extends CodeSetName>(
  set: S,
  release: string,
  [from, to]: readonly [number, number],
  complete = true,
): Release & { readonly set: S } => ({
  set,
  release,
  from,
  to,
  complete,
  source: { name: 'test', sha256: '' },
  rows: 0,
  importedAt: 0,
});

const ALWAYS = [20151001, 0] as const;

export const table = <S extends CodeSetName>(
  set: S,
  rows: readonly CodeRow<S>[],
  complete = true,
): AnyTable => tableOf(releaseOf(set, 'test', ALWAYS, complete), rows) as AnyTable;

/** Codes that begin with - are headers: `-E11 E119`. */
export const diagnosisRows = (codes: string): readonly CodeRow<'icd10cm'>[] =>
  codes.split(' ').map((code) => {
    const billable = code.startsWith('-') ? 0 : 1;
    return { code: code.replace('-', ''), billable, short: '', title: '' };
  });

export const titled = (titles: Readonly<Record<string, string>>): AnyTable =>
  table(
    'icd10cm',
    Object.entries(titles).map(([code, title]) => ({ code, billable: 1, short: '', title })),
  );

export const noted = (
  rows: readonly (readonly [code: string, kind: keyof typeof NOTE_KINDS, refs: string, note: string])[],
): AnyTable =>
  table(
    'icd10cm-notes',
    rows.map(([code, kind, refs, note]) => ({ code, kind: NOTE_KINDS[kind], refs, note })),
  );

export const mceOf = (
  rows: readonly (readonly [code: string, list: keyof typeof MCE_LISTS, from?: number, to?: number])[],
): AnyTable =>
  table(
    'mce',
    rows.map(([code, list, ageFrom = 0, ageTo = 0]) => ({
      code,
      list: MCE_LISTS[list],
      ageFrom,
      ageTo,
      procedure: /^\d/.test(code) ? 1 : 0,
    })),
  );

export const setsOf = (...tables: readonly AnyTable[]): CodeSets => openCodeSets(tables);

export interface Given {
  readonly of?: 'P' | 'I' | 'D';
  readonly codes?: CodeSets;
  readonly parameters?: EditParameters;
  /** Only findings whose ids begin so. */
  readonly only: string;
}

/** `id field: message` of what is found in the example claim, changed; the severity where it is no error. */
export function said(
  changes: ExampleChanges,
  { of = 'P', codes, parameters, only }: Given,
): readonly string[] {
  const context = contextWith(
    parameters === undefined ? {} : { editParameters: parameters },
    codes === undefined ? {} : { codes },
  );
  const { findings } = scrub(exampleClaim({ of, changes }), context, 'both');
  return findings
    .filter(({ editId }) => editId.startsWith(only))
    .map(({ editId, field, message, severity }) => {
      const mild = severity === 'error' ? '' : ` (${severity})`;
      return `${editId} ${field}${mild}: ${message}`;
    });
}

/** The same without the sentences. */
export const fields = (changes: ExampleChanges, given: Given): readonly string[] =>
  said(changes, given).map((text) => text.replace(/: .*$/, ''));
