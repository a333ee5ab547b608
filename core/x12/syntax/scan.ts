import type { Delimiters } from '../types.ts';
import { error, type FindingKind, warning } from './finding.ts';
import { type Header, readHeader } from './isa.ts';
import { type Block, BlockSegment, type Segment } from './segment.ts';

/** What the scanner finds, in file order. Every ISA segment comes with the delimiters that it sets. */
export type Scanned =
  | { readonly kind: 'segment'; readonly segment: Segment; readonly header?: Delimiters }
  | { readonly kind: 'problem'; readonly problem: FindingKind; readonly offset: number };

/**
 * No segment of the sets that we read comes near this. A longer one means that the terminator was guessed
 * wrong, or that the file is no X12: we look for the next ISA instead of holding ever more bytes.
 */
export const MAX_SEGMENT_BYTES = 65_536;
/** Small chunks are gathered up to this before they are scanned; large ones are cut to it. */
const BLOCK_BYTES = 65_536;

const JUNK = error(
  1,
  'TEXT-OUTSIDE-INTERCHANGE',
  'There is text outside of any interchange; it was skipped.',
  ['TA105', '022'],
);
const HEADER_WIDTH = warning(1, 'ISA-WIDTH', 'The ISA fields do not have their fixed widths.');
const HEADER_TERMINATOR = error(1, 'ISA-TERMINATOR', 'No segment terminator follows the ISA segment.', [
  'TA105',
  '004',
]);
const HEADER_UNREADABLE = error(1, 'ISA-UNREADABLE', 'The delimiters cannot be read from the ISA segment.', [
  'TA105',
  '004',
]);
const TOO_LONG = error(
  1,
  'SEGMENT-TOO-LONG',
  'No segment terminator where one must be; reading goes on at the next ISA.',
  ['TA105', '004'],
);
const CUT_OFF = error(1, 'FILE-CUT-OFF', 'The file ends in the middle of a segment.', ['TA105', '023']);
const LAST_TERMINATOR = warning(1, 'LAST-TERMINATOR-MISSING', 'The last segment has no terminator.');
const NO_INTERCHANGE = error(
  1,
  'NO-INTERCHANGE',
  'The file holds no ISA segment: it is no X12 interchange.',
  ['TA105', '022'],
);

const EMPTY = warning(1, 'SEGMENT-EMPTY', 'There is an empty segment.');

const LF = 0x0a;
const CR = 0x0d;
/** A terminator's usual company: line ends, blanks, tabs, and the NUL and SUB bytes that old systems pad with. */
const isBlank = (byte: number | undefined): boolean =>
  byte === LF || byte === CR || byte === 0x20 || byte === 0x09 || byte === 0 || byte === 0x1a;
/** The bytes of a UTF-8 byte order mark. */
const isMark = (byte: number | undefined): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf;

interface Growing extends Block {
  readonly marks: number[];
}

/**
 * Finds segments in bytes that come in chunks, cut anywhere. Holds one block and never more than one unfinished
 * segment; segments keep their block alive and decode from it when asked.
 */
export class Scanner {
  #block: Growing = { bytes: Buffer.alloc(0), marks: [] };
  /** File offset of the block's first byte. */
  #base = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Null between interchanges. */
  #delimiters: Delimiters | null = null;
  #inJunk = false;
  #sawHeader = false;
  #ordinal = 0;
  #found: Scanned[] = [];

  /** Takes the next bytes. They are copied: the caller may use its buffer again. */
  *push(chunk: Uint8Array): Generator<Scanned> {
    for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
      const part = chunk.slice(from, from + BLOCK_BYTES);
      this.#pending.push(part);
      this.#pendingBytes += part.length;
      if (this.#pendingBytes >= BLOCK_BYTES) yield* this.#scan(false);
    }
  }

  *end(): Generator<Scanned> {
    yield* this.#scan(true);
    if (!this.#sawHeader) yield { kind: 'problem', problem: NO_INTERCHANGE, offset: 0 };
  }

  #scan(last: boolean): readonly Scanned[] {
    this.#found = [];
    this.#block = { bytes: Buffer.concat([this.#block.bytes, ...this.#pending]), marks: [] };
    this.#pending = [];
    this.#pendingBytes = 0;
    let at = 0;
    for (;;) {
      at = this.#skipBlanks(at);
      const next = at < this.#block.bytes.length ? this.#one(at, last) : null;
      if (next === null) break;
      at = next;
    }
    this.#base += at;
    this.#block = { bytes: this.#block.bytes.subarray(at), marks: [] };
    return this.#found;
  }

  /** Reads what starts at `at`. @returns where the next starts, or null to wait for more bytes */
  #one(at: number, last: boolean): number | null {
    if (this.#delimiters === null) return this.#between(at, last);
    const { bytes } = this.#block;
    if (!last && bytes.length - at < 4) return null;
    const startsHeader = bytes.toString('latin1', at, at + 3) === 'ISA' && !isLetter(bytes[at + 3]);
    return startsHeader ? this.#between(at, last) : this.#segment(at, last);
  }

