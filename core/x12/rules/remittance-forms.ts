import type { RuleReport } from '../guides/guide.ts';
import { first, type LoopNode } from '../guides/tree.ts';
import { warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { SERVICE_DATE_MISSING } from './dates.ts';
import { checkNpi, checkParty, checkState } from './forms.ts';
import { checkReasons } from './reasons.ts';
import { absent, ROOT, RuleTable } from './rule.ts';

/** What the codes of an 835 ask for beyond its sums. Unknown codes are warnings: lists grow (domain.md 5.6, 5.7). */

const GROUP_OLD = warning(
  5,
  'ADJUSTMENT-GROUP-OLD',
  'This adjustment group is not used in remittances any more.',
);
const REMARK_FORM = warning(5, 'REMARK-FORM', 'This has not the form of a remittance remark code.');
const PROVIDER_ADJUSTMENT_UNKNOWN = warning(
  5,
  'PROVIDER-ADJUSTMENT-UNKNOWN',
  'This is no known reason of a provider adjustment.',
);
const PROVIDER_ADJUSTMENT_ZERO = warning(
  4,
  'PROVIDER-ADJUSTMENT-ZERO',
  'A provider adjustment of zero is not sent.',
);
const CARRIER_MISSING = warning(
  4,
  'CROSSOVER-CARRIER-MISSING',
  'The claim was forwarded, and nothing says to whom.',
);

const ORIGINATOR_FORM = warning(
  5,
  'ORIGINATOR-FORM',
  'The originator of a payment has ten characters: mostly 1 and its tax id.',
);

const REMARK = /^(?:M|MA|N)\d{1,4}$/;
const CR = packed('CR');

function checkGroup(cas: Segment, _: LoopNode, report: RuleReport): void {
  if (cas.code(1) === CR) report(GROUP_OLD, cas, { element: 1 });
}

const SERVICE_DATES: ReadonlySet<number> = new Set(['472', '150'].map(packed));
const STATEMENT_FROM = packed('232');
const DTM = packed('DTM');

/** DTM of a line, or of its claim for all lines. */
function checkServiceDate(svc: Segment, line: LoopNode, report: RuleReport): void {
  for (const dtm of line.segments) if (dtm.key === DTM && SERVICE_DATES.has(dtm.code(1))) return;
  for (const dtm of line.parent?.segments ?? [])
    if (dtm.key === DTM && dtm.code(1) === STATEMENT_FROM) return;
  report(SERVICE_DATE_MISSING, svc, absent('DTM'));
}

const HEALTHCARE_REMARK = packed('HE');

function checkRemark(lq: Segment, _: LoopNode, report: RuleReport): void {
  if (lq.code(1) === HEALTHCARE_REMARK && !lq.isEmpty(2) && !REMARK.test(lq.element(2)))
    report(REMARK_FORM, lq, { element: 2 });
}

/** Remark codes at these elements of MIA and MOA. */
const checkRemarks =
  (elements: readonly number[]) =>
  (segment: Segment, _: LoopNode, report: RuleReport): void => {
    for (const element of elements) {
      if (!segment.isEmpty(element) && !REMARK.test(segment.element(element)))
        report(REMARK_FORM, segment, { element });
    }
  };

/** CLP02 of claims that went to another payer. */
const FORWARDED: ReadonlySet<number> = new Set(['19', '20', '21', '23'].map(packed));

function checkCarrier(clp: Segment, node: LoopNode, report: RuleReport): void {
  if (FORWARDED.has(clp.code(2)) && first(node, 'NM1', 'TT') === undefined)
    report(CARRIER_MISSING, clp, absent('NM1'));
}

/** domain.md 5.7. */
const PROVIDER_REASONS: ReadonlySet<number> = new Set(
  (
    'WO FB L6 72 CS IR LE IS PI PL LS AP B2 B3 BD BN C5 CR CT CV CW DM E3 FC GO HM IP J1 L3 OA OB RA RE SL TL ' +
    'WU AH AM 50 51 90'
  )
    .split(' ')
    .map(packed),
);

function checkProviderAdjustments(plb: Segment, _: LoopNode, report: RuleReport): void {
  for (let n = 3; n <= plb.size; n += 2) {
    if (!plb.isEmpty(n) && !PROVIDER_REASONS.has(plb.componentCode(n, 1)))
      report(PROVIDER_ADJUSTMENT_UNKNOWN, plb, { element: n, component: 1 });
    if (plb.amount(n + 1) === 0) report(PROVIDER_ADJUSTMENT_ZERO, plb, { element: n + 1 });
  }
}

function checkPayee(n1: Segment, _: LoopNode, report: RuleReport): void {
  checkNpi(n1, 3, report);
}

const ORIGINATOR_LENGTH = 10;

/** BPR10 and TRN03 (data element 509): banks match what they pay by them. */
const checkOriginator =
  (element: number) =>
  (segment: Segment, _: LoopNode, report: RuleReport): void => {
    if (!segment.isEmpty(element) && segment.element(element).length !== ORIGINATOR_LENGTH)
      report(ORIGINATOR_FORM, segment, { element });
  };

export const remittanceForms = new RuleTable([
  { loop: ROOT, segment: 'BPR', check: checkOriginator(10) },
  { loop: ROOT, segment: 'TRN', check: checkOriginator(3) },
  { loop: '1000A', segment: 'N4', check: checkState },
  { loop: '1000B', segment: 'N4', check: checkState },
  { loop: '2100', segment: 'CAS', check: checkReasons },
  { loop: '2110', segment: 'CAS', check: checkReasons },
  { loop: '2100', segment: 'CAS', check: checkGroup },
  { loop: '2110', segment: 'CAS', check: checkGroup },
  { loop: '2110', segment: 'SVC', check: checkServiceDate },
  { loop: '2110', segment: 'LQ', check: checkRemark },
  { loop: '2100', segment: 'MIA', check: checkRemarks([5, 20, 21, 22, 23]) },
  { loop: '2100', segment: 'MOA', check: checkRemarks([3, 4, 5, 6, 7]) },
  { loop: '2100', segment: 'CLP', check: checkCarrier },
  { loop: '2100', segment: 'NM1', check: checkParty },
  { loop: '1000B', segment: 'N1', check: checkPayee },
  { loop: ROOT, segment: 'PLB', check: checkProviderAdjustments },
]);
