/**
 * Runs functions in a bounded number of sandboxes. What finds none free waits its turn; where a function
 * needs room, the idle sandbox that was used least recently makes it.
 */
import type { Activity } from '../activity.ts';
import type { LambdaFunction } from '../deployment.ts';
import { nameInArn } from '../deployment.ts';
import type { Faults } from '../faults.ts';
import { entryOf, type Outcome, type Sandbox, type SandboxDeps, startSandbox } from './sandbox.ts';

export interface LambdaPool {
  /** Runs a function, given by its name or ARN. Never rejects but for a function that is not there. */
  readonly invoke: (nameOrArn: string, event: unknown) => Promise<Outcome>;
  /** Kills every sandbox of a function that runs an event. */
  readonly kill: (functionName: string) => void;
  /** How many sandboxes live, by function. */
  readonly live: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

export interface PoolLimits {
  /** Live sandboxes in all. */
  readonly workers: number;
  /** Live sandboxes of one function. */
  readonly workersPerFunction: number;
}

interface PoolDeps extends SandboxDeps {
  readonly functions: readonly LambdaFunction[];
  readonly limits: PoolLimits;
  readonly activity: Activity;
  readonly faults: Faults;
}

interface Place {
  readonly sandbox: Sandbox;
  state: 'idle' | 'busy' | 'ending';
  usedAtMs: number;
}

interface Waiting {
  readonly fn: LambdaFunction;
  readonly sinceMs: number;
  /** Gives it a place that is already taken for it; none when the pool closes. */
  readonly take: (place: Place | undefined) => void;
}

/** How long an invocation lets others use their warm sandboxes before one of these has to make room for it. */
const patienceMs = 300;

export function createPool(deps: PoolDeps): LambdaPool {
  const { functions, limits, activity, faults } = deps;
  const places = new Set<Place>();
  const queue: Waiting[] = [];
  let closed = false;
  functions.forEach(entryOf); // a function without its code is refused now, not at its first call

  const placesOf = (fn: LambdaFunction) =>
    [...places].filter(({ sandbox }) => sandbox.functionName === fn.name);

  /** Gives places to those who wait, the longest waiting first. */
  function assign(): void {
    let freeing = [...places].filter(({ state }) => state === 'ending').length;
    for (const waiting of [...queue]) {
      const place = placesOf(waiting.fn).find(({ state }) => state === 'idle') ?? open(waiting.fn);
      if (place !== undefined) {
        place.state = 'busy';
        queue.splice(queue.indexOf(waiting), 1);
        waiting.take(place);
      } else if (placesOf(waiting.fn).length < limits.workersPerFunction) {
        if (freeing > 0) freeing -= 1;
        else makeRoom(waiting);
      }
    }
  }

  function open(fn: LambdaFunction): Place | undefined {
    if (places.size >= limits.workers || placesOf(fn).length >= limits.workersPerFunction) return undefined;
    const place: Place = { sandbox: startSandbox(fn, deps), state: 'idle', usedAtMs: performance.now() };
    places.add(place);
    void place.sandbox.ended.then(() => {
      places.delete(place);
      if (!closed) assign();
    });
    return place;
  }

  function makeRoom({ sinceMs }: Waiting): void {
    const impatient = performance.now() - sinceMs > patienceMs;
    const awaited = new Set(queue.map(({ fn }) => fn.name));
    const [oldest] = [...places]
      .filter(({ state, sandbox }) => state === 'idle' && (impatient || !awaited.has(sandbox.functionName)))
      .sort((a, b) => a.usedAtMs - b.usedAtMs);
    if (oldest !== undefined) end(oldest);
  }

  function end(place: Place): void {
    place.state = 'ending';
    place.sandbox.end();
  }

  function release(place: Place): void {
    if (place.state === 'busy') place.state = place.sandbox.alive() ? 'idle' : 'ending';
    place.usedAtMs = performance.now();
    if (!closed) assign();
  }

  async function runIn(place: Place, fn: LambdaFunction, event: unknown): Promise<Outcome> {
    const fault = faults.ofInvocation(fn.name);
    const timer = fault && setTimeout(() => end(place), fault.afterMs);
    const outcome = await place.sandbox.run(event);
    clearTimeout(timer);
    release(place);
    return outcome;
  }

  return {
    invoke: async (nameOrArn, event) => {
      const fn = functions.find(({ name }) => name === nameInArn(nameOrArn));
      if (fn === undefined) throw new Error(`no function ${nameOrArn}`);
      const done = activity.begin('invocation');
      const place = await new Promise<Place | undefined>((take) => {
        if (closed) return take(undefined);
        queue.push({ fn, sinceMs: performance.now(), take });
        assign();
      });
      const outcome = place === undefined ? stopped : await runIn(place, fn, event);
      done();
      return outcome;
    },
    kill: (functionName) => {
      for (const place of places) {
        if (place.sandbox.functionName === functionName && place.state === 'busy') end(place);
      }
    },
    live: () => {
      const names = [...places].map(({ sandbox }) => sandbox.functionName);
      return Object.fromEntries(names.map((name) => [name, names.filter((other) => other === name).length]));
    },
    close: async () => {
      closed = true;
      for (const { take } of queue.splice(0)) take(undefined);
      for (const place of places) end(place);
      await Promise.all([...places].map(({ sandbox }) => sandbox.ended));
    },
  };
}

const stopped: Outcome = {
  ok: false,
  error: { errorType: 'Sandbox.Stopped', errorMessage: 'the embedded AWS stops' },
};
