import { controllerUnder, startTimer } from './abort.ts';
import type { Definition, Graph, State, StateOf } from './definition.ts';
import { conduct, createExecution, type Ending, type Environment } from './execution.ts';
import { aBoolean, aCount, aString } from './expressions.ts';
import { StateFailure, Stopped } from './failure.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { pause, type Recovery, withRecovery } from './recovery.ts';
import { runTask } from './task.ts';
import {
  evaluate,
  evaluateIfGiven,
  type Frame,
  leave,
  queryFailure,
  type Step,
  type Visit,
} from './visit.ts';

export type ExecutionRequest = Environment & {
  readonly definition: Definition;
  readonly input: unknown;
  /** Unique among the runs of the machine. */
  readonly name: string;
  readonly machineArn: string;
  /** Stops the execution: it ends as ABORTED at once, and its tasks' signals fire. */
  readonly signal?: AbortSignal;
};

/**
 * Runs a state machine to its end.
 *
 * Every failure that AWS would report is an ending; a rejection is a mistake of ours.
 */
export async function runExecution(request: ExecutionRequest): Promise<Ending> {
  const { definition, input, name, machineArn, signal, ...environment } = request;
  const execution = createExecution({ name, machineArn, input }, environment);
  const { signal: stop, abort, release } = controllerUnder(signal);
  const ring = (): void => abort(new Stopped('TIMED_OUT'));
  const callOff = definition.timeoutSeconds && startTimer(environment.sleep, definition.timeoutSeconds, ring);
  try {
    return await conduct(execution, () => {
      const frame = { execution, signal: stop, variables: {}, item: undefined };
      return runGraph(definition, frame, input);
    });
  } finally {
    if (callOff) callOff();
    release();
  }
}

async function runGraph(graph: Graph, frame: Frame, input: unknown): Promise<unknown> {
  let { output, variables, next }: Omit<Step, 'assigned'> = {
    output: input,
    variables: frame.variables,
    next: graph.startAt,
  };
  while (next !== undefined) {
    frame.signal.throwIfAborted();
    const state = graph.states.get(next);
    if (state === undefined) throw new Error(`loadDefinition let a transition to '${next}' pass`);
    ({ output, variables, next } = await runState(state, { ...frame, variables }, output));
  }
  return output;
}

const noRecovery: Recovery = { Retry: [], Catch: [] };

async function runState(state: State, frame: Frame, input: unknown): Promise<Step> {
  const { record, environment } = frame.execution;
  const visit: Visit = {
    frame,
    state,
    input,
    variables: frame.variables,
    enteredId: record(`${state.Type}StateEntered`, { state: state.name, input }),
    enteredTime: new Date(environment.now()).toISOString(),
    retryCount: 0,
  };
  const recovery = 'Retry' in state ? state : noRecovery;
  const step = await withRecovery(visit, recovery, (attempt) => runBody(state, attempt));
  record(`${state.Type}StateExited`, {
    state: state.name,
    output: step.output,
    ...(step.assigned && { assigned: step.assigned }),
  });
  return step;
}

async function runBody(state: State, visit: Visit): Promise<Step> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return leave(visit, state);
    case 'Fail':
      throw await failureOf(state, visit);
    case 'Choice':
      return choose(state, visit);
    case 'Wait':
      await wait(state, visit);
      return leave(visit, state);
    case 'Task':
      return leave(visit, state, { result: await runTask(visit, state) });
    case 'Parallel':
      return leave(visit, state, { result: await runParallel(visit, state, runGraph) });
    case 'Map':
      return leave(visit, state, { result: await runMap(visit, state, runGraph) });
  }
}

async function failureOf(state: StateOf<'Fail'>, visit: Visit): Promise<StateFailure> {
  const error = await evaluateIfGiven(state.Error, aString, { visit });
  return new StateFailure(error, await evaluateIfGiven(state.Cause, aString, { visit }));
}

async function choose(state: StateOf<'Choice'>, visit: Visit): Promise<Step> {
  for (const rule of state.Choices) {
    if (await evaluate(rule.Condition, aBoolean, { visit })) return leave(visit, rule);
  }
  if (state.Default !== undefined) return leave(visit, { ...state, Next: state.Default });
  throw new StateFailure(
    'States.NoChoiceMatched',
    `No Condition of the Choice state '${state.name}' was true.`,
  );
}

const extendedOffsetDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

async function wait({ Seconds, Timestamp }: StateOf<'Wait'>, visit: Visit): Promise<void> {
  if (Seconds !== undefined) return pause(visit, await evaluate(Seconds, aCount, { visit }));
  if (Timestamp === undefined) return;
  const text = await evaluate(Timestamp, aString, { visit });
  const until = Date.parse(text);
  if (!extendedOffsetDateTime.test(text) || Number.isNaN(until)) {
    const problem =
      'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string';
    throw queryFailure(visit, 'Timestamp', `${problem}: ${text}`);
  }
  return pause(visit, (until - visit.frame.execution.environment.now()) / 1_000);
}
