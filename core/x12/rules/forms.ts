import { isNpi } from '../../codes/npi.ts';
import { isDomestic, uspsStates } from '../../codes/states.ts';
import type { RuleReport } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';

/**
 * Forms of identifiers and codes that need no list (SNIP 5). All are warnings: whoever receives the file looks
 * them up, and knows of exceptions (domain.md 7.2 to 7.4).
 */

const NPI_INVALID = warning(
  5,
  'NPI-INVALID',
  'This is no National Provider Identifier: its length or check digit is wrong.',
);
const ORGANIZATION_FIRST = warning(4, 'ORGANIZATION-FIRST-NAME', 'An organization has no first name.');
const TAXONOMY_FORM = warning(5, 'TAXONOMY-FORM', 'This has not the form of a taxonomy code.');
const STATE_UNKNOWN = warning(5, 'STATE-UNKNOWN', 'This is no state of the United States.');
const STATE_MISSING = error(4, 'STATE-MISSING', 'An address in the United States has its state.', [
  'IK403',
  'I9',
]);
const ZIP_MISSING = error(4, 'ZIP-MISSING', 'An address in the United States has its ZIP code.', [
  'IK403',
  'I9',
]);
const ZIP_FORM = warning(5, 'ZIP-FORM', 'A ZIP code has five or nine digits.');
const ZIP_SHORT = warning(
  5,
  'ZIP-PLUS-FOUR',
  "The billing provider's and the facility's ZIP codes have nine digits.",
);
const TAX_ID_FORM = warning(5, 'TAX-ID-FORM', 'A tax id or social security number has nine digits.');
const CLIA_FORM = warning(5, 'CLIA-FORM', 'This has not the form of a CLIA number.');
const DIAGNOSIS_FORM = warning(5, 'DIAGNOSIS-FORM', 'This has not the form of an ICD-10-CM code.');
const PROCEDURE_FORM = warning(5, 'PROCEDURE-FORM', 'This has not the form of an ICD-10-PCS code.');
const PLACE_FORM = warning(5, 'PLACE-OF-SERVICE-FORM', 'A place of service has two digits.');
const REVENUE_FORM = warning(5, 'REVENUE-CODE-FORM', 'A revenue code has four digits.');
const DRUG_FORM = warning(5, 'DRUG-CODE-FORM', 'A national drug code has eleven digits.');

const NPI = packed('XX');

/** An NPI whose qualifier stands at element `n` of NM1 or N1. */
export function checkNpi(party: Segment, n: number, report: RuleReport): void {
  if (party.code(n) === NPI && !isNpi(party.element(n + 1))) report(NPI_INVALID, party, { element: n + 1 });
}

const ORGANIZATION = packed('2');

/** NM102 to NM109. */
export function checkParty(nm1: Segment, _: LoopNode, report: RuleReport): void {
  if (!nm1.isEmpty(4) && nm1.code(2) === ORGANIZATION && nm1.element(4) !== '')
    report(ORGANIZATION_FIRST, nm1, { element: 4 });
  if (nm1.size > 8) checkNpi(nm1, 8, report);
}

const TAXONOMY = /^[0-9A-Z]{9}X$/;

export function checkTaxonomy(prv: Segment, _: LoopNode, report: RuleReport): void {
  if (!TAXONOMY.test(prv.element(3))) report(TAXONOMY_FORM, prv, { element: 3 });
}

const ZIP = /^\d{5}(?:\d{4})?$/;
const FULL_ZIP_LENGTH = 9;
const COUNTRY = 4;
/** Loops whose addresses need ZIP+4 (domain.md 2.1); the facility of a claim has another id in each set. */
const FULL_ZIP: ReadonlySet<number> = new Set(['85', '77'].map(packed));

const isAbroad = (n4: Segment): boolean => !n4.isEmpty(COUNTRY) && !isDomestic(n4.element(COUNTRY));

