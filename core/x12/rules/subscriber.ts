import type { RuleReport, SetRules } from '../guides/guide.ts';
import { first, inner, type LoopNode, outer } from '../guides/tree.ts';
import { error, type FindingKind, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { absent } from './rule.ts';

/** Who the patient is, and in which order the payers pay (domain.md 2.2, 3.2 and 3.4). */

const SELF_MISSING = error(
  4,
  'SUBSCRIBER-SELF-MISSING',
  'The claim is for the subscriber, and the relationship does not say so.',
  ['IK403', 'I9'],
);
/** No error: of a level with claims of its own and of dependents, a file that was split may hold the latter alone. */
const SELF_WITH_PATIENT = warning(
  4,
  'SUBSCRIBER-SELF-WITH-PATIENT',
  'The relationship says that the subscriber is the patient, and another patient follows.',
);
const needed = (code: string, what: string): FindingKind =>
  error(4, code, `The subscriber is the patient: ${what} is needed.`, ['IK304', 'I6']);
const STREET_MISSING = needed('SUBSCRIBER-STREET-MISSING', 'the street (N3)');
const CITY_MISSING = needed('SUBSCRIBER-CITY-MISSING', 'city, state and ZIP code (N4)');
const BIRTH_MISSING = needed('SUBSCRIBER-BIRTH-MISSING', 'birth date and sex (DMG)');
const ID_MISSING = error(
  4,
  'SUBSCRIBER-ID-MISSING',
  'A person who is the subscriber has the number that the payer knows them by.',
  ['IK403', 'I9'],
);
const CLAIM_MISSING = error(4, 'LEVEL-WITHOUT-CLAIM', 'Neither the level nor one within it has a claim.', [
  'IK304',
  'I6',
]);
const PAYER_ORDER_REPEATED = error(
  4,
  'PAYER-ORDER-REPEATED',
  'Two payers of the claim have the same place in the order of payers.',
  ['IK403', '7'],
);
const NO_PRIMARY = warning(4, 'PAYER-PRIMARY-MISSING', 'No payer of the claim is the primary one.');
const PAYER_ORDER_GAP = warning(4, 'PAYER-ORDER-GAP', 'The order of the payers has a gap.');
const MEDICARE_REASON = warning(
  4,
  'MEDICARE-SECONDARY-REASON',
  'Medicare is not the primary payer, and the reason is not given.',
);

const SELF = packed('18');
const PERSON = packed('1');
const ORGANIZATION = packed('2');

/**
 * A level's claims are records and not in it when it closes, so whether it has any is remembered until then. A
 * subscriber with claims of their own and dependents after them is both.
 */
export class SubscriberRules implements SetRules {
  #ownClaims = false;
  #patients = false;
  #patientsClaims = false;

  closed(node: LoopNode, report: RuleReport): void {
    const { id } = node.guide;
    if (id === '2300') {
      if (node.parent?.guide.id === '2000B') this.#ownClaims = true;
      else this.#patientsClaims = true;
    } else if (id === '2000C') {
      if (!this.#patientsClaims) reportClaimMissing(node, report);
      this.#patients = true;
      this.#patientsClaims = false;
    } else if (id === '2000B') {
      checkMember(node, report);
      if (this.#ownClaims) checkPatient(node, report);
      else if (this.#patients) checkNotPatient(node, report);
      else reportClaimMissing(node, report);
      this.#ownClaims = false;
      this.#patients = false;
    }
  }
}

/** Of an HL alone, where a set may have been cut off, it is said already what it lacks. */
function reportClaimMissing({ segments: [hl, next] }: LoopNode, report: RuleReport): void {
  if (hl !== undefined && next !== undefined) report(CLAIM_MISSING, hl, absent('CLM'));
}

/** NM108 and NM109, of which the guide says that one needs the other. An employer has none (domain.md 2.2). */
function checkMember(level: LoopNode, report: RuleReport): void {
  const person = inner(level, '2010BA');
  const nm1 = person?.segments[0];
  if (person === undefined || nm1?.code(2) !== PERSON) return;
  if (nm1.isEmpty(8) && nm1.isEmpty(9)) report(ID_MISSING, nm1, { element: 9, loop: person.guide });
}

function checkPatient(level: LoopNode, report: RuleReport): void {
  const sbr = first(level, 'SBR');
  if (sbr !== undefined && sbr.code(2) !== SELF) report(SELF_MISSING, sbr, { element: 2 });
  const person = inner(level, '2010BA');
  const nm1 = person?.segments[0];
  if (person === undefined || nm1 === undefined) return;
  if (first(person, 'N3') === undefined) report(STREET_MISSING, nm1, absent('N3', person.guide));
  if (first(person, 'N4') === undefined) report(CITY_MISSING, nm1, absent('N4', person.guide));
  if (nm1.code(2) !== ORGANIZATION && first(person, 'DMG') === undefined)
    report(BIRTH_MISSING, nm1, absent('DMG', person.guide));
}

function checkNotPatient(level: LoopNode, report: RuleReport): void {
  const sbr = first(level, 'SBR');
  if (sbr !== undefined && sbr.code(2) === SELF) report(SELF_WITH_PATIENT, sbr, { element: 2 });
}

/** SBR01 in the order in which payers pay; U (unknown) has no place in it. */
const ORDER: ReadonlyMap<number, number> = new Map([...'PSTABCDEFGH'].map((code, i) => [packed(code), i]));
const SBR = packed('SBR');

/** The order of the claim's payers: each place once, P first, no gaps. */
export function checkPayerOrder(claim: LoopNode, report: RuleReport): void {
  const level = outer(claim, '2000B');
  const own = sbrOf(level);
  if (level === undefined || own === undefined) return;
  let seen = placeOf(own);
  let unknown = seen === 0;
  for (const other of claim.loops) {
    const sbr = other.guide.id === '2320' ? sbrOf(other) : undefined;
    if (sbr === undefined) continue;
    const place = placeOf(sbr);
    if (place === 0) unknown = true;
    if ((seen & place) !== 0) report(PAYER_ORDER_REPEATED, sbr, { element: 1, loop: other.guide });
    seen |= place;
  }
  if (unknown) return;
  if ((seen & 1) === 0) report(NO_PRIMARY, own, { element: 1, loop: level.guide });
  else if ((seen & (seen + 1)) !== 0) report(PAYER_ORDER_GAP, own, { element: 1, loop: level.guide });
}

/** A payer's place in the order as a bit, the primary's the lowest; 0 where it is unknown. */
function placeOf(sbr: Segment): number {
  const place = ORDER.get(sbr.code(1));
  return place === undefined ? 0 : 1 << place;
}

function sbrOf(node: LoopNode | undefined): Segment | undefined {
  if (node === undefined) return undefined;
  for (const segment of node.segments) if (segment.key === SBR) return segment;
  return undefined;
}

const MEDICARE: ReadonlySet<number> = new Set(['MA', 'MB'].map(packed));
const PRIMARY = packed('P');

/** 837P: why Medicare pays after another payer (SBR05). */
export function checkMedicare(sbr: Segment, _: LoopNode, report: RuleReport): void {
  if (sbr.code(1) === PRIMARY || !MEDICARE.has(sbr.code(9))) return;
  if (sbr.isEmpty(5)) report(MEDICARE_REASON, sbr, { element: 5 });
}
