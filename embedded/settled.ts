/** Knows when all that was begun is done. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from './activity.ts';
import type { LiveQueue } from './sqs.ts';

interface SettledDeps {
  readonly activity: Activity;
  /** The queues that a function consumes. What lies in another waits for nobody. */
  readonly consumed: readonly LiveQueue[];
  readonly timeoutMs: number;
}

/** How soon a message that waits for its time is looked after. */
const lookMs = 20;

/**
 * Resolves when there is no event, invocation, execution or request under way, and no message visible,
 * delayed or in flight in a queue that has a consumer. A message that failed waits in flight, so it counts.
 *
 * @throws Error naming what is still under way, after the time given
 */
export async function settled({ activity, consumed, timeoutMs }: SettledDeps): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const underWay = activity.underWay();
    const filled = consumed.filter(holdsMessages).map(({ name }) => name);
    if (filled.length === 0 && Object.keys(underWay).length === 0) return;
    const left = deadline - performance.now();
    if (left <= 0) {
      const queues = filled.length > 0 ? `; messages in ${filled.join(', ')}` : '';
      throw new Error(`not settled after ${timeoutMs} ms: ${JSON.stringify(underWay)}${queues}`);
    }
    if (filled.length > 0) await sleep(lookMs);
    else await Promise.race([activity.idle(), sleep(Math.min(left, 1000))]);
  }
}

const holdsMessages = ({ messages, delayedMessages, inflightMessages }: LiveQueue): boolean =>
  messages.length + delayedMessages.length + inflightMessages.size > 0;
