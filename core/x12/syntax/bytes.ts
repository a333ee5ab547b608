/** Bytes that a scan looks at. */

export const BLANK = 0x20;
export const LF = 0x0a;
export const CR = 0x0d;
/** A terminator's usual company: line ends, blanks, tabs, and the NUL and SUB bytes that old systems pad with. */
export const isBlank = (byte: number | undefined): boolean =>
  byte === LF || byte === CR || byte === BLANK || byte === 0x09 || byte === 0 || byte === 0x1a;

export const ISA = [0x49, 0x53, 0x41];
export const IEA = [0x49, 0x45, 0x41];
export const BIN = [0x42, 0x49, 0x4e];
export const LETTER_I = 0x49;
export const LETTER_B = 0x42;
export const startsWith = (bytes: Uint8Array, at: number, word: readonly number[]): boolean =>
  bytes[at] === word[0] && bytes[at + 1] === word[1] && bytes[at + 2] === word[2];

/** An ISA, IEA or BIN, or the end of the block too near to tell. */
export const isSpecial = (bytes: Uint8Array, at: number): boolean =>
  at + BIN.length >= bytes.length ||
  startsWith(bytes, at, ISA) ||
  startsWith(bytes, at, IEA) ||
  startsWith(bytes, at, BIN);

/** The bytes of a UTF-8 byte order mark. */
export const isMark = (byte: number | undefined): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf;

/** Of ASCII; the end of the bytes counts as one, as nothing can be told by it. */
export const isLetterOrDigit = (byte: number | undefined): boolean =>
  byte === undefined ||
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a);
