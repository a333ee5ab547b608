import type { Delimiters, Group, Interchange, Position, SetContext } from '../types.ts';
import type { EnvelopeSink, Totals } from './envelope-events.ts';
import * as problem from './envelope-problems.ts';
import { type FindingKind, findingAt } from './finding.ts';
import {
  groupFaults,
  groupOf,
  InterchangeHeaders,
  interchangeOf,
  isControlNo,
  isCount,
  isSetControlNo,
  NO_GROUP,
  remember,
} from './headers.ts';
import type { ScanSink, SegmentPlace } from './scan-sink.ts';
import { packed, type Segment } from './segment.ts';

interface OpenInterchange {
  readonly interchange: Interchange;
  readonly groupControlNos: Set<string>;
  /** TA1 segments. */
  answers: number;
}
interface OpenGroup {
  readonly group: Group;
  readonly setControlNos: Set<string>;
  sets: number;
}
interface OpenSet {
  readonly context: SetContext;
  readonly stOrdinal: number;
}

const GS = packed('GS');
const ST = packed('ST');
const SE = packed('SE');
const GE = packed('GE');
const IEA = packed('IEA');

/** Whether a segment may end a set, should it stand there or not. */
const isEnvelope = (key: number): boolean =>
  key === ST || key === SE || key === GS || key === GE || key === IEA;

/**
 * Follows ISA, GS, ST and their trailers; checks counts and control numbers. A missing trailer closes what it
 * should have closed, with a finding.
 *
 * @see domain.md 3.1; codes TA105, AK905 and IK502 in 4.1 and 4.2
 */
export class EnvelopeReader implements ScanSink {
  readonly #sink: EnvelopeSink;
  readonly #headers = new InterchangeHeaders();
  #interchange: OpenInterchange | null = null;
  #group: OpenGroup | null = null;
  #set: OpenSet | null = null;
  #interchanges = 0;
  /** Of this interchange. */
  #groups = 0;
  #allGroups = 0;
  #allSets = 0;
  /** The segment that is being taken, other than one within a set; at a problem and at the end, the one before. */
  #ordinal = 0;
  #offset = 0;
  /** Byte offset of the segment before it. */
  #offsetBefore = 0;

  constructor(sink: EnvelopeSink) {
    this.#sink = sink;
  }

  get totals(): Totals {
    return {
      interchanges: this.#interchanges,
      groups: this.#allGroups,
      sets: this.#allSets,
      segments: this.#ordinal,
    };
  }

  segment(segment: Segment, header: Delimiters | null): void {
    if (this.#set !== null && header === null && !isEnvelope(segment.key)) this.#sink.body(segment);
    else this.#edge(segment, header);
  }

  /** By itself: V8 would throw its code for all other segments away when the first one comes here. */
  #edge(segment: Segment, header: Delimiters | null): void {
    this.#ordinal = segment.ordinal;
    this.#offset = segment.offset;
    this.#offsetBefore = segment.offsetBefore;
    if (header !== null) this.#isa(segment, header);
    else if (segment.key === GS) this.#gs(segment);
    else if (segment.key === ST) this.#st(segment);
    else if (segment.key === SE) this.#se(segment);
    else if (segment.key === GE) this.#ge(segment);
    else if (segment.key === IEA) this.#iea(segment);
    else this.#outside(segment);
  }

  problem(problem: FindingKind, offset: number, ordinal: number): void {
    this.#ordinal = ordinal;
    const ofHeader = ordinal > 0 && offset === this.#offset;
    this.#find(problem, { ...this.#here(offset), ...(ofHeader && { segmentId: 'ISA' }) });
  }

  /** Closes what the file left open. @param last its last segment */
  end(last: SegmentPlace): void {
    this.#ordinal = last.ordinal;
    this.#offset = last.offset;
    this.#closeSet(false);
    this.#closeGroup();
    this.#closeInterchange();
  }

