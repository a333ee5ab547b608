import type { ByteSource } from '../engine.ts';
import { eventsOf, type X12Event } from '../events.ts';
import type { LoopGuide, SegmentGuide } from '../guides/guide.ts';
import { MAX_HELD_BYTES, MAX_HELD_SEGMENTS } from '../guides/tree.ts';
import type { SetType } from '../items.ts';
import type { Segment } from '../syntax/segment.ts';
import { type MeantNode, MeantSegment } from './meaning.ts';
import { Outline, type OutlineRule, outlineRuleOf } from './outline.ts';
import { lossIn } from './refusal.ts';

/** What is compared as one: a claim, the head or tail of a set, a level without claims, a segment outside of sets. */
export interface DiffRecord {
  readonly kind: 'claim' | 'set' | 'tail' | 'level' | 'loose';
  /** Null outside of sets. */
  readonly type: SetType | null;
  /** CLM01, CLP01 or TRN02 of a claim; else empty. */
  readonly id: string;
  /** Which of its kind it is in the file, from 1. */
  readonly ordinal: number;
  /** The levels around it, the outermost first. */
  readonly context: readonly MeantNode[];
  readonly node: MeantNode;
}

export interface DiffLoss {
  readonly kind: 'loss';
  readonly code: string;
  readonly message: string;
}

interface GrowingNode extends MeantNode {
  readonly segments: MeantSegment[];
  readonly loops: GrowingNode[];
}

const OVERFULL: DiffLoss = {
  kind: 'loss',
  code: 'SET-OVERFULL',
  message: 'So many segments belong together that not all of them are compared.',
};

/**
 * The records of a file in order. Holds one of them, with its levels; all of a set where it has no claims. Of a record
 * with more segments than are held of one when a file is read, those beyond are a loss.
 */
export async function* recordsOf(source: ByteSource): AsyncGenerator<DiffRecord | DiffLoss> {
  const reader = new RecordReader();
  for await (const events of eventsOf(source, { check: 'none' })) {
    for (const event of events) yield* reader.take(event);
  }
}

class RecordReader {
  #set: SetRecords | null = null;
  readonly #ordinals = new Map<string, number>();

