import { statusInquiryRules } from '../rules/inquiries.ts';
import { type LoopGuide, loop, MANY, type SetGuide, unused } from './guide.ts';
import { amounts, beginning, dates, demographics, references, trace } from './inquiry-segments.ts';
import { CLAIM_REFERENCES, LINE_REFERENCES, levels, SERVICE_DATE, service } from './status-segments.ts';

/**
 * 276 claim status inquiry, 005010X212, after domain.md 4.5. The birth date of a patient comes before its name; a
 * subscriber who is no patient has neither birth date nor claim.
 */

const claim = (suffix: 'D' | 'E'): LoopGuide =>
  loop({
    id: `2200${suffix}`,
    name: 'claim',
    usage: suffix === 'E' ? 'R' : 'S',
    max: MANY,
    children: [
      trace({ types: '1' }),
      references(CLAIM_REFERENCES, 7),
      amounts('T3', 1),
      dates(SERVICE_DATE),
      loop({
        id: `2210${suffix}`,
        name: 'service line',
        usage: 'S',
        max: MANY,
        children: [service(unused), references(LINE_REFERENCES, 1), dates(SERVICE_DATE, { usage: 'R' })],
      }),
    ],
  });

export const s276: SetGuide = {
  name: '276',
  setId: '276',
  functionalCode: 'HR',
  root: loop({
    id: 'ST',
    name: 'claim status inquiry',
    usage: 'R',
    children: [
      beginning({ name: 'beginning', structure: '0010', purposes: '13', reference: 'R' }),
      levels({
        source: [],
        receiver: [],
        provider: [],
        subscriber: [demographics('S')],
        dependent: [demographics('R')],
        claim,
        usage: 'R',
      }),
    ],
  }),
  rules: statusInquiryRules,
};
