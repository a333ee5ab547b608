const GATHERED_CHARACTERS = 65_536;

/** Joins many small pieces of output into few writes: each write to a pipe is a call to the system. */
export class GatheredOut {
  readonly #out: (text: string) => void;
  #pieces: string[] = [];
  #length = 0;

  constructor(out: (text: string) => void) {
    this.#out = out;
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length >= GATHERED_CHARACTERS) this.end();
  }

  /** Writes what is left. */
  end(): void {
    if (this.#length > 0) this.#out(this.#pieces.join(''));
    this.#pieces = [];
    this.#length = 0;
  }
}
