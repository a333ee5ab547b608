import { type CivilDate, isCivilDate } from '../../dates.ts';
import { type Cents, parseAmount } from '../../money.ts';
import type { Delimiters } from '../types.ts';
import {
  BINARY,
  type Block,
  CODE_BEFORE,
  HEADER_MARKS,
  infoOf,
  KEY_BEFORE,
  NO_CODE,
  ORDINAL_BEFORE,
  PLAIN,
  REPEATED,
  type Separators,
  separatorsIndexOf,
  separatorsOf,
  sizeOf,
} from './block.ts';
import { KeptTexts, shortTextOf } from './kept-texts.ts';
import { PACKED_BYTES, packBytes, packed } from './packed.ts';
import { isSegmentId, knownId } from './segment-ids.ts';
import { amountIn, dayIn } from './values.ts';

export { NOT_PACKED, PACKED_BYTES, packBytes, packed } from './packed.ts';

/**
 * V8 makes a slice of a longer string point into it, which would keep a whole block alive for one name; shorter
 * ones it copies. From here on we copy too.
 */
const SLICED_LENGTH = 13;

/**
 * One segment as read. Elements are decoded when asked for; all numbers are 1-based, as the standard names
 * them (`element(3)` of an NM1 is NM103). What is absent reads as the empty string.
 */
export class Segment {
  readonly block: Block;
  /** Index of the segment's first mark in its block. */
  readonly mark: number;
  /** The same of the segment before it; -1 where that stands in another block. */
  readonly before: number;
  /** The id as a packed code, -1 where it is longer than three characters. */
  readonly key: number;
  /** Flags, delimiters and size in one number. */
  readonly info: number;
  /** Those of the block: each step on the way to a value counts. */
  #bytes: Buffer;
  #marks: Int32Array;

  constructor(block: Block, mark: number, before = -1) {
    const { bytes, marks } = block;
    const key = marks[mark - KEY_BEFORE] as number;
    this.block = block;
    this.#bytes = bytes;
    this.#marks = marks;
    this.mark = mark;
    this.before = before;
    this.info = marks[mark - HEADER_MARKS] as number;
    this.key = key === NO_CODE ? packed(this.element(0)) : key;
  }

  /** Moves on to another block; the mark is set by who calls. For the scanner. */
  bind(block: Block): void {
    (this as { block: Block }).block = block;
    this.#bytes = block.bytes;
    this.#marks = block.marks;
  }

  /** 1-based ordinal in the file. */
  get ordinal(): number {
    return this.#marks[this.mark - ORDINAL_BEFORE] as number;
  }

  /** Byte offset of the first letter of the id from the start of the file. */
  get offset(): number {
    return this.block.base + this.start(0);
  }

