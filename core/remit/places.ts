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

const CLAIMS_PER_CHUNK = 4096;

/** Some claim payments as numbers: 24 bytes for each. */
class Chunk {
  readonly offsets = new Float64Array(CLAIMS_PER_CHUNK);
  readonly bytes = new Uint32Array(CLAIMS_PER_CHUNK);
  readonly segments = new Uint32Array(CLAIMS_PER_CHUNK);
  readonly marks = new Float64Array(CLAIMS_PER_CHUNK);
}

/**
 * Where the claim payments of one set stand, as numbers: a set may have a million of them, and its sums say only at its
 * end whether any of them is to be posted.
 */
export class PaymentPlaces {
  readonly #chunks: Chunk[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** For the next set; the memory stays. */
  clear(): void {
    this.#count = 0;
  }

  /** Takes the payments of a set one after another; none may be left out. @param end byte offset of what follows it */
  add(payment: ClaimPayment, end: number): void {
    const { offset, segment } = payment.position;
    const at = this.#count % CLAIMS_PER_CHUNK;
    if (at === 0 && this.#chunks.length * CLAIMS_PER_CHUNK === this.#count) this.#chunks.push(new Chunk());
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

  #repeatedMarks(): ReadonlySet<number> {
    const marks = new Float64Array(this.#count);
    for (let i = 0; i < marks.length; i += 1) marks[i] = this.#markOf(i + 1);
    marks.sort();
    const repeated = new Set<number>();
    for (let i = 1; i < marks.length; i += 1) {
      const mark = marks[i];
      if (mark !== undefined && mark === marks[i - 1]) repeated.add(mark);
    }
    return repeated;
  }
}
