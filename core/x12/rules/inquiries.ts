import type { RuleReport, SetRules } from '../guides/guide.ts';
import { every, first, inner, type LoopNode, outer } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import { checkAnswerPeriod, checkPeriod } from './dates.ts';
import { checkParty } from './forms.ts';
import {
  ANY,
  absent,
  type LoopCheck,
  type Rule,
  RulesTogether,
  RuleTable,
  type SegmentCheck,
  TableRules,
} from './rule.ts';

/** Conditions of eligibility (270, 271) and claim status (276, 277) sets beyond their tables (domain.md 4.5, 4.6). */

const QUESTION_MISSING = error(
  4,
  'QUESTION-MISSING',
  'A subscriber without dependents in this inquiry needs a question (EQ).',
  ['IK304', 'I6'],
);
const ANSWER_MISSING = warning(
  4,
  'ANSWER-MISSING',
  'The patient is answered neither with a benefit nor with a rejection.',
);
const CLAIM_MISSING = error(
  4,
  'CLAIM-MISSING',
  'A patient who has no dependents in this set needs a claim (TRN).',
  ['IK304', 'I6'],
);
const BIRTH_DATE_MISSING = error(
  4,
  'BIRTH-DATE-MISSING',
  'A subscriber whose claims are asked about needs the birth date (DMG).',
  ['IK304', 'I6'],
);
const POINTER = error(4, 'DIAGNOSIS-POINTER-WRONG', 'The pointer names no diagnosis of the patient.', [
  'IK403',
  '7',
]);
const BRACKET = error(
  4,
  'RELATED-PARTY-BRACKET',
  'Related parties stand between LS and LE, and nothing else does.',
  ['IK304', 'I6'],
);
const PERCENT = warning(
  4,
  'PERCENT-NOT-FRACTION',
  'A percentage is sent as a fraction: .2 for twenty percent.',
);
const CATEGORY_UNKNOWN = warning(5, 'STATUS-CATEGORY-UNKNOWN', 'This is no status category of a claim.');

/** Finds levels that hold nothing. What they could hold are records, which are not in the loop around them. */
class HeldLevels implements SetRules {
  readonly #level: string;
  readonly #held: readonly string[];
  readonly #check: LoopCheck;
  #holds = false;

  /** @param check of a `level` in which none of `held` was */
  constructor(level: string, held: readonly string[], check: LoopCheck) {
    this.#level = level;
    this.#held = held;
    this.#check = check;
  }

