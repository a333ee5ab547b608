import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { BatchToAcknowledge } from '../../../../core/x12/sets/ca277-write.ts';
import type { ClaimAcknowledgmentBatch } from '../../../../core/x12/types.ts';

/** What our reader keeps of a batch that was written: a provider's status has no date. */
export const asRead = (batch: BatchToAcknowledge): Written<ClaimAcknowledgmentBatch> => ({
  ...batch,
  providers: batch.providers.map((provider) => ({
    ...provider,
    statuses: provider.statuses.map(({ date: _, ...status }) => status),
    claims: provider.claims.map(({ patientFirst: _, memberId: __, ...claim }) => ({
      ...claim,
      lines: claim.lines.map(({ procedure: ___, charge: ____, ...line }) => line),
    })),
  })),
});
