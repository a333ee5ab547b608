import type { Separators } from './block.ts';

/**
 * No segment of the sets that we read comes near this. A longer one means that the terminator was guessed
 * wrong, or that the file is no X12: we look for the next ISA instead of holding ever more bytes.
 */
export const MAX_SEGMENT_BYTES = 65_536;

/** What a byte is to a scan. */
export const ORDINARY = 0;
export const SEPARATOR = 1;
export const TERMINATOR = 2;
/** Control characters and bytes over 127: the segment is decoded with care. */
const UNUSUAL = 3;
export const REPETITION = 4;

export function meaningsOf({ elementByte, segmentByte, repetitionByte }: Separators): Uint8Array {
  const meanings = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    meanings[byte] = byte < 0x20 || byte > 0x7e ? UNUSUAL : ORDINARY;
  }
  if (repetitionByte !== -1) meanings[repetitionByte] = REPETITION;
  meanings[elementByte] = SEPARATOR;
  meanings[segmentByte] = TERMINATOR;
  return meanings;
}
