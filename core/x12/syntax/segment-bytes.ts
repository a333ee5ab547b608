import { type Cents, formatAmount } from '../../money.ts';
import type { ElementValue, SegmentSink } from './write.ts';

/** Where a value holds a delimiter or a control character. */
export interface FaultyPlace {
  readonly segmentId: string;
  readonly element: number;
  readonly component?: number;
}

/** Some whole segments among others. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** How many. */
  readonly count: number;
}

const ELEMENT = 0x2a;
const COMPONENT = 0x3a;
const TERMINATOR = 0x7e;
const LF = 0x0a;
const BLANK = 0x20;
const LAST_ASCII = 0x7e;
/** UTF-8 takes up to three bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/** Room that is left behind text: for an amount, a terminator and a line feed. */
const SPARE = 32;
const POINT = 0x2e;
const ZERO = 0x30;
/** Larger amounts are rare, and written by way of text. */
const MOST_QUICK_CENTS = 0x7fffffff;
const FIRST_SIZE = 4096;

/** Our four delimiters and control characters. */
const FORBIDDEN = /[*^:~\p{Cc}]/u;
const FORBIDDEN_ALL = /[*^:~\p{Cc}]/gu;
/** 1 for the bytes of printable ASCII that are no delimiter: what needs no second look. */
const PLAIN = new Uint8Array(256).map((_, byte) =>
  byte >= BLANK && byte <= LAST_ASCII && !FORBIDDEN.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Segments as bytes that grow. A delimiter or a control character in a value is reported and left out, so that the
 * segments around it stay what they are; what was reported must not be sent.
 */
export class SegmentBytes implements SegmentSink {
  #bytes: Buffer;
  #length = 0;
  #count = 0;
  #faulty = false;
  readonly #newlines: boolean;
  readonly #report: (place: FaultyPlace) => void;

  /** @param room bytes to begin with */
  constructor(newlines: boolean, report: (place: FaultyPlace) => void, room = FIRST_SIZE) {
    this.#bytes = Buffer.allocUnsafe(Math.max(room, FIRST_SIZE));
    this.#newlines = newlines;
    this.#report = report;
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Segments so far. */
  get count(): number {
    return this.#count;
  }

  /** A view of what was written; good until more is. */
  view(from = 0, to = this.#length): Buffer {
    return this.#bytes.subarray(from, to);
  }

  /** Forgets what was written after a mark. */
  cutTo({ length, count }: { readonly length: number; readonly count: number }): void {
    this.#length = length;
    this.#count = count;
  }

  /** The segments of a stretch that begins and ends between segments, without their terminators. */
  segmentsOf(from: number, to: number): readonly string[] {
    const end = this.#newlines ? '~\n' : '~';
    return this.view(from, to).toString('utf8').split(end).slice(0, -1);
  }

  segment(id: string, ...elements: readonly ElementValue[]): void {
    this.put(id, elements);
  }

  /** @returns how many elements were written: those up to the last that is not empty; none, no segment */
  put(id: string, elements: readonly ElementValue[]): number {
    const start = this.#length;
    this.#text(id, ELEMENT, 0);
    let size = 0;
    for (let n = 1; n <= elements.length; n += 1) {
      const value = elements[n - 1];
      if (value === undefined || value === '') continue;
      if (typeof value === 'string') this.#text(value, ELEMENT, n - size);
      else if (typeof value === 'number') this.#amount(value, n - size);
      else if (!this.#composite(value, n - size)) continue;
      size = n;
    }
    if (size === 0) this.#length = start;
    else this.#end();
    if (this.#faulty) this.#reportFaults(id, elements);
    return size;
  }

  /** Segments that were written elsewhere with the same line ends. */
  append(from: SegmentBytes, { start, end, count }: Stretch): void {
    const room = end - start + SPARE;
    if (this.#length + room > this.#bytes.length) this.#grow(room);
    from.#bytes.copy(this.#bytes, this.#length, start, end);
    this.#length += end - start;
    this.#count += count;
  }

  /** A segment as it is to be sent, without its terminator. */
  raw(segment: string): void {
    const room = segment.length * BYTES_PER_UNIT + SPARE;
    if (this.#length + room > this.#bytes.length) this.#grow(room);
    this.#length += this.#bytes.write(segment, this.#length, 'utf8');
    this.#end();
  }

  #end(): void {
    this.#bytes[this.#length] = TERMINATOR;
    this.#length += 1;
    this.#count += 1;
    if (!this.#newlines) return;
    this.#bytes[this.#length] = LF;
    this.#length += 1;
  }

  /** @param behind how many element separators stand before it @returns false where all components are empty */
  #composite(components: readonly (string | undefined)[], behind: number): boolean {
    let size = 0;
    for (let c = 1; c <= components.length; c += 1) {
      const value = components[c - 1];
      if (value === undefined || value === '') continue;
      if (size === 0) {
        this.#text('', ELEMENT, behind);
        size = 1;
      }
      this.#text(value, COMPONENT, c - size);
      size = c;
    }
    return size > 0;
  }

  /** @param count how many separators stand before it */
  #text(value: string, separator: number, count: number): void {
    const { length } = value;
    const room = count + length * BYTES_PER_UNIT + SPARE;
    if (this.#length + room > this.#bytes.length) this.#grow(room);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < count; i += 1) bytes[at++] = separator;
    for (let i = 0; i < length; i += 1) {
      const unit = value.charCodeAt(i);
      if (unit > LAST_ASCII || PLAIN[unit] === 0) {
        this.#length = at - i;
        this.#odd(value);
        return;
      }
      bytes[at++] = unit;
    }
    this.#length = at;
  }

  /** Cents as `formatAmount` writes them: no trailing zeros, no leading zero before the point. */
  #amount(cents: Cents, count: number): void {
    if (cents < 0 || cents > MOST_QUICK_CENTS) {
      this.#text(formatAmount(cents), ELEMENT, count);
      return;
    }
    this.#text('', ELEMENT, count);
    const fraction = cents % 100;
    const whole = (cents - fraction) / 100;
    if (whole > 0 || fraction === 0) this.#digits(whole);
    if (fraction === 0) return;
    const bytes = this.#bytes;
    const tenth = fraction % 10;
    bytes[this.#length++] = POINT;
    bytes[this.#length++] = ZERO + (fraction - tenth) / 10;
    if (tenth > 0) bytes[this.#length++] = ZERO + tenth;
  }

  #digits(whole: number): void {
    let places = 1;
    for (let limit = 10; whole >= limit; limit *= 10) places += 1;
    let rest = whole;
    for (let at = this.#length + places - 1; at >= this.#length; at -= 1) {
      const digit = rest % 10;
      this.#bytes[at] = ZERO + digit;
      rest = (rest - digit) / 10;
    }
    this.#length += places;
  }

  /** Text that is no plain ASCII. */
  #odd(value: string): void {
    this.#faulty ||= FORBIDDEN.test(value);
    this.#length += this.#bytes.write(value.replace(FORBIDDEN_ALL, ''), this.#length, 'utf8');
  }

  #grow(more: number): void {
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }

  #reportFaults(segmentId: string, elements: readonly ElementValue[]): void {
    this.#faulty = false;
    elements.forEach((value, i) => {
      const element = i + 1;
      if (typeof value === 'string' && FORBIDDEN.test(value)) this.#report({ segmentId, element });
      if (typeof value !== 'object') return;
      value.forEach((component, c) => {
        if (component !== undefined && FORBIDDEN.test(component))
          this.#report({ segmentId, element, component: c + 1 });
      });
    });
  }
}
