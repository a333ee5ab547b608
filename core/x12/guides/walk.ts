import { type FindingKind, findingAt } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Finding, Position } from '../types.ts';
import { checkSegment, type Place } from './check-segment.ts';
import { type Child, type LoopGuide, matches, type SegmentGuide, type SetGuide } from './guide.ts';
import * as problem from './problems.ts';

/**
 * What walking a set says. `open` comes before the `segment` event of the loop's first segment; `close` comes
 * when a later segment, or the end, has left the loop. A segment that the guide does not know has no `guide`.
 */
export type WalkEvent =
  | { readonly kind: 'open'; readonly loop: LoopGuide; readonly segment: Segment }
  | {
      readonly kind: 'segment';
      readonly segment: Segment;
      readonly loop: LoopGuide;
      readonly guide: SegmentGuide | null;
    }
  | { readonly kind: 'close'; readonly loop: LoopGuide }
  | { readonly kind: 'finding'; readonly finding: Finding };

interface Frame {
  readonly loop: LoopGuide;
  /** How often each child came, by its index. */
  readonly counts: number[];
  /** The position reached: children before it would be out of sequence. */
  position: number;
}

/** Where a segment goes: the frame and child, and what is wrong with that. */
interface Match {
  readonly depth: number;
  readonly child: Child;
  /** Loops that must be opened without their own segment to reach the child. */
  readonly through: readonly Child[];
  readonly wrong?: FindingKind;
}

/**
 * Walks the segments between ST and SE along a guide. Nothing stops it: a segment that is unknown, misplaced,
 * repeated too often or missing is a finding, and the walk goes on.
 */
export class Walker {
  readonly #start: Position;
  readonly #startOrdinal: number;
  readonly #root: LoopGuide;
  readonly #frames: Frame[];
  #events: WalkEvent[] = [];
  #last: Segment;

  /** @param st the set's ST segment, standing at `start` */
  constructor(guide: SetGuide, st: Segment, start: Position) {
    this.#start = start;
    this.#startOrdinal = st.ordinal;
    this.#last = st;
    this.#root = guide.root;
    this.#frames = [newFrame(guide.root)];
  }

  /** Takes the next segment; returns what it means, findings included, in order. */
  next(segment: Segment): readonly WalkEvent[] {
    const match = this.#inSequence(segment) ?? this.#beyond(segment) ?? this.#deeper(segment);
    if (match === null) this.#unknown(segment);
    else this.#take(segment, match);
    this.#last = segment;
    return this.#drain();
  }

