import { isCivilDate } from '../../dates.ts';
import { unreachable } from '../../result.ts';
import type { FindingKind } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { CompositeElement, SegmentGuide, SimpleElement, SyntaxNote } from './guide.ts';
import * as problem from './problems.ts';

/** Which element, and component, of a segment a finding is about. */
export interface Place {
  readonly element?: number;
  readonly component?: number;
}
type Report = (kind: FindingKind, place: Place) => void;

/** Compares a segment's elements with its guide: presence, length, characters, codes, dates, conditions. */
export function checkSegment(guide: SegmentGuide, segment: Segment, report: Report): void {
  for (let n = 1; n <= guide.elements.length; n += 1) {
    const element = guide.elements[n - 1];
    if (element === undefined) continue;
    const value = segment.element(n);
    if (value === '') {
      if (element.usage === 'R') report(problem.ELEMENT_MISSING, { element: n });
    } else if (element.kind === 'composite') {
      checkComposite(element, segment, n, report);
    } else {
      const format = n > 1 ? segment.element(n - 1) : '';
      checkSimple(element, value, format, (kind) => report(kind, { element: n }));
    }
  }
  if (segment.size > guide.elements.length) {
    report(problem.TOO_MANY_ELEMENTS, { element: guide.elements.length + 1 });
  }
  for (const note of guide.notes) checkNote(note, segment, report);
}

function checkComposite(guide: CompositeElement, segment: Segment, n: number, report: Report): void {
  for (const repetition of segment.repeats(n)) {
    const values = segment.split(repetition);
    guide.components.forEach((component, i) => {
      const value = values[i] ?? '';
      const place = { element: n, component: i + 1 };
      if (value === '') {
        if (component.usage === 'R') report(problem.ELEMENT_MISSING, place);
      } else {
        checkSimple(component, value, values[i - 1] ?? '', (kind) => report(kind, place));
      }
    });
    if (values.length > guide.components.length) {
      report(problem.TOO_MANY_COMPONENTS, { element: n, component: guide.components.length + 1 });
    }
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
    default:
      return unreachable(guide.type);
  }
}

/** HHMM, HHMMSS or with hundredths. */
const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/.test(text);

/** @param format the qualifier before the value; others than these four are not checked */
function wrongPeriod(value: string, format: string): FindingKind | null {
  switch (format) {
    case 'D8':
      return isCivilDate(value) ? null : problem.BAD_DATE;
    case 'RD8': {
      const [from = '', to = '', ...more] = value.split('-');
      return isCivilDate(from) && isCivilDate(to) && more.length === 0 ? null : problem.BAD_DATE;
    }
    case 'DT':
      if (!isCivilDate(value.slice(0, 8))) return problem.BAD_DATE;
      return isTime(value.slice(8)) ? null : problem.BAD_TIME;
    case 'TM':
      return isTime(value) ? null : problem.BAD_TIME;
    default:
      return null;
  }
}

function checkNote({ rule, elements }: SyntaxNote, segment: Segment, report: Report): void {
  const present = elements.filter((n) => segment.element(n) !== '');
  const absent = elements.filter((n) => segment.element(n) === '');
  const first = elements[0];
  if (first === undefined) return;
  const leads = segment.element(first) !== '';
  const broken = {
    P: present.length > 0 && absent.length > 0,
    R: present.length === 0,
    C: leads && absent.length > 0,
    L: leads && present.length === 1,
    E: present.length > 1,
  }[rule];
  if (!broken) return;
  const element = (rule === 'E' ? present[1] : absent[0]) ?? first;
  report(rule === 'E' ? problem.EXCLUSION : problem.CONDITION_MISSING, { element });
}
