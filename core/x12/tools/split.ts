import type { Result } from '../../result.ts';
import type { ByteSource } from '../engine.ts';
import { eventsOf, type X12Event } from '../events.ts';
import type { SetType } from '../items.ts';
import { BINARY } from '../syntax/block.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { Interchange } from '../types.ts';
import type { Cutter } from './cut.ts';
import { LevelCutter } from './cut-levels.ts';
import { PaymentCutter } from './cut-payments.ts';
import { WholeCutter } from './cut-whole.ts';
import type { Wire } from './levels.ts';
import { outlineRuleOf } from './outline.ts';
import type { PartSink } from './part.ts';
import { Parts, type PartTotals } from './parts.ts';
import { Refused, refusable, refuseDamage, type ToolRefusal } from './refusal.ts';
import { RunBuilder, segmentEndOf } from './run.ts';

export type SplitOptions = (
  | { readonly by: 'set' | 'payer' }
  /** Every `claims` claims; 1 if not given. */
  | { readonly by: 'claim'; readonly claims?: number }
  /** At most so many bytes or claims; a single claim that is larger has a part of its own. */
  | { readonly by: 'size'; readonly bytes?: number; readonly claims?: number }
) & {
  /**
   * ISA13 and GS06 of the first part; the others count on, and ST02 counts from 0001 in each. Without it the first
   * part keeps the numbers of the source, the others count on from there, and ST02 is kept.
   */
  readonly controlNo?: number;
  /** Told of each part that is finished. */
  readonly finished?: (parts: number, claims: number) => void;
};

export type SplitTotals = Readonly<PartTotals>;

/**
 * Divides a file into interchanges that each stand on their own: envelopes, counts and levels are right, and what
 * is copied keeps its bytes. One set in the file is at most one set in a part, and a part holds sets of one group.
 * The claims of all parts, in order, are those of the file (by payer: those of each payer).
 *
 * Holds one claim with its levels; for an 835 cut within a set a part, and up to 16 MB of finished ones, since BPR02
 * stands before the claims that it pays; by size, a whole set of the kinds that cannot be cut (999, 277CA, others).
 * All of it up to 64 MB: what must stay together and is larger is refused.
 *
 * @returns a refusal where the file is damaged or cannot be cut so; parts written before it are of no use
 */
export const splitX12 = (
  source: ByteSource,
  options: SplitOptions,
  sink: PartSink,
): Promise<Result<SplitTotals, ToolRefusal>> =>
  refusable(async () => {
    const splitter = new Splitter(options, sink);
    for await (const events of eventsOf(source, { check: 'none' })) {
      for (const event of events) {
        // Waiting for nothing costs a turn of the queue for each segment.
        const waits = splitter.take(event);
        if (waits !== undefined) await waits;
      }
    }
    return splitter.totals;
  });

interface OpenSet {
  readonly st: Segment;
  readonly cutter: Cutter;
  readonly wire: Wire;
}

class Splitter {
  readonly #options: SplitOptions;
  readonly #parts: Parts;
  #isa: { readonly segment: Segment; readonly interchange: Interchange } | null = null;
  #wire: Wire | null = null;
  #acknowledgments: RunBuilder | null = null;
  #set: OpenSet | null = null;
  #sets = 0;

