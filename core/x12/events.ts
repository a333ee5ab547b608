import { type ByteSource, Engine, type EngineSink, feed, type OpenSet, type ReadOptions } from './engine.ts';
import type { LoopGuide, SegmentGuide, SetGuide } from './guides/guide.ts';
import type { SetType } from './items.ts';
import type { EnvelopeEvent } from './syntax/envelope-events.ts';
import type { Segment } from './syntax/segment.ts';
import type { Finding } from './types.ts';

/** What a file holds, segment by segment: the level below typed items, for tools that show, copy or change files. */
export type X12Event =
  | Exclude<EnvelopeEvent, { readonly kind: 'set' }>
  | ((EnvelopeEvent & { readonly kind: 'set' }) & {
      readonly type: SetType;
      /** Null where the set is recognised and not read. */
      readonly guide: SetGuide | null;
    })
  /** Before the loop's first segment. */
  | { readonly kind: 'open'; readonly loop: LoopGuide; readonly segment: Segment }
  | {
      /** A segment between ST and SE. */
      readonly kind: 'segment';
      readonly segment: Segment;
      /** Null where the guide does not know the segment. */
      readonly guide: SegmentGuide | null;
      /** Null where the set is not read. */
      readonly loop: LoopGuide | null;
    }
  | { readonly kind: 'close'; readonly loop: LoopGuide };

/**
 * The events of a file in batches, one for each chunk of its source. Segments stay valid after their batch,
 * and keep the bytes around them in memory as long as they are held.
 */
export async function* eventsOf(
  source: ByteSource,
  options: ReadOptions = {},
): AsyncGenerator<readonly X12Event[]> {
  const gathered = new Gathered();
  for await (const _ of feed(new Engine(gathered, options), source)) {
    const events = gathered.take();
    if (events.length > 0) yield events;
  }
}

class Gathered implements EngineSink {
  readonly keepsEnvelopes = true;
  #events: X12Event[] = [];

  take(): readonly X12Event[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  envelope(event: Exclude<EnvelopeEvent, { readonly kind: 'set' }>): void {
    this.#events.push(event);
  }

  opened({ type, module }: OpenSet, event: EnvelopeEvent & { readonly kind: 'set' }): boolean {
    this.#events.push({ ...event, type, guide: module?.guide ?? null });
    return false;
  }

  open(loop: LoopGuide, segment: Segment): void {
    this.#events.push({ kind: 'open', loop, segment });
  }

  segment(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide | null): void {
    this.#events.push({ kind: 'segment', segment, guide, loop });
  }

  close(loop: LoopGuide): void {
    this.#events.push({ kind: 'close', loop });
  }

  finding(finding: Finding): void {
    this.#events.push({ kind: 'finding', finding });
  }
}
