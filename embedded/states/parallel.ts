import type { StateOf } from './definition.ts';
import { StateFailure } from './failure.ts';
import { fanOut } from './fan-out.ts';
import { anything, evaluate, type RunGraph, type Visit } from './visit.ts';

/** Runs every branch on the same input; the first failure stops the others. */
export async function runParallel(
  visit: Visit,
  state: StateOf<'Parallel'>,
  runGraph: RunGraph,
): Promise<unknown> {
  const { frame } = visit;
  const { record } = frame.execution;
  const input =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, anything, { visit });
  record('ParallelStateStarted', { state: state.name });
  try {
    const limits = { concurrency: state.inner.length, signal: frame.signal };
    const results = await fanOut(state.inner, limits, (branch, _index, signal) =>
      runGraph(branch, { ...frame, signal, variables: visit.variables }, input),
    );
    record('ParallelStateSucceeded', { state: state.name });
    return results;
  } catch (failure) {
    if (failure instanceof StateFailure) record('ParallelStateFailed', { state: state.name });
    throw failure;
  }
}
