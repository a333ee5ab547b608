import type { SegmentCursor } from './cursor.ts';
import { error, type FindingKind, warning } from './finding.ts';
import { type Header, readHeader } from './isa.ts';
import {
  BINARY,
  type Block,
  HEADER_MARKS,
  infoOf,
  MAX_SEPARATORS,
  PLAIN,
  packBytes,
  packed,
  REPEATED,
  Segment,
  type Separators,
  separatorsOf,
  sizeOf,
} from './segment.ts';

/** Takes what the scanner finds, in file order. */
export interface ScanSink {
  /** @param header the delimiters that an ISA segment sets; null for every other segment */
  segment(segment: Segment, header: Separators | null): void;
  problem(problem: FindingKind, offset: number): void;
}

/**
 * No segment of the sets that we read comes near this. A longer one means that the terminator was guessed
 * wrong, or that the file is no X12: we look for the next ISA instead of holding ever more bytes.
 */
export const MAX_SEGMENT_BYTES = 65_536;
/** A BIN segment that says it is longer is read like any other: its length is more likely wrong. */
const MAX_BINARY_BYTES = 16_777_216;
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

const BLANK = 0x20;
const LF = 0x0a;
const CR = 0x0d;
/** A terminator's usual company: line ends, blanks, tabs, and the NUL and SUB bytes that old systems pad with. */
const isBlank = (byte: number | undefined): boolean =>
  byte === LF || byte === CR || byte === BLANK || byte === 0x09 || byte === 0 || byte === 0x1a;
/** The bytes of a UTF-8 byte order mark. */
const isMark = (byte: number | undefined): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf;

/** Takes segments by a cursor that moves from one to the next. */
export interface LazySink {
  readonly cursor: SegmentCursor;
  /** The cursor stands on the next segment. */
  seen(): void;
}

/** A block that is being scanned. */
interface Growing extends Block {
  marks: Int32Array;
  readonly separators: Separators[];
}
/** Room for the marks of a few segments; a block that hands out more gets a larger table. */
const FIRST_MARKS = 64;
/** Room that a segment without elements needs in the table. */
const SPARE_MARKS = 8;

/**
 * Finds segments in bytes that come in chunks, cut anywhere. Holds one block and never more than one unfinished
 * segment; segments keep their block alive and decode from it when asked.
 */
export class Scanner {
  readonly #sink: ScanSink;
  /**
   * Whether segments are handed out in one object that is used again: for sinks that keep none of them. It may
   * change from segment to segment.
   */
  reuse = false;
  #block: Growing = blockOf(Buffer.alloc(0), new Int32Array(FIRST_MARKS), 0);
  /** Memory for blocks, used again as long as nobody keeps a segment: fresh memory costs more than the scan. */
  #storage = Buffer.alloc(0);
  /** Whether a segment of the block was handed out to be kept. */
  #kept = true;
  /** How many marks of the block are set. */
  #marked = 0;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Null between interchanges. */
  #separators: Separators | null = null;
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

