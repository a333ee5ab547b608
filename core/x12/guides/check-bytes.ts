import type { FindingKind } from '../syntax/finding.ts';
import { packBytes, packed, type Segment } from '../syntax/segment.ts';
import { digitsIn, isDayIn, isNumberIn } from '../syntax/values.ts';
import type { ElementReport } from './check-segment.ts';
import { wrongPeriod } from './check-text.ts';
import type { CompositeElement, SegmentGuide, SimpleElement } from './guide.ts';
import * as problem from './problems.ts';

/** A stretch of a segment's block: an element or a component, never empty. */
interface Stretch {
  readonly segment: Segment;
  from: number;
  to: number;
  /** The packed code of the element or component before it: the format of a date. */
  format: number;
}

/** The elements of a segment of printable ASCII without repetitions, compared without making strings. */
export function checkBytes(guide: SegmentGuide, segment: Segment, report: ElementReport): void {
  const { elements } = guide;
  const stretch: Stretch = { segment, from: 0, to: 0, format: 0 };
  for (let n = 1; n <= elements.length; n += 1) {
    const element = elements[n - 1];
    if (element === undefined) return;
    if (segment.isEmpty(n)) {
      if (element.usage === 'R') report(problem.ELEMENT_MISSING, { element: n });
      continue;
    }
    stretch.from = segment.start(n);
    stretch.to = segment.end(n);
    if (element.kind === 'composite') {
      checkComposite(element, stretch, (kind, component) => report(kind, { element: n, component }));
      continue;
    }
    if (element.type === 'PERIOD') stretch.format = n > 1 ? segment.code(n - 1) : 0;
    const wrong = wrongWith(element, stretch);
    if (wrong !== null) reportAll(wrong, element, stretch, (kind) => report(kind, { element: n }));
  }
}

function checkComposite(
  guide: CompositeElement,
  stretch: Stretch,
  report: (kind: FindingKind, component: number) => void,
): void {
  const { bytes } = stretch.segment.block;
  const { componentByte } = stretch.segment.separators;
  const end = stretch.to;
  let from = stretch.from;
  let before = 0;
  let c = 0;
  while (c < guide.components.length || from <= end) {
    let to = from;
    while (to < end && bytes[to] !== componentByte) to += 1;
    const component = guide.components[c];
    c += 1;
    if (component === undefined) {
      report(problem.TOO_MANY_COMPONENTS, c);
      return;
    }
    if (from >= to) {
      if (component.usage === 'R') report(problem.ELEMENT_MISSING, c);
      before = 0;
    } else {
      stretch.from = from;
      stretch.to = to;
      stretch.format = before;
      const nth = c;
      const wrong = wrongWith(component, stretch);
      if (wrong !== null) reportAll(wrong, component, stretch, (kind) => report(kind, nth));
      before = packBytes(bytes, from, to - from);
    }
    from = to + 1;
  }
}

/** The first thing that is wrong: most values have nothing. */
function wrongWith(guide: SimpleElement, stretch: Stretch): FindingKind | null {
  if (guide.usage === 'N') return problem.NOT_USED;
  return (
    wrongLength(guide, stretch) ??
    (isAllowed(guide, stretch) ? wrongContent(guide, stretch) : problem.BAD_CODE)
  );
}

/** A value may be wrong in several ways, each of which has its code. */
function reportAll(
  first: FindingKind,
  guide: SimpleElement,
  stretch: Stretch,
  report: (kind: FindingKind) => void,
): void {
  report(first);
  if (guide.usage === 'N') return;
  const found = [wrongLength(guide, stretch), isAllowed(guide, stretch) ? null : problem.BAD_CODE];
  for (const wrong of [...found, wrongContent(guide, stretch)]) {
    if (wrong !== null && wrong !== first) report(wrong);
  }
}

function wrongLength({ type, min, max }: SimpleElement, { segment, from, to }: Stretch): FindingKind | null {
  const length = type === 'R' || type === 'N0' ? digitsIn(segment.block.bytes, from, to) : to - from;
  if (length > max) return problem.TOO_LONG;
  return length < min ? problem.TOO_SHORT : null;
}

function isAllowed({ codes, packedCodes }: SimpleElement, { segment, from, to }: Stretch): boolean {
  if (codes === undefined) return true;
  if (packedCodes !== undefined) return packedCodes.has(packBytes(segment.block.bytes, from, to - from));
  return codes.has(segment.slice(from, to));
}

const D8 = packed('D8');
const NO_FORMAT = 0;

function wrongContent({ type }: SimpleElement, { segment, from, to, format }: Stretch): FindingKind | null {
  const { bytes } = segment.block;
  switch (type) {
    case 'AN':
    case 'ID':
      return null;
    case 'R':
      return isNumberIn(bytes, from, { to, points: 1 }) ? null : problem.BAD_CHARACTER;
    case 'N0':
      return isNumberIn(bytes, from, { to, points: 0 }) ? null : problem.BAD_CHARACTER;
    case 'DT':
      return isDayIn(bytes, from, to) ? null : problem.BAD_DATE;
    case 'TM':
      return wrongPeriod(segment.slice(from, to), 'TM');
    case 'PERIOD':
      if (format === D8) return isDayIn(bytes, from, to) ? null : problem.BAD_DATE;
      return format === NO_FORMAT ? null : wrongPeriod(segment.slice(from, to), textOf(format));
  }
}

/** The text of a packed code. */
function textOf(code: number): string {
  let text = '';
  for (let rest = code; rest > 0; rest >>= 8) text = String.fromCharCode(rest & 0xff) + text;
  return text;
}
