import type { Delimiters } from '../types.ts';

/**
 * One segment as read. Elements are decoded when asked for; all numbers are 1-based, as the standard names
 * them (`element(3)` of an NM1 is NM103). What is absent reads as the empty string.
 */
export interface Segment {
  readonly id: string;
  /** 1-based ordinal in the file. */
  readonly ordinal: number;
  /** Byte offset of the first letter of the id from the start of the file. */
  readonly offset: number;
  /** How many elements were sent, the id not counted. */
  readonly size: number;
  element(n: number): string;
  /** Component `c` of element `n` (of its first repetition). */
  component(n: number, c: number): string;
  components(n: number): readonly string[];
  /** The repetitions of an element; one where the interchange has no repetition separator. */
  repeats(n: number): readonly string[];
  /** Splits one repetition (or a whole element) into components. */
  split(text: string): readonly string[];
}

/** A stretch of a file with the places of its delimiters: what segments point into. */
export interface Block {
  readonly bytes: Buffer;
  /**
   * Per segment: the index before its first byte, the index of each element separator, the index after its
   * last byte.
   */
  readonly marks: readonly number[];
}

/** What the scanner knows about a segment without decoding it. */
export interface SegmentSpan {
  readonly ordinal: number;
  readonly offset: number;
  /** Index of the segment's first mark in its block. */
  readonly mark: number;
  readonly size: number;
  /** Whether it holds bytes over 127, or line breaks (files wrapped at a fixed width). */
  readonly plain: boolean;
}

export class BlockSegment implements Segment {
  readonly id: string;
  readonly ordinal: number;
  readonly offset: number;
  readonly size: number;
  readonly #block: Block;
  readonly #mark: number;
  readonly #plain: boolean;
  readonly #delimiters: Delimiters;

  constructor(block: Block, span: SegmentSpan, delimiters: Delimiters) {
    this.#block = block;
    this.#mark = span.mark;
    this.#plain = span.plain;
    this.#delimiters = delimiters;
    this.ordinal = span.ordinal;
    this.offset = span.offset;
    this.size = span.size;
    this.id = this.element(0);
  }

  element(n: number): string {
    if (n > this.size) return '';
    const { bytes, marks } = this.#block;
    const from = (marks[this.#mark + n] ?? 0) + 1;
    const to = marks[this.#mark + n + 1] ?? from;
    if (from === to) return '';
    return this.#plain ? bytes.toString('latin1', from, to) : decode(bytes.subarray(from, to));
  }

  component(n: number, c: number): string {
    return this.components(n)[c - 1] ?? '';
  }

  components(n: number): readonly string[] {
    return this.split(this.repeats(n)[0] ?? '');
  }

  repeats(n: number): readonly string[] {
    const text = this.element(n);
    const { repetition } = this.#delimiters;
    return repetition === null || !text.includes(repetition) ? [text] : text.split(repetition);
  }

  split(text: string): readonly string[] {
    return text.split(this.#delimiters.component);
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

/** A segment made from text without its terminator, for tests and for callers that hold a single segment. */
export function segmentOf(text: string, delimiters: Delimiters = STANDARD, ordinal = 1): Segment {
  const bytes = Buffer.from(text, 'utf8');
  const marks = [-1];
  const separator = delimiters.element.charCodeAt(0);
  bytes.forEach((byte, i) => {
    if (byte === separator) marks.push(i);
  });
  marks.push(bytes.length);
  return new BlockSegment(
    { bytes, marks },
    { ordinal, offset: 0, mark: 0, size: marks.length - 2, plain: false },
    delimiters,
  );
}