  *take(event: X12Event): Generator<DiffRecord | DiffLoss> {
    const loss = lossIn(event);
    if (loss !== null) yield { kind: 'loss', code: loss.code, message: loss.message };
    if (event.kind === 'set') {
      this.#set = new SetRecords(event.type);
    } else if (event.kind === 'set-end') {
      for (const found of this.#set?.end() ?? []) yield this.#numbered(found);
      this.#set = null;
    } else if (event.kind === 'acknowledgment' || event.kind === 'stray') {
      const node = { name: '', segments: [new MeantSegment(event.segment, null)], loops: [] };
      yield this.#numbered({ kind: 'loose', type: null, id: event.segment.id, context: [], node });
    } else {
      for (const found of this.#set?.take(event) ?? []) yield this.#numbered(found);
      if (this.#set?.isOverfull) yield OVERFULL;
    }
  }

  #numbered(record: Omit<DiffRecord, 'ordinal'>): DiffRecord {
    const ordinal = (this.#ordinals.get(record.kind) ?? 0) + 1;
    this.#ordinals.set(record.kind, ordinal);
    return { ...record, ordinal };
  }
}

type Unnumbered = Omit<DiffRecord, 'ordinal'>;

interface OpenLevel {
  readonly rank: number;
  readonly node: GrowingNode;
  used: boolean;
}

/** Where segments go now: into this node, or into loops of it that are open. */
interface Container {
  readonly node: GrowingNode;
  /** How many loops are open around its own segments. */
  readonly depth: number;
}

class SetRecords {
  readonly #type: SetType;
  readonly #rule: OutlineRule;
  readonly #outline: Outline;
  readonly #head = newNode('');
  readonly #tail = newNode('');
  readonly #levels: OpenLevel[] = [];
  /** The loops that are open, with their nodes in the container where they have one yet. */
  readonly #open: { readonly name: string; node: GrowingNode | null }[] = [];
  #container: Container = { node: this.#head, depth: 0 };
  #claim: { readonly context: readonly MeantNode[]; readonly node: GrowingNode; id: string } | null = null;
  #headGiven = false;
  /** Segments and bytes since the last record. */
  #segments = 0;
  #bytes = 0;
  /** Whether the segment taken last is the first that is left out of the set. */
  isOverfull = false;
  #wasOverfull = false;

  constructor(type: SetType) {
    this.#type = type;
    this.#rule = outlineRuleOf(type);
    this.#outline = new Outline(this.#rule);
  }

  take(event: X12Event): readonly Unnumbered[] {
    this.isOverfull = false;
    if (event.kind === 'open') this.#open.push({ name: event.loop.id, node: null });
    else if (event.kind === 'close') this.#open.pop();
    else if (event.kind === 'segment') return this.#take(event.segment, event.guide, event.loop);
    return [];
  }

  end(): readonly Unnumbered[] {
    const tail = { kind: 'tail', type: this.#type, id: '', context: [], node: this.#tail } as const;
    return [
      ...this.#finishHead(),
      ...this.#finishClaim(),
      ...this.#leave(0),
      ...(this.#rule.tail === null ? [] : [tail]),
    ];
  }

  #take(segment: Segment, guide: SegmentGuide | null, loop: LoopGuide | null): readonly Unnumbered[] {
    const role = this.#outline.roleOf(segment);
    const found: Unnumbered[] = [];
    if (role.kind !== 'head') found.push(...this.#finishHead());
    if (role.kind === 'level' || role.kind === 'claim-start') {
      found.push(...this.#finishClaim());
      if (role.rank !== null) found.push(...this.#leave(role.rank));
      const node = newNode(loop?.id ?? '');
      if (role.kind === 'level') this.#levels.push({ rank: role.rank, node, used: false });
      else this.#startClaim(node);
      this.#container = { node, depth: this.#open.length };
    } else if (role.kind === 'tail' && this.#container.node !== this.#tail) {
      found.push(...this.#finishClaim());
      this.#container = { node: this.#tail, depth: this.#open.length };
    }
    if (found.length > 0) {
      this.#segments = 0;
      this.#bytes = 0;
    }
    if (!this.#holds(segment)) return found;
    this.#nodeNow().segments.push(new MeantSegment(segment, guide));
    this.#readId(segment);
    return found;
  }

  #holds(segment: Segment): boolean {
    this.#segments += 1;
    this.#bytes += segment.bytes().length;
    const holds = this.#segments <= MAX_HELD_SEGMENTS && this.#bytes <= MAX_HELD_BYTES;
    this.isOverfull = !holds && !this.#wasOverfull;
    if (!holds) this.#wasOverfull = true;
    return holds;
  }

  #startClaim(node: GrowingNode): void {
    for (const level of this.#levels) level.used = true;
    this.#claim = { context: this.#levels.map((level) => level.node), node, id: '' };
  }

  #readId(segment: Segment): void {
    if (this.#claim === null || this.#claim.id !== '' || this.#rule.id?.[0] !== segment.id) return;
    this.#claim.id = segment.element(this.#rule.id[1]);
  }

  /** The node of the innermost open loop, made where it is met for the first time. */
  #nodeNow(): GrowingNode {
    let { node } = this.#container;
    for (const open of this.#open.slice(this.#container.depth)) {
      if (open.node === null) {
        open.node = newNode(open.name);
        node.loops.push(open.node);
      }
      node = open.node;
    }
    return node;
  }

  #finishHead(): readonly Unnumbered[] {
    if (this.#headGiven) return [];
    this.#headGiven = true;
    return [{ kind: 'set', type: this.#type, id: '', context: [], node: this.#head }];
  }

  #finishClaim(): readonly Unnumbered[] {
    const claim = this.#claim;
    if (claim === null) return [];
    this.#claim = null;
    return [{ kind: 'claim', type: this.#type, ...claim }];
  }

  /** Ends levels of `rank` and further in; those without claims are records of their own. */
  #leave(rank: number): readonly Unnumbered[] {
    const found: Unnumbered[] = [];
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      if (level.rank < rank) break;
      this.#levels.pop();
      if (level.used) continue;
      for (const around of this.#levels) around.used = true;
      const context = this.#levels.map(({ node }) => node);
      found.push({ kind: 'level', type: this.#type, id: level.node.name, context, node: level.node });
    }
    return found;
  }
}

const newNode = (name: string): GrowingNode => ({ name, segments: [], loops: [] });
