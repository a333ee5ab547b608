import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { ADMISSION_MISSING } from './dates.ts';
import { absent } from './rule.ts';

/** What only professional claims ask for (domain.md 2.3, 2.5, 3.4). */

const PICK_UP_MISSING = warning(
  4,
  'AMBULANCE-PICK-UP-MISSING',
  'An ambulance transport comes with the place where the patient was picked up.',
);
const PURCHASE_MISSING = error(
  4,
  'PURCHASED-SERVICE-MISSING',
  'A line with a purchased service provider needs the purchased service (PS1).',
  ['IK304', 'I6'],
);
const PURCHASE_PROVIDER_MISSING = warning(
  4,
  'PURCHASED-SERVICE-PROVIDER-MISSING',
  'A purchased service comes with the provider that it was purchased from (2420B).',
);

const DISABILITY_FORM = warning(
  4,
  'DISABILITY-DATE-FORM',
  'A disability has both its dates as a period (314, RD8), or the day it began (360) or ended (361) as a day (D8).',
);

/** Inpatient hospital, inpatient psychiatric, comprehensive inpatient rehabilitation (domain.md 7.4 POS-04). */
const INPATIENT: ReadonlySet<string> = new Set(['21', '51', '61']);

export function checkAdmission(clm: Segment, claim: LoopNode, report: RuleReport): void {
  if (INPATIENT.has(clm.component(5, 1)) && first(claim, 'DTP', '435') === undefined)
    report(ADMISSION_MISSING, clm, absent('DTP'));
}

/** CR1 of a claim; of its lines some may name their own place. */
export function checkTransport(cr1: Segment, claim: LoopNode, report: RuleReport): void {
  const named =
    inner(claim, '2310E') !== undefined || claim.loops.some((line) => inner(line, '2420G') !== undefined);
  if (!named) report(PICK_UP_MISSING, cr1, absent('NM1'));
}

const DISABILITY = packed('314');
const DISABLED_FROM = packed('360');
const DISABLED_TO = packed('361');
const RD8 = packed('RD8');
const D8 = packed('D8');

/** DTP of 2300 (domain.md 3.4). */
export function checkDisability(dtp: Segment, _claim: LoopNode, report: RuleReport): void {
  const kind = dtp.code(1);
  const isPeriod = kind === DISABILITY;
  if (!isPeriod && kind !== DISABLED_FROM && kind !== DISABLED_TO) return;
  if (dtp.code(2) === (isPeriod ? D8 : RD8)) report(DISABILITY_FORM, dtp, { element: 2 });
}

const PS1 = packed('PS1');

/** PS1 and 2420B. */
export function checkPurchase(line: LoopNode, report: RuleReport): void {
  const provider = line.loops.length === 0 ? undefined : inner(line, '2420B');
  const purchase = line.segments.find((segment) => segment.key === PS1);
  if (purchase !== undefined && provider === undefined)
    report(PURCHASE_PROVIDER_MISSING, purchase, absent('NM1'));
  const nm1 = provider?.segments[0];
  if (provider !== undefined && purchase === undefined && nm1 !== undefined)
    report(PURCHASE_MISSING, nm1, absent('PS1'));
}
