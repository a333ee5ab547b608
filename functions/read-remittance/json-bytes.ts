const [OPEN, CLOSE, COMMA, ZERO] = [0x5b, 0x5d, 0x2c, 0x30];
/** Digits of the largest safe integer. */
const MOST_DIGITS = 16;
/** What a page usually comes to: larger ones make it grow. */
const USUAL_BYTES = 131_072;

/**
 * JSON written in place, as bytes in memory that is used again for the next page. Text or buffers of each value would
 * be garbage that is old by the time its page is full, and outside of the heap, where it is long in being noticed.
 */
export class JsonBytes {
  #bytes = Buffer.allocUnsafeSlow(USUAL_BYTES);
  #size = 0;

  /** A view, good until more is written. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  clear(): void {
    this.#size = 0;
  }

  text(text: string): void {
    this.#makeRoom(Buffer.byteLength(text));
    this.#size += this.#bytes.write(text, this.#size);
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** A list of lists of numbers. @param rows at least one; safe integers, at least one in each, none below zero */
  rows(rows: readonly (readonly number[])[]): void {
    let before = OPEN;
    for (const row of rows) {
      this.#makeRoom(row.length * (MOST_DIGITS + 1) + 3);
      this.#mark(before);
      this.#row(row);
      before = COMMA;
    }
    this.#mark(CLOSE);
  }

  #row(row: readonly number[]): void {
    let before = OPEN;
    for (const value of row) {
      this.#mark(before);
      this.#digits(value);
      before = COMMA;
    }
    this.#mark(CLOSE);
  }

  #mark(byte: number): void {
    this.#bytes[this.#size] = byte;
    this.#size += 1;
  }

  #digits(value: number): void {
    const bytes = this.#bytes;
    const from = this.#size;
    this.#size += 1;
    for (let limit = 10; limit <= value; limit *= 10) this.#size += 1;
    let rest = value;
    for (let at = this.#size - 1; at >= from; at -= 1) {
      const tens = Math.floor(rest / 10);
      bytes[at] = ZERO + (rest - tens * 10);
      rest = tens;
    }
  }

  #makeRoom(more: number): void {
    const needed = this.#size + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.written);
    this.#bytes = grown;
  }
}

/** A list of values that are written one after another, until it is cleared. */
export class JsonList {
  readonly #json = new JsonBytes();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Where the next value is to be written. */
  next(): JsonBytes {
    this.#json.text(this.#count === 0 ? '[' : ',');
    this.#count += 1;
    return this.#json;
  }

  /** The whole list, which takes no more. @returns a view, good until it is cleared */
  end(): Uint8Array {
    this.#json.text(this.#count === 0 ? '[]' : ']');
    return this.#json.written;
  }

  clear(): void {
    this.#json.clear();
    this.#count = 0;
  }
}
