import type { ByteSource, ReadOptions } from './engine.ts';
import { eventsOf, type X12Event } from './events.ts';
import type { Segment } from './syntax/segment.ts';
import type { Position } from './types.ts';

/** The part of a position that says where to look. */
export type Place = Pick<Position, 'interchange' | 'group' | 'set' | 'segment'>;

/**
 * The segments that stand at a position: of a claim, the whole loop that its segment opens; of an ST, the whole set; of
 * any other segment of an envelope, that one. With the position that each typed value and each finding bears, whatever
 * no field holds can be had from the file itself.
 *
 * @param place such as `claim.position`
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
  #isDone = false;

  constructor(place: Place) {
    this.#place = place;
  }

  /** @returns a segment that stands there, or `passed` behind the last one */
  take(event: X12Event): Segment | 'passed' | null {
    if (this.#isDone) return 'passed';
    switch (event.kind) {
      case 'set':
        if (!this.#isSought(event.position)) return null;
        this.#start = event.segment.ordinal;
        return this.#isWhole ? event.segment : null;
      case 'open':
        return this.#open(event.segment);
      case 'segment':
        return this.#segment(event.segment);
      case 'close':
        return this.#close();
      case 'set-end':
        return this.#start === null ? null : this.#end(this.#start, event.segment);
      case 'finding':
        return null;
      default:
        return this.#place.set === undefined ? this.#envelope(event.segment) : null;
    }
  }

  /** Whether all of a set is sought: its ST is. */
  get #isWhole(): boolean {
    return this.#place.segment === 1;
  }

  #end(start: number, se: Segment | null): Segment | 'passed' {
    this.#isDone = true;
    const isSought = se !== null && (this.#isWhole || se.ordinal - start + 1 === this.#place.segment);
    return isSought ? se : 'passed';
  }

  /** Outside of sets, segments are counted in the file. */
  #envelope(segment: Segment | null): Segment | null {
    if (segment?.ordinal !== this.#place.segment) return null;
    this.#isDone = true;
    return segment;
  }

  #isSought({ interchange, group, set }: Position): boolean {
    const { interchange: i, group: g, set: s } = this.#place;
    return interchange === i && group === g && set === s;
  }

  #open(segment: Segment): 'passed' | null {
    if (this.#isWhole) return null;
    if (this.#depth === 0) return 'passed';
    if (this.#depth !== null) this.#depth += 1;
    if (this.#opening !== segment) this.#openings = 0;
    this.#opening = segment;
    this.#openings += 1;
    return null;
  }

  #segment(segment: Segment): Segment | 'passed' | null {
    if (this.#start === null) return null;
    if (this.#isWhole) return segment;
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
