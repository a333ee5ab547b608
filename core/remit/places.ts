import { Defect } from '../result.ts';
import type { ClaimPayment } from '../x12/types.ts';
import { paymentMark } from './keys.ts';

/** Where one claim payment stands in its file, and what its bytes alone do not say. */
export interface PaymentPlace {
  /** Byte offset of its CLP, and how many bytes it has. */
  readonly offset: number;
  readonly bytes: number;
  /** Ordinal of the CLP among the segments of its set (ST = 1), and among its CLPs. */
  readonly segment: number;
  readonly ordinal: number;
  /** Which of the equal payments of its set it is, from 1. */
  readonly copy: number;
}

const CLAIMS_PER_CHUNK = 1024;
/** Marks that are sorted at once. */
const MARKS_OF_PART = 65_536;

/** Some claim payments as numbers: 24 bytes for each. */
class Chunk {
  readonly offsets = new Float64Array(CLAIMS_PER_CHUNK);
  readonly bytes = new Uint32Array(CLAIMS_PER_CHUNK);
  readonly segments = new Uint32Array(CLAIMS_PER_CHUNK);
  readonly marks = new Float64Array(CLAIMS_PER_CHUNK);
}

/** Memory for places: what one set gives back, the next one takes. */
export class PlacesMemory {
  readonly #spare: Chunk[] = [];

  take(): Chunk {
    return this.#spare.pop() ?? new Chunk();
  }

  giveBack(chunks: readonly Chunk[]): void {
    for (const chunk of chunks) this.#spare.push(chunk);
  }
}

/**
 * Where the claim payments of one set stand, as numbers: a set may have a million of them, and its sums say only at its
 * end whether any of them is to be posted.
 */
export class PaymentPlaces {
  readonly #memory: PlacesMemory;
  readonly #chunks: Chunk[] = [];
  #count = 0;

  constructor(memory: PlacesMemory) {
    this.#memory = memory;
  }

  get count(): number {
    return this.#count;
  }

  /** Forgets them; the memory is for other sets. */
  clear(): void {
    this.#memory.giveBack(this.#chunks);
    this.#chunks.length = 0;
    this.#count = 0;
  }

  /** Takes the payments of a set one after another; none may be left out. @param end byte offset of what follows it */
  add(payment: ClaimPayment, end: number): void {
    const { offset, segment } = payment.position;
    const at = this.#count % CLAIMS_PER_CHUNK;
    if (at === 0) this.#chunks.push(this.#memory.take());
    const chunk = this.#chunkOf(this.#count);
    chunk.offsets[at] = offset;
    chunk.bytes[at] = end - offset;
    chunk.segments[at] = segment;
    chunk.marks[at] = paymentMark(payment);
    this.#count += 1;
  }

  #chunkOf(index: number): Chunk {
    const chunk = this.#chunks[Math.floor(index / CLAIMS_PER_CHUNK)];
    if (chunk === undefined) throw new Defect('no such payment');
    return chunk;
  }

  /** @param copies those of the set, as `copies` gives them */
  place(ordinal: number, copies: ReadonlyMap<number, number>): PaymentPlace {
    const index = ordinal - 1;
    const { offsets, bytes, segments } = this.#chunkOf(index);
    const at = index % CLAIMS_PER_CHUNK;
    return {
      offset: offsets[at] ?? 0,
      bytes: bytes[at] ?? 0,
      segment: segments[at] ?? 0,
      ordinal,
      copy: copies.get(ordinal) ?? 1,
    };
  }

  /** Those of the set that equal an earlier one, by ordinal, and which copy each is. Most sets have none. */
  copies(): ReadonlyMap<number, number> {
    const copies = new Map<number, number>();
    const repeated = this.#repeatedMarks();
    if (repeated.size === 0) return copies;
    const seen = new Map<number, number>();
    for (let ordinal = 1; ordinal <= this.#count; ordinal += 1) {
      const mark = this.#markOf(ordinal);
      if (!repeated.has(mark)) continue;
      const copy = (seen.get(mark) ?? 0) + 1;
      seen.set(mark, copy);
      if (copy > 1) copies.set(ordinal, copy);
    }
    return copies;
  }

  #markOf(ordinal: number): number {
    const index = ordinal - 1;
    return this.#chunkOf(index).marks[index % CLAIMS_PER_CHUNK] ?? 0;
  }

  /** A part of the marks after the other, in the same memory: all those of a long set would be as much again. */
  #repeatedMarks(): ReadonlySet<number> {
    const repeated = new Set<number>();
    let parts = 1;
    while (parts * MARKS_OF_PART < this.#count) parts *= 2;
    let memory = new Float64Array(Math.min(this.#count, MARKS_OF_PART));
    for (let part = 0; part < parts; part += 1) {
      const isOf = (mark: number): boolean => ((mark | 0) & (parts - 1)) === part;
      const count = this.#countMarks(isOf);
      if (count > memory.length) memory = new Float64Array(Math.max(count, memory.length * 2));
      const marks = memory.subarray(0, count);
      this.#copyMarks(isOf, marks);
      addRepeated(marks.sort(), repeated);
    }
    return repeated;
  }

  #countMarks(isOf: (mark: number) => boolean): number {
    let count = 0;
    for (let ordinal = 1; ordinal <= this.#count; ordinal += 1) if (isOf(this.#markOf(ordinal))) count += 1;
    return count;
  }

  #copyMarks(isOf: (mark: number) => boolean, marks: Float64Array): void {
    let at = 0;
    for (let ordinal = 1; ordinal <= this.#count; ordinal += 1) {
      const mark = this.#markOf(ordinal);
      if (!isOf(mark)) continue;
      marks[at] = mark;
      at += 1;
    }
  }
}

function addRepeated(sorted: Float64Array, repeated: Set<number>): void {
  for (let i = 1; i < sorted.length; i += 1) {
    const mark = sorted[i];
    if (mark !== undefined && mark === sorted[i - 1]) repeated.add(mark);
  }
}
