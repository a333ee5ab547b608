import * as z from 'zod';
import type { Reminder } from '../../core/claim/overdue.ts';
import type { Config } from '../../core/config.ts';
import { unreachable } from '../../core/result.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { WorkStore } from '../../store/work.ts';
import { biller } from '../bill-next-payer/bill.ts';
import { termsOf, throughInterchange } from '../find-overdue/find.ts';
import {
  type Task,
  type TaskBatch,
  type TimerPlan,
  taskBatchKey,
  timerPlanKey,
} from '../find-overdue/tasks.ts';
import { settleAll } from '../runtime/batches.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Handle } from '../runtime/step.ts';
import { claimReminders, dueOf, type Judging } from './claim-timers.ts';
import { type Billing, closeCrossover } from './crossover.ts';

export interface Deps {
  readonly artifacts: Artifacts;
  readonly claims: ClaimStore;
  readonly files: FileStore;
  readonly work: WorkStore;
  readonly codeLoader: CodeLoader;
  readonly config: Config;
  readonly now: Clock;
}

export const inputSchema = z.strictObject({ runId: z.string(), batch: z.number().int().min(0) });

/** Does what find-overdue planned, each task once however often it runs. */
export const makeHandler = (
  deps: Deps,
): Handle<z.infer<typeof inputSchema>, { readonly outcome: 'worked' }> => {
  const bill = biller(deps);
  return async ({ runId, batch }, log) => {
    const { batches } = await deps.artifacts.readJson<TimerPlan>(timerPlanKey(runId));
    const name = batches[batch];
    if (name === undefined) throw new CodedError('BatchMissing', { runId, batch });
    const { today, tasks } = await deps.artifacts.readJson<TaskBatch>(taskBatchKey(runId, name));
    const termsFor = termsOf(deps.config, today);
    const working: Working = { ...deps, bill, termsFor, through: throughInterchange(deps.files) };
    await settleAll(tasks, (task) => work(working, task), { runId, batch });
    log.count('TimersWorked', tasks.length);
    log.note('timers worked', { runId, batch, tasks: tasks.length });
    return { outcome: 'worked' };
  };
};

/** The step's clients with what the batch is judged by. */
type Working = Deps & Judging & Billing;

async function work(working: Working, task: Task): Promise<void> {
  switch (task.kind) {
    case 'claim': {
      for (const reminder of await claimReminders(working, task.claimNo)) await remind(working, reminder);
      return;
    }
    case 'crossover':
      return closeCrossover(working, task);
    case 'remind':
      return remind(working, task);
    case 'close':
      return close(working, task);
    default:
      return unreachable(task);
  }
}

const remind = ({ work, now }: Working, { draft, cause }: Reminder): Promise<void> =>
  work.remind(draft, { cause, nowEpochMs: now() });

/** The index may lag behind the claim: what is still due by the claim itself stays open. */
async function close(working: Working, { id, claimNo }: Extract<Task, { kind: 'close' }>): Promise<void> {
  const due = claimNo === undefined ? [] : await dueOf(working, claimNo);
  if (due.some((one) => one.id === id)) return;
  const actor = { user: 'claimline', nowEpochMs: working.now() };
  await working.work.resolve(id, actor, 'What was awaited has come.');
}