  constructor(options: SplitOptions, sink: PartSink) {
    this.#options = options;
    this.#parts = new Parts(sink, {
      by: options.by === 'set' || options.by === 'payer' ? options.by : 'fill',
      limits: limitsOf(options),
      controlNo: options.controlNo ?? null,
      ...(options.finished && { finished: options.finished }),
    });
  }

  get totals(): SplitTotals {
    return this.#parts.totals;
  }

  take(event: X12Event): Promise<void> | undefined {
    refuseDamage(event);
    switch (event.kind) {
      case 'interchange':
        this.#isa = event;
        this.#wire = null;
        this.#acknowledgments = null;
        return undefined;
      case 'acknowledgment':
        this.#acknowledge(event.segment);
        return undefined;
      case 'group':
        this.#enterGroup(event.segment);
        return undefined;
      case 'set':
        this.#startSet(event.segment, event.type);
        return undefined;
      case 'segment':
        return this.#copy(event.segment);
      case 'set-end':
        return this.#endSet();
      case 'group-end':
        return this.#parts.endGroup();
      case 'interchange-end':
        return this.#parts.endInterchange();
      default:
        return undefined;
    }
  }

  #wireFrom(next: Segment): Wire {
    if (this.#isa === null) throw new Refused('NO-GROUP', 'There is no interchange header.');
    const { segment, interchange } = this.#isa;
    const { delimiters } = interchange;
    this.#wire ??= { separator: delimiters.element, end: segmentEndOf(delimiters, segment, next) };
    return this.#wire;
  }

  #acknowledge(ta1: Segment): void {
    const wire = this.#wireFrom(ta1);
    this.#acknowledgments ??= new RunBuilder(wire.end);
    this.#acknowledgments.add(ta1.bytes());
    if (this.#isa !== null) {
      this.#parts.enter({ isa: this.#isa.segment, gs: null, ...wire }, this.#acknowledgments);
    }
  }

  #enterGroup(gs: Segment): void {
    const wire = this.#wireFrom(gs);
    if (this.#isa === null) return;
    this.#parts.enter(
      { isa: this.#isa.segment, gs, ...wire },
      this.#acknowledgments ?? new RunBuilder(wire.end),
    );
    this.#acknowledgments = null;
  }

  #startSet(st: Segment, type: SetType): void {
    const wire = this.#wireFrom(st);
    this.#sets += 1;
    this.#set = { st, wire, cutter: this.#cutterOf(type, wire) };
  }

  #cutterOf(type: SetType, wire: Wire): Cutter {
    const rule = outlineRuleOf(type);
    const options = this.#options;
    const hasClaims = type !== '277CA' && rule.levels !== null;
    const byLevels = hasClaims && type !== '835';
    switch (options.by) {
      case 'set':
        return new WholeCutter(rule, wire.end, 'nothing');
      case 'payer':
        if (type === '835') return new WholeCutter(rule, wire.end, 'head');
        if (rule.claim === 'CLM') return new LevelCutter(rule, wire.end, this.#sets);
        throw new Refused(
          'NOT-BY-PAYER',
          'Only an 837 or 835 can be split by payer; split it by set.',
          this.#sets,
        );
      case 'claim':
        if (!hasClaims) {
          throw new Refused('NOT-BY-CLAIM', 'This kind of set can only be split by set or size.', this.#sets);
        }
        break;
      case 'size':
        if (!hasClaims) return new WholeCutter(rule, wire.end, 'all');
    }
    if (byLevels) return new LevelCutter(rule, wire.end, this.#sets);
    const { claims, bytes } = limitsOf(options);
    return new PaymentCutter(
      wire,
      { claims, bytes: bytes === null ? null : bytes - ENVELOPE_BYTES },
      this.#sets,
    );
  }

  #copy(segment: Segment): Promise<void> | undefined {
    const set = this.#set;
    if (isBroken(segment)) {
      throw new Refused('BINARY', 'A BIN segment does not have the length that it states.', this.#sets);
    }
    const cuts = set?.cutter.take(segment) ?? [];
    return set === null || cuts.length === 0 ? undefined : this.#place(set, cuts);
  }

  async #place({ st, wire }: OpenSet, cuts: ReturnType<Cutter['take']>): Promise<void> {
    for (const cut of cuts) await this.#parts.place(st, cut, wire);
  }

  async #endSet(): Promise<void> {
    const set = this.#set;
    if (set === null) return;
    this.#set = null;
    await this.#place(set, set.cutter.end());
    await this.#parts.endSet();
  }
}

const BIN = packed('BIN');

/** BIN01 leads to no terminator here, but may in a part, whose line ends are others: it would swallow segments. */
const isBroken = ({ key, info }: Segment): boolean => key === BIN && (info & BINARY) === 0;

/** More than ISA, GS, ST and their trailers take, with line ends. */
const ENVELOPE_BYTES = 320;

function limitsOf(options: SplitOptions): { readonly claims: number | null; readonly bytes: number | null } {
  switch (options.by) {
    case 'set':
    case 'payer':
      return { claims: null, bytes: null };
    case 'claim':
      return { claims: options.claims ?? 1, bytes: null };
    case 'size':
      return { claims: options.claims ?? null, bytes: options.bytes ?? null };
  }
}
