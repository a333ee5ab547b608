import type { Block } from '../syntax/block.ts';
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
  /** Segments in it and in the loops that it keeps. */
  held: number;
  /** Bytes of the file that they keep in memory. */
  heldBytes: number;
}

/**
 * Segments that are held at once: with what is made of them some 650 MB at most. The largest claim that a guide allows
 * has 200,000, the 277CA of a set of 50,000 claims has 400,000: a file with more has lost its structure, and must not
 * take the memory.
 */
export const MAX_HELD_SEGMENTS = 400_000;

/** Bytes of the file that are held with them: segments may be long, and each keeps all of its block. */
export const MAX_HELD_BYTES = 33_554_432;

/**
 * Gathers the segments of a set into loops. Loops named as records are handed out when they close and are not
 * kept in the loop around them, so that memory holds one record however large the set is.
 */
export class TreeBuilder {
  readonly root: LoopNode;
  readonly #records: ReadonlySet<string>;
  #open: GrowingNode;
  #held = 0;
  #heldBytes = 0;
  /** Of the segment held last. */
  #block: Block | null = null;
  /** Whether the last segment was left out. */
  #isFull = false;

  constructor(root: LoopGuide, records: readonly string[]) {
    this.#open = { guide: root, segments: [], loops: [], parent: null, held: 0, heldBytes: 0 };
    this.root = this.#open;
    this.#records = new Set(records);
  }

  open(loop: LoopGuide): void {
    this.#open = { guide: loop, segments: [], loops: [], parent: this.#open, held: 0, heldBytes: 0 };
  }

  /** @returns false where it holds as many segments as it may: this one is left out */
  segment(segment: Segment): boolean {
    this.#isFull = this.#held >= MAX_HELD_SEGMENTS || !this.#holds(segment.block);
    if (this.#isFull) return false;
    this.#open.segments.push(segment);
    this.#open.held += 1;
    this.#held += 1;
    return true;
  }

  #holds(block: Block): boolean {
    if (block === this.#block) return true;
    const { length } = block.bytes;
    if (this.#heldBytes + length > MAX_HELD_BYTES) return false;
    this.#block = block;
    this.#heldBytes += length;
    this.#open.heldBytes += length;
    return true;
  }

  /** Leaves the innermost loop. @returns that loop */
  close(): LoopNode {
    const node = this.#open;
    const { parent } = node;
    if (parent === null) return node;
    this.#open = parent;
    if (this.isRecord(node)) this.#release(node);
    else if (!this.#isFull || node.held > 0) {
      parent.loops.push(node);
      parent.held += node.held;
      parent.heldBytes += node.heldBytes;
    }
    return node;
  }

  /** What follows may stand in the same block, which counts for it then. */
  #release({ held, heldBytes }: GrowingNode): void {
    this.#held -= held;
    this.#heldBytes -= heldBytes;
    this.#block = null;
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
