import { controllerUnder } from './abort.ts';
import { Stopped } from './failure.ts';

type Limits = { readonly concurrency: number; readonly signal: AbortSignal };

/**
 * Runs a job for every item, in order of the items, no more than `concurrency` at a time.
 *
 * @returns the results in order of the items
 * @throws the first failure, after the jobs under way have been aborted and have ended
 */
export async function fanOut<Item, Result>(
  items: readonly Item[],
  { concurrency, signal }: Limits,
  job: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
): Promise<readonly Result[]> {
  const group = controllerUnder(signal);
  const failures: unknown[] = [];
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const work = async (): Promise<void> => {
    // The runners share one iterator: each item is taken once.
    for (const [index, item] of queue) {
      if (group.signal.aborted) return;
      results[index] = await job(item, index, group.signal);
    }
  };
  const runner = (): Promise<void> =>
    work().catch((error: unknown) => {
      failures.push(error);
      group.abort(new Stopped('ABORTED'));
    });
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, runner));
  group.release();
  if (signal.aborted) throw signal.reason;
  if (failures.length > 0) throw failures[0];
  return results;
}
