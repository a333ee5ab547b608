import type { LoopGuide, SetGuide } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
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
  /** While a loop closes: byte offset of the segment behind it. */
  readonly closedAt: () => number;
  /** Gives out what is read, findings about it included. */
  readonly emit: (item: X12Item) => void;
}

/** Turns the loops of one set into typed items. The engine gives out what the walk and the rules find. */
export interface SetReader {
  /** A record has closed; `node.parent` leads to what it stands in. */
  record(node: LoopNode): void;
  /**
   * The set's end. `root` holds what stands in no record.
   *
   * @param complete whether the file went on after the set; a set cut off may hold half a record at its end
   */
  end(root: LoopNode, complete: boolean): void;
}

/**
 * Turns the segments of one set into typed items as they come, without gathering loops first: for sets that come
 * by the million. What it is given is one segment object used again, so nothing of it may be kept.
 */
export interface StreamReader {
  /**
   * Another set of its kind begins: whatever the one before left, broken off maybe, is forgotten. For readers that are
   * costly to make; a file may have a set for each claim.
   */
  again?(start: SetStart): void;
  /** A loop opens; its first segment comes next. */
  open(loop: LoopGuide): void;
  segment(segment: Segment, loop: LoopGuide): void;
  close(loop: LoopGuide): void;
  /** @see SetReader.end */
  end(complete: boolean): void;
}

interface KnownSet {
  readonly type: SetType;
  readonly guide: SetGuide;
  /** Loops that go to the reader and the rules when they close, the inner ones first, and are then let go. */
  readonly records: readonly string[];
}

/** What the engine knows about a transaction set: its guide, and how to read what it holds. */
export type SetModule = KnownSet &
  (
    | { readonly reader: (start: SetStart) => SetReader; readonly stream?: undefined }
    | { readonly stream: (start: SetStart) => StreamReader; readonly reader?: undefined }
  );
