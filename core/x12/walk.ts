import type { ByteSource } from './engine.ts';
import { SegmentCursor } from './syntax/cursor.ts';
import { Scanner } from './syntax/scan.ts';

/**
 * Walks all segments of a file, envelopes included, at the speed of a look at each byte: for sums, counts and
 * searches over files of any size in constant memory. Nothing is checked; text outside of interchanges is
 * passed over.
 *
 * ```ts
 * const CLP = packed('CLP');
 * await walkSegments(createReadStream(file), (segment) => {
 *   if (segment.key === CLP) paid += segment.amount(4) ?? 0;
 * });
 * ```
 *
 * @param visit is given one object that moves from segment to segment: what it shows must be used at once
 * @returns how many segments there were
 */
export async function walkSegments(
  source: ByteSource,
  visit: (segment: SegmentCursor) => void,
): Promise<number> {
  let segments = 0;
  const cursor = new SegmentCursor();
  const seen = (): void => {
    segments += 1;
    visit(cursor);
  };
  const scanner = new Scanner(
    {
      segment: (segment) => {
        const { block, separators } = segment;
        cursor.point(block.bytes, separators, { from: segment.start(0), to: segment.end(segment.size) });
        cursor.offset = segment.offset;
        seen();
      },
      problem: () => undefined,
    },
    { cursor, seen },
  );
  for await (const chunk of source) scanner.push(chunk);
  scanner.end();
  return segments;
}
