import type { Reminder } from '../../core/claim/overdue.ts';
import { claimItemId, type DueTimer, reminderCause, type Wait } from '../../core/claim/timers.ts';
import type { CivilDate } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import type { WorkItem } from '../../store/work.ts';
import type { Overdue, OverdueFiling } from './find.ts';

/** One thing for run-timers to do. References only: what is done is judged by the claim itself. */
export type Task =
  /** Something is due for the claim: remind of it. */
  | { readonly kind: 'claim'; readonly claimNo: ClaimNo }
  /** The payer that the claim was forwarded to has not answered (row 47). */
  | { readonly kind: 'crossover'; readonly claimNo: ClaimNo; readonly filing: number; readonly cause: string }
  | ({ readonly kind: 'remind' } & Reminder)
  /** Nothing is due any more for the item; one of a claim is judged by the claim. */
  | { readonly kind: 'close'; readonly id: string; readonly claimNo?: ClaimNo };

/** Tasks that one invocation works. */
export interface TaskBatch {
  /** The day that the plan was made for: a retry after midnight judges by the same. */
  readonly today: CivilDate;
  readonly tasks: readonly Task[];
}

/** The batches of a run, by their names in the archive. Create-only: the first plan of a run binds its retries. */
export interface TimerPlan {
  readonly today: CivilDate;
  readonly batches: readonly string[];
}

export const timerPlanKey = (runId: string): string => `batches/timers-${runId}/plan.json`;
export const taskBatchKey = (runId: string, name: string): string => `batches/timers-${runId}/${name}.json`;

export const isCrossover = ({ reason }: DueTimer): boolean => reason === 'CROSSOVER_MISSING';

/** Names the closing of a forwarded filing, once for each time that it was forwarded. */
export const crossoverCause = ({ filing, since }: Pick<Wait, 'filing' | 'since'>): string =>
  `timer/crossover/${filing}/${since}`;

/** What is to be done about what is due. Whoever was reminded, and has not resolved it, is left in peace. */
export function tasksOf({ filings, reminders, open, settled }: Overdue): readonly Task[] {
  const told = new Set(open.flatMap(({ id, history }) => history.map(({ cause }) => `${id} ${cause ?? ''}`)));
  const isTold = (id: string, cause: string): boolean => told.has(`${id} ${cause}`);
  const claims = filings.filter(({ wait, due }) =>
    due.some((one) => !isCrossover(one) && !isTold(claimItemId(one, wait), reminderCause(one))),
  );
  return [
    ...[...new Set(claims.map(({ wait }) => wait.claimNo))].map((claimNo) => ({
      kind: 'claim' as const,
      claimNo,
    })),
    ...filings.flatMap(crossoversOf),
    ...reminders
      .filter(({ draft, cause }) => !isTold(draft.id, cause))
      .map((one) => ({ kind: 'remind' as const, ...one })),
    ...closing({ filings, reminders, open, settled }),
  ];
}

const crossoversOf = ({ wait, due }: OverdueFiling): readonly Task[] =>
  due.filter(isCrossover).map(() => ({
    kind: 'crossover' as const,
    claimNo: wait.claimNo,
    filing: wait.filing,
    cause: crossoverCause(wait),
  }));

function closing({ filings, reminders, open, settled }: Overdue): readonly Task[] {
  const due = new Set([
    ...filings.flatMap(({ wait, due }) => due.map((one) => claimItemId(one, wait))),
    ...reminders.map(({ draft }) => draft.id),
  ]);
  return open
    .filter((item) => !due.has(item.id) && (!isOfBank(item) || settled.has(item.id)))
    .map(({ id, claimNo }) => ({
      kind: 'close' as const,
      id,
      ...(claimNo === undefined ? {} : { claimNo }),
    }));
}

/** A payment that is too old to be looked at is not settled by that. */
const isOfBank = ({ reason }: WorkItem): boolean => reason === 'REASSOCIATION';
