/** Small chunks are gathered up to this before they are scanned; large ones are cut to it. */
const BLOCK_BYTES = 32_768;

/** Makes blocks of chunks that come cut anywhere. */
export class Gatherer {
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Memory for blocks, used again as long as nobody keeps a segment: fresh memory costs more than the scan. */
  #storage = Buffer.alloc(0);

  /** Takes the next bytes, and calls `full` as often as there is a block. What is left is copied. */
  push(chunk: Uint8Array, full: () => void): void {
    for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
      const part = chunk.subarray(from, from + BLOCK_BYTES);
      if (this.#pendingBytes + part.length >= BLOCK_BYTES) {
        this.#pending.push(part);
        full();
      } else {
        // Not `slice`: that of a Buffer is a view.
        this.#pending.push(new Uint8Array(part));
        this.#pendingBytes += part.length;
      }
    }
  }

  /** What is left of the block before, and what came since. @param kept whether that block must stay as it is */
  take(left: Buffer, kept: boolean): Buffer {
    const size = left.length + this.#pending.reduce((sum, part) => sum + part.length, 0);
    if (kept || this.#storage.length < size) {
      this.#storage = Buffer.allocUnsafeSlow(Math.max(size, BLOCK_BYTES + left.length));
    }
    let end = left.copy(this.#storage);
    for (const part of this.#pending) {
      this.#storage.set(part, end);
      end += part.length;
    }
    this.#pending = [];
    this.#pendingBytes = 0;
    return this.#storage.subarray(0, end);
  }
}
