import { acknowledgmentRules } from '../rules/answers.ts';
import {
  an,
  composite,
  type ElementGuide,
  id,
  type LoopGuide,
  loop,
  MANY,
  repeated,
  type SegmentGuide,
  type SetGuide,
  segment,
  whole,
} from './guide.ts';

/**
 * 999 implementation acknowledgment, 005010X231A1, after domain.md 4.2. Senders give back the control numbers
 * and element references that they got, whatever their length and form.
 */

const elementPosition = (usage: 'R' | 'S') => composite(usage, whole('R', 2), whole('S', 2), whole('S', 4));

/** What the error is about: the claim (`CLM01:{value}`), or the segment that made something required. */
const contextOf = (loopId: ElementGuide): SegmentGuide =>
  segment({
    id: 'CTX',
    name: 'context',
    usage: 'S',
    max: 10,
    elements: [
      repeated(composite('R', an('R', 1, 35), an('S', 1, 64)), 9),
      id('S', 2, 3),
      whole('S', 10),
      loopId,
      elementPosition('S'),
      composite('S', an('R', 1, 4), an('S', 1, 4)),
    ],
  });

const SEGMENT_ERRORS = '1 2 3 4 5 6 7 8 I4 I6 I7 I8 I9';
const ELEMENT_ERRORS = '1 2 3 4 5 6 7 8 9 10 11 12 13 I6 I9 I10 I11 I12 I13';
const SET_ERRORS = '1 2 3 4 5 6 7 8 9 10 11 12 13 15 16 17 18 19 23 24 25 26 27 I5 I6';
const GROUP_ERRORS = '1 2 3 4 5 6 10 11 12 13 14 15 16 17 18 19 23 24 25 26';
/** What IK5 and AK9 end with: up to five codes. */
const codesOf = (codes: string): readonly ElementGuide[] =>
  Array.from({ length: 5 }, () => id('S', 1, 3, codes));

const elementErrorOf = (context: SegmentGuide): LoopGuide =>
  loop({
    id: '2110',
    name: 'element error',
    usage: 'S',
    max: MANY,
    children: [
      segment({
        id: 'IK4',
        name: 'element error',
        usage: 'R',
        elements: [elementPosition('R'), whole('S', 4), id('R', 1, 3, ELEMENT_ERRORS), an('S', 1, 99)],
      }),
      context,
    ],
  });
const segmentErrorOf = (loopId: ElementGuide, context: SegmentGuide): LoopGuide =>
  loop({
    id: '2100',
    name: 'segment error',
    usage: 'S',
    max: MANY,
    children: [
      segment({
        id: 'IK3',
        name: 'segment error',
        usage: 'R',
        elements: [id('R', 2, 3), whole('R', 10), loopId, id('S', 1, 3, SEGMENT_ERRORS)],
      }),
      context,
      elementErrorOf(context),
    ],
  });
const setAnswerOf = (segmentError: LoopGuide): LoopGuide =>
  loop({
    id: '2000',
    name: 'answer to a transaction set',
    usage: 'S',
    max: MANY,
    children: [
      segment({
        id: 'AK2',
        name: 'transaction set',
        usage: 'R',
        elements: [id('R', 3, 3), an('R', 1, 9), an('S', 1, 35)],
      }),
      segmentError,
      segment({
        id: 'IK5',
        name: 'answer to a transaction set',
        usage: 'R',
        elements: [id('R', 1, 1, 'A E M R W X'), ...codesOf(SET_ERRORS)],
      }),
    ],
  });

const acknowledgment = (loopId: ElementGuide): SetGuide => ({
  name: '999',
  setId: '999',
  functionalCode: 'FA',
  rules: acknowledgmentRules,
  root: loop({
    id: 'ST',
    name: 'implementation acknowledgment',
    usage: 'R',
    children: [
      segment({
        id: 'AK1',
        name: 'functional group',
        usage: 'R',
        elements: [id('R', 2, 2), whole('R', 9), an('S', 1, 12)],
      }),
      setAnswerOf(segmentErrorOf(loopId, contextOf(loopId))),
      segment({
        id: 'AK9',
        name: 'answer to the functional group',
        usage: 'R',
        elements: [
          id('R', 1, 1, 'A E M P R W X'),
          whole('R', 6),
          whole('R', 6),
          whole('R', 6),
          ...codesOf(GROUP_ERRORS),
        ],
      }),
    ],
  }),
});

/** What we write: IK303 and CTX04 have four characters at most. */
export const a999 = acknowledgment(an('S', 1, 4));
/** As it is sent: many name the guide's loop in full (2010BA). */
export const a999AsSent = acknowledgment(an('S', 1, 6));
