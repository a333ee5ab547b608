import { Defect } from '../../result.ts';
import type { ElementValue } from '../syntax/write.ts';
import { acceptsElements, ruleOf, type SegmentRule } from './accept-elements.ts';
import { qualifierCodes } from './candidates.ts';
import type { Child, LoopGuide, SegmentGuide, SetGuide } from './guide.ts';

/**
 * Says of segments, as they are written, that a walk along the guide would find nothing. It may say no of what is
 * right: a walk then tells what is wrong, if anything. Walking costs much more, because it must explain.
 *
 * An automaton that is made as it is needed: a state is what is open and how often each child came; where a
 * segment leads from there is worked out once.
 */
export class Acceptor {
  readonly #guide: SetGuide;
  readonly #states = new Map<string, State>();
  readonly #rules = new Map<SegmentGuide, SegmentRule>();
  readonly #loopNumbers = new Map<LoopGuide, number>();

  private constructor(guide: SetGuide) {
    this.#guide = guide;
  }

  /** Acceptors are kept with their guides: they hold nothing of what was written. */
  static of(guide: SetGuide): Acceptor {
    const known = ACCEPTORS.get(guide);
    if (known !== undefined) return known;
    const made = new Acceptor(guide);
    ACCEPTORS.set(guide, made);
    return made;
  }

  /**
   * The state before the first segment of a loop, seen from inside.
   *
   * @param path ids of loops, each within the one before; none for what stands between ST and SE
   * @throws Defect when the guide has no such loop
   */
  start(...path: readonly string[]): State {
    let loop = this.#guide.root;
    for (const id of path) {
      const inner = loop.children.find(({ node }) => node.kind === 'loop' && node.id === id)?.node;
      if (inner?.kind !== 'loop') throw new Defect(`${this.#guide.name} has no loop ${id}`);
      loop = inner;
    }
    return this.#intern([{ loop, counts: [], position: 0 }]);
  }

  /** @returns where the segment leads, or null where a walk has something to say about it */
  take(from: State, id: string, elements: readonly ElementValue[]): State | null {
    const edge = id === from.lastId && from.lastEdge !== null ? from.lastEdge : this.#edge(from, id);
    const code = codeAt(elements, edge);
    const step = code === edge.lastCode ? edge.lastStep : this.#step(from, id, { edge, code });
    return step === null || !acceptsElements(step.rule, elements) ? null : step.state;
  }

  /** As `take`, by what the segment is alone. @param code its qualifier, empty where it has none */
  follow(from: State, id: string, code: string): State | null {
    return this.#step(from, id, { edge: this.#edge(from, id), code })?.state ?? null;
  }

  /** Whether a segment may follow, and nothing is missing from the first loop by then. */
  canFollow(from: State, id: string, code: string): boolean {
    return this.follow(from, id, code)?.isOuterComplete ?? false;
  }

  /** Whether nothing is missing where all ends here. */
  canEnd({ isComplete }: State): boolean {
    return isComplete;
  }

  #edge(from: State, id: string): Edge {
    const edge = from.edges.get(id) ?? {
      ...placeOf(from, id),
      steps: new Map(),
      lastCode: null,
      lastStep: null,
    };
    from.edges.set(id, edge);
    from.lastId = id;
    from.lastEdge = edge;
    return edge;
  }

  #step(
    from: State,
    id: string,
    { edge, code }: { readonly edge: Edge; readonly code: string },
  ): Step | null {
    const step = edge.steps.get(code) ?? this.#resolve(from, id, code);
    // What no guide knows may be anything: only what leads on is kept.
    if (step === null) return null;
    edge.steps.set(code, step);
    edge.lastCode = code;
    edge.lastStep = step;
    return step;
  }

  /** The place that a walk takes, when nothing is wrong with it: the innermost loop first. */
  #resolve({ frames }: State, id: string, code: string): Step | null {
    for (let depth = frames.length - 1; depth >= 0; depth -= 1) {
      const frame = frames[depth];
      for (const child of frame?.loop.children ?? []) {
        const opensFrame = depth > 0 && child.index === 0;
        if (frame === undefined || opensFrame || !isMeant(child, id, code)) continue;
        if (child.position < frame.position || countOf(frame, child) >= child.node.max) continue;
        if (!frames.slice(depth + 1).every(hasAll)) return null;
        return {
          state: this.#intern(taken(frames.slice(0, depth), frame, child)),
          rule: this.#rule(child.trigger),
        };
      }
    }
    return null;
  }

  #rule(guide: SegmentGuide): SegmentRule {
    const known = this.#rules.get(guide) ?? ruleOf(guide);
    this.#rules.set(guide, known);
    return known;
  }

  #intern(frames: readonly Frame[]): State {
    const key = frames.map((frame) => this.#keyOf(frame)).join('/');
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    if (this.#states.size >= MOST_STATES) this.#states.clear();
    const state: State = {
      frames,
      isComplete: frames.every(hasAll),
      isOuterComplete: frames.slice(0, 1).every(hasAll),
      edges: new Map(),
      lastId: '',
      lastEdge: null,
    };
    this.#states.set(key, state);
    return state;
  }

  #keyOf({ loop, counts, position }: Frame): string {
    const number = this.#loopNumbers.get(loop) ?? this.#loopNumbers.size;
    this.#loopNumbers.set(loop, number);
    return `${number}:${position}:${counts.join()}`;
  }
}