  /** Of the segment before it. */
  get offsetBefore(): number {
    const { base, before } = this.block;
    return this.before === -1 ? before : base + (this.#marks[this.before] as number) + 1;
  }

  /** How many elements were sent, the id not counted. */
  get size(): number {
    return sizeOf(this.info);
  }

  /** Whether it is printable ASCII throughout: no bytes over 127, no line breaks (files wrapped at a fixed width). */
  get plain(): boolean {
    return (this.info & PLAIN) !== 0;
  }

  /** Whether it holds a repetition separator. */
  get repeated(): boolean {
    return (this.info & REPEATED) !== 0;
  }

  get separators(): Separators {
    return this.block.separators[separatorsIndexOf(this.info)] as Separators;
  }

  /** The id as it stands in the file. */
  get id(): string {
    return knownId(this.key) ?? this.element(0);
  }

  /** The id where it is one: what stands in its place in a broken file may be anybody's name. */
  get safeId(): string | undefined {
    return knownId(this.key) ?? (isSegmentId(this.element(0)) ? this.element(0) : undefined);
  }

  get delimiters(): Delimiters {
    const { element, repetition, component, segment } = this.separators;
    return { element, repetition, component, segment };
  }

  /** Index of an element's first byte in the block. */
  start(n: number): number {
    return (this.#marks[this.mark + n] as number) + 1;
  }

  /** Index after an element's last byte. */
  end(n: number): number {
    return this.#marks[this.mark + n + 1] as number;
  }

  /** The segment's bytes without its terminator: a view, not to be changed. */
  bytes(): Buffer {
    return this.#bytes.subarray(this.start(0), this.end(this.size));
  }

  /** Whether an element is absent or has no characters. */
  isEmpty(n: number): boolean {
    return n > this.size || this.start(n) >= this.end(n);
  }

  /** An element as text, with its components and repetitions; `element(0)` is the id. */
  element(n: number): string {
    if (n > sizeOf(this.info)) return '';
    const marks = this.#marks;
    const at = this.mark + n;
    return this.slice((marks[at] as number) + 1, marks[at + 1] as number);
  }

  /** `code(1)`, where nearly all qualifiers stand. */
  get firstCode(): number {
    const known = this.#marks[this.mark - CODE_BEFORE] as number;
    return known === NO_CODE ? this.#codeOf(1) : known;
  }

  /** Up to three characters of an element as a packed code: 0 where it is absent, -1 where it is longer. */
  code(n: number): number {
    return n === 1 ? this.firstCode : this.#codeOf(n);
  }

  #codeOf(n: number): number {
    if (n > this.size) return 0;
    if (!this.plain) return packed(this.element(n));
    const from = this.start(n);
    return packBytes(this.#bytes, from, this.end(n) - from);
  }

  /** Component `c` of element `n` as a packed code, as `code` gives it. */
  componentCode(n: number, c: number): number {
    if (!this.plain || c > 1) return packed(this.component(n, c));
    if (n > this.size) return 0;
    const bytes = this.#bytes;
    const { componentByte, repetitionByte } = this.separators;
    const from = this.start(n);
    const limit = Math.min(this.end(n), from + PACKED_BYTES + 1);
    let to = from;
    while (to < limit && bytes[to] !== componentByte && bytes[to] !== repetitionByte) to += 1;
    return packBytes(bytes, from, to - from);
  }

  /** An amount in cents: undefined where it is absent, null where it is none or has a fraction of a cent. */
  amount(n: number): Cents | null | undefined {
    if (this.isEmpty(n)) return undefined;
    const amount = this.plain ? amountIn(this.#bytes, this.start(n), this.end(n)) : undefined;
    return amount === undefined ? parseAmount(this.element(n)) : amount;
  }

  /** A date `CCYYMMDD` that exists; undefined where it is absent or is none. */
  date(n: number): CivilDate | undefined {
    if (n > this.size) return undefined;
    if (this.plain) return dayIn(this.#bytes, this.start(n), this.end(n));
    // A file wrapped at a fixed width may break a date in two.
    const text = this.element(n);
    return isCivilDate(text) ? text : undefined;
  }

  /** Component `c` of element `n` (of its first repetition). */
  component(n: number, c: number): string {
    if (n > this.size) return '';
    const bytes = this.#bytes;
    const { componentByte, repetitionByte } = this.separators;
    const end = this.end(n);
    let from = this.start(n);
    let nth = 1;
    for (let i = from; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === repetitionByte) return nth === c ? this.slice(from, i) : '';
      if (byte !== componentByte) continue;
      if (nth === c) return this.slice(from, i);
      nth += 1;
      from = i + 1;
    }
    return nth === c ? this.slice(from, end) : '';
  }

  /** All components of element `n` (of its first repetition). */
  components(n: number): readonly string[] {
    return this.split(this.repeats(n)[0] ?? '');
  }

  /** The repetitions of an element; one where the interchange has no repetition separator. */
  repeats(n: number): readonly string[] {
    const text = this.element(n);
    const { repetition } = this.separators;
    return repetition === null || !text.includes(repetition) ? [text] : text.split(repetition);
  }

  /** Splits one repetition (or a whole element) into components. */
  split(text: string): readonly string[] {
    return text.split(this.separators.component);
  }

  /** Up to three characters between two indices of the block as a packed code, as `code` gives it. */
  packed(from: number, to: number): number {
    return this.plain ? packBytes(this.#bytes, from, to - from) : packed(this.slice(from, to));
  }

  /** The text between two indices of the block. */
  slice(from: number, to: number): string {
    const length = to - from;
    if (length <= 0) return '';
    if ((this.info & PLAIN) === 0) return this.#odd(from, to);
    if (length <= PACKED_BYTES) return shortTextOf(packBytes(this.#bytes, from, length));
    const { block } = this;
    if (length >= SLICED_LENGTH) return block.kept.textOf(this.#bytes, from, to);
    block.text ??= this.#bytes.toString('latin1');
    return block.text.substring(from, to);
  }

  #odd(from: number, to: number): string {
    if ((this.info & BINARY) !== 0) return this.#bytes.toString('latin1', from, to);
    return decode(this.#bytes.subarray(from, to));
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** X12 is ASCII; what is not is read as UTF-8, and as Latin-1 where it is no UTF-8. */
function decode(bytes: Buffer): string {
  return decodeText(bytes).replaceAll(/[\r\n]/g, '');
}

function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

const STANDARD: Delimiters = { element: '*', repetition: '^', component: ':', segment: '~' };

/**
 * A segment made from text without its terminator, for tests and for callers that hold a single segment.
 *
 * @param kept one for all, for callers that make many: it takes several kilobytes
 */
export function segmentOf(
  text: string,
  delimiters: Delimiters = STANDARD,
  ordinal = 1,
  kept = new KeptTexts(),
): Segment {
  const bytes = Buffer.from(text, 'utf8');
  const separators = separatorsOf(delimiters);
  const places: number[] = [];
  let flags =
    bytes.includes(separators.repetitionByte) && delimiters.repetition !== null ? REPEATED | PLAIN : PLAIN;
  bytes.forEach((byte, i) => {
    if (byte === separators.elementByte) places.push(i);
    if (byte < 0x20 || byte > 0x7e) flags &= ~PLAIN;
  });
  const info = infoOf(flags, 0, places.length);
  const marks = Int32Array.from([info, ordinal, NO_CODE, NO_CODE, -1, ...places, bytes.length]);
  return new Segment(
    { bytes, base: 0, before: 0, marks, separators: [separators], text: null, kept },
    HEADER_MARKS,
  );
}
