import type { RuleReport } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
import { warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { FIRST_REASON, REASON_STEP } from './amounts.ts';

/** The reasons of a CAS, in remittances and in what a claim says of other payers (domain.md 5.3, 5.6). */

const REASON_FORM = warning(
  5,
  'ADJUSTMENT-REASON-FORM',
  'This has not the form of a claim adjustment reason code.',
);
const REASON_ZERO = warning(4, 'ADJUSTMENT-ZERO', 'An adjustment of zero says nothing.');
const PRIOR_PAYER_GROUP = warning(
  5,
  'PRIOR-PAYER-GROUP',
  'What a prior payer did is reported in the adjustment group OA.',
);

const REASON = /^(?:[1-9]\d{0,2}|[ABDPWY]\d{1,2})$/;
const OA = packed('OA');
const PRIOR_PAYER = packed('23');

export function checkReasons(cas: Segment, _: LoopNode, report: RuleReport): void {
  for (let n = FIRST_REASON; n <= cas.size; n += REASON_STEP) {
    if (cas.isEmpty(n)) continue;
    if (!REASON.test(cas.element(n))) report(REASON_FORM, cas, { element: n });
    if (cas.code(n) === PRIOR_PAYER && cas.code(1) !== OA) report(PRIOR_PAYER_GROUP, cas, { element: 1 });
    if (cas.amount(n + 1) === 0) report(REASON_ZERO, cas, { element: n + 1 });
  }
}
