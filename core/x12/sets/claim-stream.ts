import type { LoopGuide } from '../guides/guide.ts';
import { error, type FindingKind, findingAt } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { AnyClaim, ClaimBatchHeader, Position } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import { CLM } from './claim-keys.ts';
import { CoveragesReader, type FoundCoverages } from './claim-read-coverages.ts';
import { HeaderReader } from './claim-read-header.ts';
import { type ClaimLevels, LevelsReader } from './claim-read-levels.ts';
import { type Called, called, type LoopReader, type LoopReaders, PASSED_OVER } from './loop-reader.ts';
import type { SetStart, StreamReader } from './set-module.ts';

/** Loops that rules are given as they close: memory holds one claim, with the parties above it. */
export const CLAIM_RECORDS: readonly string[] = ['2000A', '2000B', '2000C', '2300'];

/** What is known of a claim before its content is read. */
export type ClaimFrame = Omit<AnyClaim, 'content'>;

/** Reads what a claim of one set says, besides its payers: one claim after another. */
export interface ContentReader {
  /** Readers of the loops of a 2300, those inside of them too; without 2320 and 2400. */
  readonly loops: LoopReaders;
  /** The reader of 2400. */
  readonly line: LoopReader;
  /** False from the first line on that lacks what no line can do without: nothing after it is read. */
  readable: boolean;
  open(clm: Segment, levels: ClaimLevels): void;
  /** Takes a segment of 2300, CLM first. */
  take(segment: Segment, loop: LoopGuide): void;
  /**
   * @param coverages null where they cannot be read
   * @returns null where something is missing that no claim of its kind can do without
   */
  close(frame: ClaimFrame, coverages: FoundCoverages | null): AnyClaim | null;
}

const NO_READER = called(PASSED_OVER);

/** Reads any 837 as it comes: one claim for each CLM, with its whole context. */
export class ClaimStream implements StreamReader {
  readonly #content: ContentReader;
  readonly #readers: ReadonlyMap<string, LoopReader>;
  /** The same by the numbers of loops, as far as they came. */
  readonly #byNumber: (Called | null)[] = [];
  /** 2300 and 2400 have most segments, and are looked for before all others. */
  readonly #claim: ClaimReader;
  readonly #line: LoopReader;
  readonly #inClaim: Called;
  readonly #inLine: Called;
  readonly #outside: Called;
  /** The reader of the innermost loop. */
  #inner: Called;
  /** Those of the loops around it, without the readers of 2400: it stands in 2300. */
  readonly #around: Called[] = [];
  #depth = 0;

