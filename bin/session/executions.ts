import {
  DescribeExecutionCommand,
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  paginateListExecutions,
} from '@aws-sdk/client-sfn';
import { refused } from '../terminal/answer.ts';
import { type MachineName, machineNames, type Stores } from './stores.ts';

/** One execution of a state machine. */
export interface RunRow {
  readonly name: string;
  readonly machine: MachineName;
  readonly status: string;
  /** ISO, UTC. */
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly elapsedMs?: number;
}

/** The newest first. @param only one machine; all if not given */
export async function listRuns(
  { workflows, machines }: Stores,
  only?: MachineName,
): Promise<readonly RunRow[]> {
  const rows: RunRow[] = [];
  for (const machine of only === undefined ? machineNames : [only]) {
    const pages = paginateListExecutions({ client: workflows }, { stateMachineArn: machines[machine] });
    for await (const { executions = [] } of pages) rows.push(...executions.map((run) => rowOf(machine, run)));
  }
  return rows.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

function rowOf(machine: MachineName, { name, status, startDate, stopDate }: ExecutionListItem): RunRow {
  const row = {
    name: name ?? '',
    machine,
    status: status ?? '',
    startedAt: startDate?.toISOString() ?? '',
  };
  if (startDate === undefined || stopDate === undefined) return row;
  return { ...row, elapsedMs: stopDate.getTime() - startDate.getTime() };
}

/** A step of a run's history: when a state was entered, left or failed. */
export interface RunEvent {
  readonly at: string;
  readonly type: string;
  readonly state?: string;
  readonly error?: string;
}

export interface RunDetails extends RunRow {
  /** JSON texts: references and counts only (design.md D4). */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly events: readonly RunEvent[];
}

/**
 * @param machine needed where runs of two machines share a name: a submission bears that of its intake
 * @throws Failure where there is no such run, or more than one
 */
export async function describeRun(stores: Stores, name: string, machine?: MachineName): Promise<RunDetails> {
  const found = (await listRuns(stores, machine)).filter((run) => run.name === name);
  const [row, ...others] = found;
  if (row === undefined)
    throw refused('There is no run of that name.', 'See them: claimline runs list --limit 0');
  if (others.length > 0)
    throw refused(
      `Runs of ${found.map((run) => run.machine).join(' and ')} have that name.`,
      'Say which you mean with --machine.',
    );
  const machineArn = stores.machines[row.machine];
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  const [{ input = '', output, error, cause }, { events = [] }] = await Promise.all([
    stores.workflows.send(new DescribeExecutionCommand({ executionArn })),
    stores.workflows.send(new GetExecutionHistoryCommand({ executionArn })),
  ]);
  return {
    ...row,
    input,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    events: events.map(eventOf),
  };
}

function eventOf(event: HistoryEvent): RunEvent {
  const state = event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name;
  const error = event.taskFailedEventDetails?.error ?? event.executionFailedEventDetails?.error;
  return {
    at: event.timestamp?.toISOString() ?? '',
    type: event.type ?? '',
    ...(state !== undefined && { state }),
    ...(error !== undefined && { error }),
  };
}
