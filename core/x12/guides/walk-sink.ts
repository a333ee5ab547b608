import type { Segment } from '../syntax/segment.ts';
import type { Finding, Position } from '../types.ts';
import type { LoopGuide, SegmentGuide, SetGuide } from './guide.ts';

/** Takes what walking a set says, in order. */
export interface WalkSink {
  /** Before the loop's first segment. */
  open(loop: LoopGuide, segment: Segment): void;
  /** @param guide null where the guide does not know the segment */
  segment(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide): void;
  /** When a later segment, or the set's end, has left the loop. */
  close(loop: LoopGuide): void;
  finding(finding: Finding): void;
}

/** The set that a walk is made for. */
export interface WalkStart {
  readonly guide: SetGuide;
  readonly st: Segment;
  /** Where the ST segment stands. */
  readonly position: Position;
  /** Whether elements are compared with the guide too, or only segments and loops. */
  readonly elements: boolean;
}
