import type { Delimiters } from '../types.ts';
import type { KeptTexts } from './kept-texts.ts';

/**
 * The bytes of a stretch of a file with the places of its element separators: what segments point into. A block
 * is never changed once segments of it are handed out, and lives as long as they do.
 */
export interface Block {
  readonly bytes: Buffer;
  /** File offset of the first byte. */
  readonly base: number;
  /** File offset of the last segment before the block; 0 where there is none. */
  readonly before: number;
  /**
   * Per segment: its info, its ordinal, its id and its first element as packed codes (`NO_CODE` where it is not
   * plain), then the index before its first byte, the index of each element separator, and the index after its
   * last byte.
   */
  readonly marks: Int32Array;
  /** The delimiters of the interchanges in the block; a segment's info says which are its own. */
  readonly separators: readonly Separators[];
  /** All bytes as Latin-1, made when the first element is read. */
  text: string | null;
  /** Long texts that came before. */
  readonly kept: KeptTexts;
}

/** The delimiters of an interchange, with their byte values. */
export interface Separators extends Delimiters {
  readonly elementByte: number;
  readonly componentByte: number;
  /** -1 where there is no repetition separator. */
  readonly repetitionByte: number;
  readonly segmentByte: number;
}

export const separatorsOf = (delimiters: Delimiters): Separators => ({
  ...delimiters,
  elementByte: delimiters.element.charCodeAt(0),
  componentByte: delimiters.component.charCodeAt(0),
  repetitionByte: delimiters.repetition?.charCodeAt(0) ?? -1,
  segmentByte: delimiters.segment.charCodeAt(0),
});

/** A segment's info in one number: flags, the index of its delimiters, and how many elements it has. */
export const PLAIN = 1;
export const REPEATED = 2;
/** Bytes of any kind: they are not text, and are read one character a byte. */
export const BINARY = 4;
export const SEPARATORS_SHIFT = 3;
const SEPARATORS_MASK = 0xfff;
export const SIZE_SHIFT = 15;
/** How many elements an info says. */
export const sizeOf = (info: number): number => info >> SIZE_SHIFT;

/** Interchanges that one block may hold. */
export const MAX_SEPARATORS = SEPARATORS_MASK + 1;
/** Numbers that stand before the first mark of a segment, its info first; how far before it the others stand. */
export const HEADER_MARKS = 4;
export const ORDINAL_BEFORE = 3;
export const KEY_BEFORE = 2;
export const CODE_BEFORE = 1;
/** Stands for a packed code that must be read as text. */
export const NO_CODE = -2;

/** @param separators index of the delimiters in their block */
export const infoOf = (flags: number, separators: number, size: number): number =>
  flags | (separators << SEPARATORS_SHIFT) | (size << SIZE_SHIFT);

/** Index of a segment's delimiters in its block. */
export const separatorsIndexOf = (info: number): number => (info >> SEPARATORS_SHIFT) & SEPARATORS_MASK;
