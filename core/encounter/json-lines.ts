import { BYTE, isBlank } from './json-bytes.ts';
import type { Cursor, Cutter, JsonSlice } from './json-cursor.ts';

/** One item to a line; lines of blanks are passed over. */
export class LineCutter implements Cutter {
  readonly #cursor: Cursor;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  *take(chunk: Uint8Array): Generator<JsonSlice> {
    let from = 0;
    while (from < chunk.length) {
      const lineFeed = chunk.indexOf(BYTE.lineFeed, from);
      const to = lineFeed === -1 ? chunk.length : lineFeed;
      this.#keep(chunk.subarray(from, to));
      if (lineFeed !== -1) {
        yield* this.end();
        this.#cursor.step(BYTE.lineFeed);
      }
      from = to + 1;
    }
  }

  *end(): Generator<JsonSlice> {
    if (this.#cursor.inItem) yield this.#cursor.finish();
  }

  #keep(bytes: Uint8Array): void {
    if (!this.#cursor.inItem && !bytes.every(isBlank)) this.#cursor.begin();
    if (this.#cursor.inItem) this.#cursor.keep(bytes);
    this.#cursor.skip(bytes.length);
  }
}
