import type { LoopGuide } from '../guides/guide.ts';
import type { Segment } from '../syntax/segment.ts';

/** Takes the segments of one kind of loop, one occurrence after another; those of inner loops go to other readers. */
export interface LoopReader {
  open(): void;
  /** Nothing of the segment may be kept: the next one is the same object. */
  take(segment: Segment, loop: LoopGuide): void;
  close(): void;
}

/** Readers by the ids of their loops. */
export type LoopReaders = readonly (readonly [loopId: string, reader: LoopReader])[];

/** Loops of which nothing is read. */
export const PASSED_OVER: LoopReader = { open() {}, take() {}, close() {} };
