import type { Delimiters } from '../types.ts';
import { binaryPlaces } from './binary.ts';
import {
  BINARY,
  HEADER_MARKS,
  infoOf,
  MAX_SEPARATORS,
  NO_CODE,
  type Separators,
  separatorsOf,
  sizeOf,
} from './block.ts';
import { BIN, CR, IEA, ISA, isBlank, isLetterOrDigit, isMark, LF, startsWith } from './bytes.ts';
import type { FindingKind } from './finding.ts';
import { Gatherer } from './gather.ts';
import { type Header, headerAfter, ID_BYTES, isHeader, readHeader } from './isa.ts';
import { KeptTexts } from './kept-texts.ts';
import { type LazySink, moveAlong } from './lazy.ts';
import { blockOf, FIRST_MARKS, type Growing, markSegments, moreMarks, move, restOf } from './marks.ts';
import { MAX_SEGMENT_BYTES, meaningsOf } from './meanings.ts';
import * as problem from './scan-problems.ts';
import type { ScanSink, SegmentPlace } from './scan-sink.ts';
import { Segment } from './segment.ts';

/**
 * Finds segments in bytes that come in chunks, cut anywhere. Holds one block and never more than one unfinished
 * segment; segments keep their block alive and decode from it when asked.
 */
export class Scanner {
  readonly #sink: ScanSink;
  /** Whether segments are handed out in one object that is used again: for sinks that keep none. It may change. */
  reuse = false;
  /** The object that is used again: one for all blocks, which young ones would have to be remembered by old ones. */
  #reused: Segment | null = null;
  readonly #texts = new KeptTexts();
  #block: Growing = blockOf(Buffer.alloc(0), new Int32Array(FIRST_MARKS), 0, this.#texts);
  /** Whether a segment of the block was handed out to be kept. */
  #kept = true;
  /** How many marks of the block are set. */
  #marked = 0;
  /** The mark of the segment that was handed out last; -1 where that was one of another block. */
  #lastMark = -1;
  readonly #chunks = new Gatherer();
  /** Null between interchanges. */
  #separators: Separators | null = null;
  /** That of the interchange before; -1 where there is none. */
  #terminator = -1;
  /** What each byte means in this interchange. */
  #meanings: Uint8Array = new Uint8Array(256);
  #inJunk = false;
  #sawHeader = false;
  #ordinal = 0;
  readonly #lazy: LazySink | null;

  /** @param lazy takes segments without their marks, for those who look at few elements; `sink` gets the others */
  constructor(sink: ScanSink, lazy: LazySink | null = null) {
    this.#sink = sink;
    this.#lazy = lazy;
  }

  /** Begins within an interchange. @param ordinal of the segment before, in whatever the segments are counted by */
  beginWithin(
    delimiters: Delimiters,
    { offset, ordinal }: { readonly offset: number; readonly ordinal: number },
  ): void {
    this.#enter(delimiters);
    this.#block = blockOf(Buffer.alloc(0), this.#block.marks, offset, this.#texts);
    this.#ordinal = ordinal;
  }

