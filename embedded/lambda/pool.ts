/**
 * Runs functions in a bounded number of sandboxes. What finds none free waits its turn; where a function
 * needs room, the idle sandbox that was used least recently makes it.
 */
import type { Activity } from '../activity.ts';
import { type LambdaFunction, nameInArn } from '../deployment.ts';
import type { Faults } from '../faults.ts';
import { createPlaces, type Place, type PoolLimits } from './places.ts';
import { entryOf, type Outcome, type SandboxDeps, startSandbox } from './sandbox.ts';

export interface LambdaPool {
  /** Runs a function, given by its name or ARN. Rejects only where there is no such function. */
  readonly invoke: (nameOrArn: string, event: unknown) => Promise<Outcome>;
  /** Kills every sandbox that runs an event of the function, given by its caller name. */
  readonly kill: (caller: string) => void;
  /** How many sandboxes live, by function. */
  readonly live: () => Readonly<Record<string, number>>;
  /** Fails what runs and what waits. */
  readonly close: () => Promise<void>;
}

interface PoolDeps extends SandboxDeps {
  readonly functions: readonly LambdaFunction[];
  readonly limits: PoolLimits;
  readonly activity: Activity;
  readonly faults: Faults;
}

interface Waiting {
  readonly fn: LambdaFunction;
  readonly sinceMs: number;
  /** Gives it a place that is already taken for it; none when the pool closes. */
  readonly seat: (place: Place | undefined) => void;
}

/** How long an invocation lets others use their warm sandboxes before one of these makes room for it. */
const patienceMs = 300;

export function createPool(deps: PoolDeps): LambdaPool {
  const { functions, limits, activity, faults } = deps;
  functions.forEach(entryOf); // a function without its code is refused now, not at its first call
  const places = createPlaces({ limits, start: (fn) => startSandbox(fn, deps), onFreed: assign });
  const queue: Waiting[] = [];
  let closed = false;

  /** Gives places to those who wait, the longest waiting first. */
  function assign(): void {
    let freeing = places.ending();
    for (const waiting of [...queue]) {
      const place = places.take(waiting.fn);
      if (place !== undefined) {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.seat(place);
      } else if (!places.isFull(waiting.fn)) {
        if (freeing > 0) freeing -= 1;
        else makeRoomFor(waiting);
      }
    }
  }

  function makeRoomFor({ sinceMs }: Waiting): void {
    const impatient = performance.now() - sinceMs > patienceMs;
    places.makeRoom(impatient ? new Set() : new Set(queue.map(({ fn }) => fn.name)));
  }

  async function runIn(place: Place, fn: LambdaFunction, event: unknown): Promise<Outcome> {
    const fault = faults.ofInvocation(fn.name);
    const timer = fault && setTimeout(() => places.end(place), fault.afterMs);
    const outcome = await place.sandbox.run(event);
    clearTimeout(timer);
    places.release(place);
    assign();
    return outcome;
  }

  return {
    invoke: async (nameOrArn, event) => {
      const fn = functions.find(({ name }) => name === nameInArn(nameOrArn));
      if (fn === undefined) throw new Error(`no function ${nameOrArn}`);
      const done = activity.begin('invocation');
      const place = await new Promise<Place | undefined>((seat) => {
        if (closed) return seat(undefined);
        queue.push({ fn, sinceMs: performance.now(), seat });
        assign();
      });
      const outcome = place === undefined ? stopped : await runIn(place, fn, event);
      done();
      return outcome;
    },
    kill: places.kill,
    live: places.live,
    close: async () => {
      closed = true;
      for (const { seat } of queue.splice(0)) seat(undefined);
      await places.endAll();
    },
  };
}

const stopped: Outcome = {
  ok: false,
  error: { errorType: 'Sandbox.Stopped', errorMessage: 'the embedded AWS stops' },
};
