import { type ByteSource, Engine, type EngineSink, feed, type OpenSet, type ReadOptions } from './engine.ts';
import type { LoopGuide, RuleReport, SegmentGuide, SetRules } from './guides/guide.ts';
import { type LoopNode, MAX_HELD_BYTES, MAX_HELD_SEGMENTS, TreeBuilder } from './guides/tree.ts';
import type { Walker } from './guides/walk.ts';
import type { SetType, X12Item } from './items.ts';
import type { SetModule, SetReader, SetStart, StreamReader } from './sets/set-module.ts';
import { interchangeAcknowledgmentOf } from './sets/ta1-read.ts';
import type { EnvelopeEvent } from './syntax/envelope-events.ts';
import { error, findingAt } from './syntax/finding.ts';
import { packed, type Segment } from './syntax/segment.ts';
import type { Finding, Position, SetContext } from './types.ts';

export type { ByteSource, ReadOptions } from './engine.ts';
export type { SetType, X12Item } from './items.ts';

/**
 * Reads an X12 file of any size into typed items, one at a time. Never throws on data: what is wrong comes as
 * findings between the items. Chunk boundaries may fall anywhere.
 */
export function readX12(source: ByteSource, options: ReadOptions = {}): AsyncGenerator<X12Item> {
  return new Singly(itemsOf(source, options));
}

/** Hands out batches item by item: an async generator would wait three times for each item. */
class Singly implements AsyncGenerator<X12Item> {
  readonly #batches: AsyncGenerator<readonly X12Item[]>;
  #batch: readonly X12Item[] = [];
  #next = 0;

  constructor(batches: AsyncGenerator<readonly X12Item[]>) {
    this.#batches = batches;
  }

  async next(): Promise<IteratorResult<X12Item>> {
    while (this.#next >= this.#batch.length) {
      const { done, value } = await this.#batches.next();
      if (done) return { done: true, value: undefined };
      this.#batch = value;
      this.#next = 0;
    }
    const value = this.#batch[this.#next] as X12Item;
    this.#next += 1;
    return { done: false, value };
  }