  #isa(segment: Segment, delimiters: Delimiters): void {
    this.#closeSet(true);
    this.#closeGroup();
    this.#closeInterchange();
    this.#interchanges += 1;
    this.#groups = 0;
    const interchange = interchangeOf(segment, delimiters);
    this.#interchange = { interchange, groupControlNos: new Set(), answers: 0 };
    this.#sink.envelope({ kind: 'interchange', segment, interchange, position: this.#at(segment) });
    for (const [element, kind] of this.#headers.faults(segment, interchange))
      this.#find(kind, { ...this.#at(segment), element });
  }

  #gs(segment: Segment): void {
    if (this.#interchange === null) return;
    this.#closeSet(true);
    this.#closeGroup();
    const group = groupOf(segment);
    this.#openGroup(group, segment);
    const at = this.#at(segment);
    for (const element of groupFaults(group, segment.element(7).trim()))
      this.#find(problem.GS_ELEMENT, { ...at, element });
    const { controlNo } = group;
    const seen = this.#interchange.groupControlNos;
    if (!isControlNo(controlNo)) this.#find(problem.GS_CONTROL_NO, { ...at, element: 6 });
    if (seen.has(controlNo)) this.#find(problem.GS_CONTROL_NO_REPEATED, { ...at, element: 6 });
    remember(seen, controlNo);
  }

  #openGroup(group: Group, segment: Segment): void {
    if (this.#interchange === null) return;
    this.#groups += 1;
    this.#allGroups += 1;
    this.#group = { group, setControlNos: new Set(), sets: 0 };
    const { interchange } = this.#interchange;
    this.#sink.envelope({ kind: 'group', segment, group, interchange, position: this.#at(segment) });
  }

  #st(segment: Segment): void {
    if (this.#interchange === null) return;
    this.#closeSet(true);
    if (this.#group === null) {
      this.#find(problem.GS_MISSING, this.#at(segment));
      this.#openGroup(NO_GROUP, segment);
    }
    const group = this.#group;
    if (group === null) return;
    group.sets += 1;
    this.#allSets += 1;
    const setControlNo = segment.element(2);
    const setVersion = segment.element(3).trim();
    const context = {
      interchange: this.#interchange.interchange,
      group: group.group,
      setId: segment.element(1),
      setControlNo,
      ...(setVersion !== '' && { setVersion }),
      version: setVersion || group.group.version,
    };
    this.#set = { context, stOrdinal: segment.ordinal };
    this.#sink.envelope({ kind: 'set', segment, context, position: this.#at(segment) });
    const at = { ...this.#at(segment), element: 2 };
    if (!isSetControlNo(setControlNo)) this.#find(problem.ST_CONTROL_NO, at);
    if (group.setControlNos.has(setControlNo)) this.#find(problem.ST_CONTROL_NO_REPEATED, at);
    remember(group.setControlNos, setControlNo);
  }

  #outside(segment: Segment): void {
    if (this.#interchange === null) return;
    // Within a group it is out of place, and may not be what it looks like.
    if (segment.id === 'TA1' && this.#group === null) {
      const { interchange } = this.#interchange;
      this.#interchange.answers += 1;
      this.#sink.envelope({ kind: 'acknowledgment', segment, interchange, position: this.#at(segment) });
    } else {
      this.#sink.envelope({ kind: 'stray', segment });
      this.#find(problem.OUTSIDE_SET, this.#at(segment));
    }
  }

  #se(segment: Segment): void {
    const set = this.#set;
    if (set === null) {
      this.#sink.envelope({ kind: 'stray', segment });
      this.#find(problem.STRAY_TRAILER, this.#at(segment));
      return;
    }
    const at = this.#at(segment);
    if (!isCount(segment.element(1), at.segment)) this.#find(problem.SE_COUNT, { ...at, element: 1 });
    if (segment.element(2) !== set.context.setControlNo)
      this.#find(problem.SE_CONTROL_NO, { ...at, element: 2 });
    this.#endSet(set, segment, { segments: at.segment, complete: true, offset: at.offset });
  }

