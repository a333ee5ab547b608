import type { FindingKind } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import { checkBytes } from './check-bytes.ts';
import { checkText } from './check-text.ts';
import type { SegmentGuide, SyntaxNote } from './guide.ts';
import type { NotePlan } from './plan.ts';
import * as problem from './problems.ts';

/** Which element, and component, of a segment a finding is about. */
export interface Place {
  readonly element?: number;
  readonly component?: number;
}
export type ElementReport = (kind: FindingKind, place: Place) => void;

/**
 * Compares a segment's elements with its guide: presence, length, characters, codes, dates, conditions. Most
 * segments are printable ASCII without repetitions: they are compared byte by byte, without making strings.
 */
export function checkSegment(guide: SegmentGuide, segment: Segment, report: ElementReport): void {
  if (segment.plain && !segment.repeated) checkBytes(guide, segment, report);
  else checkText(guide, segment, report);
  if (segment.size > guide.elements.length) {
    report(problem.TOO_MANY_ELEMENTS, { element: guide.elements.length + 1 });
  }
  const { notes } = guide.plan;
  for (let i = 0; i < notes.length; i += 1) {
    const { note, from } = notes[i] as NotePlan;
    if (from <= segment.size) checkNote(note, segment, report);
  }
}

function checkNote({ rule, elements }: SyntaxNote, segment: Segment, report: ElementReport): void {
  let present = 0;
  let second = 0;
  let absent = 0;
  for (let i = 0; i < elements.length; i += 1) {
    const n = elements[i] as number;
    if (isAbsent(segment, n)) absent ||= n;
    else {
      present += 1;
      if (present === 2) second = n;
    }
  }
  if (!isBroken(rule, { present, all: elements.length, leads: !isAbsent(segment, elements[0] ?? 0) })) return;
  if (rule === 'E') report(problem.EXCLUSION, { element: second });
  else report(problem.CONDITION_MISSING, { element: absent });
}

/** The line ends of a wrapped file are nothing, wherever they fall. */
const isAbsent = (segment: Segment, n: number): boolean =>
  segment.isEmpty(n) || (!segment.plain && segment.element(n) === '');

interface Presence {
  readonly present: number;
  readonly all: number;
  /** Whether the first element is there. */
  readonly leads: boolean;
}

function isBroken(rule: SyntaxNote['rule'], { present, all, leads }: Presence): boolean {
  switch (rule) {
    case 'P':
      return present > 0 && present < all;
    case 'R':
      return present === 0;
    case 'C':
      return leads && present < all;
    case 'L':
      return leads && present === 1;
    case 'E':
      return present > 1;
  }
}
