import * as z from 'zod';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import { cents } from '../../core/money.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { WorkStore } from '../../store/work.ts';
import { indexedRemittances } from '../read-remittance/batch-reading.ts';
import type { IndexedRemittance } from '../read-remittance/payment-batch.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { postProviderLevel } from './provider-adjustments.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ fileId: z.string(), partner: z.string() });
type Outcome = 'reconciled' | 'out-of-balance' | 'incomplete';

/**
 * Posts what each remittance adjusts at provider level, compares all that was posted from it with what it paid, to the
 * cent, and closes the file.
 */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, { readonly outcome: Outcome }> =>
  async ({ fileId, partner }, log) => {
    const outcomes: Outcome[] = [];
    let held = 0;
    for await (const remittance of indexedRemittances(deps.artifacts, fileId)) {
      if (remittance.held.length > 0) held += 1;
      else outcomes.push(await reconcile({ ...deps, fileId, partner }, remittance));
    }
    const outcome = worst(outcomes);
    // An incomplete file stays open, so that sending it again resumes it.
    if (outcome === 'reconciled') {
      await deps.files.closeFile(fileId, held === 0 ? 'done' : 'partial');
    }
    log.count('RemittancesOutOfBalance', outcomes.filter((o) => o === 'out-of-balance').length);
    log.note('remittance reconciled', { fileId, partner, outcome, remittances: outcomes.length });
    return { outcome };
  };

const worst = (outcomes: readonly Outcome[]): Outcome =>
  (['out-of-balance', 'incomplete'] as const).find((o) => outcomes.includes(o)) ?? 'reconciled';

/** The step's clients with the file being reconciled. */
interface Reconciling extends Deps {
  readonly fileId: string;
  readonly partner: string;
}

/** Balance of 1015 from this document = BPR02 (domain.md 5.9, invariant 4). */
async function reconcile(context: Reconciling, indexed: IndexedRemittance): Promise<Outcome> {
  const { remittanceId } = indexed;
  const remittance = await context.files.remittance(remittanceId);
  if (remittance === null) throw new CodedError('RemittanceMissing', { remittanceId });
  const proof = await context.files.proofs(remittanceId);
  if (proof.batches !== remittance.batches || proof.positions !== remittance.claims) return 'incomplete';
  const entries = await postProviderLevel({ ...context, remittance: indexed });
  const clearing = proof.clearingCents + accountTotal(applyToLedger({}, entries), '1015');
  if (clearing !== remittance.paidCents) {
    await openOutOfBalance(context, remittance, clearing);
    return 'out-of-balance';
  }
  await context.files.markRemittancePosted(remittanceId);
  return 'reconciled';
}

async function openOutOfBalance(
  deps: Deps,
  remittance: RemittanceRecord,
  postedCents: number,
): Promise<void> {
  const now = deps.now();
  const item = workItem('OUT_OF_BALANCE', {
    id: `out-of-balance-${remittance.remittanceId}`,
    today: civilDateOf(now),
    partnerId: remittance.partner,
    fileId: remittance.fileId,
    value: cents(remittance.paidCents),
    details: [
      { code: 'BPR02', amount: cents(remittance.paidCents) },
      { code: 'POSTED_TO_1015', amount: cents(postedCents) },
      { code: 'DIFFERENCE', amount: cents(postedCents - remittance.paidCents) },
    ],
  });
  await deps.work.open(item, now);
}
