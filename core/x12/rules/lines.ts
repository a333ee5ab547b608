import type { RuleReport } from '../guides/guide.ts';
import type { LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { amountAt, differ } from './amounts.ts';
import type { LoopCheck } from './rule.ts';

/** What the lines of a claim and the claim ask of each other: sums, numbers, diagnoses (domain.md 2.3 and 2.5). */

const CLAIM_TOTAL = error(
  3,
  'CLAIM-TOTAL-DIFFERS',
  "The charges of the lines do not add up to the claim's total.",
);
export const NEGATIVE = error(
  4,
  'AMOUNT-NEGATIVE',
  'A claim never sends an amount or a quantity below zero.',
  ['IK403', '7'],
);
const NO_UNITS = warning(4, 'UNITS-ZERO', 'A line with no units bills for nothing.');
const LINE_NUMBER = error(4, 'LINE-NUMBER', "A claim's lines are numbered from 1 without gaps or repeats.", [
  'IK403',
  '7',
]);
const POINTER_UNKNOWN = error(
  4,
  'DIAGNOSIS-POINTER-UNKNOWN',
  'The line points to a diagnosis that the claim does not have.',
  ['IK403', '7'],
);
const POINTER_REPEATED = warning(4, 'DIAGNOSIS-POINTER-REPEATED', 'The line points to one diagnosis twice.');

/** Where a set's service segment has what every line has. */
export interface ServiceForm {
  /** Packed id: SV1, SV2 or SV3. */
  readonly key: number;
  readonly charge: number;
  readonly units: number;
  /** Null where lines point to no diagnoses. */
  readonly pointers: number | null;
}

const service = (id: string, places: Omit<ServiceForm, 'key'>): ServiceForm => ({
  key: packed(id),
  ...places,
});

export const professionalService = service('SV1', { charge: 2, units: 4, pointers: 7 });
export const institutionalService = service('SV2', { charge: 3, units: 5, pointers: null });
export const dentalService = service('SV3', { charge: 2, units: 6, pointers: 11 });

const HI = packed('HI');
/** The codes that an HI of diagnoses begins with: ICD-10-CM and ICD-9-CM. */
const PRINCIPAL: ReadonlySet<number> = new Set(['ABK', 'BK'].map(packed));

/** How many diagnoses lines may point to. */
function diagnosesOf(claim: LoopNode): number {
  for (const segment of claim.segments) {
    if (segment.key === HI && PRINCIPAL.has(segment.componentCode(1, 1))) return segment.size;
  }
  return 0;
}

/** A line's service; lines without one have their own finding. */
export function serviceOf(line: LoopNode, form: ServiceForm): Segment | undefined {
  for (const segment of line.segments) if (segment.key === form.key) return segment;
  return undefined;
}

const CLAIM_CHARGE = 2;

/** Goes through a claim's lines once. */
export const checkLines =
  (form: ServiceForm): LoopCheck =>
  (claim, report) => {
    const diagnoses = form.pointers === null ? 0 : diagnosesOf(claim);
    let charged = 0;
    let lines = 0;
    let number = 0;
    for (const line of claim.loops) {
      if (line.guide.id !== '2400') continue;
      lines += 1;
      number = checkNumber(line, number + 1, report);
      const found = serviceOf(line, form);
      charged += amountAt(found, form.charge);
      if (found !== undefined) checkService(found, { form, diagnoses, line }, report);
    }
    const clm = claim.segments[0];
    if (clm === undefined) return;
    const total = amountAt(clm, CLAIM_CHARGE);
    if (total < 0) report(NEGATIVE, clm, { element: CLAIM_CHARGE });
    if (lines > 0 && differ(charged, total)) report(CLAIM_TOTAL, clm, { element: CLAIM_CHARGE });
  };

/** @returns the line's number, so that one gap is one finding */
function checkNumber(line: LoopNode, expected: number, report: RuleReport): number {
  const lx = line.segments[0];
  if (lx === undefined) return expected;
  const number = Number(lx.element(1));
  if (number !== expected) report(LINE_NUMBER, lx, { element: 1, loop: line.guide });
  return Number.isInteger(number) ? number : expected;
}

interface ServicePlace {
  readonly form: ServiceForm;
  readonly diagnoses: number;
  readonly line: LoopNode;
}

function checkService(found: Segment, { form, diagnoses, line }: ServicePlace, report: RuleReport): void {
  const loop = line.guide;
  if (amountAt(found, form.charge) < 0) report(NEGATIVE, found, { element: form.charge, loop });
  if (!found.isEmpty(form.units)) {
    const units = Number(found.element(form.units));
    if (units < 0) report(NEGATIVE, found, { element: form.units, loop });
    else if (units === 0) report(NO_UNITS, found, { element: form.units, loop });
  }
  if (form.pointers !== null) checkPointers(found, { element: form.pointers, diagnoses, loop }, report);
}

interface PointerPlace {
  readonly element: number;
  /** How many diagnoses the claim has. */
  readonly diagnoses: number;
  readonly loop: LoopNode['guide'];
}

const ZERO = 48;

/** One to four numbers, each a component. What is no number has its own finding. */
function checkPointers(found: Segment, { element, diagnoses, loop }: PointerPlace, report: RuleReport): void {
  const text = found.element(element);
  const separator = found.separators.componentByte;
  let seen = 0;
  let pointer = -1;
  let component = 1;
  for (let i = 0; i <= text.length; i += 1) {
    const char = i === text.length ? separator : text.charCodeAt(i);
    if (char !== separator) {
      const digit = char - ZERO;
      pointer = digit >= 0 && digit <= 9 ? Math.max(pointer, 0) * 10 + digit : Number.NaN;
      continue;
    }
    const bit = 1 << pointer;
    if (pointer === 0 || pointer > diagnoses) report(POINTER_UNKNOWN, found, { element, component, loop });
    else if (pointer > 0) {
      if ((seen & bit) !== 0) report(POINTER_REPEATED, found, { element, component, loop });
      seen |= bit;
    }
    pointer = -1;
    component += 1;
  }
}
