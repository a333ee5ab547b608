import { eligibilityInquiryRules } from '../rules/inquiries.ts';
import { diagnosisPointers, information, levels, PROCEDURES, person } from './eligibility-segments.ts';
import {
  id,
  type LoopGuide,
  loop,
  MANY,
  repeated,
  type SegmentGuide,
  type SetGuide,
  segment,
} from './guide.ts';
import { amounts, beginning, dates, level, procedureOf, references, trace } from './inquiry-segments.ts';

/**
 * 270 eligibility inquiry, 005010X279A1, after domain.md 4.6. The levels (20 source, 21 receiver, 22 subscriber,
 * 23 dependent) nest as loops. A subscriber with dependents may ask for itself too.
 */

/** EQ: service types, or one procedure. */
const question: SegmentGuide = segment({
  id: 'EQ',
  name: 'question',
  usage: 'R',
  elements: [
    repeated(id('S', 1, 2), 99),
    procedureOf('S', PROCEDURES),
    id('S', 3, 3, 'FAM IND'),
    id('S', 1, 3),
    diagnosisPointers,
  ],
  notes: [{ rule: 'R', elements: [1, 2] }],
});

const query = (loopId: '2110C' | '2110D', usage: 'R' | 'S'): LoopGuide =>
  loop({
    id: loopId,
    name: 'question',
    usage,
    max: 99,
    children: [question, amounts('PB R', 2), information(10), references('9F G1', 1), dates('291')],
  });

/** TRN: ours, and one of a clearinghouse. */
const traces = trace({ types: '1', usage: 'S', max: 2, originator: 'R' });

const dependent = loop({
  id: '2000D',
  name: 'dependent',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [
    level('23'),
    traces,
    person({ id: '2100D', rejections: [], rest: [dates('102 291', { max: 2 }), query('2110D', 'R')] }),
  ],
});

const subscriber = loop({
  id: '2000C',
  name: 'subscriber',
  usage: 'R',
  max: MANY,
  anchor: true,
  children: [
    level('22'),
    traces,
    person({ id: '2100C', rejections: [], rest: [dates('102 291', { max: 2 }), query('2110C', 'S')] }),
    dependent,
  ],
});

export const e270: SetGuide = {
  name: '270',
  setId: '270',
  functionalCode: 'HS',
  root: loop({
    id: 'ST',
    name: 'eligibility inquiry',
    usage: 'R',
    children: [
      beginning({
        name: 'beginning',
        structure: '0022',
        purposes: '01 13 36',
        reference: 'S',
        types: 'RT RU',
      }),
      levels({
        answers: { source: [], sourceName: [], receiverName: [] },
        usage: 'R',
        subscriber,
      }),
    ],
  }),
  rules: eligibilityInquiryRules,
};
