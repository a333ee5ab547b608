import type { Encounter } from '../../encounter/model.ts';
import { err, ok, type Result } from '../../result.ts';
import type { SetGuide } from '../guides/guide.ts';
import type { Cleaning } from '../syntax/clean.ts';
import type { SegmentBytes } from '../syntax/segment-bytes.ts';
import { DELIMITERS, type SetBody, type WriteProblem, writeInterchange } from '../syntax/write.ts';
import type { ClaimBatchHeader, ClaimSet, EnvelopeSpec } from '../types.ts';
import { guideProblems } from './check-lines.ts';
import { CheckedWriter } from './checked-writer.ts';
import { ClaimTree, linesOf, type Part } from './claim-tree.ts';
import type { CleaningNote, FieldWriter, WriteReport } from './field-writer.ts';
import { isSame } from './same.ts';

export interface WriteOptions {
  /** Upper-case all text (domain.md 3.3 step 3). */
  readonly upperCase: boolean;
  /** Whether what is written is compared with its guide; yes unless given. Fields are cleaned in any case. */
  readonly verify?: boolean;
}

export interface WrittenInterchange {
  readonly bytes: Buffer;
  /** The bytes as text, made when asked for. */
  readonly text: string;
  readonly segments: number;
  /** What cleaning changed, by claim and field. */
  readonly findings: readonly CleaningNote[];
}

/** What a billing provider's level is written from. */
type Billed = Pick<Encounter, 'billing' | 'payTo' | 'payToPlan'>;
/** What the contents of all kinds of claims have: the coverage that it goes to is one of its coverages. */
interface Addressed extends Readonly<Billed> {
  readonly destination: number;
  readonly coverages: readonly { readonly seq: number }[];
}

type CoverageOf<Content extends Addressed> = Content['coverages'][number];

/** How the segments of one kind of claim are written. */
export interface ClaimParts<Content extends Addressed> {
  readonly guide: SetGuide;
  header(w: FieldWriter, header: ClaimBatchHeader): void;
  /** 2000A without its HL. */
  billing(w: FieldWriter, content: Billed): void;
  /** 2000B without its HL, and 2000C where the patient is another person. */
  subscriber(
    places: { readonly subscriber: FieldWriter; readonly patient: FieldWriter },
    content: Content,
    at: { readonly coverage: CoverageOf<Content>; readonly path: string },
  ): void;
  /** 2300 and what is in it. */
  claim(
    w: FieldWriter,
    filed: {
      readonly filingId: string;
      readonly content: Content;
      readonly lineNos?: readonly number[];
      readonly destination: CoverageOf<Content>;
    },
  ): void;
}

/** GS08 and ST03, and the envelope around the sets. */
export interface ClaimEnvelope {
  readonly envelope: EnvelopeSpec;
  readonly version: string;
}

/**
 * Writes one 837 interchange with one group. Claims with the same billing provider share its HL, those with the same
 * subscriber, payer and patient share theirs, in the order in which each first appears.
 *
 * Pure: the same sets, control numbers and options give the same bytes.
 *
 * @returns every problem of every claim, and no bytes, where anything cannot be written
 * @see domain.md 3.1 to 3.4 and 3.9
 */
export function writeClaimSets<Content extends Addressed>(
  { envelope, version }: ClaimEnvelope,
  parts: ClaimParts<Content>,
  sets: readonly ClaimSet<Content>[],
  options: WriteOptions,
): Result<WrittenInterchange, readonly WriteProblem[]> {
  const cleaning: Cleaning = { delimiters: DELIMITERS, upperCase: options.upperCase };
  const report: WriteReport = { cleaning, notes: [], problems: [] };
  const { verify = true } = options;
  const writer = new ClaimSetWriter(parts, report, { newlines: envelope.newlines, verify });
  const { setId, functionalCode } = parts.guide;
  const written = writeInterchange(envelope, {
    room: sets.reduce((claims, set) => claims + set.claims.length, 0) * ROOM_PER_CLAIM,
    group: {
      functionalCode,
      version,
      sets: sets.map((set): SetBody => {
        const write = (sink: SegmentBytes): void => writer.write(set, sink);
        return { setId, controlNo: set.controlNo, version, write };
      }),
    },
  });
  if (report.problems.length > 0) return err(report.problems);
  return written.ok ? ok(withFindings(written.value, report.notes)) : written;
}

/** Bytes of most claims; others make the writer take more room on the way. */
const ROOM_PER_CLAIM = 800;

const withFindings = (
  written: { readonly bytes: Buffer; readonly segments: number; readonly text: string },
  findings: readonly CleaningNote[],
): WrittenInterchange => ({
  bytes: written.bytes,
  segments: written.segments,
  findings,
  get text() {
    return written.text;
  },
});

/** What the writing of a set is told. */
interface SetOptions {
  readonly newlines: boolean;
  readonly verify: boolean;
}

