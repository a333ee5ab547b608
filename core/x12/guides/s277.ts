import { statusResponseRules } from '../rules/inquiries.ts';
import {
  an,
  type CompositeElement,
  composite,
  date,
  decimal,
  id,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  type SetGuide,
  segment,
  type Usage,
  unused,
} from './guide.ts';
import { beginning, contact, dates, references, trace } from './inquiry-segments.ts';
import { CLAIM_REFERENCES, LINE_REFERENCES, levels, SERVICE_DATE, service } from './status-segments.ts';

/**
 * 277 claim status response, 005010X212, after domain.md 4.5. A receiver or provider whom the payer does not know
 * is answered at its level (2200B, 2200C), and nothing follows there. The 277CA (005010X214) is another guide.
 */

const status = (usage: Usage): CompositeElement =>
  composite(usage, an('R', 1, 30), an('R', 1, 30), id('S', 2, 3), id('S', 1, 3, 'RX'));

/** STC: up to three statuses with the money and dates of the adjudication. */
const statuses: SegmentGuide = segment({
  id: 'STC',
  name: 'status',
  usage: 'R',
  max: MANY,
  elements: [
    status('R'),
    date('R'),
    unused,
    decimal('S'),
    decimal('S'),
    date('S'),
    unused,
    date('S'),
    an('S', 1, 16),
    status('S'),
    status('S'),
    an('S', 1, 264),
  ],
});

/** 2200B and 2200C: the whole inquiry, or all of a provider, could not be answered. */
const refused = (loopId: '2200B' | '2200C', traces: string): LoopGuide =>
  loop({
    id: loopId,
    name: 'status of the inquiry',
    usage: 'S',
    children: [trace({ types: traces }), statuses],
  });

const claim = (suffix: 'D' | 'E'): LoopGuide =>
  loop({
    id: `2200${suffix}`,
    name: 'claim',
    usage: 'S',
    max: MANY,
    children: [
      trace({ types: '2' }),
      statuses,
      references(CLAIM_REFERENCES, 7),
      dates(SERVICE_DATE),
      loop({
        id: `2220${suffix}`,
        name: 'service line',
        usage: 'S',
        max: MANY,
        children: [service(decimal('S')), statuses, references(LINE_REFERENCES, 1), dates(SERVICE_DATE)],
      }),
    ],
  });

export const s277: SetGuide = {
  name: '277',
  setId: '277',
  functionalCode: 'HN',
  root: loop({
    id: 'ST',
    name: 'claim status response',
    usage: 'R',
    children: [
      beginning({
        name: 'beginning',
        structure: '0010',
        purposes: '08',
        reference: 'R',
        types: 'DG',
        typeUsage: 'R',
      }),
      levels({
        source: [contact(1)],
        receiver: [refused('2200B', '2')],
        provider: [refused('2200C', '1 2')],
        subscriber: [],
        dependent: [],
        claim,
        usage: 'S',
      }),
    ],
  }),
  rules: statusResponseRules,
};
