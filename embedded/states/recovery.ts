import { untilAborted } from './abort.ts';
import { errorMatches, errorOutputOf, StateFailure } from './failure.ts';
import type { Catcher, Retrier } from './shapes.ts';
import { leave, type Step, type Visit } from './visit.ts';

export type Recovery = { readonly Retry: readonly Retrier[]; readonly Catch: readonly Catcher[] };

/**
 * Tries a state, again as its Retry says, and then leaves by its Catch.
 *
 * The first retrier that names the error decides; when its attempts are used up, no other is asked.
 */
export async function withRecovery(
  visit: Visit,
  recovery: Recovery,
  attempt: (visit: Visit) => Promise<Step>,
): Promise<Step> {
  const used = new Map<Retrier, number>();
  for (let retryCount = 0; ; retryCount += 1) {
    try {
      return await attempt({ ...visit, retryCount });
    } catch (failure) {
      if (!(failure instanceof StateFailure)) throw failure;
      const retrier = recovery.Retry.find(({ ErrorEquals }) => errorMatches(ErrorEquals, failure.error));
      const earlier = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
      if (retrier === undefined || earlier >= retrier.MaxAttempts) return caught(visit, recovery, failure);
      used.set(retrier, earlier + 1);
      await pause(visit, retryDelaySeconds(retrier, earlier, visit.frame.execution.environment.random));
    }
  }
}

function caught(visit: Visit, recovery: Recovery, failure: StateFailure): Promise<Step> {
  const catcher = recovery.Catch.find(({ ErrorEquals }) => errorMatches(ErrorEquals, failure.error));
  if (catcher === undefined) throw failure;
  return leave(visit, catcher, { errorOutput: errorOutputOf(failure) });
}

/** @param earlier  the retries of this retrier before this one */
export function retryDelaySeconds(retrier: Retrier, earlier: number, random: () => number): number {
  const delay = Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** earlier, retrier.MaxDelaySeconds);
  return retrier.JitterStrategy === 'FULL' ? delay * random() : delay;
}

/** Sleeps, unless the execution is stopped before. */
export async function pause({ frame }: Visit, seconds: number): Promise<void> {
  if (seconds <= 0) return;
  const { sleep } = frame.execution.environment;
  await untilAborted(sleep(seconds * 1_000, frame.signal), frame.signal);
}
