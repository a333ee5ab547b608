import type { Segment } from '../syntax/segment.ts';
import type { LoopGuide } from './guide.ts';

/** One occurrence of a loop, with what stands in it, in file order; without segments that the guide does not know. */
export interface LoopNode {
  readonly guide: LoopGuide;
  readonly segments: readonly Segment[];
  readonly loops: readonly LoopNode[];
  /** The loop that this one stands in; null for the whole set. */
  readonly parent: LoopNode | null;
}

interface GrowingNode extends LoopNode {
  readonly segments: Segment[];
  readonly loops: GrowingNode[];
  readonly parent: GrowingNode | null;
}

/**
 * Gathers the segments of a set into loops. Loops named as records are handed out when they close and are not
 * kept in the loop around them, so that memory holds one record however large the set is.
 */
export class TreeBuilder {
  readonly root: LoopNode;
  readonly #records: ReadonlySet<string>;
  #open: GrowingNode;

  constructor(root: LoopGuide, records: readonly string[]) {
    this.#open = { guide: root, segments: [], loops: [], parent: null };
    this.root = this.#open;
    this.#records = new Set(records);
  }

  open(loop: LoopGuide): void {
    this.#open = { guide: loop, segments: [], loops: [], parent: this.#open };
  }

  segment(segment: Segment): void {
    this.#open.segments.push(segment);
  }

  /** Leaves the innermost loop. @returns that loop */
  close(): LoopNode {
    const node = this.#open;
    const { parent } = node;
    if (parent === null) return node;
    this.#open = parent;
    if (!this.isRecord(node)) parent.loops.push(node);
    return node;
  }

  isRecord(node: LoopNode): boolean {
    return this.#records.has(node.guide.id);
  }
}

/** The first segment of an id, with a qualifier in its first element where given. */
export const first = (node: LoopNode | undefined, id: string, qualifier?: string): Segment | undefined =>
  node?.segments.find((s) => s.id === id && (qualifier === undefined || s.element(1) === qualifier));

export const every = (node: LoopNode | undefined, id: string): readonly Segment[] =>
  node?.segments.filter((s) => s.id === id) ?? [];

/** The first inner loop of an id. */
export const inner = (node: LoopNode | undefined, loopId: string): LoopNode | undefined =>
  node?.loops.find((l) => l.guide.id === loopId);

export const inners = (node: LoopNode | undefined, loopId: string): readonly LoopNode[] =>
  node?.loops.filter((l) => l.guide.id === loopId) ?? [];

/** The node itself or the nearest loop around it that has an id. */
export function outer(node: LoopNode | null, loopId: string): LoopNode | undefined {
  for (let at = node; at !== null; at = at.parent) if (at.guide.id === loopId) return at;
  return undefined;
}
