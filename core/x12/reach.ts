import type { ByteSource, ReadOptions } from './engine.ts';
import { eventsOf, type X12Event } from './events.ts';
import type { Segment } from './syntax/segment.ts';
import type { Position } from './types.ts';

/** The part of a position that says where to look. */
export type Place = Pick<Position, 'interchange' | 'group' | 'set' | 'segment'>;

/**
 * The segments that stand at a position: of a claim, the whole loop that its segment opens. With the position that
 * each typed value and each finding bears, whatever no field holds can be had from the file itself.
 *
 * @param place of a segment within a set, such as `claim.position`
 */
export async function* segmentsAt(
  source: ByteSource,
  place: Place,
  options: ReadOptions = {},
): AsyncGenerator<Segment> {
  const seeker = new Seeker(place);
  for await (const events of eventsOf(source, { ...options, check: 'none' })) {
    for (const event of events) {
      const found = seeker.take(event);
      if (found === 'passed') return;
      if (found !== null) yield found;
    }
  }
}

class Seeker {
  readonly #place: Place;
  /** Ordinal in the file of the set's ST; null outside of the set that is sought. */
  #start: number | null = null;
  /** How many of the loops that opened at the place are still open; null before it. */
  #depth: number | null = null;
  #opening: Segment | null = null;
  #openings = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** @returns a segment that stands there, or `passed` behind the last one */
  take(event: X12Event): Segment | 'passed' | null {
    switch (event.kind) {
      case 'set':
        if (this.#isSought(event.position)) this.#start = event.segment.ordinal;
        return null;
      case 'open':
        return this.#open(event.segment);
      case 'segment':
        return this.#segment(event.segment);
      case 'close':
        return this.#close();
      case 'set-end':
        return this.#start === null ? null : 'passed';
      default:
        return null;
    }
  }

  #isSought({ interchange, group, set }: Position): boolean {
    const { interchange: i, group: g, set: s } = this.#place;
    return interchange === i && group === g && set === s;
  }

  #open(segment: Segment): 'passed' | null {
    if (this.#depth === 0) return 'passed';
    if (this.#depth !== null) this.#depth += 1;
    if (this.#opening !== segment) this.#openings = 0;
    this.#opening = segment;
    this.#openings += 1;
    return null;
  }

  #segment(segment: Segment): Segment | 'passed' | null {
    if (this.#start === null) return null;
    if (this.#depth !== null) return this.#depth > 0 ? segment : 'passed';
    if (segment.ordinal - this.#start + 1 !== this.#place.segment) return null;
    this.#depth = this.#opening === segment ? this.#openings : 0;
    return segment;
  }

  #close(): 'passed' | null {
    if (this.#depth === null) return null;
    this.#depth -= 1;
    return this.#depth <= 0 ? 'passed' : null;
  }
}
