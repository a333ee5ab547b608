import type { SetType, X12Item } from './items.ts';
import { type ByteSource, itemsOf, type ReadOptions } from './read.ts';
import { nameOfSet } from './sets/set-type.ts';
import type { Finding } from './types.ts';

/** What `claimline x12 check --json` prints. Codes and positions only, never the data. */
export interface X12Check {
  readonly interchanges: number;
  readonly groups: number;
  readonly segments: number;
  readonly transactions: readonly CheckedSet[];
  /** How many findings of each severity there are, listed or not. */
  readonly errors: number;
  readonly warnings: number;
  /** In file order, the first `MAX_FINDINGS` of them. */
  readonly findings: readonly CheckedFinding[];
  /** How many more there are. */
  readonly findingsLeftOff: number;
}
/** One transaction set. */
export interface CheckedSet {
  readonly type: SetType;
  /** What to call it; says more than the type where that is `unsupported`. */
  readonly name: string;
  /** ST03, or GS08 where ST03 is absent. */
  readonly version: string;
  /** CLM segments (837) or CLP segments (835). */
  readonly claims: number;
  /** Whether it is read and no error was found in it, of any level. */
  readonly accepted: boolean;
}
/** A `Finding` on one level: null for what its position does not say. Ordinals are 1-based. */
export interface CheckedFinding {
  readonly level: Finding['level'];
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly message: string;
  readonly interchange: number;
  readonly group: number | null;
  readonly set: number | null;
  /** Ordinal within its set, ST = 1; within the file outside of a set. */
  readonly segment: number;
  readonly segmentId: string | null;
  readonly loop: string | null;
  readonly element: number | null;
  readonly component: number | null;
  /** Byte offset of the segment in the file. */
  readonly offset: number;
}

/**
 * A file with a wrong version or delimiter has a finding in each of its segments, which may be millions: nobody
 * reads more than these, and memory stays bounded.
 */
export const MAX_FINDINGS = 10_000;

/** A check without the list of sets: bounded, whatever the file holds. */
export type X12CheckSums = Omit<X12Check, 'transactions'>;

/** Reads a whole file with all checks (SNIP 1 to 5) and sums up what is wrong with it. Holds a line of each set. */
export async function checkX12(source: ByteSource, options: ReadOptions = {}): Promise<X12Check> {
  const transactions: CheckedSet[] = [];
  const { interchanges, groups, segments, ...found } = await checkSets(
    source,
    (set) => void transactions.push(set),
    options,
  );
  return { interchanges, groups, segments, transactions, ...found };
}

/**
 * As `checkX12`, for files of any number of sets: each is told of when it has ended, and none is kept.
 *
 * @param eachSet may give back when to go on
 */
export async function checkSets(
  source: ByteSource,
  eachSet: (set: CheckedSet) => Promise<void> | undefined,
  options: ReadOptions = {},
): Promise<X12CheckSums> {
  const findings: CheckedFinding[] = [];
  const found = { error: 0, warning: 0 };
  let totals = { interchanges: 0, groups: 0, segments: 0 };
  for await (const items of itemsOf(source, { ...options, check: 'all' })) {
    for (const item of items) {
      if (item.kind === 'finding') {
        found[item.finding.severity] += 1;
        if (findings.length < MAX_FINDINGS) findings.push(checkedFinding(item.finding));
      } else if (item.kind === 'set-end') {
        const waits = eachSet(checkedSet(item));
        if (waits !== undefined) await waits;
      } else if (item.kind === 'end') {
        totals = { interchanges: item.interchanges, groups: item.groups, segments: item.segments };
      }
    }
  }
  const { error: errors, warning: warnings } = found;
  const findingsLeftOff = errors + warnings - findings.length;
  return { ...totals, errors, warnings, findings, findingsLeftOff };
}

const checkedSet = ({ type, context, claims, accepted }: X12Item & { kind: 'set-end' }): CheckedSet => ({
  type,
  name: nameOfSet(type, context),
  version: context.version,
  claims,
  accepted,
});

const checkedFinding = ({ level, severity, code, message, position }: Finding): CheckedFinding => ({
  level,
  severity,
  code,
  message,
  interchange: position.interchange,
  group: position.group ?? null,
  set: position.set ?? null,
  segment: position.segment,
  segmentId: position.segmentId ?? null,
  loop: position.loop ?? null,
  element: position.element ?? null,
  component: position.component ?? null,
  offset: position.offset,
});
