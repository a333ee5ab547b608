import { present } from '../sets/answer-values.ts';
import { isSegmentId } from '../syntax/segment-ids.ts';
import type { ElementError, Finding, SegmentError } from '../types.ts';
import { echo } from './echo.ts';
import { dataElementOf } from './element-numbers.ts';
import type { NotedFinding } from './receipt.ts';

/** IK304: the segment has element errors, which IK4 segments name. */
const ELEMENT_ERRORS = '8';

/** Stands in for what is no segment id, which may be anything; where it stands, IK302 says. */
const NO_SEGMENT_ID = 'ZZZ';
/** The guides' loops; our name for the set itself is none of them. */
const LOOP_ID = /^\d{4}[A-Z]{0,2}$/;
/** CTX01-2. */
const CLAIM_ID_LENGTH = 64;

/**
 * IK3, CTX and IK4 for what is wrong in a set, in the order of its segments. A segment gets an IK3 for each error of
 * its own and one for those of its elements. Findings that no code of a segment or element reports
 * are left to IK5.
 *
 * @see domain.md 4.2
 */
export function segmentErrors(noted: readonly NotedFinding[]): readonly SegmentError[] {
  const inOrder = noted
    .filter(({ finding }) => segmentCodeOf(finding) !== undefined)
    .toSorted((a, b) => a.finding.position.segment - b.finding.position.segment);
  return [...Map.groupBy(inOrder, ({ finding }) => keyOf(finding)).values()].flatMap(segmentError);
}

/** Two segments that are missing at one place may bear one id, as those do that name two parties. */
function keyOf(finding: Finding): string {
  const { position, message } = finding;
  const code = segmentCodeOf(finding);
  return [position.segment, position.segmentId, code, code === ELEMENT_ERRORS ? '' : message].join();
}

function segmentCodeOf({ acknowledgmentCode: a, position }: Finding): string | undefined {
  if (a?.element === 'IK304') return a.code;
  return a?.element === 'IK403' && position.element !== undefined ? ELEMENT_ERRORS : undefined;
}

function segmentError(noted: readonly NotedFinding[]): readonly SegmentError[] {
  const [first] = noted;
  if (first === undefined) return [];
  const { position } = first.finding;
  const { segmentId = '', loop = '', segment } = position;
  const code = segmentCodeOf(first.finding) ?? ELEMENT_ERRORS;
  return [
    {
      segmentId: isSegmentId(segmentId) ? segmentId : NO_SEGMENT_ID,
      segment,
      ...present({ loop: LOOP_ID.test(loop) ? loop : undefined }),
      code,
      ...present({ claimId: echo(first.claimId, CLAIM_ID_LENGTH) }),
      elements: distinct(noted.flatMap(({ finding }) => elementErrors(finding))),
    },
  ];
}

/** One fault may be found twice: an amount with a letter in it is no amount either. */
const distinct = (errors: readonly ElementError[]): readonly ElementError[] => [
  ...new Map(errors.map((error) => [JSON.stringify(error), error])).values(),
];

function elementErrors({ acknowledgmentCode: a, position }: Finding): readonly ElementError[] {
  const { element, component, segmentId = '' } = position;
  if (a?.element !== 'IK403' || element === undefined) return [];
  const dataElement = dataElementOf(segmentId, element, component);
  return [{ element, ...present({ component, dataElement }), code: a.code }];
}
