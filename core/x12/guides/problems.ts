import { error, type FindingKind, warning } from '../syntax/finding.ts';
import { packed } from '../syntax/packed.ts';
import { isSegmentId, knownId } from '../syntax/segment-ids.ts';
import type { Child, SegmentGuide } from './guide.ts';
import type { LoopState } from './loop-state.ts';

/** What a walk or an element check can find wrong, with the 999 codes that report it (domain.md 4.2). */

export const OUT_OF_SEQUENCE = error(
  1,
  'SEGMENT-OUT-OF-SEQUENCE',
  'The segment stands too late in its loop.',
  ['IK304', '7'],
);
export const LOOP_OVER_MAXIMUM = error(1, 'LOOP-OVER-MAXIMUM', 'The loop is repeated too often.', [
  'IK304',
  '4',
]);
export const SEGMENT_OVER_MAXIMUM = error(1, 'SEGMENT-OVER-MAXIMUM', 'The segment is repeated too often.', [
  'IK304',
  '5',
]);
export const UNKNOWN_QUALIFIER = error(
  2,
  'QUALIFIER-UNKNOWN',
  'The guide has no such segment with this qualifier here.',
  ['IK403', 'I6'],
);

/** A required segment (or the one that opens a required loop) is not there. */
export const missing = (guide: SegmentGuide) =>
  error(2, 'SEGMENT-MISSING', `Required segment ${guide.id} (${guide.name}) is missing.`, ['IK304', '3']);

/** Segments of X12 that no guide of ours has. */
const ELSEWHERE = new Set(
  'ADX AK3 AK4 AK5 BDS BGN BIN COB CR5 CR6 DSB EC ENT HCR HD HLH ICM IDC LC LUI MPI N2 OTI PLA PSA RMR TED UM VEH'.split(
    ' ',
  ),
);
const isKnown = (id: string): boolean => ELSEWHERE.has(id) || knownId(packed(id)) !== undefined;

/** A segment that has no place in its loop nor in those around it: unexpected, or of an id that X12 has not. */
export const unknownSegment = (id: string) =>
  isSegmentId(id)
    ? error(1, 'SEGMENT-UNEXPECTED', 'The guide has no such segment here.', [
        'IK304',
        isKnown(id) ? '2' : '1',
      ])
    : error(1, 'SEGMENT-ID-INVALID', 'This is no segment id.', ['IK304', '1']);

export const ELEMENT_MISSING = error(2, 'ELEMENT-MISSING', 'A required element is missing.', ['IK403', '1']);
export const CONDITION_MISSING = error(
  1,
  'ELEMENT-CONDITION',
  'Elements that belong together are not all there.',
  ['IK403', '2'],
);
export const EXCLUSION = error(1, 'ELEMENT-EXCLUSION', 'Elements that exclude each other are both there.', [
  'IK403',
  '10',
]);
export const TOO_MANY_ELEMENTS = error(1, 'ELEMENTS-TOO-MANY', 'The segment has too many elements.', [
  'IK403',
  '3',
]);
export const TOO_MANY_COMPONENTS = error(1, 'COMPONENTS-TOO-MANY', 'The element has too many components.', [
  'IK403',
  '13',
]);
export const TOO_MANY_REPETITIONS = error(1, 'REPETITIONS-TOO-MANY', 'The element is repeated too often.', [
  'IK403',
  '12',
]);
export const TOO_SHORT = error(1, 'ELEMENT-TOO-SHORT', 'The element is too short.', ['IK403', '4']);
export const TOO_LONG = error(1, 'ELEMENT-TOO-LONG', 'The element is too long.', ['IK403', '5']);
export const BAD_CHARACTER = error(
  1,
  'ELEMENT-CHARACTER',
  'The element holds a character that its type forbids.',
  ['IK403', '6'],
);
export const COMPONENTS_IN_SIMPLE = error(
  1,
  'COMPONENT-UNEXPECTED',
  'The element has no components, and holds the character that separates them.',
  ['IK403', '6'],
);
/** In place of all that is wrong with the one long component. */
export const OTHER_SEPARATOR = error(
  1,
  'COMPONENT-SEPARATOR',
  'Components are separated here by another character than ISA16 names.',
  ['IK403', '6'],
);
export const BAD_CODE = error(2, 'ELEMENT-CODE', 'The guide does not allow this code.', ['IK403', '7']);
export const BAD_DATE = error(1, 'ELEMENT-DATE', 'The element is no date that exists.', ['IK403', '8']);
export const BAD_TIME = error(1, 'ELEMENT-TIME', 'The element is no time of day.', ['IK403', '9']);
export const NOT_USED = error(2, 'ELEMENT-NOT-USED', 'The guide does not use this element.', [
  'IK403',
  'I10',
]);

/** What is wrong with a child that is known in a loop and has no place there any more. */
export function misplaced({ position, counts }: LoopState, { index, node, ...child }: Child): FindingKind {
  if (child.position < position && (counts[index] ?? 0) < node.max) return OUT_OF_SEQUENCE;
  return node.kind === 'loop' ? LOOP_OVER_MAXIMUM : SEGMENT_OVER_MAXIMUM;
}

export const HL_NUMBER = error(
  2,
  'HL-NUMBER',
  'HL01 does not count the HL segments of the set: 1, 2, 3 and so on.',
  ['IK403', '7'],
);
export const HL_PARENT = error(2, 'HL-PARENT', 'HL02 does not name the level that this one stands in.', [
  'IK403',
  '7',
]);
export const HL_CHILDREN = warning(2, 'HL-CHILDREN', 'HL04 says otherwise than the levels that follow.');
