import type { Print } from '../../world.ts';

const GATHERED_CHARACTERS = 65_536;

/** Joins many small pieces of output into few writes: each write to a pipe is a call to the system. */
export class GatheredOut {
  readonly #out: Print;
  #pieces: string[] = [];
  #length = 0;

  constructor(out: Print) {
    this.#out = out;
  }

  /** @returns when to go on, where the reader is slower */
  write(text: string): Promise<void> | undefined {
    this.#pieces.push(text);
    this.#length += text.length;
    return this.#length >= GATHERED_CHARACTERS ? this.end() : undefined;
  }

  /** Writes what is left. */
  end(): Promise<void> | undefined {
    const text = this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    return text === '' ? undefined : this.#out(text);
  }
}
