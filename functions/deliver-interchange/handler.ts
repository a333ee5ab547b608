import type { z } from 'zod';
import type { SubmissionPlan } from '../../core/submission/plan.ts';
import { interchangeControlText } from '../../core/submission/plan.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { FileStore } from '../../store/files.ts';
import type { Transport } from '../../transport/bucket-drop.ts';
import { planKey } from '../plan-interchanges/plan-key.ts';
import type { interchangeRef } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly files: FileStore;
  readonly transport: Transport;
  readonly now: Clock;
}

/** Sends the written bytes once more or for the first time, checks that they arrived, and journals the delivery. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof interchangeRef>, { readonly outcome: 'delivered' }> =>
  async ({ planId, partner, interchange }, log) => {
    const plan = await deps.artifacts.readJson<SubmissionPlan>(planKey(planId));
    const controlNo = plan.interchanges[interchange]?.controlNo;
    if (controlNo === undefined) throw new CodedError('PlanIncomplete', { planId, interchange });
    const written = await deps.files.interchange(partner, controlNo);
    if (written === null) throw new CodedError('InterchangeNotWritten', { planId, controlNo });
    if (written.deliveredAt === undefined) {
      const bytes = Buffer.from(await deps.artifacts.readText({ key: written.key }), 'utf8');
      if (sha256(bytes) !== written.sha256) throw new CodedError('ArchiveDiffers', { planId, controlNo });
      await deps.transport.send(partner, `${interchangeControlText(controlNo)}.837`, bytes);
      await deps.files.markDelivered(partner, controlNo, deps.now());
    }
    log.count('InterchangesDelivered', 1);
    log.note('interchange delivered', { planId, controlNo, bytes: written.bytes });
    return { outcome: 'delivered' };
  };