  #ge(segment: Segment): void {
    this.#closeSet(true);
    const open = this.#group;
    const at = this.#at(segment);
    if (open === null) {
      this.#sink.envelope({ kind: 'stray', segment });
      this.#find(problem.STRAY_TRAILER, at);
      return;
    }
    this.#group = null;
    if (!isCount(segment.element(1), open.sets)) this.#find(problem.GE_COUNT, { ...at, element: 1 });
    if (segment.element(2).trim() !== open.group.controlNo)
      this.#find(problem.GE_CONTROL_NO, { ...at, element: 2 });
    this.#sink.envelope({ kind: 'group-end', segment });
  }

  #iea(segment: Segment): void {
    this.#closeSet(true);
    this.#closeGroup();
    const at = this.#at(segment);
    const open = this.#interchange;
    this.#interchange = null;
    if (open === null) return;
    const count = segment.element(1);
    const areAnswersCounted = this.#groups === 0 && open.answers > 0 && isCount(count, open.answers);
    if (areAnswersCounted) this.#find(problem.IEA_COUNTS_TA1, { ...at, element: 1 });
    else if (!isCount(count, this.#groups)) this.#find(problem.IEA_COUNT, { ...at, element: 1 });
    if (segment.element(2).trim() !== open.interchange.controlNo)
      this.#find(problem.IEA_CONTROL_NO, { ...at, element: 2 });
    this.#sink.envelope({ kind: 'interchange-end', segment });
  }

  /** @param complete false at the end of the file, where the segment taken last is one of the set */
  #closeSet(complete: boolean): void {
    const set = this.#set;
    if (set === null) return;
    const here = this.#here();
    const last = complete ? { ...here, segment: here.segment - 1, offset: this.#offsetBefore } : here;
    this.#find(problem.SE_MISSING, last);
    this.#endSet(set, null, { segments: last.segment, complete, offset: here.offset });
  }

  #endSet(
    { context }: OpenSet,
    segment: Segment | null,
    end: { readonly segments: number; readonly complete: boolean; readonly offset: number },
  ): void {
    const last = end.complete
      ? { ordinal: this.#ordinal - 1, offset: this.#offsetBefore }
      : { ordinal: this.#ordinal, offset: this.#offset };
    this.#sink.envelope({ kind: 'set-end', segment, context, ...end, last });
    this.#set = null;
  }

  #closeGroup(): void {
    if (this.#group === null) return;
    this.#find(problem.GE_MISSING, this.#here());
    this.#group = null;
    this.#sink.envelope({ kind: 'group-end', segment: null });
  }

  #closeInterchange(): void {
    if (this.#interchange === null) return;
    this.#find(problem.IEA_MISSING, this.#here());
    this.#interchange = null;
    this.#sink.envelope({ kind: 'interchange-end', segment: null });
  }

  #find(kind: FindingKind, position: Position): void {
    this.#sink.envelope({ kind: 'finding', finding: findingAt(kind, position) });
  }

  #at(segment: Segment): Position {
    const { safeId } = segment;
    return { ...this.#here(), ...(safeId !== undefined && { segmentId: safeId }) };
  }

  /** Where the segment taken last stands. */
  #here(offset = this.#offset): Position {
    const controlNo = this.#interchange?.interchange.controlNo;
    return {
      interchange: this.#interchanges,
      ...(controlNo !== undefined && isControlNo(controlNo) && { interchangeControlNo: controlNo }),
      ...(this.#group && { group: this.#groups }),
      ...(this.#set && this.#group && { set: this.#group.sets }),
      segment: this.#set === null ? this.#ordinal : this.#ordinal - this.#set.stOrdinal + 1,
      offset,
    };
  }
}
