import type { z } from 'zod';
import type { Config, Partner } from '../../core/config.ts';
import { epochToIso } from '../../core/dates.ts';
import {
  batchIdOf,
  type Candidate,
  interchangeControlText,
  type PlannedInterchange,
  type SubmissionPlan,
} from '../../core/submission/plan.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import { outboundKey, planKey } from '../plan-interchanges/plan-key.ts';
import type { interchangeRef } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { batchClaims } from './batch-claims.ts';
import { writableClaims, writeSets } from './write-sets.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** One interchange of a plan being written. */
export interface Writing extends Deps {
  readonly partner: Partner;
  readonly plan: SubmissionPlan;
  readonly planned: PlannedInterchange;
}

/** Takes each planned claim into the file by an append that names the plan, then writes exactly those. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof interchangeRef>, { readonly outcome: 'written' | 'empty' }> =>
  async ({ planId, partner: partnerId, interchange }, log) => {
    const plan = await deps.artifacts.readJson<SubmissionPlan>(planKey(planId));
    const planned = plan.interchanges[interchange];
    const partner = deps.config.partners.find((p) => p.id === partnerId);
    if (planned === undefined || partner === undefined)
      throw new CodedError('PlanIncomplete', { planId, interchange });
    const context: Writing = { ...deps, partner, plan, planned };
    const controlNo = planned.controlNo;
    const key = outboundKey(partnerId, interchangeControlText(controlNo));
    if ((await deps.files.interchange(partnerId, controlNo)) !== null) return { outcome: 'written' };
    const written = await writeOnce(context, key);
    if (written === 0) {
      log.note('interchange empty', { planId, controlNo });
      return { outcome: 'empty' };
    }
    log.count('ClaimsWritten', written);
    log.note('interchange written', { planId, controlNo, claims: written });
    return { outcome: 'written' };
  };

/**
 * The object is put when every claim in it is BATCHED. When a retry finds it, the appends are done and the bytes
 * bind: only the register is left to write.
 *
 * @returns the claims in the file
 */
async function writeOnce(context: Writing, key: string): Promise<number> {
  const candidates = context.planned.sets.flatMap((s) => s.claims);
  const exists = (await context.artifacts.size(key)) !== null;
  const taken = exists ? await alreadyTaken(context, candidates) : await take(context, candidates, key);
  if (taken.size === 0) return 0;
  const bytes = Buffer.from(await context.artifacts.readText({ key }), 'utf8');
  await register(context, key, bytes, taken);
  return taken.size;
}

async function take(
  context: Writing,
  candidates: readonly Candidate[],
  key: string,
): Promise<ReadonlySet<string>> {
  const contents = await writableClaims(context, candidates);
  const taken = await batchClaims(context, contents);
  if (taken.size > 0) await context.artifacts.create(key, writeSets(context, contents, taken));
  return taken;
}

async function alreadyTaken(
  context: Writing,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<string>> {
  const heads = await context.claims.heads(candidates.map((c) => c.claimNo));
  const ours = [...heads.values()].filter((h) => h.causes.includes(`plan/${context.plan.planId}`));
  return new Set(ours.map((h) => h.claimNo));
}

async function register(
  context: Writing,
  key: string,
  bytes: Uint8Array,
  taken: ReadonlySet<string>,
): Promise<void> {
  const { partner, plan, planned } = context;
  const sets = planned.sets.flatMap(({ controlNo, claims }) => {
    const count = claims.filter((c) => taken.has(c.claimNo)).length;
    return count === 0
      ? []
      : [{ controlNo, batchId: batchIdOf(planned.controlNo, controlNo), claims: count }];
  });
  await context.files.putInterchange({
    partner: partner.id,
    controlNo: planned.controlNo,
    planId: plan.planId,
    index: plan.interchanges.findIndex((i) => i.controlNo === planned.controlNo),
    sets,
    key,
    sha256: sha256(bytes),
    bytes: bytes.length,
    writtenAt: epochToIso(context.now()),
  });
}
