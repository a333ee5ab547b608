import type { RuleReport } from '../guides/guide.ts';
import { first, type LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { SERVICE_DATE_MISSING } from './dates.ts';
import { absent } from './rule.ts';

/** What only dental claims ask for (domain.md 2.3, 2.5, 3.6). */

const ESTIMATE_DATED = error(
  4,
  'PREDETERMINATION-DATED',
  'A predetermination is about services to come: it has no dates of service.',
  ['IK304', 'I9'],
);
const TEETH_AND_COUNT = warning(
  4,
  'TEETH-AND-COUNT',
  'Several teeth stand on one line only where the service was done once.',
);
const PRIOR_PLACEMENT = warning(
  4,
  'PRIOR-PLACEMENT-MISSING',
  'A replacement comes with the date of the prior placement (DTP*441).',
);

const SERVICE = packed('472');
const ESTIMATE = packed('PB');
const ESTIMATE_ELEMENT = 19;

const isEstimate = (claim: LoopNode | null): boolean =>
  claim?.segments[0]?.code(ESTIMATE_ELEMENT) === ESTIMATE;

/** DTP*472 of a claim or of a line. */
export function checkDate(dtp: Segment, node: LoopNode, report: RuleReport): void {
  if (dtp.code(1) !== SERVICE) return;
  if (isEstimate(node.guide.id === '2300' ? node : node.parent)) report(ESTIMATE_DATED, dtp);
}

const REPLACEMENT = packed('R');
const TOO = packed('TOO');
const COUNT = 6;

export function checkService(sv3: Segment, line: LoopNode, report: RuleReport): void {
  const claim = line.parent;
  if (!isEstimate(claim) && first(line, 'DTP', '472') === undefined) {
    if (claim !== null && first(claim, 'DTP', '472') === undefined)
      report(SERVICE_DATE_MISSING, sv3, absent('DTP'));
  }
  if (sv3.code(5) === REPLACEMENT && first(line, 'DTP', '441') === undefined)
    report(PRIOR_PLACEMENT, sv3, absent('DTP'));
  if (sv3.isEmpty(COUNT)) return;
  let teeth = 0;
  for (const segment of line.segments) if (segment.key === TOO) teeth += 1;
  if (teeth > 1 && Number(sv3.element(COUNT)) > 1) report(TEETH_AND_COUNT, sv3, { element: COUNT });
}
