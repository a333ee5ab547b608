/**
 * One clock for the whole embedded AWS. Its offset lies in shared memory, so that a test which turns
 * the clock turns it in every running worker too.
 */
export interface Clock {
  /** Milliseconds since the epoch, the offset included. */
  readonly now: () => number;
  /** Turns the clock by so many milliseconds, forward when positive. */
  readonly shift: (ms: number) => void;
  /** Eight bytes: the offset in milliseconds as a double. Workers read it. */
  readonly shared: SharedArrayBuffer;
}

export function createClock(offsetMs = 0): Clock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = new Float64Array(shared);
  offset[0] = offsetMs;
  return {
    now: () => Date.now() + (offset[0] ?? 0),
    shift: (ms) => {
      offset[0] = (offset[0] ?? 0) + ms;
    },
    shared,
  };
}
