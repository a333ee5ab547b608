import type { SetType } from './items.ts';
import { type ByteSource, readX12 } from './read.ts';
import type { Finding } from './types.ts';

/** What `claimline x12 check --json` prints. Codes and positions only, never the data. */
export interface X12Check {
  readonly interchanges: number;
  readonly groups: number;
  readonly segments: number;
  readonly transactions: readonly CheckedSet[];
  readonly findings: readonly CheckedFinding[];
  /** Findings beyond the first ten thousand are counted, not listed. */
  readonly findingsLeftOff: number;
}
export interface CheckedSet {
  readonly type: SetType;
  readonly version: string;
  readonly claims: number;
  readonly accepted: boolean;
}
export interface CheckedFinding {
  readonly level: Finding['level'];
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly message: string;
  readonly interchange: number;
  readonly group: number | null;
  readonly set: number | null;
  /** Ordinal within its set, ST = 1. */
  readonly segment: number;
  readonly segmentId: string | null;
  readonly loop: string | null;
  readonly element: number | null;
  readonly component: number | null;
  /** Byte offset of the segment in the file. */
  readonly offset: number;
}

const MAX_FINDINGS = 10_000;

/** Reads a whole file and sums up what is wrong with it. */
export async function checkX12(source: ByteSource): Promise<X12Check> {
  const transactions: CheckedSet[] = [];
  const findings: CheckedFinding[] = [];
  let found = 0;
  let totals = { interchanges: 0, groups: 0, segments: 0 };
  for await (const item of readX12(source)) {
    if (item.kind === 'finding') {
      found += 1;
      if (findings.length < MAX_FINDINGS) findings.push(checkedFinding(item.finding));
    } else if (item.kind === 'set-end') {
      const { type, claims, accepted, context } = item;
      transactions.push({ type, version: context.version, claims, accepted });
    } else if (item.kind === 'end') {
      totals = { interchanges: item.interchanges, groups: item.groups, segments: item.segments };
    }
  }
  return { ...totals, transactions, findings, findingsLeftOff: found - findings.length };
}

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
