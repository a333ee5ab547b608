import { type Block, HEADER_MARKS, infoOf, PLAIN, REPEATED, type Separators } from './block.ts';
import { BLANK, CR, isBlank, isSpecial, LETTER_B, LETTER_I, LF } from './bytes.ts';
import { packBytes, packed, type Segment } from './segment.ts';

/**
 * No segment of the sets that we read comes near this. A longer one means that the terminator was guessed
 * wrong, or that the file is no X12: we look for the next ISA instead of holding ever more bytes.
 */
export const MAX_SEGMENT_BYTES = 65_536;
/** A block that is being scanned. */
export interface Growing extends Block {
  marks: Int32Array;
  readonly separators: Separators[];
}
/** Room for the marks of a few segments; a block that hands out more gets a larger table. */
export const FIRST_MARKS = 64;
/** Room that a segment without elements needs in the table. */
const SPARE_MARKS = 8;

export const blockOf = (bytes: Buffer, marks: Int32Array, base: number): Growing => ({
  bytes,
  base,
  marks,
  separators: [],
  text: null,
});

/** A larger table. Segments that were handed out hold the block, and so find their marks in the new one. */
export function moreMarks(block: Growing): Int32Array {
  // About one mark every three bytes is usual.
  const usual = Math.ceil(block.bytes.length / 2) + SPARE_MARKS;
  const marks = new Int32Array(Math.max(block.marks.length * 2, usual));
  marks.set(block.marks);
  block.marks = marks;
  return marks;
}

interface Progress {
  readonly at: number;
  /** How many marks of the block are set. */
  readonly marked: number;
  /** Of the segment before, in the file. */
  readonly ordinal: number;
}

/**
 * The loop in which large files spend their time: a look at each byte, a mark for each separator. It calls
 * nothing that could change what it works on, so that it stays in registers.
 */
export function markSegments(block: Growing, meanings: Uint8Array, from: Progress): Progress {
  const { bytes } = block;
  const limit = bytes.length;
  const which = block.separators.length - 1;
  let { marks } = block;
  let { at, marked, ordinal } = from;
  for (;;) {
    while (at < limit && (bytes[at] as number) <= BLANK && isBlank(bytes[at])) at += 1;
    if (at >= limit) break;
    const first = bytes[at];
    if ((first === LETTER_I || first === LETTER_B) && isSpecial(bytes, at)) break;
    const mark = marked + HEADER_MARKS;
    if (mark + SPARE_MARKS > marks.length) marks = moreMarks(block);
    let next = mark;
    let flags = PLAIN;
    marks[next++] = at - 1;
    let end = at;
    for (; end < limit; end += 1) {
      const meaning = meanings[bytes[end] as number] as number;
      if (meaning === ORDINARY) continue;
      if (meaning === SEPARATOR) {
        if (next + SPARE_MARKS > marks.length) marks = moreMarks(block);
        marks[next++] = end;
      } else if (meaning === TERMINATOR) break;
      else flags = meaning === REPETITION ? flags | REPEATED : flags & ~PLAIN;
    }
    if (end === limit || end === at || end - at > MAX_SEGMENT_BYTES) break;
    // Where lines end segments, a CR before the LF is part of the line end.
    const lineEnd = bytes[end] === LF && bytes[end - 1] === CR;
    marks[next++] = lineEnd ? end - 1 : end;
    ordinal += 1;
    marks[marked] = infoOf(flags, which, next - mark - 2);
    marks[marked + 1] = ordinal;
    marked = next;
    at = end + 1;
  }
  return { at, marked, ordinal };
}

/** The segment that is used again. */
export type Reusable = Omit<Segment, 'mark' | 'key' | 'info'> & { mark: number; key: number; info: number };

/** Makes the segment that is used again the one at a mark. */
export function pointed(segment: Reusable, mark: number): Reusable {
  const { block } = segment;
  segment.mark = mark;
  segment.info = block.marks[mark - HEADER_MARKS] as number;
  segment.key = keyAt(block, mark) ?? packed(segment.element(0));
  return segment;
}

/** The key of a segment whose id is short and plain, as nearly all are; undefined for others. */
export function keyAt({ bytes, marks }: Block, mark: number): number | undefined {
  if (((marks[mark - HEADER_MARKS] as number) & PLAIN) === 0) return undefined;
  const from = (marks[mark] as number) + 1;
  return packBytes(bytes, from, (marks[mark + 1] as number) - from);
}

const ORDINARY = 0;
const SEPARATOR = 1;
const TERMINATOR = 2;
/** Control characters and bytes over 127: the segment is decoded with care. */
const UNUSUAL = 3;
const REPETITION = 4;

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