const ACCEPTORS = new WeakMap<SetGuide, Acceptor>();
/** Claims are made alike: a few hundred states do for most files. */
const MOST_STATES = 20_000;

/** A loop that is open. */
interface Frame {
  readonly loop: LoopGuide;
  /** How often each child came, by its index; what cannot come any more is only there or not. */
  readonly counts: readonly number[];
  readonly position: number;
}

export interface State {
  readonly frames: readonly Frame[];
  /** Whether nothing is missing where all loops end here; or the first of them. */
  readonly isComplete: boolean;
  readonly isOuterComplete: boolean;
  readonly edges: Map<string, Edge>;
  /** The segment that came last from here: mostly it comes again. */
  lastId: string;
  lastEdge: Edge | null;
}

/** Where the segments of one id lead, by the code that tells them apart. */
interface Edge {
  /** 0 where nothing tells them apart, -1 where no single place does. */
  readonly element: number;
  /** 0 for a simple element. */
  readonly component: number;
  readonly steps: Map<string, Step>;
  lastCode: string | null;
  lastStep: Step | null;
}
interface Step {
  readonly state: State;
  readonly rule: SegmentRule;
}

function placeOf({ frames }: State, id: string): Pick<Edge, 'element' | 'component'> {
  let place: Pick<Edge, 'element' | 'component'> = { element: 0, component: 0 };
  for (const { loop } of frames) {
    for (const { trigger } of loop.children) {
      if (trigger.id !== id || trigger.qualifier === undefined) continue;
      const { element, component = 0 } = trigger.qualifier;
      const differs = place.element !== element || place.component !== component;
      if (place.element !== 0 && differs) return { element: -1, component: 0 };
      place = { element, component };
    }
  }
  return place;
}

function codeAt(elements: readonly ElementValue[], { element, component }: Edge): string {
  if (element < 1) return '';
  const value = elements[element - 1];
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? (value[component === 0 ? 0 : component - 1] ?? '') : '';
}

function isMeant({ trigger }: Child, id: string, code: string): boolean {
  if (trigger.id !== id) return false;
  const codes = qualifierCodes(trigger);
  return codes === undefined || codes.has(code);
}

const countOf = ({ counts }: Frame, { index }: Child): number => counts[index] ?? 0;

const hasAll = (frame: Frame): boolean =>
  frame.loop.children.every((child) => child.node.usage !== 'R' || countOf(frame, child) > 0);

/** The frames after a child came in `frame`, its own among them where it is a loop. */
function taken(outer: readonly Frame[], frame: Frame, child: Child): readonly Frame[] {
  const position = Math.max(frame.position, child.position);
  const counts = frame.loop.children.map((other) => {
    const count = countOf(frame, other) + (other === child ? 1 : 0);
    return other.position < position || other.node.max === Number.POSITIVE_INFINITY
      ? Math.min(count, 1)
      : count;
  });
  const after: Frame = { loop: frame.loop, counts, position };
  if (child.node.kind === 'segment') return [...outer, after];
  const inner = child.node;
  return [...outer, after, { loop: inner, counts: [1], position: inner.children[0]?.position ?? 0 }];
}
