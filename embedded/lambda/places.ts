/** The sandboxes that live, within their limits. */
import type { LambdaFunction } from '../deployment.ts';
import { callerName, type Sandbox } from './sandbox.ts';

export interface PoolLimits {
  /** Live sandboxes in all. */
  readonly workers: number;
  /** Live sandboxes of one function. */
  readonly workersPerFunction: number;
}

export interface Place {
  readonly sandbox: Sandbox;
  state: 'idle' | 'busy' | 'ending';
  usedAtMs: number;
}

export interface Places {
  /** An idle or a new sandbox of the function, busy from now on; none where there is no room. */
  readonly take: (fn: LambdaFunction) => Place | undefined;
  readonly release: (place: Place) => void;
  /** Ends a sandbox, in mid-call if need be. */
  readonly end: (place: Place) => void;
  /** Whether the function has as many sandboxes as it may. */
  readonly isFull: (fn: LambdaFunction) => boolean;
  /** Ends the idle sandbox that was used least recently, but none of the functions that are spared. */
  readonly makeRoom: (spared: ReadonlySet<string>) => void;
  /** How many sandboxes are on their way out. */
  readonly ending: () => number;
  readonly live: () => Readonly<Record<string, number>>;
  readonly kill: (caller: string) => void;
  readonly endAll: () => Promise<void>;
}

interface PlacesDeps {
  readonly limits: PoolLimits;
  readonly start: (fn: LambdaFunction) => Sandbox;
  /** A sandbox is gone, and its place free. */
  readonly onFreed: () => void;
}

export function createPlaces({ limits, start, onFreed }: PlacesDeps): Places {
  const places = new Set<Place>();
  const placesOf = ({ name }: LambdaFunction) =>
    [...places].filter(({ sandbox }) => sandbox.functionName === name);
  const isFull = (fn: LambdaFunction) => placesOf(fn).length >= limits.workersPerFunction;

  function open(fn: LambdaFunction): Place | undefined {
    if (places.size >= limits.workers || isFull(fn)) return undefined;
    const place: Place = { sandbox: start(fn), state: 'idle', usedAtMs: performance.now() };
    places.add(place);
    void place.sandbox.ended.then(() => {
      places.delete(place);
      onFreed();
    });
    return place;
  }

  function end(place: Place): void {
    place.state = 'ending';
    place.sandbox.end();
  }

  return {
    take: (fn) => {
      const place = placesOf(fn).find(({ state }) => state === 'idle') ?? open(fn);
      if (place !== undefined) place.state = 'busy';
      return place;
    },
    release: (place) => {
      if (place.state === 'busy') place.state = place.sandbox.alive() ? 'idle' : 'ending';
      place.usedAtMs = performance.now();
    },
    end,
    isFull,
    makeRoom: (spared) => {
      const [oldest] = [...places]
        .filter(({ state, sandbox }) => state === 'idle' && !spared.has(sandbox.functionName))
        .sort((a, b) => a.usedAtMs - b.usedAtMs);
      if (oldest !== undefined) end(oldest);
    },
    ending: () => [...places].filter(({ state }) => state === 'ending').length,
    live: () => countByName([...places].map(({ sandbox }) => sandbox.functionName)),
    kill: (caller) => {
      for (const place of places) {
        if (callerName(place.sandbox.functionName) === caller && place.state === 'busy') end(place);
      }
    },
    endAll: async () => {
      for (const place of places) end(place);
      await Promise.all([...places].map(({ sandbox }) => sandbox.ended));
    },
  };
}

const countByName = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, names.filter((other) => other === name).length]));
