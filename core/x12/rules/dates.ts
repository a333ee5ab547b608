import { isCalendarDate, isCivilDate } from '../../dates.ts';
import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { error, type FindingKind, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { SegmentCheck } from './rule.ts';

/** Dates that several kinds of sets ask for. */

export const ADMISSION_MISSING = warning(
  4,
  'ADMISSION-DATE-MISSING',
  'Services to an inpatient come with the date of admission (DTP*435).',
);
export const SERVICE_DATE_MISSING = warning(
  4,
  'SERVICE-DATE-MISSING',
  'Neither the line nor its claim has the date of service.',
);
const PERIOD_REVERSED = error(4, 'PERIOD-REVERSED', 'The period ends before it begins.', ['IK403', '8']);
/** Payers say so of coverage that never began. */
const PERIOD_EMPTY = warning(4, 'PERIOD-REVERSED', 'The period ends before it begins.');
const BEFORE_BIRTH = warning(4, 'SERVICE-BEFORE-BIRTH', 'The service was done before the patient was born.');
const OUTSIDE_STATEMENT = warning(
  4,
  'LINE-DATE-OUTSIDE-STATEMENT',
  'The line was done outside of the days that the bill is for (DTP*434).',
);

const PERIOD = packed('RD8');
const DATE_LENGTH = 8;

/** The two dates of an RD8. Of days that do not exist another check tells, and none comes before another. */
function isReversed(period: string): boolean {
  if (period.length !== 2 * DATE_LENGTH + 1) return false;
  const from = period.slice(0, DATE_LENGTH);
  const to = period.slice(DATE_LENGTH + 1);
  return from > to && isCalendarDate(from) && isCalendarDate(to);
}

const periodCheck =
  (kind: FindingKind): SegmentCheck =>
  (dtp, _, report) => {
    if (dtp.code(2) === PERIOD && isReversed(dtp.element(3))) report(kind, dtp, { element: 3 });
  };

/** DTP of claims and inquiries. */
export const checkPeriod = periodCheck(PERIOD_REVERSED);
/** DTP of answers. */
export const checkAnswerPeriod = periodCheck(PERIOD_EMPTY);

const SPANS = packed('BI');

/** HI of an institutional claim: occurrences that last. */
export function checkSpans(hi: Segment, _: LoopNode, report: RuleReport): void {
  if (hi.componentCode(1, 1) !== SPANS) return;
  for (let element = 1; element <= hi.size; element += 1)
    if (isReversed(hi.component(element, 4))) report(PERIOD_REVERSED, hi, { element, component: 4 });
}

const DMG = packed('DMG');
const DTP = packed('DTP');
const SERVICE = packed('472');

/** The birth date of the patient: of the level that the claim stands in, which is the subscriber's or the patient's. */
function birthOf(claim: LoopNode): string {
  const { parent } = claim;
  if (parent === null) return '';
  const person = inner(parent, parent.guide.id === '2000C' ? '2010CA' : '2010BA');
  for (const segment of person?.segments ?? []) if (segment.key === DMG) return segment.element(2);
  return '';
}

/** Dates of service, D8 or RD8: both begin with the first day. */
export function checkServiceDates(claim: LoopNode, report: RuleReport): void {
  const birth = birthOf(claim);
  if (!isCivilDate(birth)) return;
  for (const line of claim.loops) {
    if (line.guide.id !== '2400') continue;
    for (const dtp of line.segments) {
      if (dtp.key !== DTP || dtp.code(1) !== SERVICE) continue;
      const day = dtp.element(3).slice(0, DATE_LENGTH);
      if (isCivilDate(day) && day < birth) report(BEFORE_BIRTH, dtp, { element: 3, loop: line.guide });
    }
  }
}

/** Institutional lines. */
export function checkStatement(dtp: Segment, line: LoopNode, report: RuleReport): void {
  if (dtp.code(1) !== SERVICE) return;
  const statement = first(line.parent ?? undefined, 'DTP', '434')?.element(3) ?? '';
  if (statement.length !== 2 * DATE_LENGTH + 1) return;
  const day = dtp.element(3);
  const [from, to] = [day.slice(0, DATE_LENGTH), day.slice(-DATE_LENGTH)];
  if (from < statement.slice(0, DATE_LENGTH) || to > statement.slice(DATE_LENGTH + 1))
    report(OUTSIDE_STATEMENT, dtp, { element: 3 });
}
