import type { Separators } from './block.ts';
import type { FindingKind } from './finding.ts';
import type { Segment } from './segment.ts';

/** Takes what the scanner finds, in file order. */
export interface ScanSink {
  /** @param header the delimiters that an ISA segment sets; null for every other segment */
  segment(segment: Segment, header: Separators | null): void;
  /** @param ordinal of the segment before */
  problem(kind: FindingKind, offset: number, ordinal: number): void;
}

/** Where a segment stands in a file. */
export interface SegmentPlace {
  /** 1-based. */
  readonly ordinal: number;
  /** Of its first byte. */
  readonly offset: number;
}
