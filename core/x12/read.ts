import { Walker } from './guides/walk.ts';
import type { SetType, X12Item } from './items.ts';
import { moduleOf } from './sets/registry.ts';
import { NOTHING, type SetModule, type SetReader } from './sets/set-module.ts';
import { setNameOf, setTypeOf } from './sets/set-type.ts';
import { interchangeAcknowledgmentOf } from './sets/ta1-read.ts';
import { type EnvelopeEvent, EnvelopeReader } from './syntax/envelope.ts';
import { findingAt, warning } from './syntax/finding.ts';
import { Scanner } from './syntax/scan.ts';

export type { SetType, X12Item } from './items.ts';

/** Bytes as they come: a file stream, or chunks in memory. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const notSupported = (name: string) =>
  warning(1, 'SET-NOT-SUPPORTED', `This transaction set (${name}) is not read; its content was passed over.`);

/**
 * Reads an X12 file of any size into typed items, one at a time. Never throws on data: what is wrong comes as
 * findings between the items. Chunk boundaries may fall anywhere.
 */
export async function* readX12(source: ByteSource): AsyncGenerator<X12Item> {
  const scanner = new Scanner();
  const reader = new X12Reader();
  for await (const chunk of source) {
    for (const scanned of scanner.push(chunk)) yield* reader.take(scanned);
  }
  for (const scanned of scanner.end()) yield* reader.take(scanned);
  yield* reader.end();
}

interface OpenSet {
  readonly type: SetType;
  /** Null where the set is recognised and not read. */
  readonly content: {
    readonly module: SetModule;
    readonly walker: Walker;
    readonly reader: SetReader;
  } | null;
  claims: number;
  errors: number;
}

class X12Reader {
  readonly #envelope = new EnvelopeReader();
  #set: OpenSet | null = null;

  take(scanned: Parameters<EnvelopeReader['take']>[0]): readonly X12Item[] {
    return this.#envelope.take(scanned).flatMap((event) => this.#itemsOf(event));
  }

  end(): readonly X12Item[] {
    const items = this.#envelope.end().flatMap((event) => this.#itemsOf(event));
    return [...items, { kind: 'end', ...this.#envelope.totals }];
  }

  #itemsOf(event: EnvelopeEvent): readonly X12Item[] {
    switch (event.kind) {
      case 'interchange':
      case 'group':
        return [event];
      case 'interchange-segment':
        return interchangeAcknowledgmentOf(event.segment, event.interchange, event.position);
      case 'set':
        return this.#open(event);
      case 'segment':
        return this.#walk((walker) => walker.next(event.segment));
      case 'set-end':
        return this.#close(event);
      case 'finding':
        return this.#counted([event]);
    }
  }

  #open({ st, context, position }: EnvelopeEvent & { kind: 'set' }): readonly X12Item[] {
    const type = setTypeOf(st.element(1), context.version);
    const module = moduleOf(type);
    const items: X12Item[] = [{ kind: 'set', type, context, position }];
    if (module === undefined) {
      this.#set = { type, content: null, claims: 0, errors: 0 };
      const name = setNameOf(st.element(1), context.version);
      return [...items, { kind: 'finding', finding: findingAt(notSupported(name), position) }];
    }
    const walker = new Walker(module.guide, st, position);
    const positionOf = walker.position.bind(walker);
    const reader = module.reader({ context, position, positionOf });
    this.#set = { type, content: { module, walker, reader }, claims: 0, errors: 0 };
    return items;
  }

  #walk(step: (walker: Walker) => ReturnType<Walker['next']>): readonly X12Item[] {
    const content = this.#set?.content;
    if (!content) return NOTHING;
    const items: X12Item[] = [];
    for (const event of step(content.walker)) {
      if (event.kind === 'finding') items.push(event);
      for (const item of content.reader.take(event)) items.push(item);
    }
    return this.#counted(items);
  }

  /** A set cut off by the end of the file may hold half a record at its end: that one is not given out. */
  #close({ context, segments, complete }: EnvelopeEvent & { kind: 'set-end' }): readonly X12Item[] {
    const walked = complete ? this.#walk((walker) => walker.end()) : NOTHING;
    const set = this.#set;
    if (set === null) return walked;
    const last = this.#counted(set.content?.reader.end(complete) ?? NOTHING);
    this.#set = null;
    const { type, claims, errors } = set;
    const accepted = errors === 0 && set.content !== null;
    return [...walked, ...last, { kind: 'set-end', type, context, claims, accepted, segments }];
  }

  #counted(items: readonly X12Item[]): readonly X12Item[] {
    const set = this.#set;
    if (set === null) return items;
    for (const item of items) {
      if (item.kind === set.content?.module.counts) set.claims += 1;
      if (item.kind === 'finding' && item.finding.severity === 'error') set.errors += 1;
    }
    return items;
  }
}