  /** Takes the next bytes. They are copied: the caller may use its buffer again. */
  push(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += BLOCK_BYTES) {
      const part = chunk.subarray(from, from + BLOCK_BYTES);
      if (this.#pendingBytes + part.length >= BLOCK_BYTES) {
        this.#pending.push(part);
        this.#scan(false);
      } else {
        this.#pending.push(part.slice());
        this.#pendingBytes += part.length;
      }
    }
  }

  end(): void {
    this.#scan(true);
    if (!this.#sawHeader) this.#sink.problem(NO_INTERCHANGE, 0);
  }

  #scan(last: boolean): void {
    const { base } = this.#block;
    const bytes = this.#gathered();
    const marks = this.#kept ? new Int32Array(FIRST_MARKS) : this.#block.marks;
    this.#block = blockOf(bytes, marks, base);
    if (this.#separators !== null) this.#block.separators.push(this.#separators);
    this.#kept = false;
    this.#marked = 0;
    this.#pending = [];
    this.#pendingBytes = 0;
    let at = 0;
    for (;;) {
      if (this.#separators === null) at = this.#skipBlanks(at);
      else at = this.#lazy === null ? this.#segments(at) : this.#walk(at, this.#separators, this.#lazy);
      const next = at < bytes.length ? this.#one(at, last) : null;
      if (next === null) break;
      at = next;
    }
    this.#block = blockOf(bytes.subarray(at), this.#block.marks, base + at);
  }

  /** What is left of the block, and what came since. */
  #gathered(): Buffer {
    const left = this.#block.bytes;
    const size = left.length + this.#pending.reduce((sum, part) => sum + part.length, 0);
    if (this.#kept || this.#storage.length < size) {
      this.#storage = Buffer.allocUnsafeSlow(Math.max(size, BLOCK_BYTES + left.length));
    }
    let end = left.copy(this.#storage);
    for (const part of this.#pending) {
      this.#storage.set(part, end);
      end += part.length;
    }
    return this.#storage.subarray(0, end);
  }

  /** As `#segments`, without marks: it searches for the ends of segments alone. */
  #walk(from: number, separators: Separators, { cursor, seen }: LazySink): number {
    const { bytes, base } = this.#block;
    const { segmentByte } = separators;
    const limit = bytes.length;
    let at = from;
    cursor.point(bytes, separators, { from, to: from });
    for (;;) {
      while (at < limit && (bytes[at] as number) <= BLANK && isBlank(bytes[at])) at += 1;
      if (at >= limit) break;
      const first = bytes[at];
      if ((first === LETTER_I || first === LETTER_B) && isSpecial(bytes, at)) break;
      let end = at;
      while (end < limit && bytes[end] !== segmentByte) end += 1;
      if (end === limit || end === at || end - at > MAX_SEGMENT_BYTES) break;
      this.#ordinal += 1;
      cursor.move(at, end);
      cursor.offset = base + at;
      at = end + 1;
      seen();
    }
    return at;
  }

  /**
   * Marks segment after segment, then hands them out.
   *
   * @returns where something begins that needs a closer look: an ISA, a BIN, an unfinished or an empty segment
   */
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
    const { marks } = block;
    const sink = this.#sink;
    const reused: Reusable = new Segment(block, HEADER_MARKS, 0);
    for (let header = first; header < marked; ) {
      const mark = header + HEADER_MARKS;
      header = mark + sizeOf(marks[header] as number) + 2;
      if (this.reuse) sink.segment(pointed(reused, mark), null);
      else {
        this.#kept = true;
        sink.segment(new Segment(block, mark, keyAt(block, mark)), null);
      }
    }
    return at;
  }

  /** Reads what starts at `at`. @returns where the next starts, or null to wait for more bytes */
  #one(at: number, last: boolean): number | null {
    if (this.#separators === null) return this.#between(at, last);
    const { bytes } = this.#block;
    if (!last && bytes.length - at < 4) return null;
    if (startsWith(bytes, at, ISA) && !isLetterOrDigit(bytes[at + 3])) return this.#between(at, last);
    if (startsWith(bytes, at, BIN) && bytes[at + 3] === this.#separators.elementByte) {
      const binary = this.#binary(at, last);
      if (binary !== 'text') return binary;
    }
    return this.#segment(at, last);
  }

  #skipBlanks(from: number): number {
    const { bytes } = this.#block;
    let at = from;
    while (isBlank(bytes[at]) || isMark(bytes[at])) at += 1;
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
      this.#separators = null;
      return at + 3;
    }
    return this.#header(header, at);
  }

  #junk(problem: FindingKind, at: number): void {
    if (!this.#inJunk) this.#problem(problem, at);
    this.#inJunk = true;
  }

  #header({ delimiters, end, separators, fault }: Header, at: number): number {
    this.#separators = separatorsOf(delimiters);
    this.#meanings = meaningsOf(this.#separators);
    if (this.#block.separators.length === MAX_SEPARATORS) {
      this.#block = blockOf(this.#block.bytes, new Int32Array(FIRST_MARKS), this.#block.base);
      this.#marked = 0;
    }
    this.#block.separators.push(this.#separators);
    this.#inJunk = false;
    this.#sawHeader = true;
    if (fault === 'width') this.#problem(HEADER_WIDTH, at);
    if (fault === 'terminator') this.#problem(HEADER_TERMINATOR, at);
    this.#emit([at - 1, ...separators, end], 0, this.#separators);
    return fault === 'terminator' ? end : end + 1;
  }

  /** One segment with care: what `#segments` left to look at more closely. */
  #segment(at: number, last: boolean): number | null {
    const { bytes } = this.#block;
    const { elementByte, segmentByte } = this.#separators ?? {};
    const places = [at - 1];
    let end = at;
    for (; end < bytes.length && bytes[end] !== segmentByte; end += 1) {
      if (bytes[end] === elementByte) places.push(end);
    }
    if (end - at > MAX_SEGMENT_BYTES) return this.#tooLong(at);
    if (end === bytes.length && !last) return null;
    if (end === at) {
      this.#problem(EMPTY, at);
      return at + 1;
    }
    if (end === bytes.length) {
      if (!startsWith(bytes, at, IEA)) {
        this.#problem(CUT_OFF, at);
        return end;
      }
      this.#problem(LAST_TERMINATOR, at);
    }
    const lineEnd = bytes[end] === LF && bytes[end - 1] === CR;
    this.#emit([...places, lineEnd ? end - 1 : end], 0, null);
    return end + 1;
  }

  #tooLong(at: number): number {
    this.#problem(TOO_LONG, at);
    this.#separators = null;
    this.#inJunk = true;
    return at + 1;
  }

  /**
   * A BIN segment: BIN01 says how many bytes BIN02 has, which may hold anything.
   *
   * @returns `text` where BIN01 does not lead to a terminator: it is then read like any other segment
   */
  #binary(at: number, last: boolean): number | null | 'text' {
    const { bytes } = this.#block;
    const { elementByte = 0, segmentByte = 0 } = this.#separators ?? {};
    const lengthAt = at + BIN.length + 1;
    const data = bytes.indexOf(elementByte, lengthAt) + 1;
    if (data === 0 || data - lengthAt > LENGTH_DIGITS) {
      return !last && bytes.length - lengthAt <= LENGTH_DIGITS ? null : 'text';
    }
    const length = bytes.toString('latin1', lengthAt, data - 1);
    if (!/^\d+$/.test(length) || Number(length) > MAX_BINARY_BYTES) return 'text';
    const end = data + Number(length);
    if (end >= bytes.length && !last) return null;
    if (bytes[end] !== segmentByte) return 'text';
    this.#emit([at - 1, lengthAt - 1, data - 1, end], BINARY, null);
    return end + 1;
  }

  /** Marks a segment by the places of its separators, its start and end included, and hands it out. */
  #emit(places: readonly number[], flags: number, header: Separators | null): void {
    const block = this.#block;
    while (this.#marked + HEADER_MARKS + places.length > block.marks.length) moreMarks(block);
    this.#ordinal += 1;
    const info = infoOf(flags, block.separators.length - 1, places.length - 2);
    block.marks.set([info, this.#ordinal, ...places], this.#marked);
    const segment = new Segment(block, this.#marked + HEADER_MARKS);
    this.#marked += HEADER_MARKS + places.length;
    if (segment.id === 'IEA') this.#separators = null;
    if (!this.reuse) this.#kept = true;
    this.#sink.segment(segment, header);
  }

  #problem(problem: FindingKind, at: number): void {
    this.#sink.problem(problem, this.#block.base + at);
  }
}

const blockOf = (bytes: Buffer, marks: Int32Array, base: number): Growing => ({
  bytes,
  base,
  marks,
  separators: [],
  text: null,
});

/** A larger table. Segments that were handed out hold the block, and so find their marks in the new one. */
function moreMarks(block: Growing): Int32Array {
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
function markSegments(block: Growing, meanings: Uint8Array, from: Progress): Progress {
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
type Reusable = Omit<Segment, 'mark' | 'key' | 'info'> & { mark: number; key: number; info: number };

/** Makes the segment that is used again the one at a mark. */
function pointed(segment: Reusable, mark: number): Reusable {
  const { block } = segment;
  segment.mark = mark;
  segment.info = block.marks[mark - HEADER_MARKS] as number;
  segment.key = keyAt(block, mark) ?? packed(segment.element(0));
  return segment;
}

/** The key of a segment whose id is short and plain, as nearly all are; undefined for others. */
function keyAt({ bytes, marks }: Block, mark: number): number | undefined {
  if (((marks[mark - HEADER_MARKS] as number) & PLAIN) === 0) return undefined;
  const from = (marks[mark] as number) + 1;
  return packBytes(bytes, from, (marks[mark + 1] as number) - from);
}

const ISA = [0x49, 0x53, 0x41];
const IEA = [0x49, 0x45, 0x41];
const BIN = [0x42, 0x49, 0x4e];
const LETTER_I = 0x49;
const LETTER_B = 0x42;
/** BIN01 has at most fifteen digits. */
const LENGTH_DIGITS = 15;

const startsWith = (bytes: Uint8Array, at: number, word: readonly number[]): boolean =>
  bytes[at] === word[0] && bytes[at + 1] === word[1] && bytes[at + 2] === word[2];

/** An ISA, IEA or BIN, or the end of the block too near to tell. */
const isSpecial = (bytes: Uint8Array, at: number): boolean =>
  at + BIN.length >= bytes.length ||
  startsWith(bytes, at, ISA) ||
  startsWith(bytes, at, IEA) ||
  startsWith(bytes, at, BIN);

const isLetterOrDigit = (byte: number | undefined): boolean =>
  byte === undefined || /[A-Z0-9]/i.test(String.fromCharCode(byte));

const ORDINARY = 0;
const SEPARATOR = 1;
const TERMINATOR = 2;
/** Control characters and bytes over 127: the segment is decoded with care. */
const UNUSUAL = 3;
const REPETITION = 4;

function meaningsOf({ elementByte, segmentByte, repetitionByte }: Separators): Uint8Array {
  const meanings = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    meanings[byte] = byte < 0x20 || byte > 0x7e ? UNUSUAL : ORDINARY;
  }
  if (repetitionByte !== -1) meanings[repetitionByte] = REPETITION;
  meanings[elementByte] = SEPARATOR;
  meanings[segmentByte] = TERMINATOR;
  return meanings;
}