/** N402, where it is sent. */
export function checkState(n4: Segment, _: LoopNode, report: RuleReport): void {
  if (!isAbroad(n4) && !n4.isEmpty(2) && !uspsStates.has(n4.element(2)))
    report(STATE_UNKNOWN, n4, { element: 2 });
}

export function checkCity(n4: Segment, node: LoopNode, report: RuleReport): void {
  if (isAbroad(n4)) return;
  if (n4.isEmpty(2)) report(STATE_MISSING, n4, { element: 2 });
  checkState(n4, node, report);
  if (n4.isEmpty(3)) {
    report(ZIP_MISSING, n4, { element: 3 });
    return;
  }
  const zip = n4.element(3);
  if (!ZIP.test(zip)) report(ZIP_FORM, n4, { element: 3 });
  else if (zip.length !== FULL_ZIP_LENGTH && FULL_ZIP.has(node.segments[0]?.code(1) ?? 0))
    report(ZIP_SHORT, n4, { element: 3 });
}

const TAX_IDS: ReadonlySet<number> = new Set(['EI', 'SY'].map(packed));
const TAX_ID = /^\d{9}$/;
const CLIA_NUMBERS: ReadonlySet<number> = new Set(['X4', 'F4'].map(packed));
const CLIA = /^\d{2}D\d{7}$/;

export function checkReference(ref: Segment, _: LoopNode, report: RuleReport): void {
  const kind = ref.code(1);
  if (TAX_IDS.has(kind)) {
    if (!TAX_ID.test(ref.element(2))) report(TAX_ID_FORM, ref, { element: 2 });
  } else if (CLIA_NUMBERS.has(kind)) {
    if (!CLIA.test(ref.element(2))) report(CLIA_FORM, ref, { element: 2 });
  }
}

const PLACE = /^\d{2}$/;

/** @param component where the place is part of a composite (CLM05) */
export function checkPlace(segment: Segment, element: number, report: RuleReport, component?: number): void {
  if (segment.isEmpty(element)) return;
  const place = component === undefined ? segment.element(element) : segment.component(element, component);
  if (place !== '' && !PLACE.test(place))
    report(PLACE_FORM, segment, { element, ...(component && { component }) });
}

const REVENUE = /^\d{4}$/;

export function checkRevenue(sv2: Segment, _: LoopNode, report: RuleReport): void {
  if (!REVENUE.test(sv2.element(1))) report(REVENUE_FORM, sv2, { element: 1 });
}

const DRUG = /^\d{11}$/;

export function checkDrug(lin: Segment, _: LoopNode, report: RuleReport): void {
  if (!DRUG.test(lin.element(3))) report(DRUG_FORM, lin, { element: 3 });
}

const DIAGNOSES: ReadonlySet<number> = new Set(['ABK', 'ABF', 'ABJ', 'APR', 'ABN'].map(packed));
const ICD10CM = /^[A-Z][0-9][0-9AB][0-9A-Z]{0,4}$/;
const PROCEDURES: ReadonlySet<number> = new Set(['BBR', 'BBQ'].map(packed));
const ICD10PCS = /^[0-9A-HJ-NP-Z]{7}$/;

/** ICD-10 codes of an HI, without their dots. */
export function checkCodes(hi: Segment, _: LoopNode, report: RuleReport): void {
  const list = hi.componentCode(1, 1);
  const diagnosis = DIAGNOSES.has(list);
  if (!diagnosis && !PROCEDURES.has(list)) return;
  for (let element = 1; element <= hi.size; element += 1) {
    if (hi.isEmpty(element)) continue;
    const code = hi.component(element, 2);
    if (diagnosis && !ICD10CM.test(code)) report(DIAGNOSIS_FORM, hi, { element, component: 2 });
    if (!diagnosis && !ICD10PCS.test(code)) report(PROCEDURE_FORM, hi, { element, component: 2 });
  }
}
