import type { Segment } from '../syntax/segment.ts';
import type { LoopGuide } from './guide.ts';
import type { WalkEvent } from './walk.ts';

/** One occurrence of a loop, with what stands in it, in file order; without segments that the guide does not know. */
export interface LoopNode {
  readonly guide: LoopGuide;
  readonly segments: readonly Segment[];
  readonly loops: readonly LoopNode[];
}

interface GrowingNode extends LoopNode {
  readonly segments: Segment[];
  readonly loops: GrowingNode[];
}

/**
 * Gathers walk events into loops. Loops named as records are handed out when they close and are not kept in
 * the loop around them, so that memory holds one record however large the set is.
 */
export class TreeBuilder {
  readonly root: LoopNode;
  readonly #records: ReadonlySet<string>;
  readonly #open: GrowingNode[];

  constructor(root: LoopGuide, records: readonly string[]) {
    const node: GrowingNode = { guide: root, segments: [], loops: [] };
    this.root = node;
    this.#records = new Set(records);
    this.#open = [node];
  }

  /** The loops that are open now, the outermost first. */
  get path(): readonly LoopNode[] {
    return this.#open;
  }

  /** Takes an event; returns the record that it closes, if it does. */
  take(event: WalkEvent): LoopNode | null {
    switch (event.kind) {
      case 'open':
        this.#open.push({ guide: event.loop, segments: [], loops: [] });
        return null;
      case 'segment':
        if (event.guide !== null) this.#open.at(-1)?.segments.push(event.segment);
        return null;
      case 'close':
        return this.#close();
      case 'finding':
        return null;
    }
  }

  #close(): LoopNode | null {
    const node = this.#open.pop();
    if (node === undefined) return null;
    if (this.#records.has(node.guide.id)) return node;
    this.#open.at(-1)?.loops.push(node);
    return null;
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