/** Writes one set after the other, in the same memory. */
class ClaimSetWriter<Content extends Addressed> {
  readonly #parts: ClaimParts<Content>;
  readonly #report: WriteReport;
  readonly #verify: boolean;
  readonly #header: CheckedWriter;
  readonly #billing: CheckedWriter;
  readonly #subscriber: CheckedWriter;
  readonly #patient: CheckedWriter;
  readonly #claim: CheckedWriter;
  readonly #writers: readonly CheckedWriter[];
  #tree = new ClaimTree();
  /** The billing provider of the claim before, where there is nothing to say about it. */
  #lastBilled: (Billed & { readonly part: Part }) | null = null;
  /** Whether the guide surely has nothing against what was written. */
  #accepted = true;

  constructor(parts: ClaimParts<Content>, report: WriteReport, options: SetOptions) {
    this.#parts = parts;
    this.#report = report;
    this.#verify = options.verify;
    const writer = (place: { readonly path: readonly string[]; readonly level?: string }) =>
      new CheckedWriter(parts.guide, { report, ...options, ...place });
    this.#header = writer({ path: [] });
    this.#billing = writer({ path: ['2000A'], level: '20' });
    this.#subscriber = writer({ path: ['2000A', '2000B'], level: '22' });
    this.#patient = writer({ path: ['2000A', '2000B', '2000C'], level: '23' });
    this.#claim = writer({ path: ['2000A', '2000B', '2300'] });
    this.#writers = [this.#header, this.#billing, this.#subscriber, this.#patient, this.#claim];
  }

  /** What stands between ST and SE. */
  write(set: ClaimSet<Content>, sink: SegmentBytes): void {
    for (const part of this.#writers) part.clear();
    this.#tree = new ClaimTree();
    this.#lastBilled = null;
    this.#accepted = set.claims.length > 0;
    const header = this.#writeHeader(set.header);
    for (const claim of set.claims) {
      this.#report.filingId = claim.filingId;
      this.#add(claim);
    }
    this.#report.filingId = undefined;
    if (this.#verify && !this.#accepted) this.#explain(header);
    sink.append(header.bytes, header);
    this.#tree.write(sink);
  }

  #writeHeader(header: ClaimBatchHeader): Part {
    const w = this.#header;
    w.begin();
    this.#parts.header(w.fields, header);
    this.#accepted &&= w.leadsTo('HL', '20');
    return w.part();
  }

  #add({ filingId, content, ...numbers }: ClaimSet<Content>['claims'][number]): void {
    const at = content.coverages.findIndex((coverage) => coverage.seq === content.destination);
    const destination = content.coverages[at];
    if (destination === undefined) {
      this.#billing.fields.problem('REQ-01', 'destination');
      return;
    }
    const billing = this.#writeBilling(content);
    const levels = this.#writeLevels(content, { coverage: destination, path: `coverages.${at}` });
    this.#claim.begin();
    this.#parts.claim(this.#claim.fields, { filingId, content, ...numbers, destination });
    this.#accepted &&= this.#claim.isWhole();
    this.#tree.add(filingId, { billing, ...levels, claim: this.#claim.part() });
  }

  /** Most claims have the billing provider of the one before; what was said about that one is said of each claim. */
  #writeBilling(content: Content): Part {
    const { billing, payTo, payToPlan } = content;
    const last = this.#lastBilled;
    const same =
      last !== null &&
      isSame(billing, last.billing) &&
      isSame(payTo, last.payTo) &&
      isSame(payToPlan, last.payToPlan);
    if (same) return last.part;
    const w = this.#billing;
    const { notes, problems } = this.#report;
    const said = notes.length + problems.length;
    w.begin();
    this.#parts.billing(w.fields, content);
    const isFine = w.leadsTo('HL', '22');
    this.#accepted &&= isFine;
    const part = w.part();
    const silent = notes.length + problems.length === said;
    this.#lastBilled = isFine && silent ? { billing, payTo, payToPlan, part } : null;
    return part;
  }

  #writeLevels(
    content: Content,
    at: { readonly coverage: CoverageOf<Content>; readonly path: string },
  ): { readonly subscriber: Part; readonly patient: Part | null } {
    const subscriber = this.#subscriber;
    const patient = this.#patient;
    subscriber.begin();
    patient.begin();
    this.#parts.subscriber({ subscriber: subscriber.fields, patient: patient.fields }, content, at);
    const theirs = patient.part();
    if (theirs.count === 0) {
      this.#accepted &&= subscriber.leadsTo('CLM', '');
      return { subscriber: subscriber.part(), patient: null };
    }
    this.#accepted &&= subscriber.leadsTo('HL', '23') && patient.leadsTo('CLM', '');
    return { subscriber: subscriber.part(), patient: theirs };
  }

  /** Walks what was written: what the guide forbids is not sent. */
  #explain(header: Part): void {
    const lines = [...linesOf(header, []), ...this.#tree.lines()];
    for (const problem of guideProblems(this.#parts.guide, lines)) this.#report.problems.push(problem);
  }
}
