/** The bytes that JSON's structure is made of. */
export const BYTE = {
  lineFeed: 0x0a,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** JSON's blanks: space, tab, line feed, carriage return. */
export const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === BYTE.lineFeed || byte === 0x0d || byte === 0x09;

/**
 * Follows brackets, braces and strings byte by byte, without reading values.
 *
 * A closing bracket that does not fit closes everything back to the one it fits, so that an item with a
 * bracket too few does not swallow its neighbours.
 */
export class Nesting {
  #open: number[] = [];
  #inString = false;
  #escaped = false;

  get depth(): number {
    return this.#open.length;
  }

  get inString(): boolean {
    return this.#inString;
  }

  take(byte: number): void {
    if (this.#inString) this.#takeInString(byte);
    else if (byte === BYTE.quote) this.#inString = true;
    else if (byte === BYTE.openBrace || byte === BYTE.openBracket) this.#open.push(byte);
    else if (byte === BYTE.closeBrace) this.#close(BYTE.openBrace);
    else if (byte === BYTE.closeBracket) this.#close(BYTE.openBracket);
  }

  #takeInString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BYTE.backslash) this.#escaped = true;
    else if (byte === BYTE.quote) this.#inString = false;
  }

  #close(opening: number): void {
    const at = this.#open.lastIndexOf(opening);
    if (at !== -1) this.#open.length = at;
  }
}

/** One array of all bytes; the array itself when there is only one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
