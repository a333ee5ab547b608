import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { amountAt } from './amounts.ts';
import { ADMISSION_MISSING } from './dates.ts';
import { absent } from './rule.ts';

/** What only institutional claims ask for, most of it by type of bill (domain.md 2.1, 2.3 to 2.5, 3.5). */

const ADMISSION_TYPE_MISSING = warning(
  4,
  'ADMISSION-TYPE-MISSING',
  'An inpatient bill has the type of admission (CL101).',
);
const DISCHARGE_MISSING = warning(
  4,
  'DISCHARGE-HOUR-MISSING',
  'The final bill of an inpatient stay has the hour of discharge (DTP*096).',
);
const DISCHARGE_EARLY = error(
  4,
  'DISCHARGE-HOUR-EARLY',
  'A bill that is not the final one of a stay has no hour of discharge.',
  ['IK304', 'I9'],
);
const STILL_PATIENT = warning(
  4,
  'PATIENT-STATUS-CONFLICT',
  'The patient has not left yet, and the bill is a final one.',
);
const ADMITTING_MISSING = warning(
  4,
  'ADMITTING-DIAGNOSIS-MISSING',
  'An inpatient bill has the diagnosis at admission.',
);
const ATTENDING_MISSING = warning(
  4,
  'ATTENDING-PROVIDER-MISSING',
  'A claim for more than an ambulance transport has an attending provider.',
);
const OPERATING_MISSING = warning(
  4,
  'OPERATING-PHYSICIAN-MISSING',
  'A claim with a surgical procedure has an operating physician.',
);
const NOT_COVERED_OVER = warning(
  4,
  'NOT-COVERED-OVER-CHARGE',
  "What is not covered of a line is not more than the line's charge.",
);
const TOTAL_LINE = warning(
  4,
  'REVENUE-TOTAL-LINE',
  'The total is not sent as a line with revenue code 0001.',
);
const LINE_DATE_MISSING = warning(
  4,
  'LINE-DATE-MISSING',
  'The lines of an outpatient bill have their dates of service.',
);

const ADJUDICATED_REVENUE_MISSING = warning(
  4,
  'ADJUDICATED-REVENUE-CODE-MISSING',
  'What another payer said of a line of a hospital names its revenue code (SVD04).',
);

/** CLM05-1: hospital inpatient, swing bed, skilled nursing inpatient, religious non-medical inpatient. */
const INPATIENT: ReadonlySet<string> = new Set(['11', '18', '21', '41']);
/** CLM05-1: hospital outpatient, ambulatory surgery, critical access hospital. */
const OUTPATIENT: ReadonlySet<string> = new Set(['13', '83', '85']);
/** CLM05-3: admit through discharge, last of several. */
const FINAL: ReadonlySet<string> = new Set(['1', '4']);
/** CLM05-3: first and continuing of several. */
const NOT_FINAL: ReadonlySet<string> = new Set(['2', '3']);
const STILL_THERE = packed('30');

export function checkBill(clm: Segment, claim: LoopNode, report: RuleReport): void {
  const frequency = clm.component(5, 3);
  const status = first(claim, 'CL1');
  const stays = status?.code(3) === STILL_THERE;
  const final = FINAL.has(frequency);
  if (stays && final && status !== undefined) report(STILL_PATIENT, status, { element: 3 });
  const discharge = first(claim, 'DTP', '096');
  if (discharge !== undefined && NOT_FINAL.has(frequency)) report(DISCHARGE_EARLY, discharge);
  if (!INPATIENT.has(clm.component(5, 1))) return;
  if (first(claim, 'DTP', '435') === undefined) report(ADMISSION_MISSING, clm, absent('DTP'));
  if (status?.isEmpty(1) === true) report(ADMISSION_TYPE_MISSING, status, { element: 1 });
  if (final && !stays && discharge === undefined) report(DISCHARGE_MISSING, clm, absent('DTP'));
  if (codesOf(claim, ADMITTING) === undefined) report(ADMITTING_MISSING, clm, absent('HI'));
}

const HI = packed('HI');
const ADMITTING: ReadonlySet<number> = new Set(['ABJ', 'BJ'].map(packed));
const SURGERY: ReadonlySet<number> = new Set(['BBR', 'BR'].map(packed));

const codesOf = (claim: LoopNode, lists: ReadonlySet<number>): Segment | undefined =>
  claim.segments.find((segment) => segment.key === HI && lists.has(segment.componentCode(1, 1)));

export function checkPhysicians(claim: LoopNode, report: RuleReport): void {
  const clm = claim.segments[0];
  if (clm !== undefined && inner(claim, '2310A') === undefined) report(ATTENDING_MISSING, clm, absent('NM1'));
  const surgery = codesOf(claim, SURGERY);
  if (surgery !== undefined && inner(claim, '2310B') === undefined)
    report(OPERATING_MISSING, surgery, absent('NM1'));
}

/** SVD04 names the line as the other payer does, as SV201 does here. */
export function checkAdjudicatedRevenue(svd: Segment, _: LoopNode, report: RuleReport): void {
  if (svd.isEmpty(4)) report(ADJUDICATED_REVENUE_MISSING, svd, { element: 4 });
}

const TOTAL = '0001';

export function checkService(sv2: Segment, line: LoopNode, report: RuleReport): void {
  if (sv2.element(1) === TOTAL) report(TOTAL_LINE, sv2, { element: 1 });
  if (!sv2.isEmpty(7) && amountAt(sv2, 7) > amountAt(sv2, 3)) report(NOT_COVERED_OVER, sv2, { element: 7 });
  const bill = line.parent?.segments[0]?.component(5, 1) ?? '';
  if (OUTPATIENT.has(bill) && first(line, 'DTP', '472') === undefined)
    report(LINE_DATE_MISSING, sv2, absent('DTP'));
}
