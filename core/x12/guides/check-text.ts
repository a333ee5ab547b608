import { isCalendarDate, isCivilDate } from '../../dates.ts';
import { unreachable } from '../../result.ts';
import type { FindingKind } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { ElementReport } from './check-segment.ts';
import type { CompositeElement, ElementGuide, SegmentGuide, SimpleElement } from './guide.ts';
import * as problem from './problems.ts';

/** The elements of a segment with repetitions, or with letters beyond ASCII, compared as text. */
export function checkText(guide: SegmentGuide, segment: Segment, report: ElementReport): void {
  for (let n = 1; n <= guide.elements.length; n += 1) {
    const element = guide.elements[n - 1];
    if (element === undefined) continue;
    if (segment.element(n) === '') {
      if (element.usage === 'R') report(problem.ELEMENT_MISSING, { element: n });
      continue;
    }
    const repetitions = segment.repeats(n);
    if (repetitions.length > (element.repeats ?? 1)) report(problem.TOO_MANY_REPETITIONS, { element: n });
    for (const text of repetitions) checkRepetition({ element, segment, n }, text, report);
  }
}

interface Repetition {
  readonly element: ElementGuide;
  readonly segment: Segment;
  readonly n: number;
}

function checkRepetition({ element, segment, n }: Repetition, text: string, report: ElementReport): void {
  if (element.kind === 'composite') {
    checkComposite(element, segment.split(text), (kind, { component }) =>
      report(kind, component === undefined ? { element: n } : { element: n, component }),
    );
  } else if (text !== '') {
    const format = n > 1 ? segment.element(n - 1) : '';
    let isRight = true;
    checkSimple(element, text, format, (kind) => {
      isRight = false;
      report(kind, { element: n });
    });
    if (isRight && isText(element) && text.includes(segment.separators.component))
      report(problem.COMPONENTS_IN_SIMPLE, { element: n });
  }
}

const isText = ({ type }: SimpleElement): boolean => type === 'AN' || type === 'ID';

/** A code, then a mark that separates components in the files of others: `HC>99213`, where ISA16 is another one. */
const CODE_AND_MARK = /^[A-Z0-9]{1,3}[:>^|\\+!~][A-Z0-9]/;

/**
 * Whether a composite without separators, whose first component is wrong, seems to have been written with another one.
 * First components are short codes, which have no such marks.
 */
export const isOtherwiseSeparated = (value: string): boolean => CODE_AND_MARK.test(value);

function checkComposite(guide: CompositeElement, values: readonly string[], report: ElementReport): void {
  const [first] = guide.components;
  const [value = ''] = values;
  if (values.length === 1 && first !== undefined && value.length > first.max && isOtherwiseSeparated(value)) {
    report(problem.OTHER_SEPARATOR, {});
    return;
  }
  guide.components.forEach((component, i) => {
    const value = values[i] ?? '';
    const place = { component: i + 1 };
    if (value === '') {
      if (component.usage === 'R') report(problem.ELEMENT_MISSING, place);
    } else {
      checkSimple(component, value, values[i - 1] ?? '', (kind) => report(kind, place));
    }
  });
  if (values.length > guide.components.length) {
    report(problem.TOO_MANY_COMPONENTS, { component: guide.components.length + 1 });
  }
}

function checkSimple(
  guide: SimpleElement,
  value: string,
  format: string,
  report: (kind: FindingKind) => void,
): void {
  if (guide.usage === 'N') {
    report(problem.NOT_USED);
    return;
  }
  const length = guide.type === 'R' || guide.type === 'N0' ? value.replace(/[-.]/g, '').length : value.length;
  if (length > guide.max) report(problem.TOO_LONG);
  if (length < guide.min) report(problem.TOO_SHORT);
  if (guide.codes !== undefined && !guide.codes.has(value)) report(problem.BAD_CODE);
  const wrong = wrongContent(guide, value, format);
  if (wrong !== null) report(wrong);
}

const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)$/;
const WHOLE = /^-?\d+$/;
const PRINTABLE = /^\P{Cc}*$/u;

function wrongContent(guide: SimpleElement, value: string, format: string): FindingKind | null {
  switch (guide.type) {
    case 'AN':
    case 'ID':
      return PRINTABLE.test(value) ? null : problem.BAD_CHARACTER;
    case 'R':
      return DECIMAL.test(value) ? null : problem.BAD_CHARACTER;
    case 'N0':
      return WHOLE.test(value) ? null : problem.BAD_CHARACTER;
    case 'DT':
      return isCivilDate(value) ? null : problem.BAD_DATE;
    case 'TM':
      return isTime(value) ? null : problem.BAD_TIME;
    case 'PERIOD':
      return wrongPeriod(value, format);
    case 'OPEN':
      return wrongPeriod(value, format, isCalendarDate);
    default:
      return unreachable(guide.type);
  }
}

/** HHMM, HHMMSS or with hundredths. */
export const isTime = (text: string): boolean =>
  /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/.test(text);

type IsDay = (text: string) => boolean;

/**
 * What is wrong with a date or time.
 *
 * @param format the qualifier before the value; others than these four are not checked
 * @param isDay which days there are
 */
export function wrongPeriod(value: string, format: string, isDay = isCivilDate as IsDay): FindingKind | null {
  switch (format) {
    case 'D8':
      return isDay(value) ? null : problem.BAD_DATE;
    case 'RD8': {
      const [from = '', to = '', ...more] = value.split('-');
      return isDay(from) && isDay(to) && more.length === 0 ? null : problem.BAD_DATE;
    }
    case 'DT':
      if (!isDay(value.slice(0, 8))) return problem.BAD_DATE;
      return isTime(value.slice(8)) ? null : problem.BAD_TIME;
    case 'TM':
      return isTime(value) ? null : problem.BAD_TIME;
    default:
      return null;
  }
}
