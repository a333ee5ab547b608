import type { Finding, Group, Interchange, Position, SetContext } from '../types.ts';
import type { SegmentPlace } from './scan-sink.ts';
import type { Segment } from './segment.ts';

/** What the envelopes say. */
export type EnvelopeEvent =
  | {
      readonly kind: 'interchange';
      /** ISA. */
      readonly segment: Segment;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | {
      /** A TA1. */
      readonly kind: 'acknowledgment';
      readonly segment: Segment;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | {
      readonly kind: 'group';
      /** GS, or the ST that stands where one is missing. */
      readonly segment: Segment;
      readonly group: Group;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | {
      readonly kind: 'set';
      /** ST. */
      readonly segment: Segment;
      readonly context: SetContext;
      readonly position: Position;
    }
  | {
      readonly kind: 'set-end';
      /** SE; null where it is missing. */
      readonly segment: Segment | null;
      readonly context: SetContext;
      /** ST and SE included. */
      readonly segments: number;
      /** False where the file ends within the set. */
      readonly complete: boolean;
      /** Byte offset of what ends it: SE, or what stands in its place. */
      readonly offset: number;
      /** Its last segment besides SE. */
      readonly last: SegmentPlace;
    }
  | {
      readonly kind: 'group-end';
      /** GE; null where it is missing. */
      readonly segment: Segment | null;
    }
  | {
      readonly kind: 'interchange-end';
      /** IEA; null where it is missing. */
      readonly segment: Segment | null;
    }
  /** A segment outside of any set. */
  | { readonly kind: 'stray'; readonly segment: Segment }
  | { readonly kind: 'finding'; readonly finding: Finding };

/** Takes what the envelopes say, with the segments between them, in file order. */
export interface EnvelopeSink {
  envelope(event: EnvelopeEvent): void;
  /** A segment between ST and SE. */
  body(segment: Segment): void;
}

/** How much of a file was read. */
export interface Totals {
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  /** Those of envelopes, and outside of sets, included. */
  readonly segments: number;
}
