import type { EditFinding } from '../claim/types.ts';
import type { CodeSets } from '../codes/code-sets.ts';
import { type CodeSetName, codeSetNames, codeSets, type Release } from '../codes/sets.ts';
import { ALL_TYPES, type Edit, type Hit, tablesOf } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/** The edit that says which code sets are not there. */
export const TABLES_EDIT = 'TBL-00';

/** A code set that a day's claims could not be tested against, or only in part. */
export interface Untested {
  readonly set: CodeSetName;
  /** CCYYMMDD as a number. */
  readonly day: number;
  /** The release that is there but not whole (a starter). Absent where there is none at all. */
  readonly partOf?: Release;
}

export interface DayTables {
  readonly absent: ReadonlySet<CodeSetName>;
  readonly untested: readonly Untested[];
  /** Without those of ICD-10. */
  readonly untestedBesideIcd: readonly Untested[];
}

const ICD_10: ReadonlySet<CodeSetName> = new Set([
  'icd10cm',
  'icd10cm-notes',
  'icd10pcs',
  'mce',
  'poa-exempt',
]);
/** ICD-10 is used for services from this day on. */
const ICD_10_FROM = 20151001;

/** What of a day's tables this claim was not tested against: one in ICD-9 or without diagnoses needs no ICD-10. */
export function untestedOf(
  claim: ClaimFacts,
  { untested, untestedBesideIcd }: DayTables,
): readonly Untested[] {
  if (untested.length === 0) return untested;
  const isIcd9 = claim.content.diagnosisVersion === '9' && claim.day < ICD_10_FROM;
  return isIcd9 || claim.diagnoses.length === 0 ? untestedBesideIcd : untested;
}

/** The code sets without which some of the edits cannot test, in the order of `codeSets`. */
export function tablesWanted(edits: readonly Edit[], type: ClaimFacts['type']): readonly CodeSetName[] {
  const wanted = new Set(edits.flatMap((edit) => tablesOf(edit, type)));
  return codeSetNames.filter((set) => wanted.has(set));
}

/** A file's claims are of few days. */
const MOST_DAYS = 4096;
const known = new WeakMap<CodeSets, Map<readonly CodeSetName[], Map<number, DayTables>>>();

/**
 * Which of the wanted sets are not there for a day. Without a day (0) no table can be asked: all are absent, and
 * nothing is said, as DAT-01 says it.
 */
export function tablesOn(codes: CodeSets, wanted: readonly CodeSetName[], day: number): DayTables {
  let ofCodes = known.get(codes);
  if (ofCodes === undefined) {
    ofCodes = new Map();
    known.set(codes, ofCodes);
  }
  let days = ofCodes.get(wanted);
  if (days === undefined) {
    days = new Map();
    ofCodes.set(wanted, days);
  }
  const there = days.get(day);
  if (there !== undefined) return there;
  if (days.size >= MOST_DAYS) days.clear();
  const made = lookUp(codes, wanted, day);
  days.set(day, made);
  return made;
}

function lookUp(codes: CodeSets, wanted: readonly CodeSetName[], day: number): DayTables {
  if (day === 0) return { absent: new Set(wanted), untested: [], untestedBesideIcd: [] };
  const absent = new Set<CodeSetName>();
  const untested: Untested[] = [];
  for (const set of wanted) {
    const release = codes.at(set, day)?.release;
    if (release === undefined) absent.add(set);
    if (release === undefined) untested.push({ set, day });
    else if (!release.complete) untested.push({ set, day, partOf: release });
  }
  return { absent, untested, untestedBesideIcd: untested.filter(({ set }) => !ICD_10.has(set)) };
}

/** The edit itself, which knows what the others need. */
export function tablesEdit(others: readonly Edit[]): Edit {
  const wantedBy = (type: ClaimFacts['type']): readonly CodeSetName[] =>
    tablesWanted(
      others.filter(({ types }) => types.includes(type)),
      type,
    );
  const wanted = { P: wantedBy('P'), I: wantedBy('I'), D: wantedBy('D') } as const;
  return {
    id: TABLES_EDIT,
    level: 'encounter',
    types: ALL_TYPES,
    severity: 'info',
    queue: 'technical',
    value: 'claim',
    cause:
      'Each code set that edits look into is loaded for the day of service. Without it its edits are left ' +
      'out; with a part of it, a code that is not in it is not judged. Either is said once for a file: what ' +
      'was not tested is not clean.',
    source: 'domain.md 7.1',
    remedy:
      'Import the release of that day: `claimline codes import FILE`. `claimline codes status` lists them.',
    examples: {
      fails: { changes: { 'lines[0].from': '19990105', 'lines[1].from': '19990105' } },
      passes: { changes: {} },
    },
    check: (claim, { codes }) =>
      untestedOf(claim, tablesOn(codes, wanted[claim.type], claim.day)).map(untestedHit),
  };
}

/** What TBL-00 says of each. Severity info: it never holds a claim. */
export const tableFindings = (untested: readonly Untested[]): readonly EditFinding[] =>
  untested.map((one) => ({
    editId: TABLES_EDIT,
    severity: 'info',
    queue: 'technical',
    value: 'claim',
    ...untestedHit(one),
  }));

/** The hit names no field of the claim: what is missing is ours. */
function untestedHit({ set, day, partOf }: Untested): Hit {
  const { title } = codeSets[set];
  const message =
    partOf === undefined
      ? `No release of ${title} (${set}) is loaded for ${dayText(day)}: what needs it was not tested.`
      : `${title} (${set}) is there in part only (${partOf.release}): other codes were not tested.`;
  return { field: 'tables', message };
}

const dayText = (day: number): string => String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
