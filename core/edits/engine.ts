import type { EditFinding, Severity } from '../claim/types.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import { factsOf } from './claim-facts.ts';
import {
  type Edit,
  type EditContext,
  type EditLevel,
  type Hit,
  type PayerProfile,
  tablesOf,
} from './edit.ts';
import { type CatalogedEdit, catalogedEdits, familyKey } from './edit-set.ts';
import type { ClaimFacts } from './facts.ts';
import { type DayTables, TABLES_EDIT, tablesOn, tablesWanted, type Untested, untestedOf } from './tables.ts';

/**
 * Names this set of edits: findings made under another one are made anew.
 * Raise it with every change to what an edit finds or says; a test reminds.
 */
export const EDIT_SET_VERSION = '2026-11.5';

/** The edits of one level, or all. */
export type ScrubLevel = EditLevel | 'both';

export interface Scrubbed {
  readonly findings: readonly EditFinding[];
  /** Code sets that this claim could not be tested against, or only in part. Say each once for a file. */
  readonly absent: readonly Untested[];
}

/** Edits with the severity that a payer wants. */
interface Planned {
  readonly edit: Edit;
  readonly severity: Severity;
}
type PlanKey = `${ClaimFacts['type']} ${ScrubLevel}`;
type Plan = Readonly<Record<PlanKey, readonly Planned[]>>;
type Severities = PayerProfile['editSeverities'];

/**
 * Runs the edits of one level over the content of an encounter or claim.
 *
 * Pure: the same content, context and edit set give the same findings in the same order, by edit id, then
 * line; the customer's own rules come last. Findings name fields, never values, so that they may stand in work items
 * and logs.
 *
 * @see domain.md 7.1
 */
export const scrub = (content: ClaimContent, context: EditContext, level: ScrubLevel): Scrubbed =>
  scrubFacts(factsOf(content, Number(context.today)), context, level);

/** As `scrub`, for a claim whose facts are there already. */
export function scrubFacts(facts: ClaimFacts, context: EditContext, level: ScrubLevel): Scrubbed {
  const key = KEYS[facts.type][level];
  const tables = tablesOn(context.codes, wanted[key], facts.day);
  const findings: EditFinding[] = [];
  for (const planned of testable(planFor(context.payer.editSeverities)[key], facts.type, tables)) {
    const hits = planned.edit.check(facts, context);
    if (hits.length > 0) addFindings(findings, hits, planned, { facts, context });
  }
  if (context.rules !== undefined) runRules(findings, facts, context, level);
  return { findings, absent: untestedOf(facts, tables) };
}

/** The findings of `scrub` alone. */
export const runEdits = (
  content: ClaimContent,
  context: EditContext,
  level: ScrubLevel,
): readonly EditFinding[] => scrub(content, context, level).findings;

const testables = new WeakMap<DayTables, Map<readonly Planned[], readonly Planned[]>>();

/** Those whose tables are there. */
function testable(
  planned: readonly Planned[],
  type: ClaimFacts['type'],
  tables: DayTables,
): readonly Planned[] {
  if (tables.absent.size === 0) return planned;
  const known = testables.get(tables) ?? new Map<readonly Planned[], readonly Planned[]>();
  testables.set(tables, known);
  const there = known.get(planned);
  if (there !== undefined) return there;
  const made = planned.filter(({ edit }) => !tablesOf(edit, type).some((set) => tables.absent.has(set)));
  known.set(planned, made);
  return made;
}

function runRules(findings: EditFinding[], facts: ClaimFacts, context: EditContext, level: ScrubLevel): void {
  const { rules = [], codes, payer } = context;
  for (const edit of rules) {
    if (level !== 'both' && edit.level !== level) continue;
    if (!edit.types.includes(facts.type)) continue;
    if (tablesOf(edit, facts.type).some((set) => codes.at(set, facts.day) === undefined)) continue;
    const severity = severityFor({ edit, family: 'rules' }, payer.editSeverities);
    if (severity === 'off') continue;
    const hits = edit.check(facts, context);
    if (hits.length > 0) addFindings(findings, hits, { edit, severity }, { facts, context });
  }
}

