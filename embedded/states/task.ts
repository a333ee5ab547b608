import { controllerUnder, startTimer, untilAborted } from './abort.ts';
import type { StateOf } from './definition.ts';
import { aPositive } from './expressions.ts';
import { StateFailure } from './failure.ts';
import { anything, checkSize, evaluate, type Visit } from './visit.ts';

/** Calls the resource of a task, within its time limit. */
export async function runTask(visit: Visit, state: StateOf<'Task'>): Promise<unknown> {
  const { record } = visit.frame.execution;
  const { name, Resource: resource } = state;
  const limit = await timeLimitOf(visit, state);
  const input =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, anything, { visit });
  checkSize(name, input);
  record('TaskScheduled', { state: name, resource, input, attempt: visit.retryCount + 1 });
  record('TaskStarted', { state: name, resource });
  try {
    const output = asJson(await invokeWithin(limit, visit, { resource, input }));
    checkSize(name, output);
    record('TaskSucceeded', { state: name, resource, output });
    return output;
  } catch (failure) {
    if (!(failure instanceof StateFailure)) throw failure;
    const type = failure === limit?.failure ? 'TaskTimedOut' : 'TaskFailed';
    record(type, { state: name, resource, error: failure.error, cause: failure.cause });
    throw failure;
  }
}

type TimeLimit = { readonly seconds: number; readonly failure: StateFailure };

/** A task without a token sends no heartbeat, so it has to answer before the first one is due. */
async function timeLimitOf(visit: Visit, state: StateOf<'Task'>): Promise<TimeLimit | undefined> {
  const limits: TimeLimit[] = [];
  if (state.TimeoutSeconds !== undefined) {
    const seconds = await evaluate(state.TimeoutSeconds, aPositive, { visit });
    limits.push({ seconds, failure: new StateFailure('States.Timeout') });
  }
  if (state.HeartbeatSeconds !== undefined) {
    const seconds = await evaluate(state.HeartbeatSeconds, aPositive, { visit });
    limits.push({ seconds, failure: new StateFailure('States.HeartbeatTimeout') });
  }
  return limits.toSorted((a, b) => a.seconds - b.seconds)[0];
}

type Call = { readonly resource: string; readonly input: unknown };

async function invokeWithin(limit: TimeLimit | undefined, visit: Visit, call: Call): Promise<unknown> {
  const { frame, state } = visit;
  const { environment, name } = frame.execution;
  const { signal, abort, release } = controllerUnder(frame.signal);
  const callOff = limit && startTimer(environment.sleep, limit.seconds, () => abort(limit.failure));
  try {
    const task = { executionName: name, stateName: state.name, signal };
    return await untilAborted(environment.invoke(call.resource, call.input, task), signal);
  } catch (error) {
    throw signal.aborted ? error : failureOf(error);
  } finally {
    callOff?.();
    release();
  }
}

function failureOf(error: unknown): StateFailure {
  if (!(error instanceof Error)) return new StateFailure('States.TaskFailed', String(error));
  return new StateFailure(error.name, typeof error.cause === 'string' ? error.cause : error.message);
}

/** What would have come over the wire. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
