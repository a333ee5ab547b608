import type { z } from 'zod';
import type { Head } from '../../core/claim/head.ts';
import type { Config } from '../../core/config.ts';
import { nextPayersOpen } from '../../core/remit/next-payer.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import { readPaymentBatch } from '../read-remittance/batch-reading.ts';
import { type partnerBatch, settleAll } from '../runtime/batches.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { type Deps as BillDeps, biller } from './bill.ts';
import { paidClaims } from './paid-claims.ts';

export interface Deps extends BillDeps {
  readonly artifacts: Artifacts;
}

/** Makes the claims to next payers that a posted batch leaves due: each READY, or held by its edits. */
export const makeHandler = (
  deps: Deps,
): Handle<z.infer<typeof partnerBatch>, { readonly outcome: 'billed' }> => {
  const bill = biller(deps);
  return async ({ fileId, batch: position }, log) => {
    const read = await readPaymentBatch(deps.artifacts, { fileId, position });
    if (read === null) throw new CodedError('BatchMissing', { fileId, batch: position });
    const numbers = await paidClaims(deps.claims, read.batch);
    const due = [...(await deps.claims.heads(numbers)).values()].filter(mayBeDue(deps.config));
    let made = 0;
    await settleAll(
      due,
      async ({ claimNo }) => {
        if ((await bill(claimNo)).outcome === 'made') made += 1;
      },
      { fileId, batch: position },
    );
    log.count('NextPayerClaimsMade', made);
    log.note('next payers billed', { fileId, batch: position, made });
    return { outcome: 'billed' };
  };
};

/** Cheaply, by the head: most claims have one payer. */
const mayBeDue =
  ({ payers }: Config) =>
  (head: Head): boolean =>
    head.others !== undefined ||
    head.coveragesVersion !== undefined ||
    nextPayersOpen(head) > 0 ||
    payers.some((payer) => payer.wantsZeroBalance);
