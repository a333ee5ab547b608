import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { claimItemId, type DueTimer, isTimerItem } from '../../core/claim/timers.ts';
import type { Config } from '../../core/config.ts';
import type { CivilDate } from '../../core/dates.ts';
import { findOverdue } from '../../functions/find-overdue/find.ts';
import type { WorkItem, WorkStatus } from '../../store/work.ts';
import { fault } from '../terminal/answer.ts';
import type { Stores } from './stores.ts';

/** Something that is due: the item that it has, or that the next run will open. Amounts in cents. */
export interface DueRow {
  readonly item: string;
  readonly reason: string;
  readonly priority: string;
  /** CCYYMMDD: by when somebody should have acted. */
  readonly actBy: string;
  /** 1, 2, 3 …; absent where the item is not of a claim. */
  readonly reminder?: number;
  readonly claimNo?: string;
  readonly partnerId?: string;
  readonly valueCents: number;
  /** Whether people see it in their list already. */
  readonly told: boolean;
}

type Looked = Pick<Stores, 'claims' | 'files' | 'work'>;

/** All that is due on a day, by the indexes, the most urgent first. Nothing is changed. */
export async function dueOn(stores: Looked, config: Config, day: CivilDate): Promise<readonly DueRow[]> {
  const { filings, reminders, open } = await findOverdue({ ...stores, config }, day);
  const told = new Set(open.map(({ id }) => id));
  const ofClaims = filings.flatMap(({ wait, due }) =>
    due.map((one: DueTimer): DueRow => {
      const item = claimItemId(one, wait);
      return {
        ...{ item, reason: one.reason, priority: one.priority, actBy: one.actBy, reminder: one.n },
        ...{ claimNo: wait.claimNo, partnerId: wait.partnerId, valueCents: wait.chargeCents },
        told: told.has(item),
      };
    }),
  );
  const shared = reminders.map(
    ({ draft: { id, reason, priority, dueDate, partnerId, value } }): DueRow => ({
      ...{ item: id, reason, priority, actBy: dueDate, valueCents: value, told: told.has(id) },
      ...(partnerId === undefined ? {} : { partnerId }),
    }),
  );
  const rank = ({ priority, actBy, item }: DueRow): string => `${priority} ${actBy} ${item}`;
  return [...shared, ...ofClaims].toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** What a run of the timers did to the items of timers. */
export interface TimersRun {
  /** Name of the execution: `runs show NAME`. */
  readonly run: string;
  readonly opened: readonly WorkItem[];
  readonly reminded: readonly WorkItem[];
  readonly closed: readonly WorkItem[];
}

const STATUSES: readonly WorkStatus[] = ['OPEN', 'TAKEN', 'RESOLVED'];

async function timerItems({ work }: Pick<Stores, 'work'>): Promise<ReadonlyMap<string, WorkItem>> {
  const lists = await Promise.all(STATUSES.map((status) => work.list({ status })));
  return new Map(lists.flat().flatMap((item) => (isTimerItem(item.id) ? [[item.id, item]] : [])));
}

/**
 * Runs the timers now, as the daily schedule does, and waits for the end.
 *
 * @throws Failure where the run fails
 */
export async function runTimersNow(stores: Stores): Promise<TimersRun> {
  const before = await timerItems(stores);
  const run = await finished(stores, `timers-${randomUUID()}`);
  const changed = [...(await timerItems(stores)).values()].filter(
    ({ id, version }) => before.get(id)?.version !== version,
  );
  const isNew = ({ id }: WorkItem): boolean => !before.has(id);
  const isClosed = ({ status }: WorkItem): boolean => status === 'RESOLVED';
  return {
    run,
    opened: changed.filter(isNew),
    reminded: changed.filter((item) => !isNew(item) && !isClosed(item)),
    closed: changed.filter((item) => !isNew(item) && isClosed(item)),
  };
}

const LOOK_MS = 100;

async function finished({ workflows, machines }: Stores, name: string): Promise<string> {
  const { executionArn } = await workflows.send(
    new StartExecutionCommand({ stateMachineArn: machines.timers, name, input: '{}' }),
  );
  for (;;) {
    const { status } = await workflows.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return name;
    if (status !== 'RUNNING') throw fault('The run failed.', `See where: claimline runs show ${name}`);
    await sleep(LOOK_MS);
  }
}
