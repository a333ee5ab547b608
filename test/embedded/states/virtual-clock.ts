import type { Sleep } from '../../../embedded/states/abort.ts';

/** A clock that jumps to the next timer as soon as nothing else is going on, and remembers every sleep. */
export function virtualClock(startMs = 0) {
  let nowMs = startMs;
  const slept: number[] = [];
  const timers = new Set<{ readonly atMs: number; readonly ring: () => void }>();
  const ringNext = (): void => {
    const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
    if (next === undefined) return;
    timers.delete(next);
    nowMs = next.atMs;
    next.ring();
  };
  const sleep: Sleep = (ms, signal) =>
    new Promise((resolve) => {
      const timer = { atMs: nowMs + ms, ring: resolve };
      slept.push(ms);
      timers.add(timer);
      signal.addEventListener('abort', () => timers.delete(timer), { once: true });
      setImmediate(ringNext);
    });
  return { now: () => nowMs, sleep, slept, timers };
}
