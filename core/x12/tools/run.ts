import { CR } from '../syntax/bytes.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Delimiters } from '../types.ts';

/** What ends a segment: its terminator, and the line break that the source puts after it. */
export type SegmentEnd = Buffer;

/** Segments ready to be written, their ends included. */
export interface Run {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
  readonly segments: number;
}

export const EMPTY: Run = { chunks: [], bytes: 0, segments: 0 };

/** Pieces that are joined into one: each keeps its block of the file in memory, and takes more than a short segment. */
const LOOSE_CHUNKS = 1024;

/** Gathers segments byte for byte. */
export class RunBuilder implements Run {
  readonly chunks: Uint8Array[] = [];
  bytes = 0;
  segments = 0;
  readonly #end: SegmentEnd;
  /** Chunks that are joined already. */
  #joined = 0;

  constructor(end: SegmentEnd) {
    this.#end = end;
  }

  /** @param content the segment without its end */
  add(content: Uint8Array): void {
    this.chunks.push(content, this.#end);
    this.bytes += content.length + this.#end.length;
    this.segments += 1;
    if (this.chunks.length - this.#joined >= LOOSE_CHUNKS) this.#join();
  }

  append(run: Run): void {
    for (const chunk of run.chunks) this.chunks.push(chunk);
    this.bytes += run.bytes;
    this.segments += run.segments;
    if (this.chunks.length - this.#joined >= LOOSE_CHUNKS) this.#join();
  }

  #join(): void {
    this.chunks.push(Buffer.concat(this.chunks.splice(this.#joined)));
    this.#joined = this.chunks.length;
  }
}

const LINE_BREAKS = /[\r\n]/g;

/** An element's bytes as Latin-1; in a broken ISA they may hold a separator. */
const bytesOf = (segment: Segment, n: number): string =>
  segment.block.bytes.toString('latin1', segment.start(n), segment.end(n)).replaceAll(LINE_BREAKS, '');

/**
 * A segment with some of its elements replaced; all others keep their bytes, line breaks that a fixed width
 * put into them aside.
 *
 * @param changes new texts by element number, ASCII
 */
export function rewritten(
  segment: Segment,
  separator: string,
  changes: Readonly<Record<number, string>>,
): Buffer {
  const parts = Array.from({ length: segment.size + 1 }, (_, n) => bytesOf(segment, n));
  for (const [n, text] of Object.entries(changes)) {
    while (parts.length <= Number(n)) parts.push('');
    parts[Number(n)] = text;
  }
  return Buffer.from(parts.join(separator), 'latin1');
}

/** Widths of ISA01 to ISA16. */
const HEADER_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

/** An ISA with another control number, its fields in their widths whatever theirs were. */
export function headerOf(isa: Segment, controlNo: string): Buffer {
  const fields = HEADER_WIDTHS.map((width, i) => {
    const text = i === CONTROL_NO - 1 ? controlNo : bytesOf(isa, i + 1);
    return text.padEnd(width).slice(0, width);
  });
  return Buffer.from(['ISA', ...fields].join(isa.separators.element), 'latin1');
}

/** ISA13. */
const CONTROL_NO = 13;

export const segmentBytes = (separator: string, ...parts: readonly string[]): Buffer =>
  Buffer.from(parts.join(separator), 'latin1');

/**
 * How the source ends its segments, told by the bytes between its ISA and the segment after it. Blanks
 * that indent lines are not kept.
 */
export function segmentEndOf({ segment: terminator }: Delimiters, isa: Segment, next: Segment): SegmentEnd {
  const between = next.offset - (isa.offset + isa.bytes().length + terminator.length);
  const { bytes, base } = isa.block;
  const after = bytes[next.offset - between - base];
  const lineBreak = between <= 0 ? '' : between > 1 ? '\r\n' : after === CR ? '\r' : '\n';
  return Buffer.from(terminator + lineBreak, 'latin1');
}
