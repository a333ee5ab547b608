import type { Segment } from '../syntax/segment.ts';
import { among } from './candidates.ts';
import type { Candidates, Child, LoopGuide, SegmentGuide } from './guide.ts';

/**
 * Where walks stand in a loop, and where each segment leads from there. Files say the same over and over: what a
 * walk finds out once is kept with the guide, for all walks. Only codes of guides' own qualifiers are kept, and
 * those of other segments that came at their places; nothing of what a file says besides.
 */

/** Where a segment leads from a state. */
export interface Step {
  readonly key: number;
  /** The place and the packed code of the qualifier; element 0 where it has none. */
  readonly element: number;
  readonly component: number;
  readonly code: number;
  /** Null where the loop has no place for it: the one around it may. */
  readonly guide: SegmentGuide | null;
  /** The loop afterwards. */
  readonly next: LoopState;
  /** The loop that it opens. */
  readonly inner: LoopStates | null;
  /** What must stand before it in its loop and did not come. */
  readonly passed: readonly Child[];
  /** Whether all that it does is to stand in its loop. */
  readonly isPlain: boolean;
}

/** States that are kept of a loop, and steps of a state: a broken file must not take the memory. */
const MOST_STATES = 2_000;
const MOST_STEPS = 24;

function codeAt(segment: Segment, element: number, component: number): number {
  if (component === 0) return element === 1 ? segment.firstCode : segment.code(element);
  return segment.componentCode(element, component);
}

/** Before any step was found: no segment has this key. */
const NO_KEY = -3;

/** An open loop with what came in it. */
export class LoopState {
  readonly loop: LoopGuide;
  /** How often each child came, by its index; once may mean often where there is no limit. */
  readonly counts: readonly number[];
  /** The position reached: children before it would be out of sequence. */
  readonly position: number;
  /** Children that must be there and did not come. */
  readonly missing: readonly Child[];
  readonly #states: LoopStates;
  /** The step that was found first, which is most often the next one too. */
  #key = NO_KEY;
  #element = 0;
  #component = 0;
  #isFirst = false;
  #code = 0;
  #first: Step | null = null;
  /** The others. */
  readonly #steps: Step[] = [];

  constructor(states: LoopStates, counts: readonly number[], position: number) {
    this.#states = states;
    this.loop = states.loop;
    this.counts = counts;
    this.position = position;
    this.missing = states.loop.required.filter(({ index }) => counts[index] === 0);
  }

  /** Where a segment goes that stands in sequence. */
  step(segment: Segment): Step {
    if (segment.key === this.#key && (this.#element === 0 || this.#codeOf(segment) === this.#code))
      return this.#first as Step;
    return this.#other(segment);
  }

  /** What tells the segments of the first step apart. Most have it in their first element. */
  #codeOf(segment: Segment): number {
    return this.#isFirst ? segment.firstCode : codeAt(segment, this.#element, this.#component);
  }

  #other(segment: Segment): Step {
    const { key } = segment;
    const steps = this.#steps;
    for (let i = 0; i < steps.length; i += 1) {
      const step = steps[i] as Step;
      if (step.key !== key) continue;
      const { element } = step;
      if (element === 0 || codeAt(segment, element, step.component) === step.code) return step;
    }
    return this.#found(segment);
  }

  #found(segment: Segment): Step {
    const { key } = segment;
    const candidates = this.loop.byKey.get(key);
    const { element = 0, component = 0, byCode } = candidates ?? {};
    const child = candidates === undefined ? null : this.#free(candidates, segment);
    const code = element === 0 ? 0 : codeAt(segment, element, component);
    const next = child === null ? this : this.after(child);
    const inner = child?.node.kind === 'loop' ? statesOf(child.node) : null;
    const guide = child === null ? null : child.trigger;
    const passed = this.passedBy(next);
    const isPlain = inner === null && passed.length === 0;
    const step: Step = { key, element, component, code, guide, next, inner, passed, isPlain };
    if (byCode !== null) this.#keep(step);
    return step;
  }

  #keep(step: Step): void {
    if (this.#first !== null) {
      if (this.#steps.length < MOST_STEPS) this.#steps.push(step);
      return;
    }
    this.#first = step;
    this.#key = step.key;
    this.#element = step.element;
    this.#isFirst = step.element === 1 && step.component === 0;
    this.#component = step.component;
    this.#code = step.code;
  }

  /** The first child that the segment may be and that has room, not before what already came. */
  #free(candidates: Candidates, segment: Segment): Child | null {
    for (const child of among(candidates, segment)) {
      if (child.position < this.position || child.index < this.#states.first) continue;
      if ((this.counts[child.index] as number) < child.node.max) return child;
    }
    return null;
  }

  /** Children that must be there and whose places lie between this state and a later one. */
  passedBy({ position }: LoopState): readonly Child[] {
    return this.missing.filter((child) => child.position >= this.position && child.position < position);
  }

  /** As it is when a child came once more, in sequence or not. */
  after(child: Child): LoopState {
    const { max } = child.node;
    const most = max === Number.POSITIVE_INFINITY ? 1 : max;
    const counts = [...this.counts];
    counts[child.index] = Math.min((counts[child.index] ?? 0) + 1, most);
    return this.#states.of(counts, Math.max(this.position, child.position));
  }
}

/** All states of one loop. */
export class LoopStates {
  readonly loop: LoopGuide;
  /** The first child that may come: the segment that opens a loop stands in it once. */
  readonly first: number;
  /** Where nothing came but what opens the loop. */
  start: LoopState;
  readonly #known = new Map<string, LoopState>();

  /** @param isRoot whether it is the whole set, which no segment opens */
  constructor(loop: LoopGuide, isRoot: boolean) {
    this.loop = loop;
    this.first = isRoot ? 0 : 1;
    this.start = this.#start();
  }

  /** Where not even that came. */
  get unopened(): LoopState {
    return this.of(
      this.loop.children.map(() => 0),
      0,
    );
  }

  #start(): LoopState {
    const isOpened = this.first > 0;
    const counts = this.loop.children.map((_, index) => (isOpened && index === 0 ? 1 : 0));
    return this.of(counts, isOpened ? (this.loop.children[0]?.position ?? 0) : 0);
  }

  of(counts: readonly number[], position: number): LoopState {
    const key = `${position}:${counts.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_STATES) this.#forget();
    const state = new LoopState(this, counts, position);
    this.#known.set(key, state);
    return state;
  }

  /** States are reached from the start: with a new one, all of them are garbage. */
  #forget(): void {
    this.#known.clear();
    this.start = this.#start();
  }
}

const STATES = new WeakMap<LoopGuide, LoopStates>();

export function statesOf(loop: LoopGuide, isRoot = false): LoopStates {
  const known = STATES.get(loop);
  if (known !== undefined) return known;
  const made = new LoopStates(loop, isRoot);
  STATES.set(loop, made);
  return made;
}
