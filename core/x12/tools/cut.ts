import type { Segment } from '../syntax/segment.ts';
import type { Level, LevelUnit } from './levels.ts';
import type { Run } from './run.ts';

/** What is never divided: a claim with the levels that it needs, or a whole set, or a piece of one. */
export interface Cut extends LevelUnit {
  /** The set's first segments (without ST); they stand before the first cut of it in each part. */
  readonly head: Run;
  /** Claims in it, or that begin in it. */
  readonly claims: number;
  /** The payer's id; null where it is not told. */
  readonly payer: string | null;
  /** Whether the set ends in its part after this. */
  readonly closes: boolean;
  /** Of a set that is too large to be held: it begins in a new part and goes on there. Else it goes where it fits. */
  readonly goes?: 'to a new part' | 'on';
}

/** Divides one set. */
export interface Cutter {
  /** @returns what is finished with the segment */
  take(segment: Segment): readonly Cut[];
  end(): readonly Cut[];
}

export const NO_LEVELS: readonly Level[] = [];
export const NO_CUTS: readonly Cut[] = [];