  /** The consumer stops early: the source is closed. */
  async return(): Promise<IteratorResult<X12Item>> {
    this.#batch = [];
    await this.#batches.return(undefined);
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<X12Item>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

/** The items of `readX12` in batches, one for each chunk of the source: for those who read millions. */
export async function* itemsOf(
  source: ByteSource,
  options: ReadOptions = {},
): AsyncGenerator<readonly X12Item[]> {
  let items: X12Item[] = [];
  for await (const _ of eachItem(source, options, (item) => items.push(item))) {
    if (items.length === 0) continue;
    const read = items;
    items = [];
    yield read;
  }
  yield items;
}

/**
 * Hands on each item of `readX12` as soon as it is read, so that an item nobody keeps is gone with the next one; pauses
 * now and then, so that who takes them may wait for something.
 */
export async function* eachItem(
  source: ByteSource,
  options: ReadOptions,
  take: (item: X12Item) => void,
): AsyncGenerator<void> {
  const engine = new Engine(new ItemReader(options, take), options);
  yield* feed(engine, source);
  take({ kind: 'end', ...engine.totals });
}

const OVERFULL = error(
  1,
  'SET-OVERFULL',
  'So many segments belong together here that they cannot be one record; those beyond the limit are not read.',
  ['IK502', 'I5'],
);

const CLM = packed('CLM');
const CLP = packed('CLP');

/** The set that is being read. */
interface ReadSet {
  readonly module: SetModule;
  /** Where its ST stands. */
  readonly position: Position;
  readonly walker: Walker;
  /** Gathers loops for the reader and the rules; null where neither needs it. */
  readonly tree: TreeBuilder | null;
  readonly reader: SetReader | null;
  readonly stream: StreamReader | null;
  readonly rules: SetRules | null;
}

class ItemReader implements EngineSink {
  readonly keepsEnvelopes = false;
  readonly #options: ReadOptions;
  readonly #take: (item: X12Item) => void;
  #type: SetType = 'unsupported';
  /** The last reader of each kind of set. */
  readonly #streams = new Map<SetModule, StreamReader>();
  /** Null outside of sets, and in those that are not read. */
  #set: ReadSet | null = null;
  #claims = 0;
  #errors = 0;
  /** Segments since the last item: those of what is being read. */
  #unread = 0;
  /** Byte offset, by and large, of the last item; null where one came since the last look at it. */
  #itemAt: number | null = null;
  #isOverfull = false;
  readonly #emit = (item: X12Item): void => {
    if (item.kind !== 'finding') {
      this.#unread = 0;
      this.#itemAt = null;
    } else if (item.finding.severity === 'error') this.#errors += 1;
    this.#take(item);
  };
  readonly #report: RuleReport = (kind, segment, place = {}) => {
    if (this.#set === null) return;
    const { loop, ...within } = place;
    this.finding(
      findingAt(kind, { ...this.#set.walker.position(segment, loop ?? this.#closing), ...within }),
    );
  };
  /** The loop that a rule looks at. */
  #closing: LoopGuide | undefined;

  constructor(options: ReadOptions, take: (item: X12Item) => void) {
    this.#options = options;
    this.#take = take;
  }

  /** Whatever belongs to one item is read up to a limit of bytes too. */
  reached(offset: number): void {
    this.#itemAt ??= offset;
    if (offset - this.#itemAt > MAX_HELD_BYTES) this.#unread = MAX_HELD_SEGMENTS;
  }

  finding(finding: Finding): void {
    this.#emit({ kind: 'finding', finding });
  }

  envelope(event: Exclude<EnvelopeEvent, { readonly kind: 'set' }>): void {
    if (event.kind === 'interchange') {
      const { interchange, position } = event;
      this.#emit({ kind: 'interchange', interchange, position });
    } else if (event.kind === 'group') {
      const { group, interchange, position } = event;
      this.#emit({ kind: 'group', group, interchange, position });
    } else if (event.kind === 'acknowledgment') {
      for (const item of interchangeAcknowledgmentOf(event)) this.#emit(item);
    } else if (event.kind === 'set-end') {
      this.#ended(event);
    } else if (event.kind === 'finding') {
      this.#emit(event);
    }
  }

  opened({ type, module, walker }: OpenSet, { context, position }: EnvelopeEvent & { kind: 'set' }): boolean {
    this.#take({ kind: 'set', type, context, position });
    this.#type = type;
    this.#claims = 0;
    this.#errors = 0;
    this.#unread = 0;
    this.#itemAt = null;
    this.#isOverfull = false;
    if (module === null || walker === null) return false;
    const positionOf = walker.position.bind(walker);
    const start = { context, position, positionOf, closedAt: () => walker.closedAt, emit: this.#emit };
    const rules = this.#options.check === 'all' ? (module.guide.rules?.() ?? null) : null;
    const reader = module.reader?.(start) ?? null;
    const gathers = reader !== null || rules !== null;
    const tree = gathers ? new TreeBuilder(module.guide.root, module.records) : null;
    const stream = this.#streamOf(module, start);
    this.#set = { module, position, walker, tree, reader, stream, rules };
    return tree === null;
  }

  #streamOf(module: SetModule, start: SetStart): StreamReader | null {
    if (module.stream === undefined) return null;
    const known = this.#streams.get(module);
    if (known?.again !== undefined) {
      known.again(start);
      return known;
    }
    const stream = module.stream(start);
    this.#streams.set(module, stream);
    return stream;
  }

  open(loop: LoopGuide): void {
    const set = this.#set;
    if (set === null) return;
    set.tree?.open(loop);
    set.stream?.open(loop);
  }

  segment(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide | null): void {
    if (segment.key === CLM || segment.key === CLP) this.#claims += 1;
    if (guide === null || loop === null || this.#set === null) return;
    const { tree, stream } = this.#set;
    if (tree !== null && !tree.segment(segment)) this.#overfull();
    if (stream === null) return;
    this.#unread += 1;
    if (this.#unread <= MAX_HELD_SEGMENTS) stream.segment(segment, loop);
    else this.#overfull();
  }

  close(loop: LoopGuide): void {
    const set = this.#set;
    if (set === null) return;
    if (set.tree !== null) this.#closeNode(set, set.tree);
    set.stream?.close(loop);
  }

  /** Said once a set: what follows is checked along the guide and left out of what is read. */
  #overfull(): void {
    if (this.#isOverfull) return;
    this.#isOverfull = true;
    if (this.#set !== null) this.finding(findingAt(OVERFULL, this.#set.position));
  }

  #closeNode({ rules, reader }: ReadSet, tree: TreeBuilder): void {
    const node = tree.close();
    if (rules?.closed !== undefined) {
      this.#closing = node.guide;
      rules.closed(node, this.#report);
    }
    if (tree.isRecord(node)) reader?.record(node);
  }

  #ended({ context, segments, complete }: EnvelopeEvent & { kind: 'set-end' }): void {
    const set = this.#set;
    if (set !== null) {
      if (set.tree !== null) {
        if (complete) this.#endRules(set.rules, set.tree.root);
        set.reader?.end(set.tree.root, complete);
      }
      set.stream?.end(complete);
    }
    const accepted = this.#errors === 0 && set !== null;
    this.#set = null;
    this.#take(this.#endOf(context, segments, accepted));
  }

  #endRules(rules: SetRules | null, root: LoopNode): void {
    this.#closing = root.guide;
    rules?.ended?.(root, this.#report);
  }

  #endOf(context: SetContext, segments: number, accepted: boolean): X12Item {
    return { kind: 'set-end', type: this.#type, context, claims: this.#claims, accepted, segments };
  }
}
