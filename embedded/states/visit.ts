import type { Graph, State } from './definition.ts';
import { type Execution, executionArn } from './execution.ts';
import { anObject, evaluateAs, type Kind, QueryProblem, type Scope, type Template } from './expressions.ts';
import { StateFailure } from './failure.ts';
import type { Exit } from './shapes.ts';

/** AWS: what goes into or out of a state, and what one state assigns, in bytes of JSON. */
const LARGEST_PAYLOAD = 262_144;

export type Variables = Readonly<Record<string, unknown>>;

/** The item of a Map that a graph works on. */
export type MapItem = { readonly Index: number; readonly Value: unknown };

/** Where a graph runs: whole machine, branch of a Parallel, or item of a Map. */
export type Frame = {
  readonly execution: Execution;
  readonly signal: AbortSignal;
  readonly variables: Variables;
  readonly item: MapItem | undefined;
};

/** A state that has been entered. */
export type Visit = {
  readonly frame: Frame;
  readonly state: State;
  readonly input: unknown;
  readonly variables: Variables;
  readonly enteredId: number;
  readonly enteredTime: string;
  readonly retryCount: number;
};

/** What a state leaves behind. */
export type Step = {
  readonly output: unknown;
  readonly variables: Variables;
  readonly next: string | undefined;
  readonly assigned: Variables | undefined;
};

export type RunGraph = (graph: Graph, frame: Frame, input: unknown) => Promise<unknown>;

/** What `$states` holds besides `input` and `context`. */
type Extras = { readonly result?: unknown; readonly errorOutput?: unknown };

export const anything: Kind<unknown> = { name: 'value', is: (_value): _value is unknown => true };

/** Evaluates a field of the state, with a value of the given kind. */
export async function evaluate<T>(
  template: Template,
  kind: Kind<T>,
  { visit, ...rest }: Evaluation,
): Promise<T> {
  try {
    return await evaluateAs(template, kind, scopeOf(visit, rest));
  } catch (error) {
    if (error instanceof QueryProblem) throw queryFailure(visit, error.field, error.message);
    throw error;
  }
}
type Evaluation = { readonly visit: Visit; readonly extras?: Extras; readonly item?: MapItem };

export const evaluateIfGiven = async <T>(
  template: Template | undefined,
  kind: Kind<T>,
  evaluation: Evaluation,
): Promise<T | undefined> => (template === undefined ? undefined : evaluate(template, kind, evaluation));

/** Records and makes the failure of an expression or of what it returned. */
export function queryFailure(visit: Visit, location: string, problem: string): StateFailure {
  const { state, frame, enteredId } = visit;
  const entered = `the state '${state.name}' (entered at the event id #${enteredId})`;
  const cause = `An error occurred while executing ${entered}. ${problem}`;
  const error = 'States.QueryEvaluationError';
  frame.execution.record('EvaluationFailed', { state: state.name, error, cause, location });
  return new StateFailure(error, cause);
}

/** Leaves the state: output and variables are evaluated from the same snapshot. */
export async function leave(visit: Visit, exit: Exit, extras: Extras = {}): Promise<Step> {
  const unchanged =
    'errorOutput' in extras ? extras.errorOutput : 'result' in extras ? extras.result : visit.input;
  const output =
    exit.Output === undefined ? unchanged : await evaluate(exit.Output, anything, { visit, extras });
  const assigned = await evaluateIfGiven(exit.Assign, anObject, { visit, extras });
  checkSize(visit.state.name, output);
  checkSize(visit.state.name, assigned);
  return { output, assigned, variables: { ...visit.variables, ...assigned }, next: exit.Next };
}

/** @throws StateFailure `States.DataLimitExceeded` */
export function checkSize(state: string, value: unknown): void {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) <= LARGEST_PAYLOAD) return;
  const cause = `The state/task '${state}' has a payload of more than ${LARGEST_PAYLOAD} bytes.`;
  throw new StateFailure('States.DataLimitExceeded', cause);
}

function scopeOf(visit: Visit, { extras, item }: Omit<Evaluation, 'visit'>): Scope {
  const { input, variables, frame } = visit;
  const context = contextOf(visit, item ?? frame.item);
  return { states: { input, context, ...extras }, variables, functions: frame.execution.functions };
}

/** The context object of AWS, as far as an embedded run has it: no role, no task token. */
function contextOf({ frame: { execution }, state, ...visit }: Visit, item: MapItem | undefined): unknown {
  const { machineArn, name, input, startTime } = execution;
  return {
    Execution: {
      Id: executionArn(execution),
      Name: name,
      Input: input,
      StartTime: startTime,
      RedriveCount: 0,
    },
    StateMachine: { Id: machineArn, Name: machineArn.split(':').at(-1) },
    State: { Name: state.name, EnteredTime: visit.enteredTime, RetryCount: visit.retryCount },
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
}
