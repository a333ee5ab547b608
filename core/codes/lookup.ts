import { isCivilDay } from '../dates.ts';
import type { CodeSets, CodeTable, PairSetName } from './code-sets.ts';
import { type CodeSetName, codeSetNames, codeSets } from './sets.ts';
import { codeShapes } from './shapes.ts';
import { isPairSet } from './table/write.ts';

/** Sets in which one code is looked up. */
export type LookupSet = Exclude<CodeSetName, PairSetName>;
export const isLookupSet = (set: CodeSetName): set is LookupSet => !isPairSet(set);

/** Lists that say something about codes of other sets: asked only by name. */
const lists: ReadonlySet<CodeSetName> = new Set([
  'icd10cm-notes',
  'mue-practitioner',
  'mue-outpatient',
  'mue-dme',
  'add-on',
  'mce',
  'poa-exempt',
  'mpfs',
  'gpci',
  'fees',
]);

const reasons = {
  valid: 'The code is valid on that day.',
  header: 'The code is a header: a claim needs one of the longer codes below it.',
  'not-yet': 'The code is not valid yet on that day.',
  expired: 'The code is no longer valid on that day.',
  unknown: 'The set has no such code.',
  incomplete: 'The code is not in the starter or the part that is loaded; the whole set may have it.',
  'not-loaded': 'No release of the set is loaded for that day.',
} as const;
export type LookupReason = keyof typeof reasons;

/** What one set says of a code on a day. */
export interface LookupAnswer {
  readonly set: LookupSet;
  /** As tables have it: upper case, no dot. */
  readonly code: string;
  readonly valid: boolean;
  /** Whether a claim may bear it that day. */
  readonly billable: boolean;
  /** CCYY-MM-DD; the days for which the code stands so, as far as loaded releases say; null where open. */
  readonly from: string | null;
  readonly to: string | null;
  /** The release that decided; null where none is loaded. */
  readonly release: string | null;
  readonly title?: string;
  readonly reason: LookupReason;
  /** The reason as a sentence. */
  readonly message: string;
}

export interface LookupQuestion {
  /** As people write it: `e11.9`. */
  readonly code: string;
  /** CCYYMMDD. */
  readonly day: number;
  /** Every set that may have the code, where absent. */
  readonly set?: LookupSet | undefined;
}

/** A code as tables have it. */
export const bareCode = (code: string): string => code.toUpperCase().replaceAll(/[.\s]/g, '');

/**
 * What the loaded sets say of a code: one answer for each set that has or had it, ICD-10-CM first; where none has,
 * one for each set whose codes look so, which says why not. Only diagnoses are written with a dot.
 */
export function lookUp(sets: CodeSets, { code: written, day, set }: LookupQuestion): readonly LookupAnswer[] {
  const code = bareCode(written);
  if (set !== undefined) return [answered(sets, set, code, day)];
  const answers = codeSetNames
    .filter(isLookupSet)
    .filter((name) => !lists.has(name) && codeShapes[name].test(code))
    .filter((name) => name === 'icd10cm' || !written.includes('.'))
    .map((name) => answered(sets, name, code, day));
  const known = answers.filter(({ reason }) => !isBlank(reason));
  return known.length > 0 ? known : answers.filter((answer) => !isHeaderOfProcedures(answer));
}

/** Headers of ICD-10-PCS look like codes of any set: nobody means one that is not there. */
const isHeaderOfProcedures = ({ set, code }: LookupAnswer): boolean => set === 'icd10pcs' && code.length < 7;

const isBlank = (reason: LookupReason): boolean =>
  reason === 'unknown' || reason === 'incomplete' || reason === 'not-loaded';

function answered(sets: CodeSets, set: LookupSet, code: string, day: number): LookupAnswer {
  const standing =
    codeSets[set].dated === 'rows' ? byRows(sets, set, code, day) : byReleases(sets, set, code, day);
  const { reason, from, to, table, row } = standing;
  const title = table === undefined || row === undefined ? undefined : titleOf(table, row);
  return {
    set,
    code,
    valid: reason === 'valid',
    billable: reason === 'valid',
    from: written(from),
    to: written(to),
    release: tableOn(sets, set, day)?.release.release ?? null,
    ...(title === undefined ? {} : { title }),
    reason,
    message: reasons[reason],
  };
}

type Table = CodeTable<LookupSet>;

interface Standing {
  readonly reason: LookupReason;
  /** 0 for none or open. */
  readonly from: number;
  readonly to: number;
  /** Where the code was found, on that day or another. */
  readonly table?: Table;
  readonly row?: number;
}

const nowhere = (reason: LookupReason): Standing => ({ reason, from: 0, to: 0 });

