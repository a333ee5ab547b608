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

/**
 * A reader with its methods apart: to look up a method of one among many kinds of readers takes longer than what
 * most of them do.
 */
export interface Called {
  readonly reader: LoopReader;
  readonly open: LoopReader['open'];
  readonly take: LoopReader['take'];
  readonly close: LoopReader['close'];
}

export function called(reader: LoopReader): Called {
  const { open, take, close } = reader;
  return { reader, open, take, close };
}