/** Plans by what the severities say: a configuration has a handful, however many payers and clients there are. */
const plans = new Map<string, Plan>();
const MOST_PLANS = 64;
/** A profile's severities stay with it: their text is made once. */
const plansOf = new WeakMap<NonNullable<Severities>, Plan>();

function planFor(severities: Severities): Plan {
  if (severities === undefined) return ownPlan;
  const known = plansOf.get(severities);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(severities).toSorted());
  const plan = text === '[]' ? ownPlan : (plans.get(text) ?? makePlan(severities));
  if (plans.size >= MOST_PLANS) plans.clear();
  plans.set(text, plan);
  plansOf.set(severities, plan);
  return plan;
}

const types = ['P', 'I', 'D'] as const;
const levels = ['encounter', 'claim', 'both'] as const;

/** Looked up, as a text made for each claim would be slow to look up. */
const KEYS = {
  P: { encounter: 'P encounter', claim: 'P claim', both: 'P both' },
  I: { encounter: 'I encounter', claim: 'I claim', both: 'I both' },
  D: { encounter: 'D encounter', claim: 'D claim', both: 'D both' },
} as const satisfies Record<ClaimFacts['type'], Record<ScrubLevel, PlanKey>>;

const byTypeAndLevel = <Of>(make: (type: ClaimFacts['type'], level: ScrubLevel) => Of) =>
  Object.fromEntries(
    types.flatMap((type) => levels.map((level) => [KEYS[type][level], make(type, level)])),
  ) as Readonly<Record<PlanKey, Of>>;

const runsAt = ({ edit }: CatalogedEdit, type: ClaimFacts['type'], level: ScrubLevel): boolean =>
  edit.types.includes(type) && (level === 'both' || edit.level === level);

function makePlan(severities: Severities): Plan {
  const all = catalogedEdits.flatMap((cataloged) => {
    const severity = severityFor(cataloged, severities);
    // What tables are absent is told of all claims of a file at once, unless a payer wants it of each.
    if (severity === 'off' || (cataloged.edit.id === TABLES_EDIT && severity === 'info')) return [];
    return [{ cataloged, planned: { edit: cataloged.edit, severity } }];
  });
  return byTypeAndLevel((type, level) =>
    all.filter(({ cataloged }) => runsAt(cataloged, type, level)).map(({ planned }) => planned),
  );
}

/**
 * How strictly a payer's claims are tested: what its profile says of the edit, else of its family, else the
 * edit's own.
 */
function severityFor({ edit, family }: CatalogedEdit, severities: Severities): Severity | 'off' {
  if (severities === undefined) return edit.severity;
  return severities[edit.id] ?? severities[familyKey(family)] ?? edit.severity;
}

const ownPlan = makePlan(undefined);

const wanted = byTypeAndLevel((type, level) =>
  tablesWanted(
    catalogedEdits.filter((of) => runsAt(of, type, level)).map(({ edit }) => edit),
    type,
  ),
);

/** Findings of the whole claim first, then by line. */
function addFindings(findings: EditFinding[], hits: readonly Hit[], of: Planned, at: Tested): void {
  const ordered = hits.length === 1 ? hits : hits.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const decided = decidedBy(of.edit, at);
  for (const hit of ordered) findings.push(finding(of, hit, decided));
}

interface Tested {
  readonly facts: ClaimFacts;
  readonly context: EditContext;
}

/** Where no single row decided, the first set that the edit looks into did: what it lacks is a reason too. */
function decidedBy(edit: Edit, { facts, context }: Tested): Pick<EditFinding, 'row'> | undefined {
  const [set] = tablesOf(edit, facts.type);
  const release = set === undefined ? undefined : context.codes.at(set, facts.day)?.release.release;
  return set === undefined || release === undefined ? undefined : { row: { set, release, row: '' } };
}

const finding = (
  { edit, severity: set }: Planned,
  { severity, ...hit }: Hit,
  decided: Pick<EditFinding, 'row'> | undefined,
): EditFinding => ({
  editId: edit.id,
  queue: edit.queue,
  value: edit.value,
  ...decided,
  ...hit,
  severity: severity === undefined ? set : milder(severity, set),
});

const HARSHNESS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

const milder = (a: Severity, b: Severity): Severity => (HARSHNESS[a] < HARSHNESS[b] ? a : b);
