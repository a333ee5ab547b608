import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode, outer } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { amountAt } from './amounts.ts';
import { NEGATIVE } from './lines.ts';
import { absent } from './rule.ts';

/** Conditions between segments of a claim that hold for all three kinds of claims (domain.md 2.3, 3.4, 3.8). */

const CONTROL_NUMBER_MISSING = error(
  4,
  'CONTROL-NUMBER-MISSING',
  'A replacement or void names the claim that it is about by the payer claim control number (REF*F8).',
  ['IK304', 'I6'],
);
const CONTROL_NUMBER_UNNEEDED = warning(
  4,
  'CONTROL-NUMBER-UNNEEDED',
  'An original claim replaces none, and names a payer claim control number.',
);
const ACCIDENT_STATE = error(
  4,
  'ACCIDENT-STATE-MISSING',
  'An automobile accident needs the state or the country where it happened.',
  ['IK403', 'I9'],
);
const ACCIDENT_DATE = error(4, 'ACCIDENT-DATE-MISSING', 'An accident needs its date (DTP*439).', [
  'IK304',
  'I6',
]);
const ATTACHMENT_NUMBER = error(
  4,
  'ATTACHMENT-NUMBER-MISSING',
  'An attachment that is sent apart needs the number that stands on it.',
  ['IK403', 'I9'],
);
const DIAGNOSIS_TWICE = warning(4, 'DIAGNOSIS-TWICE', 'The claim has one diagnosis twice.');
const CLAIM_ID_LONG = warning(
  4,
  'CLAIM-ID-LONG',
  'Payers give back no more than twenty characters of a claim id.',
);
const PO_BOX = warning(
  4,
  'BILLING-PO-BOX',
  "The billing provider's address is a street; a post office box is given as the address to pay to.",
);
const RENDERING_IS_BILLING = warning(
  4,
  'RENDERING-IS-BILLING',
  'The rendering provider is only sent where it is not the billing provider.',
);
const EPSDT = warning(
  4,
  'EPSDT-CONDITION',
  'Without a referral, the EPSDT condition is NU and nothing else.',
);

const REPLACES: ReadonlySet<string> = new Set(['7', '8']);
const ORIGINAL = '1';
const MAX_CLAIM_ID = 20;

/** CLM01 and CLM05-3, all kinds. */
export function checkClaimId(clm: Segment, claim: LoopNode, report: RuleReport): void {
  if (clm.end(1) - clm.start(1) > MAX_CLAIM_ID) report(CLAIM_ID_LONG, clm, { element: 1 });
  const frequency = clm.component(5, 3);
  if (REPLACES.has(frequency) && first(claim, 'REF', 'F8') === undefined)
    report(CONTROL_NUMBER_MISSING, clm, absent('REF'));
}

const CONTROL_NUMBER = packed('F8');

export function checkControlNumber(ref: Segment, claim: LoopNode, report: RuleReport): void {
  if (ref.code(1) !== CONTROL_NUMBER) return;
  if (claim.segments[0]?.component(5, 3) === ORIGINAL) report(CONTROL_NUMBER_UNNEEDED, ref);
}

const RELATED_CAUSES = 11;
const AUTO = 'AA';
const OTHER_ACCIDENT = 'OA';

/** CLM11: AA needs a place, AA and OA a date. Professional and dental claims. */
export function checkRelatedCauses(clm: Segment, claim: LoopNode, report: RuleReport): void {
  if (clm.isEmpty(RELATED_CAUSES)) return;
  const [one, two, three, state = '', country = ''] = clm.components(RELATED_CAUSES);
  const causes = [one, two, three];
  const auto = causes.includes(AUTO);
  if (auto && state === '' && country === '')
    report(ACCIDENT_STATE, clm, { element: RELATED_CAUSES, component: 4 });
  if ((auto || causes.includes(OTHER_ACCIDENT)) && first(claim, 'DTP', '439') === undefined)
    report(ACCIDENT_DATE, clm, absent('DTP'));
}

