import type { Block } from './block.ts';
import { BLANK, isBlank, isSpecial, LETTER_B, LETTER_I } from './bytes.ts';
import type { SegmentCursor } from './cursor.ts';
import { MAX_SEGMENT_BYTES } from './meanings.ts';

/** Takes segments by a cursor that moves from one to the next. */
export interface LazySink {
  readonly cursor: SegmentCursor;
  /** The cursor stands on the next segment. */
  seen(): void;
}

/**
 * Moves the cursor of a sink from segment to segment, along those of the block's last interchange.
 *
 * @returns where something begins that needs a closer look, as for `markSegments`, and how many segments were seen
 */
export function moveAlong(
  { bytes, base, separators: all }: Block,
  from: number,
  sink: LazySink,
): { readonly at: number; readonly seen: number } {
  const { cursor } = sink;
  const separators = all.at(-1);
  if (separators === undefined) return { at: from, seen: 0 };
  const { segmentByte } = separators;
  const limit = bytes.length;
  let at = from;
  let seen = 0;
  cursor.point(bytes, separators, { from, to: from });
  for (;;) {
    while (at < limit && (bytes[at] as number) <= BLANK && isBlank(bytes[at])) at += 1;
    if (at >= limit) break;
    const first = bytes[at];
    if ((first === LETTER_I || first === LETTER_B) && isSpecial(bytes, at)) break;
    let end = at;
    while (end < limit && bytes[end] !== segmentByte) end += 1;
    if (end === limit || end === at || end - at > MAX_SEGMENT_BYTES) break;
    seen += 1;
    cursor.move(at, end);
    cursor.offset = base + at;
    at = end + 1;
    sink.seen();
  }
  return { at, seen };
}
