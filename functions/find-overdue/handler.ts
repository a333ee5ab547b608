import * as z from 'zod';
import type { Config } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { type Artifacts, sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import { BATCH_CLAIMS } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import type { Handle } from '../runtime/step.ts';
import { findOverdue } from './find.ts';
import { type TaskBatch, type TimerPlan, taskBatchKey, tasksOf, timerPlanKey } from './tasks.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** `cause` names the run: the day's tick, or a person's. */
export const inputSchema = z.strictObject({ cause: z.string() });

export interface Output {
  readonly outcome: 'found' | 'nothing';
  readonly runId: string;
  readonly batches: number;
}

/** Finds what is due today and plans what to do about it, in batches. The first plan of a run binds its retries. */
export const makeHandler =
  (deps: Deps): Handle<z.infer<typeof inputSchema>, Output> =>
  async ({ cause }, log) => {
    const runId = sha256(`timers\n${cause}`).slice(0, 32);
    const { batches } = (await existing(deps, runId)) ?? (await makePlan(deps, runId));
    log.note('timers planned', { runId, batches: batches.length });
    return { outcome: batches.length === 0 ? 'nothing' : 'found', runId, batches: batches.length };
  };

async function existing({ artifacts }: Deps, runId: string): Promise<TimerPlan | null> {
  const size = await artifacts.size(timerPlanKey(runId));
  return size === null ? null : artifacts.readJson<TimerPlan>(timerPlanKey(runId));
}

/** Batches are named by their content, so that what a try left behind that died hurts no other. */
async function makePlan(deps: Deps, runId: string): Promise<TimerPlan> {
  const { artifacts } = deps;
  const today = civilDateOf(deps.now());
  const tasks = tasksOf(await findOverdue(deps, today));
  const batches: string[] = [];
  for (let i = 0; i < tasks.length; i += BATCH_CLAIMS) {
    const json = JSON.stringify({ today, tasks: tasks.slice(i, i + BATCH_CLAIMS) } satisfies TaskBatch);
    const name = sha256(json).slice(0, 32);
    await artifacts.create(taskBatchKey(runId, name), json);
    batches.push(name);
  }
  const plan: TimerPlan = { today, batches };
  const put = await artifacts.createOrKeep(timerPlanKey(runId), JSON.stringify(plan));
  return put === 'created' ? plan : artifacts.readJson<TimerPlan>(timerPlanKey(runId));
}