/** Tables of different sets differ in their columns only, and those are asked for by name. */
const tableOn = (sets: CodeSets, set: LookupSet, day: number): Table | undefined =>
  sets.at(set, day) as Table | undefined;

const columnAt = (table: Table, row: number, column: string): number | undefined =>
  column in codeSets[table.release.set].columns ? table.number(row, column as never) : undefined;

function titleOf(table: Table, row: number): string | undefined {
  return 'title' in codeSets[table.release.set].columns ? table.text(row, 'title' as never) : undefined;
}

/** The rows of a code bear their days: the one that holds the day, else the nearest before it, else after it. */
function byRows(sets: CodeSets, set: LookupSet, code: string, day: number): Standing {
  const table = tableOn(sets, set, day);
  if (table === undefined) return nowhere('not-loaded');
  const { start, end } = table.range(code);
  if (start === end) return nowhere(table.release.complete ? 'unknown' : 'incomplete');
  const found = table.find(code, day);
  const rows = Array.from({ length: end - start }, (_, i) => start + i);
  const earlier = rows.findLast((row) => (columnAt(table, row, 'from') ?? 0) <= day);
  const row = found >= 0 ? found : (earlier ?? start);
  const [from, to] = [columnAt(table, row, 'from') ?? 0, columnAt(table, row, 'to') ?? 0];
  const reason = found >= 0 ? 'valid' : earlier === undefined ? 'not-yet' : 'expired';
  return { reason, from, to, table, row };
}

/** Days on which one release decides, or none. */
interface Stretch {
  readonly from: number;
  /** The day after the last; 0 where open. */
  readonly before: number;
  readonly table: Table | undefined;
  /** Of the code; -1 where it is not in the release. */
  readonly row: number;
  /** Whether it may be billed; sets without headers say 1. */
  readonly billable: number;
}

/** All stretches from the first loaded day on. */
function stretches(sets: CodeSets, set: LookupSet, code: string): readonly Stretch[] {
  const releases = sets.releases.filter((release) => release.set === set);
  const edges = releases.flatMap(({ from, to }) => (to === 0 ? [from] : [from, nextDay(to)]));
  const starts = [...new Set(edges)].sort((a, b) => a - b);
  return starts.map((from, i) => {
    const table = tableOn(sets, set, from);
    const row = table === undefined ? -1 : table.find(code, from);
    const billable = table === undefined || row < 0 ? 0 : (columnAt(table, row, 'billable') ?? 1);
    return { from, before: starts[i + 1] ?? 0, table, row, billable };
  });
}

/** Releases hold for days: the code stands unchanged as long as release after release has it with the same flag. */
function byReleases(sets: CodeSets, set: LookupSet, code: string, day: number): Standing {
  const all = stretches(sets, set, code);
  const at = all.findLastIndex(({ from }) => from <= day);
  const here = all[at];
  if (here?.table === undefined) return nowhere('not-loaded');
  if (here.row >= 0) return stood(all, at, here.billable === 1 ? 'valid' : 'header');
  if (!here.table.release.complete) return nowhere('incomplete');
  const earlier = all.findLastIndex(({ row }, i) => i < at && row >= 0);
  if (earlier >= 0) return stood(all, earlier, 'expired');
  const later = all.findIndex(({ row }, i) => i > at && row >= 0);
  return later >= 0 ? stood(all, later, 'not-yet') : nowhere('unknown');
}

function stood(all: readonly Stretch[], at: number, reason: LookupReason): Standing {
  const same = (i: number): boolean => (all[i]?.row ?? -1) >= 0 && all[i]?.billable === all[at]?.billable;
  let first = at;
  while (same(first - 1)) first -= 1;
  let last = at;
  while (same(last + 1)) last += 1;
  const { table, row } = all[at] as Stretch;
  const before = all[last]?.before ?? 0;
  return {
    reason,
    from: all[first]?.from ?? 0,
    to: before === 0 ? 0 : dayBefore(before),
    ...(table === undefined ? {} : { table, row }),
  };
}

/** CCYYMMDD of the next day; also of a day that does not exist, so that no file can break it. */
function nextDay(day: number): number {
  if (isCivilDay(day + 1)) return day + 1;
  const month = Math.floor(day / 100);
  return month % 100 < 12 ? (month + 1) * 100 + 1 : (Math.floor(month / 100) + 1) * 10_000 + 101;
}

function dayBefore(day: number): number {
  if (isCivilDay(day - 1)) return day - 1;
  const month = Math.floor(day / 100) - 1;
  const last = (month % 100 === 0 ? month - 88 : month) * 100 + 31;
  return [last, last - 1, last - 2, last - 3].find(isCivilDay) ?? last;
}

function written(day: number): string | null {
  if (day === 0) return null;
  const digits = String(day).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
