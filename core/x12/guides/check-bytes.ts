import { isCalendarDate } from '../../dates.ts';
import type { FindingKind } from '../syntax/finding.ts';
import { packBytes, packed, type Segment } from '../syntax/segment.ts';
import { digitsIn, isDayIn, isNumberIn } from '../syntax/values.ts';
import type { ElementReport } from './check-segment.ts';
import { isOtherwiseSeparated, wrongPeriod } from './check-text.ts';
import type { SegmentGuide } from './guide.ts';
import { DATE, DECIMAL, type ElementPlan, OPEN, PERIOD, TEXT, TIME, WHOLE } from './plan.ts';
import * as problem from './problems.ts';

/** Where a value stands in its segment's block. It is never empty. */
interface Stretch {
  readonly segment: Segment;
  readonly bytes: Uint8Array;
  from: number;
  to: number;
  /** The packed code of the element or component before it: the format of a date. */
  format: number;
}

/** The elements of a segment of printable ASCII without repetitions, compared without making strings. */
export function checkBytes(guide: SegmentGuide, segment: Segment, report: ElementReport): void {
  const { elements, lastRequired } = guide.plan;
  const { size, mark, block } = segment;
  const { bytes, marks } = block;
  const stretch: Stretch = { segment, bytes, from: 0, to: 0, format: 0 };
  const { componentByte } = segment.separators;
  const last = size < elements.length ? size : elements.length;
  let before = 0;
  for (let n = 1; n <= last; n += 1) {
    const plan = elements[n - 1] as ElementPlan;
    const from = (marks[mark + n] as number) + 1;
    const to = marks[mark + n + 1] as number;
    if (from >= to) {
      if (plan.required) report(problem.ELEMENT_MISSING, { element: n });
      before = 0;
      continue;
    }
    stretch.from = from;
    stretch.to = to;
    if (plan.components !== null) {
      checkComposite(plan.components, stretch, n, report);
      before = 0;
      continue;
    }
    stretch.format = before;
    if (!isRight(plan, stretch)) reportAll(plan, stretch, { element: n }, report);
    else if (plan.type === TEXT && plan.codes === null && holds(bytes, { from, to }, componentByte))
      report(problem.COMPONENTS_IN_SIMPLE, { element: n });
    before = packBytes(bytes, from, to - from);
  }
  for (let n = last + 1; n <= lastRequired; n += 1) {
    if (elements[n - 1]?.required) report(problem.ELEMENT_MISSING, { element: n });
  }
}

function holds(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  byte: number,
): boolean {
  for (let i = from; i < to; i += 1) if (bytes[i] === byte) return true;
  return false;
}

function checkComposite(
  components: readonly ElementPlan[],
  stretch: Stretch,
  element: number,
  report: ElementReport,
): void {
  const { bytes, to: end } = stretch;
  const { componentByte } = stretch.segment.separators;
  let { from } = stretch;
  let before = 0;
  for (let c = 1; c <= components.length || from <= end; c += 1) {
    const plan = components[c - 1];
    if (plan === undefined) {
      report(problem.TOO_MANY_COMPONENTS, { element, component: c });
      return;
    }
    let to = from;
    while (to < end && bytes[to] !== componentByte) to += 1;
    if (from >= to) {
      if (plan.required) report(problem.ELEMENT_MISSING, { element, component: c });
      before = 0;
    } else {
      stretch.from = from;
      stretch.to = to;
      stretch.format = before;
      if (!isRight(plan, stretch)) {
        if (c === 1 && to === end && isForeign(plan, stretch)) {
          report(problem.OTHER_SEPARATOR, { element });
          return;
        }
        reportAll(plan, stretch, { element, component: c }, report);
      }
      before = packBytes(bytes, from, to - from);
    }
    from = to + 1;
  }
}

