import type { SegmentPlace } from '../syntax/scan-sink.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Child } from './guide.ts';

interface Gap {
  readonly depth: number;
  readonly child: Child;
  readonly place: SegmentPlace;
}

/**
 * Where children of open loops should stand that did not come. That they are missing is only known when their
 * loop closes, which may be far behind: of a header, at the end of the set.
 */
export class Gaps {
  #gaps: readonly Gap[] = [];

  /**
   * @param depth of the loop, the whole set being 0
   * @param behind the segment that stands behind their places
   */
  note(depth: number, children: readonly Child[], behind: Segment): void {
    if (children.length === 0) return;
    const place = { ordinal: behind.ordinal - 1, offset: behind.offsetBefore };
    this.#gaps = [...this.#gaps, ...children.map((child) => ({ depth, child, place }))];
  }

  /** Where the last segment before the gap stands; undefined where nothing came behind it. */
  before(depth: number, child: Child): SegmentPlace | undefined {
    return this.#gaps.find((gap) => gap.depth === depth && gap.child === child)?.place;
  }

  /** Forgets those of a loop that closes. */
  close(depth: number): void {
    if (this.#gaps.length > 0) this.#gaps = this.#gaps.filter((gap) => gap.depth < depth);
  }
}
