import * as z from 'zod';
import type { Config, Partner } from '../../core/config.ts';
import { epochToIso } from '../../core/dates.ts';
import { interchangesNeeded, planInterchanges, type SubmissionPlan } from '../../core/submission/plan.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { planKey } from './plan-key.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly config: Config;
  readonly now: Clock;
}

/** `cause` names the run: the file whose intake asked for it, or the scheduled hour. */
export const inputSchema = z.strictObject({ partner: z.string(), cause: z.string() });

export interface Output {
  readonly outcome: 'planned' | 'nothing';
  readonly planId: string;
  readonly partner: string;
  readonly interchanges: number;
}

/** Plans which READY claims go out under which control numbers. The first plan of a run binds all its retries. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ partner: partnerId, cause }, log) => {
    const planId = sha256(`${partnerId}\n${cause}`).slice(0, 32);
    const partner = deps.config.partners.find((p) => p.id === partnerId);
    if (partner === undefined) throw new CodedError('UnknownPartner', { planId });
    const plan = (await existing(deps, planId)) ?? (await makePlan(deps, planId, partner));
    const interchanges = plan?.interchanges.length ?? 0;
    log.note('interchanges planned', { planId, interchanges });
    return { outcome: interchanges === 0 ? 'nothing' : 'planned', planId, partner: partnerId, interchanges };
  };

async function existing(deps: Deps, planId: string): Promise<SubmissionPlan | null> {
  const size = await deps.artifacts.size(planKey(planId));
  return size === null ? null : deps.artifacts.readJson<SubmissionPlan>(planKey(planId));
}

async function makePlan(deps: Deps, planId: string, partner: Partner): Promise<SubmissionPlan | null> {
  const ready = await deps.claims.ready(partner.id);
  if (ready.length === 0) return null;
  const needed = interchangesNeeded(ready.length, partner);
  const first = await deps.files.takeControlNos(partner.id, needed);
  const controlNos = Array.from({ length: needed }, (_, i) => first + i);
  const iso = epochToIso(deps.now());
  const plan: SubmissionPlan = {
    planId,
    partner: partner.id,
    date: iso.slice(0, 10).replaceAll('-', ''),
    time: iso.slice(11, 16).replace(':', ''),
    interchanges: planInterchanges(ready, controlNos, partner),
  };
  const put = await deps.artifacts.createOrKeep(planKey(planId), JSON.stringify(plan));
  // A retry that ran beside us was first: its plan binds, our numbers stay burnt.
  return put === 'created' ? plan : deps.artifacts.readJson<SubmissionPlan>(planKey(planId));
}
