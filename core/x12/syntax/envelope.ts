import type { Delimiters, Finding, Group, Interchange, Position, SetContext } from '../types.ts';
import * as problem from './envelope-problems.ts';
import { type FindingKind, findingAt } from './finding.ts';
import { groupOf, headerFaults, interchangeOf, isControlNo, isCount } from './headers.ts';
import type { Scanned } from './scan.ts';
import type { Segment } from './segment.ts';

/** What the envelopes say, with the segments between them. */
export type EnvelopeEvent =
  | { readonly kind: 'interchange'; readonly interchange: Interchange; readonly position: Position }
  | {
      /** A TA1. */
      readonly kind: 'interchange-segment';
      readonly segment: Segment;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | {
      readonly kind: 'group';
      readonly group: Group;
      readonly interchange: Interchange;
      readonly position: Position;
    }
  | { readonly kind: 'set'; readonly st: Segment; readonly context: SetContext; readonly position: Position }
  /** A segment between ST and SE. */
  | { readonly kind: 'segment'; readonly segment: Segment }
  | {
      readonly kind: 'set-end';
      readonly context: SetContext;
      /** ST and SE included. */
      readonly segments: number;
      /** False where the file ends within the set. */
      readonly complete: boolean;
    }
  | { readonly kind: 'finding'; readonly finding: Finding };

export interface Totals {
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  readonly segments: number;
}

interface OpenInterchange {
  readonly interchange: Interchange;
  readonly groupControlNos: Set<string>;
}
interface OpenGroup {
  readonly group: Group;
  readonly setControlNos: Set<string>;
  sets: number;
}
interface OpenSet {
  readonly context: SetContext;
  readonly st: Segment;
  segments: number;
}

/** Stands in for a GS that is missing, so that its sets are read all the same. */
const NO_GROUP: Group = {
  functionalCode: '',
  applicationSender: '',
  applicationReceiver: '',
  date: '',
  time: '',
  controlNo: '',
  version: '',
};

/**
 * Follows ISA, GS, ST and their trailers; checks counts and control numbers. A missing trailer closes what it
 * should have closed, with a finding.
 *
 * @see domain.md 3.1; codes TA105, AK905 and IK502 in 4.1 and 4.2
 */
export class EnvelopeReader {
  #interchange: OpenInterchange | null = null;
  #group: OpenGroup | null = null;
  #set: OpenSet | null = null;
  #interchanges = 0;
  /** Of this interchange. */
  #groups = 0;
  #allGroups = 0;
  #allSets = 0;
  #segments = 0;
  #offset = 0;
  #events: EnvelopeEvent[] = [];

  get totals(): Totals {
    return {
      interchanges: this.#interchanges,
      groups: this.#allGroups,
      sets: this.#allSets,
      segments: this.#segments,
    };
  }

  take(scanned: Scanned): readonly EnvelopeEvent[] {
    if (scanned.kind === 'problem') {
      this.#find(scanned.problem, this.#here(scanned.offset));
    } else {
      this.#segments += 1;
      this.#offset = scanned.segment.offset;
      this.#route(scanned.segment, scanned.header);
    }
    return this.#drain();
  }

  /** Closes what the file left open. */
  end(): readonly EnvelopeEvent[] {
    this.#closeSet(false);
    this.#closeGroup();
    this.#closeInterchange();
    return this.#drain();
  }

  #drain(): readonly EnvelopeEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #route(segment: Segment, header: Delimiters | undefined): void {
    if (header !== undefined) this.#isa(segment, header);
    else if (segment.id === 'GS') this.#gs(segment);
    else if (segment.id === 'ST') this.#st(segment);
    else if (segment.id === 'SE') this.#se(segment);
    else if (segment.id === 'GE') this.#ge(segment);
    else if (segment.id === 'IEA') this.#iea(segment);
    else this.#body(segment);
  }

  #isa(segment: Segment, delimiters: Delimiters): void {
    this.#closeSet(true);
    this.#closeGroup();
    this.#closeInterchange();
    this.#interchanges += 1;
    this.#groups = 0;
    const interchange = interchangeOf(segment, delimiters);
    this.#interchange = { interchange, groupControlNos: new Set() };
    this.#events.push({ kind: 'interchange', interchange, position: this.#at(segment) });
    for (const [element, kind] of headerFaults(segment, interchange)) {
      this.#find(kind, { ...this.#at(segment), element });
    }
  }

  #gs(segment: Segment): void {
    if (this.#interchange === null) return;
    this.#closeSet(true);
    this.#closeGroup();
    this.#openGroup(groupOf(segment), segment);
    const { controlNo } = groupOf(segment);
    const seen = this.#interchange.groupControlNos;
    if (!isControlNo(controlNo)) this.#find(problem.GS_CONTROL_NO, { ...this.#at(segment), element: 6 });
    if (seen.has(controlNo)) this.#find(problem.GS_CONTROL_NO_REPEATED, { ...this.#at(segment), element: 6 });
    seen.add(controlNo);
  }

  #openGroup(group: Group, segment: Segment): void {
    if (this.#interchange === null) return;
    this.#groups += 1;
    this.#allGroups += 1;
    this.#group = { group, setControlNos: new Set(), sets: 0 };
    const { interchange } = this.#interchange;
    this.#events.push({ kind: 'group', group, interchange, position: this.#at(segment) });
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
    const { interchange } = this.#interchange;
    const version = segment.element(3) || group.group.version;
    const context = { interchange, group: group.group, setControlNo, version };
    this.#set = { context, st: segment, segments: 1 };
    this.#events.push({ kind: 'set', st: segment, context, position: this.#at(segment) });
    const at = { ...this.#at(segment), element: 2 };
    if (!/^.{4,9}$/.test(setControlNo)) this.#find(problem.ST_CONTROL_NO, at);
    if (group.setControlNos.has(setControlNo)) this.#find(problem.ST_CONTROL_NO_REPEATED, at);
    group.setControlNos.add(setControlNo);
  }

  #body(segment: Segment): void {
    if (this.#interchange === null) return;
    if (this.#set !== null) {
      this.#set.segments += 1;
      this.#events.push({ kind: 'segment', segment });
    } else if (segment.id === 'TA1') {
      const { interchange } = this.#interchange;
      this.#events.push({ kind: 'interchange-segment', segment, interchange, position: this.#at(segment) });
    } else {
      this.#find(problem.OUTSIDE_SET, this.#at(segment));
    }
  }

  #se(segment: Segment): void {
    const set = this.#set;
    if (set === null) {
      this.#find(problem.STRAY_TRAILER, this.#at(segment));
      return;
    }
    set.segments += 1;
    const at = this.#at(segment);
    if (!isCount(segment.element(1), set.segments)) this.#find(problem.SE_COUNT, { ...at, element: 1 });
    if (segment.element(2) !== set.context.setControlNo) {
      this.#find(problem.SE_CONTROL_NO, { ...at, element: 2 });
    }
    this.#endSet(set, true);
  }

  #ge(segment: Segment): void {
    this.#closeSet(true);
    const open = this.#group;
    const at = this.#at(segment);
    this.#group = null;
    if (open === null) {
      this.#find(problem.STRAY_TRAILER, at);
      return;
    }
    if (!isCount(segment.element(1), open.sets)) this.#find(problem.GE_COUNT, { ...at, element: 1 });
    if (segment.element(2) !== open.group.controlNo) this.#find(problem.GE_CONTROL_NO, { ...at, element: 2 });
  }

  #iea(segment: Segment): void {
    this.#closeSet(true);
    this.#closeGroup();
    const at = this.#at(segment);
    const open = this.#interchange;
    this.#interchange = null;
    if (open === null) return;
    if (!isCount(segment.element(1), this.#groups)) this.#find(problem.IEA_COUNT, { ...at, element: 1 });
    if (segment.element(2) !== open.interchange.controlNo) {
      this.#find(problem.IEA_CONTROL_NO, { ...at, element: 2 });
    }
  }

  #closeSet(complete: boolean): void {
    const set = this.#set;
    if (set === null) return;
    this.#find(problem.SE_MISSING, this.#here(this.#offset));
    this.#endSet(set, complete);
  }

  #endSet({ context, segments }: OpenSet, complete: boolean): void {
    this.#events.push({ kind: 'set-end', context, segments, complete });
    this.#set = null;
  }

  #closeGroup(): void {
    if (this.#group === null) return;
    this.#find(problem.GE_MISSING, this.#here(this.#offset));
    this.#group = null;
  }

  #closeInterchange(): void {
    if (this.#interchange === null) return;
    this.#find(problem.IEA_MISSING, this.#here(this.#offset));
    this.#interchange = null;
  }

  #find(kind: FindingKind, position: Position): void {
    this.#events.push({ kind: 'finding', finding: findingAt(kind, position) });
  }

  #at(segment: Segment): Position {
    const st = this.#set?.st;
    const ordinal = st === undefined ? segment.ordinal : segment.ordinal - st.ordinal + 1;
    return { ...this.#here(segment.offset), segment: ordinal, segmentId: segment.id };
  }

  #here(offset: number): Position {
    return {
      interchange: this.#interchanges,
      ...(this.#interchange && { interchangeControlNo: this.#interchange.interchange.controlNo }),
      ...(this.#group && { group: this.#groups }),
      ...(this.#set && this.#group && { set: this.#group.sets }),
      segment: this.#set?.segments ?? this.#segments,
      offset,
    };
  }
}
