import { BYTE, joinBytes } from './json-bytes.ts';

/** Where in a file: line from 1, byte offset from 0. */
export interface FilePosition {
  readonly line: number;
  readonly byte: number;
}

/** Why a piece of the file holds no item that could be read. */
export type CutProblem = 'cut-off' | 'too-large' | 'text-after-list' | 'empty-file' | 'not-json-file';

/** The bytes of one item, or what is wrong at that place. */
export interface JsonSlice {
  readonly position: FilePosition;
  readonly bytes: Uint8Array;
  readonly problem?: CutProblem;
}

/** Takes a file chunk by chunk and gives its items. */
export interface Cutter {
  take(chunk: Uint8Array): Iterable<JsonSlice>;
  end(): Iterable<JsonSlice>;
}

/** An encounter of 999 lines with everything filled in stays below this. */
export const MAX_ITEM_BYTES = 4 * 1024 * 1024;

/** Where the reading is, and the bytes of the item being read. */
export class Cursor {
  #line: number;
  #byte: number;
  #start: FilePosition | null = null;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor({ line, byte }: FilePosition) {
    this.#line = line;
    this.#byte = byte;
  }

  get inItem(): boolean {
    return this.#start !== null;
  }

  /** Passes over one byte. */
  step(byte: number): void {
    this.#byte += 1;
    if (byte === BYTE.lineFeed) this.#line += 1;
  }

  /** Passes over bytes that hold no line feed. */
  skip(count: number): void {
    this.#byte += count;
  }

  begin(): void {
    this.#start = this.#here();
  }

  /** Adds bytes to the item; beyond the limit they are only counted. */
  keep(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > MAX_ITEM_BYTES) this.#parts = [];
    else if (bytes.length > 0) this.#parts.push(bytes);
  }

  /** Ends the item and gives it; without an item, the empty place where reading stands. */
  finish(problem?: CutProblem): JsonSlice {
    const why = this.#size > MAX_ITEM_BYTES ? 'too-large' : problem;
    const slice = { position: this.#start ?? this.#here(), bytes: joinBytes(this.#parts) };
    this.#start = null;
    this.#parts = [];
    this.#size = 0;
    return why === undefined ? slice : { ...slice, problem: why };
  }

  #here(): FilePosition {
    return { line: this.#line, byte: this.#byte };
  }
}
