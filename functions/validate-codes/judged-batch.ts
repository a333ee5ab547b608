import type { EditFinding } from '../../core/claim/types.ts';
import { batchKey } from '../runtime/batches.ts';

/** What validate-codes leaves beside a batch for assemble-claims. */
export interface JudgedBatch {
  /** The code sets that judged it, by their manifest: assemble-claims judges by the same. */
  readonly manifest: number;
  /** Findings of each encounter, in the batch's order. */
  readonly findings: readonly (readonly EditFinding[])[];
}

/** Where the encounter-level findings of a batch lie. */
export const findingsKey = (fileId: string, batch: number): string =>
  batchKey(fileId, batch).replace(/\.json$/, '.findings.json');
