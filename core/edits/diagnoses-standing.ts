import type { CodeSets, CodeTable } from '../codes/code-sets.ts';
import { dayText, rowIn } from './diagnoses-list.ts';
import type { DecidingRow } from './edit.ts';

export type Icd10Cm = CodeTable<'icd10cm'>;

/**
 * How a code stands in a release of ICD-10-CM.
 * `header`: more characters are needed; `seventh-missing`: only the seventh, after placeholders where the code is
 * shorter than six; `placeholder-missing`: the seventh is there, and the X before it are not; `seventh-wrong`: six
 * characters are right, and the seventh is none of theirs; `absent`: none of these.
 */
export type Standing =
  | 'billable'
  | 'header'
  | 'seventh-missing'
  | 'placeholder-missing'
  | 'seventh-wrong'
  | 'absent';

const WHOLE = 7;
const BEFORE_SEVENTH = 6;
const CATEGORY = 3;

/**
 * Codes that exist only with a seventh character are known by the codes below them: all of these have seven and share
 * six. What an incomplete table does not hold is `absent`.
 *
 * @see ICD-10-CM Official Guidelines I.A.4, I.A.5
 */
export function standingOf(table: Icd10Cm, code: string): Standing {
  const row = table.find(code, 0);
  if (row >= 0) return table.number(row, 'billable') === 1 ? 'billable' : headerKind(table, code);
  if (!table.release.complete || code.length < CATEGORY) return 'absent';
  if (has(table, code)) return headerKind(table, code);
  if (code.length === WHOLE) return has(table, code.slice(0, BEFORE_SEVENTH)) ? 'seventh-wrong' : 'absent';
  return table.find(withPlaceholders(code), 0) >= 0 ? 'placeholder-missing' : 'absent';
}

const has = (table: Icd10Cm, prefix: string): boolean => {
  const { start, end } = table.prefixed(prefix);
  return start < end;
};

function headerKind(table: Icd10Cm, code: string): 'header' | 'seventh-missing' {
  const six = code.padEnd(BEFORE_SEVENTH, 'X');
  const { start, end } = table.prefixed(code);
  let isKnown = false;
  for (let row = start; row < end; row += 1) {
    if (table.number(row, 'billable') === 0) continue;
    const below = table.codeAt(row);
    if (below.length !== WHOLE || !below.startsWith(six)) return 'header';
    isKnown = true;
  }
  return isKnown ? 'seventh-missing' : 'header';
}

/** W19A as W19XXXA: the last character taken for the seventh. */
export const withPlaceholders = (code: string): string =>
  code.length < CATEGORY + 1 ? code : code.slice(0, -1).padEnd(BEFORE_SEVENTH, 'X') + code.slice(-1);

/** The lists of ICD-10, whose releases follow each other. */
type IcdTable = CodeTable<'icd10cm'> | CodeTable<'icd10pcs'>;

export function isBillable(table: IcdTable, code: string): boolean {
  const row = table.find(code, 0);
  return row >= 0 && table.number(row, 'billable') === 1;
}

/** Where a code is billable in another release than the one of the day: the nearest, the older ones first. */
interface Elsewhere {
  readonly kind: 'expired' | 'not-yet';
  readonly table: IcdTable;
}

/** @param table the one that decides on the day */
export function elsewhere(codes: CodeSets, table: IcdTable, code: string): Elsewhere | undefined {
  const { set: of, from: since } = table.release;
  let older: IcdTable | undefined;
  let newer: IcdTable | undefined;
  for (const { set, from } of codes.releases) {
    if (set !== of || from === since) continue;
    const other = codes.at(of === 'icd10pcs' ? 'icd10pcs' : 'icd10cm', from);
    if (other === undefined || !isBillable(other, code)) continue;
    if (from < since) {
      if (older === undefined || older.release.from < from) older = other;
    } else if (newer === undefined || from < newer.release.from) newer = other;
  }
  if (older !== undefined) return { kind: 'expired', table: older };
  return newer === undefined ? undefined : { kind: 'not-yet', table: newer };
}

/** Where else the code is valid, as a sentence with its row; nothing where it is in no loaded release. */
export function validElsewhere(
  codes: CodeSets,
  table: IcdTable,
  code: string,
): { readonly says: string; readonly row: DecidingRow } | undefined {
  const found = elsewhere(codes, table, code);
  if (found === undefined) return;
  const { from, to } = found.table.release;
  const until = to === 0 ? '' : ` It was valid until ${dayText(to)}.`;
  const row = rowIn(found.table, code);
  if (found.kind === 'expired') return { says: `has expired.${until}`, row };
  return { says: `is not valid yet. It will be from ${dayText(from)} on.`, row };
}
