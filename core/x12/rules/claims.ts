import type { RuleReport, SetRules } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import * as claim from './claim-conditions.ts';
import { checkPeriod, checkServiceDates, checkSpans, checkStatement } from './dates.ts';
import * as dental from './dental.ts';
import * as forms from './forms.ts';
import * as institutional from './institutional.ts';
import {
  checkLines,
  dentalService,
  institutionalService,
  professionalService,
  type ServiceForm,
} from './lines.ts';
import { checkOtherPayers } from './other-payers.ts';
import * as professional from './professional.ts';
import { checkReasons } from './reasons.ts';
import { ANY, type Rule, RulesTogether, RuleTable, type SegmentCheck, TableRules } from './rule.ts';
import { checkMedicare, checkPayerOrder, SubscriberRules } from './subscriber.ts';

/** The rules of the three 837 sets beyond their tables (domain.md 2, 3.2 to 3.9): read as lists. */

/** A place of service at an element, or at a component of it. */
const placeAt =
  (element: number, component?: number): SegmentCheck =>
  (segment: Segment, _: LoopNode, report: RuleReport): void =>
    forms.checkPlace(segment, element, report, component);

const common = (form: ServiceForm): readonly Rule[] => [
  { loop: ANY, segment: 'NM1', check: forms.checkParty },
  { loop: ANY, segment: 'N4', check: forms.checkCity },
  { loop: ANY, segment: 'PRV', check: forms.checkTaxonomy },
  { loop: '2010AA', segment: 'REF', check: forms.checkReference },
  { loop: '2010AC', segment: 'REF', check: forms.checkReference },
  { loop: '2010BA', segment: 'REF', check: forms.checkReference },
  { loop: '2010CA', segment: 'REF', check: forms.checkReference },
  { loop: '2330A', segment: 'REF', check: forms.checkReference },
  { loop: '2010AA', segment: 'N3', check: claim.checkBillingStreet },
  { loop: '2010AA', segment: 'REF', check: claim.checkBillingTaxId },
  { loop: '2000B', check: claim.checkBillingNpi },
  { loop: '2300', segment: 'CLM', check: claim.checkClaimId },
  { loop: '2300', segment: 'REF', check: claim.checkControlNumber },
  { loop: '2300', segment: 'PWK', check: claim.checkAttachment },
  { loop: '2300', segment: 'HI', check: forms.checkCodes },
  { loop: '2300', segment: 'HI', check: claim.checkDiagnosesDiffer },
  { loop: '2300', segment: 'DTP', check: checkPeriod },
  { loop: '2300', segment: 'AMT', check: claim.checkClaimAmount },
  { loop: '2300', segment: 'CRC', check: claim.checkEpsdt },
  { loop: '2300', check: checkLines(form) },
  { loop: '2300', check: checkServiceDates },
  { loop: '2300', check: checkPayerOrder },
  { loop: '2300', check: checkOtherPayers(form) },
  { loop: '2320', segment: 'CAS', check: checkReasons },
  { loop: '2430', segment: 'CAS', check: checkReasons },
  { loop: '2400', segment: 'PWK', check: claim.checkAttachment },
  { loop: '2400', segment: 'DTP', check: checkPeriod },
  { loop: '2410', segment: 'LIN', check: forms.checkDrug },
];

const professionalTable = new RuleTable([
  ...common(professionalService),
  { loop: '2000B', segment: 'SBR', check: checkMedicare },
  { loop: '2300', segment: 'CLM', check: placeAt(5, 1) },
  { loop: '2300', segment: 'CLM', check: claim.checkRelatedCauses },
  { loop: '2300', segment: 'CLM', check: professional.checkAdmission },
  { loop: '2300', segment: 'REF', check: forms.checkReference },
  { loop: '2300', segment: 'DTP', check: professional.checkDisability },
  { loop: '2300', segment: 'CR1', check: professional.checkTransport },
  { loop: '2310B', segment: 'NM1', check: claim.checkRendering },
  { loop: '2400', segment: 'SV1', check: placeAt(5) },
  { loop: '2400', segment: 'REF', check: forms.checkReference },
  { loop: '2400', check: professional.checkPurchase },
]);

const institutionalTable = new RuleTable([
  ...common(institutionalService),
  { loop: '2300', segment: 'CLM', check: institutional.checkBill },
  { loop: '2300', segment: 'HI', check: checkSpans },
  { loop: '2300', check: institutional.checkPhysicians },
  { loop: '2310D', segment: 'NM1', check: claim.checkRendering },
  { loop: '2400', segment: 'SV2', check: forms.checkRevenue },
  { loop: '2400', segment: 'SV2', check: institutional.checkService },
  { loop: '2430', segment: 'SVD', check: institutional.checkAdjudicatedRevenue },
  { loop: '2400', segment: 'DTP', check: checkStatement },
]);

const dentalTable = new RuleTable([
  ...common(dentalService),
  { loop: '2300', segment: 'CLM', check: placeAt(5, 1) },
  { loop: '2300', segment: 'CLM', check: claim.checkRelatedCauses },
  { loop: '2300', segment: 'DTP', check: dental.checkDate },
  { loop: '2310B', segment: 'NM1', check: claim.checkRendering },
  { loop: '2400', segment: 'SV3', check: placeAt(3) },
  { loop: '2400', segment: 'SV3', check: dental.checkService },
  { loop: '2400', segment: 'DTP', check: dental.checkDate },
]);

const rulesOf = (table: RuleTable): SetRules =>
  new RulesTogether([new SubscriberRules(), new TableRules(table)]);

export const professionalRules = (): SetRules => rulesOf(professionalTable);
export const institutionalRules = (): SetRules => rulesOf(institutionalTable);
export const dentalRules = (): SetRules => rulesOf(dentalTable);
