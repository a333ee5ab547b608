import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { BatchToAcknowledge, ClaimAcknowledgmentSet } from '../../../../core/x12/sets/ca277-write.ts';
import type { ClaimAcknowledgmentBatch } from '../../../../core/x12/types.ts';

/** What our reader gives of a batch that was written: a provider's status has no date, and its set is named. */
export const asRead = (
  batch: BatchToAcknowledge,
  set: Pick<ClaimAcknowledgmentSet, 'reference' | 'receiver'>,
): Written<ClaimAcknowledgmentBatch> => ({
  ...batch,
  reference: set.reference,
  receiver: set.receiver,
  providers: batch.providers.map((provider) => ({
    ...provider,
    statuses: provider.statuses.map(({ date: _, ...status }) => status),
  })),
});
