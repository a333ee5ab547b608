import type { LoopGuide, SegmentGuide, SetGuide } from './guides/guide.ts';
import { Walker } from './guides/walk.ts';
import type { SetType } from './items.ts';
import { moduleOf } from './sets/registry.ts';
import type { SetModule } from './sets/set-module.ts';
import { type GuideNames, setNameOf, setTypeOf } from './sets/set-type.ts';
import { EnvelopeReader } from './syntax/envelope.ts';
import type { EnvelopeEvent, EnvelopeSink, Totals } from './syntax/envelope-events.ts';
import { type FindingKind, findingAt, warning } from './syntax/finding.ts';
import { Scanner } from './syntax/scan.ts';
import type { Segment } from './syntax/segment.ts';
import type { Finding, Position, SetContext } from './types.ts';

/** Bytes as they come: a file stream, or chunks in memory. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** How a file is read. */
export interface ReadOptions {
  /**
   * How much is checked besides envelopes and the order of loops and segments. `none`: nothing more, for those
   * who only want what a file holds. `guide`, the default: elements too (SNIP 1 and 2). `all`: balances and
   * conditions between segments too (SNIP 3 to 5).
   */
  readonly check?: 'none' | 'guide' | 'all';
  /** Guide identifiers (ST03 or GS08) that partners use besides the standard's, and the set that each means. */
  readonly guides?: GuideNames;
}

type SetStarted = EnvelopeEvent & { readonly kind: 'set' };

const notSupported = ({ segment, context }: SetStarted, guides: ReadOptions['guides']): FindingKind =>
  warning(
    1,
    'SET-NOT-SUPPORTED',
    `This transaction set (${setNameOf(segment.element(1), context.version, guides)}) is not read; its content was passed over.`,
  );

/** Read and taken all the same: what a set is, its own header and version say. */
const OTHER_GROUP = warning(
  1,
  'GROUP-OF-OTHER-SETS',
  'GS01 names another kind of transaction sets than the one that stands in the group.',
);

const OTHER_GUIDE = warning(1, 'ST-VERSION', 'ST03 does not name the guide that GS08 names.');

/** Whether a group, one that has a header, says that it holds another kind of sets. */
const isAstray = ({ guide }: SetModule, { group }: SetContext): boolean =>
  group.functionalCode !== '' && group.functionalCode !== guide.functionalCode;

/** Whether ST03, which all sets but an 835 have, is missing or leads to another set than GS08. Errata may differ. */
const isOfOtherGuide = (
  type: SetType,
  { setId, setVersion, group }: SetContext,
  guides?: GuideNames,
): boolean =>
  group.version !== '' &&
  (setVersion === undefined ? type !== '835' : setTypeOf(setId, group.version, guides) !== type);

/** An open set, as the engine sees it. */
export interface OpenSet {
  readonly type: SetType;
  /** Null where the set is recognised and not read. */
  readonly module: SetModule | null;
  readonly walker: Walker | null;
}

/** Takes all that a file says, in order. */
export interface EngineSink {
  /** Whether it keeps segments of envelopes beyond the call: else one object serves for all of them. */
  readonly keepsEnvelopes: boolean;
  envelope(event: Exclude<EnvelopeEvent, SetStarted>): void;
  /** @returns whether it keeps no segment of the set, so that one object may serve for all of them */
  opened(set: OpenSet, event: SetStarted): boolean;
  /** Before the loop's first segment. */
  open(loop: LoopGuide, segment: Segment): void;
  /** A segment between ST and SE. @param guide null where the guide, and `loop` null where we, do not know it */
  segment(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide | null): void;
  close(loop: LoopGuide): void;
  finding(finding: Finding): void;
  /** Now and then. @param offset how far the file is read */
  reached?(offset: number): void;
}

/**
 * Scanner, envelopes and walker joined: bytes go in, what they mean comes out at the sink. Everything that
 * reads X12 stands on this one walk.
 */
export class Engine implements EnvelopeSink {
  readonly #sink: EngineSink;
  readonly #options: ReadOptions;
  readonly #envelope: EnvelopeReader;
  readonly #scanner: Scanner;
  #walker: Walker | null = null;

  constructor(sink: EngineSink, options: ReadOptions = {}) {
    this.#sink = sink;
    this.#options = options;
    this.#envelope = new EnvelopeReader(this);
    this.#scanner = new Scanner(this.#envelope);
    this.#scanner.reuse = !sink.keepsEnvelopes;
  }

  get totals(): Totals {
    return this.#envelope.totals;
  }

  /** Takes the next bytes, cut anywhere; the caller may use its buffer again. */
  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
    this.#sink.reached?.(this.#scanner.reached);
  }

  end(): void {
    this.#scanner.end();
    this.#envelope.end(this.#scanner.last);
  }

  body(segment: Segment): void {
    if (this.#walker === null) this.#sink.segment(segment, null, null);
    else this.#walker.next(segment);
  }

  envelope(event: EnvelopeEvent): void {
    if (event.kind === 'set') {
      const set = this.#opened(event);
      this.#walker = set.walker;
      this.#scanner.reuse = this.#sink.opened(set, event);
      this.#checkVersion(set, event);
      return;
    }
    if (event.kind === 'set-end') {
      // A set cut off by the end of the file may hold half a record at its end: its loops are left open.
      if (event.complete) this.#walker?.end(event.last, event.offset);
      this.#walker = null;
      this.#scanner.reuse = !this.#sink.keepsEnvelopes;
    }
    this.#sink.envelope(event);
  }

  #checkVersion({ type, module }: OpenSet, event: SetStarted): void {
    const { context, position } = event;
    const { guides } = this.#options;
    if (module === null) {
      this.#sink.finding(findingAt(notSupported(event, guides), position));
      return;
    }
    if (isAstray(module, context)) this.#sink.finding(findingAt(OTHER_GROUP, position));
    if (isOfOtherGuide(type, context, guides))
      this.#sink.finding(findingAt(OTHER_GUIDE, { ...position, element: 3 }));
  }

  #opened({ segment, context, position }: SetStarted): OpenSet {
    const type = setTypeOf(segment.element(1), context.version, this.#options.guides);
    const module = moduleOf(type);
    if (module === undefined) return { type, module: null, walker: null };
    return { type, module, walker: this.#walkerOf(module.guide, segment, position) };
  }

  #walkerOf(guide: SetGuide, st: Segment, position: Position): Walker {
    const elements = this.#options.check !== 'none';
    return new Walker({ guide, st, position, elements }, this.#sink);
  }
}

/** Bytes that are read before what came of them is handed on: little enough to be garbage while it is young. */
const STEP_BYTES = 32_768;

/** Feeds a source to an engine; pauses now and then so that what came of it can be handed on. */
export async function* feed(engine: Engine, source: ByteSource): AsyncGenerator<void> {
  for await (const chunk of source) {
    for (let from = 0; from < chunk.length; from += STEP_BYTES) {
      engine.push(chunk.subarray(from, from + STEP_BYTES));
      yield;
    }
  }
  engine.end();
  yield;
}
