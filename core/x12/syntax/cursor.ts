import { type Cents, parseAmount } from '../../money.ts';
import type { Separators } from './block.ts';
import { NOT_PACKED, packBytes, packed } from './packed.ts';
import { amountIn } from './values.ts';

/**
 * A look at one segment after another, for those who want a few values of very many segments: nothing is decoded,
 * and nothing but the segment's end is searched, until it is asked for. It is one object that moves on: what it
 * gives is valid until the next segment.
 */
export class SegmentCursor {
  /** The segment id as a packed code (`packed('CLP')`), -1 where it is longer than three characters. */
  key = 0;
  /** Byte offset from the start of the file. */
  offset = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #separators: Separators | null = null;
  #from = 0;
  #to = 0;
  /** The element found last, and where it begins: elements are mostly asked for in their order. */
  #element = 0;
  #elementAt = 0;

  /** Moves on. For the scanner. @param bytes the window that the segment stands in, `from` to `to` */
  point(
    bytes: Buffer,
    separators: Separators,
    { from, to }: { readonly from: number; readonly to: number },
  ): void {
    this.#bytes = bytes;
    this.#separators = separators;
    this.move(from, to);
  }

  /** Moves on within the window. */
  move(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.#element = 0;
    this.#elementAt = from;
    const separator = this.#separators?.elementByte;
    const bytes = this.#bytes;
    if (bytes[from + 3] === separator) this.key = packBytes(bytes, from, 3);
    else if (bytes[from + 2] === separator) this.key = packBytes(bytes, from, 2);
    else this.key = this.#oddKey();
  }

  /** Segments without elements, with odd ids, or with a line break within the id. */
  #oddKey(): number {
    const text = this.element(0);
    return text.length === 0 ? NOT_PACKED : packed(text);
  }

  /** An element as text; empty where it is absent. */
  element(n: number): string {
    const from = this.#find(n);
    if (from === -1) return '';
    return this.#bytes.toString('latin1', from, this.#endOf(from)).replace(/[\r\n]/g, '');
  }

  /** An amount in cents: undefined where it is absent, null where it is none or has a fraction of a cent. */
  amount(n: number): Cents | null | undefined {
    const from = this.#find(n);
    if (from === -1) return undefined;
    const to = this.#endOf(from);
    if (from === to) return undefined;
    return amountIn(this.#bytes, from, to) ?? parseAmount(this.element(n));
  }

  /** Where an element begins; -1 where the segment has fewer. */
  #find(n: number): number {
    const bytes = this.#bytes;
    const separator = this.#separators?.elementByte;
    let found = this.#element;
    let at = this.#elementAt;
    if (n < found) {
      found = 0;
      at = this.#from;
    }
    for (; found < n; at += 1) {
      if (at >= this.#to) return -1;
      if (bytes[at] === separator) found += 1;
    }
    this.#element = found;
    this.#elementAt = at;
    return at;
  }

  #endOf(from: number): number {
    const bytes = this.#bytes;
    const separator = this.#separators?.elementByte;
    let at = from;
    while (at < this.#to && bytes[at] !== separator) at += 1;
    return at;
  }
}
