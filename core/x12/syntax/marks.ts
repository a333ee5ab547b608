import {
  type Block,
  HEADER_MARKS,
  infoOf,
  KEY_BEFORE,
  NO_CODE,
  PLAIN,
  REPEATED,
  type Separators,
} from './block.ts';
import { BLANK, CR, isBlank, isSpecial, LETTER_B, LETTER_I, LF } from './bytes.ts';
import type { KeptTexts } from './kept-texts.ts';
import { MAX_SEGMENT_BYTES, ORDINARY, REPETITION, SEPARATOR, TERMINATOR } from './meanings.ts';
import { packBytes, packed } from './packed.ts';
import { markQuickly } from './quick-marks.ts';
import type { Segment } from './segment.ts';

/** A block that is being scanned. */
export interface Growing extends Block {
  before: number;
  marks: Int32Array;
  readonly separators: Separators[];
}
/** Room for the marks of a few segments; a block that hands out more gets a larger table. */
export const FIRST_MARKS = 64;
/** Room that a segment without elements needs in the table. */
const SPARE_MARKS = HEADER_MARKS + 4;

export const blockOf = (bytes: Buffer, marks: Int32Array, base: number, kept: KeptTexts): Growing => ({
  bytes,
  base,
  before: 0,
  marks,
  separators: [],
  text: null,
  kept,
});

/**
 * What is left of a block from a place on. The text goes: it is made anew where a segment that somebody kept is read,
 * and is as long as the block, too long to lie there until the next bytes have come.
 */
export function restOf(block: Growing, from: number): Growing {
  const { bytes, marks, base, kept } = block;
  block.text = null;
  return blockOf(bytes.subarray(from), marks, base + from, kept);
}

/** A larger table. Segments that were handed out hold the block, and so find their marks in the new one. */
export function moreMarks(block: Growing): Int32Array {
  // Most segments have an element in four or five bytes, and a header of four marks: this room is seldom too small.
  const usual = Math.ceil(block.bytes.length / 2) + SPARE_MARKS;
  const marks = new Int32Array(Math.max(block.marks.length * 2, usual));
  marks.set(block.marks);
  block.marks = marks;
  return marks;
}

export interface Progress {
  readonly at: number;
  /** How many marks of the block are set. */
  readonly marked: number;
  /** Of the segment before, in the file. */
  readonly ordinal: number;
}

/**
 * Marks segment after segment from `from.at` on.
 *
 * @returns where something begins that needs a closer look: an ISA, IEA or BIN, an unfinished or an empty segment
 */
export const markSegments = (block: Growing, meanings: Uint8Array, from: Progress): Progress =>
  markQuickly(block, meanings, from) ?? markByteByByte(block, meanings, from);

/**
 * A look at each byte, a mark for each separator. It calls nothing that could change what it works on, so that it
 * stays in registers.
 */
export function markByteByByte(block: Growing, meanings: Uint8Array, from: Progress): Progress {
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
    const size = next - mark - 2;
    marks[marked] = infoOf(flags, which, size);
    marks[marked + 1] = ordinal;
    marks[marked + 2] = codeIn(block, mark, flags);
    marks[marked + 3] = size === 0 ? (flags & PLAIN ? 0 : NO_CODE) : codeIn(block, mark + 1, flags);
    marked = next;
    at = end + 1;
  }
  return { at, marked, ordinal };
}

/** What stands between two marks as a packed code, where it is plain. */
function codeIn({ bytes, marks }: Growing, mark: number, flags: number): number {
  if ((flags & PLAIN) === 0) return NO_CODE;
  const from = (marks[mark] as number) + 1;
  return packBytes(bytes, from, (marks[mark + 1] as number) - from);
}

/** The segment that is used again. */
type Moving = { -readonly [K in 'mark' | 'before' | 'key' | 'info']: Segment[K] };

/** Makes a segment the one at another mark of its block, whose marks these are. */
export function move(segment: Segment, marks: Int32Array, mark: number, before: number): void {
  const moving: Moving = segment;
  const key = marks[mark - KEY_BEFORE] as number;
  moving.mark = mark;
  moving.before = before;
  moving.info = marks[mark - HEADER_MARKS] as number;
  moving.key = key === NO_CODE ? packed(segment.element(0)) : key;
}