/** Ways of sending that are no ways of sending: available on request, and those of certificates of lines. */
const NOT_SENT: ReadonlySet<number> = new Set(['AA', 'AB', 'AD', 'AF', 'AG', 'NS'].map(packed));

export function checkAttachment(pwk: Segment, _: LoopNode, report: RuleReport): void {
  if (!NOT_SENT.has(pwk.code(2)) && pwk.isEmpty(6)) report(ATTACHMENT_NUMBER, pwk, { element: 6 });
}

const DIAGNOSES: ReadonlySet<number> = new Set(['ABK', 'BK', 'ABF', 'BF'].map(packed));

/** No diagnosis twice among those of one HI. */
export function checkDiagnosesDiffer(hi: Segment, _: LoopNode, report: RuleReport): void {
  if (hi.size < 2 || !DIAGNOSES.has(hi.componentCode(1, 1))) return;
  const seen: string[] = [];
  for (let element = 1; element <= hi.size; element += 1) {
    const code = hi.component(element, 2);
    if (code !== '' && seen.includes(code)) report(DIAGNOSIS_TWICE, hi, { element, component: 2 });
    seen.push(code);
  }
}

const PATIENT_PAID: ReadonlySet<number> = new Set(['F3', 'F5'].map(packed));

export function checkClaimAmount(amt: Segment, _: LoopNode, report: RuleReport): void {
  if (PATIENT_PAID.has(amt.code(1)) && amountAt(amt, 2) < 0) report(NEGATIVE, amt, { element: 2 });
}

const EPSDT_REFERRAL = packed('ZZ');
const NO = packed('N');
const NOT_REFERRED = packed('NU');

export function checkEpsdt(crc: Segment, _: LoopNode, report: RuleReport): void {
  if (crc.code(1) !== EPSDT_REFERRAL) return;
  if (crc.code(2) === NO && crc.code(3) !== NOT_REFERRED) report(EPSDT, crc, { element: 3 });
}

const SSN_OF_ORGANIZATION = warning(
  4,
  'SOCIAL-SECURITY-OF-ORGANIZATION',
  'Only a person bills with a social security number.',
);
const BILLING_NPI = warning(
  4,
  'BILLING-NPI-MISSING',
  'The billing provider has neither an NPI nor a number at the payer.',
);

const SSN = packed('SY');
const ORGANIZATION = packed('2');

/** REF*SY of 2010AA. */
export function checkBillingTaxId(ref: Segment, node: LoopNode, report: RuleReport): void {
  if (ref.code(1) === SSN && node.segments[0]?.code(2) === ORGANIZATION) report(SSN_OF_ORGANIZATION, ref);
}

/** A provider that has no NPI is known to each payer by a number of that payer's (2010BB REF*G2). */
export function checkBillingNpi(subscriber: LoopNode, report: RuleReport): void {
  const billing = inner(outer(subscriber, '2000A'), '2010AA');
  const nm1 = billing?.segments[0];
  if (billing === undefined || nm1 === undefined || !nm1.isEmpty(9)) return;
  const payer = inner(subscriber, '2010BB');
  if (payer === undefined || first(payer, 'REF', 'G2') !== undefined) return;
  const name = payer.segments[0];
  if (name !== undefined) report(BILLING_NPI, name, absent('REF', payer.guide));
}

const BOX = /^\s*(?:P\.?\s*O\.?\s*BOX|POST OFFICE BOX|LOCKBOX)/i;

/** 2010AA N301. */
export function checkBillingStreet(n3: Segment, _: LoopNode, report: RuleReport): void {
  if (BOX.test(n3.element(1))) report(PO_BOX, n3, { element: 1 });
}

const NPI = packed('XX');

/** NM1 of the claim's rendering provider. */
export function checkRendering(nm1: Segment, node: LoopNode, report: RuleReport): void {
  if (nm1.code(8) !== NPI) return;
  const billing = inner(outer(node, '2000A'), '2010AA')?.segments[0];
  if (billing?.code(8) === NPI && billing.element(9) === nm1.element(9))
    report(RENDERING_IS_BILLING, nm1, { element: 9 });
}
