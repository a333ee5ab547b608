import type { SetType } from '../items.ts';
import type { Finding, Group, Interchange, SetContext } from '../types.ts';

/**
 * What came in, as far as its acknowledgments need it: control numbers, and what is wrong and where. The claims'
 * numbers are the only data of the sets that are kept.
 */
export interface InterchangeReceipt {
  readonly interchange: Interchange;
  /** 1-based ordinal in its file. */
  readonly ordinal: number;
  /** About the envelope. */
  readonly findings: readonly Finding[];
  readonly groups: readonly GroupReceipt[];
  /** Whether TA1 segments stand in it. */
  readonly acknowledges: boolean;
}

export interface GroupReceipt {
  readonly group: Group;
  /** GE01: how many sets the sender counts; where it does not say, how many came. */
  readonly stated: number;
  /** About GS and GE. */
  readonly findings: readonly Finding[];
  readonly sets: readonly SetReceipt[];
}

export interface SetReceipt {
  readonly type: SetType;
  readonly context: SetContext;
  /** Errors only, and of each class (up to SNIP level 2, above it) the first ones only. */
  readonly findings: readonly NotedFinding[];
}

/** An error in a set, and the claim that it stands in, where that is known. */
export interface NotedFinding {
  readonly finding: Finding;
  /** CLM01. */
  readonly claimId?: string;
}

/** Whether a finding rejects its set: an error of syntax or guide, SNIP levels 1 and 2. */
export const rejects = ({ severity, level }: Finding): boolean => severity === 'error' && level <= 2;
