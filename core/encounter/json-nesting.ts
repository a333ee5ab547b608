import { BYTE, isBlank, Nesting } from './json-bytes.ts';
import type { Cursor, Cutter, JsonSlice } from './json-cursor.ts';

/** Objects after each other, a list of them, or a list within `{ "encounters": … }`. */
export type NestedLayout = 'objects' | 'list' | 'wrapped-list';

/** Where an item ends: with this byte, before it, or not yet. */
type ItemEnd = 'here' | 'before' | 'later';

/** Items that end where their brackets do. */
export class NestingCutter implements Cutter {
  readonly #cursor: Cursor;
  readonly #layout: NestedLayout;
  readonly #nesting = new Nesting();
  /** The depth between items. */
  readonly #base: number;
  #listOver = false;
  #awaitsBrace: boolean;
  #reportedRest = false;

  constructor(cursor: Cursor, layout: NestedLayout) {
    this.#cursor = cursor;
    this.#layout = layout;
    if (layout !== 'objects') this.#nesting.take(BYTE.openBracket);
    this.#base = this.#nesting.depth;
    this.#awaitsBrace = layout === 'wrapped-list';
  }

  *take(chunk: Uint8Array): Generator<JsonSlice> {
    let from = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (this.#listOver) {
        yield* this.#afterList(byte);
      } else if (this.#cursor.inItem) {
        const end = this.#itemEnd(byte);
        if (end !== 'later') {
          this.#cursor.keep(chunk.subarray(from, end === 'here' ? i + 1 : i));
          yield this.#cursor.finish();
        }
      } else if (this.#beginsItem(byte)) {
        this.#cursor.begin();
        from = i;
      }
      this.#cursor.step(byte);
    }
    if (this.#cursor.inItem) this.#cursor.keep(chunk.subarray(from));
  }

  *end(): Generator<JsonSlice> {
    if (this.#cursor.inItem) yield this.#cursor.finish(this.#inside() ? 'cut-off' : undefined);
    const listOpen = this.#layout !== 'objects' && !this.#listOver;
    if (listOpen || (this.#awaitsBrace && !this.#reportedRest)) yield this.#cursor.finish('cut-off');
  }

  #inside(): boolean {
    return this.#nesting.depth > this.#base || this.#nesting.inString;
  }

  #beginsItem(byte: number): boolean {
    this.#nesting.take(byte);
    this.#listOver = this.#nesting.depth < this.#base;
    return !this.#listOver && byte !== BYTE.comma && !isBlank(byte);
  }

  #itemEnd(byte: number): ItemEnd {
    const wasInside = this.#inside();
    this.#nesting.take(byte);
    this.#listOver = this.#nesting.depth < this.#base;
    if (this.#listOver) return 'before';
    if (this.#inside()) return 'later';
    if (wasInside) return 'here';
    const endsWord = byte === BYTE.comma || (this.#layout === 'objects' && isBlank(byte));
    return endsWord ? 'before' : 'later';
  }

  *#afterList(byte: number): Generator<JsonSlice> {
    if (isBlank(byte) || this.#reportedRest) return;
    if (this.#awaitsBrace && byte === BYTE.closeBrace) {
      this.#awaitsBrace = false;
      return;
    }
    this.#reportedRest = true;
    yield this.#cursor.finish('text-after-list');
  }
}