  closed(node: LoopNode, report: RuleReport): void {
    if (this.#held.includes(node.guide.id)) this.#holds = true;
    if (node.guide.id !== this.#level) return;
    if (!this.#holds) this.#check(node, report);
    this.#holds = false;
  }
}

/** The diagnoses that element `n` points to, by their ordinals. */
const checkPointers =
  (n: number) =>
  (segment: Segment, node: LoopNode, report: RuleReport): void => {
    if (segment.size < n) return;
    const diagnoses = first(node.parent ?? undefined, 'HI')?.size ?? 0;
    segment.components(n).forEach((pointer, i) => {
      const wrong = pointer !== '' && !(Number(pointer) >= 1 && Number(pointer) <= diagnoses);
      if (wrong) report(POINTER, segment, { element: n, component: i + 1 });
    });
  };

const PARTIES: Rule = { loop: ANY, segment: 'NM1', check: checkParty };
const PERIODS: Rule = { loop: ANY, segment: 'DTP', check: checkPeriod };
const ANSWER_PERIODS: Rule = { loop: ANY, segment: 'DTP', check: checkAnswerPeriod };
/** The same rule for a loop of the subscriber and of the dependent. */
const ofBoth = (loop: string, segment: string, check: SegmentCheck): readonly Rule[] =>
  ['C', 'D'].map((suffix) => ({ loop: `${loop}${suffix}`, segment, check }));

// ── 270 and 271 ───────────────────────────────────────────────────────────────────────────────────────

const questions = new RuleTable([PARTIES, PERIODS, ...ofBoth('2110', 'EQ', checkPointers(5))]);

function checkQuestion(level: LoopNode, report: RuleReport): void {
  const [hl] = level.segments;
  if (hl === undefined || inner(inner(level, '2100C'), '2110C') !== undefined) return;
  report(QUESTION_MISSING, hl, absent('EQ'));
}

export const eligibilityInquiryRules = (): SetRules =>
  new RulesTogether([new TableRules(questions), new HeldLevels('2000C', ['2000D'], checkQuestion)]);

const PERCENT_AT = 8;

function checkPercent(eb: Segment, _: LoopNode, report: RuleReport): void {
  if (Number(eb.element(PERCENT_AT)) > 1) report(PERCENT, eb, { element: PERCENT_AT });
}

/** LS and LE are there together, and just where a related party is. */
function checkBracket(benefit: LoopNode, report: RuleReport): void {
  const [eb] = benefit.segments;
  if (eb === undefined) return;
  const related = benefit.loops.some((loop) => loop.guide.id.startsWith('2120'));
  for (const id of ['LS', 'LE']) {
    const bracket = first(benefit, id);
    if (related && bracket === undefined) report(BRACKET, eb, absent(id));
    if (!related && bracket !== undefined) report(BRACKET, bracket);
  }
}

const benefits = new RuleTable([
  PARTIES,
  ANSWER_PERIODS,
  ...ofBoth('2110', 'EB', checkPointers(14)),
  ...ofBoth('2110', 'EB', checkPercent),
  { loop: '2110C', check: checkBracket },
  { loop: '2110D', check: checkBracket },
]);

/** A rejection further up is the answer to all patients below. */
function checkAnswer(level: LoopNode, report: RuleReport): void {
  const [hl] = level.segments;
  const source = outer(level, '2000A');
  const person = inner(level, '2100C') ?? inner(level, '2100D');
  const subscriber = inner(outer(level, '2000C'), '2100C');
  const receiver = inner(outer(level, '2000B'), '2100B');
  const ways = [source, inner(source, '2100A'), receiver, subscriber, person];
  const rejected = ways.some((loop) => every(loop, 'AAA').length > 0);
  const benefited = person?.loops.some((loop) => loop.guide.id.startsWith('2110'));
  if (hl !== undefined && !rejected && !benefited) report(ANSWER_MISSING, hl);
}

export const eligibilityResponseRules = (): SetRules =>
  new RulesTogether([
    new TableRules(benefits),
    new HeldLevels('2000C', ['2000D'], checkAnswer),
    new HeldLevels('2000D', [], checkAnswer),
  ]);

// ── 276 and 277 ───────────────────────────────────────────────────────────────────────────────────────

function checkClaim(level: LoopNode, report: RuleReport): void {
  const [hl] = level.segments;
  if (hl !== undefined) report(CLAIM_MISSING, hl, absent('TRN'));
}

/** Claims are records too. A dependent without one is found by the table of the 276. */
const heldClaims = (): SetRules => new HeldLevels('2000D', ['2200D', '2000E'], checkClaim);

const inquired = new RuleTable([
  PARTIES,
  PERIODS,
  {
    loop: '2200D',
    segment: 'TRN',
    check: (trn, node, report) => {
      const subscriber = outer(node, '2000D');
      if (first(subscriber, 'DMG') === undefined) {
        report(BIRTH_DATE_MISSING, trn, absent('DMG', subscriber?.guide));
      }
    },
  },
]);

export const statusInquiryRules = (): SetRules => new RulesTogether([new TableRules(inquired), heldClaims()]);

const CATEGORY = /^(?:A[0-8]|D0|E[0-4]|F[0-5]|F3[FN]|P[0-5]|R(?:\d|1[0-7]|Q))$/;
/** STC01, STC10 and STC11 have a category each. */
const STATUSES = [1, 10, 11] as const;

function checkStatus(stc: Segment, _: LoopNode, report: RuleReport): void {
  for (const element of STATUSES) {
    if (stc.isEmpty(element) || CATEGORY.test(stc.component(element, 1))) continue;
    report(CATEGORY_UNKNOWN, stc, { element, component: 1 });
  }
}

const answered = new RuleTable([PARTIES, ANSWER_PERIODS, { loop: ANY, segment: 'STC', check: checkStatus }]);

export const statusResponseRules = (): SetRules =>
  new RulesTogether([new TableRules(answered), heldClaims(), new HeldLevels('2000E', ['2200E'], checkClaim)]);
