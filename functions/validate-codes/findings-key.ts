import { batchKey } from '../runtime/batches.ts';

/** Where a batch's encounter-level findings lie, one list per encounter in the batch's order. */
export const findingsKey = (fileId: string, batch: number): string =>
  batchKey(fileId, batch).replace(/\.json$/, '.findings.json');
