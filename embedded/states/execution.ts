import type { Sleep } from './abort.ts';
import { StateFailure, Stopped } from './failure.ts';
import { type Functions, stepFunctionsFunctions } from './functions.ts';

/** AWS ends an execution whose history grows longer than this. */
const LONGEST_HISTORY = 25_000;

/** What is behind the interpreter: the services, the clock and chance. */
export type Environment = {
  /**
   * Answers a task.
   *
   * @throws an Error whose `name` is the error name and whose `cause`, when a string, is the Cause
   */
  readonly invoke: (resource: string, args: unknown, task: TaskContext) => Promise<unknown>;
  /** Waits, retries and time limits. When the signal fires, end the timer; resolve or reject, as you like. */
  readonly sleep: Sleep;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEvent?: (event: HistoryEvent) => void;
};

export type TaskContext = {
  readonly executionName: string;
  readonly stateName: string;
  /** Fires at the task's time limit, and when the execution is stopped. */
  readonly signal: AbortSignal;
};

/** One line of a history, named as in AWS; the details are those that the type of event has. */
export type HistoryEvent = EventDetails & {
  readonly execution: string;
  /** Counts from 1 in each execution. */
  readonly id: number;
  readonly type: string;
  readonly atEpochMs: number;
};

export type EventDetails = {
  readonly state?: string;
  readonly resource?: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly assigned?: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** The field whose expression failed. */
  readonly location?: string;
  /** Which item of a Map. */
  readonly index?: number;
  /** How many items a Map has. */
  readonly length?: number;
  /** 1 for the first try of a task; more after retries. */
  readonly attempt?: number;
};

export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error: string | undefined;
      readonly cause: string | undefined;
    };

/** One history: a run of the machine, or a child that a distributed Map started. */
export type Execution = {
  readonly name: string;
  readonly machineArn: string;
  readonly input: unknown;
  readonly startTime: string;
  readonly environment: Environment;
  readonly functions: Functions;
  /** Adds to the history; returns the event's id. */
  readonly record: (type: string, details?: EventDetails) => number;
};

type Identity = Pick<Execution, 'name' | 'machineArn' | 'input'>;

export function createExecution(identity: Identity, environment: Environment): Execution {
  let id = 0;
  const record = (type: string, details: EventDetails = {}): number => {
    id += 1;
    if (id > LONGEST_HISTORY && !type.startsWith('Execution')) {
      throw new StateFailure('States.Runtime', `The history is longer than ${LONGEST_HISTORY} events.`);
    }
    const atEpochMs = environment.now();
    environment.onEvent?.({ execution: identity.name, id, type, atEpochMs, ...details });
    return id;
  };
  const startTime = new Date(environment.now()).toISOString();
  return {
    ...identity,
    startTime,
    environment,
    functions: stepFunctionsFunctions(environment.random),
    record,
  };
}

/** Runs an execution from its first event to its last. Only our own mistakes are thrown. */
export async function conduct(execution: Execution, run: () => Promise<unknown>): Promise<Ending> {
  const { record, input } = execution;
  record('ExecutionStarted', { input });
  try {
    const output = await run();
    record('ExecutionSucceeded', { output });
    return { status: 'SUCCEEDED', output };
  } catch (thrown) {
    const { type, ...ending } = endingOf(thrown);
    record(type, { error: ending.error, cause: ending.cause });
    return ending;
  }
}

function endingOf(
  thrown: unknown,
): { readonly type: string } & Exclude<Ending, { readonly status: 'SUCCEEDED' }> {
  if (thrown instanceof StateFailure) {
    return { type: 'ExecutionFailed', status: 'FAILED', error: thrown.error, cause: thrown.cause };
  }
  if (!(thrown instanceof Stopped)) throw thrown;
  if (thrown.status === 'ABORTED') {
    return { type: 'ExecutionAborted', status: 'ABORTED', error: undefined, cause: undefined };
  }
  return { type: 'ExecutionTimedOut', status: 'TIMED_OUT', error: 'States.Timeout', cause: undefined };
}

/** `arn:…:stateMachine:Intake` and a name make `arn:…:execution:Intake:name`. */
export const executionArn = ({ machineArn, name }: Pick<Execution, 'machineArn' | 'name'>): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
