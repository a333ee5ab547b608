import type { Adjustment, Coverage, ServiceLine } from '../encounter/model.ts';
import type { InstitutionalLineAdjudication } from '../x12/institutional-content.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';

/** What a payer decided on a line (2430): of any kind of claim. */
export type LineDecision = NonNullable<ServiceLine['adjudications']>[number] | InstitutionalLineAdjudication;

/** What a payer decided on one line. */
export interface LineResult {
  readonly line: LineFacts;
  /** `lines[0].adjudications[1]`. */
  readonly field: string;
  readonly result: LineDecision;
}

/** One payer other than the claim's destination, with what it decided (2320, 2430). */
export interface CoverageResult {
  readonly coverage: Coverage;
  /** `coverages[0]`. */
  readonly field: string;
  /** Results of its lines; none where two coverages have one payer id, as they cannot be told apart. */
  readonly lines: readonly LineResult[];
  /** False where another of the other coverages has the same payer id. */
  readonly isUnique: boolean;
}

/** Everything that earlier payers decided. */
export interface Decisions {
  readonly coverages: readonly CoverageResult[];
  /** Line results of payers that are no other coverage. */
  readonly stray: readonly LineResult[];
}

const NO_DECISIONS: Decisions = { coverages: [], stray: [] };
const known = new WeakMap<ClaimFacts, Decisions>();

/** What other payers decided, worked out once for a claim. Nothing is made for a claim with one coverage. */
export function decisionsOf(claim: ClaimFacts): Decisions {
  if (claim.content.coverages.length === 1 && !claim.lines.some(isDecided)) return NO_DECISIONS;
  const there = known.get(claim);
  if (there !== undefined) return there;
  const made = collect(claim);
  known.set(claim, made);
  return made;
}

/** The other coverages, with their results. */
export const coverageResults = (claim: ClaimFacts): readonly CoverageResult[] => decisionsOf(claim).coverages;

const isDecided = ({ line }: LineFacts): boolean => line.adjudications !== undefined;

function collect({ content, lines }: ClaimFacts): Decisions {
  const all: readonly Coverage[] = content.coverages;
  const others = all
    .map((coverage, i) => ({ coverage, field: `coverages[${i}]` }))
    .filter(({ coverage }) => coverage.seq !== content.destination);
  const results = lines.flatMap(resultsOf);
  const coverages = others.map(({ coverage, field }) => {
    const { id } = coverage.payer;
    const isUnique = others.filter((other) => other.coverage.payer.id === id).length === 1;
    const own = isUnique ? results.filter(({ result }) => result.payerId === id) : [];
    return { coverage, field, lines: own, isUnique };
  });
  const ids = new Set(others.map(({ coverage }) => coverage.payer.id));
  return { coverages, stray: results.filter(({ result }) => !ids.has(result.payerId)) };
}

const resultsOf = (line: LineFacts): readonly LineResult[] =>
  ((line.line.adjudications ?? []) as readonly LineDecision[]).map((result, i) => ({
    line,
    field: `${line.field}.adjudications[${i}]`,
    result,
  }));

/** Whether the payer decided: it told what it paid, and was not left out for a service it does not cover. */
export const hasDecided = ({ coverage: { adjudication } }: CoverageResult): boolean =>
  adjudication?.paidCents !== undefined && adjudication.nonCoveredCents === undefined;

/** Σ CAS, cents. */
export function adjusted(adjustments: readonly Adjustment[] | undefined): number {
  let total = 0;
  if (adjustments !== undefined) for (const { amountCents } of adjustments) total += amountCents;
  return total;
}

/** One adjustment of a payer, and where it stands. */
export interface PlacedAdjustment {
  readonly adjustment: Adjustment;
  readonly field: string;
  readonly line?: number;
  /** CCYYMMDD of the decision, as sent. */
  readonly date: string | undefined;
}

/** Every adjustment of a coverage: of the claim, then of its lines. */
export function adjustmentsOf({ coverage, field, lines }: CoverageResult): readonly PlacedAdjustment[] {
  const { adjudication } = coverage;
  const lineDate = lines.find(({ result }) => result.date !== undefined)?.result.date;
  const ofClaim = (adjudication?.adjustments ?? []).map((adjustment, i) => ({
    adjustment,
    field: `${field}.adjudication.adjustments[${i}]`,
    date: adjudication?.date ?? lineDate,
  }));
  const ofLines = lines.flatMap(({ line, field: at, result }) =>
    (result.adjustments ?? []).map((adjustment, i) => ({
      adjustment,
      field: `${at}.adjustments[${i}]`,
      line: line.number,
      date: result.date ?? adjudication?.date,
    })),
  );
  return [...ofClaim, ...ofLines];
}

/** Remark codes (RARC) that a payer gave for the claim as a whole: MOA, and MIA of an inpatient bill. */
export function remarksOf({ coverage: { adjudication } }: CoverageResult): readonly string[] {
  const inpatient =
    adjudication !== undefined && 'inpatient' in adjudication
      ? (adjudication.inpatient as readonly string[] | undefined)
      : undefined;
  return [...(adjudication?.outpatient ?? []), ...(inpatient ?? [])];
}
