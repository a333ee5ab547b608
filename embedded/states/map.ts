import type { StateOf } from './definition.ts';
import { conduct, createExecution, type Ending, type Execution, executionArn } from './execution.ts';
import { aCount, anArray, aPercentage, aPositive } from './expressions.ts';
import { StateFailure } from './failure.ts';
import { fanOut } from './fan-out.ts';
import {
  anything,
  checkSize,
  evaluate,
  evaluateIfGiven,
  type Frame,
  queryFailure,
  type RunGraph,
  type Visit,
} from './visit.ts';

/** What AWS runs at once when a definition does not say, or says 0. */
const INLINE_CONCURRENCY = 40;
const DISTRIBUTED_CONCURRENCY = 10_000;

/** One run of the processor: its input, and how many items that covers. */
type Portion = { readonly input: unknown; readonly value: unknown; readonly items: number };

type Plan = {
  readonly portions: readonly Portion[];
  readonly length: number;
  readonly concurrency: number;
  readonly tolerance: Tolerance;
};
type Tolerance = { readonly count: number | undefined; readonly percentage: number | undefined };

/** Runs the processor for every item. */
export async function runMap(visit: Visit, state: StateOf<'Map'>, runGraph: RunGraph): Promise<unknown> {
  const { record } = visit.frame.execution;
  const [processor] = state.inner;
  if (processor === undefined) throw new Error('loadDefinition let a Map without a processor pass');
  const process: Processor = (frame, input) => runGraph(processor, frame, input);
  try {
    const plan = await planMap(visit, state);
    record('MapStateStarted', { state: state.name, length: plan.length });
    const results = await (isDistributed(state) ? runDistributed : runInline)(visit, plan, process);
    record('MapStateSucceeded', { state: state.name });
    return results;
  } catch (failure) {
    if (failure instanceof StateFailure) record('MapStateFailed', { state: state.name });
    throw failure;
  }
}

const isDistributed = (state: StateOf<'Map'>): boolean =>
  state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';

async function planMap(visit: Visit, state: StateOf<'Map'>): Promise<Plan> {
  const items = await itemsOf(visit, state);
  const ceiling = isDistributed(state) ? DISTRIBUTED_CONCURRENCY : INLINE_CONCURRENCY;
  const asked = await evaluateIfGiven(state.MaxConcurrency, aCount, { visit });
  const count = await evaluateIfGiven(state.ToleratedFailureCount, aCount, { visit });
  const percentage = await evaluateIfGiven(state.ToleratedFailurePercentage, aPercentage, { visit });
  return {
    portions: await portionsOf(visit, state, items),
    length: items.length,
    concurrency: Math.min(asked || ceiling, ceiling),
    tolerance: { count, percentage },
  };
}

async function itemsOf(visit: Visit, state: StateOf<'Map'>): Promise<readonly unknown[]> {
  if (state.Items !== undefined) return evaluate(state.Items, anArray, { visit });
  if (anArray.is(visit.input)) return visit.input;
  const problem = `Map state input must be an array but was: ${JSON.stringify(visit.input)}`;
  throw queryFailure(visit, 'Items', problem);
}

async function portionsOf(
  visit: Visit,
  { ItemSelector, ItemBatcher }: StateOf<'Map'>,
  items: readonly unknown[],
): Promise<readonly Portion[]> {
  const portions: Portion[] = [];
  for (const [index, value] of items.entries()) {
    const item = { Index: index, Value: value };
    const input =
      ItemSelector === undefined ? value : await evaluate(ItemSelector, anything, { visit, item });
    portions.push({ input, value, items: 1 });
  }
  if (ItemBatcher === undefined) return portions;
  const size = await evaluate(ItemBatcher.MaxItemsPerBatch, aPositive, { visit });
  const shared = await evaluateIfGiven(ItemBatcher.BatchInput, anything, { visit });
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => {
    const batch = portions.slice(n * size, (n + 1) * size).map(({ input }) => input);
    const input = { ...(shared === undefined ? {} : { BatchInput: shared }), Items: batch };
    return { input, value: batch, items: batch.length };
  });
}

type Processor = (frame: Frame, input: unknown) => Promise<unknown>;

/** The iterations belong to this execution and see its variables. None may fail: no tolerance applies. */
function runInline(visit: Visit, plan: Plan, process: Processor): Promise<readonly unknown[]> {
  const { frame, state, variables } = visit;
  const { record } = frame.execution;
  const limits = { concurrency: plan.concurrency, signal: frame.signal };
  return fanOut(plan.portions, limits, async ({ input, value }, index, signal) => {
    record('MapIterationStarted', { state: state.name, index });
    try {
      const item = { Index: index, Value: value };
      const output = await process({ ...frame, signal, variables, item }, input);
      record('MapIterationSucceeded', { state: state.name, index });
      return output;
    } catch (failure) {
      const type = failure instanceof StateFailure ? 'MapIterationFailed' : 'MapIterationAborted';
      record(type, { state: state.name, index });
      throw failure;
    }
  });
}

/** The children are executions of their own, with a scope and a history of their own. */
async function runDistributed(visit: Visit, plan: Plan, process: Processor): Promise<readonly unknown[]> {
  const { frame, state } = visit;
  const { record } = frame.execution;
  const limits = { concurrency: plan.concurrency, signal: frame.signal };
  let failed = 0;
  const mapRun = record('MapRunStarted', { state: state.name });
  try {
    const results = await fanOut(plan.portions, limits, async (portion, index, signal) => {
      const child = childOf(visit, portion.input, `${mapRun}-${index}`);
      const ending = await conduct(child, () => {
        checkSize(state.name, portion.input);
        return process({ execution: child, signal, variables: {}, item: undefined }, portion.input);
      });
      if (ending.status === 'SUCCEEDED') return ending.output;
      failed += portion.items;
      if (isExceeded(plan, failed)) {
        throw new StateFailure(
          'States.ExceedToleratedFailureThreshold',
          'The specified tolerated failure threshold was exceeded',
        );
      }
      return failedResult(child, ending);
    });
    record('MapRunSucceeded', { state: state.name });
    return results;
  } catch (failure) {
    if (failure instanceof StateFailure) {
      record('MapRunFailed', { state: state.name, error: failure.error, cause: failure.cause });
    }
    throw failure;
  }
}

/** Either limit breaks the run; without any, so does the first failure. */
function isExceeded({ tolerance: { count, percentage }, length }: Plan, failed: number): boolean {
  if (count === undefined && percentage === undefined) return true;
  const tooMany = count !== undefined && failed > count;
  return tooMany || (percentage !== undefined && (failed * 100) / length > percentage);
}

function childOf({ frame: { execution }, state }: Visit, input: unknown, ordinal: string): Execution {
  const label = (state.Type === 'Map' && state.Label) || state.name;
  const name = `${execution.name}-${label}-${ordinal}`;
  const machineArn = `${execution.machineArn}/${label}`;
  return createExecution({ name, machineArn, input }, execution.environment);
}

/** A failed child stands in the results as AWS describes an execution. */
function failedResult(child: Execution, ending: Exclude<Ending, { readonly status: 'SUCCEEDED' }>): unknown {
  return {
    ExecutionArn: executionArn(child),
    Input: JSON.stringify(child.input),
    Name: child.name,
    StartDate: child.startTime,
    StateMachineArn: child.machineArn,
    Status: ending.status,
    Error: ending.error,
    Cause: ending.cause,
  };
}
