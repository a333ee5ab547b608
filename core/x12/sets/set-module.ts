import type { LoopGuide, SetGuide } from '../guides/guide.ts';
import type { WalkEvent } from '../guides/walk.ts';
import type { SetType, X12Item } from '../items.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Position, SetContext } from '../types.ts';

/** The set that a reader is made for. */
export interface SetStart {
  readonly context: SetContext;
  /** Where the ST segment stands. */
  readonly position: Position;
  /** Where a segment of this set stands. */
  readonly positionOf: (segment: Segment, loop?: LoopGuide) => Position;
}

/** Turns the walk of one set into typed items. The walk's own findings are passed on by the engine. */
export interface SetReader {
  take(event: WalkEvent): readonly X12Item[];
  /** @param complete whether the file went on after the set; a set cut off may hold half a claim at its end */
  end(complete: boolean): readonly X12Item[];
}

/** What the engine knows about a transaction set: its guide, and how to read what it holds. */
export interface SetModule {
  readonly type: SetType;
  readonly guide: SetGuide;
  readonly reader: (start: SetStart) => SetReader;
  /** The kind of item that `set-end` counts as claims. */
  readonly counts: X12Item['kind'];
}

/** What a reader returns for most events. */
export const NOTHING: readonly X12Item[] = [];