  #skipBlanks(from: number): number {
    const { bytes } = this.#block;
    const between = this.#delimiters === null;
    let at = from;
    while (isBlank(bytes[at]) || (between && isMark(bytes[at]))) at += 1;
    return at;
  }

  /** Between interchanges: an ISA segment, or text to skip until there is one. */
  #between(at: number, last: boolean): number | null {
    const { bytes } = this.#block;
    const start = bytes.indexOf('ISA', at);
    if (start !== at) {
      const keep = last ? bytes.length : Math.max(at, bytes.length - 2);
      if (start !== -1 || keep > at) this.#junk(JUNK, at);
      return start === -1 ? (keep > at ? keep : null) : start;
    }
    const header = readHeader(bytes, at, last);
    if (header === 'more') return null;
    if (header === null) {
      this.#junk(HEADER_UNREADABLE, at);
      this.#delimiters = null;
      return at + 3;
    }
    return this.#header(header, at);
  }

  #junk(problem: FindingKind, at: number): void {
    if (!this.#inJunk) this.#problem(problem, at);
    this.#inJunk = true;
  }

  #header({ delimiters, end, separators, fault }: Header, at: number): number {
    this.#delimiters = delimiters;
    this.#inJunk = false;
    this.#sawHeader = true;
    const mark = this.#block.marks.length;
    this.#block.marks.push(at - 1, ...separators, end);
    if (fault === 'width') this.#problem(HEADER_WIDTH, at);
    if (fault === 'terminator') this.#problem(HEADER_TERMINATOR, at);
    this.#emit(at, mark, true);
    return fault === 'terminator' ? end : end + 1;
  }

  #segment(at: number, last: boolean): number | null {
    const { bytes, marks } = this.#block;
    const mark = marks.length;
    const span = findEnd(this.#block, at, this.#delimiters);
    if (span.end === -1) {
      marks.length = mark;
      return this.#unfinished(at, last);
    }
    if (span.end === at) {
      marks.length = mark;
      this.#problem(EMPTY, at);
      return at + 1;
    }
    // Where lines end segments, a CR before the LF is part of the line end.
    const end = bytes[span.end] === LF && bytes[span.end - 1] === CR ? span.end - 1 : span.end;
    marks.push(end);
    this.#emit(at, mark, span.plain);
    return span.end + 1;
  }

  #unfinished(at: number, last: boolean): number | null {
    const { bytes, marks } = this.#block;
    if (bytes.length - at > MAX_SEGMENT_BYTES) {
      this.#problem(TOO_LONG, at);
      this.#delimiters = null;
      this.#inJunk = true;
      return at + 1;
    }
    if (!last) return null;
    if (bytes.toString('latin1', at, at + 3) !== 'IEA') {
      this.#problem(CUT_OFF, at);
      return bytes.length;
    }
    const mark = marks.length;
    const { plain } = findEnd(this.#block, at, this.#delimiters);
    marks.push(bytes.length);
    this.#problem(LAST_TERMINATOR, at);
    this.#emit(at, mark, plain);
    return bytes.length;
  }

  #emit(at: number, mark: number, plain: boolean): void {
    if (this.#delimiters === null) return;
    this.#ordinal += 1;
    const size = this.#block.marks.length - mark - 2;
    const span = { ordinal: this.#ordinal, offset: this.#base + at, mark, size, plain };
    const segment = new BlockSegment(this.#block, span, this.#delimiters);
    const header = segment.id === 'ISA';
    this.#found.push({ kind: 'segment', segment, ...(header && { header: this.#delimiters }) });
    if (segment.id === 'IEA') this.#delimiters = null;
  }

  #problem(problem: FindingKind, at: number): void {
    this.#found.push({ kind: 'problem', problem, offset: this.#base + at });
  }
}

const isLetter = (byte: number | undefined): boolean =>
  byte === undefined || /[A-Z0-9]/i.test(String.fromCharCode(byte));

/**
 * Marks the separators of the segment at `at`, its start included.
 *
 * @returns the index of its terminator, -1 where there is none; `plain` when it is printable ASCII throughout
 */
function findEnd(
  block: Growing,
  at: number,
  delimiters: Delimiters | null,
): { readonly end: number; readonly plain: boolean } {
  const { bytes, marks } = block;
  const separator = delimiters?.element.charCodeAt(0);
  const terminator = delimiters?.segment.charCodeAt(0);
  let plain = true;
  marks.push(at - 1);
  for (let i = at; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === terminator) return { end: i, plain };
    if (byte === separator) marks.push(i);
    else if (byte < 0x20 || byte > 0x7e) plain = false;
  }
  return { end: -1, plain };
}
