import type { Result } from '../../result.ts';
import type { ByteSource } from '../engine.ts';
import { eventsOf, type X12Event } from '../events.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Delimiters, Group, Interchange } from '../types.ts';
import { Outline, outlineRuleOf } from './outline.ts';
import { checkedControlNo, GATHERED_BYTES, Part, type PartSink } from './part.ts';
import { Refused, refusable, refuseDamage, refuseMany, type ToolRefusal } from './refusal.ts';
import { segmentEndOf } from './run.ts';

export interface MergeOptions {
  /**
   * What becomes of sets that cannot stand in one interchange, since sender, receiver, kind, version, usage or
   * delimiters differ: `refuse`, or `group` them into an interchange for each kind.
   */
  readonly onDifferent: 'refuse' | 'group';
  /** ISA13 and GS06 of the first interchange written; those of its first source if not given. */
  readonly controlNo?: number;
}

export interface MergeTotals {
  readonly sources: number;
  /** Interchanges written. */
  readonly parts: number;
  readonly sets: number;
  readonly claims: number;
}

/** What must agree, in the order in which a refusal names it. */
const COMPARED: readonly (readonly [name: string, of: (i: Interchange, g: Group) => unknown])[] = [
  ['delimiters', ({ delimiters }) => delimiterText(delimiters)],
  ['sender (ISA05, ISA06)', (i) => [i.senderQualifier, i.senderId]],
  ['receiver (ISA07, ISA08)', (i) => [i.receiverQualifier, i.receiverId]],
  ['version of the interchange (ISA12)', (i) => i.version],
  ['usage, test or production (ISA15)', (i) => i.usage],
  ['kind of set (GS01)', (_, g) => g.functionalCode],
  ['application sender (GS02)', (_, g) => g.applicationSender],
  ['application receiver (GS03)', (_, g) => g.applicationReceiver],
  ['guide (GS08)', (_, g) => g.version],
];

const delimiterText = ({ element, repetition, component, segment }: Delimiters): string =>
  [element, repetition, component, segment].join(' ');

interface Target {
  readonly part: Part;
  /** The compared values of its first group. */
  readonly values: readonly string[];
}

/**
 * Joins the sets of files, in order, in one interchange with one group; ST02 counts from 0001. Segments between ST
 * and SE keep their bytes. The envelope is that of the first group. Streams: holds a few kilobytes.
 *
 * @returns a refusal where a file is damaged, holds a TA1 (it answers one interchange and belongs to none other),
 *   or differs in what the envelope says; what was written before it is of no use
 */
export const mergeX12 = (
  sources: readonly ByteSource[],
  options: MergeOptions,
  sink: PartSink,
): Promise<Result<MergeTotals, ToolRefusal>> =>
  refusable(async () => {
    const merger = new Merger(options, sink);
    for (const source of sources) {
      for await (const events of eventsOf(source, { check: 'none' })) {
        for (const event of events) {
          // Waiting for nothing costs a turn of the queue for each segment.
          const waits = merger.take(event);
          if (waits !== undefined) await waits;
        }
      }
    }
    return merger.end(sources.length);
  });

class Merger {
  readonly #options: MergeOptions;
  readonly #sink: PartSink;
  readonly #targets = new Map<string, Target>();
  #isa: Segment | null = null;
  #target: Target | null = null;
  #outline: Outline | null = null;
  #sets = 0;
  #claims = 0;
  /** Bytes since all targets were flushed. */
  #gathered = 0;

  constructor(options: MergeOptions, sink: PartSink) {
    this.#options = options;
    this.#sink = sink;
  }

  take(event: X12Event): Promise<void> | undefined {
    refuseDamage(event);
    switch (event.kind) {
      case 'interchange':
        this.#isa = event.segment;
        return undefined;
      case 'acknowledgment':
        throw new Refused(
          'ACKNOWLEDGMENT',
          'A file holds a TA1, which answers one interchange: it cannot be merged.',
        );
      case 'group':
        return this.#enterGroup(event);
      case 'set':
        this.#sets += 1;
        this.#outline = new Outline(outlineRuleOf(event.type));
        this.#target?.part.openSet(event.segment);
        return undefined;
      case 'segment':
        return this.#copy(event.segment);
      case 'set-end':
        this.#target?.part.closeSet();
        return undefined;
      default:
        return undefined;
    }
  }

  async end(sources: number): Promise<MergeTotals> {
    for (const { part } of this.#targets.values()) await part.close();
    return { sources, parts: this.#targets.size, sets: this.#sets, claims: this.#claims };
  }

  async #enterGroup({ interchange, group, segment }: X12Event & { readonly kind: 'group' }): Promise<void> {
    this.#target = await this.#targetOf(interchange, group, segment);
  }

  #copy(segment: Segment): Promise<void> | undefined {
    if (this.#outline?.roleOf(segment).kind === 'claim-start') this.#claims += 1;
    const part = this.#target?.part;
    const bytes = segment.bytes();
    part?.copy(bytes);
    this.#gathered += bytes.length;
    if (this.#gathered >= GATHERED_BYTES) return this.#flush();
    return part?.isDue ? part.flush() : undefined;
  }

  async #flush(): Promise<void> {
    this.#gathered = 0;
    for (const { part } of this.#targets.values()) await part.flush();
  }

  async #targetOf(interchange: Interchange, group: Group, gs: Segment): Promise<Target> {
    const values = COMPARED.map(([, of]) => JSON.stringify(of(interchange, group)));
    const key = values.join();
    const [first] = this.#targets.values();
    if (first !== undefined && this.#options.onDifferent === 'refuse') refuseDifferent(first.values, values);
    const same = this.#targets.get(key);
    if (same !== undefined) return same;
    refuseMany(this.#targets.size);
    const target = { part: await this.#open(interchange, gs), values };
    this.#targets.set(key, target);
    return target;
  }

  async #open({ delimiters }: Interchange, gs: Segment): Promise<Part> {
    const isa = this.#isa;
    if (isa === null) throw new Refused('NO-GROUP', 'There is no interchange header.');
    const wire = { separator: delimiters.element, end: segmentEndOf(delimiters, isa, gs) };
    const info = { ordinal: this.#targets.size + 1, key: null };
    const { controlNo } = this.#options;
    const interchange = controlNo === undefined ? null : checkedControlNo(controlNo + this.#targets.size);
    const part = new Part(
      info,
      await this.#sink.open(info),
      { isa, gs, ...wire },
      { interchange, renumberSets: true },
    );
    return part;
  }
}

function refuseDifferent(first: readonly string[], other: readonly string[]): void {
  const names = COMPARED.flatMap(([name], i) => (first[i] === other[i] ? [] : [name]));
  if (names.length === 0) return;
  throw new Refused(
    'DIFFERENT',
    `The files cannot stand in one interchange; they differ in ${names.join(', ')}.`,
  );
}