  constructor(start: SetStart, contentReader: (values: AnswerValues) => ContentReader) {
    const values = new AnswerValues(start.positionOf);
    const header = new HeaderReader();
    const levels = new LevelsReader();
    const coverages = new CoveragesReader(start.positionOf);
    const content = contentReader(values);
    this.#content = content;
    this.#outside = called(header);
    this.#inner = this.#outside;
    this.#line = content.line;
    this.#claim = new ClaimReader(start, { values, header, levels, coverages, content });
    this.#inClaim = called(this.#claim);
    this.#inLine = called(this.#line);
    this.#readers = new Map([
      ...header.loops,
      ...levels.loops,
      ['2300', this.#claim],
      ...coverages.loops,
      ...content.loops,
    ]);
  }

  again(start: SetStart): void {
    this.#inner = this.#outside;
    this.#depth = 0;
    this.#claim.again(start);
  }

  open(loop: LoopGuide): void {
    if (loop.id === '2400' && this.#content.readable) {
      this.#claim.hasLines = true;
      this.#inner = this.#inLine;
      this.#line.open();
      return;
    }
    this.#around[this.#depth] = this.#inner;
    this.#depth += 1;
    this.#inner = this.#content.readable ? this.#readerOf(loop) : NO_READER;
    this.#inner.open.call(this.#inner.reader);
  }

  #readerOf({ id, number }: LoopGuide): Called {
    const known = this.#byNumber[number];
    if (known) return known;
    const reader = this.#readers.get(id);
    const found = reader === undefined ? NO_READER : this.#telling(id, called(reader));
    while (this.#byNumber.length <= number) this.#byNumber.push(null);
    this.#byNumber[number] = found;
    return found;
  }

  /** Tells the claims of the loops that say whose they are. */
  #telling(id: string, found: Called): Called {
    const { reader, open } = found;
    const claim = this.#claim;
    const isLevel = id === '2000A' || id === '2000B';
    if (!isLevel && id !== '2330A') return found;
    return {
      ...found,
      open: () => {
        if (isLevel) claim.newSubscriber();
        else claim.otherSubscriber();
        open.call(reader);
      },
    };
  }

  segment(segment: Segment, loop: LoopGuide): void {
    // Calls that always go to the same code are fast.
    const { reader, take } = this.#inner;
    if (reader === this.#line) this.#line.take(segment, loop);
    else if (reader === this.#claim) this.#claim.take(segment, loop);
    else take.call(reader, segment, loop);
  }

  close(): void {
    const { reader, close } = this.#inner;
    if (reader === this.#line) {
      this.#line.close();
      this.#inner = this.#inClaim;
      return;
    }
    close.call(reader);
    this.#depth -= 1;
    this.#inner = this.#around[this.#depth] ?? NO_READER;
  }

  /** A set cut off inside a claim gives out no half claim. */
  end(): void {}
}

/** What a claim is read with. */
interface ClaimSources {
  readonly values: AnswerValues;
  readonly header: HeaderReader;
  readonly levels: LevelsReader;
  readonly coverages: CoveragesReader;
  readonly content: ContentReader;
}

const UNREADABLE = error(
  2,
  'CLAIM-UNREADABLE',
  'The claim lacks what no claim of its kind can do without (payer; place of service, or type of bill; of a hospital ' +
    'the statement dates, patient status and principal diagnosis; a line with code, charge, units and date), or has ' +
    'an amount that cannot be read.',
  ['IK502', 'I5'],
);

const CLAIM_OF_NOBODY = error(
  2,
  'CLAIM-UNREADABLE',
  'Another subscriber stands behind the lines of a claim before this one, as where an HL is missing: whose claim this ' +
    'is cannot be told.',
  ['IK502', 'I5'],
);

/** 2300. */
class ClaimReader implements LoopReader {
  /** Whether the claim has come to its lines. */
  hasLines = false;
  /** Whether the subscriber of the claims that follow may be one whose HL is missing. */
  #isOfNobody = false;
  #start: SetStart;
  readonly #sources: ClaimSources;
  #header: ClaimBatchHeader | null = null;
  #position: Position | null = null;
  #claims = 0;

  constructor(start: SetStart, sources: ClaimSources) {
    this.#start = start;
    this.#sources = sources;
  }

  again(start: SetStart): void {
    const { values, header, levels, coverages, content } = this.#sources;
    this.#start = start;
    this.#header = null;
    this.#position = null;
    this.#claims = 0;
    this.newSubscriber();
    values.again(start.positionOf);
    header.reset();
    levels.reset();
    coverages.again(start.positionOf);
    content.readable = true;
  }

  open(): void {
    this.#position = null;
    this.hasLines = false;
  }

  /** Behind the lines it may be one of 2010BA, whose HL is missing. */
  otherSubscriber(): void {
    this.#isOfNobody ||= this.hasLines;
  }

  newSubscriber(): void {
    this.#isOfNobody = false;
    this.hasLines = false;
  }

  take(segment: Segment, loop: LoopGuide): void {
    const { levels, coverages, content, header } = this.#sources;
    if (segment.key === CLM) {
      const claimLevels = levels.ofClaim();
      this.#claims += 1;
      this.#header ??= header.header();
      this.#position = this.#start.positionOf(segment, loop);
      coverages.begin(segment, claimLevels);
      content.open(segment, claimLevels);
      if (this.#isOfNobody) content.readable = false;
    }
    content.take(segment, loop);
  }

  close(): void {
    const position = this.#position;
    const header = this.#header;
    const start = this.#start;
    if (position === null || header === null) return;
    const { values, coverages, content } = this.#sources;
    const found = content.readable ? coverages.found() : null;
    const frame = { header, context: start.context, ordinal: this.#claims, position };
    const claim = content.close(frame, found);
    const findings = values.drain();
    const others = found === null ? [] : found.findings;
    for (const finding of findings) start.emit({ kind: 'finding', finding });
    for (const finding of others) start.emit({ kind: 'finding', finding });
    if (claim === null || findings.length > 0 || others.length > 0)
      start.emit({ kind: 'finding', finding: findingAt(this.#wrong, position) });
    else start.emit({ kind: 'claim', claim });
  }

  /** What is wrong with a claim that is not given. */
  get #wrong(): FindingKind {
    return this.#isOfNobody && !this.hasLines ? CLAIM_OF_NOBODY : UNREADABLE;
  }
}
