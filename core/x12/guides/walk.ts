import { type FindingKind, findingAt } from '../syntax/finding.ts';
import type { SegmentPlace } from '../syntax/scan-sink.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Position } from '../types.ts';
import type { Match } from './candidates.ts';
import * as candidate from './candidates.ts';
import { checkSegment, type Place } from './check-segment.ts';
import { Gaps } from './gaps.ts';
import type { Child, LoopGuide, SegmentGuide } from './guide.ts';
import { HierarchyCheck } from './hierarchy.ts';
import { type LoopState, type LoopStates, type Step, statesOf } from './loop-state.ts';
import * as problem from './problems.ts';
import type { WalkSink, WalkStart } from './walk-sink.ts';

const HL = packed('HL');

/**
 * Walks the segments between ST and SE along a guide. Nothing stops it: a segment that is unknown, misplaced,
 * repeated too often or missing is a finding, and the walk goes on.
 */
export class Walker {
  readonly #sink: WalkSink;
  readonly #start: Position;
  readonly #startOrdinal: number;
  readonly #elements: boolean;
  /** The innermost open loop, which most segments stand in. */
  #inner: LoopState;
  /** The loops around it, the outermost first, up to the depth. */
  readonly #outer: LoopState[] = [];
  #depth = 0;
  #current: Segment;
  #currentLoop: LoopGuide;
  /** What closes the loops that close now; null at the set's end. */
  #closer: Segment | null = null;
  /** The set's last segment, and where what ends the set stands. */
  #last: SegmentPlace = { ordinal: 0, offset: 0 };
  #end = 0;
  readonly #gaps = new Gaps();
  /** What stands here belongs to a party that the guide does not know. */
  #ofStranger = 0;
  readonly #hierarchy: HierarchyCheck;
  readonly #report = (kind: FindingKind, place: Place): void => {
    this.#find(kind, this.#current, this.#currentLoop, place);
  };

  constructor({ guide, st, position, elements }: WalkStart, sink: WalkSink) {
    this.#sink = sink;
    this.#start = position;
    this.#startOrdinal = st.ordinal;
    this.#elements = elements;
    this.#current = st;
    this.#currentLoop = guide.root;
    this.#inner = statesOf(guide.root, true).start;
    this.#hierarchy = new HierarchyCheck((kind, at, place) =>
      this.#sink.finding(findingAt(kind, { ...at, ...place })),
    );
  }

  /** Takes the next segment; tells the sink what it means, findings included, in order. */
  next(segment: Segment): void {
    const state = this.#inner;
    const step = state.step(segment);
    const { guide, next, isPlain } = step;
    if (guide !== null && isPlain) {
      if (next !== state) this.#inner = next;
      this.#give(segment, guide, next.loop);
    } else if (!this.#turn(segment, step)) this.#outOfSequence(segment);
  }

  /**
   * Closes all loops at the set's end.
   *
   * @param last the set's last segment besides SE
   * @param offset where in the file SE stands, or what stands in its place
   */
  end(last: SegmentPlace, offset: number): void {
    this.#last = last;
    this.#end = offset;
    this.#closeTo(0, null);
    this.#checkMissing(this.#inner);
    if (this.#elements) this.#hierarchy.end();
  }

  /** While a loop closes: byte offset of the segment that closes it, which is the first behind it. */
  get closedAt(): number {
    return this.#closer?.offset ?? this.#end;
  }

  /** Where a segment of this set stands. */
  position(segment: Segment, loop?: LoopGuide): Position {
    const { interchange, interchangeControlNo, group, set } = this.#start;
    const { safeId: segmentId, offset } = segment;
    const ordinal = segment.ordinal - this.#startOrdinal + 1;
    if (interchangeControlNo === undefined || segmentId === undefined || loop === undefined) {
      const { segmentId: _, ...start } = this.#start;
      const known = { ...(segmentId !== undefined && { segmentId }), ...(loop && { loop: loop.id }) };
      return { ...start, segment: ordinal, offset, ...known };
    }
    // Nearly all positions have all of these, and a literal is several times as fast as spreads are.
    return {
      interchange,
      interchangeControlNo,
      group: group ?? 0,
      set: set ?? 0,
      segment: ordinal,
      segmentId,
      offset,
      loop: loop.id,
    };
  }

  /**
   * Enters a loop, or leaves some: a place with room, not before what already came, the innermost loop first.
   *
   * @param innermost the step of the innermost loop
   */
  #turn(segment: Segment, innermost: Step): boolean {
    let step = innermost;
    let depth = this.#depth;
    while (step.guide === null) {
      if (depth === 0) return false;
      depth -= 1;
      step = (this.#outer[depth] as LoopState).step(segment);
    }
    const { guide, next, inner, passed } = step;
    this.#closeTo(depth, segment);
    this.#gaps.note(depth, passed, segment);
    this.#inner = next;
    if (inner !== null) this.#enter(inner, segment);
    this.#give(segment, guide, (inner ?? next).loop);
    return true;
  }

  #stateAt(depth: number): LoopState {
    return depth === this.#depth ? this.#inner : (this.#outer[depth] as LoopState);
  }

  #outOfSequence(segment: Segment): void {
    const isOfOther = segment.ordinal === this.#ofStranger;
    const nameless = isOfOther ? null : candidate.inNameless(this.#inner, segment, this.#depth);
    const match = nameless ?? this.#beyond(segment) ?? this.#deeper(segment) ?? this.#level(segment);
    if (match === null || this.#isStray(match)) this.#unknown(segment);
    else this.#takeMatch(segment, match);
  }

  /** Whether the loops around it go on: see `isStray`. */
  #isStray({ depth, child, wrong }: Match): boolean {
    if (wrong === undefined || depth === this.#depth) return false;
    return candidate.isStray(child, [...this.#outer.slice(depth + 1, this.#depth), this.#inner]);
  }

  /** A place over its maximum or before what already came. */
  #beyond(segment: Segment): Match | null {
    const match =
      this.#search(segment, (state, child) =>
        child.position < state.position ? null : problem.misplaced(state, child),
      ) ?? this.#search(segment, problem.misplaced);
    if (match === null || match.depth === 0) return match;
    return candidate.inNewLevel(match, this.#stateAt(match.depth), this.#stateAt(match.depth - 1));
  }

  #search(segment: Segment, judge: (state: LoopState, child: Child) => FindingKind | null): Match | null {
    for (let depth = this.#depth; depth >= 0; depth -= 1) {
      const state = this.#stateAt(depth);
      for (const child of candidate.candidatesOf(state.loop, segment)) {
        const wrong = depth > 0 && child.index === 0 ? null : judge(state, child);
        if (wrong !== null) return { depth, child, through: [], wrong };
      }
    }
    return null;
  }

  /** An anchor loop further down whose outer loops were never opened: better read with a finding than lost. */
  #deeper(segment: Segment): Match | null {
    for (let depth = this.#depth; depth >= 0; depth -= 1) {
      const path = candidate.pathToAnchor(this.#stateAt(depth).loop, segment);
      const child = path.at(-1);
      if (child !== undefined) return { depth, child, through: path.slice(0, -1) };
    }
    return null;
  }

  /** A level of a kind that the guide does not name; what follows is not taken for the record's before it. */
  #level(segment: Segment): Match | null {
    if (segment.key !== HL) return null;
    const loops = [...this.#outer.slice(0, this.#depth), this.#inner].map(({ loop }) => loop);
    const match = this.#hierarchy.placeOf(segment, loops);
    if (match !== null) return match;
    this.#hierarchy.passedOver();
    const record = loops.findIndex(({ anchor }) => anchor);
    if (record > 0) this.#closeTo(record - 1, segment);
    return null;
  }

  #takeMatch(segment: Segment, { depth, child, through, nameless, wrong }: Match): void {
    this.#closeTo(depth, segment);
    for (const outer of through) this.#openUnseen(outer, segment);
    if (nameless !== undefined) this.#openNameless(nameless, segment);
    if (wrong !== undefined) {
      const loop = child.node.kind === 'loop' ? child.node : this.#inner.loop;
      this.#find(wrong, segment, loop);
    }
    this.#count(child, segment);
    if (child.node.kind === 'loop') this.#enter(statesOf(child.node), segment);
    this.#give(segment, child.trigger, this.#inner.loop);
  }

  #give(segment: Segment, guide: SegmentGuide, loop: LoopGuide): void {
    this.#sink.segment(segment, guide, loop);
    if (this.#elements) this.#check(segment, guide, loop);
  }

  #check(segment: Segment, guide: SegmentGuide, loop: LoopGuide): void {
    this.#current = segment;
    this.#currentLoop = loop;
    checkSegment(guide, segment, this.#report);
    if (segment.key === HL) this.#hierarchy.take(segment, this.#depth, this.position(segment, loop));
  }

  #count(child: Child, segment: Segment): void {
    const after = this.#inner.after(child);
    this.#gaps.note(this.#depth, this.#inner.passedBy(after), segment);
    this.#inner = after;
  }

  #enter({ loop, start }: Pick<LoopStates, 'loop' | 'start'>, segment: Segment): void {
    this.#outer[this.#depth] = this.#inner;
    this.#depth += 1;
    this.#inner = start;
    if (segment.key === HL) this.#hierarchy.opened(segment, this.#depth);
    this.#sink.open(loop, segment);
  }

  #openUnseen(child: Child, segment: Segment): void {
    this.#count(child, segment);
    if (child.node.kind === 'loop') this.#enter(statesOf(child.node), segment);
    const position = this.position(segment, this.#inner.loop);
    if (child.trigger.key === HL) this.#hierarchy.unseen(this.#depth, position);
    this.#findMissing(child.trigger, position);
  }

  /** Its name is missing only when the loop closes: it may come late. */
  #openNameless(party: Child, segment: Segment): void {
    this.#count(party, segment);
    if (party.node.kind !== 'loop') return;
    const { loop, unopened } = statesOf(party.node);
    this.#enter({ loop, start: unopened }, segment);
  }

  /** Leaves all loops inside the one at `depth`, the innermost first. */
  #closeTo(depth: number, segment: Segment | null): void {
    this.#closer = segment;
    while (this.#depth > depth) {
      const state = this.#inner;
      if (state.missing.length > 0) this.#checkMissing(state);
      this.#gaps.close(this.#depth);
      this.#depth -= 1;
      this.#inner = this.#outer[this.#depth] as LoopState;
      this.#sink.close(state.loop);
    }
  }

  #checkMissing({ loop, missing }: LoopState): void {
    for (const child of missing) this.#findMissing(child.trigger, this.#positionBefore(child, loop));
  }

  #unknown(segment: Segment): void {
    const { ordinal } = segment;
    if (candidate.isPartySegment(segment) || ordinal === this.#ofStranger) this.#ofStranger = ordinal + 1;
    const loop = this.#inner.loop;
    this.#sink.segment(segment, null, loop);
    for (let depth = this.#depth; depth >= 0; depth -= 1) {
      const [known] = this.#stateAt(depth).loop.byKey.get(segment.key)?.children ?? [];
      const element = known?.trigger.qualifier?.element;
      if (element === undefined) continue;
      this.#find(problem.UNKNOWN_QUALIFIER, segment, loop, { element });
      return;
    }
    this.#find(problem.unknownSegment(segment.id), segment, loop);
  }

  /** Reported by the missing segment's id, at the last segment before the gap. */
  #findMissing(guide: SegmentGuide, near: Position): void {
    this.#sink.finding(findingAt(problem.missing(guide), { ...near, segmentId: guide.id }));
  }

  /** Where the segment before the gap stands, or before the one that closes the loop. */
  #positionBefore(missing: Child, loop: LoopGuide): Position {
    const closer = this.#closer;
    const { ordinal, offset } =
      this.#gaps.before(this.#depth, missing) ??
      (closer === null ? this.#last : { ordinal: closer.ordinal - 1, offset: closer.offsetBefore });
    return { ...this.#start, segment: ordinal - this.#startOrdinal + 1, offset, loop: loop.id };
  }

  #find(kind: FindingKind, segment: Segment, loop: LoopGuide, place?: Place): void {
    this.#sink.finding(findingAt(kind, { ...this.position(segment, loop), ...place }));
  }
}
