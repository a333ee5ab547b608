import type { Segment } from '../syntax/segment.ts';
import { Refused } from './refusal.ts';
import { EMPTY, headerOf, type Run, rewritten, type SegmentEnd, segmentBytes } from './run.ts';

/** Where one interchange is written to. */
export interface PartOutput {
  write(bytes: Uint8Array): void | Promise<void>;
  close(): void | Promise<void>;
}

export interface PartInfo {
  /** Counts from 1. */
  readonly ordinal: number;
  /** What all claims of the part have in common: a payer's id, as in the file; null where it is just a part. */
  readonly key: string | null;
}

/** Makes the places that parts are written to. */
export interface PartSink {
  open(part: PartInfo): PartOutput | Promise<PartOutput>;
}

/** The envelope that a part repeats. */
export interface EnvelopeSource {
  readonly isa: Segment;
  /** Null for an interchange of TA1 segments alone. */
  readonly gs: Segment | null;
  readonly separator: string;
  readonly end: SegmentEnd;
}

/** Control numbers of a part; null keeps the source's. */
export interface PartNumbers {
  /** ISA13 and GS06. */
  readonly interchange: number | null;
  /** Whether sets are numbered from 1, or keep their numbers. */
  readonly renumberSets: boolean;
}

const ISA_DIGITS = 9;
const SET_DIGITS = 4;
/** Bytes that are gathered before they are handed on. */
const FLUSH_BYTES = 16_384;
/** The same for all parts that are open together, as each segment keeps its block of the file in memory. */
export const GATHERED_BYTES = 4_194_304;

const CONTROL_NO_MAX = 999_999_999;

/** @throws Refused where it has more than nine digits */
export function checkedControlNo(n: number): number {
  if (n <= CONTROL_NO_MAX) return n;
  throw new Refused(
    'CONTROL-NO',
    'There are more parts than control numbers of nine digits from the first on.',
  );
}

const nineDigits = (n: number): string => String(n).padStart(ISA_DIGITS, '0');

interface OpenSet {
  readonly st: Segment;
  readonly controlNo: string;
  segments: number;
}

/** Writes one interchange with one group: counts and control numbers right, segments as they are given. */
export class Part {
  readonly info: PartInfo;
  /** Claims in it so far. */
  claims = 0;
  /** Bytes so far, without trailers that are still to come. */
  bytes = 0;
  readonly #output: PartOutput;
  readonly #from: EnvelopeSource;
  readonly #interchangeNo: string;
  readonly #groupNo: string;
  readonly #renumber: boolean;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #sets = 0;
  #set: OpenSet | null = null;
  /** The ST of the set written last, open or not. */
  #lastSet: Segment | null = null;

  /** @param acknowledgments TA1 segments that stand between ISA and GS */
  constructor(
    info: PartInfo,
    output: PartOutput,
    from: EnvelopeSource,
    { interchange, renumberSets, acknowledgments = EMPTY }: PartNumbers & { readonly acknowledgments?: Run },
  ) {
    const { isa, gs, separator } = from;
    this.info = info;
    this.#output = output;
    this.#from = from;
    this.#renumber = renumberSets;
    // As long as the header has room for: its trailer repeats it.
    this.#interchangeNo =
      interchange === null ? isa.element(13).slice(0, ISA_DIGITS) : nineDigits(interchange);
    this.#groupNo = interchange === null ? (gs?.element(6) ?? '') : String(interchange);
    this.#one(headerOf(isa, this.#interchangeNo));
    this.add(acknowledgments);
    if (gs !== null) this.#one(rewritten(gs, separator, { 6: this.#groupNo }));
  }

  get isEmpty(): boolean {
    return this.#sets === 0;
  }

  hasOpen(st: Segment): boolean {
    return this.#set?.st === st;
  }

  /** Whether the set stands in the part and is closed: opening it again would give its number twice. */
  hasClosed(st: Segment): boolean {
    return this.#lastSet === st && this.#set === null;
  }

  /** Bytes of the finished part, if this were written into the set of `st` and were the last. */
  sizeWith(st: Segment, run: Run): number {
    if (this.#set?.st === st) return this.bytes + run.bytes + this.#trailerBytes(this.#set, run.segments, 0);
    const { end } = this.#from;
    const closed = this.#set === null ? 0 : this.#setTrailer(this.#set, 0).length + end.length;
    const opened = this.#header(st).length + end.length;
    const next = { st, controlNo: this.#setNo(st), segments: 1 };
    return this.bytes + closed + opened + run.bytes + this.#trailerBytes(next, run.segments, 1);
  }

  openSet(st: Segment): void {
    this.closeSet();
    this.#one(this.#header(st));
    this.#set = { st, controlNo: this.#setNo(st), segments: 1 };
    this.#lastSet = st;
    this.#sets += 1;
  }

  add(run: Run): void {
    for (const chunk of run.chunks) this.#pending.push(chunk);
    this.bytes += run.bytes;
    this.#pendingBytes += run.bytes;
    if (this.#set !== null) this.#set.segments += run.segments;
  }

  /** @param content a segment of the open set, without its end */
  copy(content: Uint8Array): void {
    this.#one(content);
    if (this.#set !== null) this.#set.segments += 1;
  }

  closeSet(): void {
    if (this.#set === null) return;
    this.#one(this.#setTrailer(this.#set, 0));
    this.#set = null;
  }

  /** Whether enough was gathered to be handed on. */
  get isDue(): boolean {
    return this.#pendingBytes >= FLUSH_BYTES;
  }

  /** Hands on what was gathered. */
  async flush(): Promise<void> {
    if (this.#pendingBytes === 0) return;
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#output.write(bytes);
  }

  async close(): Promise<void> {
    this.closeSet();
    for (const trailer of this.#trailers(0)) this.#one(trailer);
    await this.flush();
    await this.#output.close();
  }

  #setNo(st: Segment): string {
    return this.#renumber ? String(this.#sets + 1).padStart(SET_DIGITS, '0') : st.element(2);
  }

  #header(st: Segment): Buffer {
    return rewritten(st, this.#from.separator, { 2: this.#setNo(st) });
  }

  #setTrailer({ segments, controlNo }: OpenSet, more: number): Buffer {
    return segmentBytes(this.#from.separator, 'SE', String(segments + 1 + more), controlNo);
  }

  #trailers(moreSets: number): readonly Buffer[] {
    const { gs, separator } = this.#from;
    const iea = segmentBytes(separator, 'IEA', gs === null ? '0' : '1', this.#interchangeNo);
    if (gs === null) return [iea];
    return [segmentBytes(separator, 'GE', String(this.#sets + moreSets), this.#groupNo), iea];
  }

  #trailerBytes(set: OpenSet, moreSegments: number, moreSets: number): number {
    const trailers = [this.#setTrailer(set, moreSegments), ...this.#trailers(moreSets)];
    return trailers.reduce((bytes, trailer) => bytes + trailer.length + this.#from.end.length, 0);
  }

  #one(content: Uint8Array): void {
    const { end } = this.#from;
    this.#pending.push(content, end);
    this.bytes += content.length + end.length;
    this.#pendingBytes += content.length + end.length;
  }
}