/** Whether the only component of a composite seems to be several. */
const isForeign = ({ max }: ElementPlan, { segment, from, to }: Stretch): boolean =>
  to - from > max && isOtherwiseSeparated(segment.slice(from, to));

/** Whether nothing at all is wrong, as with most values. */
function isRight(plan: ElementPlan, stretch: Stretch): boolean {
  return !plan.unused && hasLength(plan, stretch) && isAllowed(plan, stretch) && isContent(plan, stretch);
}

/** A value may be wrong in several ways, each of which has its code. */
function reportAll(
  plan: ElementPlan,
  stretch: Stretch,
  place: { readonly element: number; readonly component?: number },
  report: (kind: FindingKind, place: { readonly element: number; readonly component?: number }) => void,
): void {
  if (plan.unused) {
    report(problem.NOT_USED, place);
    return;
  }
  if (lengthOf(plan, stretch) > plan.max) report(problem.TOO_LONG, place);
  else if (!hasLength(plan, stretch)) report(problem.TOO_SHORT, place);
  if (!isAllowed(plan, stretch)) report(problem.BAD_CODE, place);
  if (!isContent(plan, stretch)) report(wrongContent(plan, stretch), place);
}

/** Sign and point do not count towards the length of a number. */
function lengthOf({ type }: ElementPlan, { bytes, from, to }: Stretch): number {
  return type === DECIMAL || type === WHOLE ? digitsIn(bytes, from, to) : to - from;
}

function hasLength(plan: ElementPlan, stretch: Stretch): boolean {
  const length = lengthOf(plan, stretch);
  return length >= plan.min && length <= plan.max;
}

function isAllowed(plan: ElementPlan, { segment, bytes, from, to }: Stretch): boolean {
  if (plan.codes === null) return true;
  if (plan.packedCodes === null) return plan.codes.has(segment.slice(from, to));
  const code = packBytes(bytes, from, to - from);
  if (code === plan.lastCode) return true;
  if (!plan.packedCodes.has(code)) return false;
  plan.lastCode = code;
  return true;
}

const D8 = packed('D8');
const NO_FORMAT = 0;

function isContent(plan: ElementPlan, stretch: Stretch): boolean {
  const { bytes, from, to, format } = stretch;
  switch (plan.type) {
    case TEXT:
      return true;
    case DECIMAL:
      return isNumberIn(bytes, from, { to, points: 1 });
    case WHOLE:
      return isNumberIn(bytes, from, { to, points: 0 });
    case DATE:
      return isDayIn(bytes, from, to);
    case PERIOD:
      if (format === D8) return isDayIn(bytes, from, to);
      return format === NO_FORMAT || wrongPeriodOf(stretch) === null;
    case OPEN:
      return (format === D8 && isDayIn(bytes, from, to)) || wrongOpenPeriod(stretch) === null;
    default:
      return wrongPeriodOf(stretch, 'TM') === null;
  }
}

const wrongPeriodOf = ({ segment, from, to, format }: Stretch, named = textOf(format)): FindingKind | null =>
  wrongPeriod(segment.slice(from, to), named);

const wrongOpenPeriod = ({ segment, from, to, format }: Stretch): FindingKind | null =>
  wrongPeriod(segment.slice(from, to), textOf(format), isCalendarDate);

function wrongContent({ type }: ElementPlan, stretch: Stretch): FindingKind {
  if (type === DATE) return problem.BAD_DATE;
  if (type === TIME) return problem.BAD_TIME;
  if (type === PERIOD) return wrongPeriodOf(stretch) ?? problem.BAD_DATE;
  if (type === OPEN) return wrongOpenPeriod(stretch) ?? problem.BAD_DATE;
  return problem.BAD_CHARACTER;
}

/** The text of a packed code; of none for what is too long to be one. */
function textOf(code: number): string {
  let text = '';
  for (let rest = code; rest > 0; rest >>= 8) text = String.fromCharCode(rest & 0xff) + text;
  return text;
}
