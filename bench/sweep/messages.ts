/** Between a sweep and the processes that share it. */
import type { Asked, Share } from './options.ts';
import type { Difference, SweepResult } from './sweep.ts';

/** To the process, as its one argument. */
export interface Task extends Pick<Asked, 'claims' | 'every'> {
  readonly only?: string;
  readonly share: Share;
}

/** To the process while it sweeps: it ends after the point that it is at. */
export const STOP = 'stop';

/** From the process: how far it is, what it has found, and in the end all of it. */
export type Told =
  | { readonly done: number; readonly all: number }
  | { readonly difference: Difference }
  | { readonly result: SweepResult };