  /** Closes all loops at the set's end. */
  end(): readonly WalkEvent[] {
    this.#closeTo(0);
    for (const frame of this.#frames) this.#checkMissing(frame);
    return this.#drain();
  }

  /** Where a segment of this set stands. */
  position(segment: Segment, loop?: LoopGuide): Position {
    return {
      ...this.#start,
      segment: segment.ordinal - this.#startOrdinal + 1,
      segmentId: segment.id,
      offset: segment.offset,
      ...(loop && { loop: loop.id }),
    };
  }

  #drain(): readonly WalkEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** A place with room, not before what already came; the innermost loop first. */
  #inSequence(segment: Segment): Match | null {
    return this.#search(segment, (frame, child) => {
      if (child.position < frame.position) return null;
      return (frame.counts[child.index] ?? 0) < child.node.max ? 'fits' : null;
    });
  }

  /** A place over its maximum or before what already came. */
  #beyond(segment: Segment): Match | null {
    const wrong = (frame: Frame, child: Child): FindingKind => {
      if (child.position < frame.position && (frame.counts[child.index] ?? 0) < child.node.max) {
        return problem.OUT_OF_SEQUENCE;
      }
      return child.node.kind === 'loop' ? problem.LOOP_OVER_MAXIMUM : problem.SEGMENT_OVER_MAXIMUM;
    };
    return (
      this.#search(segment, (frame, child) =>
        child.position < frame.position ? null : wrong(frame, child),
      ) ?? this.#search(segment, wrong)
    );
  }

  #search(
    segment: Segment,
    judge: (frame: Frame, child: Child) => FindingKind | 'fits' | null,
  ): Match | null {
    for (let depth = this.#frames.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#frames[depth];
      for (const child of frame?.loop.byId.get(segment.id) ?? []) {
        const opensFrame = depth > 0 && child.index === 0;
        if (frame === undefined || opensFrame || !matches(child.trigger, segment)) continue;
        const verdict = judge(frame, child);
        if (verdict === 'fits') return { depth, child, through: [] };
        if (verdict !== null) return { depth, child, through: [], wrong: verdict };
      }
    }
    return null;
  }

  /** An anchor loop further down whose outer loops were never opened: better read with a finding than lost. */
  #deeper(segment: Segment): Match | null {
    for (let depth = this.#frames.length - 1; depth >= 0; depth -= 1) {
      const frame = this.#frames[depth];
      const path = frame === undefined ? [] : pathToAnchor(frame.loop, segment);
      const child = path.at(-1);
      if (child !== undefined) return { depth, child, through: path.slice(0, -1) };
    }
    return null;
  }

  #take(segment: Segment, match: Match): void {
    this.#closeTo(match.depth);
    for (const outer of match.through) this.#openUnseen(outer, segment);
    const { child } = match;
    const frame = this.#count(child);
    const loop = child.node.kind === 'loop' ? child.node : (frame?.loop ?? this.#innermost());
    if (match.wrong !== undefined) this.#find(match.wrong, segment, loop);
    if (child.node.kind === 'loop') this.#open(child.node, segment);
    this.#events.push({ kind: 'segment', segment, loop, guide: child.trigger });
    checkSegment(child.trigger, segment, (kind, place) => this.#find(kind, segment, loop, place));
  }

  #count(child: Child): Frame | undefined {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return undefined;
    frame.counts[child.index] = (frame.counts[child.index] ?? 0) + 1;
    frame.position = Math.max(frame.position, child.position);
    return frame;
  }

  #open(loop: LoopGuide, segment: Segment): void {
    const frame = newFrame(loop);
    frame.counts[0] = 1;
    frame.position = loop.children[0]?.position ?? 0;
    this.#frames.push(frame);
    this.#events.push({ kind: 'open', loop, segment });
  }

  #openUnseen(child: Child, segment: Segment): void {
    this.#count(child);
    if (child.node.kind === 'loop') this.#open(child.node, segment);
    this.#findMissing(child.trigger, segment, this.#innermost());
  }

  /** Leaves all loops inside the one at `depth`, the innermost first. */
  #closeTo(depth: number): void {
    while (this.#frames.length - 1 > depth) {
      const frame = this.#frames.pop();
      if (frame === undefined) return;
      this.#checkMissing(frame);
      this.#events.push({ kind: 'close', loop: frame.loop });
    }
  }

  #checkMissing(frame: Frame): void {
    for (const child of frame.loop.children) {
      if (child.node.usage !== 'R' || (frame.counts[child.index] ?? 0) > 0) continue;
      this.#findMissing(child.trigger, this.#last, frame.loop);
    }
  }

  #unknown(segment: Segment): void {
    const loop = this.#innermost();
    this.#events.push({ kind: 'segment', segment, loop, guide: null });
    const known = this.#frames.findLast((frame) => frame.loop.byId.has(segment.id));
    const element = known?.loop.byId.get(segment.id)?.[0]?.trigger.qualifier?.element;
    if (element === undefined) this.#find(problem.unknownSegment(segment.id), segment, loop);
    else this.#find(problem.UNKNOWN_QUALIFIER, segment, loop, { element });
  }

  #innermost(): LoopGuide {
    return this.#frames.at(-1)?.loop ?? this.#root;
  }

  /** Reported by the missing segment's id, at the last segment before the gap. */
  #findMissing(guide: SegmentGuide, near: Segment, loop: LoopGuide): void {
    const position = { ...this.position(near, loop), segmentId: guide.id };
    this.#events.push({ kind: 'finding', finding: findingAt(problem.missing(guide), position) });
  }

  #find(kind: FindingKind, segment: Segment, loop: LoopGuide, place?: Place): void {
    const position = { ...this.position(segment, loop), ...place };
    this.#events.push({ kind: 'finding', finding: findingAt(kind, position) });
  }
}

const newFrame = (loop: LoopGuide): Frame => ({ loop, counts: [], position: 0 });

/** Children from `loop` down to the anchor that `segment` opens; empty where there is none. */
function pathToAnchor(loop: LoopGuide, segment: Segment): readonly Child[] {
  for (const child of loop.children) {
    if (child.node.kind === 'segment') continue;
    if (child.node.anchor && matches(child.trigger, segment)) return [child];
    const rest = pathToAnchor(child.node, segment);
    if (rest.length > 0) return [child, ...rest];
  }
  return [];
}
