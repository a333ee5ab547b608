import { setMaxListeners } from 'node:events';
import { Stopped } from './failure.ts';

export type Controller = {
  readonly signal: AbortSignal;
  readonly abort: (reason: Error) => void;
  /** Lets go of the parent; call it when the work is over. */
  readonly release: () => void;
};

/** A controller that is aborted when its parent is. */
export function controllerUnder(parent: AbortSignal | undefined): Controller {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (reason: Error): void => controller.abort(reason);
  // One listener for each piece of work under way is meant, not a leak.
  setMaxListeners(0, signal);
  if (parent === undefined) return { signal, abort, release: () => undefined };
  setMaxListeners(0, parent);
  const follow = (): void => abort(stopReasonOf(parent));
  if (parent.aborted) follow();
  parent.addEventListener('abort', follow, { once: true });
  return { signal, abort, release: () => parent.removeEventListener('abort', follow) };
}

/** A reason that no Retry or Catch may handle, whatever the outside aborted with. */
const stopReasonOf = ({ reason }: AbortSignal): Stopped =>
  reason instanceof Stopped ? reason : new Stopped('ABORTED');

/** The work's outcome, or the reason of the abort as soon as there is one. The work itself may run on. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    const outcome = await Promise.race([work, aborted]);
    signal.throwIfAborted();
    return outcome;
  } catch (error) {
    // Work that notices the signal fails in a way of its own.
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Waits so many milliseconds, or less when the signal fires. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Rings once after a time. What is returned calls it off. */
export function startTimer(sleep: Sleep, seconds: number, ring: () => void): () => void {
  const { signal, abort } = controllerUnder(undefined);
  untilAborted(sleep(seconds * 1_000, signal), signal).then(ring, () => undefined);
  return () => abort(new Stopped('ABORTED'));
}
