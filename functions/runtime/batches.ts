import pLimit from 'p-limit';
import * as z from 'zod';
import { batchIncomplete, CodedError, errorClass } from './errors.ts';

/** Claims of a batch worked at once: enough to hide a round trip, few enough not to flood one table partition. */
export const CLAIMS_AT_ONCE = 8;
/** Claims per map batch (design D9). */
export const BATCH_CLAIMS = 50;

export const batchKey = (fileId: string, batch: number): string =>
  `batches/${fileId}/${String(batch).padStart(6, '0')}.json`;

/** Input of a map item: which batch of which file. */
export const clientBatch = z.strictObject({
  fileId: z.string(),
  client: z.string(),
  batch: z.number().int().min(0),
});
export const partnerBatch = z.strictObject({
  fileId: z.string(),
  partner: z.string(),
  batch: z.number().int().min(0),
});
export const interchangeRef = z.strictObject({
  planId: z.string(),
  partner: z.string(),
  interchange: z.number().int().min(0),
});

/** Parses a step's input; its values are references, yet only the paths of problems are told. */
export const parseWith =
  <T>(schema: z.ZodType<T>) =>
  (event: unknown): T => {
    const read = schema.safeParse(event);
    if (read.success) return read.data;
    throw new CodedError('InputInvalid', { path: read.error.issues[0]?.path.join('.') ?? '' });
  };

/**
 * Works every item, whatever happens to its neighbours, then throws `BatchIncomplete` when some are unsettled, so
 * that a retry does only those.
 *
 * @param facts references that name the batch
 */
export async function settleAll<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  const limit = pLimit(CLAIMS_AT_ONCE);
  const results = await Promise.allSettled(items.map((item) => limit(() => work(item))));
  const failed = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
  if (failed.length > 0)
    throw batchIncomplete({ ...facts, unsettled: failed.length, error: errorClass(failed[0]) });
}