  #enter(delimiters: Delimiters): Separators {
    const separators = separatorsOf(delimiters);
    this.#separators = separators;
    this.#meanings = meaningsOf(separators);
    this.#inJunk = false;
    this.#sawHeader = true;
    return separators;
  }

  /** The segment that was handed out last. */
  get last(): SegmentPlace {
    return { ordinal: this.#ordinal, offset: this.#lastOffset() };
  }

  /** File offset of the first byte that is not looked at yet: no segment that is still to come begins before it. */
  get reached(): number {
    return this.#block.base;
  }

  #lastOffset(): number {
    const { base, before, marks } = this.#block;
    return this.#lastMark === -1 ? before : base + (marks[this.#lastMark] as number) + 1;
  }

  /** Takes the next bytes. They are copied: the caller may use its buffer again. */
  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk, () => this.#scan(false));
  }

  end(): void {
    this.#scan(true);
    if (!this.#sawHeader) this.#sink.problem(problem.NO_INTERCHANGE, 0, 0);
  }

  #scan(last: boolean): void {
    const { base } = this.#block;
    const bytes = this.#chunks.take(this.#block.bytes, this.#kept);
    const marks = this.#kept ? new Int32Array(FIRST_MARKS) : this.#block.marks;
    this.#begin(blockOf(bytes, marks, base, this.#texts));
    if (this.#separators !== null) this.#block.separators.push(this.#separators);
    this.#kept = false;
    let at = 0;
    for (;;) {
      if (this.#separators === null) at = this.#skipBlanks(at);
      else at = this.#lazy === null ? this.#segments(at) : this.#walk(at, this.#lazy);
      const next = at < bytes.length ? this.#one(at, last) : null;
      if (next === null) break;
      at = next;
    }
    this.#begin(restOf(this.#block, at));
  }

  /** Goes on with a block without marks. */
  #begin(block: Growing): void {
    block.before = this.#lastOffset();
    this.#block = block;
    this.#marked = 0;
    this.#lastMark = -1;
  }

  /** As `#segments`, without marks: it searches for the ends of segments alone. */
  #walk(from: number, lazy: LazySink): number {
    const { at, seen } = moveAlong(this.#block, from, lazy);
    this.#ordinal += seen;
    return at;
  }

  /** Marks segments, then hands them out. @returns where an ISA, a BIN, an unfinished or an empty segment begins */
  #segments(from: number): number {
    const block = this.#block;
    const first = this.#marked;
    const { at, marked, ordinal } = markSegments(block, this.#meanings, {
      at: from,
      marked: first,
      ordinal: this.#ordinal,
    });
    this.#marked = marked;
    this.#ordinal = ordinal;
    if (marked === first) return at;
    const { marks } = block;
    const sink = this.#sink;
    this.#reused ??= new Segment(block, first + HEADER_MARKS);
    const reused = this.#reused;
    reused.bind(block);
    let last = this.#lastMark;
    for (let header = first; header < marked; ) {
      const mark = header + HEADER_MARKS;
      header = mark + sizeOf(marks[header] as number) + 2;
      if (this.reuse) {
        move(reused, marks, mark, last);
        sink.segment(reused, null);
      } else {
        this.#kept = true;
        sink.segment(new Segment(block, mark, last), null);
      }
      last = mark;
    }
    this.#lastMark = last;
    return at;
  }

  /** Reads what starts at `at`. @returns where the next starts, or null to wait for more bytes */
  #one(at: number, last: boolean): number | null {
    if (this.#separators === null) return this.#between(at, last);
    const { bytes } = this.#block;
    if (!last && bytes.length - at < 4) return null;
    if (startsWith(bytes, at, ISA) && !isLetterOrDigit(bytes[at + 3])) return this.#between(at, last);
    if (startsWith(bytes, at, BIN) && bytes[at + 3] === this.#separators.elementByte) {
      const places = binaryPlaces(bytes, at, this.#separators);
      if (places === 'more' && !last) return null;
      if (typeof places === 'object') {
        this.#emit(places, BINARY, null);
        return (places.at(-1) ?? at) + 1;
      }
    }
    return this.#segment(at, last);
  }

  #skipBlanks(from: number): number {
    const { bytes } = this.#block;
    let at = from;
    while (isBlank(bytes[at]) || isMark(bytes[at]) || this.#isSurplus(at)) at += 1;
    return at;
  }

  /** Whether a terminator stands here once more, behind an interchange. */
  #isSurplus(at: number): boolean {
    const byte = this.#block.bytes[at];
    if (byte !== this.#terminator || this.#inJunk || isLetterOrDigit(byte)) return false;
    this.#problem(problem.EMPTY, at);
    return true;
  }

  /** Between interchanges: an ISA segment, or text to skip until there is one. */
  #between(at: number, last: boolean): number | null {
    const { bytes } = this.#block;
    if (!last && bytes.length - at < ID_BYTES) return null;
    const start = isHeader(bytes, at) ? at : bytes.indexOf('ISA', at);
    if (start !== at) {
      const keep = last ? bytes.length : Math.max(at, bytes.length - 2);
      if (start !== -1 || keep > at) this.#junk(problem.JUNK, at);
      return start === -1 ? (keep > at ? keep : null) : start;
    }
    const header = readHeader(bytes, at, last);
    if (header === 'more') return null;
    if (header === null) {
      this.#junk(problem.HEADER_UNREADABLE, at);
      this.#separators = null;
      return at + 3;
    }
    return this.#header(header, at);
  }

  #junk(kind: FindingKind, at: number): void {
    if (!this.#inJunk) this.#problem(kind, at);
    this.#inJunk = true;
  }

  #header({ delimiters, end, separators, fault }: Header, at: number): number {
    const own = this.#enter(delimiters);
    if (this.#block.separators.length === MAX_SEPARATORS) {
      const { bytes, base } = this.#block;
      this.#begin(blockOf(bytes, new Int32Array(FIRST_MARKS), base, this.#texts));
    }
    this.#block.separators.push(own);
    this.#emit([at - 1, ...separators, end], 0, own);
    if (fault !== null) this.#problem(problem.HEADER[fault], at);
    return fault === 'terminator' ? end : end + 1;
  }

  /** One segment with care: what `#segments` left to look at more closely. */
  #segment(at: number, last: boolean): number | null {
    const { bytes } = this.#block;
    const { elementByte, segmentByte } = this.#separators ?? {};
    const next = startsWith(bytes, at, IEA) ? headerAfter(bytes, at, segmentByte, last) : null;
    if (next === 'more') return null;
    const stop = next ?? bytes.length;
    const places = [at - 1];
    let end = at;
    for (; end < stop && bytes[end] !== segmentByte; end += 1)
      if (bytes[end] === elementByte) places.push(end);
    if (end - at > MAX_SEGMENT_BYTES) return this.#tooLong(at);
    if (end === bytes.length && !last) return null;
    if (end === at) {
      this.#problem(problem.EMPTY, at);
      return at + 1;
    }
    if (end === stop && !startsWith(bytes, at, IEA)) {
      this.#problem(problem.CUT_OFF, at);
      return end;
    }
    if (end === stop) this.#sink.problem(problem.LAST_TERMINATOR, this.#block.base + at, this.#ordinal + 1);
    let until = bytes[end] === LF && bytes[end - 1] === CR ? end - 1 : end;
    while (end === stop && (isBlank(bytes[until - 1]) || isMark(bytes[until - 1]))) until -= 1;
    this.#emit([...places, until], 0, null);
    return next ?? end + 1;
  }

  #tooLong(at: number): number {
    this.#problem(problem.TOO_LONG, at);
    this.#separators = null;
    this.#inJunk = true;
    return at + 1;
  }

  /** Marks a segment by the places of its separators, its start and end included, and hands it out. */
  #emit(places: readonly number[], flags: number, header: Separators | null): void {
    const block = this.#block;
    while (this.#marked + HEADER_MARKS + places.length > block.marks.length) moreMarks(block);
    this.#ordinal += 1;
    const info = infoOf(flags, block.separators.length - 1, places.length - 2);
    block.marks.set([info, this.#ordinal, NO_CODE, NO_CODE, ...places], this.#marked);
    const mark = this.#marked + HEADER_MARKS;
    const segment = new Segment(block, mark, this.#lastMark);
    this.#marked += HEADER_MARKS + places.length;
    this.#lastMark = mark;
    if (segment.id === 'IEA') this.#leave();
    if (!this.reuse) this.#kept = true;
    this.#sink.segment(segment, header);
  }

  #leave(): void {
    this.#terminator = this.#separators?.segmentByte ?? -1;
    this.#separators = null;
  }

  #problem(kind: FindingKind, at: number): void {
    this.#sink.problem(kind, this.#block.base + at, this.#ordinal);
  }
}
